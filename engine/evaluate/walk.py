"""Walking a frame's values from the answer down: which steps were decisive.

Follows the slots, not the rules, with a stack of its own, so depth costs nothing. A node is (frame, slot, members).
Start reading at `mark_decisive`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from itertools import compress
from typing import Any

from engine.evaluate.run import Frame
from engine.evaluate.runtime import LONGEST_SPAN
from engine.evaluate.slots import (
    AND_PARTS,
    BRANCH_PARTS,
    DAYS,
    FOLDS,
    OR_PARTS,
    OTHER_PARTS,
    PAIRED_PARTS,
    Slot,
)

Node = tuple[Frame, int, tuple[str, ...]]
_DAY = timedelta(days=1)


def mark_decisive(frame: Frame, slot: int, key: tuple[str, ...] = ()) -> Reached:
    """Every node that belongs to some smallest set of steps that settles its parent, from here down, by frame.

    Marks them in their frames' `grounds`. A limit that does not bind is only considered: what is reached through it
    alone is marked in `marks`, since learning otherwise could still change the answer, and not given back. Found once
    for each node asked about.
    """
    found = frame.decisive.get((slot, key))
    if found is None:
        found = frame.decisive[slot, key] = _find_decisive(frame, slot, key)
    return found


def _find_decisive(frame: Frame, slot: int, key: tuple[str, ...]) -> Reached:
    reached: dict[Frame, set[Any]] = {}
    considered = _spread([(frame, slot, key)], reached, _settling)
    grounds: Reached = {here: frozenset(nodes) for here, nodes in reached.items()} if considered else reached
    if considered:
        _spread(considered, reached, _all_settling)
    for here, nodes in reached.items():
        here.marks |= nodes
    for here, found in grounds.items():
        here.grounds |= found
    return grounds


Reached = Mapping[Frame, AbstractSet[Any]]
"""Nodes by frame: a slot, or (slot, members) where it has members."""
Parts = tuple[Iterable[Node], Iterable[Node]]


def _spread(
    start: list[Node], reached: dict[Frame, set[Any]], parts: Callable[[Frame, int, tuple[str, ...]], Parts]
) -> list[Node]:
    """Add the nodes reached from some to `reached`; gives those that were only considered on the way."""
    considered: list[Node] = []
    waiting: dict[Frame, list[Node]] = {}
    for node in start:
        waiting.setdefault(node[0], []).append(node)
    while waiting:
        frame, nodes = waiting.popitem()
        elsewhere = _spread_here(frame, nodes, reached.setdefault(frame, set()), parts, considered)
        for node in elsewhere:
            waiting.setdefault(node[0], []).append(node)
    return considered


def _spread_here(
    frame: Frame,
    start: list[Node],
    reached: set[Any],
    parts: Callable[[Frame, int, tuple[str, ...]], Parts],
    considered: list[Node],
) -> list[Node]:
    """The same within one frame; gives the nodes reached in others.

    Slots without members, nearly all, are followed by generated code, or one by one where the program is large: the
    code looks at every slot, the walk only at those that matter.
    """
    elsewhere: list[Node] = []
    stack = list(start)
    plain: list[int] = []

    def other(index: int, members: tuple[str, ...] = ()) -> None:
        settling, others = parts(frame, index, members)
        stack.extend(settling)
        considered.extend(others)
        settle()

    def settle() -> None:
        while stack:
            here, index, members = stack.pop()
            if here is not frame:
                elsewhere.append((here, index, members))
            elif not members:
                plain.append(index)
            elif (index, members) not in reached:
                reached.add((index, members))
                other(index, members)

    settle()
    if frame.function.mark is None:  # type: ignore[attr-defined]
        _walk_plain(frame, plain, reached, other)
    else:
        _run_plain(frame, plain, reached, other)
    return elsewhere


def _run_plain(frame: Frame, plain: list[int], reached: set[Any], other: Callable[[int], None]) -> None:
    flags = bytearray(len(frame.values))

    def flag() -> None:
        while plain:
            flags[plain.pop()] = 1

    def look(index: int) -> None:
        other(index)
        flag()

    flag()
    frame.function.mark(frame.values, flags, look)  # type: ignore[attr-defined]
    reached.update(compress(range(len(flags)), flags))


def _walk_plain(frame: Frame, plain: list[int], reached: set[Any], other: Callable[[int], None]) -> None:
    shapes, values = frame.program.shapes, frame.values
    while plain:
        index = plain.pop()
        if index in reached:
            continue
        reached.add(index)
        shape, args = shapes[index]
        if shape == OTHER_PARTS:
            other(index)
        else:
            plain += _settling_args(shape, args, values, values[index])


def _settling_args(shape: int, args: tuple[int, ...], values: tuple[Any, ...], value: Any) -> Iterable[int]:
    """Which arguments settle a slot without members; the same as `code_marks` writes out."""
    if (shape == AND_PARTS and value is False) or (shape == OR_PARTS and value is True):
        return [arg for arg in args if values[arg] is value]
    if shape == PAIRED_PARTS:
        pairs = list(zip(args[::2], args[1::2], strict=True))
        return [*args[::2], *(worth for stands, worth in pairs if values[stands] is not False)]
    if shape == BRANCH_PARTS:
        condition, then, otherwise = args
        held = values[condition]
        return args if held is None else (condition, then if held else otherwise)
    return args


def _all_settling(frame: Frame, index: int, key: tuple[str, ...]) -> Parts:
    settling, others = _settling(frame, index, key)
    return [*settling, *others], ()


def _settling(frame: Frame, index: int, key: tuple[str, ...]) -> Parts:
    """The parts of a node that a smallest set settling it may hold, and those that were considered besides."""
    slot, value = frame.program.slots[index], frame.raw(index, key)
    if slot.op == "and" and value is False:
        return _with_value(frame, index, key, False), ()
    if slot.op == "or" and value is True:
        return _with_value(frame, index, key, True), ()
    if slot.op == "if":
        return branch(frame, index, key), ()
    if slot.op in FOLDS:
        return _members(frame, index, key, value), ()
    if slot.op in DAYS:
        return other_days(frame, index, key), ()
    if slot.op == "combine":
        return _carried(frame, parts_of(frame, slot, frame.names(index, key))), ()
    if slot.op == "bounded":
        return _bounding(frame, slot, index, key)
    return parts_of(frame, slot, frame.names(index, key)), ()


def _carried(frame: Frame, pairs: list[Node]) -> list[Node]:
    """Every standing, and the values of those that do not fall."""
    found = []
    for stands, value in zip(pairs[::2], pairs[1::2], strict=True):
        found.append(stands)
        if frame.raw(stands[1], stands[2]) is not False:
            found.append(value)
    return found


def _bounding(frame: Frame, slot: Slot, index: int, key: tuple[str, ...]) -> Parts:
    """The base and the limits that bind; the other limits are considered."""
    nodes = parts_of(frame, slot, frame.names(index, key))
    has_base = slot.data[1]
    base, limits = (nodes[:1], nodes[1:]) if has_base else ([], nodes)
    value = frame.value(index, key)
    if value is None:
        return [*base, *_carried(frame, limits)], ()
    binding: list[Node] = list(base)
    others: list[Node] = []
    for stands, worth in zip(limits[::2], limits[1::2], strict=True):
        if frame.raw(stands[1], stands[2]) and frame.value(worth[1], worth[2]) == value:
            binding += [stands, worth]
        else:
            others += _carried(frame, [stands, worth])
    return binding, others


def parts_of(frame: Frame, slot: Slot, names: dict[str, str]) -> list[Node]:
    return [(frame, *frame.at(ref, names)) for ref in slot.args]


def _with_value(frame: Frame, index: int, key: tuple[str, ...], wanted: bool) -> list[Node]:
    nodes = parts_of(frame, frame.program.slots[index], frame.names(index, key))
    return [node for node in nodes if frame.raw(node[1], node[2]) is wanted]


def branch(frame: Frame, index: int, key: tuple[str, ...]) -> list[Node]:
    """The condition and the branch taken; all three while the condition is open."""
    condition, then, other = parts_of(frame, frame.program.slots[index], frame.names(index, key))
    held = frame.raw(condition[1], condition[2])
    return [condition, then, other] if held is None else [condition, then if held else other]


def _members(frame: Frame, index: int, key: tuple[str, ...], value: Any) -> Iterator[Node]:
    """The members that settle a quantifier, and the list where its completeness matters."""
    slot = frame.program.slots[index]
    names = frame.names(index, key)
    one_settles = {"any": True, "every": False}.get(slot.op)
    settled = one_settles is not None and value is one_settles
    members = frame.at(slot.args[0], names)
    if not settled:
        yield frame, *members
    for member in frame.raw(*members)[0]:
        inner = {**names, slot.data: member}
        where = frame.at(slot.args[1], inner)
        held = frame.raw(*where)
        if not settled or held is one_settles:
            yield frame, *where
        if len(slot.args) > 2 and held is not False:
            yield frame, *frame.at(slot.args[2], inner)


def other_days(frame: Frame, index: int, key: tuple[str, ...]) -> Iterator[Node]:
    """The dates, and the condition and value on each day looked at."""
    slot = frame.program.slots[index]
    names = frame.names(index, key)
    yield from parts_of(frame, slot, names)
    at, inner = slot.data
    for day in days_looked_at(frame, slot, names):
        there = frame.sub(at, day)
        where = there.at(inner[0], names)
        yield there, *where
        if len(inner) > 1 and there.raw(*where) is not False:
            yield there, *there.at(inner[1], names)


def days_looked_at(frame: Frame, slot: Slot, names: dict[str, str]) -> Iterator[date | None]:
    """The days a slot looks at, one for each stretch on which nothing changes; `None` where that is not known yet."""
    if slot.op == "day_began":
        yield from _days_back(frame, slot, names)
        return
    days = [frame.raw(*frame.at(ref, names)) for ref in slot.args]
    if None in days:
        yield None
        return
    first, last = days[0], days[-1]
    if (last - first).days >= LONGEST_SPAN:
        return
    program = frame.program.subs[slot.data[0]]
    while first <= last:
        yield first
        end = frame.run.stretch(program, first)[1]
        if end >= last:
            return
        first = end + _DAY


def _days_back(frame: Frame, slot: Slot, names: dict[str, str]) -> Iterator[date | None]:
    """From the day back to and including the first day without the condition, or with it open."""
    at, inner = slot.data
    day = frame.day
    if day is None:
        yield None
        return
    earliest = day.toordinal() - LONGEST_SPAN
    while day.toordinal() > earliest:
        yield day
        there = frame.sub(at, day)
        first = frame.run.stretch(there.program, day)[0]
        if there.raw(*there.at(inner[0], names)) is not True or first == date.min:
            return
        day = first - _DAY
