"""The lowered program: a policy as a flat row of small steps, each with the steps it reads.

One lowering, several back ends: Python code is generated from it now, columns and SQL can be. A slot is computed
from earlier slots only, so a chain of ten thousand rules is a row, not a recursion.

A slot's value is one value, or, when it has `dims`, one value per member (or pair of members).
Start reading at `Slot`.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from attrs import field, frozen

from engine.model.units import Type


@frozen
class Ref:
    """A slot as read: its index, and the variable that fills each of its dimensions."""

    slot: int
    at: tuple[str, ...] = ()


@frozen
class Slot:
    """One step. `op` says how it is computed from `args`; `data` holds what is constant about it.

    `dims` are (variable, entity) pairs in the order of the loops around it; empty for one value.
    """

    op: str
    args: tuple[Ref, ...] = ()
    data: Any = None
    dims: tuple[tuple[str, str], ...] = ()
    type: Type | None = field(default=None, eq=False)


Steps = tuple[tuple[date, ...], tuple[Any, ...]]
"""A step function of the day: break days, and one value more than there are breaks (the first before all)."""


@frozen(slots=False, eq=False)
class Program:
    """Slots in order, which slot holds each term, and the programs run on other days.

    `entries` maps a term id (or `where`, `body`, `part` in a program for another day) to its slot.
    `reads_day` says whether any slot reads the day itself; `breaks` are the days on which validity or a parameter
    changes. `standings` are the slots that say whether a rule stands (one for each world and target it is judged at),
    `read_on` the slots of `read on` dates by rule.
    """

    slots: tuple[Slot, ...]
    entries: dict[str, Ref]
    subs: tuple[Program, ...] = ()
    reads_day: bool = False
    breaks: tuple[date, ...] = ()
    standings: dict[str, tuple[Ref, ...]] = field(factory=dict)
    read_on: dict[str, Ref] = field(factory=dict)

    @cached_property
    def rule_of(self) -> dict[int, str]:
        """The rule whose standing a slot says."""
        return {ref.slot: rule for rule, refs in self.standings.items() for ref in refs}


FACTS_BELOW = 100
"""The denominator facts are given in: hundredths (øre)."""


@frozen
class Layout:
    """How to read the values generated code gives back.

    `below[i]` is the denominator of slot i (`None`: fractions; 0: not a number), for this program and `subs`.
    """

    below: tuple[int | None, ...]
    subs: tuple[Layout, ...] = ()
