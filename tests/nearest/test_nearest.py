"""What would change an answer: each claim is confirmed by deciding, and nothing is tried that nobody can change."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evaluate import decide, settle
from engine.evaluate.decision import Decision
from engine.model.case import Assessment, Case, Key, Statement
from engine.model.expressions import Value
from engine.nearest import Curve, nearest
from tests.explain.pages import policy_of

POLICY = policy_of("""
language en
act loven LOV-2000-01-01-1
  covers from 2000-01-01
entity person
fact works of person : yes or no
fact lives_here of person : yes or no
fact citizen of person : yes or no
  cannot change
fact income of person : money per month
  range 0 kr per month to 100 000 kr per month
fact rent of person : money per month
fact born of person : date
parameter rate : money per month
  from 2020-01-01 to 2024-12-31  9 000 kr
  from 2025-01-01  10 000 kr
discretion hardship of person : yes or no
  basis § 4
  standard
right support of person
  basis § 1
rule poor_and_here
  basis § 1
  person has support
  when income < 12 345 kr per month and lives_here and citizen
right double of person
rule both
  basis § 2
  person has double
  when works and lives_here
right grown of person
rule of_age
  basis § 3
  person has grown
  when full years from born to the day >= 18 years
right hard of person
rule judged
  basis § 4
  person has hard
  when hardship
amount paid of person : money per month
rule by_income
  basis § 5
  paid is if income > 30 000 kr per month then 0 kr per month
    else (rate less 50 % of (income less 4 000 kr per month, but at least 0 kr per month),
      but at least 1 000 kr per month)
""")
DAY = date(2024, 6, 1)
NUMBERS = {"income", "rent"}


def case(asked: str, **given: Value) -> Case:
    facts: dict[Key, tuple[Statement, ...]] = {
        (f"loven.{name}", None): (Statement("known", Fraction(value) if name in NUMBERS else value),)  # type: ignore[arg-type]
        for name, value in given.items()
    }
    return Case(DAY, facts=facts, requested=(f"loven.{asked}",))


def decision(asked: str, **given: Value) -> Decision:
    return decide(POLICY, case(asked, **given))


def with_facts(before: Case, values: dict[Key, Value]) -> Case:
    return evolve(before, facts={**before.facts, **{key: (Statement("known", it),) for key, it in values.items()}})


def test_a_number_is_moved_as_little_as_it_takes() -> None:
    found = nearest(POLICY, decision("support", income=20_000, lives_here=True, citizen=True))
    (change,) = found.changes
    (turned,) = change.turned
    assert (turned.key[0], turned.after, turned.side) == ("loven.income", 12_344, "down")
    assert change.answers[0].segments[0].value is True


def test_what_cannot_change_and_what_is_assessed_is_not_tried() -> None:
    assert nearest(POLICY, decision("support", income=1, lives_here=True, citizen=False)).changes == ()
    given = case("hard")
    judged = evolve(given, assessments={("loven.hardship", None): (Assessment(value=False, complete=True),)})
    found = nearest(POLICY, decide(POLICY, judged))
    assert (found.changes, found.assessed) == ((), (("loven.hardship", None),))


def test_two_together_where_no_single_one_does() -> None:
    found = nearest(POLICY, decision("double", works=False, lives_here=False))
    assert [{it.key[0] for it in change.turned} for change in found.changes] == [{"loven.works", "loven.lives_here"}]
    assert [len(it.turned) for it in nearest(POLICY, decision("double", works=True, lives_here=False)).changes] == [1]


def test_the_day_on_which_it_changes_by_itself_is_the_birthday_and_says_why() -> None:
    (passed,) = nearest(POLICY, decision("grown", born=date(2007, 2, 28))).passing
    assert passed.day == date(2025, 2, 28)
    assert passed.answers[0].segments[0].value is True
    assert [(it.kind, it.step is not None and it.step.value) for it in passed.reasons] == [("condition", True)]


def test_a_new_rate_is_a_reason_of_its_own() -> None:
    (passed,) = nearest(POLICY, decision("paid", income=0)).passing
    assert (passed.day, [(it.kind, it.id) for it in passed.reasons]) == (
        date(2025, 1, 1),
        [("parameter", "loven.rate")],
    )


def test_a_cliff_is_told_as_one_and_bends_are_exact() -> None:
    (curve,) = nearest(POLICY, decision("paid", income=0)).curves
    assert [(it.first, it.at_first, it.slope, it.jumps) for it in curve.pieces] == [
        (0, 9_000, 0, False),
        (4_000, 9_000, Fraction(-1, 2), False),
        (20_000, 1_000, 0, False),
        (30_001, 0, 0, True),
    ]


@given(st.integers(0, 100_000), st.fractions(0, 100_000, max_denominator=100))
@settings(max_examples=60, deadline=None)
def test_between_the_bends_the_amount_is_the_line_it_is_said_to_be(income: int, tried: Fraction) -> None:
    if 30_000 < tried < 30_001:  # a jump stands between two whole steps
        return
    (curve,) = nearest(POLICY, decision("paid", income=income)).curves
    amount = settle(POLICY, with_facts(case("paid", income=0), {("loven.income", None): tried}))
    assert on(curve, tried) == amount["loven.paid", None]


def on(curve: Curve, number: Fraction) -> Fraction:
    piece = next(it for it in reversed(curve.pieces) if it.first <= number)
    assert piece.at_first is not None
    return piece.at_first + piece.slope * (number - piece.first)


@given(st.booleans(), st.booleans(), st.booleans(), st.integers(0, 30_000))
@settings(max_examples=60, deadline=None)
def test_every_change_gives_what_it_says_and_one_step_less_does_not(
    works: bool, here: bool, citizen: bool, income: int
) -> None:
    asked = case("support", works=works, lives_here=here, citizen=citizen, income=income)
    before = decide(POLICY, asked)
    for change in nearest(POLICY, before).changes:
        after = decide(POLICY, with_facts(asked, {it.key: it.after for it in change.turned}))
        assert [it.value for it in after.answers[0].segments] == [it.value for it in change.answers[0].segments]
        for it in change.turned:
            if it.side:
                back = {one.key: one.after for one in change.turned}
                back[it.key] = it.after + (1 if it.side == "down" else -1)  # type: ignore[operator]
                nearer = decide(POLICY, with_facts(asked, back))
                assert nearer.answers[0].segments[0].value == before.answers[0].segments[0].value


def test_it_stops_within_its_budget_and_says_so() -> None:
    asked = decision("support", income=20_000, lives_here=True, citizen=True)
    found = nearest(POLICY, asked, budget=20)
    assert found.stopped
    assert found.tried <= 60
    assert not nearest(POLICY, asked).stopped
    assert nearest(POLICY, asked) == nearest(POLICY, asked)
