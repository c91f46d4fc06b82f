"""What must follow from a change: facts to gather, letters that change, cases to look at again, and what is missing.

Start reading at `follows`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from attrs import frozen

from engine.diff import changes as c
from engine.diff import values as v
from engine.diff.changes import Change
from engine.diff.impact import Impact
from engine.diff.law_text import TextChange
from engine.diff.roots import Roots
from engine.diff.values import Relation
from engine.graph.reads import of_condition, of_term, of_value
from engine.model.citations import Citation
from engine.model.policy import CaseExample, Policy

WORDS = ("labels", "met", "not_met", "ask", "described_in", "because_in")


@frozen
class Gap:
    """Days between the end of a rule and the beginning of what takes its place, both included."""

    former: str
    id: str
    first: date
    last: date


@frozen
class Follows:
    """What must follow.

    `facts` are facts and assessments that were not needed before; `letters` outcomes whose letter says something else,
    `words` declarations whose words for readers changed; `parts` letter parts that came, went or changed. `reopen` are
    outcomes of which stored cases turn, with how many (`None`: fewer than five). `without_rule` are sentences that came
    or changed and carry no rule, `without_case` outcomes that turn in no case beside the law, `days` the day before and
    the first day, where no case is on them. `transition` are changed rules that are read on another day than the day
    asked about.
    """

    facts: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    reopen: tuple[tuple[str, int | None], ...] = ()
    without_rule: tuple[Citation, ...] = ()
    without_case: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    transition: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()


def facts_to_gather(roots: Roots, relations: Iterable[Relation]) -> tuple[str, ...]:
    """The facts and assessments the outcomes that changed themselves read now and did not read."""
    found: dict[str, None] = {}
    for relation in relations:
        if relation.matters and roots.own(relation.term):
            before, after = (
                set(_given(view.policy, roots, relation.term, number)) for number, view in enumerate(roots.views)
            )
            found.update(dict.fromkeys(sorted(after - before)))
    return tuple(found)


def _given(policy: Policy, roots: Roots, term: str, side: int) -> Iterator[str]:
    if term not in policy.terms:
        return
    references = [*of_term(policy.terms[term])]
    for rule in roots.views[side].rules_behind(term):
        references += [*of_condition(rule), *of_value(rule)]
    yield from (id for kind, id in references if kind == "term" and id in policy.terms and policy.terms[id].is_given)


def letters(changes: Iterable[Change], turned: Iterable[str], policy: Policy) -> tuple[str, ...]:
    """The outcomes whose letter says something else: those that turn, and those whose rules have other words."""
    found = dict.fromkeys(it for it in turned if it in policy.terms and policy.terms[it].decided_as)
    for change in changes:
        said = [it for it in change.fields if it.field in WORDS or it.field == "basis"]
        rule = policy.rules.get(change.id)
        if said and rule is not None and rule.conclusion is not None:
            found[rule.conclusion.term] = None
        elif said and change.id in policy.terms and not policy.terms[change.id].is_given:
            found[change.id] = None
    return tuple(found)


def reopened(found: Impact | None) -> tuple[tuple[str, int | None], ...]:
    """The outcomes that turn in stored cases, and in how many."""
    told = []
    for term in found.terms if found is not None else ():
        counts = [
            count for turn, count in term.turns if turn in (v.UP, v.DOWN, v.OTHER, v.OPENED, v.CLOSED) and count != 0
        ]
        if counts:
            told.append((term.term, None if None in counts else sum(it for it in counts if it)))
    return tuple(told)


def without_rule(text: Iterable[TextChange], policy: Policy) -> tuple[Citation, ...]:
    """Sentences that came or changed, that no rule rests on and nothing is said of."""
    said = [it.citation for it in policy.statuses] + [it.citation for it in policy.not_formalised]
    said += [basis.citation for rule in policy.rules.values() for basis in rule.basis]
    return tuple(
        it.now
        for it in text
        if it.kind in ("added", "amended", "commenced")
        and not any(one.contains(it.now) or it.now.contains(one) for one in said)
    )


def missing_days(
    before: date | None, after: date | None, terms: Sequence[str], cases: Iterable[CaseExample]
) -> tuple[date, ...]:
    """The day before and the first day, where no case beside the law speaks of any of these terms on them."""
    if before is None or after is None or not terms:
        return ()
    asked = [it for it in cases if any(one.term in terms for one in it.expected)]
    first, last_before = after, after - timedelta(days=1)
    return tuple(day for day in (last_before, first) if not any(it.day <= day <= (it.last or it.day) for it in asked))


def read_elsewhere(changes: Iterable[Change], policy: Policy) -> tuple[str, ...]:
    """The changed rules that are read on another day than the day asked about."""
    rules = (policy.rules.get(it.id) for it in changes if it.matters)
    return tuple(rule.id for rule in rules if rule is not None and rule.read_on is not None)


def gaps(changes: Iterable[Change], old: Policy, new: Policy) -> tuple[Gap, ...]:
    """Where a rule ended before what takes its place began."""
    found = []
    for change in changes:
        if change.kind not in (c.AMENDED, c.RENUMBERED):
            continue
        one, other = old.rules.get(change.former or change.id), new.rules.get(change.id)
        if one is None or other is None or one.validity.last is None or other.validity.first is None:
            continue
        first, last = one.validity.last + timedelta(days=1), other.validity.first - timedelta(days=1)
        if first <= last:
            found.append(Gap(one.id, other.id, first, last))
    return tuple(found)
