"""Rules, exceptions, presumptions and duties: what they conclude, set aside and rest on."""

from __future__ import annotations

from datetime import date

import pytest

from engine.model.citations import Basis, Citation
from engine.model.expressions import YES
from engine.model.policy import Period
from tests.resolve.plain import ACT, bound, codes, read, shown

FACTS = (
    ACT
    + """
fact ill of person : yes or no
fact day_of_assessment of person : date
fact small of child : yes or no
amount need of person : money per month
amount cost of child : money per month
right support of person
action visit of person by municipality
action visit_child of child by municipality
"""
)
RULE = "rule r\n  basis § 1 ledd 1\n  person has support\n  when ill\n"


def test_when_and_unless_are_one_condition() -> None:
    policy = bound(
        f"{FACTS}term t of person\n"
        "rule a1\n  basis § 1\n  t holds\n"
        "rule a2\n  basis § 1\n  t holds\n  when ill\n"
        "rule a3\n  basis § 1\n  t holds\n  unless ill\n"
        "rule a4\n  basis § 1\n  t holds\n  when ill and not ill unless ill\n"
    )
    assert policy.rules["a.a1"].condition is YES
    assert [shown(policy.rules[f"a.a{n}"].condition) for n in (2, 3, 4)] == [
        "ill",
        "not(ill)",
        "and(ill, not(ill), not(ill))",
    ]


@pytest.mark.parametrize(
    ("conclusion", "kind", "term"),
    [
        ("person has support", "holds", "a.support"),
        ("support holds", "holds", "a.support"),
        ("support of person holds", "holds", "a.support"),
        ("support is ill", "is", "a.support"),
        ("need is 5 kr", "is", "a.need"),
        ("need is at most 5 kr", "at_most", "a.need"),
        ("need of person is at least 5 kr", "at_least", "a.need"),
        ("municipality must visit", "must", "a.visit"),
        ("municipality may visit", "may", "a.visit"),
        ("municipality must not visit", "must_not", "a.visit"),
        ("municipality should visit", "should", "a.visit"),
        ("cost of child is 5 kr", "is", "a.cost"),
    ],
)
def test_every_way_to_conclude(conclusion: str, kind: str, term: str) -> None:
    rule = bound(f"{FACTS}rule r\n  basis § 1\n  {conclusion}\n").rules["a.r"]
    assert rule.conclusion is not None
    assert (rule.conclusion.kind, rule.conclusion.term) == (kind, term)
    assert rule.subject == ("a.child" if term == "a.cost" else "a.person")


@pytest.mark.parametrize(
    ("conclusion", "code"),
    [
        ("need holds", "R304"),
        ("support is at most 5 kr", "R304"),
        ("visit holds", "R304"),
        ("municipality must support", "R304"),
        ("ill holds", "R305"),
        ("person must visit", "R319"),
        ("child has support", "R111"),
        ("support of child holds", "R111"),
        ("municipality has support", "R111"),
        ("person has suport", "R102"),
        ("person has r", "R103"),
        ("somebody must visit", "R102"),
        ("need is ill", "R201"),
        ("need is 2/3 of what otherwise applies", "R307"),
    ],
)
def test_what_cannot_be_concluded_so(conclusion: str, code: str) -> None:
    policy, found = read(f"{FACTS}rule r\n  basis § 1\n  {conclusion}\n")
    assert [each.code for each in found] == [code]
    assert "a.r" not in policy.rules


@pytest.mark.parametrize(
    ("kind", "effect"), [("duty", "must"), ("power", "may"), ("prohibition", "must not"), ("guidance", "should")]
)
def test_a_declared_effect_is_the_only_one(kind: str, effect: str) -> None:
    begun = f"{FACTS}{kind} x of person by municipality\nrule r\n  basis § 1\n  municipality"
    assert codes(f"{begun} {effect} x\n") == []
    for other in {"must", "may", "must not", "should"} - {effect}:
        assert codes(f"{begun} {other} x\n") == ["R306"]


def test_a_rule_without_a_basis_is_left_out() -> None:
    policy, found = read(f"{FACTS}rule r\n  person has support\nexception e to r\n  basis § 2\n  when ill\n")
    assert [each.code for each in found] == ["R401"]
    assert not policy.rules


def test_citations_are_values() -> None:
    policy = bound(
        f"{FACTS}rule r\n"
        "  basis § 20 a ledd 1 punktum 3 bokstav a until 2024-05-31, fvl § 25 since 2024-06-01\n"
        "  basis LOV-1999-07-02-63 § 2-1 d, circular A-3/2023, forvaltningsloven kapittel IV\n"
        "  person has support\n"
    )
    assert policy.rules["a.r"].basis == (
        Basis(Citation("LOV-2000-01-01-1", "20a", (("L", "1"), ("P", "3"), ("b", "a"))), None, date(2024, 5, 31)),
        Basis(Citation("LOV-1967-02-10", "25"), date(2024, 6, 1)),
        Basis(Citation("LOV-1999-07-02-63", "2-1d")),
        Basis(Citation("A-3/2023")),
        Basis(Citation("LOV-1967-02-10", chapter="IV")),
    )


