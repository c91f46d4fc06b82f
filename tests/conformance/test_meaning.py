"""What a policy means, one tiny policy for each point: held against the reference, and against the evaluator.

So the reference is judged by hand before it judges at random.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from engine.model import expressions as x
from engine.model.case import Assessment, Case, Options, Statement
from engine.model.policy import (
    Bound,
    Calendar,
    Conclusion,
    Consideration,
    DutyClauses,
    FreeDay,
    Fulfilment,
    Period,
    Policy,
    Source,
)
from engine.model.units import DATE, NUMBER, YES_NO, Type
from tests.conformance import building, reference
from tests.conformance.building import (
    CHILD,
    CHILDREN,
    DAY,
    MONEY,
    OTHERWISE,
    action,
    amount,
    basis,
    case_of,
    children,
    day,
    discretion,
    effect,
    exception,
    fact,
    from_to,
    full,
    gives,
    half,
    holds,
    lit,
    not_formalised,
    parameter,
    policy_of,
    rate,
    read,
    row,
    rule,
    stands,
    sum_of_money,
    term,
    total,
    value,
    waits,
)


@pytest.fixture(params=building.JUDGED, autouse=True)
def judged(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "judged", building.JUDGED[request.param])


BEFORE, AFTER = DAY - timedelta(1), DAY + timedelta(1)
OPEN = None
UNKNOWN: Any = ...
A, B, C = read("a"), read("b"), read("c")
FACTS = (fact("a"), fact("b"), fact("c"))


# --- conditions -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "known", "expected"),
    [
        (x.And((A, B)), {"a": False}, False),
        (x.And((A, B)), {"a": True}, OPEN),
        (x.Or((A, B)), {"b": True}, True),
        (x.Or((A, B)), {"b": False}, OPEN),
        (x.Not(A), {"a": True}, False),
        (x.Not(A), {}, OPEN),
        (x.If(A, lit(True), lit(True), type=YES_NO), {}, OPEN),  # open while its condition is, whatever follows
        (x.If(A, B, C, type=YES_NO), {"a": True, "b": True}, True),
        (x.Compare("=", amount("n"), amount("n")), {}, OPEN),  # a comparison is open when any operand is
        (x.Between(lit(9), amount("n"), lit(5)), {}, OPEN),
    ],
)
def test_conditions_are_strong_kleene_and_the_rest_is_strict(
    condition: x.Expression, known: dict[str, Any], expected: bool | None
) -> None:
    policy = policy_of(*FACTS, fact("n", MONEY), term("t"), rule("r", holds("t"), condition))
    assert value(policy, case_of(**known), "t") is expected


def test_a_yes_no_term_that_no_rule_supports_is_not_met() -> None:
    policy = policy_of(*FACTS, term("t"), rule("one", holds("t"), A), rule("two", gives("t", B), C))
    assert value(policy, case_of(a=False, c=False), "t") is False
    assert value(policy, case_of(a=False, b=False), "t") is False  # the second could only give no
    assert value(policy, case_of(a=False, b=True), "t") is OPEN
    assert value(policy, case_of(b=True, c=True), "t") is True
    assert value(policy_of(term("t")), case_of(), "t") is False


# --- facts ------------------------------------------------------------------------------------------------------


def test_the_states_of_a_fact() -> None:
    policy = policy_of(*FACTS)
    assert value(policy, case_of(a=True), "a") is True
    assert waits(policy, case_of(), "a") == {"fact a"}
    assert waits(policy, case_of(a=UNKNOWN), "a") == {"unknown a"}
    assert value(policy, case_of(a=(Statement("not_shown"),)), "a") is False


def test_a_day_without_a_value_is_not_asked() -> None:
    policy = policy_of(*FACTS)
    assert waits(policy, case_of(a=(from_to(True, AFTER),)), "a") == {"fact a"}
    assert value(policy, case_of(a=(from_to(False, None, BEFORE), from_to(True, DAY, DAY))), "a") is True


def test_a_fact_is_read_only_where_it_applies_and_within_its_range() -> None:
    policy = policy_of(*FACTS, fact("n", MONEY, applies_when=A, range=(lit(0), lit(10))))
    assert value(policy, case_of(a=True, n=10), "n") == 10
    assert waits(policy, case_of(a=True, n=11), "n") == {"out_of_range n"}
    assert waits(policy, case_of(a=False, n=5), "n") == {"not_applicable n"}
    assert waits(policy, case_of(n=5), "n") == {"fact a"}
    assert waits(policy, case_of(), "n") == {"fact a", "fact n"}


# --- validity ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("on", "met"), [(BEFORE, False), (DAY, True), (AFTER, True), (AFTER + timedelta(1), False)])
def test_both_days_of_validity_are_included(on: date, met: bool) -> None:
    policy = policy_of(term("t"), rule("r", holds("t"), validity=Period(DAY, AFTER)))
    assert value(policy, case_of(on=on), "t") is met


def test_a_rule_read_on_a_date_takes_validity_facts_that_vary_and_parameters_there_and_the_rest_on_the_day() -> None:
    policy = policy_of(
        fact("a", varies_by="day"),
        fact("when", DATE),
        parameter("g", row("2024-01-01", 1), row("2024-03-01", 2)),
        term("today"),
        rule("only_today", holds("today"), validity=Period(DAY, DAY)),
        sum_of_money("p"),
        rule("r", gives("p", rate("g")), x.And((A, read("today"))), validity=Period(None, BEFORE), read_on=day("when")),
    )
    dated = (from_to(True, None, BEFORE), from_to(False, DAY))
    assert value(policy, case_of(when=BEFORE, a=dated), "p") == 1
    assert waits(policy, case_of(when=DAY, a=dated), "p") == {"gap p"}
    assert waits(policy, case_of(a=dated), "p") == {"fact when", "fact a"}
    assert waits(policy, case_of(a=True), "p") == {"fact when"}
    assert waits(policy, case_of(a=False), "p") == {"gap p"}  # the same on every day, whichever it is


def test_outside_the_days_its_source_covers_a_rule_is_open_whatever_its_condition() -> None:
    late = Source("late", "late", "late", kind="act", document="LOV-2001-01-01-1", covers=Period(DAY, None))
    policy = policy_of(*FACTS, term("t"), rule("r", holds("t"), A, source="late"), sources=(late,))
    assert value(policy, case_of(a=False), "t") is False
    assert waits(policy, case_of(a=False, on=BEFORE), "t") == {"outside_coverage late"}


def test_a_rule_read_on_a_date_is_covered_there() -> None:
    late = Source("late", "late", "late", kind="act", document="LOV-2001-01-01-1", covers=Period(DAY, None))
    early = rule("r", holds("t"), source="late", read_on=lit(BEFORE))
    later = rule("r", holds("t"), source="late", read_on=lit(DAY))
    assert waits(policy_of(term("t"), early, sources=(late,)), case_of(), "t") == {"outside_coverage late"}
    assert value(policy_of(term("t"), later, sources=(late,)), case_of(on=BEFORE), "t") is True


def test_adopted_law_is_out_of_force_until_a_run_supposes_a_date() -> None:
    adopted = Source("new", "new", "new", kind="act", document="LOV-2025-01-01-1", once_commenced=True)
    by_source = policy_of(term("t"), rule("r", holds("t"), source="new"), sources=(adopted,))
    by_rule = policy_of(term("t"), rule("r", holds("t"), once_commenced=True))
    for policy, source in ((by_source, "new"), (by_rule, "act")):
        assert value(policy, case_of(), "t") is False
        assert value(policy, case_of(), "t", Options(supposed={source: DAY})) is True
        assert value(policy, case_of(), "t", Options(supposed={source: AFTER})) is False


def test_supposed_law_ends_what_it_replaces_the_day_before() -> None:
    old = Source("old", "old", "old", kind="act", document="LOV-1967-01-01-1")
    new = Source("new", "new", "new", kind="act", document="LOV-2025-01-01-1", once_commenced=True, replaces="old")
    gap = not_formalised("t", source="old")
    rules = rule("r", holds("t"), source="old"), rule("s", holds("u"), source="new")
    policy = policy_of(term("t"), term("u"), *rules, sources=(old, new))
    with_gap = policy_of(term("t"), rules[0], gap, sources=(old, new))
    assert (value(policy, case_of(), "t"), value(policy, case_of(), "u")) == (True, False)
    assert waits(with_gap, case_of(), "t") == {"not_formalised LOV-2000-01-01-1 § 36"}
    for supposed, left in ((AFTER, True), (DAY, False)):
        options = Options(supposed={"new": supposed})
        assert value(policy, case_of(), "t", options) is left
        assert value(policy, case_of(), "u", options) is not left
    assert value(with_gap, case_of(), "t", Options(supposed={"new": DAY})) is False


def test_what_adopted_law_leaves_unformalised_opens_nothing_until_it_is_law() -> None:
    adopted = Source("new", "new", "new", kind="act", document="LOV-2025-01-01-1", once_commenced=True)
    policy = policy_of(term("t"), rule("r", holds("t")), not_formalised("t", source="new"), sources=(adopted,))
    assert value(policy, case_of(), "t") is True
    assert value(policy, case_of(), "t", Options(supposed={"new": AFTER})) is True
    assert value(policy, case_of(), "t", Options(supposed={"new": DAY})) is None


def test_a_rule_under_another_reading_does_not_exist_not_even_as_an_exception() -> None:
    policy = policy_of(
        term("t"),
        rule("r", holds("t")),
        exception("e", "r", reading=("act.doubt", "wide")),
        exception("to_e", "e", holds("t"), reading=("act.doubt", "narrow")),
    )
    wide = Options(readings={"act.doubt": "wide"})
    assert value(policy, case_of(), "t") is True
    assert value(policy, case_of(), "t", wide) is False
    assert stands(policy, case_of(), "to_e") is False  # its only target does not exist, so it never speaks
    assert stands(policy, case_of(), "e") is False


# --- exceptions -------------------------------------------------------------------------------------------------


def activity() -> Policy:
    """May; under 30 must; and with weighty reasons against that, must not (sosialtjenesteloven §§ 20, 20 a)."""
    return policy_of(
        fact("supported"),
        fact("under_30"),
        fact("weighty"),
        action("condition"),
        rule("power", effect("may", "condition"), read("supported")),
        exception("duty", "power", effect("must", "condition"), x.And((read("supported"), read("under_30")))),
        exception("ban", "duty", effect("must_not", "condition"), read("weighty")),
    )


@pytest.mark.parametrize(
    ("under_30", "weighty", "expected"),
    [
        (True, False, "must"),
        (True, True, "must_not"),  # with its conclusion it takes the duty's place: the power does not come back
        (False, True, "may"),  # it speaks only where its target would
        (False, None, "may"),
        (True, None, OPEN),
        (None, True, OPEN),
    ],
)
def test_an_exception_with_a_conclusion_takes_its_targets_place_within_its_reach(
    under_30: bool | None, weighty: bool | None, expected: str | None
) -> None:
    known: dict[str, Any] = {"supported": True, "under_30": under_30, "weighty": weighty}
    case = case_of(**{name: given for name, given in known.items() if given is not None})
    assert value(activity(), case, "condition") == expected


def test_an_exception_without_a_conclusion_restores_what_its_target_set_aside() -> None:
    policy = policy_of(
        *FACTS,
        term("right"),
        rule("r", holds("right")),
        exception("none", "r", when=A),
        exception("treaty", "none", when=B),
    )
    assert value(policy, case_of(a=True, b=False), "right") is False
    assert value(policy, case_of(a=True, b=True), "right") is True
    assert value(policy, case_of(a=True), "right") is OPEN
    assert value(policy, case_of(a=False), "right") is True


def test_three_deep_the_middle_one_comes_back() -> None:
    policy = policy_of(
        *FACTS,
        sum_of_money("p"),
        rule("r", gives("p", 1)),
        exception("one", "r", gives("p", 2), A),
        exception("two", "one", gives("p", 3), B),
        exception("three", "two", when=C),
    )
    assert value(policy, case_of(a=True, b=True, c=False), "p") == 3
    assert value(policy, case_of(a=True, b=True, c=True), "p") == 2
    assert value(policy, case_of(a=False, b=True, c=True), "p") == 1
    assert waits(policy, case_of(a=True, b=True), "p") == {"fact c"}
    names = ("r", "one", "two", "three")
    assert [stands(policy, case_of(a=True, b=True, c=True), name) for name in names] == [False, True, False, True]
    assert [stands(policy, case_of(a=True, b=True), name) for name in names] == [None] * 4  # steps are not added up


def test_an_exception_to_several_speaks_where_any_of_them_would() -> None:
    policy = policy_of(
        *FACTS,
        action("do"),
        rule("one", effect("may", "do"), A),
        rule("two", effect("must", "do"), B),
        exception("not", "one two", effect("must_not", "do")),
    )
    assert value(policy, case_of(a=False, b=True), "do") == "must_not"
    assert value(policy, case_of(a=False, b=False), "do") == "none"
    assert value(policy, case_of(a=False), "do") is OPEN


def test_setting_aside_needs_no_reach_and_so_settles_early() -> None:
    policy = policy_of(*FACTS, term("t"), rule("r", holds("t"), A), exception("e", "r", when=B))
    assert value(policy, case_of(b=True), "t") is False
    assert stands(policy, case_of(a=False, b=True), "e") is True


def test_through_an_exception_without_a_conclusion_one_with_a_conclusion_reaches_its_targets() -> None:
    policy = policy_of(
        *FACTS,
        term("t"),
        rule("r", holds("t"), A),
        exception("none", "r", when=B),
        exception("after_all", "none", holds("t"), C),
    )
    assert value(policy, case_of(a=True, b=True, c=True), "t") is True
    assert value(policy, case_of(a=False, b=True, c=True), "t") is False
    assert value(policy, case_of(b=True, c=True), "t") is OPEN


def test_through_one_that_sets_aside_other_terms_only_it_needs_that_ones_own_condition() -> None:
    policy = policy_of(
        *FACTS,
        term("t"),
        term("u"),
        rule("r", holds("t"), A),
        exception("none", "r", when=B),
        exception("instead", "none", holds("u"), C),
    )
    assert value(policy, case_of(a=False, b=True, c=True), "u") is True
    assert value(policy, case_of(a=True, b=False, c=True), "u") is False


def test_an_exception_about_the_applicant_sets_aside_rules_about_each_child() -> None:
    policy = policy_of(
        *FACTS,
        fact("small", of=CHILD),
        term("care", of=CHILD),
        rule("r", holds("care"), read("small", "it"), of=CHILD),
        exception("e", "r", when=A),
    )
    case = case_of(a=False, of={("small", "ola"): True, ("small", "kari"): False}, lists=children("ola", "kari"))
    assert [value(policy, case, "care", member=one) for one in ("kari", "ola")] == [False, True]
    case = case_of(a=True, of={("small", "ola"): True}, lists=children("ola"))
    assert value(policy, case, "care", member="ola") is False


# --- presumptions -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counter", "expected"),
    [(None, OPEN), (True, False), (False, True), (UNKNOWN, True), ((Statement("not_shown"),), True)],
)
def test_a_presumption_acts_only_when_its_counter_fact_was_asked(counter: Any, expected: bool | None) -> None:
    policy = policy_of(*FACTS, term("t"), rule("r", holds("t"), kind="presumption", unless_shown=("act.a", None)))
    assert value(policy, case_of(**({} if counter is None else {"a": counter})), "t") is expected


def test_a_presumption_may_be_countered_by_an_assessment() -> None:
    policy = policy_of(
        *FACTS,
        discretion("d", opens_when=A),
        term("t"),
        rule("r", holds("t"), kind="presumption", unless_shown=("act.d", None)),
    )
    assert value(policy, case_of(a=True, assessed={"d": Assessment("unknown")}), "t") is True
    assert value(policy, case_of(a=True, assessed={"d": Assessment(value=True)}), "t") is False
    assert waits(policy, case_of(a=True), "t") == {"assessment d"}
    assert value(policy, case_of(assessed={"d": Assessment("unknown")}), "t") is OPEN


# --- values, ceilings and floors --------------------------------------------------------------------------------


def limits(*rules: tuple[str, int | x.Expression, x.Expression]) -> Policy:
    named = [rule(f"r{n}", gives("p", given, kind), when) for n, (kind, given, when) in enumerate(rules)]
    return policy_of(*FACTS, fact("n", MONEY), sum_of_money("p"), *named)


ALWAYS = lit(True)


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([("is", 5, ALWAYS)], 5),
        ([("is", 5, ALWAYS), ("is", 5, ALWAYS)], 5),
        ([("is", 5, ALWAYS), ("is", 6, ALWAYS)], {"conflict p"}),
        ([("is", 5, A)], {"gap p"}),
        ([("is", 5, B)], {"fact b"}),
        ([("is", 5, ALWAYS), ("is", 5, B)], {"fact b"}),  # open while any rule for it is, also over a known base
        ([("is", 5, ALWAYS), ("is", amount("n"), B)], {"fact b", "fact n"}),
        ([("is", 5, ALWAYS), ("at_most", 3, ALWAYS), ("at_most", 4, ALWAYS)], 3),
        ([("is", 5, ALWAYS), ("at_least", 7, ALWAYS), ("at_least", 6, ALWAYS)], 7),
        ([("is", 5, ALWAYS), ("at_least", 6, ALWAYS), ("at_most", 6, ALWAYS)], 6),
        ([("is", 5, ALWAYS), ("at_least", 7, ALWAYS), ("at_most", 6, ALWAYS)], {"conflict p"}),
        ([("is", 5, ALWAYS), ("at_most", 9, B)], {"fact b"}),
        ([("is", 5, ALWAYS), ("at_least", 1, B)], {"fact b"}),
        ([("is", 5, ALWAYS), ("at_most", 3, A)], 5),
        ([("at_most", 3, ALWAYS), ("at_most", 4, ALWAYS)], 3),  # the most that may be claimed
        ([("at_most", 3, ALWAYS), ("at_least", 2, ALWAYS)], 3),
        ([("at_most", 3, ALWAYS), ("at_least", 4, ALWAYS)], {"conflict p"}),
        ([("at_most", 3, A)], {"gap p"}),
        ([("at_least", 3, ALWAYS)], {"gap p"}),
        ([("is", 5, A), ("at_most", 3, ALWAYS)], {"gap p"}),  # an `is` rule that falls leaves a gap, not the ceiling
        ([], {"gap p"}),
    ],
)
def test_an_amount_is_its_base_lifted_and_cut(
    rules: list[tuple[str, int | x.Expression, x.Expression]], expected: int | set[str]
) -> None:
    case = case_of(a=False)
    found: Any = value(limits(*rules), case, "p")
    assert (found if found is not None else waits(limits(*rules), case, "p")) == expected


# --- departures -------------------------------------------------------------------------------------------------


def test_departures_nest_and_each_sees_the_world_without_itself() -> None:
    policy = policy_of(
        *FACTS,
        sum_of_money("p"),
        rule("r", gives("p", 100)),
        exception("one", "r", gives("p", half(OTHERWISE)), A),
        exception("two", "one", gives("p", total(OTHERWISE, lit(-10))), B),
        exception("three", "two", gives("p", half(OTHERWISE)), C),
    )
    for a, b, c, expected in [(0, 0, 0, 100), (1, 0, 0, 50), (1, 1, 0, 40), (1, 1, 1, 20), (0, 1, 1, 100)]:
        assert value(policy, case_of(a=bool(a), b=bool(b), c=bool(c)), "p") == expected
    assert waits(policy, case_of(a=True, c=False), "p") == {"fact b"}


def test_what_otherwise_applies_may_be_open_a_gap_or_a_conflict() -> None:
    def departing(*rules: Any) -> Policy:
        targets = " ".join(one.name for one in rules)
        return policy_of(*FACTS, sum_of_money("p"), *rules, exception("e", targets, gives("p", half(OTHERWISE)), C))

    one, two = rule("one", gives("p", 4), A), rule("two", gives("p", 6), B)
    assert value(departing(one, two), case_of(a=True, b=False, c=True), "p") == 2
    assert waits(departing(one, two), case_of(a=True, b=True, c=True), "p") == {"conflict p"}
    assert waits(departing(one, two), case_of(a=True, c=True), "p") == {"fact b"}
    departing_nowhere = policy_of(
        *FACTS, sum_of_money("p"), term("t"), rule("r", holds("t")), exception("e", "r", gives("p", OTHERWISE))
    )
    assert waits(departing_nowhere, case_of(), "p") == {"gap p"}


def test_a_departure_departs_from_conclusions_of_its_own_kind() -> None:
    policy = policy_of(
        sum_of_money("p"),
        rule("base", gives("p", 10)),
        rule("top", gives("p", 8, "at_most")),
        exception("e", "base top", gives("p", half(OTHERWISE), "at_most")),
        exception("keep", "e", when=lit(False)),
    )
    assert waits(policy, case_of(), "p") == {"gap p"}  # the base is set aside too
    assert stands(policy, case_of(), "e") is True
    only_top = policy_of(
        sum_of_money("p"),
        rule("base", gives("p", 10)),
        rule("top", gives("p", 8, "at_most")),
        exception("e", "top", gives("p", half(OTHERWISE), "at_most")),
    )
    assert value(only_top, case_of(), "p") == 4


def test_two_standing_departures_conflict_even_when_they_agree_unless_one_is_to_the_other() -> None:
    base, departs = rule("r", gives("p", 4)), gives("p", half(OTHERWISE))
    beside = policy_of(sum_of_money("p"), base, exception("one", "r", departs), exception("two", "r", departs))
    above = policy_of(sum_of_money("p"), base, exception("one", "r", departs), exception("two", "one", departs))
    assert waits(beside, case_of(), "p") == {"conflict p"}
    assert value(above, case_of(), "p") == 1


def test_what_the_targets_of_a_departure_read_is_as_it_is() -> None:
    policy = policy_of(
        sum_of_money("p"),
        sum_of_money("q"),
        rule("r", gives("p", amount("q"))),
        rule("s", gives("q", 4)),
        exception("e", "r s", gives("p", half(OTHERWISE))),
    )
    assert waits(policy, case_of(), "p") == {"gap q"}


def test_what_otherwise_applies_on_another_day() -> None:
    policy = policy_of(
        sum_of_money("p"),
        rule("old", gives("p", 4), validity=Period(None, BEFORE)),
        rule("new", gives("p", 6), validity=Period(DAY, None)),
        exception("e", "old new", gives("p", x.OnDay(OTHERWISE, lit(BEFORE), type=MONEY))),
    )
    assert value(policy, case_of(), "p") == 4


# --- actions ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("effects", "expected"),
    [
        ({}, "none"),
        ({"must": True, "may": True}, "must"),
        ({"may": True}, "may"),
        ({"may": True, "should": True}, "may"),
        ({"must_not": True}, "must_not"),
        ({"should": True}, "should"),
        ({"must": True, "must_not": True}, {"conflict do"}),
        ({"may": True, "must_not": True}, {"conflict do"}),
        ({"should": True, "must_not": True}, "must_not"),
        ({"must": True, "may": None}, {"fact may"}),
        ({"must_not": True, "may": None}, {"fact may"}),
        ({"should": None}, {"fact should"}),
        ({"may": True, "should": None}, "may"),  # guidance settles nothing, and holds nothing open
        ({"should": True, "may": None}, {"fact may"}),
    ],
)
def test_effects_of_an_action(effects: dict[str, Any], expected: str | set[str]) -> None:
    kinds = ("must", "may", "must_not", "should")
    rules = [rule(f"by_{kind}", effect(kind, "do"), read(kind)) for kind in kinds]
    policy = policy_of(*(fact(kind) for kind in kinds), action("do"), *rules)
    case = case_of(**{kind: effects.get(kind, False) for kind in kinds if effects.get(kind, False) is not None})
    found = value(policy, case, "do")
    assert (found if found is not None else waits(policy, case, "do")) == expected


# --- not formalised ---------------------------------------------------------------------------------------------


def test_a_provision_not_formalised_opens_what_it_affects_where_its_condition_is_met() -> None:
    policy = policy_of(*FACTS, term("t"), rule("r", holds("t")), not_formalised("t", A))
    assert value(policy, case_of(a=False), "t") is True
    assert waits(policy, case_of(a=True), "t") == {"not_formalised LOV-2000-01-01-1 § 36"}
    assert waits(policy, case_of(), "t") == {"fact a"}
    assert value(policy_of(term("t"), not_formalised("u")), case_of(), "t") is False


def test_an_entry_of_a_source_that_does_not_cover_the_day_says_nothing() -> None:
    late = Source("late", "late", "late", kind="act", document="LOV-2001-01-01-1", covers=Period(DAY, None))
    policy = policy_of(term("t"), rule("r", holds("t")), not_formalised("t", source="late"), sources=(late,))
    assert value(policy, case_of(on=BEFORE), "t") is True
    assert value(policy, case_of(), "t") is OPEN


# --- discretion -------------------------------------------------------------------------------------------------

GIVEN = Assessment(value=True)


def test_an_assessment_counts_once_its_door_is_met() -> None:
    policy = policy_of(*FACTS, discretion("d", opens_when=A))
    assert value(policy, case_of(a=True, assessed={"d": GIVEN}), "d") is True
    assert waits(policy, case_of(a=True), "d") == {"assessment d"}
    assert waits(policy, case_of(assessed={"d": GIVEN}), "d") == {"fact a"}
    assert waits(policy, case_of(), "d") == {"fact a", "assessment d"}
    assert waits(policy, case_of(a=False, assessed={"d": GIVEN}), "d") == {"not_open d"}
    assert waits(policy, case_of(a=True, assessed={"d": Assessment("unknown")}), "d") == {"unknown d"}


def test_an_assessment_speaks_of_its_days() -> None:
    policy = policy_of(discretion("d"))
    case = case_of(assessed={"d": (Assessment(value=False, last=BEFORE), Assessment(value=True, first=DAY))})
    assert value(policy, case, "d") is True
    assert waits(policy, case_of(assessed={"d": Assessment(value=True, first=AFTER)}), "d") == {"assessment d"}


@pytest.mark.parametrize(
    ("given", "counts"),
    [
        (Assessment(value=True, considered={"need": "yes"}, reasons="so", role="nav"), True),
        (Assessment(value=True, complete=True), True),
        (Assessment(value=None, complete=True), False),
        (Assessment(value=True, considered={"need": " "}, reasons="so", role="nav"), False),
        (Assessment(value=True, reasons="so", role="nav"), False),
        (Assessment(value=True, considered={"need": "yes", "sex": "no"}, reasons="so", role="nav"), False),
        (Assessment(value=True, considered={"need": "yes"}, relied_on=("sex",), reasons="so", role="nav"), False),
        (Assessment(value=True, considered={"need": "yes"}, relied_on=("cost",), reasons="so", role="nav"), True),
        (Assessment(value=True, considered={"need": "yes"}, reasons="\n", role="nav"), False),
        (Assessment(value=True, considered={"need": "yes"}, reasons="so", role="clerk"), False),
    ],
)
def test_an_assessment_must_be_complete_in_form(given: Assessment, counts: bool) -> None:
    considerations = tuple(
        Consideration(name, kind, basis()) for name, kind in [("need", "must"), ("cost", "may"), ("sex", "must_not")]
    )
    policy = policy_of(discretion("d", authority="nav", considerations=considerations, reasons_required=basis()))
    case = case_of(assessed={"d": given})
    assert (value(policy, case, "d"), waits(policy, case, "d")) == (
        (True, set()) if counts else (None, {"assessment d"})
    )


@pytest.mark.parametrize(
    ("given", "known", "expected"),
    [
        (Assessment(value=Fraction(3)), {"n": 3}, 3),
        (Assessment(value=Fraction(0), departure="so"), {"n": 3}, {"assessment d"}),
        (Assessment(value=Fraction(9), departure="so"), {"n": 3}, {"assessment d"}),
        (Assessment(value=Fraction(2)), {"n": 3}, {"assessment d"}),  # departs from what is recommended, no reason
        (Assessment(value=Fraction(2), departure="so"), {"n": 3}, 2),
        (Assessment(value=Fraction(2), departure="so"), {}, 2),
        (Assessment(value=Fraction(2), complete=True), {"n": 3}, 2),  # taken as complete, with its reason
        (Assessment(value=Fraction(9), complete=True), {}, {"assessment d"}),  # bounds apply all the same
        (None, {}, {"assessment d", "fact n"}),
    ],
)
def test_bounds_refuse_and_guidance_asks_for_a_reason(
    given: Assessment | None, known: dict[str, Any], expected: int | set[str]
) -> None:
    bounds = (
        Bound("at_least", lit(1), basis()),
        Bound("at_most", lit(5), basis()),
        Bound("recommends", amount("n"), basis()),
    )
    policy = policy_of(fact("n", MONEY), discretion("d", MONEY, bounds=bounds))
    case = case_of(assessed={"d": given} if given else {}, **known)
    found: Any = value(policy, case, "d")
    assert (found if found is not None else waits(policy, case, "d")) == expected


# --- powers -----------------------------------------------------------------------------------------------------


def power(**clauses: Any) -> Policy:
    granted = discretion("unused", **clauses).discretion
    return policy_of(
        *FACTS,
        action("p", "power", amount_type=MONEY, discretion=granted),
        rule("r", effect("may", "p"), A),
        term("used"),
        rule("u", gives("used", x.Used("act.p", type=YES_NO))),
        sum_of_money("paid"),
        rule("pay", gives("paid", amount("p"))),
    )


@pytest.mark.parametrize(
    ("known", "given", "used", "paid"),
    [
        ({"a": True}, Assessment(used=True, value=Fraction(7)), True, 7),
        ({"a": True}, Assessment(used=True), True, {"assessment p"}),
        ({"a": True}, Assessment(used=False), False, {"gap p"}),
        ({"a": True}, Assessment(value=Fraction(7)), {"use p"}, {"use p"}),
        ({"a": True}, None, {"use p"}, {"use p"}),
        ({"a": True}, Assessment("unknown"), {"unknown p"}, {"unknown p"}),
        ({"a": False}, Assessment(used=True, value=Fraction(7)), False, {"gap p"}),
        ({}, Assessment(used=True, value=Fraction(7)), {"fact a"}, {"fact a"}),
        ({}, Assessment(used=False), False, {"gap p"}),
        ({}, None, {"fact a", "use p"}, {"fact a", "use p"}),
    ],
)
def test_a_power_is_used_when_it_stands_and_somebody_recorded_it(
    known: dict[str, Any], given: Assessment | None, used: Any, paid: Any
) -> None:
    policy, case = power(), case_of(assessed={"p": given} if given else {}, **known)
    for name, expected in (("used", used), ("paid", paid)):
        found: Any = value(policy, case, name)
        assert (found if found is not None else waits(policy, case, name)) == expected


def test_the_use_of_a_power_keeps_its_clauses() -> None:
    policy = power(opens_when=B, bounds=(Bound("at_most", lit(5), basis()),), reasons_required=basis())
    seven, five = (Assessment(used=True, value=Fraction(n), reasons="so") for n in (7, 5))
    assert waits(policy, case_of(a=True, b=True, assessed={"p": seven}), "used") == {"assessment p"}
    assert value(policy, case_of(a=True, b=True, assessed={"p": five}), "used") is True
    assert waits(policy, case_of(a=True, b=False, assessed={"p": five}), "used") == {"not_open p"}
    assert waits(policy, case_of(a=True, b=True, assessed={"p": Assessment(used=True)}), "used") == {"assessment p"}


# --- lists ------------------------------------------------------------------------------------------------------


def over(kind: str, body: x.Expression | None = None) -> Policy:
    type_ = YES_NO if kind in ("any", "every") else MONEY
    node = x.Quantified(kind, "c", CHILDREN, None, read("small", "c"), body, type=type_)
    return policy_of(
        fact("small", of=CHILD), fact("n", MONEY, of=CHILD), term("t", type=type_), rule("r", gives("t", node))
    )


@pytest.mark.parametrize(
    ("kind", "smalls", "complete", "expected"),
    [
        ("any", [False, True], False, True),
        ("any", [False], False, {"list children"}),
        ("any", [None], False, {"list children", "fact small/m0"}),
        ("any", [False, False], True, False),
        ("any", [], True, False),
        ("every", [True, False], False, False),
        ("every", [True], False, {"list children"}),
        ("every", [], True, True),
        ("count", [True, False, True], True, 2),
        ("count", [], True, 0),
        ("count", [True], False, {"list children"}),
        ("count", [True, None], True, {"fact small/m1"}),
        ("sum", [True, False, True], True, 2),
        ("sum", [], True, 0),
        ("sum", [None], True, {"fact small/m0"}),
        ("least", [True, False, True], True, 0),
        ("greatest", [True, False, True], True, 2),
        ("least", [False], True, {"empty_list children"}),
        ("greatest", [], False, {"list children"}),
    ],
)
def test_over_the_members_of_a_list(kind: str, smalls: list[bool | None], complete: bool, expected: Any) -> None:
    ids = [f"m{n}" for n in range(len(smalls))]
    facts = {("small", one): small for one, small in zip(ids, smalls, strict=True) if small is not None}
    facts.update({("n", one): n for n, one in enumerate(ids)})  # type: ignore[misc]
    policy = over(kind, amount("n", "c") if kind in ("sum", "least", "greatest") else None)
    case = case_of(of=facts, lists=children(*ids, complete=complete))
    found: Any = value(policy, case, "t")
    assert (found if found is not None else waits(policy, case, "t")) == expected


def test_a_list_not_given_is_incomplete_with_nobody_in_it() -> None:
    assert waits(over("any"), case_of(), "t") == {"list children"}


def test_the_body_is_read_only_of_those_chosen() -> None:
    policy = over("sum", amount("n", "c"))
    lists = children("kari", "ola")
    case = case_of(of={("small", "kari"): True, ("n", "kari"): 4, ("small", "ola"): False}, lists=lists)
    assert value(policy, case, "t") == 4
    case = case_of(of={("small", "kari"): True, ("n", "kari"): 4}, lists=lists)
    assert waits(policy, case, "t") == {"fact small/ola", "fact n/ola"}


# --- days -------------------------------------------------------------------------------------------------------


def days_in(first: x.Expression, last: x.Expression) -> Policy:
    node = x.DaysWhere(first, last, A, type=NUMBER)
    return policy_of(*FACTS, fact("end", DATE), term("t", type=NUMBER), rule("r", gives("t", node)))


def test_days_are_counted_with_both_ends() -> None:
    policy, stay = days_in(lit(BEFORE), lit(AFTER)), (from_to(False, None, BEFORE), from_to(True, DAY, AFTER))
    assert value(policy, case_of(a=stay), "t") == 2
    assert value(days_in(lit(DAY), lit(DAY)), case_of(a=stay), "t") == 1
    assert value(days_in(lit(AFTER), lit(DAY)), case_of(), "t") == 0
    assert waits(policy, case_of(a=stay[:1]), "t") == {"fact a"}


def test_an_end_nobody_knows_leaves_open_what_would_be_asked_there() -> None:
    policy = days_in(lit(DAY), day("end"))
    assert waits(policy, case_of(), "t") == {"fact end", "fact a"}
    assert waits(policy, case_of(a=True), "t") == {"fact end"}
    assert waits(policy, case_of(a=(from_to(True, DAY),)), "t") == {"fact end", "fact a"}


def test_a_span_of_more_than_forty_thousand_days_is_out_of_range() -> None:
    last = date(2000, 1, 1) + timedelta(39_999)
    policy = days_in(lit(date(2000, 1, 1)), day("end"))
    assert value(policy, case_of(a=True, end=last), "t") == 40_000
    assert waits(policy, case_of(a=True, end=last + timedelta(1)), "t") == {"out_of_range"}


def test_a_sum_over_days_reads_each_day_on_itself() -> None:
    node = x.SumOverDays(rate("g"), lit(BEFORE), lit(AFTER), x.Not(A), type=MONEY)
    policy = policy_of(
        *FACTS,
        parameter("g", row("2024-01-01", 1), row("2024-03-01", 10)),
        sum_of_money("p"),
        rule("r", gives("p", node)),
    )
    assert value(policy, case_of(a=False), "p") == 21
    assert (
        value(policy, case_of(a=(from_to(True, DAY, DAY), from_to(False, None, BEFORE), from_to(False, AFTER))), "p")
        == 11
    )
    assert value(policy, case_of(a=True), "p") == 0


def test_the_day_an_unbroken_run_began() -> None:
    policy = policy_of(*FACTS, term("t", type=DATE), rule("r", gives("t", x.DayBegan(A))))
    run = (from_to(False, None, DAY - timedelta(4)), from_to(True, DAY - timedelta(3)))
    assert value(policy, case_of(a=run), "t") == DAY - timedelta(3)
    assert waits(policy, case_of(a=run[1:]), "t") == {"fact a"}
    assert waits(policy, case_of(a=False), "t") == {"not_begun"}
    assert waits(policy, case_of(a=True), "t") == {"out_of_range"}
    assert waits(policy, case_of(), "t") == {"fact a"}


def test_a_value_on_another_day_is_read_wholly_there() -> None:
    policy = policy_of(
        *FACTS,
        fact("when", DATE),
        parameter("g", row("2024-01-01", 1), row("2024-03-01", 10)),
        sum_of_money("p"),
        rule("r", gives("p", x.OnDay(x.If(A, rate("g"), lit(0), type=MONEY), day("when"), type=MONEY))),
    )
    dated = (from_to(True, None, BEFORE), from_to(False, DAY))
    assert value(policy, case_of(a=dated, when=BEFORE), "p") == 1
    assert value(policy, case_of(a=dated, when=DAY), "p") == 0
    assert waits(policy, case_of(), "p") == {"fact when", "fact a"}
    assert waits(policy, case_of(a=True), "p") == {"fact when"}


# --- parameters -------------------------------------------------------------------------------------------------

HISTORY = parameter(
    "g",
    row("2023-05-01", 118, known="2023-05-26"),
    row("2024-05-01", 124, known="2024-05-24"),
    row("2024-05-01", 125, known="2024-09-01"),
    row("2025-05-01", None),
    row("2026-05-01", 136, last="2026-12-31"),
)


@pytest.mark.parametrize(
    ("on", "known_on", "expected"),
    [
        ("2023-04-30", "", {"no_value g"}),
        ("2023-05-01", "", 118),
        ("2024-04-30", "", 118),
        ("2024-05-01", "", 125),
        ("2024-05-01", "2024-05-23", 118),
        ("2024-05-01", "2024-05-24", 124),
        ("2023-05-01", "2023-05-25", {"no_value g"}),
        ("2025-05-01", "", {"unverified g"}),
        ("2026-12-31", "", 136),
        ("2027-01-01", "", {"no_value g"}),
    ],
)
def test_a_parameter_has_dates_of_effect_and_of_knowledge(on: str, known_on: str, expected: int | set[str]) -> None:
    policy = policy_of(HISTORY, sum_of_money("p"), rule("r", gives("p", rate("g"))))
    options = Options(known_on=date.fromisoformat(known_on) if known_on else None)
    case = case_of(on=date.fromisoformat(on))
    found: Any = value(policy, case, "p", options)
    assert (found if found is not None else waits(policy, case, "p", options)) == expected


@pytest.mark.parametrize(
    ("first", "on", "verified"),
    [
        ("2024-05-01", "2025-04-30", True),
        ("2024-05-01", "2025-05-01", False),
        ("2024-04-30", "2024-05-01", False),
        ("2024-05-02", "2025-04-30", True),
    ],
)
def test_a_parameter_renewed_every_year_is_unverified_when_the_next_renewal_has_come(
    first: str, on: str, verified: bool
) -> None:
    policy = policy_of(
        parameter("g", row(first, 1), renewed=(5, 1)), sum_of_money("p"), rule("r", gives("p", rate("g")))
    )
    assert (value(policy, case_of(on=date.fromisoformat(on)), "p") == 1) is verified


def test_the_old_value_stands_while_the_renewal_that_came_is_not_known_yet() -> None:
    rows = (row("2019-05-01", 99, known="2019-05-24"), row("2020-05-01", 101, known="2020-09-04"))
    policy = policy_of(parameter("g", *rows, renewed=(5, 1)), sum_of_money("p"), rule("r", gives("p", rate("g"))))
    june = case_of(on=date(2020, 6, 15))
    assert value(policy, june, "p") == 101
    assert value(policy, june, "p", Options(known_on=date(2020, 6, 15))) == 99
    gone_by = policy_of(parameter("g", rows[0], renewed=(5, 1)), sum_of_money("p"), rule("r", gives("p", rate("g"))))
    assert waits(gone_by, june, "p") == {"unverified g"}


# --- arithmetic and the calendar --------------------------------------------------------------------------------


def computed(node: x.Expression, *things: Any, **facts: Any) -> Any:
    policy = policy_of(*things, *FACTS, term("t", type=node.type), rule("r", gives("t", node)))
    found = value(policy, case_of(**facts), "t")
    return found if found is not None else waits(policy, case_of(**facts), "t")


def test_exact_arithmetic() -> None:
    third = x.Quotient(lit(1), lit(3), type=MONEY)
    assert computed(third) == Fraction(1, 3)
    assert computed(x.Sum((third, third, lit(1)), (1, 1, -1), type=MONEY)) == Fraction(-1, 3)
    assert computed(x.Product((third, lit(3)), type=MONEY)) == 1
    assert computed(x.Quotient(lit(1), lit(0), type=MONEY)) == {"division_by_zero"}
    assert computed(x.Lesser((lit(2), lit(1)), type=MONEY)) == 1
    assert computed(x.Greater((lit(2), lit(1)), type=MONEY)) == 2


@pytest.mark.parametrize(
    ("amount_", "direction", "tie", "expected"),
    [
        ("5/2", "down", "", 2),
        ("-5/2", "down", "", -3),
        ("-5/2", "up", "", -2),
        ("5/2", "nearest", "half_up", 3),
        ("-5/2", "nearest", "half_up", -3),
        ("5/2", "nearest", "half_down", 2),
        ("-5/2", "nearest", "half_down", -2),
        ("5/2", "nearest", "half_even", 2),
        ("7/2", "nearest", "half_even", 4),
        ("-7/2", "nearest", "half_even", -4),
        ("251/100", "nearest", "half_down", 3),
        ("249/100", "nearest", "half_up", 2),
    ],
)
def test_rounding(amount_: str, direction: str, tie: str, expected: int) -> None:
    assert computed(x.Rounded(lit(Fraction(amount_)), direction, Fraction(1), tie, (), type=MONEY)) == expected
    tenfold = x.Rounded(lit(10 * Fraction(amount_)), direction, Fraction(10), tie, (), type=MONEY)
    assert computed(tenfold) == 10 * expected


@pytest.mark.parametrize(
    ("count", "unit", "start", "expected"),
    [
        (1, "month", "2024-01-31", "2024-02-29"),
        (1, "month", "2023-01-31", "2023-02-28"),
        (-1, "month", "2024-03-31", "2024-02-29"),
        (1, "year", "2024-02-29", "2025-02-28"),
        (4, "year", "2024-02-29", "2028-02-29"),
        (-3, "week", "2024-03-01", "2024-02-09"),
        (1, "day", "2024-02-28", "2024-02-29"),
        (11, "month", "2024-01-15", "2024-12-15"),
    ],
)
def test_a_date_moved_by_months_keeps_its_day_or_takes_the_last(
    count: int, unit: str, start: str, expected: str
) -> None:
    node = x.Shifted(count, unit, lit(date.fromisoformat(start)))
    assert computed(node) == date.fromisoformat(expected)


def test_a_date_beyond_the_calendar_is_out_of_range() -> None:
    for unit in ("year", "month", "week", "day"):
        assert computed(x.Shifted(5_000_000, unit, lit(DAY))) == {"out_of_range"}
        assert computed(x.Shifted(-5_000_000, unit, lit(DAY))) == {"out_of_range"}


@pytest.mark.parametrize(
    ("unit", "first", "last", "expected"),
    [
        ("year", "1999-10-01", "2024-09-30", 24),
        ("year", "1999-10-01", "2024-10-01", 25),
        ("year", "2004-02-29", "2023-02-28", 18),
        ("year", "2004-02-29", "2023-03-01", 19),
        ("year", "2004-02-29", "2024-02-29", 20),
        ("month", "2024-01-31", "2024-02-29", 0),
        ("month", "2024-01-31", "2024-03-01", 1),
        ("week", "2024-03-01", "2024-03-14", 1),
        ("day", "2024-02-28", "2024-03-01", 2),
        ("year", "2024-03-01", "2024-02-29", {"backwards"}),
    ],
)
def test_full_periods_count_birthdays_reached(unit: str, first: str, last: str, expected: int | set[str]) -> None:
    ends = [lit(date.fromisoformat(text)) for text in (first, last)]
    assert computed(x.FullPeriods(unit, *ends, type=Type("number"))) == expected


def test_years_and_their_first_days() -> None:
    assert computed(x.YearOf(lit(DAY), type=NUMBER)) == 2024
    assert computed(x.FirstOfYear(lit(DAY))) == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2024-03-27", "2024-03-27"),  # an ordinary Wednesday
        ("2024-03-28", "2024-04-02"),  # Maundy Thursday, to the Tuesday after Easter Monday
        ("2024-04-30", "2024-04-30"),
        ("2024-05-01", "2024-05-02"),
        ("2025-04-17", "2025-04-22"),
        ("1981-04-20", "1981-04-21"),  # one of the two exceptions to the Easter rule
        ("1954-04-19", "1954-04-20"),  # the other
    ],
)
def test_a_deadline_moves_past_free_days(start: str, expected: str) -> None:
    easter = tuple(FreeDay("easter", offset) for offset in (-3, -2, 0, 1))
    free = (FreeDay("weekday", 5), FreeDay("weekday", 6), FreeDay("fixed", 5, 1), *easter)
    calendar = Calendar("act.working", "working", "act", (), free)
    assert computed(x.Moved(lit(date.fromisoformat(start)), "act.working"), calendar) == date.fromisoformat(expected)


# --- duties -----------------------------------------------------------------------------------------------------


def states(policy: Policy, case: Case) -> tuple[bool | None, bool]:
    return reference.duty_states(policy, case, Options(), full("duty"), None, case.day)


def duty(*fulfilled_by: Fulfilment) -> Policy:
    return policy_of(
        *FACTS,
        fact("n", MONEY),
        discretion("d"),
        fact("seen", of=CHILD),
        fact("small", of=CHILD),
        action("duty", "duty", duty=DutyClauses(fulfilled_by, ("decision",))),
        rule("r", effect("must", "duty"), A),
    )


def test_a_duty_has_arisen_or_not_and_is_fulfilled_or_not_yet() -> None:
    by_fact, by_number, by_assessment = (duty(Fulfilment(full(name))) for name in ("b", "n", "d"))
    assert states(by_fact, case_of()) == (None, False)
    assert states(by_fact, case_of(a=False, b=False)) == (False, False)
    assert states(by_fact, case_of(a=True, b=True)) == (True, True)
    assert states(by_number, case_of(a=True, n=0)) == (True, True)
    assert states(by_assessment, case_of(a=True, assessed={"d": Assessment(value=False)})) == (True, True)
    assert states(by_assessment, case_of(a=True)) == (True, False)


def test_a_duty_towards_every_member_waits_for_a_complete_list() -> None:
    policy = duty(Fulfilment(full("seen"), "c", CHILDREN, "c", read("small", "c")))
    of: dict[tuple[str, str], Any] = {("seen", "ola"): True, ("small", "ola"): True, ("small", "kari"): False}
    assert states(policy, case_of(a=True, of=of, lists=children("ola", "kari"))) == (True, True)
    assert states(policy, case_of(a=True, of=of, lists=children("ola", "kari", complete=False))) == (True, False)
    del of["small", "kari"]  # perhaps small, and not seen
    assert states(policy, case_of(a=True, of=of, lists=children("ola", "kari"))) == (True, False)


# --- what it waits for ------------------------------------------------------------------------------------------


def test_an_open_rule_waits_for_its_condition_and_its_value_and_a_fallen_one_for_nothing() -> None:
    policy = policy_of(
        *FACTS, fact("n", MONEY), sum_of_money("p"), rule("r", gives("p", amount("n")), A), rule("s", gives("p", 1), B)
    )
    assert waits(policy, case_of(b=False), "p") == {"fact a", "fact n"}
    assert waits(policy, case_of(a=False), "p") == {"fact b"}


def test_an_open_if_waits_for_both_branches() -> None:
    node = x.If(A, B, C, type=YES_NO)
    policy = policy_of(*FACTS, term("t"), rule("r", gives("t", node)))
    assert waits(policy, case_of(), "t") == {"fact a", "fact b", "fact c"}
    assert waits(policy, case_of(a=True), "t") == {"fact b"}


def test_an_open_exception_is_waited_for_with_its_reach() -> None:
    policy = policy_of(
        *FACTS, term("t"), rule("r", holds("t"), A), exception("e", "r", when=B), exception("f", "e", when=C)
    )
    assert waits(policy, case_of(), "t") == {"fact a", "fact b", "fact c"}
    assert waits(policy, case_of(a=True, c=False), "t") == {"fact b"}
    assert value(policy, case_of(a=True, c=True), "t") is True  # set aside itself, whether it speaks or not
    assert waits(policy, case_of(a=True, b=False), "t") == set()


def test_the_reference_answers_a_case_day_by_day() -> None:
    policy = policy_of(
        fact("small", of=CHILD),
        term("t", of=CHILD),
        rule("r", holds("t"), read("small", "it"), of=CHILD, validity=Period(DAY, None)),
    )
    case = Case(
        BEFORE,
        DAY,
        lists=children("ola"),
        facts={("act.small", "ola"): (Statement("known", True),)},
        requested=("act.t",),
    )
    assert reference.decide(policy, case) == {("act.t", "ola"): [False, True]}


def test_a_chain_of_a_thousand_terms_is_no_matter() -> None:
    chain = [rule(f"r{n}", Conclusion("holds", full(f"t{n}")), read(f"t{n - 1}") if n else A) for n in range(1000)]
    policy = policy_of(*FACTS, *(term(f"t{n}") for n in range(1000)), *chain)
    assert value(policy, case_of(a=True), "t999") is True


def test_what_is_left_to_others_is_open_until_a_local_rule_concludes_it() -> None:
    """Also where nobody has written one for a yes or no: that the rule is lacking is no answer."""
    yes_no = term("t", left_to="municipality")
    money = term("p", "amount", MONEY, left_to="municipality")
    assert waits(policy_of(*FACTS, yes_no), case_of(), "t") == {"left_open t"}
    assert waits(policy_of(*FACTS, money), case_of(), "p") == {"left_open p"}
    filled = policy_of(*FACTS, yes_no, rule("r", holds("t"), when=A))
    assert (value(filled, case_of(a=True), "t"), value(filled, case_of(a=False), "t")) == (True, False)
    limited = policy_of(*FACTS, money, rule("r", gives("p", lit(5)), when=A))
    assert waits(limited, case_of(a=False), "p") == {"left_open p"}
