"""What an open step waits for: reached from it through open steps only.

A step whose parts are all settled and that is open itself is a fault of its own. A node is (frame, slot, members).
Start reading at `waits`.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from engine.evaluate.assessments import departs, lacks
from engine.evaluate.decision import Wait
from engine.evaluate.run import Frame
from engine.evaluate.runtime import within
from engine.evaluate.slots import DAYS, FOLDS, Slot
from engine.evaluate.validity import counting_rows
from engine.evaluate.walk import Node, branch, other_days, parts_of


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
            if here.day is not None and here.day != asked and not wait.day:
                wait = Wait(wait.kind, wait.id, wait.member, wait.detail, here.day.isoformat(), wait.rules)
            name = (wait.kind, wait.id, wait.member, wait.detail, wait.rules)
            if name not in found or wait.day < found[name].day:
                found[name] = wait
    return tuple(sorted(found.values(), key=_PARTS))


_PARTS = attrgetter("kind", "id", "member", "detail", "day", "rules")
"""The order of waits, as comparing two of them gives it, made once for each."""


def _open(frame: Frame, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    """The open parts of an open node, and what it waits for itself."""
    slot = frame.program.slots[index]
    special = _SPECIAL.get(slot.op)
    if special is not None:
        return special(frame, slot, index, key)  # type: ignore[no-any-return]
    if slot.op == "if":
        parts = _open_only(branch(frame, index, key))
    else:
        parts = _open_only(parts_of(frame, slot, frame.names(index, key)))
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
    member = names.get("it", "")
    parts: list[Node] = []
    own: list[Wait] = []
    if applies:
        door = frame.at(slot.args[0], names)
        if frame.raw(*door) is False:
            return [], [Wait("not_applicable", term, member)]
        parts += _open_only([(frame, *door)])
    limits = [(frame, *frame.at(ref, names)) for ref in slot.args[1 if applies else 0 :]]
    statement = frame.run.inputs.statement((term, member or None), frame.day)
    if statement is None:
        own.append(Wait("fact", term, member))
    elif statement.state == "unknown":
        own.append(Wait("unknown", term, member))
    elif ranged:
        low, high = (frame.value(node[1], node[2]) for node in limits)
        if low is None or high is None:
            parts += _open_only(limits)
        elif statement.value is not None and not low <= statement.value <= high:
            own.append(Wait("out_of_range", term, member))
    return parts, own


def _open_parameter(frame: Frame, slot: Slot, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    parts = _open_only(parts_of(frame, slot, frame.names(index, key)))
    day = frame.raw(*frame.at(slot.args[0], frame.names(index, key))) if slot.args else frame.day
    if parts or day is None:
        return parts, []
    parameter = frame.run.compiled.policy.parameters[slot.data[0]]
    rows = [row for row in counting_rows(parameter, frame.run.known_on) if row.first <= day]
    ended = not rows or (rows[-1].last is not None and day > rows[-1].last)
    return [], [Wait("no_value" if ended else "unverified", slot.data[0], day=day.isoformat())]


def _open_coverage(frame: Frame, slot: Slot, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    names = frame.names(index, key)
    parts = _open_only(parts_of(frame, slot, names))
    if parts:
        return parts, []
    day = frame.raw(*frame.at(slot.args[0], names)) if slot.args else frame.day
    return [], [] if day is None else [Wait("outside_coverage", slot.data[0], day=day.isoformat())]


def _open_while(frame: Frame, slot: Slot, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    """Outside the days covered only that; the condition of a day we have not formalised is nobody's to answer."""
    covered, held = parts_of(frame, slot, frame.names(index, key))
    coverage = frame.program.slots[covered[1]]
    days = parts_of(frame, coverage, frame.names(covered[1], covered[2]))
    known = frame.day is not None if not days else not _open_only(days)
    outside = frame.raw(covered[1], covered[2]) is None and known
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
    parts = _open_only(other_days(frame, index, key))
    if parts or frame.day is None:
        return parts, []
    if slot.op == "day_began":
        at, inner = slot.data
        there = frame.sub(at, frame.day)
        held = there.raw(*there.at(inner[0], frame.names(index, key)))
        return [], [Wait("out_of_range" if held else "not_begun", "", detail=slot.op, day=frame.day.isoformat())]
    return [], [Wait("out_of_range", "", detail=slot.op)]


