"""The second stratum: duties of general acts that attach to each decision of a kind (`of enkeltvedtak`).

They are judged after substance, on facts the decision itself gives: whether it grants or refuses, whether discretion
or a power was used, when it was made. A duty fulfilled by a part of the letter is listed as a part the letter needs.
Start reading at `attached`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import evolve, frozen

from engine.evaluate.validity import source_periods
from engine.model.case import Case, Key, Options, Statement
from engine.model.policy import Policy


@frozen
class Decided:
    """One decided term: what it came to on its last day and on each stretch of days, and what was used on the way."""

    term: str
    granted: bool | None
    by_days: tuple[bool | None, ...]
    discretion_used: bool
    power_used: bool


def kinds_of(policy: Policy, terms: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The decision kinds of some terms, with the terms decided as each."""
    found: dict[str, list[str]] = {}
    for term in terms:
        kind = policy.terms[term].decided_as
        if kind:
            found.setdefault(kind, []).append(term)
    return {kind: tuple(sorted(found[kind])) for kind in sorted(found)}


def attached(policy: Policy, kind: str, options: Options) -> tuple[str, ...]:
    """The duties of a decision kind, in any act that is law in the run, sorted.

    Adopted law that nobody supposes commenced asks nothing of a decision, so it costs a run nothing either.
    """
    duties = (term for term in policy.terms.values() if term.entity == kind and term.duty is not None)
    return tuple(sorted(term.id for term in duties if source_periods(policy, options, term.source) is not None))


def with_decisions(policy: Policy, kind: str, case: Case, decided: Iterable[Decided], duties: tuple[str, ...]) -> Case:
    """The case as the second stratum reads it: with what each decision of a kind says of itself."""
    facts: dict[Key, tuple[Statement, ...]] = dict(case.facts)
    for one in decided:
        for name, value in _says(one, case.decided_on).items():
            facts[_fact(policy, kind, name), one.term] = (Statement("known", value),)
    return evolve(case, facts=facts, requested=duties, last=None)


def _fact(policy: Policy, kind: str, name: str) -> str:
    """The fact of a decision kind that says something; where a source has several kinds, most carry the kind's name."""
    entity = policy.entities[kind]
    of_kind = f"{entity.source}.{entity.name}_{name}"
    return of_kind if of_kind in policy.terms else f"{entity.source}.{name}"


def _says(one: Decided, decided_on: date | None) -> Mapping[str, bool | date]:
    said: dict[str, bool | date] = {
        "open": one.granted is None,
        "discretion_used": one.discretion_used,
        "power_used": one.power_used,
    }
    if one.granted is not None:
        said |= {"granted": one.granted, "refused": not one.granted}
    if True in one.by_days and False in one.by_days:
        said["granted_in_part"] = True
    elif None not in one.by_days:
        said["granted_in_part"] = False
    if decided_on is not None:
        said["decided_on"] = decided_on
    return said
