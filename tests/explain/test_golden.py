"""The pages a jurist can correct: what each reader is told, in each language."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.explain.pages import check_page

PAGES = sorted((Path(__file__).parents[1] / "golden" / "justifications").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_golden_page_says_what_explain_says(page: Path, accept: bool) -> None:
    check_page(page, accept)
