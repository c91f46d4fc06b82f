"""Reading a case: what is taken, exactly, and what is refused, with a place and a hint."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import jsonschema
import pytest

from engine.diagnostics.render import render
from engine.model.case import Case, Members, Options, Origin, Statement
from engine.model.policy import Policy
from engine.resolve import resolve
from engine.source import SourceText
from engine.store.case_schema import case_schema
from engine.store.cases import Request, read_case
from engine.syntax import parse
from tests.surfaces.program import POLICY

OTHER = """\
language en
act nabolov LOV-2001-01-01-2
  covers from 2001-01-01
entity person
fact visits of person : number
  formerly calls
"""


def policy_of(*texts: str) -> Policy:
    documents = []
    for number, text in enumerate(texts):
        document, found = parse(SourceText(f"{number}.policy", text))
        assert found == [], render(found, {f"{number}.policy": SourceText(f"{number}.policy", text)})
        documents.append(document)
    policy, found = resolve(documents)
    assert found == [], [each.message for each in found]
    return policy


SMALL = policy_of(POLICY, OTHER)
SCHEMA = jsonschema.Draft202012Validator(case_schema(SMALL))


def read(case: dict[str, Any] | str, request: Request | None = None) -> tuple[Case | None, Options, list[str]]:
    """The case, the options, and each finding as `code line:column message | hint`."""
    source = SourceText("case.json", case if isinstance(case, str) else json.dumps(case, ensure_ascii=False))
    taken, options, found = read_case(source, SMALL, request)
    words = ["{} {}:{} {} | {}".format(e.code, *source.position(e.span.start), e.message, e.hint) for e in found]
    return taken, options, words


def taken(case: dict[str, Any], request: Request | None = None) -> Case:
    """A case that must be taken, and that the published schema must allow too."""
    found, _, told = read(case, request)
    assert found is not None, told
    assert told == []
    assert [error.message for error in SCHEMA.iter_errors(case)] == []
    return found


def asking(**more: Any) -> dict[str, Any]:
    return {"on": "2024-05-01", "ask": ["payment"], **more}


def given(name: str, value: Any) -> Any:
    """The value a fact has when this JSON is given for it."""
    (statement,) = taken(asking(facts={name: value})).facts[f"egenandelsforskriften.{name}", None]
    return statement.value


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("income", 248056, Fraction(248056)),
        ("income", "248 056", Fraction(248056)),
        ("income", "248\u00a0056.50", Fraction(496113, 2)),
        ("income", "-1.05", Fraction(-21, 20)),
        ("income", {"exact": "63285287/375", "unit": "kr/year"}, Fraction(63285287, 375)),
        ("income", {"exact": "248056"}, Fraction(248056)),
        ("share_owned", 25, Fraction(1, 4)),
        ("share_owned", "12.5", Fraction(1, 8)),
        ("visits", "0.1", Fraction(1, 10)),
        ("moved_in", "2024-02-29", date(2024, 2, 29)),
        ("household", "couple", "couple"),
        ("shares_room", True, True),
    ],
)
def test_values_are_taken_exactly(name: str, written: Any, value: Any) -> None:
    assert given(name, written) == value


def test_a_decimal_number_is_read_as_it_is_written() -> None:
    case, _, told = read('{"on": "2024-05-01", "ask": "payment", "facts": {"nabolov.visits": 0.1}}')
    assert case is not None, told
    assert case.facts["nabolov.visits", None][0].value == Fraction(1, 10)


ALONE = "write the number alone; it is counted in kr/year"
NOBODY = 'leave it out if nobody has asked; write {"state": "unknown"} if it was asked and nobody knows'


@pytest.mark.parametrize(
    ("name", "written", "code", "message", "hint"),
    [
        ("income", "248056.5", "P312", "`income` is money, and a JSON number with decimals is not exact",
         'write it as a text: "248056.5"'),
        ("income", "1e5", "P311", "`1e5` is written with an exponent", "write it out"),
        ("income", '"248056,50"', "P311", "`income` is money in kr/year",
         'write the decimals after a point: "248056.50"'),
        ("income", '"20 000 kr"', "P311", "`income` is money in kr/year", ALONE),
        ("income", '"1 00"', "P311", "`income` is money in kr/year", 'write "248056.50" or "248 056"'),
        ("income", f'"{"9" * 41}"', "P311", "`income` is money in kr/year", "a number has at most 40 digits"),
        ("income", "true", "P311", "`income` is money in kr/year", ""),
        ("income", "null", "P311", "`income` is money in kr/year", NOBODY),
        ("share_owned", '"1/4"', "P311", "`share_owned` is a percentage", "write it in digits"),
        ("shares_room", '"ja"', "P311", "`shares_room` is yes or no: `true` or `false`", "write true without quotes"),
        ("shares_room", "1", "P311", "`shares_room` is yes or no: `true` or `false`", ""),
        ("moved_in", '"2024-7-1"', "P313", "`2024-7-1` is not written as a date", "write `2024-07-01`"),
        ("moved_in", '"01.07.2024"', "P313", "`01.07.2024` is not written as a date", "write `2024-07-01`"),
        ("moved_in", '"20240701"', "P313", "`20240701` is not written as a date", "write `2024-07-01`"),
        ("moved_in", '"2024-07-01T10:00"', "P313", "`2024-07-01T10:00` is not written as a date",
         "write `2024-07-01`"),
        ("moved_in", '"07/01/2024"', "P313", "`07/01/2024` is not written as a date",
         "write year, month and day: `2024-07-01`"),
        ("moved_in", '"2023-02-29"', "P313", "`2023-02-29` is no day of the calendar", ""),
        ("moved_in", "20240701", "P311", "a date is needed here", 'write it as "2024-07-01"'),
        ("household", '"cuople"', "P323", "`cuople` is none of the words `household` may have",
         "did you mean `couple`?"),
    ],
)  # fmt: skip
def test_a_value_that_is_not_exact_is_refused(name: str, written: str, code: str, message: str, hint: str) -> None:
    text = f'{{"on": "2024-05-01", "ask": "payment", "facts": {{"{name}": {written}}}}}'
    assert read(text)[2] == [f"{code} 1:{text.rindex(written) + 1} {message} | {hint}"]


def test_an_exact_amount_says_its_unit_or_nothing() -> None:
    other_unit = {"exact": "1", "unit": "kr/month"}
    (told,) = read(asking(facts={"income": other_unit}))[2]
    assert told.endswith('`income` is counted in kr/year, not in `kr/month` | write "unit": "kr/year"')
    for wrong in ({"exact": "1/0"}, {"exact": "1.5"}, {"exact": 1}):
        (told,) = read(asking(facts={"income": wrong}))[2]
        assert "needs a whole number or a fraction as `exact`" in told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("incom", "P301 unknown fact `incom` | did you mean `income`?"),
        ("xyz", "P301 unknown fact `xyz` | "),
        ("hardship", "P308 `hardship` is an assessment: give it under `assessments` | "),
        ("payment", "P308 `payment` is concluded by rules, and never given; it may be asked for | "),
        ("g", "P308 `g` is a parameter: its values are in the policy | "),
        ("children", "P308 `children` is a list: give it under `lists` | "),
    ],
)  # fmt: skip
def test_a_name_that_is_no_fact_is_told_what_it_is(name: str, told: str) -> None:
    text = f'{{"on": "2024-05-01", "ask": "payment", "facts": {{"{name}": 1}}}}'
    code, rest = told.split(" ", 1)
    assert read(text)[2] == [f"{code} 1:{text.index(name, 45)} {rest}"]


def test_a_fact_may_have_a_state_days_and_an_origin() -> None:
    case = taken(
        asking(
            facts={
                "income": [
                    {"value": 1, "to": "2023-12-31", "origin": "skatteetaten"},
                    {
                        "value": 2,
                        "from": "2024-01-01",
                        "origin": {"by": "x", "at": "2024-05-28T09:12", "basis": "§ 43"},
                    },
                ],
                "shares_room": {"state": "not_shown"},
                "moved_in": {"state": "unknown"},
            }
        )
    )
    assert case.facts == {
        ("egenandelsforskriften.income", None): (
            Statement("known", Fraction(1), None, date(2023, 12, 31), Origin("skatteetaten")),
            Statement("known", Fraction(2), date(2024, 1, 1), None, Origin("x", "2024-05-28T09:12", "", "§ 43")),
        ),
        ("egenandelsforskriften.shares_room", None): (Statement("not_shown"),),
        ("egenandelsforskriften.moved_in", None): (Statement("unknown"),),
    }


def test_lists_have_members_and_members_have_facts() -> None:
    case = taken(asking(lists={"children": {"members": {"ola": {"birth_date": "2015-01-01"}, "kari": {}}}}))
    assert case.lists == {("egenandelsforskriften.children", None): Members(("kari", "ola"), False)}
    assert ("egenandelsforskriften.birth_date", "ola") in case.facts
    named = {"birth_date": [{"value": "2015-01-01", "of": "ola"}, {"value": "2017-01-01", "of": "kari"}]}
    case = taken(asking(lists={"children": {"members": ["ola", "kari"], "complete": True}}, facts=named))
    assert case.lists["egenandelsforskriften.children", None].complete
    assert case.facts["egenandelsforskriften.birth_date", "kari"][0].value == date(2017, 1, 1)


def test_assessments_keep_what_was_considered_and_why() -> None:
    answer = {
        "value": True,
        "considered": {"health": "Ill since May."},
        "relied_on": ["income", "child_benefit"],
        "reasons": "The bills.",
        "by": "caseworker 17",
        "role": "municipality",
        "at": "2024-05-03",
        "from": "2024-05-01",
    }
    power = {"used": True, "value": "1 000"}
    case = taken(asking(assessments={"hardship": answer, "extra_deduction": power}))
    (kept,) = case.assessments["egenandelsforskriften.hardship", None]
    assert kept.considered == {"health": "Ill since May."}
    assert kept.relied_on == ("egenandelsforskriften.income", "child_benefit")
    assert (kept.value, kept.reasons, kept.first) == (True, "The bills.", date(2024, 5, 1))
    (used,) = case.assessments["egenandelsforskriften.extra_deduction", None]
    assert (used.used, used.value, used.complete) == (True, Fraction(1000), False)


def test_the_days_and_the_way_of_reading() -> None:
    whole = {
        "from": "2024-01-01",
        "to": "2024-12-31",
        "decided_on": "2025-01-03",
        "ask": "payment",
        "known_on": "2024-06-01",
        "readings": {"whose_income": "joint"},
        "suppose": {"nabolov": "2027-01-01"},
    }
    case = taken(whole)
    assert (case.day, case.last, case.decided_on) == (date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 3))
    _, options, _ = read(whole)
    assert options == Options(
        date(2024, 6, 1), {"egenandelsforskriften.whose_income": "joint"}, {"nabolov": date(2027, 1, 1)}
    )


def test_the_command_goes_before_the_file() -> None:
    request = Request(
        day=date(2023, 1, 1), terms=("relief",), known_on=date(2023, 2, 1), readings={"whose_income": "own"}
    )
    case, options, told = read(asking(readings={"whose_income": "joint"}), request)
    assert case is not None, told
    assert (case.day, case.requested) == (date(2023, 1, 1), ("egenandelsforskriften.relief",))
    assert options == Options(date(2023, 2, 1), {"egenandelsforskriften.whose_income": "own"})
    assert read({}, request)[2] == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"on": None}, ["P311 a date is needed here"]),
        ({"facts": []}, ["P311 `facts` must be an object"]),
        ({"income": 1}, ["P315 unknown key `income`"]),
        ({"asks": 1}, ["P315 unknown key `asks`"]),
        ({"ask": ["paymnt", "payment"]}, ["P304 unknown term `paymnt`"]),
        ({"ask": []}, ["P321 the case does not say what to decide"]),
        ({"to": "2024-06-01"}, ["P311 a case has either `on`, or `from` and `to`"]),
        ({"readings": {"whose_income": "hers"}}, ["P305 `whose_income` has no reading `hers`"]),
        ({"readings": {"whose": "own"}}, ["P305 unknown interpretation `whose`"]),
        ({"suppose": {"forvaltningslov": "2027-01-01"}}, ["P306 unknown source `forvaltningslov`"]),
        ({"facts": {"income": {"valeu": 1}}}, ["P316 `income` lacks a `value`", "P315 unknown key `valeu`"]),
        ({"facts": {"income": {"value": 1, "origin": {"who": "x"}}}}, ["P315 unknown key `who`"]),
        ({"facts": {"income": {"state": "unknown", "value": 1}}},
         ["P311 `income` is asked and unknown, and so has no value"]),
        ({"facts": {"income": {"state": "not_shown"}}},
         ["P311 `income` is not yes or no, and so cannot be `not_shown`"]),
        ({"facts": {"income": {"state": "not_asked"}}},
         ["P316 `income` lacks a `value`", "P323 `not_asked` is no state of `income`"]),
        ({"facts": {"income": {"value": 1, "from": "2024-02-01", "to": "2024-01-31"}}},
         ["P318 the period ends on 2024-01-31, before it begins on 2024-02-01"]),
        ({"facts": {"income": [{"value": 1}, {"value": 1, "from": "2024-01-01"}]}},
         ["P317 two statements of `income` speak of the same day"]),
        ({"facts": {"income": [{"value": 1, "to": "2024-05-01"}, {"value": 2, "from": "2024-05-01"}]}},
         ["P317 two statements of `income` speak of the same day"]),
        ({"facts": {"birth_date": "2015-01-01"}},
         ["P320 `birth_date` is a fact of each `child`, not of the case as a whole"]),
        ({"facts": {"birth_date": {"value": "2015-01-01", "of": "ola"}}}, ["P319 `ola` is in no list of the case"]),
        ({"facts": {"income": {"value": 1, "of": "ola"}}}, ["P320 `income` is of `resident`, not of `ola`"]),
        ({"lists": {"children": {"members": {"ola": {"income": 1}}}}},
         ["P320 `income` is of `resident`, not of `ola`"]),
        ({"lists": {"children": {"members": {"Ola Nordmann": {}}}}},
         ["P326 `Ola Nordmann` is no short id of a member"]),
        ({"lists": {"children": {"complete": True}}}, ["P316 `children` lacks `members`"]),
        ({"lists": {"children": ["ola"]}}, ["P311 `children` is a list of members"]),
        ({"lists": {"kids": {"members": []}}}, ["P303 unknown list `kids`"]),
        ({"assessments": {"hardship": {"considered": {"helth": "x"}}}},
         ["P316 `hardship` lacks a `value`", "P325 `hardship` knows no consideration `helth`"]),
        ({"assessments": {"hardship": {"value": True, "used": True}}}, ["P311 `hardship` is answered, not used"]),
        ({"assessments": {"extra_deduction": 100}}, ["P311 `extra_deduction` is used or not used"]),
        ({"assessments": {"extra_deduction": {"value": 100}}}, ["P316 `extra_deduction` lacks `used`"]),
        ({"assessments": {"hardshp": True}}, ["P302 unknown assessment `hardshp`"]),
        ({"assessments": {"hardship": {"value": True, "at": "yesterday"}}}, ["P313 `yesterday` is no day or time"]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(change: dict[str, Any], told: list[str]) -> None:
    case, _, found = read(asking(**change))
    assert case is None
    assert [" ".join([words.split()[0], *words.split(" | ")[0].split()[2:]]) for words in found] == told
    if not told[0].startswith(BEYOND_A_SCHEMA):
        assert not SCHEMA.is_valid(asking(**change))


BEYOND_A_SCHEMA = ("P313", "P317", "P318", "P319", "P320", "P321", "P325")
"""What only the reader knows: days that overlap, members no list has, whose a fact is."""


def test_a_period_lacks_an_end_and_a_case_lacks_a_day() -> None:
    assert read({"from": "2024-01-01", "ask": "payment"})[2][0].startswith("P316 1:10 a period needs `to` too")
    assert read({"ask": "payment"})[2][0].startswith("P322 1:1 the case names no day")


def test_everything_wrong_is_told_at_once_in_the_order_of_the_text() -> None:
    text = """\
{"on": "1.5.2024",
 "ask": ["paymnt"],
 "facts": {"incom": 1, "shares_room": "ja", "shares_room": true},
 "lists": {"children": {"members": {"ola": {"birth_date": NaN}}}}}
