"""The words of the glossary that readers of the book meet, with what they mean, in the book's own words.

Start reading at `explained_words`.
"""

from __future__ import annotations

import re

from engine.book.words import has_word, word
from engine.reference.glossary import glossary

Group = tuple[str, list[tuple[str, str]]]


def explained_words(language: str) -> list[Group]:
    """Each group of words by its title: the word and what it means."""
    groups = []
    for section in glossary()["section"]:
        rows = [
            _row(term[language], term["en"], term["means"][language], language)
            for term in section["term"]
            if "book" in term
        ]
        if rows:
            groups.append((section[language], rows))
    return groups


def _row(own: str, english: str, means: str, language: str) -> tuple[str, str]:
    """The word the book itself uses, and the meaning as a sentence without the marks of Markdown."""
    concept = f"kind_{english}"
    said = word(concept, language) if has_word(concept) else own
    meant = re.sub(r"\. Regelboka .*|[`*]", "", means)
    return said[:1].upper() + said[1:], f"{meant[:1].upper()}{meant[1:]}."
