"""Findings while typing, and the quick fixes they come with."""

from __future__ import annotations

from tests.editor.pages import ONE, Page
from tests.editor.samples import LOCAL, RULES


def test_findings_come_while_typing_and_go_when_mended(rules: Page) -> None:
    rules.becomes(RULES.replace("when støtte", "wehn støtte"))
    mistake = rules.finds("S101 unexpected-word")
    assert mistake["severity"] == 1
    assert rules.words(mistake["range"]) == "wehn"
    assert mistake["message"].endswith("did you mean `when`?")
    fixed = rules.fixes("S101")
    assert fixed["Write `when`"] == RULES
    rules.becomes(RULES)
    rules.there.until(lambda: all(it["severity"] != 1 for it in rules.there.diagnostics[rules.uri]))


@ONE
def test_an_unknown_name_is_mended_by_the_word_that_was_meant(rules: Page) -> None:
    rules.becomes(RULES.replace("alder > 66", "aldr > 66"))
    assert rules.words(rules.finds("R102")["range"]) == "aldr"
    assert rules.fixes("R102")["Write `alder`"] == RULES


@ONE
def test_a_missing_basis_is_taken_from_the_term(rules: Page) -> None:
    rules.becomes(RULES.replace("rule full_sats\n  basis § 3\n", "rule full_sats\n"))
    assert rules.fixes("R401")["Add `basis § 3`, which `utbetalt` rests on"] == RULES


@ONE
def test_missing_words_are_put_in_to_be_written(rules: Page) -> None:
    rules.becomes(RULES.replace('  nb "bolig"  nn "bustad"  en "home"', '  nb "bolig"  en "home"'))
    (text,) = rules.fixes("A501").values()
    assert '  nb "bolig"  en "home"\n  nn "…"' in text


@ONE
def test_a_source_that_is_not_used_is_put_in(local: Page) -> None:
    local.becomes(LOCAL.replace("bruker bærloven\n", "").replace("bærloven.alder", "alder"))
    assert "lov bygda LOV-2020-01-01-1\nbruker bærloven\n" in local.fixes("R105")["Use `bærloven`"]
