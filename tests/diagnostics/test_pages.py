"""Finding the page of a code, however a reader writes it."""

from __future__ import annotations

import pytest

from engine.diagnostics.pages import page, page_files


@pytest.mark.parametrize("written", ["{code}", "{lower}", " {code} ", "{slug}", "{code}-{slug}"])
def test_a_page_is_found_by_number_or_by_slug(written: str) -> None:
    first = page_files()[0]
    code, _, slug = first.stem.partition("-")
    asked = written.format(code=code, lower=code.lower(), slug=slug)
    assert page(asked) == first.read_text(encoding="utf-8")


@pytest.mark.parametrize("written", ["", "R", "X999", "../index", "index", "*"])
def test_no_page_is_none(written: str) -> None:
    assert page(written) is None
