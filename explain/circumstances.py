"""What surrounds the rules: facts and who vouches for them, open points, duties, readings, values read, the record.

Each function gives the entries of one part, in an order that does not depend on how the case was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve

from engine.evaluate.decision import Decision, DutyState, ParameterStep, TermStep, Wait
from engine.evaluate.parameters import row_of
from engine.model.case import Statement
from engine.model.citations import Basis, Citation
from engine.model.policy import Fulfilment, Policy
from explain.conditions import reads_of
from explain.consequences import Consequences
from explain.derivation import Walk
from explain.grounds import addresses, with_exceptions
from explain.selection import (
    Beside,
    Days,
    Duty,
    Entry,
    FactKnown,
    ListKnown,
    Missing,
    Notice,
    ParameterRead,
    ReadAs,
    Recorded,
    Unmodelled,
    Waiting,
)

Key = tuple[str, str | None]


def period_of(decision: Decision) -> Days:
    """The days a decision is about."""
    return decision.case.day, decision.case.last or decision.case.day


def notice_entries(policy: Policy, decision: Decision) -> Iterator[Entry]:
    """What must be read first: a supposed commencement, a value adopted after the decision, unverified sources."""
    groups: dict[object, list[tuple[str, str, str]]] = {}
    for notice in decision.notices:
        groups.setdefault(_alike(policy, *notice), []).append(notice)
    for (kind, id_, detail), *others in groups.values():
        parameter = policy.parameters.get(id_)
        basis = addresses(parameter.basis) if parameter else ()
        step = "+".join(f"notice:{kind}:{one}:{detail}" for one in (id_, *(other for _, other, _ in others)))
        yield Entry(f"notice_{kind}", step, Notice(kind, id_, detail, tuple(other for _, other, _ in others)), basis)


def _alike(policy: Policy, kind: str, id: str, detail: str) -> object:
    """What two notices must have in common to be told in one: values of one provision reported by the same source."""
    row = row_of(policy, id, detail) if kind == "unverified" else None
    if row is None:
        return kind, id, detail
    return kind, detail, row.reported, tuple(row.reported_in.items()), addresses(policy.parameters[id].basis)


def wait_entries(policy: Policy, decision: Decision, consequences: Consequences) -> Iterator[Entry]:
    """Each thing an answer waits for, once, with the answers that wait and what each answer to it leads to."""
    found: dict[Wait, list[tuple[Key, Days]]] = {}
    for answer in decision.answers:
        for segment in answer.segments:
            for wait in segment.waits:
                found.setdefault(wait, []).append(((answer.term, answer.member), (segment.first, segment.last)))
    whole = period_of(decision)
    for wait in sorted(found, key=lambda it: _wait_order(policy, it)):
        days = min(it[1][0] for it in found[wait]), max(it[1][1] for it in found[wait])
        day = date.fromisoformat(wait.day) if wait.day else days[0]
        answers = tuple(dict.fromkeys(key for key, _ in found[wait]))
        rules = tuple(addresses(it for it in policy.rules[id_].basis if it.on(day)) for id_ in wait.rules)
        what = Waiting(wait, answers, rules)
        basis = _wait_basis(policy, wait, day) or _rules_for(policy, answers, day)
        step = f"wait:{wait.kind}:{wait.id}:{wait.member}:{wait.detail}:{wait.day}"
        kind = f"wait_{wait.kind}"
        yield Entry(kind, step, what, basis, days=None if days == whole else days)
        yield from consequences.of(wait, step, len(found))


def fact_entries(policy: Policy, decision: Decision, walks: Iterable[Walk], reader: str) -> Iterator[Entry]:
    """The facts that were read, with their origin; for a person those that mattered."""
    walks = list(walks)
    for term in (*_given(walks), *_looked_at(decision, walks)):
        if policy.terms[term.id].kind != "fact" or (reader == "person" and not term.decisive):
            continue
        step = f"fact:{term.id}:{term.member or ''}"
        basis = addresses(policy.terms[term.id].basis, *period_of(decision))
        if term.applies is not None and term.applies.value is False:
            yield Entry("fact_not_applicable", step, Missing(term.id, term.member), basis, decisive=term.decisive)
        for number, statement in enumerate(_statements(decision, term)):
            kind = f"fact_{statement.state}"
            what = FactKnown(term.id, term.member, statement, _days(statement, decision))
            yield Entry(kind, f"{step}:{number}", what, basis, decisive=term.decisive)
    yield from _lists(policy, decision, walks, reader)
    beside = _beside(policy, decision, walks) if reader != "person" else ()
    if beside:
        yield Entry("facts_beside", "facts:beside", Beside(beside), decisive=False)


def _looked_at(decision: Decision, walks: Iterable[Walk]) -> Iterator[TermStep]:
    """What was read outside the conditions and formulae: for a date rules are read on, or for guidance."""
    told = {(term.id, term.member) for term in _given(walks)}
    for term, member, decisive in decision.facts:
        if (term, member) not in told:
            yield TermStep(term, member, None, decisive=decisive)


def _beside(policy: Policy, decision: Decision, walks: Iterable[Walk]) -> tuple[Key, ...]:
    """The facts the case gives that no answer and no duty read, in the policy's order."""
    read = {(term, member) for term, member, _ in decision.facts}
    beside = decision.case.facts.keys() - read - {(term.id, term.member) for term in _given(walks)}
    if beside:
        beside -= {key for duty in decision.duties for key in _read_by(duty)}
    done = {it.term for duty in decision.duties for it in _fulfilments(policy, duty)}
    order = {term: place for place, term in enumerate(policy.terms)}
    left = (key for key in beside if key[0] not in done)
    return tuple(sorted(left, key=lambda it: (order.get(it[0], 0), it[1] or "")))


