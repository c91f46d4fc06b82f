"""Which rules a case put to use, and which it looked at in vain: read off the flat values, without a derivation.

A rule is *applied* where it stood and was decisive. It is *passed over* where it was looked at and did not carry the
answer: it is in force and fell where a rule of the same term was looked at, or it is a limit that was not reached. An
exception is passed over only where a rule it would set aside stands; elsewhere there is nothing for it to except.
Start reading at `examine`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from attrs import frozen

from engine.evaluate.answers import frames_of, place, stronger
from engine.evaluate.decide import answers_of, attached_duties, members_of
from engine.evaluate.inputs import Inputs
from engine.evaluate.plans import plan
from engine.evaluate.run import Frame, Run
from engine.evaluate.slots import Ref
from engine.evaluate.validity import is_in_force
from engine.evaluate.walk import mark_decisive
from engine.model.case import Case, Options
from engine.model.policy import Policy, Rule

Members = tuple[str, ...]


@frozen
class Examined:
    """The rules a case applied, and those it passed over; a rule may be both, for two members or on two days."""

    applied: frozenset[str]
    passed_over: frozenset[str]


def examine(policy: Policy, case: Case, options: Options = Options(), with_duties: bool = False) -> Examined:
    """What a case made of each rule on the way to what it asks for, and with `with_duties` to whether it is ready.

    Raises:
        CyclicPolicy: the terms depend on each other in a circle.
    """
    made, inputs = plan(policy, case.requested, options), Inputs(policy, case)
    run = Run(made.compiled, inputs, options.known_on)
    frames = frames_of(run, case, made)
    answers = answers_of(policy, case, made, inputs, frames)
    runs, asked = {id(run): run}, set(case.requested)
    if with_duties:
        here = run.frame(case.day)
        for duty in made.duties:
            asked.add(duty)
            for member in members_of(policy, inputs, duty):
                mark_decisive(here, *place(made, duty, member))
        for judged, there, duty, one in attached_duties(policy, case, options, made, answers, here):
            asked.add(duty)
            runs[id(there.run)] = there.run
            mark_decisive(there, *place(judged, duty, one))
    seen = [_seen(policy, options, frame, asked) for each in runs.values() for frame in each.frames.values()]
    return Examined(
        frozenset(rule for applied, _ in seen for rule in applied),
        frozenset(rule for _, passed_over in seen for rule in passed_over),
    )


def _seen(policy: Policy, options: Options, frame: Frame, asked: AbstractSet[str]) -> tuple[set[str], set[str]]:
    """The rules one frame applied, and those it passed over."""
    if not frame.marks:
        return set(), set()
    standings = {rule: _standings(frame, refs) for rule, refs in frame.program.standings.items()}
    marked = {rule for rule, refs in frame.program.standings.items() if _any_in(frame, refs, frame.marks)}
    applied = {
        rule for rule in marked if _any_in(frame, frame.program.standings[rule], frame.grounds, standing_only=True)
    }
    reached = asked | {conclusion.term for rule in marked if (conclusion := policy.rules[rule].conclusion)}
    passed_over = set()
    for id, found in standings.items():
        rule = policy.rules[id]
        term = rule.conclusion.term if rule.conclusion else ""
        if id in marked and id not in applied and _is_limit(rule) and True in found.values():
            passed_over.add(id)
        elif id in marked or term in reached:
            fell = (members for members, standing in found.items() if standing is False)
            if any(_might_have_stood(policy, options, frame, rule, members, standings) for members in fell):
                passed_over.add(id)
    return applied, passed_over


def _standings(frame: Frame, refs: tuple[Ref, ...]) -> dict[Members, bool | None]:
    """Whether a rule stands, for each it was looked at for; the strongest of the worlds it was looked at in."""
    found: dict[Members, bool | None] = {}
    for ref in refs:
        for members in _members(frame, ref.slot):
            value = frame.raw(ref.slot, members)
            found[members] = stronger(found.get(members, False), value)
    return found


def _members(frame: Frame, slot: int) -> Iterable[Members]:
    if not frame.program.slots[slot].dims:
        return ((),)
    return [key if isinstance(key, tuple) else (key,) for key in frame.values[slot]]


def _any_in(frame: Frame, refs: tuple[Ref, ...], nodes: AbstractSet[Any], standing_only: bool = False) -> bool:
    """Whether a rule is among some nodes of a frame, for anybody; or stands there."""
    for ref in refs:
        for members in _members(frame, ref.slot):
            node = (ref.slot, members) if members else ref.slot
            if node in nodes and (not standing_only or frame.raw(ref.slot, members) is True):
                return True
    return False


def _is_limit(rule: Rule) -> bool:
    return rule.conclusion is not None and rule.conclusion.kind in ("at_most", "at_least")


def _might_have_stood(
    policy: Policy,
    options: Options,
    frame: Frame,
    rule: Rule,
    members: Members,
    standings: Mapping[str, Mapping[Members, bool | None]],
) -> bool:
    """Whether a rule that fell was in force, and had something to set aside where it is an exception."""
    if rule.kind == "exception" and not any(
        standing is True and (not members or not others or members == others)
        for target in rule.targets
        for others, standing in standings.get(target, {}).items()
    ):
        return False
    read_on = frame.program.read_on.get(rule.id)
    day = frame.shown_day if read_on is None else frame.value(read_on.slot, members if read_on.at else ())
    return day is not None and is_in_force(policy, options, rule, day)
