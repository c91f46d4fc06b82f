"""Policy, case and date to a decision: the verb everything else is built around.

`settle` gives values only and is the hot path; `decide` gives the whole decision with grounds, open points and duties.
A policy is lowered and compiled once per set of terms and options, and kept with the policy object (`plans`).
Start reading at `decide`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any

from engine.evaluate import cache, duties, procedure
from engine.evaluate.answers import answer, frames_of, place
from engine.evaluate.assessments import lacks
from engine.evaluate.decision import Answer, AssessmentState, Decision, DutyState, ParameterStep
from engine.evaluate.inputs import Inputs
from engine.evaluate.parameters import unverified
from engine.evaluate.plans import Plan, plan
from engine.evaluate.run import Frame, Run
from engine.evaluate.waits import waits
from engine.evaluate.walk import mark_decisive
from engine.model.case import Case, Key, Options
from engine.model.expressions import Value
from engine.model.policy import Period, Policy


def settle(policy: Policy, case: Case, options: Options = Options()) -> dict[Key, Value | None]:
    """The value of each requested term on the case's day, `None` where it is open. Nothing else is computed."""
    made = plan(policy, case.requested, options)
    inputs = Inputs(policy, case)
    frame = Run(made.compiled, inputs, options.known_on).frame(case.day)
    return {
        (term, member): frame.value(*place(made, term, member))
        for term in case.requested
        for member in members_of(policy, inputs, term)
    }


def members_of(policy: Policy, inputs: Inputs, term: str) -> tuple[str | None, ...]:
    """Whom a term is answered for: the one root, or each member the case names."""
    entity = policy.entities.get(policy.terms[term].entity)
    if entity is None or not (entity.is_member or entity.is_decision_kind):
        return (None,)
    return inputs.ids.get(entity.id, ())


def decide(policy: Policy, case: Case, options: Options = Options()) -> Decision:
    """The decision of a case on its day, or over its period.

    Requested terms that the policy does not have are the reader's to refuse before.

    Raises:
        CyclicPolicy: the terms depend on each other in a circle; `check` reports it.
    """
    made = plan(policy, case.requested, options)
    inputs = Inputs(policy, case)
    run = Run(made.compiled, inputs, options.known_on)
    frames = frames_of(run, case, made)
    answers = answers_of(policy, case, made, inputs, frames)
    states = _duties(made, inputs, run.frame(case.day))
    grounds, parameters = _grounds(answers), _parameters(made, frames)
    attached = _attached(policy, case, options, made, answers, run.frame(case.day))
    return Decision(
        case,
        options,
        cache.policy_digest(policy),
        answers,
        duties=states + attached,
        assessments=_assessments(policy, made, run, case),
        dates=_dates(made, frames, case),
        readings=_readings(made, grounds, case),
        not_formalised=_not_formalised(made, frames, grounds),
        parameters=parameters,
        notices=_notices(policy, parameters, case, options),
        facts=_facts(frames),
        parts_required=_parts_required(policy, attached),
    )


def answered(policy: Policy, case: Case, options: Options = Options()) -> Decision:
    """A decision with its answers and nothing beside them: no duties, parameters, dates or readings.

    Raises:
        CyclicPolicy: the terms depend on each other in a circle.
    """
    made, inputs = plan(policy, case.requested, options), Inputs(policy, case)
    frames = frames_of(Run(made.compiled, inputs, options.known_on), case, made)
    answers = answers_of(policy, case, made, inputs, frames)
    return Decision(case, options, cache.policy_digest(policy), answers)


def answers_of(policy: Policy, case: Case, made: Plan, inputs: Inputs, frames: list[Frame]) -> tuple[Answer, ...]:
    """The answer for each requested term and each it is answered for; what was decisive is marked in the frames."""
    return tuple(
        answer(made, frames, term, member, case.last or case.day)
        for term in case.requested
        for member in members_of(policy, inputs, term)
    )


# ── what else a decision says ───────────────────────────────────────────────────────────────────────────────────


def _duties(made: Plan, inputs: Inputs, frame: Frame) -> tuple[DutyState, ...]:
    policy, found = made.policy, []
    for duty in made.duties:
        for member in members_of(policy, inputs, duty):
            found.append(duties.state(policy, policy.terms[duty], member, frame))
    return tuple(found)