"""
    assert [words.split(" ")[:2] for words in read(text)[2]] == [
        ["P313", "1:8"],
        ["P304", "2:10"],
        ["P301", "3:12"],
        ["P311", "3:39"],
        ["P202", "3:45"],
        ["P203", "4:59"],
    ]


def test_a_former_name_is_taken_with_a_note() -> None:
    case, _, told = read(asking(facts={"calls": 3}))
    assert case is not None
    assert case.facts["nabolov.visits", None][0].value == Fraction(3)
    assert told == ["P324 1:52 `calls` is now called `visits` | "]


def test_a_name_of_several_sources_is_that_of_what_is_asked() -> None:
    home = taken(asking(facts={"visits": 3}))
    assert list(home.facts) == [("egenandelsforskriften.visits", None)]
    both, _, told = read(asking(ask=["payment", "nabolov.visits"], facts={"visits": 3}))
    assert both is None
    assert told == [
        "P307 1:70 `visits` is declared by several sources | write `egenandelsforskriften.visits` or `nabolov.visits`"
    ]


def test_nothing_asked_says_what_may_be_asked() -> None:
    (told,) = read({"on": "2024-05-01"})[2]
    assert told.endswith('| add "ask": ["relief"], or --for relief; one may ask for `relief`, `extra_deduction`, '
                         "`exempt`, `payment`")  # fmt: skip


def test_a_name_in_another_normal_form_is_the_same_name() -> None:
    lines = ("language en", "act skolelov LOV-2001-01-01-3", "entity person", "fact på_skole of person : yes or no",
             "right støtte of person", "rule r", "  basis § 1", "  person has støtte", "  when på_skole")  # fmt: skip
    policy = policy_of("\n".join(lines) + "\n")
    text = '{"on": "2024-01-01", "ask": "støtte", "facts": {"pa\u030a_skole": true}}'
    case, _, found = read_case(SourceText("case.json", text), policy)
    assert case is not None, found
