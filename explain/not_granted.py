"""What was reckoned and not granted: the amount a refused right would have given, as the rules and facts have it.

A rule for an amount that asks for the right has its value all the same; the value is taken from the derivation.
Start reading at `not_granted_entries`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import evolve

from engine.evaluate.decision import Answer, Decision, RuleStep
from engine.model.expressions import terms_read
from engine.model.policy import Policy, Rule
from explain.consequences import Redecide
from explain.grounds import addresses
from explain.selection import Entry, NotGranted


def not_granted_entries(policy: Policy, decision: Decision, redecide: Redecide | None) -> Iterator[Entry]:
    """An entry for each amount that only the refused rights kept from being granted; nothing where it is nothing."""
    if redecide is None:
        return
    for answer in decision.answers:
        if any(it.value is False for it in answer.segments):
            yield from _of(policy, decision, redecide, answer)


def _of(policy: Policy, decision: Decision, redecide: Redecide, refused: Answer) -> Iterator[Entry]:
    rules = [it for it in policy.rules.values() if _asks_for(policy, it, refused.term)]
    terms = tuple(dict.fromkeys(it.conclusion.term for it in rules if it.conclusion is not None))
    if not terms:
        return
    wanted = {it.id for it in rules}
    for answer in redecide(evolve(decision.case, requested=terms)).answers:
        for segment in answer.segments:
            if answer.member != refused.member or not _is_refused(refused, segment.first):
                continue
            for step in segment.derivation().rules:
                if step.id in wanted and _is_kept_back(step):
                    what = NotGranted(answer.term, answer.member, step.value)
                    days = (segment.first, segment.last) if len(answer.segments) > 1 else None
                    where = f"not_granted:{answer.term}:{answer.member or ''}:{step.id}"
                    yield Entry("not_granted", where, what, addresses(step.basis), decisive=False, days=days)


def _asks_for(policy: Policy, rule: Rule, right: str) -> bool:
    """Whether a rule gives an amount of money to one who has the right."""
    said = rule.conclusion
    if said is None or said.kind != "is" or rule.kind == "exception" or not policy.terms[said.term].type.is_money:
        return False
    return right in terms_read(rule.condition)


def _is_kept_back(step: RuleStep) -> bool:
    """Whether the rule has an amount, and is in force and falls."""
    return bool(step.in_force) and step.standing is False and bool(step.value)


def _is_refused(answer: Answer, day: date) -> bool:
    return any(it.value is False and it.first <= day <= it.last for it in answer.segments)
