"""Which language each thing is told in: that of the rule file, or the one that was asked for."""

from __future__ import annotations

import json

import pytest

from tests.surfaces.inside import Inside
from tests.surfaces.program import Program

RULES = """målform nn
lov lova LOV-2001-01-01-1
  dekkjer frå 2001-01-01
eining søkjar
faktum bur_her av søkjar : ja eller nei
rett stønad av søkjar
regel r
  heimel § 1
  søkjar har stønad
  når bur_her
sak "den som ikkje bur her" på 2024-01-01
  gitt bur_her: nei
  vent stønad: oppfylt
"""
CASE = {"on": "2024-01-01", "ask": ["stønad"], "facts": {"bur_her": "ja"}}


@pytest.fixture
def nynorsk(hjemmel: Program) -> Inside:
    policies = hjemmel.folder / "policies"
    (policies / "small.policy").unlink()
    (policies / "lova.policy").write_text(RULES, encoding="utf-8")
    (hjemmel.folder / "sak.json").write_text(json.dumps(CASE), encoding="utf-8")
    return Inside(hjemmel.folder)


@pytest.mark.parametrize("form", ["pretty", "compact", "json", "sarif", "github", "junit"])
def test_a_rule_file_is_told_of_in_its_own_language(nynorsk: Inside, form: str) -> None:
    assert "manglar ord" in nynorsk("check", "--format", form).out
    assert "lacks words" in nynorsk("check", "--format", form, "--language", "en").out


def test_a_hint_says_the_keyword_of_the_file(nynorsk: Inside) -> None:
    named = RULES.replace("ja eller nei", 'ja eller nei\n  nb "bosted"  nn "bustad"  en "home"', 1)
    (nynorsk.folder / "policies" / "lova.policy").write_text(named, encoding="utf-8")
    said = nynorsk("check").out
    assert 'skriv `spør nb "…"  nn "…"  en "…"`' in said
    assert "`ask" not in said


def test_words_in_some_languages_only_are_told_of(nynorsk: Inside) -> None:
    worded = RULES.replace("eining søkjar", 'eining søkjar\n  nb "søkeren"').replace("regel r", 'regel r\n  nb "alle"')
    (nynorsk.folder / "policies" / "lova.policy").write_text(worded, encoding="utf-8")
    said = nynorsk("check").out
    assert "`søkjar` manglar ord: namn på nn og en" in said
    assert "`r` manglar ord: namn på nn og en" in said


def test_what_a_case_gave_is_told_in_the_language_of_its_file(nynorsk: Inside) -> None:
    ran = nynorsk("test")
    assert ran.out.startswith("FEILA  lova: den som ikkje bur her\n")
    assert "`stønad`: venta oppfylt, fekk ikkje oppfylt" in ran.out
    assert ran.err == "0 bestått, 1 feila\n"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["decide", "sak.json"], "skriv true utan hermeteikn"),
        (["explain", "sak.json"], "skriv true uten anførselstegn"),
        (["explain", "sak.json", "--language", "nn"], "skriv true utan hermeteikn"),
        (["explain", "sak.json", "--language", "en"], "write true without quotes"),
    ],
)
def test_a_case_is_told_of_in_the_language_asked_for_or_that_of_the_rules(
    nynorsk: Inside, asked: list[str], said: str
) -> None:
    ran = nynorsk(*asked)
    assert ran.code == 1
    assert said in ran.err


def test_a_unit_is_asked_for_in_the_words_of_the_file(nynorsk: Inside) -> None:
    rules = RULES.replace("faktum bur_her", "faktum alder av søkjar : år\nfaktum bur_her")
    rules = rules.replace("når bur_her", "når bur_her og alder > 67")
    (nynorsk.folder / "policies" / "lova.policy").write_text(rules, encoding="utf-8")
    assert "= råd: skriv `67 år`" in nynorsk("check").out
    assert nynorsk("check", "--fix").err.startswith("policies/lova.policy: R201 types-differ: skriv `67 år`\n")
    tried = nynorsk("repl", "--on", "2024-01-01", input="alder = 20\n")
    assert "= råd: skriv `20 år`" in tried.out


def test_files_in_several_languages_share_none(nynorsk: Inside) -> None:
    (nynorsk.folder / "policies" / "b.policy").write_text("språk nb\nlov b LOV-2001-01-01-2\n", encoding="utf-8")
    ran = nynorsk("check", "policies", "nowhere.policy")
    assert "no file or folder `nowhere.policy`" in ran.out
    assert "manglar ord" in ran.out
