"""How a file looks: colours, folds, units behind names, lenses above items."""

from __future__ import annotations

from typing import Any

from tests.editor.pages import Page, decoded


def test_every_word_has_a_colour_after_what_it_means(rules: Page) -> None:
    found = decoded(rules, rules.there.ask("semanticTokens/full", rules.uri)["data"])
    for word, kind in (
        ("-- Støtte til blåbær 🫐 og annet", "comment"),
        ("bærloven", "namespace"),
        ("søker", "class"),
        ("alder", "variable"),
        ("gir_støtte", "function"),
        ("støtte", "property"),
        ("hus", "enumMember"),
        ("§ 2", "decorator"),
        ("money", "keyword"),
        ("120", "number"),
        ('"🫐 support"', "string"),
    ):
        assert (word, kind) in found
    some = rules.there.ask(
        "semanticTokens/range", rules.uri, range={"start": rules.at("rule full"), "end": rules.at("  when støtte")}
    )
    assert decoded(rules, some["data"])[-1][0] != "rule"
    assert ("full_sats", "function") in decoded(rules, some["data"])


def test_items_and_sections_fold(rules: Page) -> None:
    folds = rules.there.ask("foldingRange", rules.uri)
    first = rules.at("right støtte")["line"]
    assert {(it["startLine"], it["endLine"]) for it in folds} >= {(first, first + 4), (first, first + 20)}


def test_types_and_units_are_shown_behind_names(rules: Page) -> None:
    whole = {"start": {"line": 0, "character": 0}, "end": rules.position(len(rules.text))}

    def shown() -> set[tuple[str, str]]:
        hints = rules.there.ask("inlayHint", rules.uri, range=whole)
        return {(rules.line(it["position"]).strip(), it["label"]) for it in hints}

    rules.there.until_checked(lambda: ("utbetalt is sats_for_bær + 5 kr", "per month") in shown())
    assert ("utbetalt is sats_for_bær + 5 kr", ": kr per month") in shown()
    assert ("when alder > 66 years", ": years") in shown()


def test_lenses_show_exceptions_and_what_depends(rules: Page) -> None:
    def titled() -> dict[tuple[str, str], Any]:
        lenses = rules.there.ask("codeLens", rules.uri)
        return {
            (rules.line(it["range"]["start"]).split(" ")[1], it["command"]["title"]): it["command"] for it in lenses
        }

    rules.there.until_checked(lambda: ("alder", "3 depend on this") in titled())
    assert ("støtte", "1 depends on this") in titled()
    for command, names in (
        (titled()["gir_støtte", "2 exceptions"], ["for_gammel", "for_tungt"]),
        (titled()["støtte", "1 depends on this"], ["full_sats"]),
    ):
        found = rules.there.request("workspace/executeCommand", command)
        assert [rules.words(place["range"]) for place in found] == names
