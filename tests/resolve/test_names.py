"""Names and sources: what may be called what from where, and how files of one source make one whole."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from engine.model.policy import Period
from engine.resolve import resolve
from engine.source import SourceText
from engine.syntax import parse
from tests.resolve.plain import ACT, bound, codes, read

OTHER = """act b LOV-2000-01-01-2
entity neighbour
fact rent of neighbour : yes or no
fact near of neighbour : yes or no
"""


def rule(source_words: str, condition: str) -> str:
    return f"{source_words}term t of person\nrule r\n  basis § 1\n  t holds\n  when {condition}\n"


def test_ids_are_source_and_name() -> None:
    policy = bound(f"{ACT}fact ill of person : yes or no\n")
    assert policy.terms["a.ill"].name == "ill"
    assert policy.terms["a.ill"].entity == "a.person"
    assert policy.entities["a.child"].is_member
    assert not policy.entities["a.person"].is_member
    assert policy.units["a.benefit_day"].name == "benefit_day"


def test_a_source_sees_what_it_uses_and_no_further() -> None:
    third = "act c LOV-2000-01-01-3\nuses b\nfact wide of neighbour : yes or no\n"
    assert codes(rule(f"{ACT}uses b\n", "near"), OTHER) == []
    assert codes(rule(ACT, "near"), OTHER) == ["R105"]
    assert codes(rule(f"{ACT}uses c\n", "wide"), OTHER, third) == []
    assert codes(rule(f"{ACT}uses c\n", "near"), OTHER, third) == ["R105"]


def test_where_two_names_meet_the_source_goes_before() -> None:
    own = f"{ACT}uses b\nfact rent of person : yes or no\n"
    policy, found = read(rule(own, "rent"), OTHER)
    assert [each.code for each in found] == ["R104"]
    assert found[0].hint == "write `a.rent` or `b.rent`"
    assert "a.r" not in policy.rules
    assert codes(rule(own, "a.rent and b.rent"), OTHER) == []


def test_a_name_of_another_kind_does_not_stand_in_the_way() -> None:
    assert codes(rule(f"{ACT}uses b\nunit near\n", "near"), OTHER) == []


def test_a_qualified_name_still_needs_uses() -> None:
    assert codes(rule(ACT, "b.near"), OTHER) == ["R105"]
    assert codes(rule(ACT, "c.near"), OTHER) == ["R101"]
    assert codes(rule(f"{ACT}uses b\n", "b.neer"), OTHER) == ["R102"]


def test_a_suggestion_is_of_the_same_kind() -> None:
    text = (
        f"{ACT}fact household_size of person : number\nrule household_sise\n  basis § 1\n  t holds\nterm t of person\n"
    )
    found = read(f"{text}rule q\n  basis § 1\n  t holds\n  when household_sizz > 3\n")[1]
    assert [(each.code, each.hint) for each in found] == [("R102", "did you mean `household_size`?")]
    far = read(rule(ACT, "qwertyuiop"))[1]
    assert [(each.code, each.hint) for each in far] == [("R102", "")]


def test_a_name_declared_twice_points_at_the_first() -> None:
    policy, found = read(f"{ACT}fact x of person : date\n", f"{ACT}")
    assert [each.code for each in found] == ["R106"] * 5
    assert found[0].notes[0].span.file == "file1.policy"
    assert policy.terms["a.x"].type.kind == "date"


@pytest.mark.parametrize("word", ["when", "når", "eller", "heimel", "vedtaket", "kr"])
def test_a_keyword_of_any_language_is_no_name(word: str) -> None:
    text = f"målform nn\nlov a LOV-2000-01-01-1\neining {word}\n"
    document, unread = parse(SourceText("text.policy", text))
    found = [*unread, *resolve([document])[1]]
    assert {each.code for each in found} <= {"R107", "S101"}
    assert found


def test_several_files_of_one_source_are_one_source() -> None:
    first = 'act a LOV-2000-01-01-1\n  nb "Loven"\n  covers from 2010-01-01\nentity person\nuses b\n'
    second = 'act a LOV-2000-01-01-1\n  en "The Act"\n  under b § 4\nfact near_one of person : yes or no\n'
    third = "act a\nrule r\n  basis § 1\n  t holds\n  when near and near_one\nterm t of person\n"
    policies = [bound(*files) for files in permutations([first, second, third, OTHER])]
    source = policies[0].sources["a"]
    assert source.labels == {"nb": "Loven", "en": "The Act"}
    assert source.document == "LOV-2000-01-01-1"
    assert source.covers == Period(date(2010, 1, 1))
    assert source.uses == ("b",)
    assert [str(each.citation) for each in source.under] == ["LOV-2000-01-01-2 § 4"]
    for policy in policies:
        assert dict(policy.rules) == dict(policies[0].rules)
        assert dict(policy.sources) == dict(policies[0].sources)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("act a LOV-2000-01-01-1\n", "act a LOV-2000-01-01-2\n"),
        ("act a LOV-2000-01-01-1\n", "regulation a LOV-2000-01-01-1\n"),
        ('act a\n  nb "en"\n', 'act a\n  nb "to"\n'),
        ("act a\n  covers from 2010-01-01\n", "act a\n  covers from 2011-01-01\n"),
    ],
)
def test_headers_that_contradict_each_other_are_reported_once(one: str, other: str) -> None:
    policy, found = read(one, other)
    assert [each.code for each in found] == ["R109"]
    assert found[0].notes
    assert list(policy.sources) == ["a"]


def test_items_belong_to_the_last_header_above_them() -> None:
    policy = bound(
        "act a LOV-2000-01-01-1\nentity person\nact b LOV-2000-01-01-2\nentity person\nact a\nentity child\n"
    )
    assert sorted(policy.entities) == ["a.child", "a.person", "b.person"]


def test_an_item_above_any_header_is_reported_once() -> None:
    assert codes("entity x\nentity y\nact a\nentity z\n") == ["R108"]


def test_a_file_of_cases_belongs_to_the_first_source_it_uses() -> None:
    cases = 'uses a, b\ncase "one" on 2024-01-01\n  given ill: yes, near: no\n'
    policy = bound(f"{ACT}fact ill of person : yes or no\n", OTHER, cases)
    assert [case.source for case in policy.cases] == ["a"]
    assert [given.term for given in policy.cases[0].given] == ["a.ill", "b.near"]
    assert policy.sources["a"].uses == ()
    assert codes(f"{ACT}", "uses a\nentity q\n") == ["R108"]


def test_a_case_may_name_things_of_sources_not_used() -> None:
    case = 'case "one" on 2024-01-01\n  given near: no\n'
    assert bound(f"{ACT}{case}", OTHER).cases[0].given[0].term == "b.near"


def test_what_could_not_be_read_is_not_unknown_as_well() -> None:
    text = (
        f"language en\n{ACT}fact ill of person : yes yes\n"
        "term t of person\nrule r\n  basis § 1\n  t holds\n  when ill\n"
    )
    document, unread = parse(SourceText("text.policy", text))
    policy, found = resolve([document])
    assert [each.code for each in unread] == ["S101"]
    assert found == []
    assert "a.r" not in policy.rules


def test_what_could_not_be_bound_is_not_reported_where_it_is_used() -> None:
    text = f"{ACT}amount x of person\nterm t of person\nrule r\n  basis § 1\n  t holds\n  when x > 3 kr\n"
    assert codes(text) == ["R207"]


def test_order_of_files_and_items_means_nothing() -> None:
    items = [
        "fact ill of person : yes or no\n",
        "term t of person\n",
        "rule r\n  basis § 1\n  t holds\n  when ill\n",
        "exception e to r\n  basis § 2\n  when not ill\n",
        "exception f to e\n  basis § 3\n  when ill\n",
    ]
    wanted = bound(ACT + "".join(items))
    for order in permutations(items):
        policy = bound(ACT + "".join(order))
        assert dict(policy.rules) == dict(wanted.rules)
        assert dict(policy.terms) == dict(wanted.terms)


def test_no_documents_make_an_empty_policy() -> None:
    policy, found = resolve([])
    assert found == []
    assert not policy.sources
    assert not policy.rules


def test_an_unknown_source_in_uses_suggests_a_close_one() -> None:
    found = read("act a LOV-2000-01-01-1\nuses sosialtjenestelova\n", "act sosialtjenesteloven LOV-2009-12-18-131\n")[1]
    assert [(each.code, each.hint) for each in found] == [("R101", "did you mean `sosialtjenesteloven`?")]


def test_however_many_names_are_unknown_each_is_told_and_the_first_with_a_hint() -> None:
    rules = "".join(f"rule r{n}\n  basis § 1\n  t holds\n  when il_{n}\n" for n in range(200))
    found = read(f"{ACT}fact ill_1 of person : yes or no\nterm t of person\n{rules}")[1]
    assert [each.code for each in found] == ["R102"] * 200
    assert found[1].hint == "did you mean `ill_1`?"