def test_a_source_without_a_number_is_cited_by_its_name() -> None:
    policy = bound(f"{FACTS.replace('LOV-2000-01-01-1', '')}{RULE}")
    assert str(policy.rules["a.r"].basis[0].citation) == "a § 1 L1"


def test_the_days_a_rule_is_in_force() -> None:
    policy = bound(
        f"{FACTS}rule r\n  basis § 1\n  in force from 2017-01-01 to 2020-12-31\n  person has support\n"
        "rule q\n  basis § 1\n  in force once commenced\n  person has support\n"
        "rule s\n  basis § 1\n  in force until 2016-12-31\n  person has support\n"
    )
    assert policy.rules["a.r"].validity == Period(date(2017, 1, 1), date(2020, 12, 31))
    assert policy.rules["a.q"].once_commenced
    assert policy.rules["a.s"].validity == Period(None, date(2016, 12, 31))


# ── exceptions ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_exception_names_a_rule_or_every_rule_of_a_term() -> None:
    policy = bound(
        f"{FACTS}{RULE}rule s\n  basis § 2\n  person has support\n"
        "exception e to r\n  basis § 3\n  when ill\n"
        "exception f to support\n  basis § 4\n  when ill\n"
        "exception g to support\n  basis § 4\n  support is no\n  when ill\n"
    )
    assert policy.rules["a.e"].targets == ("a.r",)
    assert policy.rules["a.f"].targets == ("a.r", "a.s", "a.g")
    assert policy.rules["a.g"].targets == ("a.r", "a.s"), "never itself"
    assert policy.rules["a.f"].targets_written == ("support",)


def test_an_exception_reaches_across_acts_and_terms() -> None:
    other = "regulation b FOR-2000-01-01-1\nuses a\n"
    policy = bound(
        f"{FACTS}{RULE}",
        f"{other}rule own\n  basis § 1\n  person has support\n  when ill\n"
        "exception e to support\n  basis § 2\n  when ill\n",
    )
    assert policy.rules["b.e"].targets == ("a.r", "b.own")


def test_rules_of_an_address_are_those_whose_first_basis_lies_there() -> None:
    rules = "".join(
        f"rule r{number}\n  basis {basis}\n  person has support\n"
        for number, basis in enumerate(["§ 1 ledd 1", "§ 1 ledd 2 punktum 1", "§ 1 a", "§ 2, § 1", "§ 10", "fvl § 1"])
    )
    policy = bound(
        f"{FACTS}{rules}"
        "exception e to rules of § 1\n  basis § 9\n  when ill\n"
        "exception f to rules of § 1 except § 1 ledd 2\n  basis § 9\n  when ill\n"
        "exception g to rules of a except § 1 and § 9\n  basis § 9\n  when ill\n"
        "exception h to rules of § 1, r4\n  basis § 9\n  when ill\n"
    )
    assert policy.rules["a.e"].targets == ("a.r0", "a.r1")
    assert policy.rules["a.f"].targets == ("a.r0",)
    assert policy.rules["a.g"].targets == ("a.r2", "a.r3", "a.r4")
    assert policy.rules["a.h"].targets == ("a.r0", "a.r1", "a.r4")
    assert policy.rules["a.f"].targets_written == ("rules of § 1 except § 1 ledd 2",)


CHAPTERS = {"LOV-2000-01-01-1": {"1": "1", "17": "4", "18": "4", "18a": "4", "19": "5"}}


def test_rules_of_a_chapter_follow_the_structure_of_the_act() -> None:
    rules = "".join(f"rule r{key}\n  basis § {key}\n  person has support\n" for key in ("1", "17", "18", "18a", "19"))
    text = f"{FACTS}{rules}exception e to rules of kapittel 4 except § 17\n  basis § 1\n  when ill\n"
    assert bound(text, structure=CHAPTERS).rules["a.e"].targets == ("a.r18", "a.r18a")
    assert codes(text) == ["R403"]
    assert [each.code for each in read(text.replace("kapittel 4", "kapittel 7"), structure=CHAPTERS)[1]] == ["R405"]


def test_the_chapters_of_the_acts_we_cite_are_known() -> None:
    text = FACTS.replace("act a LOV-2000-01-01-1", "act a LOV-2009-12-18-131")
    rules = "".join(f"rule r{key}\n  basis § {key}\n  person has support\n" for key in ("4", "17", "18", "20a", "35"))
    other = (
        "regulation b FOR-2011-12-16-1251\nuses a\n"
        "exception e to rules of a kapittel 4 except § 17\n  basis § 1\n  when ill\n"
    )
    policy = bound(f"{text}{rules}", other)
    assert policy.rules["b.e"].targets == ("a.r18", "a.r20a", "a.r35")


