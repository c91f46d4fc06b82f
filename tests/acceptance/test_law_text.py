"""Acceptance test 1 for explanations: each step that cites a provision shows its sentences, or says why it cannot.

Made-up acts show each reason. Over the shipped cases it is tried with the official texts, where those are at hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve

from engine.evaluate import decide
from engine.law.quote import text_of
from engine.law.read import read_law
from engine.law.text import LawText
from engine.model.case import Case, Statement
from engine.records.examples import case_of
from engine.workspace import open_workspace
from explain import LANGUAGES, Justification, explain, render
from explain.justification import Quotation
from explain.machine import as_lines
from explain.quotes import PART, changes_of
from tests.law.policies import policy
from tests.law.samples import ID, act, chapter, items, ledd, read, section

# ── made-up acts ────────────────────────────────────────────────────────────────────────────────────────────────

CHANGED = "Endret ved lov 1 juni 2019 nr. 5 (i kraft 1 juli 2020), 2 mars 2024 nr. 3 (i kraft 1 mai 2024)."
LAW = read(
    act(
        chapter(
            "1",
            "Hjelp",
            section("1", "Hjelp", ledd("Kommunen gir hjelp &amp; råd. Den begrunner svaret.")),
            section("2", "Liste", ledd(f"Kommunen dekker: {items(a='mat,', b='husly.')}")),
            section(
                "3",
                "Endret",
                ledd("Hjelpen er forsvarlig."),
                note=CHANGED,
            ),
        )
    )
)
"""A text of 1 January 2024, which tells of an amendment to come."""
AT_HAND = {ID: evolve(LAW, edition=date(2024, 1, 1))}

POLICY = """\
fact old of person : yes or no
right help of person
  nb "hjelp"  nn "hjelp"  en "help"
  basis {}
  in force {}
rule r
  nb "Gamle får hjelp"  nn "Gamle får hjelp"  en "The old get help"
  basis {}
  in force {}
  person has help
  when old
