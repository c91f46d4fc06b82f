"""One step in formulas: a node for the members around it, on a day, and how it reads the steps before it.

What each kind of node means is said in `encode_values` and `encode_rules`. Start reading at `Step.value`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, Protocol

import z3

from engine.model.policy import Term
from engine.model.units import Type
from engine.solver import days
from engine.solver.days import Day
from engine.solver.formulas import FALSE, all_of
from engine.solver.normal import At, Node, Normals
from engine.solver.world import Val, World, real

Names = dict[str, int]
"""The members around a step: which one each variable stands for."""
Frame = dict[tuple[int, tuple[int, ...]], Val]
"""The values of nodes on one day, by number and members."""


class Encoding(Protocol):
    """What a step needs of the encoder it belongs to."""

    world: World
    normals: Normals
    terms: Mapping[str, Term]

    def values(self, roots: Iterable[int], day: Day) -> Frame:
        """The values of nodes on a day."""


class Step:
    """One node for the members around it, on a day."""

    def __init__(self, encoder: Encoding, frame: Any, number: int, node: Node, names: Names, day: Day) -> None:
        self.encoder, self.frame, self.number, self.node = encoder, frame, number, node
        self.names, self.day, self.world = names, day, encoder.world

    def value(self) -> Val:
        made: Val = getattr(self, f"_{self.node.op}")()
        return Val(z3.simplify(made.settled), made.value)

    @property
    def type(self) -> Type:
        return self.encoder.normals.types[self.number]

    @property
    def args(self) -> list[Val]:
        return [self.read(arg) for arg in self.node.args]

    def read(self, at: At, names: Names | None = None) -> Val:
        number, variables = at
        around = {**self.names, **(names or {})}
        found: Val = self.frame[number, tuple(around[name] for name in variables)]
        return found

    def strict(self, value: Any, *also: Any) -> Val:
        """A value that is settled when all its parts are."""
        return Val(all_of((arg.settled for arg in self.args), *also), value)

    def opaque(self) -> Val:
        key = (self.number, tuple(sorted(self.names.items())), tuple(part.get_id() for part in self.day.parts))
        return self.world.unknown(key, self.type)

    def literal(self, value: Any) -> Any:
        if isinstance(value, bool):
            return z3.BoolVal(value)
        if isinstance(value, Fraction | int):
            return real(Fraction(value))
        if isinstance(value, str):
            return self.world.word(value)
        return days.literal(value)

    def _or_any(self, value: Any) -> Any:
        if value is not None:
            return self.literal(value)
        kind = self.type.kind
        if kind == "date":
            return days.literal(days.ORDINARY)
        return FALSE if kind == "yes_no" else real(Fraction(0)) if kind == "number" else z3.IntVal(-1)

    def _inner(self, day: Day) -> list[Val]:
        frame = self.encoder.values([number for number, _ in self.node.inner], day)
        return [frame[number, tuple(self.names[name] for name in variables)] for number, variables in self.node.inner]