def _open_combine(frame: Frame, slot: Slot, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    """Two departures in conflict leave each other no base to depart from; that gap is not told besides."""
    term, departs, rules = slot.data
    nodes = parts_of(frame, slot, frame.names(index, key))
    held = [frame.raw(*node[1:]) for node in nodes[::2]]
    standing = tuple(sorted(rule for rule, stands in zip(rules, held, strict=True) if stands))
    clash = sum(bool(stands and departing) for stands, departing in zip(held, departs, strict=True)) > 1
    parts: list[Node] = []
    worths: set[str] = set()
    for stands, departing, node, value in zip(held, departs, nodes[::2], nodes[1::2], strict=True):
        worth = frame.value(*value[1:])
        if stands is None:
            parts.append(node)
        if stands is not False and worth is None and not (clash and stands and departing):
            parts.append(value)
        if stands and worth is not None:
            worths.add(str(worth))
    if clash or len(worths) > 1:
        return parts, [Wait("conflict", term, _member(key), rules=standing)]
    if not parts and not standing:
        return parts, [_gap(frame, term, _member(key), rules)]
    return parts, []


def _gap(frame: Frame, term: str, member: str, rules: tuple[str, ...]) -> Wait:
    """No rule gives a value; of what is left to others, it is their rule that is lacking."""
    kind = "left_open" if frame.run.compiled.policy.terms[term].left_to else "gap"
    return Wait(kind, term, member, rules=tuple(sorted(rules)))


def _open_bounded(frame: Frame, slot: Slot, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    term, has_base, floors, rules = slot.data
    nodes = parts_of(frame, slot, frame.names(index, key))
    parts = _open_only(nodes[:1]) if has_base else []
    limits = nodes[1:] if has_base else nodes
    standing: tuple[list[tuple[Any, str]], list[tuple[Any, str]]] = ([], [])
    may_cut = False
    for number, (rule, stands, value) in enumerate(zip(rules, limits[::2], limits[1::2], strict=True)):
        is_ceiling = number >= floors
        held, worth = frame.raw(stands[1], stands[2]), frame.value(value[1], value[2])
        if held is None:
            parts.append(stands)
        if held is not False:
            may_cut = may_cut or is_ceiling
            parts += _open_only([value])
        if held and worth is not None:
            standing[is_ceiling].append((worth, rule))
    low, high = max(standing[0], default=None), min(standing[1], default=None)
    own = []
    if low and high and low[0] > high[0]:
        own.append(Wait("conflict", term, _member(key), rules=tuple(sorted((low[1], high[1])))))
    if not has_base and not may_cut:
        own.append(_gap(frame, term, _member(key), rules))
    return parts, own


def _open_effect(frame: Frame, slot: Slot, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    term, kinds, rules = slot.data
    nodes = parts_of(frame, slot, frame.names(index, key))
    held = {rule: (kind, frame.raw(node[1], node[2])) for rule, kind, node in zip(rules, kinds, nodes, strict=True)}
    standing = {rule: kind for rule, (kind, value) in held.items() if value and kind != "should"}
    own = []
    if "must_not" in standing.values() and len(set(standing.values())) > 1:
        own.append(Wait("conflict", term, _member(key), rules=tuple(sorted(standing))))
    return _open_only(nodes), own


def _open_formalised(frame: Frame, slot: Slot, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    term, which = slot.data
    nodes = parts_of(frame, slot, frame.names(index, key))
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
    if op == "used" and assessment.used is None:
        return [Wait("use", term, _member(key))], _open_only(bounds)
    missing = lacks(declared, assessment)
    if missing:
        kept = [
            node
            for name, node in zip(shape, bounds, strict=True)
            if assessment.value is not None and not (name == "recommends" and departs(assessment))
        ]
        return [Wait("assessment", term, _member(key), detail=", ".join(missing))], _open_only(kept)
    if assessment.value is None:
        return ([], []) if op == "used" else ([Wait("assessment", term, _member(key))], _open_only(bounds))
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
    used = parts_of(frame, slot, frame.names(index, key))[0]
    held = frame.raw(used[1], used[2])
    if held is None:
        return [used], []
    return [], [Wait("assessment" if held else "gap", slot.data, _member(key))]


def _open_counter(frame: Frame, slot: Slot, index: int, key: tuple[str, ...]) -> tuple[list[Node], list[Wait]]:
    return _open_only(parts_of(frame, slot, frame.names(index, key))), []


_SPECIAL: dict[str, Any] = {
    "fact": _open_fact,
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
