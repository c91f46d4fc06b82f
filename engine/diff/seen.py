"""What the cases at hand show of a change: whether one of them turns, and whether one is decided for other reasons.

Start reading at `turning` and `other_reasons`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import evolve

from engine.evaluate import decide, settle
from engine.model.case import Case, Key, Options
from engine.model.citations import Citation
from engine.model.policy import Policy
from engine.records.examples import case_of

MOST = 25
"""How many cases are decided in full to look for other reasons for one outcome."""


def examples(policy: Policy, day: date | None) -> tuple[Case, ...]:
    """The cases beside the law that take the readings chosen, on a day where one is given, else on their own."""
    cases = [
        case_of(policy, it)[0] for it in policy.cases if it.expected and not it.readings and not it.supposed
    ]  # fmt: skip
    return moved(cases, day)


def moved(cases: Iterable[Case], day: date | None) -> tuple[Case, ...]:
    """Cases as they would be on a day."""
    return tuple(evolve(it, day=day or it.day, last=None) for it in cases)


def turning(old: Policy, new: Policy, term: str, cases: Iterable[Case], options: Options) -> Case | None:
    """A case that asks for a term and comes out differently."""
    asked = (evolve(it, requested=(term,)) for it in cases if term in it.requested)
    return next((it for it in asked if settle(old, it, options) != settle(new, it, options)), None)


def other_reasons(old: Policy, new: Policy, term: str, cases: Sequence[Case], options: Options) -> Case | None:
    """A case with the same outcome on other provisions."""
    asked = [evolve(it, requested=(term,)) for it in cases if term in it.requested][:MOST]
    return next((it for it in asked if _grounds(old, it, options) != _grounds(new, it, options)), None)


def _grounds(policy: Policy, case: Case, options: Options) -> list[tuple[object, frozenset[Citation]]]:
    """Each value with the provisions that decided it."""
    answers = decide(policy, case, options).answers
    return [
        (it.value, frozenset(one.citation for id, _, _ in it.grounds for one in policy.rules[id].basis))
        for answer in answers
        for it in answer.segments
    ]


def waiting(policy: Policy, case: Case, options: Options) -> tuple[Key, ...]:
    """The facts, assessments and terms a case waits for, as decided by one version."""
    answers = decide(policy, case, options).answers
    waits = (wait for answer in answers for segment in answer.segments for wait in segment.waits)
    return tuple(dict.fromkeys((it.id, it.member or None) for it in waits if it.id in policy.terms))
