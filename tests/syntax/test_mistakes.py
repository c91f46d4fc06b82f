"""`grammar/mistakes.toml`: every malformed sample gives the diagnostic written beside it, and every code has one."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from engine.diagnostics import Diagnostic, all_codes
from engine.diagnostics.render import render
from engine.resolve import resolve
from engine.source import SourceText
from engine.syntax import parse

ROOT = Path(__file__).parents[2]
FILE: dict[str, Any] = tomllib.loads((ROOT / "grammar" / "mistakes.toml").read_text(encoding="utf-8"))
MISTAKES: list[dict[str, Any]] = FILE["mistake"]
TOO_LONG_TO_SHOW = {"S301"}
"""Shown at N and N+1 in `test_limits`."""


def text_of(mistake: dict[str, Any]) -> str:
    piece, times = mistake.get("long", ("", 0))
    text: str = mistake["text"].replace("{long}", piece * times)
    begins_itself = text.startswith(("language ", "språk ", "målform ")) or mistake["code"] == "S107"
    return text if begins_itself else FILE["beginning"] + text


def found_in(text: str) -> tuple[SourceText, list[Diagnostic]]:
    document, unread = parse(SourceText("sample.policy", text))
    return document.source, [*unread, *resolve([document])[1]]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda each: f"{each['code']}-{each['says'][:30]}")
def test_a_sample_gives_its_diagnostic(mistake: dict[str, Any]) -> None:
    source, found = found_in(text_of(mistake))
    said = [each for each in found if (each.code, each.message) == (mistake["code"], mistake["says"])]
    assert len(said) == 1, render(found, {source.name: source})
    assert said[0].hint == mistake.get("hint", "")
    if "at" in mistake:
        assert source.text[said[0].span.start : said[0].span.end] == mistake["at"]


def test_every_code_of_reading_and_resolving_has_a_sample() -> None:
    codes = {code.number for code in all_codes() if code.number[0] in "SR"}
    assert codes - {mistake["code"] for mistake in MISTAKES} == TOO_LONG_TO_SHOW


def test_what_the_samples_stand_below_is_sound() -> None:
    source, found = found_in(FILE["beginning"])
    assert found == [], render(found, {source.name: source})
