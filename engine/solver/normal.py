"""The normal form of lowered programs: what is computed, without names, order of parts or place in a file.

Two policies lowered into one `Normals` share each step that is the same in both, so a term whose node is one and the
same is structurally equal, with everything beneath it. Start reading at `Normals.add`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import define, field, frozen

from engine.evaluate.slots import DAYS, Program, Slot
from engine.model.policy import Policy
from engine.model.units import Type

At = tuple[int, tuple[str, ...]]
"""A node as read: its number, and the variable that fills each of its dimensions."""


@frozen
class Node:
    """One step. As a `Slot`, but without rule ids; `inner` are the nodes a step on other days reads there."""

    op: str
    args: tuple[At, ...]
    data: Any
    dims: tuple[tuple[str, str], ...]
    kind: str
    inner: tuple[At, ...] = ()


@define
class Normals:
    """Nodes of any number of policies, each once, in an order where each comes after what it reads."""

    nodes: list[Node] = field(factory=list)
    types: list[Type] = field(factory=list)
    _numbers: dict[Node, int] = field(factory=dict)

    def add(self, policy: Policy, program: Program) -> dict[str, At]:
        """The node of each entry of a program, `used TERM` and terms alike."""
        made = self._program(policy, program)
        return {name: (made[ref.slot], ref.at) for name, ref in program.entries.items()}

    def numbers(self, policy: Policy, program: Program) -> list[int]:
        """The node of each slot of a program."""
        return self._program(policy, program)

    def _program(self, policy: Policy, program: Program) -> list[int]:
        subs = [self._program(policy, sub) for sub in program.subs]
        made: list[int] = []
        for slot in program.slots:
            made.append(self._number(self._node(policy, slot, made, subs), slot.type or Type("yes_no")))
        return made

    def _number(self, node: Node, type: Type) -> int:
        found = self._numbers.get(node)
        if found is None:
            found = self._numbers[node] = len(self.nodes)
            self.nodes.append(node)
            self.types.append(type)
        return found

    def _node(self, policy: Policy, slot: Slot, made: list[int], subs: list[list[int]]) -> Node:
        args = [(made[ref.slot], ref.at) for ref in slot.args]
        data: Any = slot.data
        inner: tuple[At, ...] = ()
        if slot.op in DAYS:
            which, refs = slot.data
            data = None
            inner = tuple((subs[which][ref.slot], ref.at) for ref in refs)
        args, data = _sorted(slot.op, args, self._data(policy, slot, data))
        kind = slot.type.kind if slot.type else "yes_no"
        return Node(slot.op, tuple(args), data, slot.dims, kind, inner)

    def _data(self, policy: Policy, slot: Slot, data: Any) -> Any:
        """What is constant about a step, without ids of rules."""
        match slot.op:
            case "in_force" | "coverage" | "covered":
                return data[1]
            case "parameter":
                return data
            case "combine":
                return data[1]
            case "bounded":
                return data[1:3]
            case "effect":
                return data[1]
            case "formalised":
                return None
            case "moved":
                return tuple((day.kind, day.a, day.b) for day in policy.calendars[data].free)
            case "members":
                found = policy.lists[data]
                return (data, found.owner, found.member)
            case "and":
                return None
        return data


def _sorted(op: str, args: list[At], data: Any) -> tuple[list[At], Any]:
    """Parts whose order means nothing, in one order."""
    match op:
        case "and" | "or":
            return sorted(set(args)), data
        case "product" | "lesser" | "greater":
            return sorted(args), data
        case "compare" if data in ("=", "!="):
            return sorted(args), data
        case "compare" if data in (">", ">="):
            return args[::-1], {">": "<", ">=": "<="}[data]
        case "sum":
            pairs = sorted(zip(args, data, strict=True))
            return [arg for arg, _ in pairs], tuple(sign for _, sign in pairs)
        case "combine":
            triples = sorted(zip(args[::2], args[1::2], data, strict=True))
            return [part for one in triples for part in one[:2]], tuple(one[2] for one in triples)
        case "effect":
            pairs_of = sorted(zip(args, data, strict=True))
            return [arg for arg, _ in pairs_of], tuple(kind for _, kind in pairs_of)
        case "formalised":
            return [args[0], *sorted(set(args[1:]))], data
        case "bounded":
            return _sorted_limits(args, data)
    return args, data


def _sorted_limits(args: list[At], data: Any) -> tuple[list[At], Any]:
    has_base, floors = data
    base, limits = args[: int(has_base)], args[int(has_base) :]
    pairs = list(zip(limits[::2], limits[1::2], strict=True))
    ordered = [*sorted(pairs[:floors]), *sorted(pairs[floors:])]
    return [*base, *(part for pair in ordered for part in pair)], data


def cone(nodes: list[Node], roots: Iterable[int]) -> list[int]:
    """The nodes some nodes are computed from on the same day, themselves included, in order."""
    found: set[int] = set()
    stack = list(roots)
    while stack:
        number = stack.pop()
        if number not in found:
            found.add(number)
            stack += [arg for arg, _ in nodes[number].args]
    return sorted(found)