def test_a_section_gone_from_an_act_numbered_by_chapter_is_still_in_its_chapter() -> None:
    structure = {"LOV-2000-01-01-1": {"2-1": "2", "3-1": "3"}}
    text = (
        f"{FACTS}rule r\n  basis § 2-1 a\n  person has support\n"
        "exception e to rules of kapittel 2\n  basis § 1\n  when ill\n"
    )
    assert bound(text, structure=structure).rules["a.e"].targets == ("a.r",)


def test_precedence_is_an_exception_in_short() -> None:
    policy = bound(
        f"{FACTS}rule r\n  basis § 1\n  need is 5 kr\n"
        "rule q\n  basis § 2\n  precedes r basis § 7\n  need is 6 kr\n"
        "exception e to q\n  basis § 3\n  precedes r basis § 8\n  need is what otherwise applies less 1 kr\n"
    )
    assert policy.rules["a.q"].kind == "rule"
    assert policy.rules["a.q"].targets == ("a.r",)
    assert [str(each.citation) for each in policy.rules["a.q"].precedence_basis] == ["LOV-2000-01-01-1 § 7"]
    assert policy.rules["a.e"].targets == ("a.q", "a.r")


def test_an_exception_that_aims_at_nothing_is_left_out_with_a_warning() -> None:
    text = (
        f"{FACTS}{RULE}exception e to rules of § 3\n  basis § 9\n  when ill\n"
        "exception f to need\n  basis § 9\n  when ill\n"
    )
    policy, found = read(text)
    assert [(each.code, each.severity.value) for each in found] == [("R310", "warning")] * 2
    assert list(policy.rules) == ["a.r"]


def test_an_exception_goes_when_its_every_target_was_left_out() -> None:
    policy, found = read(
        f"{FACTS}rule r\n  basis § 1\n  person has support\n  when oops\n"
        "exception e to f\n  basis § 2\n  when ill\nexception f to r\n  basis § 2\n  when ill\n"
        "rule q\n  basis § 1\n  precedes r basis § 7\n  person has support\n"
    )
    assert [each.code for each in found] == ["R102"]
    assert list(policy.rules) == ["a.q"]
    assert policy.rules["a.q"].targets == ()


def test_an_exception_to_itself_is_reported() -> None:
    assert codes(f"{FACTS}{RULE}exception e to e\n  basis § 9\n  when ill\n") == ["R308"]


def test_whom_an_exception_without_a_conclusion_is_about() -> None:
    children = "rule c\n  basis § 5\n  municipality may visit_child\n"
    policy = bound(
        f"{FACTS}{RULE}{children}"
        "exception e to c\n  basis § 2\n  when small\n"
        "exception f to e\n  basis § 3\n  when small\n"
        "exception g to c, r\n  basis § 3\n  when ill\n"
        "exception h to g\n  basis § 3\n  when ill\n"
    )
    assert {name: policy.rules[f"a.{name}"].subject for name in "efgh"} == {
        "e": "a.child",
        "f": "a.child",
        "g": "a.person",
        "h": "a.person",
    }


def test_an_exception_about_a_member_cannot_set_aside_what_is_about_another() -> None:
    text = (
        f"{FACTS}rule r\n  basis § 1\n  municipality may visit\n"
        "exception e to r\n  basis § 2\n  municipality must visit_child\n"
    )
    assert codes(text) == ["R316"]


def test_long_chains_of_exceptions_are_bound_without_recursion() -> None:
    chain = "".join(f"exception e{n} to e{n + 1}\n  basis § 2\n  when ill\n" for n in range(3_000))
    policy = bound(f"{FACTS}{RULE}{chain}exception e3000 to r\n  basis § 2\n  when ill\n")
    assert policy.rules["a.e0"].subject == "a.person"


def test_a_departure_is_of_the_type_it_departs_from() -> None:
    policy = bound(
        f"{FACTS}rule r\n  basis § 1\n  need is 5 kr\n"
        "exception e to r\n  basis § 2\n  need is 2/3 of what otherwise applies\n"
        "exception f to r\n  basis § 2\n  need is at most what otherwise applies plus_kr\n".replace(
            " plus_kr", " + 1 kr"
        )
    )
    conclusion = policy.rules["a.e"].conclusion
    assert conclusion is not None
    assert shown(conclusion.value) == "product(2/3, otherwise)"  # type: ignore[arg-type]
    yes_no = "exception e to r\n  basis § 2\n  support is what otherwise applies\n"
    assert codes(f"{FACTS}{RULE}{yes_no}") == ["R307"]
    condition = "exception e to r\n  basis § 2\n  need is 5 kr\n  when what otherwise applies > 4 kr\n"
    assert codes(f"{FACTS}rule r\n  basis § 1\n  need is 5 kr\n{condition}") == ["R307"]


