"""`hjemmel law` as it is typed: import, show, check, coverage, stale; on texts made up for it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.law.samples import UNCOMMENCED, act, chapter, items, ledd, mark, section
from tests.surfaces.program import POLICY, Program

ID, REF = "FOR-2011-12-16-1349", "forskrift/2011-12-16-1349"
"""The number the small policy formalises; the words here are made up."""
LINE = POLICY.partition("exception exempt_double")[0].count("\n") + 1
"""Where the small policy has its one exception."""


def regulation(second: str = "Satsen er kr. 5.", fourth: str = "Deling gir mer.", **rest: str) -> bytes:
    deductions = ledd("Kommunen kan vurdere. ") * 3 + ledd("Tyngende krav lempes. Helse teller.") + ledd("Fradrag gis.")
    amounts = ledd(f"{second} Resten følger. Tillegg kommer. {fourth}")
    body = chapter(
        "1",
        "Opphold",
        section("1", "(Opphevet)"),
        section("3", "Sats", ledd("Det kan kreves betaling."), amounts, ledd("x."), ledd("Inntekt er inntekt.")),
        section("5", "Fradrag", deductions),
        section("7", "Forskrift", ledd(f"[Kongen gir forskrift.]{mark()}"), footnotes=[UNCOMMENCED]),
        section("8", "Ymse", ledd(f"Det gis {items(a='mat og', b='husly.')}")),
    )
    fields = {
        "id": ID,
        "ref": REF,
        "title": "Forskrift om prøver",
        "short": "Prøveforskriften",
        "in_force": "2012-01-01",
    }
    return act(body, **{**fields, **rest})


@pytest.fixture
def law(hjemmel: Program) -> Program:
    """The program with a store in its folder."""
    hjemmel.write("texts/sf.xml", regulation())
    assert hjemmel("law", "import", "texts", "--edition", "2025-11-08", "--store", "store").code == 0
    return hjemmel


def as_data(program: Program, *arguments: str, code: int = 0) -> Any:
    ran = program("law", *arguments, "--store", "store", "--format", "json")
    assert ran.code == code, ran
    return json.loads(ran.out)


def test_the_group_tells_its_commands_and_suggests_one(hjemmel: Program) -> None:
    helped = hjemmel("law", "--help")
    assert helped.code == 0
    assert all(f"\n  {name}" in helped.out for name in ("check", "coverage", "import", "show", "stale"))
    assert "did you mean `show`?" in hjemmel("law", "shw").err


# ── import ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_import_tells_what_was_read_and_what_was_not(hjemmel: Program) -> None:
    hjemmel.write("texts/good.xml", regulation())
    hjemmel.write("texts/bad.xml", "<html>")
    ran = hjemmel("law", "import", "texts", "--store", "store")
    assert ran.code == 1
    assert ran.out.startswith("1 text of 1 act or regulation in store\n")
    assert ran.out.endswith("1 of 2 files could not be read\n")
    assert "texts/bad.xml: error P501 not-xml" in ran.err
    assert "not before 2020-07-01" in ran.err
    told = json.loads(hjemmel("law", "import", "texts", "--store", "store", "--format", "json").out)
    assert [each["state"] for each in told["taken"]] == ["same"]
    assert [(each["file"], each["code"]) for each in told["not_read"]] == [("texts/bad.xml", "P501")]


@pytest.mark.parametrize("path", ["nowhere.xml", "empty"])
def test_an_import_of_nothing_could_not_run(hjemmel: Program, path: str) -> None:
    (hjemmel.folder / "empty").mkdir()
    ran = hjemmel("law", "import", path, "--store", "store")
    assert ran.code == 2
    assert not (hjemmel.folder / "store").exists()


def test_the_store_is_where_the_environment_says(hjemmel: Program) -> None:
    hjemmel.write("sf.xml", regulation())
    assert hjemmel("law", "import", "sf.xml", HJEMMEL_LAW="elsewhere").code == 0
    assert hjemmel("law", "show", "prøveforskriften § 3 ledd 1", HJEMMEL_LAW="elsewhere").code == 0


# ── show ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_words_are_shown_with_edition_state_and_hash(law: Program) -> None:
    ran = law("law", "show", "egenandelsforskriften § 3 ledd 2 punktum 1", "--store", "store")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[:5] == ["Prøveforskriften", "§ 3. Sats", "ledd 2 punktum 1", "", "Satsen er kr. 5."]
    assert lines[6] == "edition 2025-11-08 · in force"
    assert lines[7].startswith("sha256 ")
    assert "NLOD" in lines[8]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("prøveforskriften § 8", "(1) Det gis\n    a. mat og\n    b. husly."),
        ("FOR-2011-12-16-1349 § 8 bokstav b", "\nhusly.\n"),
        ("prøveforskriften § 1", "repealed"),
        ("prøveforskriften § 7 første ledd", "adopted, not in force"),
        ("prøveforskriften kapittel 1", "Kapittel 1. Opphold"),
        ("prøveforskriften", "§ 3. Sats\n(1) Det kan kreves betaling."),
    ],
)
def test_every_level_can_be_shown(law: Program, address: str, shown: str) -> None:
    ran = law("law", "show", address, "--store", "store")
    assert ran.code == 0
    assert shown in ran.out


def test_each_sentence_can_be_shown_with_its_address(law: Program) -> None:
    ran = law("law", "show", "--sentences", "--store", "store", "prøveforskriften § 8")
    assert [line for line in ran.out.splitlines() if line.startswith("§")] == [
        "§ 8 ledd 1 punktum 1",
        "§ 8 ledd 1 bokstav a punktum 1",
        "§ 8 ledd 1 bokstav b punktum 1",
    ]


def test_shown_as_data_a_provision_has_everything_about_it(law: Program) -> None:
    found = as_data(law, "show", "prøveforskriften § 8 ledd 1 bokstav b")
    assert (found["citation"], found["text"], found["in_force"]) == (f"{ID} § 8 L1 b", "husly.", True)
    assert found["edition"] == "2025-11-08"
    assert [each["citation"] for each in found["sentences"]] == [f"{ID} § 8 L1 b P1"]
    assert len(found["sha256"]) == len(found["file_sha256"]) == 64


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("prøveforskriften § 9", 1, "`§ 9` is not there; nearest: `§ 8`"),
        ("prøveforskriften § 3 ledd 9", 1, "`§ 3 ledd 9` is not there; `§ 3` has 4 ledd"),
        ("prøveforskriften kapittel 9", 1, "has no chapter 9"),
        ("LOV-1999-01-01-1 § 1", 2, "is not in the store"),
        ("provelova § 1", 2, "no act is known as `provelova`"),
        ("prøveforskriften § fire", 2, "is not an address"),
    ],
)
def test_what_cannot_be_shown_is_told(law: Program, address: str, code: int, said: str) -> None:
    ran = law("law", "show", address, "--store", "store")
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_without_a_store_the_commands_say_so(hjemmel: Program) -> None:
    for arguments in (["show", "prøveloven § 1"], ["check"], ["coverage"]):
        ran = hjemmel("law", *arguments, "--store", "nowhere")
        assert (ran.code, ran.out) == (2, "")
        assert "nowhere" in ran.err


def test_a_damaged_store_ends_a_command_with_what_to_do(law: Program) -> None:
    for path in (law.folder / "store" / "texts" / ID).iterdir():
        path.write_text("{}")
    for arguments in (["show", "prøveforskriften § 3"], ["check"], ["coverage"]):
        ran = law("law", *arguments, "--store", "store")
        assert ran.code == 2
        assert "P507" in ran.err
    assert law("check", "--law", "store").code == 2


# ── check ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_citations_are_found_not_found_or_not_checkable(law: Program) -> None:
    ran = law("law", "check", "--store", "store")
    assert ran.code == 0
    assert ran.out.startswith("not checkable\n  the provisions given do not have the act\n    FOR-2023-05-26-738: ")
    assert ran.out.splitlines()[-1].endswith("0 not found, 2 not checkable")
    found = as_data(law, "check")
    assert found["counts"]["not_checkable"] == 2
    one = next(each for each in found["citations"] if each["by"]["id"] == "egenandelsforskriften.exempt_double")
    assert (one["citation"], one["verdict"]) == (f"{ID} § 3 L2 P4", "found")
    assert one["place"] == {"file": "policies/small.policy", "line": LINE, "column": 11}
    assert one["text"] == {"edition": "2025-11-08", "not_before": "2020-07-01", "as_adopted": False}


def test_a_citation_that_is_not_there_is_told_with_the_nearest(law: Program) -> None:
    policy = (law.folder / "policies" / "small.policy").read_text()
    changed = policy.replace("punktum 4\n  exempt", "punktum 5\n  exempt")
    law.write("policies/small.policy", changed)
    ran = law("law", "check", "--store", "store")
    assert ran.code == 1
    assert "`§ 3 ledd 2 punktum 5` is not there (`§ 3 ledd 2` has 4 punktum)" in ran.out
    assert f"egenandelsforskriften § 3 ledd 2 punktum 5: policies/small.policy:{LINE}" in ran.out


def test_citations_can_be_looked_up_while_a_rule_is_half_written(law: Program) -> None:
    law.write(
        "policies/half.policy", f"language en\nregulation egenandelsforskriften {ID}\nrule r\n  basis § 3\n  nothing is"
    )
    ran = law("law", "check", "--store", "store")
    assert ran.code == 1
    assert "in the policies" in ran.err
    assert "not found" in ran.out


def test_a_policy_is_checked_against_the_store_too(law: Program) -> None:
    ran = law("check", "--law", "store", "--format", "compact")
    assert "A701" not in ran.out
    assert "A704 citations-not-checked: 2 citations" in ran.out


def test_a_check_against_the_store_says_how_much_nobody_has_looked_at(law: Program) -> None:
    """Beside the findings, in the language asked for, with the command that tells which."""
    ran = law("check", "--law", "store", "--language", "nn")
    (said,) = [line for line in ran.err.splitlines() if "har ingen sett på" in line]
    told = said.partition(": hjemmel ")[2].split()
    assert said.startswith("6 ledd av egenandelsforskriften")
    assert "  6   60 %  nobody has looked\n" in law(*told).out
    assert "nobody has looked at" in law("check", "--law", "store").err
    assert "har ingen sett på" not in law("check", "--language", "nn").err


# ── coverage ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_coverage_is_of_the_whole_act(law: Program) -> None:
    (found,) = as_data(law, "coverage")["acts"]
    assert (found["id"], found["ledd"]) == (ID, sum(found["counts"].values()))
    assert sum(found["percent"].values()) == 100
    assert (found["repealed"], found["not_in_force"]) == (["1"], [f"{ID} § 7 L1"])
    by = {each["written"]: each for each in found["provisions"]}
    assert by["§ 3 ledd 2"]["group"] == "formalised"
    assert by["§ 3 ledd 2"]["unseen"] == [f"{ID} § 3 L2 P3"]
    assert by["§ 8 ledd 1"]["group"] == "unseen"


def test_what_is_missing_is_listed(law: Program) -> None:
    ran = law("law", "coverage", "egenandelsforskriften", "--missing", "--store", "store")
    assert ran.code == 0
    assert "  § 3 ledd 1: nobody has looked\n" in ran.out
    assert "  § 3 ledd 2: nobody has looked at punktum 3\n" in ran.out


@pytest.mark.parametrize("wanted", ["LOV-1999-01-01-1", "noloven", "egenandelsforskriften § 3"])
def test_coverage_of_what_is_no_act_in_the_store_could_not_run(law: Program, wanted: str) -> None:
    ran = law("law", "coverage", wanted, "--store", "store")
    assert (ran.code, ran.out) == (2, "")


# ── stale ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_exactly_the_rules_on_a_changed_sentence_are_told(law: Program) -> None:
    law.write("new.xml", regulation(fourth="Deling gir mindre."))
    ran = law("law", "stale", "texts/sf.xml", "new.xml", "--format", "json")
    assert ran.code == 1
    found = json.loads(ran.out)
    (rule,) = found["rules"]
    assert (rule["id"], rule["place"]["line"]) == ("egenandelsforskriften.exempt_double", LINE)
    assert [each["citation"] for each in found["changes"]] == [f"{ID} § 3 L2 P4"]
    told = law("law", "stale", "texts", "new.xml").out
    assert f"policies/small.policy:{LINE}: exception egenandelsforskriften.exempt_double" in told
    assert "- Deling gir mer." in told


def test_nothing_is_stale_between_equal_texts(law: Program) -> None:
    ran = law("law", "stale", "store", "texts")
    assert (ran.code, ran.out) == (0, "1 act compared, 0 changes, 0 rules to read again\n")


def test_two_days_of_one_store_can_be_compared(law: Program) -> None:
    law.write("texts/sf.xml", regulation(second="Satsen er kr. 6."))
    assert law("law", "import", "texts", "--edition", "2026-05-02", "--store", "store").code == 0
    ran = law("law", "stale", "2025-11-08", "2026-05-02", "--store", "store")
    assert ran.code == 1
    assert "3 rules to read again" not in ran.out
    assert "egenandelsforskriften.ceiling_by_income" in ran.out
    assert "egenandelsforskriften.exempt_single" in ran.out


@pytest.mark.parametrize("old", ["nowhere", "2025-13-01", "2001-01-01"])
def test_without_a_text_on_both_sides_nothing_can_be_compared(law: Program, old: str) -> None:
    ran = law("law", "stale", old, "texts", "--store", "store")
    assert (ran.code, ran.out) == (2, "")


# ── explain ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_explanation_quotes_from_the_store_when_asked(law: Program) -> None:
    ran = law("explain", "case.json", "--for", "caseworker", "--law", "store")
    assert ran.code == law("explain", "case.json").code
    assert "«Satsen er kr. 5.»" in ran.out
    assert "Egenandelsforskriften, slik teksten lød 8. november 2025" in ran.out
    assert "Ikke gjengitt, for teksten er ikke i lageret." in ran.out
    assert "ORDENE I LOVEN" not in law("explain", "case.json", "--for", "lawyer").out


def test_a_lawyer_gets_the_words_where_there_is_a_store(law: Program) -> None:
    environment = {"HJEMMEL_LAW": "store"}
    assert "ORDENE I LOVEN" in law("explain", "case.json", "--for", "lawyer", **environment).out
    assert "ORDENE I LOVEN" not in law("explain", "case.json", "--for", "lawyer", "--no-quote", **environment).out
    assert "ORDENE I LOVEN" not in law("explain", "case.json", **environment).out


def test_a_machine_gets_no_words_and_a_missing_store_is_told(law: Program) -> None:
    assert law("explain", "case.json", "--for", "machine", "--quote").code == 2
    ran = law("explain", "case.json", "--law", "nowhere")
    assert (ran.code, "P506 no-law-store" in ran.err) == (2, True)


def test_the_store_may_be_called_by_either_name(law: Program) -> None:
    """`law` commands and the others have each their name for it; both are understood, and help tells of one."""
    for arguments in (("law", "show", "prøveloven § 1"), ("law", "check", "policies"), ("check", "policies")):
        one, other = law(*arguments, "--law", "store"), law(*arguments, "--store", "store")
        assert (one.code, one.out, one.err) == (other.code, other.out, other.err)
        assert "No such option" not in one.err
    assert "--law" not in law("law", "show", "--help").out
    assert "--store" not in law("check", "--help").out
