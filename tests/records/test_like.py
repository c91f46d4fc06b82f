"""Like cases: nearest by what mattered, in an order that is always the same, and with nobody in them."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.records.anonymous import ROOT, Profile, Seen, age_facts, profile, same_case
from engine.records.like import LEAST, nearest
from engine.records.record import Circumstances, Override
from explain.likeness import tell_likes, two_digits
from explain.vocabulary import LANGUAGES
from tests.records.samples import CASE, POLICY, recorded, workspace_of

WORKSPACE = workspace_of(POLICY)
AGES = age_facts(WORKSPACE.policy)


def seen(case: str = CASE, circumstances: Circumstances | None = None) -> tuple[str, Profile]:
    record = recorded(WORKSPACE, case, circumstances)
    outcomes, shareable = record["outcomes"], record["shareable"]
    return record["sha256"], profile(record["decision"], AGES, outcomes, bool(record["overrides"]), shareable)


def with_income(income: int) -> str:
    return CASE.replace('"3 000"', f'"{income}"')


OTHERS = [seen(with_income(income)) for income in (3100, 3500, 5000, 100, 2999, 7000)]
HERE = seen()[1]


def test_the_dates_that_years_are_counted_from_are_ages() -> None:
    assert sorted(AGES) == ["sample.born", "sample.child_born"]
    facts = HERE.facts
    assert facts[("sample.born", ROOT)].value == 34
    children = {key[1]: it.value for key, it in facts.items() if key[0] == "sample.child_born"}
    assert children == {("sample.children", 1): 17, ("sample.children", 2): 9}


def test_the_nearest_amount_is_the_nearest_case() -> None:
    likes = nearest(HERE, OTHERS, 6)
    incomes = [next(it.there.value for it in like.facts if it.key[0] == "sample.income") for like in likes.nearest]
    assert incomes == [2999, 3100, 3500, 5000, 7000, 100]
    assert likes.among == len(OTHERS)
    assert nearest(HERE, reversed(OTHERS), 6) == likes


def test_a_fact_that_is_otherwise_is_farther_than_any_amount() -> None:
    single = seen(with_income(3000).replace("couple", "single"))
    order = [like.sha256 for like in nearest(HERE, [*OTHERS, single], 7).nearest]
    assert order[-1] == single[0]


def test_what_mattered_in_neither_is_not_compared() -> None:
    keys = {beside.key[0] for like in nearest(HERE, OTHERS, 6).nearest for beside in like.facts}
    assert "sample.income" in keys
    assert "sample.note" not in keys


def test_a_group_that_is_too_small_shows_nothing() -> None:
    likes = nearest(HERE, OTHERS[: LEAST - 1], 3)
    assert (likes.too_few, likes.nearest, likes.outcomes) == (True, (), ())
    for language in LANGUAGES:
        assert len(page(OTHERS[: LEAST - 1], language).splitlines()) < 6


def test_a_number_that_would_tell_of_a_few_is_not_told() -> None:
    refused = seen(with_income(99000))
    assert nearest(HERE, OTHERS, 3).outcomes[0] == (("sample.help", ROOT), Seen("yes_no", True), 6)
    counts = [number for key, _, number in nearest(HERE, [*OTHERS, refused], 3).outcomes if key[0] == "sample.help"]
    assert counts == [None, None]


def test_only_those_that_decided_the_same_are_compared() -> None:
    other = seen(CASE.replace('"ask": ["help", "payment", "relief"]', '"ask": ["help"]'))
    assert nearest(HERE, [*OTHERS, other], 9).among == len(OTHERS)


def test_the_very_same_case_is_known_again() -> None:
    one, other = recorded(WORKSPACE)["decision"], recorded(WORKSPACE, with_income(3001))["decision"]
    assert same_case(one, one)
    assert not same_case(one, other)


# ── nobody in it ────────────────────────────────────────────────────────────────────────────────────────────────

PERSONAL = (
    "ola",
    "eva",
    "Kari",
    "Saksbehandler",
    "slip",
    "church",
    "illness",
    "spring",
    "folkeregisteret",
    "1990",
    "2015",
)
PERSONAL += ("2007", "11-05", "3 111", "3,111", "3111", "34")


def page(others: list[tuple[str, Profile]], language: str) -> str:
    from datetime import date

    return tell_likes(WORKSPACE.policy, nearest(profile_at_hand(), others, 3), date(2024, 11, 1), language)


def profile_at_hand() -> Profile:
    """A case with other persons in it than those of the records."""
    case = CASE.replace("1990-05-17", "1971-01-01").replace("ola", "per").replace("2015-02-03", "2020-01-01")
    return profile(recorded(WORKSPACE, case)["decision"], AGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_tells_who_it_was(language: str) -> None:
    text = page([seen(with_income(3111 + number)) for number in range(LEAST)], language)
    body = "\n".join(row.replace("]", "[").split("[")[0] for row in text.splitlines())  # digests are hexadecimal
    assert [word for word in PERSONAL if word in body] == []
    assert "30–39" in text


def test_reasons_are_shown_only_where_the_record_may_be_shared() -> None:
    shared = [seen(with_income(3111 + n), Circumstances(shareable=True)) for n in range(LEAST)]
    assert "The illness lasts." in page(shared, "en")
    assert "The illness lasts." not in page(OTHERS, "en")


def test_a_fact_the_party_may_not_see_is_in_neither_column() -> None:
    hidden = CASE.replace('{"value": "3 000"', '{"value": "3 000", "withheld": {"basis": "fvl. § 19"}')
    others = [seen(hidden.replace("1990", str(1980 + year))) for year in range(LEAST)]
    likes = nearest(HERE, others, 5)
    assert likes.nearest
    assert "sample.income" not in {beside.key[0] for like in likes.nearest for beside in like.facts}


def test_what_an_official_put_in_its_place_is_the_outcome() -> None:
    aside = Override("sample.help", None, False, "Saksbehandler", "municipality", "Moved.", ("§ 9",))
    likes = nearest(HERE, [*OTHERS, seen(with_income(3001), Circumstances(overrides=(aside,)))], 1)
    assert (likes.nearest[0].other_outcome, likes.nearest[0].there.set_aside) == (True, True)


@given(st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6))
@settings(max_examples=200, deadline=None)
def test_a_rounded_amount_is_within_a_twentieth_and_keeps_its_sign(value: Fraction) -> None:
    near = two_digits(value)
    assert abs(near - value) <= abs(value) / 20
    assert (near > 0, near < 0) == (value > 0, value < 0)
    assert two_digits(near) == near


def test_a_profile_says_nothing_that_is_not_in_its_classes() -> None:
    text = json.dumps(plain(OTHERS[0][1]), ensure_ascii=False)
    assert [word for word in PERSONAL[:9] if word in text] == []


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return [[plain(key), plain(item)] for key, item in value.items()]
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return (
        plain([getattr(value, name) for name in value.__slots__ if name[0] != "_"])
        if hasattr(value, "__attrs_attrs__")
        else str(value)
    )
