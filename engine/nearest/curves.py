"""An amount as one number grows: where it bends, where it jumps, and how steep it is between.

The amount is a straight line in pieces, since rules only add, multiply and compare. Two neighbouring pieces meet where
their lines cross; what does not meet there is halved until the jump stands between two steps. Nothing is drawn
between points that was not evaluated: each piece is tried at its ends and inside. Start reading at `curves`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

from attrs import evolve

from engine.evaluate.decision import Decision
from engine.model.case import Case, Key
from engine.nearest import affect
from engine.nearest.found import Curve, Piece
from engine.nearest.trial import Spent, Trial, Values, fact_on, with_fact

At = Callable[[Fraction], Fraction | None]

_MOST_PIECES = 24


def curves(trial: Trial, decision: Decision) -> tuple[tuple[Curve, ...], bool]:
    """The curve of each requested amount by each amount of money that was decisive; and whether all were drawn.

    An amount that bends where one told before does is left out, and so is one that is a single straight line.
    """
    policy, found = trial.policy, list[Curve]()
    amounts = [(it.term, it.member) for it in decision.answers if policy.terms[it.term].type.is_money]
    facts = [it for it in affect.affectable(policy, decision) if policy.terms[it[0]].type.is_money]
    sides = affect.sides_of(decision) if amounts and facts else ()
    for fact in facts if amounts else ():
        known: dict[Fraction, Values] = {}
        bent: set[tuple[Fraction, ...]] = set()
        for amount in amounts:
            try:
                curve = _curve(trial, decision.case, amount, fact, known, sides)
            except Spent:
                return tuple(found), False
            bends = tuple(it.first for it in curve.pieces)
            if sum(it.at_first is not None for it in curve.pieces) > 1 and bends not in bent:
                bent.add(bends)
                found.append(curve)
    return tuple(sorted(found, key=lambda it: amounts.index((it.term, it.member)))), True


def _curve(
    trial: Trial, case: Case, amount: Key, fact: Key, known: dict[Fraction, Values], sides: affect.Sides
) -> Curve:
    policy = trial.policy

    def at(number: Fraction) -> Fraction | None:
        if number not in known:
            known[number] = trial.settled(with_fact(case, fact, number))
        value = known[number][amount]
        return value if isinstance(value, Fraction) else None

    here = affect.as_number(fact_on(case, fact))  # type: ignore[arg-type]
    step = affect.step_of(policy, fact)
    pieces = _joined(_pieces(at, affect.grid(policy, case, fact, sides), step), at)
    return Curve(*amount, fact, here, tuple(pieces[:_MOST_PIECES]), whole=len(pieces) <= _MOST_PIECES)


def _pieces(at: At, grid: tuple[Fraction, ...], step: Fraction) -> list[tuple[Fraction, Fraction]]:
    """Stretches in each of which the amount is one line, in order; between two of them there is a jump of one step."""
    done: list[tuple[Fraction, Fraction]] = []
    stack = list(pairwise(grid))[::-1]
    while stack:
        low, high = stack.pop()
        if _straight(at, low, high, step):
            done.append((low, high))
            continue
        bend = _crossing(at, low, high, step)
        if bend is not None and _straight(at, low, bend, step) and _straight(at, bend, high, step):
            done += [(low, bend), (bend, high)]
        elif high - low <= step:
            done += [(low, low), (high, high)]
        else:
            middle = low + step * max(1, (high - low) // step // 2)
            middle = middle if low < middle < high else (low + high) / 2
            stack += [(middle, high), (low, middle)]
    return done


def _straight(at: At, low: Fraction, high: Fraction, step: Fraction) -> bool:
    """Whether the amount is a line between two numbers, tried at both ends and at two uneven places inside."""
    first, last = at(low), at(high)
    uneven = (low + (high - low) * part for part in (Fraction(3, 7), Fraction(10, 13)))
    inside = [whole if low < (whole := step * (it // step)) else it for it in uneven]
    if first is None or last is None:
        return first is None and last is None and all(at(it) is None for it in inside)
    return high == low or all(at(it) == first + (last - first) * (it - low) / (high - low) for it in inside)


def _crossing(at: At, low: Fraction, high: Fraction, step: Fraction) -> Fraction | None:
    """Where the line that leaves the low end meets the line that reaches the high end."""
    near = min(step, (high - low) / 4)
    ends = [at(it) for it in (low, low + near, high - near, high)]
    if any(it is None for it in ends):
        return None
    a, b, c, d = (it for it in ends if it is not None)
    up, down = (b - a) / near, (d - c) / near
    if up == down:
        return None
    found = low + ((d - a) - down * (high - low)) / (up - down)
    return found if low < found < high else None


def _joined(stretches: list[tuple[Fraction, Fraction]], at: At) -> list[Piece]:
    """The stretches as pieces, neighbours on one line as one."""
    pieces: list[Piece] = []
    for low, high in stretches:
        first, last = at(low), at(high)
        slope = (last - first) / (high - low) if high > low and first is not None and last is not None else Fraction(0)
        piece = Piece(low, high, first, last, slope)
        before = pieces[-1] if pieces else None
        if before is not None and _continues(before, piece):
            pieces[-1] = _longer(before, piece)
        else:
            pieces.append(evolve(piece, jumps=before is not None and before.last != low))
    return _without_points(pieces)


def _continues(before: Piece, piece: Piece) -> bool:
    """Whether two neighbours are one line; a single number has no slope of its own."""
    if before.at_last is None or piece.at_first is None:
        return before.at_last is None and piece.at_first is None
    if before.first == before.last and piece.first == before.first:
        return True
    return before.last == piece.first and (before.slope == piece.slope or piece.first == piece.last)


def _longer(before: Piece, piece: Piece) -> Piece:
    if before.first == before.last:
        return evolve(piece, jumps=before.jumps)
    return evolve(before, last=piece.last, at_last=piece.at_last)


def _without_points(pieces: list[Piece]) -> list[Piece]:
    """A single number where a jump begins or ends belongs to the stretch beside it, where that is on its line."""
    told: list[Piece] = []
    for it in pieces:
        before = told[-1] if told else None
        if before is not None and it.first == it.last == before.last:
            continue
        told.append(it)
    return told
