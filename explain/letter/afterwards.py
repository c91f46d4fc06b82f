"""What may follow a decision: who hears an appeal, until when, who may help, what may be seen, what may wait.

None of it is worked out here. The terms that say so are decided by the policies' own rules, for the same person on the
day the letter arrives; this only knows which terms they are, and what of the case itself is a fact of theirs.
Start reading at `follow_up`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import evolve, frozen

from engine.evaluate.decision import Answer, RuleStep
from engine.model.case import Case, Key, Statement
from engine.model.citations import Citation
from engine.model.expressions import Value
from engine.model.policy import Policy, Rule
from explain.grounds import addresses, in_law_order, outcome_basis
from explain.letter.draft import Again
from explain.letter.procedure import ACT_1967, ACT_2025, ACTS

ARRIVED = "arrived"
"""Stands for the day the letter arrived, where a fact is that day."""

_FVL, _STL, _PBRL, _EAF = (
    "forvaltningsloven",
    "sosialtjenesteloven",
    "pasient_og_brukerrettighetsloven",
    "egenandelsforskriften",
)


@frozen
class AppealRules:
    """Where the rules on appeal stand for one kind of decision: terms, and the facts they ask for.

    The terms are the questions; which act answers them on the day is for the policies to say.
    """

    right: str
    deadline: str
    in_time: str
    given: Mapping[str, bool | str]


_GENERAL: Mapping[str, bool | str] = {
    f"{_FVL}.has_case": True,
    f"{_FVL}.exempt_information": False,
    f"{_FVL}.individual_decision_made": True,
    f"{_FVL}.decided_on_appeal": False,
    f"{_FVL}.never_notified": False,
    f"{_FVL}.notice_arrived": ARRIVED,
    f"{_FVL}.reasons_demanded_in_time": False,
    f"{_FVL}.extended_before_expiry": False,
    f"{_FVL}.appeal_pending": False,
    f"{_FVL}.lawsuit_pending_or_planned": False,
    f"{_FVL}.ombud_pending_or_planned": False,
    f"{_FVL}_2025.notice_electronic": False,
    f"{_FVL}_2025.alert_sent_on": ARRIVED,
}
"""What is so of every decision that has just been notified, unless the case says otherwise."""

_CARE = AppealRules(
    f"{_PBRL}.care_appeal",
    f"{_PBRL}.care_appeal_deadline",
    f"{_PBRL}.care_appeal_in_time",
    {
        f"{_PBRL}.claims_breach": True,
        f"{_PBRL}.is_user_or_representative": True,
        f"{_PBRL}.claims_own_right": False,
        f"{_PBRL}.only_another_got_it": False,
        f"{_PBRL}.knew_of_decision_on": ARRIVED,
    },
)
_PAYMENT = AppealRules(
    f"{_EAF}.appeal_right",
    f"{_EAF}.appeal_deadline",
    f"{_EAF}.appeal_in_time",
    {f"{_EAF}.payment_decided": True, f"{_EAF}.knew_enough_on": ARRIVED},
)
_GENERAL_ACT = f"{_FVL}.enkeltvedtak"
_ACT = {
    _STL: "LOV-2009-12-18-131",
    "integreringsloven": "LOV-2020-11-06-127",
    "boligsosialloven": "LOV-2022-12-20-121",
    "folketrygdloven": "LOV-1997-02-28-19",
}
APPEALS: Mapping[tuple[str, str], AppealRules] = {
    (_GENERAL_ACT, _ACT[_STL]): AppealRules(
        f"{_STL}.appeal_to_county_governor",
        f"{_FVL}.appeal_deadline",
        f"{_FVL}.appeal_in_time",
        {f"{_STL}.decided_by_municipality": True},
    ),
    (_GENERAL_ACT, _ACT["integreringsloven"]): AppealRules(
        "integreringsloven.appeal_integration_decision",
        f"{_FVL}.appeal_deadline",
        f"{_FVL}.appeal_in_time",
        {},
    ),
    (_GENERAL_ACT, _ACT["boligsosialloven"]): AppealRules(
        "boligsosialloven.appeal_housing_decision",
        f"{_FVL}.appeal_deadline",
        f"{_FVL}.appeal_in_time",
        {},
    ),
    (_GENERAL_ACT, _ACT["folketrygdloven"]): AppealRules(
        "folketrygdloven.benefit_appeal",
        "folketrygdloven.benefit_appeal_deadline",
        "folketrygdloven.benefit_appeal_in_time",
        {"folketrygdloven.benefit_decided": True, "folketrygdloven.benefit_notice_arrived": ARRIVED},
    ),
    ("helse_og_omsorgstjenesteloven.care_decision", ""): _CARE,
    ("helse_og_omsorgstjenesteloven.waiting_list_status", ""): _CARE,
    ("helse_og_omsorgstjenesteloven.rights_decision", ""): _CARE,
    (f"{_EAF}.payment_decision", ""): _PAYMENT,
    (f"{_EAF}.home_help_decision", ""): _PAYMENT,
}
"""The rules on appeal by kind of decision and by the act that makes it one; no act where the kind has one only.

