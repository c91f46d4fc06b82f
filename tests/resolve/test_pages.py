"""The golden pages of diagnostics: rule texts with mistakes, and what their author is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.diagnostics import in_order
from engine.diagnostics.render import render
from engine.resolve import resolve
from engine.source import SourceText
from engine.syntax import parse
from tests.golden_pages import check_golden

PAGES = sorted((Path(__file__).parents[1] / "golden" / "diagnostics").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_an_author_is_told_what_is_on_the_page(page: Path, accept: bool) -> None:
    check_golden(page, accept, "policy", "findings", told)


def told(text: str) -> str:
    document, unread = parse(SourceText("page.policy", f"language en\n{text}"))
    found = in_order([*unread, *resolve([document])[1]])
    return render(found, {"page.policy": document.source}) if found else "nothing to report\n"