# ── dates, readings, presumptions, duties ───────────────────────────────────────────────────────────────────────


def test_a_rule_is_read_on_the_date_of_its_term_unless_it_says_another() -> None:
    policy = bound(
        f"{FACTS}amount x of person : money\n  read on day_of_assessment\n"
        "rule r\n  basis § 1\n  x is 5 kr\n"
        "rule q\n  basis § 1\n  read on (1 month after day_of_assessment)\n  x is 5 kr\n"
    )
    assert shown(policy.rules["a.r"].read_on) == "day_of_assessment"  # type: ignore[arg-type]
    assert shown(policy.rules["a.q"].read_on) == "day_of_assessment + 1 month"  # type: ignore[arg-type]
    assert codes(f"{FACTS}rule r\n  basis § 1\n  read on ill\n  person has support\n") == ["R204"]


def test_a_rule_may_exist_under_one_reading_only() -> None:
    doubt = 'interpretation doubt of § 1\n  reading narrow chosen "n" because "b"\n  reading wide "w" because "b"\n'
    rule = "rule r\n  basis § 1\n  under doubt reading {}\n  person has support\n"
    policy = bound(f"{FACTS}{doubt}{rule.format('wide')}")
    assert policy.rules["a.r"].reading == ("a.doubt", "wide")
    assert policy.interpretations["a.doubt"].chosen == "narrow"
    assert codes(f"{FACTS}{doubt}{rule.format('white')}") == ["R117"]
    assert codes(f"{FACTS}{doubt.replace(' chosen', '')}") == ["R321"]
    assert codes(f"{FACTS}{doubt.replace('wide', 'wide chosen')}") == ["R321"]
    assert codes(f"{FACTS}{doubt.replace('wide', 'narrow')}") == ["R321"]


def test_a_presumption_has_a_counter_fact() -> None:
    begun = f"{FACTS}presumption p\n  basis § 1\n  person has support\n  when not ill\n  unless shown"
    rule = bound(f"{begun} ill by municipality\n").rules["a.p"]
    assert (rule.kind, rule.unless_shown, rule.shown_by) == ("presumption", ("a.ill", None), "municipality")
    assert codes(f"{begun} support\n") == ["R315"]
    assert codes(f"{begun} day_of_assessment\n") == ["R315"]
    assert codes(f"{begun} small\n") == ["R112"]


def test_a_duty_that_arises_is_a_rule_of_its_name() -> None:
    policy = bound(
        f"{FACTS}part appeal basis § 8\n"
        "duty look of child by municipality\n"
        "  basis § 4, § 1\n"
        "  in force from 2020-01-01\n"
        "  arises when small\n"
        "  fulfilled by cost\n"
        "  fulfilled by cost of c for every c in children of person where small of c\n"
        "  fulfilled by part appeal\n"
        "  due before decision, visit\n"
    )
    rule, duty = policy.rules["a.look"], policy.terms["a.look"].duty
    assert duty is not None
    assert rule.conclusion is not None
    assert (rule.conclusion.kind, rule.conclusion.term, rule.subject) == ("must", "a.look", "a.child")
    assert [str(each.citation) for each in rule.basis] == ["LOV-2000-01-01-1 § 4", "LOV-2000-01-01-1 § 1"]
    assert shown(rule.condition) == "small of it"
    assert rule.validity == Period(date(2020, 1, 1))
    assert duty.before == ("decision", "a.visit")
    own, every, part = duty.fulfilled_by
    assert (own.term, own.owner) == ("a.cost", "it")
    assert (every.term, every.owner, every.list, every.variable) == ("a.cost", "c", "a.children", "c")
    assert shown(every.where) == "small of c"
    assert part.part == "a.appeal"
    assert codes(f"{FACTS}duty look of child by municipality\n  arises when small\n") == ["R401"]


def test_what_is_left_to_others_is_concluded_by_them_alone() -> None:
    term = "amount local_rate of person : money\n  left to municipality basis § 5\n"
    local = "local byen FOR-2020-01-01-1\nuses a\nrule {} basis § 1 ledd 1\n  {}\n"
    assert codes(f"{FACTS}{term}", local.format("q", "local_rate is at most 5 kr")) == []
    assert codes(f"{FACTS}{term}rule r basis § 1 ledd 1\n  local_rate is 5 kr\n") == ["R320"]
    assert codes(f"{FACTS}{term}", local.format("q", "need is 5 kr")) == ["R320"]
    aside = "local byen FOR-2020-01-01-1\nuses a\nexception e to r\n  basis § 1\n  when ill\n"
    assert codes(f"{FACTS}{RULE}", aside) == ["R320"]