Decisions of a kind that is not here have no rules of the Public Administration Act in their letter either.
"""

DOCUMENTS, REPRESENTED, POSTPONE = f"{_FVL}.see_the_documents", f"{_FVL}.be_represented", f"{_FVL}.postpone_decision"
COSTS = f"{_FVL}.costs_covered"
COSTS_CLAIM: Mapping[str, str] = {
    ACT_1967: f"{_FVL}.costs_claim_too_late",
    ACT_2025: f"{_FVL}_2025.costs_claimed_too_late",
}
"""The rule that says until when costs may be claimed, by the act that governs."""


@frozen
class Followed:
    """What one term came to: its value on the day, what it rests on, and the rules that gave or may give it."""

    term: str
    value: Value | None
    basis: tuple[Citation, ...]
    rules: tuple[RuleStep, ...]


@frozen
class FollowUp:
    """What may follow a decision, by term; a term the policy does not have is not there."""

    appeal: AppealRules | None
    found: Mapping[str, Followed]

    def of(self, term: str) -> Followed | None:
        """What a term came to, where the policy has it."""
        return self.found.get(term)


def kind_of(policy: Policy, case: Case) -> str:
    """The kind of decision a case asks for: that of the first requested term that is decided as one."""
    return next((policy.terms[it].decided_as for it in case.requested if policy.terms[it].decided_as), "")


def appeal_rules(policy: Policy, case: Case) -> AppealRules | None:
    """Where the rules on appeal stand for what a case asks to have decided."""
    kind = kind_of(policy, case)
    decided = next((policy.terms[it] for it in case.requested if policy.terms[it].decided_as), None)
    basis = decided.decided_as_basis if decided is not None else ()
    acts = [it.citation.document for it in basis]
    return next((APPEALS[kind, act] for act in ("", *acts) if (kind, act) in APPEALS), None)


def follow_up(policy: Policy, case: Case, received: date | None, again: Again) -> FollowUp:
    """What may follow the decision of a case, by the policies' own rules on the day the letter arrives."""
    appeal = appeal_rules(policy, case)
    if appeal is None:
        return FollowUp(None, {})
    own = (appeal.right, appeal.deadline)
    terms = tuple(it for it in dict.fromkeys((*own, DOCUMENTS, REPRESENTED, POSTPONE)) if it in policy.terms)
    if not terms:
        return FollowUp(appeal, {})
    given = {**_GENERAL, **appeal.given}
    day = received or case.decided_on or case.day
    facts = {**_facts(policy, given, received), **case.facts}
    decision = again(evolve(case, day=day, last=None, facts=facts, requested=terms))
    found = {answer.term: _followed(policy, answer, day) for answer in decision.answers}
    return FollowUp(appeal, found)


def said_of(policy: Policy, term: str, language: str, act: str) -> tuple[str, tuple[Citation, ...]]:
    """What the first rule on a term says of itself, in a language, with its provisions.

    Of two procedural acts that say it, the one in force speaks.
    """
    rules = [it for it in policy.rules.values() if it.conclusion is not None and it.conclusion.term == term]
    rules = [it for it in rules if policy.sources[it.source].document in {act} | (_documents(policy, rules) - ACTS)]
    first = min(rules, key=lambda it: (it.basis[0].citation.order, it.id), default=None)
    return (first.labels.get(language, ""), addresses(first.basis)) if first is not None else ("", ())


def _documents(policy: Policy, rules: Iterable[Rule]) -> set[str]:
    return {policy.sources[it.source].document for it in rules}


def _facts(policy: Policy, given: Mapping[str, bool | str], received: date | None) -> dict[Key, tuple[Statement, ...]]:
    """The facts of the letter itself: what is not known of it is not asked."""
    found: dict[Key, tuple[Statement, ...]] = {}
    for term, value in given.items():
        known = received if value == ARRIVED else value
        if term in policy.terms and not isinstance(known, str) and known is not None:
            found[term, None] = (Statement("known", known),)
    return found


def _followed(policy: Policy, answer: Answer, day: date) -> Followed:
    segment = answer.segments[0]
    root = segment.derivation()
    rules = [it for it in in_law_order(policy, root.id, root.rules) if it.in_force and it.standing is not False]
    return Followed(answer.term, segment.value, outcome_basis(policy, root, day), tuple(rules))