def _attached(
    policy: Policy, case: Case, options: Options, made: Plan, answers: tuple[Answer, ...], frame: Frame
) -> tuple[DutyState, ...]:
    judged = attached_duties(policy, case, options, made, answers, frame)
    return tuple(duties.state(policy, policy.terms[duty], one, there) for _, there, duty, one in judged)


def attached_duties(
    policy: Policy, case: Case, options: Options, made: Plan, answers: tuple[Answer, ...], frame: Frame
) -> Iterator[tuple[Plan, Frame, str, str]]:
    """The duties that general acts attach to each decision, judged on what the decision says of itself.

    Each as the plan and the frame it is judged in, the duty, and the term whose decision it concerns.
    """
    for kind, terms, concerned in made.attached:
        decided = [_decided(policy, made, answer, frame) for answer in answers if answer.term in terms]
        inner = procedure.with_decisions(policy, kind, case, decided, concerned)
        plan_for_kind = plan(policy, concerned, options)
        inputs = Inputs(policy, inner)
        inputs.with_members(kind, {one.term for one in decided})
        there = Run(plan_for_kind.compiled, inputs, options.known_on).frame(case.decided_on or case.day)
        for duty in concerned:
            for one in sorted({one.term for one in decided}):
                yield plan_for_kind, there, duty, one


def _decided(policy: Policy, made: Plan, answer: Answer, frame: Frame) -> procedure.Decided:
    """What an answer came to on its last day, and whether discretion or a power was decisive in it."""
    by_days = tuple(_is_granted(segment.value) for segment in answer.segments)
    slot, key = place(made, answer.term, answer.member)
    used = {
        here.program.slots[index].op
        for here, nodes in mark_decisive(frame, slot, key).items()
        for index, members in _judged(here, nodes)
        if _is_used(here.program.slots[index].op, here.raw(index, members))
    }
    return procedure.Decided(answer.term, by_days[-1], by_days, "assess" in used, "used" in used)


def _is_granted(value: Value | None) -> bool | None:
    return None if value is None else value is True or value in ("must", "may")


def _is_used(op: str, value: Value | None) -> bool:
    """Whether an assessment or a power was used: an assessment that says no is one, a power nobody used is none."""
    return value is not None if op == "assess" else value not in (None, False)


