"""The glossary says what code says: every name in it exists, and its words are those of the language."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import pytest

from engine.syntax.tables import keywords

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "glossary.md"
ROW = re.compile(
    r"^\| (?P<en>[^|]+) \| (?P<nb>[^|]+) \| (?P<nn>[^|]+) \| `(?P<name>[\w.]+)` \| [^|]+ \|$", re.MULTILINE
)
ROWS = [match.groupdict() for match in ROW.finditer(PAGE.read_text(encoding="utf-8"))]
LANGUAGES = ("en", "nb", "nn")
OTHERWISE = {"decision"}
"""A keyword that means another thing: `due before decision` is before the authority's own."""


def test_every_row_is_read() -> None:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    assert len(ROWS) == sum(not line.startswith("| English |") for line in lines)


@pytest.mark.parametrize("name", sorted({row["name"] for row in ROWS}))
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


def test_no_word_stands_twice() -> None:
    words = [word for row in ROWS for word in row["en"].split(", ")]
    assert sorted(word for word in words if words.count(word) > 1) == []


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
