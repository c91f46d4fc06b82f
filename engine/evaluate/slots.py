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
    def shapes(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """For each slot without members: which of its parts settle it, and which slots these are."""
        return tuple(_shape(slot) for slot in self.slots)

    def all_rules(self) -> set[str]:
        """The rules of this program and of those for other days."""
        return set(self.standings).union(*(sub.all_rules() for sub in self.subs))

    @cached_property
    def own_days(self) -> frozenset[int]:
        """The slots that are the day itself, and differ on every day."""
        return frozenset(index for index, slot in enumerate(self.slots) if slot.op == "the_day")

    @cached_property
    def plain_rules(self) -> frozenset[int]:
        """The slots without members that say whether a rule stands."""
        return frozenset(index for index in self.rule_of if not self.slots[index].dims)

    @cached_property
    def member_rules(self) -> frozenset[int]:
        """The slots with members that say whether a rule stands."""
        return frozenset(index for index in self.rule_of if self.slots[index].dims)

    @cached_property
    def unformalised(self) -> tuple[int, ...]:
        """The slots that something not formalised may hold open."""
        return tuple(index for index, slot in enumerate(self.slots) if slot.op == "formalised")

    @cached_property
    def given(self) -> tuple[int, ...]:
        """The slots that read what a case gives."""
        return tuple(index for index, slot in enumerate(self.slots) if slot.op in GIVEN)

    @cached_property
    def assessed(self) -> dict[str, int]:
        """The slot that holds what a person assessed, or whether a power was used, by term."""
        return {self.slots[index].data[0]: index for index in self.given if self.slots[index].op in ("assess", "used")}

    @cached_property
    def judged(self) -> frozenset[int]:
        """The slots that read what a person assessed, or whether a power was used."""
        return frozenset(index for index in self.given if self.slots[index].op in ("assess", "used"))

    @cached_property
    def parameters(self) -> tuple[int, ...]:
        """The slots that read a parameter."""
        return tuple(index for index, slot in enumerate(self.slots) if slot.op == "parameter")

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


FOLDS = ("any", "every", "count", "sum_members", "least", "greatest")
"""Operations over the members of a list."""
DAYS = ("on_day", "read_on", "days_where", "sum_over_days", "day_began")
"""Operations that look at other days."""
GIVEN = ("fact", "assess", "used")
"""Operations that read what a case gives."""

NO_PARTS, EVERY_PART, AND_PARTS, OR_PARTS, PAIRED_PARTS, BRANCH_PARTS, OTHER_PARTS = range(7)
"""Which parts settle a slot: none, all, those of a conjunction or disjunction, every standing with the values of those
that do not fall, the condition with the branch taken, or what `walk` has to find out."""


def _shape(slot: Slot) -> tuple[int, tuple[int, ...]]:
    if slot.op in (*FOLDS, *DAYS, "bounded") or any(ref.at for ref in slot.args):
        return OTHER_PARTS, ()
    shape = {"and": AND_PARTS, "or": OR_PARTS, "combine": PAIRED_PARTS, "if": BRANCH_PARTS}.get(
        slot.op, EVERY_PART if slot.args else NO_PARTS
    )
    return shape, tuple(ref.slot for ref in slot.args)
