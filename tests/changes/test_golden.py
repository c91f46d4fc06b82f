"""The pages a jurist can correct: what changed, what it means, and what must follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.changes.pages import told
from tests.golden_pages import check_golden

PAGES = sorted((Path(__file__).parents[1] / "golden" / "changes").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_golden_page_says_what_a_comparison_says(page: Path, accept: bool) -> None:
    check_golden(page, accept, "compare", "page", told)
