"""The letters a jurist can correct, in each language."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.letters.pages import check_page

PAGES = sorted((Path(__file__).parents[1] / "golden" / "letters").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_golden_page_holds_the_letter_a_case_gives(page: Path, accept: bool) -> None:
    check_page(page, accept)
