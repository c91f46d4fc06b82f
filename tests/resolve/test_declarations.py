"""Declarations: facts, discretion, parameters, tables and the rest of the vocabulary."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from engine.model.policy import FreeDay, Period
from engine.model.units import DATE, EFFECT, NUMBER, PERCENT, TEXT, YES_NO, Type, Unit
from tests.resolve.plain import ACT, bound, codes, read, shown

FACTS = (
    f"{ACT}fact ill of person : yes or no\nfact income of person : money per year\nfact persons of person : number\n"
)


@pytest.mark.parametrize(
    ("written", "type"),
    [
        ("fact x of person : yes or no", YES_NO),
        ("fact x of person : date", DATE),
        ("fact x of person : number", NUMBER),
        ("fact x of person : percent", PERCENT),
        ("fact x of person : text", TEXT),
        ("fact x of person : money", Type("number", Unit.of(kr=1))),
        ("fact x of person : money per month", Type("number", Unit.of(kr=1, month=-1))),
        ("fact x of person : money per benefit_day", Type("number", Unit.of(kr=1, benefit_day=-1))),
        ("fact x of person : years", Type("number", Unit.of(year=1))),
        ("fact x of person : hours per week", Type("number", Unit.of(hour=1, week=-1))),
        ("fact x of person : one of low, high", Type("choice", choices=("low", "high"))),
        ("term x of person", YES_NO),
        ("discretion x of person", YES_NO),
        ("right x of person", YES_NO),
        ("amount x of person : percent", PERCENT),
        ("action x of person by municipality", EFFECT),
        ("duty x of municipality", EFFECT),
    ],
)
def test_what_a_declaration_is(written: str, type: Type) -> None:
    assert bound(f"{ACT}{written}\n").terms["a.x"].type == type


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("amount x of person", "R207"),
        ("amount x of person : yes or no", "R207"),
        ("amount x of person : date", "R207"),
        ("right x of person : money", "R207"),
        ("power x of person by municipality : date", "R207"),
        ("fact x : date", "R303"),
        ("fact x of someone : date", "R102"),
        ("fact x of children : date", "R103"),
        ("action x of person by council", "R102"),
        ("fact x of person : money per fortnight", "R206"),
        ("list x of person : childs", "R102"),
        ("fact x of person : date opens when ill", "R301"),
        ("fact x of person : date read on x", "R301"),
        ("fact x of person : yes or no standard", "R301"),
        ("fact x of person : yes or no in force once commenced", "R301"),
        ("discretion x of person applies when ill", "R301"),
        ("discretion x of person : money range 0 kr to 5 kr", "R301"),
        ("right x of person held by nav", "R301"),
        ("right x of person arises when ill", "R301"),
        ("prohibition x of person by municipality free", "R301"),
        ("discretion x of person at least 5 kr basis § 1", "R301"),
        ("discretion x of person : money at least 5 kr per month basis § 1", "R201"),
        ("discretion x of person standard free", "R318"),
        ("discretion x of person authority nobody_knows", "R102"),
        ("discretion x of person standard standard", "R302"),
        ('fact x of person : date ask nb "a" nb "b"', "R302"),
        ("fact x of person : yes or no applies when income", "R202"),
        ("fact x of person : money range 0 kr per year to 5 kr", "R201"),
        ("fact x of person : one of when_then, eller", "R107"),
        ("right x of person decided as vedtak basis § 1", "R102"),
        ("right x of person in force from 2024-01-02 to 2024-01-01", "R309"),
        ("calendar x basis § 1 excludes caturday", "R317"),
        ("calendar x basis § 1 excludes 31 june", "R317"),
        ("calendar x basis § 1 excludes 1 juni_", "R317"),
        ("parameter x : money renewed every 1 foo", "R317"),
    ],
)
def test_what_a_declaration_cannot_be(written: str, code: str) -> None:
    assert codes(f"{FACTS}{written}\n") == [code]


def test_a_fact_with_everything() -> None:
    fact = bound(
        f"{FACTS}fact x of person : money per month\n"
        '  nb "x på norsk"  en "x in English"\n'
        "  basis § 1, § 2\n"
        '  ask nb "Hva er x?"  en "What is x?"\n'
        "  held by skatteetaten, nav\n"
        "  range 0 kr to 100 kr\n"
        "  varies by calendar year\n"
        "  applies when ill\n"
        "  formerly y\n"
    ).terms["a.x"]
    assert fact.labels == {"nb": "x på norsk", "en": "x in English"}
    assert fact.ask == {"nb": "Hva er x?", "en": "What is x?"}
    assert fact.held_by == ("skatteetaten", "nav")
    assert fact.range is not None
    assert [shown(end) for end in fact.range] == ["0 kr/month", "100 kr/month"]
    assert (fact.varies_by, fact.formerly, fact.is_given) == ("calendar_year", ("y",), True)
    assert fact.applies_when is not None
    assert len(fact.basis) == 2


def test_words_both_ways() -> None:
    right = bound(f'{ACT}right x of person\n  nb "x"\n  nb met "Du har" not met "Du har ikke"\n').terms["a.x"]
    assert (right.labels, right.met, right.not_met) == ({"nb": "x"}, {"nb": "Du har"}, {"nb": "Du har ikke"})


def test_a_discretion_with_everything() -> None:
    term = bound(
        f"{FACTS}decision kind vedtak basis § 2\n"
        "discretion x of person : money per month\n"
        "  free\n"
        "  authority municipality\n"
        "  opens when ill\n"
        '  must consider ill nb "sykdom" basis § 4\n'
        "  may consider own_view basis § 42\n"
        "  must not consider wealth basis § 18\n"
        "  recommends 5 kr basis § 5\n"
        "  at least 0 kr basis § 6\n"
        "  at most 9 kr basis § 7\n"
        "  reasons required basis fvl § 25\n"
        '  review "full" basis § 48\n'
    ).terms["a.x"]
    clauses = term.discretion
    assert clauses is not None
    assert (clauses.kind, clauses.authority, clauses.review) == ("free", "municipality", "full")
    assert [(each.name, each.kind, each.term) for each in clauses.considerations] == [
        ("ill", "must", "a.ill"),
        ("own_view", "may", None),
        ("wealth", "must_not", None),
    ]
    assert clauses.considerations[0].labels == {"nb": "sykdom"}
    assert [(each.kind, shown(each.value)) for each in clauses.bounds] == [
        ("recommends", "5 kr/month"),
        ("at_least", "0 kr/month"),
        ("at_most", "9 kr/month"),
    ]
    assert [str(each.citation) for each in clauses.reasons_required] == ["LOV-1967-02-10 § 25"]
    assert clauses.review_basis


def test_a_power_has_a_size_and_may_have_considerations() -> None:
    power = bound(
        f"{FACTS}power x of person by municipality : money per month\n  free\n  at most 9 kr basis § 7\n"
    ).terms["a.x"]
    assert (power.type, power.body) == (EFFECT, "a.municipality")
    assert power.amount_type == Type("number", Unit.of(kr=1, month=-1))
    assert power.discretion is not None
    assert [shown(bound.value) for bound in power.discretion.bounds] == ["9 kr/month"]
    assert bound(f"{FACTS}power y of person by municipality\n").terms["a.y"].discretion is None


# ── parameters ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_parameter_is_its_history() -> None:
    parameter = bound(
        f"{ACT}parameter g : money per year\n"
        '  nb "grunnbeløpet"\n'
        "  basis § 1-4\n"
        "  renewed every 1 may\n"
        "  from 2024-05-01 124 028 kr known 2024-05-24 basis FOR-2024-05-24-815\n"
        "  from 2023-05-01 to 2024-04-30 118 620 kr\n"
        "  from 2025-05-01 unverified\n"
    ).parameters["a.g"]
    assert parameter.type == Type("number", Unit.of(kr=1, year=-1))
    assert parameter.renewed == (5, 1)
    rows = [(row.first, row.last, row.value, row.known_on, str(row.basis[0].citation)) for row in parameter.values]
    assert rows == [
        (date(2023, 5, 1), date(2024, 4, 30), Fraction(118_620), date(2023, 5, 1), "LOV-2000-01-01-1 § 1-4"),
        (date(2024, 5, 1), None, Fraction(124_028), date(2024, 5, 24), "FOR-2024-05-24-815"),
        (date(2025, 5, 1), None, None, date(2025, 5, 1), "LOV-2000-01-01-1 § 1-4"),
    ]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("from 2024-01-01 5 kr from 2024-01-01 6 kr", "R311"),
        ("from 2024-01-01 5 kr per month", "R201"),
        ("from 2024-01-01 5", "R201"),
        ("from 2024-01-01 2024-01-01", "R201"),
        ("from 2024-01-02 to 2024-01-01 5 kr", "R309"),
        ("from 2024-01-01 5… kr", "R208"),
    ],
)
def test_what_a_history_cannot_hold(rows: str, code: str) -> None:
    assert codes(f"{ACT}parameter g : money per year {rows}\n") == [code]


def test_two_values_of_one_day_need_days_on_which_they_were_known() -> None:
    rows = "from 2024-01-01 5 kr known 2023-12-01 from 2024-01-01 6 kr known 2024-02-01"
    assert len(bound(f"{ACT}parameter g : money per year {rows}\n").parameters["a.g"].values) == 2


def test_values_below_zero_and_percentages() -> None:
    policy = bound(f"{ACT}parameter g : percent from 2024-01-01 25.5 %\nparameter h : money from 2024-01-01 -5 kr\n")
    assert policy.parameters["a.g"].values[0].value == Fraction(51, 200)
    assert policy.parameters["a.h"].values[0].value == -5


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────

TABLE = """fact household of person : one of single, couple
table rate : money per month
  nb "satsen"
  basis § 18 ledd 4
  in force from {first} to {last}
  | household | ill | persons | amount   |
  | single    | yes | _       | 7 550 kr |
  | couple    | no  | 2 to 4  | 100 kr per month |
  | _         | _   | 5       | 1 kr |
