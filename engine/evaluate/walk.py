"""Walking a frame's values from the answer down: which steps were decisive, and what an open step waits for.

Both follow the slots, not the rules, and keep a stack of their own, so depth costs nothing.
A node is (frame, slot, members). Start reading at `mark_decisive` and `waits`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from itertools import compress
from typing import Any

from engine.evaluate.assessments import departs, lacks
from engine.evaluate.decision import Wait
from engine.evaluate.run import Frame
from engine.evaluate.runtime import LONGEST_SPAN, within
from engine.evaluate.slots import DAYS, FOLDS, Slot
from engine.evaluate.validity import counting_rows

Node = tuple[Frame, int, tuple[str, ...]]
_DAY = timedelta(days=1)


def mark_decisive(frame: Frame, slot: int, key: tuple[str, ...] = ()) -> Reached:
    """Every node that belongs to some smallest set of steps that settles its parent, from here down, by frame.

    Marks them in their frames' `grounds`. A limit that does not bind is only considered: what is reached through it
    alone is marked in `marks`, since learning otherwise could still change the answer, and not given back.
    """
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
    """The same within one frame; gives the nodes reached in others. Generated code follows slots without members."""
    flags = bytearray(len(frame.values))
    elsewhere: list[Node] = []
    stack = list(start)

    def settle() -> None:
        while stack:
            here, index, members = stack.pop()
            if here is not frame:
                elsewhere.append((here, index, members))
            elif not members:
                flags[index] = 1
            elif (index, members) not in reached:
                reached.add((index, members))
                other(index, members)

    def other(index: int, members: tuple[str, ...] = ()) -> None:
        settling, others = parts(frame, index, members)
        stack.extend(settling)
        considered.extend(others)
        settle()

    settle()
    frame.function.mark(frame.values, flags, other)  # type: ignore[attr-defined]
    reached.update(compress(range(len(flags)), flags))
    return elsewhere


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
        return _branch(frame, index, key), ()
    if slot.op in FOLDS:
        return _members(frame, index, key, value), ()
    if slot.op in DAYS:
        return _other_days(frame, index, key), ()
    if slot.op == "combine":
        return _carried(frame, _parts(frame, slot, frame.names(index, key))), ()
    if slot.op == "bounded":
        return _bounding(frame, slot, index, key)
    return _parts(frame, slot, frame.names(index, key)), ()


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
    nodes = _parts(frame, slot, frame.names(index, key))
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


def _parts(frame: Frame, slot: Slot, names: dict[str, str]) -> list[Node]:
    return [(frame, *frame.at(ref, names)) for ref in slot.args]


def _with_value(frame: Frame, index: int, key: tuple[str, ...], wanted: bool) -> list[Node]:
    nodes = _parts(frame, frame.program.slots[index], frame.names(index, key))
    return [node for node in nodes if frame.raw(node[1], node[2]) is wanted]


def _branch(frame: Frame, index: int, key: tuple[str, ...]) -> list[Node]:
    """The condition and the branch taken; all three while the condition is open."""
    condition, then, other = _parts(frame, frame.program.slots[index], frame.names(index, key))
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


def _other_days(frame: Frame, index: int, key: tuple[str, ...]) -> Iterator[Node]:
    """The dates, and the condition and value on each day looked at."""
    slot = frame.program.slots[index]
    names = frame.names(index, key)
    yield from _parts(frame, slot, names)
    at, inner = slot.data
    for day in _days_looked_at(frame, slot, names):
        there = frame.sub(at, day)
        where = there.at(inner[0], names)
        yield there, *where
        if len(inner) > 1 and there.raw(*where) is not False:
            yield there, *there.at(inner[1], names)


def _days_looked_at(frame: Frame, slot: Slot, names: dict[str, str]) -> Iterator[date]:
    if slot.op == "day_began":
        yield from _days_back(frame, slot, names)
        return
    days = [frame.raw(*frame.at(ref, names)) for ref in slot.args]
    if None in days:
        return
    first, last = days[0], days[-1]
    if (last - first).days >= LONGEST_SPAN:
        return
    while first <= last:
        yield first
        first += _DAY


def _days_back(frame: Frame, slot: Slot, names: dict[str, str]) -> Iterator[date]:
    """From the day back to and including the first day without the condition, or with it open."""
    at, inner = slot.data
    day = frame.day
    for _ in range(LONGEST_SPAN):
        yield day
        there = frame.sub(at, day)
        if there.raw(*there.at(inner[0], names)) is not True or day == date.min:
            return
        day -= _DAY


# ── waiting ─────────────────────────────────────────────────────────────────────────────────────────────────────


def waits(frame: Frame, slot: int, key: tuple[str, ...] = ()) -> tuple[Wait, ...]:
    """What an open node waits for: reached through open nodes only, sorted; of one thing, the earliest day."""
    asked = frame.day
    found: dict[tuple[Any, ...], Wait] = {}
    seen: set[Any] = set()
    stack: list[Node] = [(frame, slot, key)] if frame.raw(slot, key) is None else []
    while stack:
        here, index, members = stack.pop()
        if (id(here), index, members) in seen:
            continue
        seen.add((id(here), index, members))
        parts, own = _open(here, index, members)
        stack.extend(parts)
        for wait in own:
            if here.day != asked and not wait.day:
                wait = Wait(wait.kind, wait.id, wait.member, wait.detail, here.day.isoformat(), wait.rules)
            name = (wait.kind, wait.id, wait.member, wait.detail, wait.rules)
            if name not in found or wait.day < found[name].day:
                found[name] = wait
    return tuple(sorted(found.values()))


def _open(frame: Frame, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    """The open parts of an open node, and what it waits for itself."""
    slot = frame.program.slots[index]
    special = _SPECIAL.get(slot.op)
    if special is not None:
        return special(frame, slot, index, key)  # type: ignore[no-any-return]
    if slot.op == "if":
        parts = _open_only(_branch(frame, index, key))
    else:
        parts = _open_only(_parts(frame, slot, frame.names(index, key)))
    fault = _FAULTS.get(slot.op)
    return parts, [] if parts or fault is None else [Wait(fault, "", detail=slot.op)]


_FAULTS = {"quotient": "division_by_zero", "full": "backwards", "shifted": "out_of_range", "moved": "out_of_range"}


def _open_only(nodes: Iterable[Node]) -> list[Node]:
    return [node for node in nodes if node[0].raw(node[1], node[2]) is None]


def _member(key: tuple[str, ...]) -> str:
    return key[0] if key else ""


def _open_fact(frame: Frame, slot: Slot, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    term, applies, ranged = slot.data
    names = frame.names(index, key)
    args, day = slot.args, frame.day
    parts: list[Node] = []
    if slot.op == "fact_on":
        when = frame.at(args[0], names)
        if frame.raw(*when) is None:
            return [(frame, *when)], []
        day, args = frame.raw(*when), args[1:]
    member = names.get("it", "")
    own: list[Wait] = []
    if applies:
        door = frame.at(args[0], names)
        if frame.raw(*door) is False:
            return [], [Wait("not_applicable", term, member)]
        parts += _open_only([(frame, *door)])
    limits = [(frame, *frame.at(ref, names)) for ref in args[1 if applies else 0 :]]
    statement = frame.run.inputs.statement((term, member or None), day)
    stamp = day.isoformat() if slot.op == "fact_on" and day != frame.day else ""
    if statement is None:
        own.append(Wait("fact", term, member, day=stamp))
    elif statement.state == "unknown":
        own.append(Wait("unknown", term, member, day=stamp))
    elif ranged and not (parts and applies):
        parts += _open_only(limits)
        if not parts:
            own.append(Wait("out_of_range", term, member, day=stamp))
    return parts, own


def _open_parameter(frame: Frame, slot: Slot, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    parts = _open_only(_parts(frame, slot, frame.names(index, key)))
    if parts:
        return parts, []
    day = frame.raw(*frame.at(slot.args[0], frame.names(index, key))) if slot.args else frame.day
    parameter = frame.run.compiled.policy.parameters[slot.data[0]]
    rows = [row for row in counting_rows(parameter, frame.run.known_on) if row.first <= day]
    ended = not rows or (rows[-1].last is not None and day > rows[-1].last)
    return [], [Wait("no_value" if ended else "unverified", slot.data[0], day=day.isoformat())]


def _open_coverage(frame: Frame, slot: Slot, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    names = frame.names(index, key)
    parts = _open_only(_parts(frame, slot, names))
    if parts:
        return parts, []
    day = frame.raw(*frame.at(slot.args[0], names)) if slot.args else frame.day
    return [], [Wait("outside_coverage", slot.data[0], day=day.isoformat())]


def _open_while(frame: Frame, slot: Slot, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    """Outside the days covered only that; the condition of a day we have not formalised is nobody's to answer."""
    covered, held = _parts(frame, slot, frame.names(index, key))
    coverage = frame.program.slots[covered[1]]
    days = _parts(frame, coverage, frame.names(covered[1], covered[2]))
    outside = frame.raw(covered[1], covered[2]) is None and not _open_only(days)
    return [covered] if outside else _open_only([covered, held]), []


