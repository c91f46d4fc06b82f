"""What a keyword is for, where it stands: from the constructs and the glossary, without reading the grammar.

For an author who points at a word of the language itself. Start reading at `explain_word`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.reference.constructs import told_constructs
from engine.reference.glossary import glossary
from engine.syntax.concrete import Branch, Leaf
from engine.syntax.tables import keywords


def explain_word(word: Leaf, within: Sequence[Branch], language: str) -> list[tuple[str, str]]:
    """What the glossary says of a keyword, then the construct it stands in; each a name and what is told of it.

    `within` are the branches it stands in, the innermost first. Nothing is told of what is no keyword.
    """
    if word.kind not in keywords():
        return []
    told = [(term[language], term["means"][language]) for term in _terms(word.kind)]
    construct = _construct(within)
    if construct is not None:
        told.append((construct["names"][language], construct[language]))
    return told


def _terms(concept: str) -> Iterator[Mapping[str, Any]]:
    spellings = keywords()[concept]["en"].lstrip(",").split("|")
    for section in glossary()["section"]:
        yield from (term for term in section["term"] if term["en"] in spellings)


def _construct(within: Sequence[Branch]) -> Mapping[str, Any] | None:
    """The innermost construct: one that shows this alternative of its rule before one that shows the whole rule."""
    listed: list[Mapping[str, Any]]
    listed = [each for section in told_constructs()["section"] for each in section["construct"]]
    for branch in within:
        same = [each for each in listed if each["rule"] == branch.rule]
        shown = [each for each in same if branch.kind in each.get("shows", ())]
        if found := [*shown, *(each for each in same if "shows" not in each)]:
            return found[0]
    return None
