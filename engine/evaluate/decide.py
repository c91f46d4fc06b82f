"""Policy, case and date to a decision: the verb everything else is built around.

`settle` gives values only and is the hot path; `decide` gives the whole decision with grounds, open points and duties.
A policy is lowered and compiled once per set of terms and options, and kept with the policy object.
Start reading at `decide`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from engine.evaluate import cache, duties, procedure
from engine.evaluate.assessments import lacks
from engine.evaluate.decision import (
    Answer,
    AssessmentState,
    Decision,
    DutyState,
    ParameterStep,
    Segment,
    TermStep,
    Wait,
)
from engine.evaluate.inputs import Inputs
from engine.evaluate.order import order_of_law
from engine.evaluate.parameters import parameter_step
from engine.evaluate.run import Compiled, Frame, Run
from engine.evaluate.slots import Program
from engine.evaluate.walk import Reached, mark_decisive, waits
from engine.model.case import Case, Key, Options
from engine.model.expressions import Value
from engine.model.policy import Policy, Rule

if TYPE_CHECKING:
    from engine.evaluate.lower import Lowering, View

_DAY = timedelta(days=1)


class Plan:
    """A policy compiled for some terms and options: what one run needs, made once and kept with the policy.

    `duties` are those that concern the terms, `wheres` which members each of their fulfilments covers. The lowering is
    only needed for derivations: a plan from the cache makes it again when somebody asks for one.
    """

    def __init__(
        self, policy: Policy, terms: tuple[str, ...], options: Options, compiled: Compiled, duties: tuple[str, ...]
    ) -> None:
        self.policy, self.terms, self.options = policy, terms, options
        self.compiled, self.duties = compiled, duties
        self._places: dict[str, Any] = {}

    @property
    def program(self) -> Program:
        return self.compiled.program

    def place(self, rule: str) -> Any:
        """Where a rule stands in the order of the law, as a sort key."""
        found = self._places.get(rule)
        if found is None:
            found = self._places[rule] = order_of_law(self.policy.rules[rule])
        return found

    @cached_property
    def lowering(self) -> Lowering:
        """The lowering that made, or would make, the program."""
        return _lowered(self.policy, self.terms, self.options)[1]


class _Kept:
    """The views and plans of one policy, by terms and options."""

    def __init__(self) -> None:
        self.views: dict[Any, View] = {}
        self.plans: dict[Any, Plan] = {}


_KEPT: WeakKeyDictionary[Policy, _Kept] = WeakKeyDictionary()


def _kept(policy: Policy) -> _Kept:
    found = _KEPT.get(policy)
    if found is None:
        found = _KEPT[policy] = _Kept()
    return found


def plan(policy: Policy, terms: tuple[str, ...], options: Options = Options()) -> Plan:
    """The compiled plan for some terms, with the duties that concern them.

    Raises:
        CyclicPolicy: the terms depend on each other in a circle.
    """
    kept, key = _kept(policy), (terms, _options_key(options))
    found = kept.plans.get(key)
    if found is None:
        found = kept.plans[key] = _cached(policy, terms, options) or _plan(policy, terms, options)
    return found


def _options_key(options: Options) -> Any:
    if options.known_on is None and not options.readings and not options.supposed:
        return None
    supposed = sorted((source, day.isoformat()) for source, day in options.supposed.items())
    known_on = options.known_on.isoformat() if options.known_on else ""
    return known_on, tuple(sorted(options.readings.items())), tuple(supposed)


def _plan(policy: Policy, terms: tuple[str, ...], options: Options) -> Plan:
    program, lowering, concerned = _lowered(policy, terms, options)
    made = Plan(policy, terms, options, Compiled(policy, program), concerned)
    made.lowering = lowering
    if cache.has_disk(policy):
        cache.save_program(policy, (terms, _options_key(options)), [list(concerned), made.compiled.pack()])
    return made


def _cached(policy: Policy, terms: tuple[str, ...], options: Options) -> Plan | None:
    content = cache.load_program(policy, (terms, _options_key(options)))
    if content is None:
        return None
    concerned, packed = content
    return Plan(policy, terms, options, Compiled.unpack(policy, packed), tuple(concerned))


def _lowered(policy: Policy, terms: tuple[str, ...], options: Options) -> tuple[Program, Lowering, tuple[str, ...]]:
    from engine.evaluate.lower import View, lower

    kept, key = _kept(policy), _options_key(options)
    view = kept.views.get(key) or kept.views.setdefault(key, View(policy, options))
    concerned = duties.concerning(policy, terms)
    needed = sorted({*terms, *duties.terms_needed(policy, concerned)})
    program, lowering = lower(view, needed, lambda lowering: duties.lower_wheres(policy, concerned, lowering))
    return program, lowering, concerned


def settle(policy: Policy, case: Case, options: Options = Options()) -> dict[Key, Value | None]:
    """The value of each requested term on the case's day, `None` where it is open. Nothing else is computed."""
    made = plan(policy, case.requested, options)
    inputs = Inputs(policy, case)
    frame = Run(made.compiled, inputs, options.known_on).frame(case.day)
    return {
        (term, member): frame.value(*_place(made, term, member))
        for term in case.requested
        for member in members_of(policy, inputs, term)
    }


