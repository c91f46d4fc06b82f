"""The golden pages of syntax: what a rule file says, and the tree it becomes."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.diagnostics.render import render
from engine.source import SourceText
from engine.syntax import parse
from tests.golden_pages import check_golden
from tests.syntax.trees import drawn

PAGES = sorted((Path(__file__).parents[1] / "golden" / "syntax").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_rule_text_becomes_the_tree_on_the_page(page: Path, accept: bool) -> None:
    check_golden(page, accept, "policy", "tree", tree_of)


def tree_of(text: str) -> str:
    begun = text.startswith(("language ", "språk ", "målform "))
    document, found = parse(SourceText("page.policy", text if begun else f"language en\n{text}"))
    assert found == [], render(found, {"page.policy": document.source})
    return drawn(document)
