"""What a comparison says: relations between outcomes, how each is known, and the cases that show it.

Start reading at `Relation`.
"""

from __future__ import annotations

from attrs import frozen

from engine.model.case import Case
from engine.model.expressions import Value

EQUAL, WIDER, NARROWER, CROSSING = "equal", "wider", "narrower", "crossing"
MORE, LESS, CHANGED = "more", "less", "changed"
NOT_DECIDED, NOT_COMPARABLE = "not_decided", "not_comparable"
ASKS_SAME, ASKS_MORE, ASKS_LESS, ASKS_OTHER = "same", "asks_more", "asks_less", "asks_other"
STRUCTURAL, COMPLETE, SOLVER, SEARCHED, NO_PROOF = "structural", "complete", "solver", "searched", "none"

UP, DOWN, OTHER, OPENED, CLOSED = "up", "down", "other", "opened", "closed"
"""How a case turns: newly met or more, no longer met or less, another word or effect, open now, open before."""


@frozen
class Witness:
    """A case that comes out differently, tried on both sides: `turn` says how. `None` is open."""

    turn: str
    case: Case
    before: Value | None
    after: Value | None


@frozen
class Relation:
    """How one term of the new policy stands to the old, over every case both can decide.

    `relation`: for conditions `equal`, `wider`, `narrower` or `crossing`; for amounts and dates `equal`, `more`, `less`
    or `crossing`; for effects and words `equal` or `changed`; else `not_decided` or `not_comparable` (then `because`
    says what stands in the way). `knowledge` compares what must be known: `same`, `asks_more`, `asks_less`,
    `asks_other`, or `not_decided`.
    `level` is how it is known: `structural` (the same steps throughout), `complete` (all `cells` combinations tried),
    `solver` (proved, for lists of at most two members), `searched` (tried on `cells` cases, which is no proof), `none`.
    A relation that rests on a witness alone needs no proof; its level says how the *other* direction is known.
    """

    term: str
    relation: str
    level: str
    knowledge: str = ASKS_SAME
    knowledge_level: str = STRUCTURAL
    witnesses: tuple[Witness, ...] = ()
    cells: int = 0
    because: str = ""

    @property
    def matters(self) -> bool:
        """Whether some case comes out differently, or may."""
        return self.relation != EQUAL or self.knowledge != ASKS_SAME