def _judged(frame: Frame, nodes: AbstractSet[Any]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Those of some nodes that read what a person assessed, or whether a power was used."""
    judged = frame.program.judged
    for index in judged & nodes:
        yield index, ()
    if any(frame.program.slots[index].dims for index in judged):
        yield from (node for node in nodes if isinstance(node, tuple) and node[0] in judged)


def _parts_required(policy: Policy, states: tuple[DutyState, ...]) -> tuple[tuple[str, str], ...]:
    """The letter parts that duties which have arisen are fulfilled by."""
    found = []
    for state in states:
        clauses = policy.terms[state.term].duty
        if state.arisen and clauses:
            found += [(fulfilment.part, state.term) for fulfilment in clauses.fulfilled_by if fulfilment.part]
    return tuple(sorted(set(found)))


def _assessments(policy: Policy, made: Plan, run: Run, case: Case) -> tuple[AssessmentState, ...]:
    """What became of each assessment the case holds: it counts, lacks something, is refused, or is not used."""
    states = []
    frame = run.frame(case.day)
    for (term, member), given in sorted(case.assessments.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        assessment = frame.run.inputs.assessment((term, member), case.day) or given[0]
        missing = lacks(policy.terms[term], assessment)
        if missing:
            states.append(AssessmentState(term, member, "incomplete", missing))
            continue
        states.append(AssessmentState(term, member, *_state(made, frame, term, member)))
    return tuple(states)


def _state(made: Plan, frame: Frame, term: str, member: str | None) -> tuple[str, tuple[str, ...]]:
    index = made.program.assessed.get(term)
    if index is None:
        return "not_used", ()
    key = (member,) if member is not None else ()
    if frame.raw(index, key) is not None:
        return "counts", ()
    waiting = waits(frame, index, key)
    details = [wait.detail for wait in waiting if wait.kind == "assessment" and wait.id == term and wait.detail]
    missing = tuple(part for detail in details for part in detail.split(", "))
    if not missing:
        return "not_used", ()
    return "refused" if {"at_least", "at_most"} & {*missing} else "incomplete", missing


def _dates(made: Plan, frames: list[Frame], case: Case) -> dict[str, date]:
    dates: dict[str, date] = {"the day": case.day}
    if case.decided_on:
        dates["decided on"] = case.decided_on
    for rule, ref in sorted(made.program.read_on.items()):
        if not ref.at:
            value = frames[0].value(ref.slot)
            if value is not None:
                dates[rule] = value
    return dates


def _grounds(answers: tuple[Answer, ...]) -> set[str]:
    """The rules that were grounds somewhere."""
    return {ground[0] for answer in answers for segment in answer.segments for ground in segment.grounds}


def _readings(made: Plan, grounds: set[str], case: Case) -> dict[str, str]:
    """The interpretations the decision rests on, with the reading chosen; not those of rules of another time."""
    period, rules = Period(case.day, case.last or case.day), made.policy.rules
    readings = made.placed.readings
    relied = [rule for rule in grounds & readings.keys() if rules[rule].validity.overlaps(period)]
    return dict(sorted({readings[rule] for rule in relied}))


def _not_formalised(made: Plan, frames: list[Frame], grounds: set[str]) -> tuple[int, ...]:
    """What is not formalised and was met on the way: what may hold a term open, and what stands in the same section."""
    beside = made.placed.beside
    found = {index for rule in grounds & beside.keys() for index in beside[rule]}
    for frame in frames:
        for slot in map(frame.program.slots.__getitem__, frame.program.unformalised):
            for number, condition in zip(slot.data[1], slot.args[1:], strict=True):
                value = frame.values[condition.slot]
                if value is not False and (not condition.at or any(held is not False for held in value.values())):
                    found.add(number)
    return tuple(sorted(found))


def _parameters(made: Plan, frames: list[Frame]) -> tuple[ParameterStep, ...]:
    """Each value a decisive step read, once."""
    found: dict[Any, ParameterStep] = {}
    for frame in _all_frames(frames):
        for index in frame.program.parameters:
            slot = frame.program.slots[index]
            for members in _marked(frame, index):
                day = frame.raw(*frame.at(slot.args[0], frame.names(index, members))) if slot.args else frame.day
                step = made.parameter(slot.data[0], day or frame.shown_day)
                found.setdefault((step.id, step.first or date.min), step)
    return tuple(found[name] for name in sorted(found)) if len(found) > 1 else tuple(found.values())


def _marked(frame: Frame, index: int) -> Iterable[tuple[str, ...]]:
    """The members for whom one slot was decisive; nobody's where it has no members."""
    if not frame.program.slots[index].dims:
        return ((),) if index in frame.marks else ()
    return [node[1] for node in frame.marks if isinstance(node, tuple) and node[0] == index]


def _all_frames(frames: list[Frame]) -> Iterable[Frame]:
    """The frames answered on, and those of other days they looked at."""
    if len(frames) == len(frames[0].run.frames):
        return frames
    seen = set(map(id, frames))
    others = (frame for frame in frames[0].run.frames.values() if frame.marks and id(frame) not in seen)
    return [*frames, *others]


def _facts(frames: list[Frame]) -> tuple[tuple[str, str | None, bool], ...]:
    """What the case was asked for on the way, and whether it mattered."""
    found: dict[tuple[str, str | None], bool] = {}
    for frame in _all_frames(frames):
        slots, marks = frame.program.slots, frame.marks
        for index in frame.program.given:
            slot = slots[index]
            if not slot.dims:
                name: tuple[str, str | None] = (slot.data[0], None)
                found[name] = index in marks or found.get(name, False)
                continue
            for member in frame.values[index]:
                name = (slot.data[0], member)
                found[name] = (index, (member,)) in marks or found.get(name, False)
    return tuple((*name, found[name]) for name in sorted(found, key=_by_name))


def _by_name(name: tuple[str, str | None]) -> tuple[str, str]:
    return name[0], name[1] or ""


def _notices(
    policy: Policy, parameters: tuple[ParameterStep, ...], case: Case, options: Options
) -> tuple[tuple[str, str, str], ...]:
    notices = [("supposed", source, day.isoformat()) for source, day in sorted(options.supposed.items())]
    if options.known_on:
        notices.append(("known_on", "", options.known_on.isoformat()))
    if case.decided_on:
        for step in parameters:
            if step.value is not None and step.known and step.known > case.decided_on:
                notices.append(("known_later", step.id, step.known.isoformat()))
    return (*notices, *unverified(policy, parameters))