"""


def test_a_table_is_an_amount_with_a_rule_for_each_row() -> None:
    policy = bound(FACTS + TABLE.format(first="2023-07-01", last="2023-12-31"))
    term = policy.terms["a.rate"]
    assert (term.kind, term.is_table, term.entity, term.labels) == ("amount", True, "a.person", {"nb": "satsen"})
    assert list(policy.rules) == [f"a.rate_2023_07_01_row_{number}" for number in (1, 2, 3)]
    assert [shown(rule.condition) for rule in policy.rules.values()] == [
        'and(household = "single", ill)',
        'and(household = "couple", not(ill), between(persons, 2, 4))',
        "persons = 5",
    ]
    conclusions = [rule.conclusion for rule in policy.rules.values()]
    assert [shown(each.value) for each in conclusions if each and each.value] == [
        "7550 kr/month",
        "100 kr/month",
        "1 kr/month",
    ]
    first = policy.rules["a.rate_2023_07_01_row_1"]
    assert first.validity == Period(date(2023, 7, 1), date(2023, 12, 31))
    assert str(first.basis[0].citation) == "LOV-2000-01-01-1 § 18 L4"


def test_tables_of_one_name_are_one_amount() -> None:
    later = TABLE.split("\n", 1)[1].format(first="2024-01-01", last="2024-12-31")
    policy = bound(FACTS + TABLE.format(first="2023-07-01", last="2023-12-31") + later)
    assert len(policy.rules) == 6
    assert [term for term in policy.terms.values() if term.is_table] == [policy.terms["a.rate"]]
    again = TABLE.split("\n", 1)[1].format(first="2023-07-01", last="2024-12-31")
    assert codes(FACTS + TABLE.format(first="2023-07-01", last="2023-12-31") + again) == ["R313"]
    other = later.replace("per month", "per year").replace("  nb", "  en")
    assert codes(FACTS + TABLE.format(first="2023-07-01", last="2023-12-31") + other) == ["R313"]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("| ill | amount | | yes | 5 kr | 6 kr |", "R312"),
        ("| ill | amount |", "R312"),
        ("| 5 | amount | | yes | 5 kr |", "R312"),
        ("| ill | amount | | yes | _ |", "R312"),
        ("| ill | amount | | yes | word |", "R312"),
        ("| ill | amount | | 1 to 2 | 5 kr |", "R201"),
        ("| ill | amount | | 3 | 5 kr |", "R201"),
        ("| ill | amount | | yes | 5 kr per year |", "R201"),
        ("| il | amount | | yes | 5 kr |", "R102"),
        ("| persons | amount | | 1 kr to 2 kr | 5 kr |", "R201"),
    ],
)
def test_what_a_table_cannot_be(rows: str, code: str) -> None:
    assert codes(f"{FACTS}table rate of person : money per month basis § 1 ledd 1 {rows}\n") == [code]


def test_a_table_without_a_basis_has_no_rows() -> None:
    policy, found = read(f"{FACTS}table rate of person : money | ill | amount | | yes | 5 kr |\n")
    assert [each.code for each in found] == ["R401"]
    assert not policy.rules
    assert "a.rate" in policy.terms


# ── the rest ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_calendar_knows_months_and_weekdays_in_every_language() -> None:
    days = "lørdag, sundag, 1 may, 17 mai, 24 desember, easter, easter -2, easter +39"
    calendar = bound(f'{ACT}calendar c nb "fridager" basis § 149 excludes {days}\n').calendars["a.c"]
    assert calendar.free == (
        FreeDay("weekday", 5),
        FreeDay("weekday", 6),
        FreeDay("fixed", 5, 1),
        FreeDay("fixed", 5, 17),
        FreeDay("fixed", 12, 24),
        FreeDay("easter", 0),
        FreeDay("easter", -2),
        FreeDay("easter", 39),
    )


def test_every_decision_of_a_kind_knows_itself() -> None:
    text = (
        f'{ACT}decision kind vedtak nb "vedtak" basis § 2\n'
        "fact favourable of vedtak : yes or no\n"
        "duty reasons of vedtak by municipality\n  basis § 24\n"
        "  arises when not granted and favourable = no and discretion_used of vedtak and decided_on > 2020-01-01\n"
    )
    policy = bound(text)
    assert policy.entities["a.vedtak"].is_decision_kind
    assert policy.terms["a.granted"].entity == "a.vedtak"
    assert policy.terms["a.decided_on"].type == DATE
    assert shown(policy.rules["a.reasons"].condition) == (
        "and(not(granted of it), favourable of it = no, discretion_used of it, decided_on of it > 2020-01-01)"
    )
    substance = "right x of person\nrule r\n  basis § 1\n  person has x\n  when "
    assert codes(f"{text}{substance}granted of vedtak\n") == ["R314"]
    assert codes(f"{text}{substance}favourable of vedtak\n") == ["R314"]
    assert codes(f"{text}{substance}granted\n") == ["R102"]


def test_a_right_is_decided_as_a_kind() -> None:
    policy = bound(f"{ACT}decision kind vedtak basis § 2\nright x of person\n  decided as vedtak basis § 41 ledd 2\n")
    assert policy.terms["a.x"].decided_as == "a.vedtak"
    assert [str(each.citation) for each in policy.terms["a.x"].decided_as_basis] == ["LOV-2000-01-01-1 § 41 L2"]


def test_what_is_not_formalised_and_what_needs_no_rule() -> None:
    policy = bound(
        f"{FACTS}term t of child\nfact small of child : yes or no\n"
        'not formalised § 36 ledd 1 affects t when small because "by hand"\n'
        'not formalised § 37 because "later"\n'
        'defines § 2, § 3\nout of scope fvl kapittel IV because "procedure"\norganisational § 9\n'
        'property "never" basis § 1 always income >= 0 kr\n'
    )
    first, second = policy.not_formalised
    assert (str(first.citation), first.affects, first.because) == ("LOV-2000-01-01-1 § 36 L1", ("a.t",), "by hand")
    assert shown(first.condition) == "small of it"
    assert shown(second.condition) == "yes"
    assert [(each.kind, str(each.citation)) for each in policy.statuses] == [
        ("defines", "LOV-2000-01-01-1 § 2"),
        ("defines", "LOV-2000-01-01-1 § 3"),
        ("out_of_scope", "LOV-1967-02-10 kap. IV"),
        ("organisational", "LOV-2000-01-01-1 § 9"),
    ]
    assert [(each.name, shown(each.claim)) for each in policy.properties] == [("never", "income >= 0 kr/year")]


def test_a_text_for_readers_may_be_written_in_several_languages() -> None:
    policy = bound(
        f'{ACT}discretion d of person\n  review nb "fullt ut" en "in full" basis § 48\n'
        "interpretation doubt of § 3\n"
        '  reading one chosen nb "én" en "one" because "as it stands" source nb "boka" nn "boka"\n'
        'not formalised § 36 because nb "senere" nn "seinare"\n'
        'out of scope § 37 because en "procedure"\n'
    )
    clauses, (reading,) = policy.terms["a.d"].discretion, policy.interpretations["a.doubt"].readings
    assert clauses is not None
    assert (clauses.review, clauses.review_in) == ("fullt ut", {"nb": "fullt ut", "en": "in full"})
    assert (reading.text, reading.text_in) == ("én", {"nb": "én", "en": "one"})
    assert (reading.because, reading.because_in) == ("as it stands", {})
    assert reading.source_in == {"nb": "boka", "nn": "boka"}
    assert policy.not_formalised[0].because_in == {"nb": "senere", "nn": "seinare"}
    assert policy.statuses[0].because_in == {"en": "procedure"}
    assert codes(f'{ACT}not formalised § 36 because nb "senere" nb "siden"\n') == ["R302"]


def test_the_words_of_a_choice_make_no_other_type() -> None:
    policy = bound(
        f'{ACT}fact x of person : one of low (nb "lav" en "low"), high\n  nb "nivået"\n'
        "fact y of person : one of low, high\nright z of person\nrule r\n  basis § 1\n  person has z\n  when x = y\n"
    )
    type_ = policy.terms["a.x"].type
    assert (type_.choices, dict(type_.words)) == (("low", "high"), {"low": {"nb": "lav", "en": "low"}})
    assert type_ == policy.terms["a.y"].type
    assert policy.terms["a.x"].labels == {"nb": "nivået"}


def test_sources_say_what_they_rest_on_and_cover() -> None:
    source = bound(
        'regulation b FOR-2025-06-20-81\n  nb "Forskriften"\n  under fvl § 4\n  covers from 2012-01-01 to 2030-12-31\n'
        "  in force once commenced\n  replaces forvaltningsloven\n"
    ).sources["b"]
    assert (source.kind, source.document, source.once_commenced) == ("regulation", "FOR-2025-06-20-81", True)
    assert source.covers == Period(date(2012, 1, 1), date(2030, 12, 31))
    assert source.replaces == "forvaltningsloven"
    assert codes("act b LOV-2000-01-01-1\n  replaces gammelloven\n") == ["R101"]
    assert codes("act b LOV-2000-01-01-1\n  under gammelloven § 4\n") == ["R402"]
    assert codes("act b LOV-2000-01-01-1\nuses b\n") == ["R110"]


def test_files_are_known_by_their_hash() -> None:
    assert list(bound(ACT).files) == ["file1.policy"]
    assert bound(ACT).files == bound(ACT).files
    assert bound(ACT).files != bound(ACT + "\n").files


def test_a_table_does_not_take_the_name_of_something_else() -> None:
    text = f"{FACTS}table ill : money basis § 1 ledd 1 | persons | amount | | 1 | 5 kr |\n"
    policy, found = read(text)
    assert [each.code for each in found] == ["R106"]
    assert policy.terms["a.ill"].type == YES_NO
    assert not policy.rules


def test_a_row_does_not_take_the_name_of_something_else() -> None:
    text = f"{FACTS}table rate of person : money basis § 1 ledd 1 | persons | amount | | 1 | 5 kr | | 2 | 6 kr |\n"
    policy, found = read(f"{text}fact rate_always_row_2 of person : date\n")
    assert [each.code for each in found] == ["R106"]
    assert list(policy.rules) == ["a.rate_always_row_1"]
