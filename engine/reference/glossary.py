"""The glossary as pages: every word of `grammar/glossary.toml`, with its meaning in each language on a page of its own.

Start reading at `glossary_pages`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from engine.syntax.tables import grammar_text

PAGES = {"en": "glossary.md", "nb": "ordliste-nb.md", "nn": "ordliste-nn.md"}
_COLUMNS = {
    "en": ("en", "nb", "nn", "code", "means"),
    "nb": ("nb", "nn", "en", "means"),
    "nn": ("nn", "nb", "en", "means"),
}
"""A reader's own word comes first; where the program has it is told on the English page."""


@cache
def glossary() -> Mapping[str, Any]:
    """The glossary as it is written: sections with terms, and the words of the pages."""
    return tomllib.loads(grammar_text("glossary.toml"))


def glossary_pages() -> dict[str, str]:
    """The text of each page by its name in `docs/reference`."""
    return {name: _page(language) for language, name in PAGES.items()}


def _page(language: str) -> str:
    words = glossary()["page"]
    blocks = [f"# {words['title'][language]}", words["intro"][language].strip()]
    for section in glossary()["section"]:
        blocks += [f"## {section[language]}", _table(section["term"], language, words)]
    return "\n\n".join(blocks) + "\n"


def _table(terms: list[Mapping[str, Any]], language: str, words: Mapping[str, Any]) -> str:
    columns = _COLUMNS[language]
    rows = [[words[column][language] for column in columns]]
    rows += [[_cell(term, column, language) for column in columns] for term in terms]
    head, *body = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([head, f"|{'---|' * len(columns)}", *body])


def _cell(term: Mapping[str, Any], column: str, language: str) -> str:
    if column == "code":
        return f"`{term['code']}`"
    cell: str = term["means"][language] if column == "means" else term[column]
    return cell
