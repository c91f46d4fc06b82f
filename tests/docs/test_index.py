"""The index leads to every page a reader may look for, and each page says what it is for before anything else."""

from __future__ import annotations

import re
from pathlib import Path

from tests.docs.blocks import BLOCK
from tests.house.files import ROOT

DOCS = ROOT / "docs"
FOLDERS = ("tutorial", "how-to", "reference", "explanation")


def pages() -> list[Path]:
    return sorted(page for folder in FOLDERS for page in (DOCS / folder).glob("*.md"))


def test_the_index_leads_to_every_page() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    linked = {(DOCS / target).resolve() for target in re.findall(r"\]\(([^)#\s]+)", index)}
    assert [page.name for page in pages() if page not in linked] == []


def test_every_page_opens_with_a_title_and_a_sentence() -> None:
    opens = re.compile(r"\A# [^\n]+\n\n(?!```)[A-ZÆØÅ`*][^\n]*[.:]\n")
    assert [page.name for page in pages() if not opens.match(page.read_text(encoding="utf-8"))] == []


def test_a_sentence_stands_on_a_line_of_its_own() -> None:
    """In the prose of our pages; a full stop followed by a capital on one line is two sentences."""
    two = re.compile(r"^(?![|>#-]|\d+\. ).*[a-zæøå`)][.!?] [A-ZÆØÅ].*$", re.MULTILINE)
    found = [
        f"{page.name}: {line}"
        for folder in ("tutorial", "how-to", "explanation")
        for page in sorted((DOCS / folder).glob("*.md"))
        for line in two.findall(BLOCK.sub("", page.read_text(encoding="utf-8")))
    ]
    assert found == []
