"""One tree, three keyword languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.syntax.tables import LANGUAGES, build, keywords, reserved, table
from tests.golden_pages import FENCE
from tests.syntax.languages import document_of, rewritten

ROOT = Path(__file__).parents[2]
TEXTS = {
    **{path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "encodings").glob("*.policy"))},
    **{
        f"{page.stem}-{number}": f"language en\n{block['text']}"
        for page in sorted((ROOT / "tests" / "golden" / "syntax").glob("*.md"))
        for number, block in enumerate(b for b in FENCE.finditer(page.read_text("utf-8")) if b["kind"] == "policy")
    },
    "reference": "language en\n"
    + "".join(
        block["text"]
        for block in FENCE.finditer((ROOT / "docs" / "reference" / "language.md").read_text("utf-8"))
        if block["kind"] == "policy"
    ),
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("into", ["nb", "nn"])
def test_a_text_rewritten_in_another_language_is_the_same_tree(name: str, into: str) -> None:
    text = TEXTS[name]
    assert document_of(rewritten(text, "en", into)).items == document_of(text).items


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_rewritten_there_and_back_is_the_same_tree(name: str) -> None:
    text = TEXTS[name]
    there = rewritten(text, "en", "nb")
    onwards = rewritten(there, "nb", "nn")
    assert document_of(rewritten(onwards, "nn", "en")).items == document_of(text).items


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_words_collide(language: str) -> None:
    """A strict parser is one in which no choice was ever settled by luck."""
    build(language, strict=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_tables_are_those_of_the_grammar(language: str) -> None:
    shipped = (ROOT / "grammar" / "tables" / f"{language}.json").read_text(encoding="utf-8")
    assert table(language) == shipped, "run `python -m engine.syntax`"


def test_every_concept_of_the_grammar_has_words_in_every_language() -> None:
    grammar = (ROOT / "grammar" / "policy.lark").read_text(encoding="utf-8")
    rules = re.sub(r"//[^\n]*|/(?:[^/\n\\]|\\.)+/|\"[^\"]*\"", "", grammar)
    used = set(re.findall(r"\b[A-Z][A-Z_]+\b", rules))
    defined = set(re.findall(r"^([A-Z_]+)(?:\.\d+)?:", grammar, re.MULTILINE))
    ours = {"DECIMAL"}
    assert used - defined - ours - set(keywords()) == set(), "named in the grammar and spelt nowhere"
    assert set(keywords()) - used == {"LANGUAGE"}, "spelt and used nowhere"
    assert [concept for concept, words in keywords().items() if set(words) != set(LANGUAGES)] == []


def test_a_word_of_any_language_is_reserved_in_all() -> None:
    assert {"when", "når", "eller", "heimel"} <= reserved().keys()
    assert "in force" not in reserved(), "several words can be no name anyway"
