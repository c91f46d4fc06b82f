"""Finding one's way: hovers, definitions, references, outlines, and names found by what they say."""

from __future__ import annotations

from pathlib import Path

from tests.editor.client import Editor
from tests.editor.pages import ONE, Page, texts_of, words_in


def test_a_hover_tells_meaning_effect_days_and_the_laws_words(rules: Page) -> None:
    told = rules.ask("hover", "gir_støtte  en")
    assert rules.words(told["range"]) == "gir_støtte"
    text = told["contents"]["value"]
    assert "rule gir_støtte" in text
    assert "🫐 support" in text
    assert "søker has støtte\nwhen alder >= 18 years and bolig is hus" in text
    assert "**Set aside by** `for_gammel` (§ 2), `for_tungt` (§ 2)" in text
    assert "**In force** no limit in time" in text
    assert "> Den som er voksen, får støtte til bær." in text


@ONE
def test_a_hover_tells_a_parameters_history(rules: Page) -> None:
    text = rules.ask("hover", "sats_for_bær + 5")["contents"]["value"].replace("\xa0", " ")
    assert text.index("- 2024-01-01") < text.index("- 2023-01-01 – 2023-12-31")
    assert "NOK 120 per month" in text


@ONE
def test_a_hover_tells_of_facts_choices_and_addresses(rules: Page) -> None:
    assert "Asked as: 🫐 How old?" in rules.ask("hover", "alder >= 18")["contents"]["value"]
    assert "One of the words of `bolig`" in rules.ask("hover", "hus\nexception")["contents"]["value"]
    address = rules.ask("hover", "§ 3\n  utbetalt")
    assert rules.words(address["range"]) == "§ 3"
    assert "> Støtten er en månedlig sats. Kommunen kan gi mer." in address["contents"]["value"]
    assert "`full_sats`" in address["contents"]["value"]


@ONE
def test_a_hover_tells_what_an_assessment_weighs(rules: Page) -> None:
    text = rules.ask("hover", "tungt\namount")["contents"]["value"]
    assert "- standard\n- must consider `ryggen`: 🫐 the back" in text


@ONE
def test_a_hover_speaks_the_language_of_the_file(local: Page, cases: Page) -> None:
    assert "Blir spurt slik: 🫐 Kor gamal?" in local.ask("hover", "alder <")["contents"]["value"]
    assert "Oppfylt: 🫐 Du får støtte" in cases.ask("hover", "støtte: oppfylt ved")["contents"]["value"]


@ONE
def test_a_hover_tells_what_a_keyword_is_for(rules: Page, local: Page) -> None:
    told = rules.ask("hover", "covers")
    assert rules.words(told["range"]) == "covers"
    assert "**covers**: the days for which we have formalised a source" in told["contents"]["value"]
    assert "**source clause**: " in told["contents"]["value"]
    assert "**vilkår**: Når regelen gjeld." in local.ask("hover", "når")["contents"]["value"]


def test_a_definition_is_found_from_another_file(rules: Page, local: Page, cases: Page) -> None:
    for found in (local.ask("definition", "alder <"), cases.ask("definition", "alder: 40", 1)):
        (place,) = found
        assert place["uri"] == rules.uri
        assert rules.words(place["range"]) == "alder"
        assert place["range"]["start"] == rules.at("alder of")
    headers = local.ask("definition", "bærloven.alder")
    assert sorted(it["uri"] for it in headers) == [cases.uri, rules.uri]


def test_references_are_found_in_every_file_and_place(rules: Page, folder: Path) -> None:
    found = rules.ask("references", "alder of", context={"includeDeclaration": True})
    texts = texts_of(folder)
    assert [words_in(texts[it["uri"]], it["range"], rules.there.encoding) for it in found] == ["alder"] * 6
    assert len(rules.ask("references", "alder of", context={"includeDeclaration": False})) == 5
    assert len(rules.ask("documentHighlight", "alder of")) == 3


def test_the_outline_goes_by_section(rules: Page) -> None:
    symbols = rules.there.ask("documentSymbol", rules.uri)
    named = {it["name"]: [child["name"] for child in it.get("children") or ()] for it in symbols}
    assert named["§ 2"] == ["støtte", "gir_støtte", "for_gammel", "tungt", "for_tungt"]
    assert named["§ 3"] == ["utbetalt", "full_sats"]
    group = next(it for it in symbols if it["name"] == "§ 2")
    assert [rules.words(child["selectionRange"]) for child in group["children"]] == named["§ 2"]
    assert group["children"][0]["detail"] == "right · 🫐 Du får støtte"


@ONE
def test_anything_is_found_by_name_and_by_words(there: Editor) -> None:
    assert [it["name"] for it in there.request("workspace/symbol", {"query": "gir_st"})] == ["gir_støtte"]
    assert "bolig" in [it["name"] for it in there.request("workspace/symbol", {"query": "BOLIG"})]
