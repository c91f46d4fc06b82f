"""The quick loop reads what the parser reads, and leaves to the parser what neither can."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.source import SourceText
from engine.syntax import parse
from engine.syntax.build import Builder
from engine.syntax.parse import item_spans
from engine.syntax.tables import parser
from tests.syntax.languages import document_of

ENCODINGS = sorted((Path(__file__).parents[1] / "encodings").glob("*.policy"))


@pytest.mark.parametrize("path", ENCODINGS, ids=lambda path: path.stem)
def test_the_quick_loop_and_the_parser_give_one_tree(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    builder = Builder(".")
    slow = parser("en", builder)
    begin = text.index("language en") + len("language en")
    for (start, end), quick in zip(item_spans(text, "en", begin), document_of(text).items, strict=True):
        builder.at("text.policy", start)
        item = slow.parse(text[start:end])
        assert item == quick
        assert item.span == quick.span  # type: ignore[attr-defined]


def test_one_broken_item_costs_one_item() -> None:
    text = "language en\nentity a\nrule b basis is\nentity c\nfact d of : date\nentity e\n"
    document, found = parse(SourceText("text.policy", text))
    assert [item.name.text for item in document.items if item.name] == ["a", "c", "e"]
    assert [name.text for name in document.broken] == ["b", "d"]
    assert [each.code for each in found] == ["S102", "S101"]


@pytest.mark.parametrize("text", ["", "\n", "language en", "language en\n-- nothing\n", "språk nb\n"])
def test_a_file_may_be_empty(text: str) -> None:
    document, found = parse(SourceText("text.policy", text))
    assert document.items == ()
    assert [each.code for each in found] == ([] if text.strip() else ["S107"])


def test_every_prefix_of_a_file_is_read_or_reported() -> None:
    """What is being typed is never finished, and never breaks the reader."""
    text = ENCODINGS[0].read_text(encoding="utf-8")[:3_000]
    for end in range(0, len(text), 7):
        parse(SourceText("text.policy", text[:end]))


def test_a_text_without_one_of_its_words_is_read_or_reported() -> None:
    words = ENCODINGS[1].read_text(encoding="utf-8")[:4_000].split(" ")
    for gone in range(0, len(words), 3):
        parse(SourceText("text.policy", " ".join(words[:gone] + words[gone + 1 :])))
