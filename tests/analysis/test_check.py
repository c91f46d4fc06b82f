"""What holds of every check: order means nothing, size is no matter, and no day comes from a clock."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.analysis import check
from engine.analysis.formulas import Interval
from engine.analysis.pairs import Box, meeting
from engine.diagnostics import in_order
from engine.model.policy import Conclusion, Period, Policy, Rule
from engine.resolve import resolve
from engine.source import SourceText
from engine.syntax import parse
from tests.bench.made import chain
from tests.random_policies import random_policy
from tests.strategies import policies, shuffled

BEGINNING = """\
language en
act eksempelloven LOV-2001-01-01-1
  covers from 2020-01-01
entity person
fact ill of person : yes or no
"""


def policy_of(text: str) -> Policy:
    policy, unbound = resolve([parse(SourceText("page.policy", BEGINNING + text))[0]])
    assert unbound == []
    return policy


def codes(policy: Policy, day: date | None = None, partial: bool = False) -> set[str]:
    return {each.code for each in check(policy, day=day, partial=partial)}


@given(st.data())
def test_the_order_of_rules_never_matters(data: st.DataObject) -> None:
    policy = data.draw(policies(6))
    other = data.draw(shuffled(policy))
    assert in_order(check(policy)) == in_order(check(other))


def test_the_same_policy_gives_the_same_findings_twice() -> None:
    for seed in range(40):
        policy = random_policy(Random(seed), 6)
        assert check(policy) == check(policy)


RATE = """\
parameter rate : money
  from 2020-01-01 to 2022-12-31  100 kr  basis § 1 ledd 1
amount support of person : money
rule by_rate
  basis § 1 ledd 1
  support is rate
"""


def test_a_year_is_missing_from_the_day_the_last_value_ends() -> None:
    policy = policy_of(RATE)
    assert "A801" in codes(policy)
    assert "A801" in codes(policy, date(2023, 1, 1))
    assert "A801" not in codes(policy, date(2022, 12, 31))


def test_a_renewal_is_told_only_when_the_day_is_given() -> None:
    lasting = RATE.replace(" to 2022-12-31", "")
    renewed = policy_of(lasting.replace("money\n  from", "money\n  renewed every 1 may\n  from"))
    assert "A801" not in codes(renewed)
    assert "A801" in codes(renewed, date(2020, 5, 1))
    assert "A801" not in codes(renewed, date(2020, 4, 30))


def test_what_could_not_be_bound_is_not_said_to_be_missing() -> None:
    policy = policy_of("amount support of person : money\n")
    assert {"A201", "A601"} <= codes(policy)
    assert not {"A201", "A601"} & codes(policy, partial=True)


def test_a_term_that_only_adopted_law_has_rules_for_is_no_gap() -> None:
    waiting = "right support of person\nrule gives_support\n  basis § 1\n  in force once commenced\n  support holds\n"
    assert "A201" not in codes(policy_of(waiting))
    assert "A201" in codes(policy_of("right support of person\n"))


def test_a_table_is_not_compared_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three thousand bands side by side: sorted, and none compared with all others."""
    from engine.analysis import pairs

    compared = 0

    def counting(one: Box, other: Box) -> bool:
        nonlocal compared
        compared += 1
        return False

    monkeypatch.setattr(pairs, "apart", counting)
    bands = [band(number, Interval(Fraction(number), Fraction(number + 1), high_open=True)) for number in range(3_000)]
    assert list(meeting(bands)) != []
    assert compared < 10_000


def test_bands_that_meet_are_found_among_many() -> None:
    boxes = [band(number, Interval(Fraction(2 * number), Fraction(2 * number + 1))) for number in range(1_000)]
    wide = band(1_000, Interval(Fraction(10), Fraction(14)))
    met = {(one.name, other.name) for one, other in meeting([*boxes, wide])}
    assert met == {("r5", "r1000"), ("r6", "r1000"), ("r7", "r1000")}


def band(number: int, interval: Interval) -> Box:
    id = f"act.r{number}"
    rule = Rule(id, f"r{number}", "act", kind="rule", subject="act.e", basis=(), conclusion=Conclusion("is", "act.x"))
    return Box(rule, {"days": Interval(), 0: interval})


def test_a_long_chain_is_no_matter() -> None:
    policy, _ = resolve([parse(SourceText("chain", chain(2_000)))[0]])
    assert {each.code for each in check(policy)} <= {"A501", "A601"}


def test_exceptions_stand_on_each_other_as_deep_as_one_likes() -> None:
    deep = "".join(
        f"exception r{n} to r{n - 1}\n  basis § 1 ledd {n + 1}\n  support is {n} kr\n  when ill\n"
        for n in range(1, 150)
    )
    first = "amount support of person : money\nrule r0\n  basis § 1 ledd 1\n  support is 0 kr\n"
    assert not {"A101", "A102"} & codes(policy_of(first + deep))


def test_dates_at_the_end_of_the_calendar_are_days_like_others() -> None:
    text = RATE.replace("2022-12-31", "9999-12-31") + (
        "rule for_ever\n  basis § 1 ledd 2\n  in force from 2021-01-01 to 9999-12-31\n  support is 5 kr\n  when ill\n"
    )
    assert "A101" in codes(policy_of(text))
    assert Period(date.min, date.max).holds(date.max)


def test_what_may_only_be_missing_because_an_item_could_not_be_read_is_not_told() -> None:
    text = "right support of person\nrule never\n  basis § 1\n  person has support\n  when ill and not ill\n"
    policy = policy_of(text)
    assert "A301" in codes(policy)
    assert "A301" not in codes(policy, partial=True)


def test_an_assessment_may_ask_in_the_words_of_the_law_and_not_repeat_its_sentence() -> None:
    measure = "in a position to take care of the dog in a satisfactory way"
    sentence = f"The applicant must be {measure}."

    def told(words: str, kind: str) -> set[str]:
        text = f'{kind} fit of person : yes or no\n  en "{words}"\n  basis § 1\n'
        return {each.code for each in check(policy_of(text), sentences={"LOV-2001-01-01-1": [sentence]})}

    assert "A008" in told(measure, "fact")
    assert "A008" not in told(measure, "discretion")
    assert "A008" in told(sentence, "discretion")
