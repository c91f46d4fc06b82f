"""What a policy says of an act, ledd by ledd; the groups are the whole of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.law.coverage import GROUPS, ActCoverage, coverage, shares
from engine.law.structure import document_of
from engine.model.provisions import Provisions
from tests.law.policies import policy
from tests.law.samples import ID, UNCOMMENCED, act, chapter, items, ledd, mark, read, section

LAW = read(
    act(
        chapter(
            "1",
            "Tjenester",
            section("1", "Formål", ledd("Loven skal hjelpe.")),
            section("2", "Hjelp", ledd("Kommunen gir hjelp. Den begrunner."), ledd("Hjelpen er forsvarlig.")),
            section("3", "Liste", ledd(f"Kommunen gir: {items(a='mat,', b='husly.')}")),
            section("4", "(Opphevet)"),
            section("5", "Forskrift", ledd(f"[Kongen gir forskrift.]{mark()}"), footnotes=[UNCOMMENCED]),
            section("6", "Nytt", note="<strong>Tilføyes</strong> ved lov 2."),
        ),
        chapter(
            "2",
            "Staten",
            section("7", "Tilsyn", ledd("Staten fører tilsyn.")),
            section("8", "Bare liste", items(a="En.")),
        ),
    )
)
PROVISIONS = Provisions(None, {ID: document_of(LAW)})


def covered(text: str, provisions: Provisions = PROVISIONS) -> ActCoverage:
    (found,) = coverage(policy(text), provisions, [ID])
    return found


def groups(found: ActCoverage) -> dict[str, str]:
    return {str(each.citation).removeprefix(f"{ID} § "): each.group for each in found.ledd}


RULE = "amount a of person : money\nrule r\n  basis {}\n  a is 1 kr\n"
DISCRETION = "discretion d of person : yes or no\n  basis {}\n  standard\n"


def test_what_nothing_cites_nobody_has_looked_at() -> None:
    found = covered("")
    assert groups(found) == dict.fromkeys(["1 L1", "2 L1", "2 L2", "3 L1", "7 L1", "8"], "unseen")
    assert found.repealed == ("4",)
    assert [str(each) for each in found.not_in_force] == [f"{ID} § 5 L1", f"{ID} § 6"]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        (RULE.format("§ 2 ledd 1"), "formalised"),
        (RULE.format("§ 2 ledd 1 punktum 2"), "formalised"),
        (RULE.format("§ 2"), "formalised"),
        (DISCRETION.format("§ 2 ledd 1"), "discretionary"),
        (RULE.format("§ 2 ledd 1") + DISCRETION.format("§ 2 ledd 1"), "formalised"),
        ('not formalised § 2 ledd 1 because "later"', "not_formalised"),
        ("defines § 2 ledd 1", "defines"),
        ('organisational § 2 because "the state"', "organisational"),
        ('out of scope kapittel 1 because "elsewhere"', "out_of_scope"),
        (DISCRETION.format("§ 2 ledd 1") + 'not formalised § 2 because "later"', "discretionary"),
        (RULE.format("§ 2 ledd 2"), "unseen"),
        (RULE.format("§ 2 ledd 1 until 2019-12-31"), "unseen"),
        (RULE.format("§ 2 ledd 9"), "unseen"),
    ],
)
def test_a_ledd_is_in_the_first_group_it_is_cited_for(text: str, group: str) -> None:
    assert groups(covered(text))["2 L1"] == group


def test_reasons_are_kept() -> None:
    found = covered('out of scope § 7, § 8 because "the state\'s own"')
    assert [each.reasons for each in found.ledd if each.group == "out_of_scope"] == [("the state's own",)] * 2


def test_what_is_left_unseen_in_a_ledd_is_named() -> None:
    def unseen(text: str) -> list[str]:
        return [str(part).removeprefix(f"{ID} § ") for each in covered(text).ledd for part in each.unseen]

    assert unseen(RULE.format("§ 2 ledd 1 punktum 1")) == ["2 L1 P2"]
    assert unseen(RULE.format("§ 2 ledd 1")) == []
    assert unseen(RULE.format("§ 3 ledd 1 bokstav a")) == ["3 L1 b P1"]
    assert unseen(RULE.format("§ 3 ledd 1 punktum 1")) == []


def test_what_is_not_in_force_counts_when_it_is_cited() -> None:
    found = covered(RULE.format("§ 5 ledd 1"))
    assert groups(found)["5 L1"] == "formalised"
    assert [str(each) for each in found.not_in_force] == [f"{ID} § 6"]


def test_a_rule_of_other_days_than_the_text_says_nothing_of_it() -> None:
    text = RULE.format("§ 2 ledd 1").replace("  a is", "  in force from 2030-01-01\n  a is")
    assert groups(covered(text))["2 L1"] == "formalised"  # the day of the text is not known
    of_a_day = Provisions(date(2025, 1, 1), PROVISIONS.documents)
    assert groups(covered(text, of_a_day))["2 L1"] == "unseen"


def test_the_groups_are_the_whole_act() -> None:
    found = covered(RULE.format("§ 2 ledd 1") + 'organisational § 7 because "the state"')
    assert sum(found.counts.values()) == len(found.ledd) == 6
    assert sum(found.percent.values()) == 100
    assert list(found.counts) == list(GROUPS)


@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 5000), min_size=1))
def test_shares_sum_to_a_hundred_and_are_off_by_less_than_one(counts: dict[str, int]) -> None:
    total = sum(counts.values())
    found = shares(counts)
    assert sum(found.values()) == (100 if total else 0)
    assert all(abs(found[name] * total - counts[name] * 100) < max(total, 1) for name in counts)


def test_an_act_that_is_not_held_is_left_out() -> None:
    assert coverage(policy(""), PROVISIONS, ["LOV-1999-01-01-1"]) == []


def test_what_is_only_weighed_is_not_where_the_discretion_is() -> None:
    """Another provision cited for a consideration stays in the group of what else is said of it."""
    weighing = DISCRETION.format("§ 1") + "  must consider budget basis § 7\n"
    because = '  because nb "nei"  nn "nei"  en "no"\n'
    said = groups(covered(weighing + "not formalised § 7\n" + because))
    assert (said["1 L1"], said["7 L1"]) == ("discretionary", "not_formalised")
    assert groups(covered(weighing))["7 L1"] == "discretionary"
