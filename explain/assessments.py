"""Discretion as the law's own checklist: what must, may and must not count, who decides, and what is missing.

The engine never answers such a question; this only sets out what the law asks and what a person has written.
Start reading at `discretion_entries`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.evaluate.decision import AssessmentState, Decision, TermStep
from engine.model.case import Assessment
from engine.model.expressions import Value
from engine.model.policy import Consideration, DiscretionClauses, Policy
from explain.circumstances import period_of
from explain.conditions import reads_of
from explain.derivation import Walk
from explain.fulfilment import duties_of
from explain.grounds import addresses
from explain.selection import Considered, Days, Discretionary, Entry, Limited, Said

Key = tuple[str, str | None]

_CLOSED = ("none", "must_not")
"""The effects under which a power cannot be used."""


def discretion_entries(policy: Policy, decision: Decision, walks: Iterable[Walk], reader: str) -> Iterator[Entry]:
    """Each question left to a person that was met on the way, with its checklist; for a person those that mattered."""
    found = _met(policy, walks)
    for key, step in found.items():
        if reader == "person" and not step.decisive:
            continue
        lines = _question(policy, decision, key, step)
        yield from (it for it in lines if it.decisive or reader != "person")
    if reader == "person":
        return
    beside = [it for it in decision.assessments if (it.term, it.member) not in found]
    for it in beside:
        yield _beside(policy, decision, it)
    if not found and not beside:
        yield Entry("no_discretion", "discretion:none")


def _beside(policy: Policy, decision: Decision, state: AssessmentState) -> Entry:
    """An assessment in the case that no answer read: it may fulfil a duty, or be for nothing here."""
    given = decision.case.assessments[state.term, state.member][0]
    duties = duties_of(policy, decision, state.term)
    what = Discretionary(state.term, state.member, "beside", given.value, given, state.lacks, fulfils=duties)
    basis = addresses(policy.terms[state.term].basis, *period_of(decision))
    step = f"discretion:{state.term}:{state.member or ''}"
    return Entry("discretion_beside", step, what, basis, decisive=False)


def _met(policy: Policy, walks: Iterable[Walk]) -> dict[Key, TermStep]:
    found: dict[Key, TermStep] = {}
    for walk in walks:
        for step in walk.given.values():
            known = found.get((step.id, step.member))
            clauses = policy.terms[step.id].discretion
            if clauses is not None and (known is None or (step.decisive and not known.decisive)):
                found[step.id, step.member] = step
    return found


def _question(policy: Policy, decision: Decision, key: Key, step: TermStep) -> Iterator[Entry]:
    term = policy.terms[step.id]
    clauses = term.discretion or DiscretionClauses()
    given = (step.assessments or decision.case.assessments.get(key, ()))[:1]
    assessment = given[0] if given else None
    where = f"discretion:{step.id}:{step.member or ''}"
    state = "closed" if term.is_action and step.value in _CLOSED else _state(decision, key, step, assessment)
    door = tuple(_open_door(step)) if state == "waiting" else ()
    what = Discretionary(step.id, step.member, state, _value(step, assessment), assessment, door=door)
    days = period_of(decision)
    yield Entry(f"discretion_{what.state}", where, what, addresses(term.basis, *days), decisive=step.decisive)
    if what.state == "closed":
        return
    if clauses.kind:
        limited = "_limited" if clauses.kind == "standard" and clauses.review else ""
        yield Entry(f"kind_{clauses.kind}{limited}", f"{where}:kind", Said(step.id), level=1, decisive=False)
    lacks = _lacks(decision, key, step)
    yield from _checklist(where, step, clauses.considerations, assessment, lacks, days)
    yield from _limits(where, step, clauses, assessment, lacks, days)
    yield from _reasons(where, step, clauses, assessment, lacks, days)
    yield from _who(where, step, clauses, lacks, days)


def _state(decision: Decision, key: Key, step: TermStep, assessment: Assessment | None) -> str:
    door = step.door.value if step.door is not None else True
    if assessment is None:
        return "door_open" if door is None else "missing" if door else "not_opened"
    if assessment.state == "unknown":
        return "unknown"
    judged = next((it.state for it in decision.assessments if (it.term, it.member) == key), "")
    if judged in ("incomplete", "refused"):
        return judged
    if door is not True:
        return "waiting" if door is None else "unused"
    if assessment.used is not None:
        return "used" if assessment.used else "not_used"
    return "given"


def _open_door(step: TermStep) -> Iterator[Key]:
    """What is not settled, of what says whether a question opens."""
    for it in reads_of(step.door):
        if it.reads is not None and it.value is None:
            yield it.reads.id, it.reads.member


def _value(step: TermStep, assessment: Assessment | None) -> Value | None:
    if assessment is None:
        return None
    return assessment.value if assessment.value is not None else step.amount


def _lacks(decision: Decision, key: Key, step: TermStep) -> tuple[str, ...]:
    judged = next((it.lacks for it in decision.assessments if (it.term, it.member) == key), ())
    return tuple(dict.fromkeys((*step.lacks, *judged)))


def _checklist(
    where: str,
    step: TermStep,
    considerations: tuple[Consideration, ...],
    assessment: Assessment | None,
    lacks: tuple[str, ...],
    days: Days,
) -> Iterator[Entry]:
    """The considerations: those that must be weighed first, then those that may, then those that must not count."""
    short = assessment is not None and assessment.complete
    for kind in ("must", "may", "must_not"):
        for it in considerations:
            if it.kind != kind:
                continue
            found = assessment.considered.get(it.name, "") if assessment else ""
            relied = assessment is not None and (it.name in assessment.relied_on or bool(found))
            missing = f"consideration {it.name}" in lacks or (kind == "must" and not found and not short)
            wrong = f"forbidden {it.name}" in lacks or (kind == "must_not" and relied)
            state = "wrong" if wrong else "todo" if missing else "found" if found else "taken" if short else "free"
            what = Considered(step.id, it, found, missing or wrong)
            sort = f"{kind}_{state}" if kind != "must_not" else f"must_not_{'wrong' if wrong else 'count'}"
            told = step.decisive and (kind != "may" or bool(found) or assessment is None)
            yield Entry(sort, f"{where}:{kind}:{it.name}", what, addresses(it.basis, *days), 1, told)


def _limits(
    where: str,
    step: TermStep,
    clauses: DiscretionClauses,
    assessment: Assessment | None,
    lacks: tuple[str, ...],
    days: Days,
) -> Iterator[Entry]:
    for bound in clauses.bounds:
        broken = bound.kind in lacks or (bound.kind == "recommends" and "departure" in lacks)
        departure = assessment.departure if assessment is not None and bound.kind == "recommends" else ""
        what = Limited(step.id, bound, broken, departure)
        kind = f"limit_{bound.kind}{'_broken' if broken else ''}"
        told = step.decisive and (broken or bool(departure))
        yield Entry(kind, f"{where}:limit:{bound.kind}", what, addresses(bound.basis, *days), 1, told)


def _reasons(
    where: str,
    step: TermStep,
    clauses: DiscretionClauses,
    assessment: Assessment | None,
    lacks: tuple[str, ...],
    days: Days,
) -> Iterator[Entry]:
    """The reasons as they were written; never a reason nobody gave."""
    basis = addresses(clauses.reasons_required, *days)
    if assessment is not None and assessment.reasons:
        yield Entry("reasons_given", f"{where}:reasons", Said(step.id, assessment.reasons), basis, 1, step.decisive)
    elif clauses.reasons_required or "reasons" in lacks:
        short = assessment is not None and assessment.complete
        kind = "reasons_not_recorded" if short else "reasons_missing"
        yield Entry(kind, f"{where}:reasons", Said(step.id, missing=not short), basis, 1, step.decisive)


def _who(where: str, step: TermStep, clauses: DiscretionClauses, lacks: tuple[str, ...], days: Days) -> Iterator[Entry]:
    if clauses.authority:
        kind = "wrong_role" if "role" in lacks else "authority"
        yield Entry(kind, f"{where}:authority", Said(step.id, clauses.authority), (), 1, step.decisive)
    if clauses.review:
        basis = addresses(clauses.review_basis, *days)
        yield Entry(
            "review", f"{where}:review", Said(step.id, clauses.review, words=clauses.review_in), basis, 1, step.decisive
        )