def members_of(policy: Policy, inputs: Inputs, term: str) -> tuple[str | None, ...]:
    """Whom a term is answered for: the one root, or each member the case names."""
    entity = policy.entities.get(policy.terms[term].entity)
    if entity is None or not (entity.is_member or entity.is_decision_kind):
        return (None,)
    return inputs.ids.get(entity.id, ())


def _place(made: Plan, term: str, member: str | None) -> tuple[int, tuple[str, ...]]:
    ref = made.program.entries[term]
    return ref.slot, (member,) if ref.at and member is not None else ()


def decide(policy: Policy, case: Case, options: Options = Options()) -> Decision:
    """The decision of a case on its day, or over its period.

    Requested terms that the policy does not have are the reader's to refuse before.

    Raises:
        CyclicPolicy: the terms depend on each other in a circle; `check` reports it.
    """
    made = plan(policy, case.requested, options)
    inputs = Inputs(policy, case)
    run = Run(made.compiled, inputs, options.known_on)
    days = _days(case, made.program, inputs)
    frames = _changes(run, days, made)
    answers = tuple(
        _answer(made, frames, term, member, case.last or case.day)
        for term in case.requested
        for member in members_of(policy, inputs, term)
    )
    states = _duties(made, inputs, run.frame(case.day))
    rules, parameters = _decisive_rules(made, answers), _parameters(made, frames)
    attached = _attached(policy, case, options, made, answers, run.frame(case.day))
    return Decision(
        case,
        options,
        cache.policy_digest(policy),
        answers,
        duties=states + attached,
        assessments=_assessments(policy, made, run, case),
        dates=_dates(made, frames, case),
        readings=_readings(rules),
        not_formalised=_not_formalised(made, rules),
        parameters=parameters,
        notices=_notices(parameters, case, options),
        facts=_facts(frames),
        parts_required=_parts_required(policy, attached),
    )


# ── days ────────────────────────────────────────────────────────────────────────────────────────────────────────


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


def _answer(made: Plan, frames: list[Frame], term: str, member: str | None, last: date) -> Answer:
    """The segments of one term: neighbours with the same value, grounds and waits are one."""
    found: list[tuple[date, Any, Any, tuple[Wait, ...], Frame]] = []
    for frame in frames:
        slot, key = _place(made, term, member)
        grounds = _grounds(made, mark_decisive(frame, slot, key))
        step = (frame.day, frame.value(slot, key), grounds, waits(frame, slot, key), frame)
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
    found: dict[tuple[str, str | None], bool | None] = {}
    for frame, nodes in reached.items():
        for index, members in _rule_nodes(frame, nodes):
            name = (frame.program.rule_of[index], members[0] if members else None)
            found[name] = _stronger(found.get(name, False), frame.raw(index, members))
    ordered = sorted(found, key=lambda name: (made.place(name[0]), name[1] or ""))
    return tuple((rule, member, found[rule, member]) for rule, member in ordered)


def _rule_nodes(frame: Frame, nodes: AbstractSet[Any]) -> Iterable[tuple[int, tuple[str, ...]]]:
    """Those of some nodes that say whether a rule stands, as (slot, members)."""
    for index in frame.program.plain_rules & nodes:
        yield index, ()
    if frame.program.member_rules:
        for node in nodes:
            if isinstance(node, tuple) and node[0] in frame.program.member_rules:
                yield node


def _stronger(one: bool | None, other: bool | None) -> bool | None:
    if one is True or other is True:
        return True
    return None if one is None or other is None else False


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
    """The duties that general acts attach to each decision, judged on what the decision says of itself."""
    found: list[DutyState] = []
    for kind, terms in procedure.kinds_of(policy, case.requested).items():
        concerned = procedure.attached(policy, kind)
        if not concerned:
            continue
        decided = [_decided(policy, made, answer, frame) for answer in answers if answer.term in terms]
        inner = procedure.with_decisions(policy, kind, case, decided, concerned)
        plan_for_kind = plan(policy, concerned, options)
        inputs = Inputs(policy, inner)
        inputs.with_members(kind, {one.term for one in decided})
        there = Run(plan_for_kind.compiled, inputs, options.known_on).frame(case.decided_on or case.day)
        for duty in concerned:
            for one in sorted({one.term for one in decided}):
                found.append(duties.state(policy, policy.terms[duty], one, there))
    return tuple(found)