def _open_fold(frame: Frame, slot: Slot, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    names = frame.names(index, key)
    members = frame.at(slot.args[0], names)
    ids, whole = frame.raw(*members)
    parts: list[Node] = []
    own = [] if whole else [Wait("list", frame.program.slots[members[0]].data, _member(members[1]))]
    for member in ids:
        inner = {**names, slot.data: member}
        where = frame.at(slot.args[1], inner)
        held = frame.raw(*where)
        if held is None:
            parts.append((frame, *where))
        if len(slot.args) > 2 and held is not False:
            parts += _open_only([(frame, *frame.at(slot.args[2], inner))])
    if not parts and not own:
        own.append(Wait("empty_list", frame.program.slots[members[0]].data, _member(members[1])))
    return parts, own


def _open_days(frame: Frame, slot: Slot, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    parts = _open_only(_other_days(frame, index, key))
    if parts:
        return parts, []
    if slot.op == "day_began":
        at, inner = slot.data
        there = frame.sub(at, frame.day)
        held = there.raw(*there.at(inner[0], frame.names(index, key)))
        return [], [Wait("out_of_range" if held else "not_begun", "", detail=slot.op, day=frame.day.isoformat())]
    return [], [Wait("out_of_range", "", detail=slot.op)]


def _open_combine(frame: Frame, slot: Slot, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    term, departs, rules = slot.data
    nodes = _parts(frame, slot, frame.names(index, key))
    parts: list[Node] = []
    standing: list[tuple[str, Any, bool]] = []
    for rule, departing, stands, value in zip(rules, departs, nodes[::2], nodes[1::2], strict=True):
        held, worth = frame.raw(stands[1], stands[2]), frame.raw(value[1], value[2])
        if held is None:
            parts.append(stands)
        if held is not False and worth is None:
            parts.append(value)
        if held:
            standing.append((rule, None if worth is None else frame.value(value[1], value[2]), departing))
    worths = [worth for _, worth, _ in standing if worth is not None]
    names = tuple(sorted(rule for rule, _, _ in standing))
    if len({str(worth) for worth in worths}) > 1 or sum(departing for *_, departing in standing) > 1:
        return parts, [Wait("conflict", term, _member(key), rules=names)]
    if not parts and not standing:
        return parts, [Wait("gap", term, _member(key), rules=tuple(sorted(rules)))]
    return parts, []


def _open_bounded(frame: Frame, slot: Slot, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    term, has_base, _, rules = slot.data
    nodes = _parts(frame, slot, frame.names(index, key))
    parts = _open_only(nodes[:1]) if has_base else []
    limits = nodes[1:] if has_base else nodes
    standing = []
    for rule, stands, value in zip(rules, limits[::2], limits[1::2], strict=True):
        held = frame.raw(stands[1], stands[2])
        if held is None:
            parts.append(stands)
        if held is not False and frame.raw(value[1], value[2]) is None:
            parts.append(value)
        if held:
            standing.append(rule)
    if parts:
        return parts, []
    kind = "conflict" if standing and len(standing) > 1 else "gap"
    return [], [Wait(kind, term, _member(key), rules=tuple(sorted(standing or rules)))]


def _open_effect(frame: Frame, slot: Slot, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    term, kinds, rules = slot.data
    nodes = _parts(frame, slot, frame.names(index, key))
    held = {rule: (kind, frame.raw(node[1], node[2])) for rule, kind, node in zip(rules, kinds, nodes, strict=True)}
    standing = {rule: kind for rule, (kind, value) in held.items() if value and kind != "should"}
    own = []
    if "must_not" in standing.values() and len(set(standing.values())) > 1:
        own.append(Wait("conflict", term, _member(key), rules=tuple(sorted(standing))))
    return _open_only(nodes), own


def _open_formalised(frame: Frame, slot: Slot, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    term, which = slot.data
    nodes = _parts(frame, slot, frame.names(index, key))
    own = []
    for number, node in zip(which, nodes[1:], strict=True):
        if frame.raw(node[1], node[2]):
            citation = str(frame.run.compiled.policy.not_formalised[number].citation)
            own.append(Wait("not_formalised", citation, detail=term))
    return _open_only(nodes), own


def _open_assessment(frame: Frame, slot: Slot, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    """An assessment not given, incomplete, behind a door, or outside its bounds; or a power nobody has used."""
    term, shape = slot.data
    names = frame.names(index, key)
    refs = slot.args[1:] if slot.op == "used" else slot.args
    parts = _open_only([(frame, *frame.at(slot.args[0], names))]) if slot.op == "used" else []
    if shape[:1] == ("door",):
        door = frame.at(refs[0], names)
        if frame.raw(*door) is False:
            return parts, [Wait("not_open", term, _member(key))]
        parts += _open_only([(frame, *door)])
        shape, refs = shape[1:], refs[1:]
    own, bounds = _lacking(frame, slot.op, term, shape, [(frame, *frame.at(ref, names)) for ref in refs], key)
    return parts + bounds, own


def _lacking(
    frame: Frame, op: str, term: str, shape: tuple[str, ...], bounds: list[Node], key: tuple[str, ...]
) -> tuple[list[Wait], list[Node]]:
    declared = frame.run.compiled.policy.terms[term]
    assessment = frame.run.inputs.assessment((term, key[0] if key else None), frame.day)
    kind = "use" if op == "used" and (assessment is None or assessment.used is None) else "assessment"
    if assessment is None:
        return [Wait(kind, term, _member(key))], _open_only(bounds)
    if assessment.state == "unknown":
        return [Wait("unknown", term, _member(key))], []
    missing = lacks(declared, assessment)
    if missing:
        return [Wait("assessment", term, _member(key), detail=", ".join(missing))], _open_only(bounds)
    if op == "used" and assessment.used is None:
        return [Wait("use", term, _member(key))], _open_only(bounds)
    if assessment.value is None:
        return ([] if op == "used" else [Wait("assessment", term, _member(key))]), _open_only(bounds)
    departing = departs(assessment)
    open_bounds: list[Node] = []
    refused: list[str] = []
    for name, node in zip(shape, bounds, strict=True):
        bound = frame.value(node[1], node[2])
        held = within(assessment.value, departing, (name,), (bound,))
        if held is None:
            open_bounds.append(node)
        elif not held:
            refused.append("departure" if name == "recommends" else name)
    own = [Wait("assessment", term, _member(key), detail=", ".join(refused))] if refused else []
    return own, open_bounds


def _open_amount(frame: Frame, slot: Slot, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    used = _parts(frame, slot, frame.names(index, key))[0]
    held = frame.raw(used[1], used[2])
    if held is None:
        return [used], []
    return [], [Wait("assessment" if held else "gap", slot.data, _member(key))]


def _open_counter(frame: Frame, slot: Slot, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    return _open_only(_parts(frame, slot, frame.names(index, key))), []


_SPECIAL: dict[str, Any] = {
    "fact": _open_fact,
    "fact_on": _open_fact,
    "parameter": _open_parameter,
    "coverage": _open_coverage,
    "while": _open_while,
    **dict.fromkeys(FOLDS, _open_fold),
    **dict.fromkeys(DAYS, _open_days),
    "combine": _open_combine,
    "bounded": _open_bounded,
    "effect": _open_effect,
    "formalised": _open_formalised,
    "assess": _open_assessment,
    "used": _open_assessment,
    "power_amount": _open_amount,
    "counter": _open_counter,
}
