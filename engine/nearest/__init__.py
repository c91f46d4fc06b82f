"""What would change an answer: another fact, the passing of time, or one more krone; each claim confirmed by deciding.

Comes after `evaluate`, which it asks again and again, and writes no prose. The road: `affect` (which facts somebody
can change, and to what), `changes` (the nearest change of one fact, or of two), `passing` (the days on which the
answer changes by itself), `curves` (where an amount bends or jumps as one number grows). Everything is exact, in a
fixed order and within a budget, and says when it stopped looking. Start reading at `nearest`.
"""

from engine.nearest.found import Change, Curve, Nearest, Passed, Piece, Turned
from engine.nearest.nearest import nearest

__all__ = ["Change", "Curve", "Nearest", "Passed", "Piece", "Turned", "nearest"]
