"""Whether a duty that was asked about is met, and by what: told beside the answer, which it never changes.

A duty that must be fulfilled before the decision is judged by the decision itself; here are the others that a case
asks about. Whether an assessment was made is one thing, and what it says another: its own answer is told, and a no is
never told as a duty met. Start reading at `fulfilment_entries`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from engine.evaluate.decision import Decision
from engine.model.case import Assessment, Statement
from engine.model.expressions import Value
from engine.model.policy import Fulfilment, Policy
from explain.circumstances import period_of
from explain.grounds import addresses
from explain.selection import Entry, FactKnown, Fulfils

Key = tuple[str, str | None]


def fulfilment_entries(policy: Policy, decision: Decision) -> Iterator[Entry]:
    """A line for each thing that fulfils a duty which was asked about and has arisen, where the case gives it."""
    judged = {(it.term, it.member) for it in decision.duties}
    for answer in decision.answers:
        clauses = policy.terms[answer.term].duty
        duty = (answer.term, answer.member)
        if clauses is None or duty in judged or answer.segments[-1].value != "must":
            continue
        for it in clauses.fulfilled_by:
            if not it.list and not it.part and policy.terms[it.term].is_given:
                yield _told(policy, decision, duty, it)


def unfulfilled(policy: Policy, decision: Decision, hidden: frozenset[str]) -> Iterator[Entry]:
    """For the person: what somebody must do that the case says is not done; of what is withheld nothing is told."""
    for entry in fulfilment_entries(policy, decision):
        if entry.kind == "duty_unmet" and isinstance(entry.what, Fulfils) and entry.what.by not in hidden:
            yield entry


def with_purpose(policy: Policy, decision: Decision, facts: Iterable[Entry]) -> Iterator[Entry]:
    """Facts, those that decide no answer with the duties that may apply and that they fulfil."""
    away = {(it.term, it.member) for it in decision.answers if it.segments[-1].value == "none"}
    away |= {(it.term, it.member) for it in decision.duties if it.arisen is False}
    for entry in facts:
        if not entry.decisive and isinstance(entry.what, FactKnown):
            duties = (it for it in duties_of(policy, decision, entry.what.term) if it not in away)
            entry = evolve(entry, what=evolve(entry.what, fulfils=tuple(duties)))
        yield entry


def duties_of(policy: Policy, decision: Decision, term: str) -> tuple[Key, ...]:
    """The duties the case asks about, or the decision concerns, that a term fulfils."""
    asked = [(it.term, it.member) for it in decision.answers]
    concerned = [(it.term, it.member) for it in decision.duties]
    return tuple(it for it in dict.fromkeys((*asked, *concerned)) if _fulfils(policy, it[0], term))


def _fulfils(policy: Policy, duty: str, term: str) -> bool:
    clauses = policy.terms[duty].duty
    return clauses is not None and any(it.term == term for it in clauses.fulfilled_by)


def _told(policy: Policy, decision: Decision, duty: Key, by: Fulfilment) -> Entry:
    member = duty[1] if by.owner == "it" else None
    value = _given(decision, (by.term, member))
    no = "assessed" if policy.terms[by.term].kind == "discretion" else "unmet"  # an assessment made may say no
    state = "unsaid" if value is None else no if value is False else "met"
    days = period_of(decision)
    what = Fulfils(duty[0], duty[1], by.term, member, value)
    step = f"fulfilment:{duty[0]}:{duty[1] or ''}:{by.term}"
    return Entry(f"duty_{state}", step, what, addresses(policy.terms[duty[0]].basis, *days), decisive=False)


def _given(decision: Decision, key: Key) -> Value | None:
    """What the case says of a fact or an assessment on the day; nothing of an assessment that does not count."""
    lacking = any((it.term, it.member) == key and it.lacks for it in decision.assessments)
    if lacking:
        return None
    day = decision.case.day
    said: list[Statement | Assessment] = [
        *decision.case.assessments.get(key, ()),
        *decision.case.facts.get(key, ()),
    ]
    return next((it.value for it in said if (it.first or day) <= day <= (it.last or day)), None)