def _fulfilments(policy: Policy, duty: DutyState) -> tuple[Fulfilment, ...]:
    clauses = policy.terms[duty.term].duty
    return clauses.fulfilled_by if clauses is not None else ()


def _read_by(duty: DutyState) -> Iterator[Key]:
    """The terms that say whether a duty has arisen."""
    stack = [duty.derivation()] if duty.derivation is not None else []
    seen: set[Key] = set()
    while stack:
        term = stack.pop()
        if (term.id, term.member) in seen:
            continue
        seen.add((term.id, term.member))
        yield term.id, term.member
        for rule in with_exceptions(term.rules):
            for step in (*reads_of(rule.condition), *reads_of(rule.value_step)):
                if step.reads is not None:
                    stack.append(step.reads)


def duty_entries(policy: Policy, decision: Decision, reader: str) -> Iterator[Entry]:
    """Duties that concern the decision, the unfulfilled first, each with what would fulfil it."""
    days = period_of(decision)
    for duty in sorted(decision.duties, key=_duty_order):
        kind = _duty_kind(duty)
        if reader == "person" and kind == "duty_not_arisen":
            continue
        step = f"duty:{duty.term}:{duty.member or ''}"
        what = Duty(duty.term, duty.member, duty.arisen, duty.fulfilled, duty.before)
        yield Entry(kind, step, what, addresses(policy.terms[duty.term].basis, *days))
        if kind != "duty_missing":
            continue
        for id_, member in duty.missing:
            part = policy.parts.get(id_)
            declared = part or policy.terms.get(id_)
            basis = addresses(declared.basis if declared is not None else (), *days)
            sort = "missing_part" if part else "missing_term"
            yield Entry(sort, f"{step}:{id_}:{member or ''}", Missing(id_, member), basis, level=1)
    if reader != "person":
        for part_id, duty_id in decision.parts_required:
            basis = addresses(policy.terms[duty_id].basis, *days) if duty_id in policy.terms else ()
            yield Entry("part_required", f"part:{part_id}:{duty_id}", Missing(part_id, None), basis)


def reading_entries(policy: Policy, decision: Decision) -> Iterator[Entry]:
    """The interpretations relied on, with the reading used, in the order of the law."""
    known = [it for it in decision.readings if it in policy.interpretations]
    for id_ in sorted(known, key=lambda it: (policy.interpretations[it].of.order, it)):
        reading = decision.readings[id_]
        chosen = policy.interpretations[id_].chosen
        kind = "reading" if reading == chosen else "reading_of_this_run"
        yield Entry(kind, f"reading:{id_}", ReadAs(id_, reading), (policy.interpretations[id_].of,))


def not_formalised_entries(policy: Policy, decision: Decision) -> Iterator[Entry]:
    """Provisions met on the way that have no rule."""
    for index in sorted(decision.not_formalised, key=lambda it: (policy.not_formalised[it].citation.order, it)):
        citation = policy.not_formalised[index].citation
        yield Entry("not_formalised", f"not_formalised:{citation}:{index}", Unmodelled(index), (citation,))


def parameter_entries(decision: Decision, reader: str) -> Iterator[Entry]:
    """The values read, each row of a history once; for a person those that mattered."""
    found: dict[tuple[str, date | None], ParameterStep] = {}
    for it in decision.parameters:
        row = (it.id, it.first)
        known = found.get(row)
        if known is None:
            found[row] = it
        elif it.decisive and not known.decisive:
            found[row] = evolve(known, decisive=True)
    for it in found.values():
        if it.decisive or reader != "person":
            kind = "parameter" if it.value is not None else "parameter_missing"
            step = f"parameter:{it.id}:{it.first}"
            yield Entry(kind, step, ParameterRead(it), addresses(it.basis), decisive=it.decisive)


