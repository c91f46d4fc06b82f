"""The glossary says what code says: every name in it exists, and its words are those of the language."""

from __future__ import annotations

import re
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import pytest

from engine.book.words import has_word
from engine.book.words import word as book_word
from engine.reference.glossary import glossary, glossary_pages
from engine.syntax.tables import grammar_text, keywords

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
ROWS = [term for section in glossary()["section"] for term in section["term"]]
LANGUAGES = ("en", "nb", "nn")
OTHERWISE = {"decision"}
"""A keyword that means another thing: `due before decision` is before the authority's own."""

IN_FINDINGS = {"effect"}
"""A word of findings that stands for another thing there: it is said of the type of an action."""


def test_the_pages_are_those_of_the_glossary() -> None:
    stale = [name for name, text in glossary_pages().items() if (FOLDER / name).read_text(encoding="utf-8") != text]
    assert stale == [], "`make reference` writes them anew"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_has_a_meaning_of_its_own_in_every_language(language: str) -> None:
    meanings = [row["means"][language] for row in ROWS]
    assert [row["en"] for row in ROWS if "|" in row["means"][language] or not row["means"][language].strip()] == []
    assert sorted({each for each in meanings if meanings.count(each) > 1}) == []


@pytest.mark.parametrize("name", sorted({row["code"] for row in ROWS}))
def test_every_name_in_code_exists(name: str) -> None:
    module, _, rest = name.rpartition(".")
    owner = import_module(module) if module.rpartition(".")[2].islower() else found(module)
    assert has(owner, rest)


def found(name: str) -> Any:
    module, _, rest = name.rpartition(".")
    return getattr(import_module(module), rest)


def has(owner: Any, name: str) -> bool:
    fields = {field.name for field in attrs.fields(owner)} if attrs.has(owner) else set()
    return name in fields or hasattr(owner, name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_twice(language: str) -> None:
    words = [word for row in ROWS for word in row[language].split(", ")]
    assert sorted({word for word in words if words.count(word) > 1}) == []


def test_a_word_that_is_a_keyword_is_the_same_in_every_language() -> None:
    spelt = {
        word: {language: set(spellings[language].lstrip(",").split("|")) for language in LANGUAGES}
        for spellings in keywords().values()
        for word in spellings["en"].lstrip(",").split("|")
    }
    shared = [row for row in ROWS if row["en"] in spelt.keys() - OTHERWISE]
    assert len(shared) > 20
    differing = [row for row in shared if any(row[each] not in spelt[row["en"]][each] for each in LANGUAGES)]
    assert differing == []


def test_findings_use_the_same_words() -> None:
    said = {
        english: {"nb": nb, "nn": nn} for english, nb, nn in tomllib.loads(grammar_text("messages.toml"))["phrases"]
    }
    shared = [row for row in ROWS if row["en"] in said.keys() - IN_FINDINGS]
    assert len(shared) > 12
    assert [row["en"] for row in shared if {each: row[each] for each in ("nb", "nn")} != said[row["en"]]] == []


def test_the_policy_book_uses_the_same_words_or_the_glossary_says_which() -> None:
    """The book is read by the public, and has plainer words for some things; a reader of the glossary is told."""
    shared = [row for row in ROWS if has_word(f"kind_{row['en']}")]
    assert len(shared) > 12
    for row in shared:
        for language in ("nb", "nn"):
            word = book_word(f"kind_{row['en']}", language)
            assert word == row[language] or re.search(
                rf"[Rr]egelboka kall\w+ det \w+ {word}\b", row["means"][language]
            ), row
