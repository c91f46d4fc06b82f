"""The answers of a decision: which days to look at, and the longest runs of days that are the same.

Start reading at `frames_of` and `answer`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from typing import Any

from engine.evaluate.decision import Answer, Segment, TermStep, Wait
from engine.evaluate.inputs import Inputs
from engine.evaluate.plans import Plan
from engine.evaluate.run import Frame, Run
from engine.evaluate.slots import Program
from engine.evaluate.waits import waits
from engine.evaluate.walk import Reached, mark_decisive
from engine.model.case import Case

_DAY = timedelta(days=1)


def frames_of(run: Run, case: Case, made: Plan) -> list[Frame]:
    """The frames that the days of a case need: one, for a single day."""
    if case.last is None or case.last == case.day:
        return [run.frame(case.day)]
    return _changes(run, _days(case, made.program, run.inputs), made)


def place(made: Plan, term: str, member: str | None) -> tuple[int, tuple[str, ...]]:
    """Where the program keeps a term, of one member where it has members."""
    ref = made.program.entries[term]
    return ref.slot, (member,) if ref.at and member is not None else ()


def _days(case: Case, program: Program, inputs: Inputs) -> list[date]:
    """The days to look at: every day where the day itself is read, else those on which something may change."""
    last = case.last or case.day
    if program.reads_day:
        return [case.day + timedelta(days=offset) for offset in range((last - case.day).days + 1)]
    changes = {day for day in (*program.breaks, *inputs.breaks()) if case.day < day <= last}
    return [case.day, *sorted(changes)]


def _changes(run: Run, days: list[date], made: Plan) -> list[Frame]:
    """The frames on which some value differs from the day before, or something is open and may be so for another
    reason."""
    program = made.program
    mask = program.own_days
    breaks = {*program.breaks, *run.inputs.breaks()}
    frames: list[Frame] = []
    before: Any = None
    for day in days:
        frame = run.frame(day)
        values: Any = frame.values
        if mask and len(days) > 1:
            values = [value for index, value in enumerate(values) if index not in mask]
        if not frames or values != before or day in breaks or _is_open(made, frame):
            frames.append(frame)
            before = values
    return frames


def _is_open(made: Plan, frame: Frame) -> bool:
    """Whether any term the plan was made for is open on a day, for anybody."""
    for ref in made.program.entries.values():
        value = frame.values[ref.slot]
        if value is None or (ref.at and None in value.values()):
            return True
    return False


def answer(made: Plan, frames: list[Frame], term: str, member: str | None, last: date) -> Answer:
    """The segments of one term: neighbours with the same value, grounds and waits are one."""
    found: list[tuple[date, Any, Any, tuple[Wait, ...], Frame]] = []
    for frame in frames:
        slot, key = place(made, term, member)
        grounds = _grounds(made, mark_decisive(frame, slot, key))
        step = (frame.shown_day, frame.value(slot, key), grounds, waits(frame, slot, key), frame)
        if not found or _signature(step) != _signature(found[-1]):
            found.append(step)
    ends = [step[0] - _DAY for step in found[1:]] + [last]
    return Answer(
        term,
        member,
        tuple(
            Segment(first, end, value, grounds, waiting, _derive(made, frame, term, member))
            for (first, value, grounds, waiting, frame), end in zip(found, ends, strict=True)
        ),
    )


def _derive(made: Plan, frame: Frame, term: str, member: str | None) -> Callable[..., TermStep]:
    """The derivation of a term on a frame's day, made when called; called with a term and a member, theirs."""

    def derivation(*other: Any) -> TermStep:
        from engine.evaluate.trace import Tracer

        return Tracer(frame, made.lowering).term(*(other or (term, member)))

    return derivation


def _signature(step: tuple[date, Any, Any, tuple[Wait, ...], Frame]) -> Any:
    return step[1], step[2], tuple((wait.kind, wait.id, wait.member, wait.detail, wait.rules) for wait in step[3])


Ground = tuple[str, str | None, bool | None]


def _grounds(made: Plan, reached: Reached) -> tuple[Ground, ...]:
    """The decisive rules among some nodes, in the order of the law.

    A rule that stands in any world it was used in is given as standing.
    """
    if len(reached) == 1:
        ((frame, nodes),) = reached.items()
        if frame.program is made.program and not (frame.program.member_rules and _any_members(nodes)):
            return _plain_grounds(made, frame, nodes)
    found: dict[tuple[str, str | None], bool | None] = {}
    for frame, nodes in reached.items():
        for index, members in _rule_nodes(frame, nodes):
            name = (frame.program.rule_of[index], members[0] if members else None)
            found[name] = stronger(found.get(name, False), frame.raw(index, members))
    ranks = made.placed.ranks
    ordered = sorted(found, key=lambda name: (ranks[name[0]], name[1] or ""))
    return tuple((rule, member, found[rule, member]) for rule, member in ordered)


def _any_members(nodes: AbstractSet[Any]) -> bool:
    return any(node.__class__ is tuple for node in nodes)


def _plain_grounds(made: Plan, frame: Frame, nodes: AbstractSet[Any]) -> tuple[Ground, ...]:
    """The same, where nothing is said of members or on other days: the usual case."""
    found: dict[str, bool | None] = {}
    values = frame.values
    ranked: Iterable[tuple[int, str]] = made.ranked
    if len(made.ranked) > 4 * len(nodes):  # a large program, of which this answer needs a small part
        rule_of, ranks = frame.program.rule_of, made.placed.ranks
        small = ((index, rule_of[index]) for index in nodes if index in rule_of)
        ranked = sorted(small, key=lambda item: (ranks[item[1]], item[0]))
    for index, rule in ranked:
        if index in nodes:
            found[rule] = stronger(found[rule], values[index]) if rule in found else values[index]
    return tuple((rule, None, standing) for rule, standing in found.items())


def _rule_nodes(frame: Frame, nodes: AbstractSet[Any]) -> Iterable[tuple[int, tuple[str, ...]]]:
    """Those of some nodes that say whether a rule stands, as (slot, members)."""
    for index in frame.program.plain_rules & nodes:
        yield index, ()
    if frame.program.member_rules:
        for node in nodes:
            if isinstance(node, tuple) and node[0] in frame.program.member_rules:
                yield node


def stronger(one: bool | None, other: bool | None) -> bool | None:
    """Of two worlds a rule was looked at in: standing in one is enough, and open in one leaves it open."""
    if one is True or other is True:
        return True
    return None if one is None or other is None else False
