"""Cases without negative numbers where there are any: the others mostly come from how the solver reckons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import z3

from engine.solver.ask import Found, Outcome, Pair
from engine.solver.world import Given, World

SMALL = 1000
"""What counts as a small number."""
Test = Callable[[Outcome, Outcome], bool]


def asked(pair: Pair, conditions: Sequence[Any], holds: Test, steps: int) -> Found:
    """What becomes of a question; a case without negative numbers rather than one with."""
    found = pair.ask(*conditions, holds=holds, steps=steps)
    return found if found.case is None else _plainer(pair, conditions, holds, steps) or found


def sought(pair: Pair, conditions: Sequence[Any], holds: Test, steps: int) -> Found:
    """The same, for a question that is mostly answered with a case: one of small numbers is sought first."""
    small = [one.value <= SMALL for one in _numbers(pair.world)]
    return (
        _plainer(pair, [*conditions, *small], holds, steps)
        or _plainer(pair, conditions, holds, steps)
        or pair.ask(*conditions, holds=holds, steps=steps)
    )


def _plainer(pair: Pair, conditions: Sequence[Any], holds: Test, steps: int) -> Found | None:
    found = pair.ask(*conditions, *_no_negatives(pair.world), holds=holds, steps=steps)
    return found if found.case is not None else None


def _no_negatives(world: World) -> list[Any]:
    return [z3.Implies(one.known, one.value >= 0) for one in _numbers(world)]


def _numbers(world: World) -> list[Given]:
    return [one for one in world.given.values() if (one.term.amount_type or one.term.type).kind == "number"]