def _decided(policy: Policy, made: Plan, answer: Answer, frame: Frame) -> procedure.Decided:
    """What an answer came to on its last day, and whether discretion or a power was decisive in it."""
    value = answer.segments[-1].value
    granted = None if value is None else value is True or value in ("must", "may")
    slot, key = _place(made, answer.term, answer.member)
    used = {
        here.program.slots[index].op
        for here, nodes in mark_decisive(frame, slot, key).items()
        for index, members in _as_pairs(nodes)
        if here.program.slots[index].op in ("assess", "used") and here.raw(index, members) not in (None, False)
    }
    return procedure.Decided(answer.term, granted, "assess" in used, "used" in used)


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
    entries = made.program.entries
    ref = entries.get(f"used {term}") or entries.get(term)
    if ref is None:
        return "not_used", ()
    key = (member,) if ref.at and member is not None else ()
    if frame.raw(ref.slot, key) is not None:
        return "counts", ()
    waiting = waits(frame, ref.slot, key)
    refused = tuple(wait.detail for wait in waiting if wait.kind == "assessment" and wait.id == term and wait.detail)
    if refused:
        return "refused", refused
    return "not_used", ()


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


def _as_pairs(nodes: Iterable[Any]) -> Iterable[tuple[int, tuple[str, ...]]]:
    """Nodes as (slot, members)."""
    return (node if isinstance(node, tuple) else (node, ()) for node in nodes)


def _decisive_rules(made: Plan, answers: tuple[Answer, ...]) -> list[Rule]:
    """The rules that were grounds somewhere."""
    names = {rule for answer in answers for segment in answer.segments for rule, _, _ in segment.grounds}
    return [made.policy.rules[name] for name in sorted(names)]


def _readings(rules: list[Rule]) -> dict[str, str]:
    return dict(sorted({rule.reading for rule in rules if rule.reading is not None}))


def _not_formalised(made: Plan, rules: list[Rule]) -> tuple[int, ...]:
    """What is not formalised and was met on the way: what holds a term open, and what stands in the same section."""
    policy = made.policy
    if not policy.not_formalised:
        return ()
    sections = {(basis.citation.document, basis.citation.section) for rule in rules for basis in rule.basis}
    lowered, found = made.program.unformalised, []
    for index, missing in enumerate(policy.not_formalised):
        place = (missing.citation.document, missing.citation.section)
        if place in sections if not missing.affects else not lowered.isdisjoint(missing.affects):
            found.append(index)
    return tuple(found)


def _parameters(made: Plan, frames: list[Frame]) -> tuple[ParameterStep, ...]:
    """Each value a decisive step read, once."""
    found: dict[Any, ParameterStep] = {}
    for frame in _all_frames(frames):
        for index in frame.program.parameters:
            slot = frame.program.slots[index]
            for _, members in _as_pairs(_marked(frame, index)):
                day = frame.raw(*frame.at(slot.args[0], frame.names(index, members))) if slot.args else frame.day
                step = parameter_step(made.policy, slot.data[0], day or frame.day, frame.run.known_on, True)
                found.setdefault((step.id, step.first, step.value), step)
    return tuple(found[name] for name in sorted(found, key=lambda name: (name[0], name[1] or date.min)))


def _marked(frame: Frame, index: int) -> Iterable[Any]:
    """The decisive nodes of one slot."""
    if not frame.program.slots[index].dims:
        return (index,) if index in frame.marks else ()
    return [node for node in frame.marks if isinstance(node, tuple) and node[0] == index]


def _all_frames(frames: list[Frame]) -> Iterable[Frame]:
    """The frames answered on, and those of other days they looked at."""
    seen = {id(frame) for frame in frames}
    yield from frames
    for frame in frames[:1]:
        for other in frame.run.frames.values():
            if id(other) not in seen and other.marks:
                yield other


def _facts(frames: list[Frame]) -> tuple[tuple[str, str | None, bool], ...]:
    """What the case was asked for on the way, and whether it mattered."""
    found: dict[tuple[str, str | None], bool] = {}
    for frame in _all_frames(frames):
        slots, marks = frame.program.slots, frame.marks
        for index in frame.program.given:
            slot = slots[index]
            if not slot.dims:
                name: tuple[str, str | None] = (slot.data[0], None)
                found[name] = found.get(name, False) or index in marks
                continue
            for member in frame.values[index]:
                name = (slot.data[0], member)
                found[name] = found.get(name, False) or (index, (member,)) in marks
    ordered = sorted(found, key=lambda name: (name[0], name[1] or ""))
    return tuple((term, member, found[term, member]) for term, member in ordered)


def _notices(parameters: tuple[ParameterStep, ...], case: Case, options: Options) -> tuple[tuple[str, str, str], ...]:
    notices = [("supposed", source, day.isoformat()) for source, day in sorted(options.supposed.items())]
    if options.known_on:
        notices.append(("known_on", "", options.known_on.isoformat()))
    if case.decided_on:
        for step in parameters:
            if step.known and step.known > case.decided_on:
                notices.append(("known_later", step.id, step.known.isoformat()))
    return tuple(notices)