"""


def page(
    address: str,
    days: str = "from 2002-01-01",
    on: date = date(2023, 5, 5),
    laws: Mapping[str, LawText] = AT_HAND,
    reader: str = "lawyer",
    language: str = "nb",
) -> Justification:
    made = policy(POLICY.format(address, days, address, days))
    name = made.sources[next(iter(made.sources))].name
    case = Case(on, facts={(f"{name}.old", None): (Statement("known", True),)}, requested=(f"{name}.help",))
    return explain(made, decide(made, case), reader, language, laws=laws)


def quotation(told: Justification) -> Quotation:
    """The one thing said of the law, on every line that cites it."""
    (found,) = {it for line in told.lines for it in line.quotes}
    return found


def test_a_step_shows_the_sentence_it_cites_and_of_which_day_the_text_is() -> None:
    found = quotation(page("§ 1 ledd 1 punktum 2"))
    assert (found.text, found.why_not) == ("Den begrunner svaret.", "")
    assert found.of == "prøveloven, slik teksten lød 1. januar 2024"


def test_an_item_is_shown_with_the_words_that_lead_to_it() -> None:
    assert quotation(page("§ 2 ledd 1 bokstav b")).text == "Kommunen dekker: husly."


@pytest.mark.parametrize(
    ("address", "days", "on", "laws", "why_not"),
    [
        ("§ 1 ledd 9", "from 2002-01-01", date(2023, 5, 5), AT_HAND, "har ikke denne adressen"),
        ("§ 1 ledd 1", "from 2002-01-01", date(2023, 5, 5), {}, "teksten er ikke i lageret"),
        ("§ 1 ledd 1", "until 2023-12-31", date(2023, 5, 5), AT_HAND, "fra de dagene dette gjelder for"),
        ("§ 3 ledd 1", "from 2002-01-01", date(2020, 6, 30), AT_HAND, "sist endret 1. juli 2020"),
        ("§ 3 ledd 1", "from 2002-01-01", date(2024, 5, 1), AT_HAND, "ble endret 1. mai 2024"),
    ],
)
def test_a_step_says_why_the_words_are_not_there(
    address: str, days: str, on: date, laws: Mapping[str, LawText], why_not: str
) -> None:
    found = quotation(page(address, days, on, laws))
    assert found.text == ""
    assert why_not in found.why_not


@pytest.mark.parametrize("on", [date(2020, 7, 1), date(2024, 4, 30)])
def test_between_two_amendments_the_words_are_shown(on: date) -> None:
    assert quotation(page("§ 3 ledd 1", on=on)).text == "Hjelpen er forsvarlig."


def test_the_words_are_norwegian_in_every_language() -> None:
    assert {quotation(page("§ 1 ledd 1 punktum 1", language=it)).text for it in LANGUAGES} == {
        "Kommunen gir hjelp & råd."
    }


@pytest.mark.parametrize("reader", ["person", "caseworker", "lawyer"])
def test_the_page_as_text_has_each_address_once_and_names_the_publisher(reader: str) -> None:
    text = render(page("§ 1 ledd 1 punktum 2", reader=reader))
    assert text.count("«Den begrunner svaret.»") == 1
    assert "Prøveloven, slik teksten lød 1. januar 2024" in text
    assert "tilgjengeliggjort av Lovdata" in " ".join(text.split())


def test_the_web_page_folds_the_words_away_at_each_step() -> None:
    told = page("§ 1 ledd 1 punktum 1")
    html = render(told, "html")
    steps = sum(bool(line.quotes) for line in told.lines)
    assert html.count("<details><summary>Lovteksten</summary>") == steps > 1
    assert '<q lang="no">Kommunen gir hjelp &amp; råd.</q>' in html
    assert "tilgjengeliggjort av Lovdata" in html


def test_the_data_has_the_words_at_each_line() -> None:
    data = as_lines(page("§ 1 ledd 1 punktum 2"))
    said = [quote for part in data["parts"] for line in part["lines"] for quote in line["quotes"]]
    assert {each["text"] for each in said} == {"Den begrunner svaret."}


def test_without_texts_nothing_is_said_of_them() -> None:
    made = policy(POLICY.format(*("§ 1 ledd 1", "from 2002-01-01") * 2))
    name = made.sources[next(iter(made.sources))].name
    told = explain(made, decide(made, Case(date(2023, 5, 5), requested=(f"{name}.help",))), "lawyer")
    assert not any(line.quotes for line in told.lines)
    assert PART not in {part.kind for part in told.parts}


# ── the official texts ──────────────────────────────────────────────────────────────────────────────────────────

CONSOLIDATED = Path(__file__).parents[3] / "shared" / "law" / "lovdata" / "consolidated-2025-11"
official = pytest.mark.skipif(not CONSOLIDATED.exists(), reason="the official texts are not at hand")
EDITION = date(2025, 11, 8)
STRIDE = 80


@cache
def texts() -> Mapping[str, LawText]:
    found = (read_law(path.name, path.read_bytes())[0] for path in sorted(CONSOLIDATED.glob("*.xml")))
    return {law.id: evolve(law, edition=EDITION) for law in found if law is not None}


@cache
def told(language: str) -> tuple[tuple[Case, Justification], ...]:
    """Every eightieth shipped case, as a lawyer is told of it with the texts at hand."""
    workspace = open_workspace(["policies"])
    asked = [case_of(workspace.policy, it) for it in workspace.policy.cases[::STRIDE]]
    return tuple(
        (case, explain(workspace.policy, workspace.decide_case(case, options), "lawyer", language, laws=texts()))
        for case, options in asked
        if case.requested
    )


@official
def test_1_every_step_that_cites_has_its_sentence_or_says_why_not() -> None:
    quoted = refused = 0
    for case, justification in told("nb"):
        for line in justification.lines:
            if line.kind == PART:
                continue
            assert [it.citation for it in line.quotes] == list(dict.fromkeys(line.basis))
            for it in line.quotes:
                assert bool(it.text) is not bool(it.why_not)
                quoted, refused = quoted + bool(it.text), refused + bool(it.why_not)
                if it.text:
                    held = text_of(texts(), it.citation)
                    assert held is not None
                    assert it.text.endswith(held.text)
                    for day in (each for section in held.sections for each in changes_of(section)):
                        assert (day <= case.day) is (day <= EDITION)
    assert quoted > 300
    assert refused > 20


@official
def test_1_the_words_are_the_same_in_all_languages() -> None:
    for one, other in zip(told("nb"), told("en"), strict=True):
        assert [it.text for line in one[1].lines for it in line.quotes] == [
            it.text for line in other[1].lines for it in line.quotes
        ]


@official
def test_1_a_rule_of_2026_is_not_given_the_words_of_2025() -> None:
    """§ 14 fifth paragraph of integreringsloven was about regulations until it became a length."""
    workspace = open_workspace(["policies"])
    example = next(it for it in workspace.policy.cases if it.name == "vocational training: five years")
    case, options = case_of(workspace.policy, example)
    justification = explain(workspace.policy, workspace.decide_case(case, options), "lawyer", "nb", laws=texts())
    found = {it.why_not for line in justification.lines for it in line.quotes if str(it.citation).endswith("§ 14 L5")}
    assert found
    assert all("de dagene" in why_not for why_not in found)