def record_entries(decision: Decision) -> Iterator[Entry]:
    """The dates that were read, the choices of the run, and the digest of the policy."""
    for name, day in decision.dates.items():
        yield Entry("date_read", f"date:{name}", Recorded(name, day=day))
    if decision.options.known_on is not None:
        yield Entry("known_on", "option:known_on", Recorded("known_on", day=decision.options.known_on))
    yield Entry("digest", "digest", Recorded("policy", decision.policy_digest))


def _wait_order(policy: Policy, wait: Wait) -> tuple[object, ...]:
    """What a person can close first, then what nobody knows, then faults; inside each in the policy's order."""
    place = list(policy.terms).index(wait.id) if wait.id in policy.terms else len(policy.terms)
    group = 2 if wait.is_fault else 1 if wait.kind == "unknown" else 0
    return group, place, wait.kind, wait.id, wait.member, wait.detail, wait.day, wait.rules


def _wait_basis(policy: Policy, wait: Wait, day: date) -> tuple[Citation, ...]:
    bases: tuple[Basis, ...] = ()
    for table in (policy.terms, policy.parameters, policy.lists):
        if wait.id in table:
            bases = table[wait.id].basis
    if wait.kind == "left_open":
        bases = policy.terms[wait.id].left_to_basis
    if wait.kind == "not_formalised":
        return tuple(it.citation for it in policy.not_formalised if str(it.citation) == wait.id)
    if wait.rules:
        found = (it for id_ in wait.rules for it in policy.rules[id_].basis)
        return addresses(it for it in found if it.on(day))
    return addresses(it for it in bases if it.on(day))


def _rules_for(policy: Policy, answers: Iterable[Key], day: date) -> tuple[Citation, ...]:
    """The addresses of the rules that conclude the waiting answers, where what is waited for has none of its own."""
    terms = {term for term, _ in answers}
    concluding = (it for it in policy.rules.values() if it.conclusion is not None and it.conclusion.term in terms)
    return addresses(it for rule in concluding if rule.validity.holds(day) for it in rule.basis if it.on(day))


def _given(walks: Iterable[Walk]) -> list[TermStep]:
    """Every given term that was met, once, decisive if it was so anywhere."""
    found: dict[Key, TermStep] = {}
    for walk in walks:
        for step in walk.given.values():
            known = found.get((step.id, step.member))
            if known is None or (step.decisive and not known.decisive):
                found[step.id, step.member] = step
    return list(found.values())


def _statements(decision: Decision, term: TermStep) -> list[Statement]:
    """What the case says of a fact in the days of the decision; all it says when that is none of them."""
    said = decision.case.facts.get((term.id, term.member), term.statements)
    first, last = decision.case.day, decision.case.last or decision.case.day
    inside = [it for it in said if (it.first or first) <= last and (it.last or last) >= first]
    return sorted(inside or said, key=lambda it: it.first or date.min)


def _days(statement: Statement, decision: Decision) -> tuple[date | None, date | None] | None:
    """The days a statement speaks of, unless that is every day the decision is about."""
    first, last = decision.case.day, decision.case.last or decision.case.day
    if (statement.first or first) <= first and (statement.last or last) >= last:
        return None
    return statement.first, statement.last


def _lists(policy: Policy, decision: Decision, walks: list[Walk], reader: str) -> Iterator[Entry]:
    found: dict[Key, bool] = {}
    for walk in walks:
        for key, decisive in walk.lists.items():
            found[key] = found.get(key, False) or decisive
    for key, decisive in found.items():
        members = decision.case.lists.get(key)
        if members is None or key[0] not in policy.lists or (reader == "person" and not decisive):
            continue
        kind = "list_complete" if members.complete else "list_incomplete"
        what = ListKnown(key[0], tuple(sorted(members.ids)), members.complete)
        basis = addresses(policy.lists[key[0]].basis, *period_of(decision))
        yield Entry(kind, f"list:{key[0]}:{key[1] or ''}", what, basis, decisive=decisive)


def _duty_order(duty: DutyState) -> tuple[object, ...]:
    order = {"duty_missing": 0, "duty_open": 1, "duty_fulfilled": 2, "duty_not_arisen": 3}
    return order[_duty_kind(duty)], duty.term, duty.member or ""


def _duty_kind(duty: DutyState) -> str:
    if duty.arisen is None:
        return "duty_open"
    if not duty.arisen:
        return "duty_not_arisen"
    return "duty_fulfilled" if duty.fulfilled else "duty_missing"
