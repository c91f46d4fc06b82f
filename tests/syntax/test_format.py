"""The laws of the canonical layout: the same tree, once is enough, nothing lost, and any language there and back."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from engine.source import SourceText
from engine.syntax.format import format_source
from engine.syntax.parse import parse
from tests.syntax.made_from_grammar import Met, alternatives, made_file

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "policies").rglob("*.policy"), *(ROOT / "tests" / "encodings").glob("*.policy")])


def formatted(text: str, language: str | None = None) -> str:
    new, found = format_source(SourceText("a.policy", text), language)
    assert new is not None, (found, text)
    return new


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_laws_hold_for_every_shipped_file(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    canonical = hold_for(text)
    assert text == canonical or ROOT / "policies" not in path.parents, "`hjemmel fmt policies` lays it out anew"


@pytest.mark.parametrize("seed", range(8))
def test_the_laws_hold_for_files_made_at_random(seed: int, request: pytest.FixtureRequest) -> None:
    random, met = Random(seed), Met()
    for _ in range(request.config.getoption("--made-files") // 8):
        hold_for(made_file(random, random.randint(1, 3), met))


def test_the_files_made_meet_every_alternative_of_the_grammar() -> None:
    random, met = Random(0), Met()
    for _ in range(1_000):
        made_file(random, 3, met)
    assert [each for each in alternatives() if not met[each]] == []


def hold_for(text: str) -> str:
    """All laws at once, since formatting costs more than looking; gives the canonical layout."""
    canonical = formatted(text)
    assert tree(canonical) == tree(text)
    assert formatted(canonical) == canonical
    assert comments(canonical) == comments(text)
    bokmål = formatted(canonical, "nb")
    nynorsk = formatted(bokmål, "nn")
    assert tree(bokmål) == tree(nynorsk) == tree(text)
    assert formatted(nynorsk, "en") == canonical
    return canonical


def tree(text: str) -> object:
    document, found = parse(SourceText("a.policy", text))
    assert found == []
    return document.items


def comments(text: str) -> list[str]:
    """The words of all comments, sorted: two behind one line become one comment."""
    without_texts = re.sub(r'"[^"\n]*"', "", text)
    return sorted(
        word for comment in re.findall(r"--[^\n]*", without_texts) for word in comment.split() if word != "--"
    )


def test_what_does_not_parse_is_not_formatted() -> None:
    new, found = format_source(SourceText("a.policy", "language en\nrule\n  basis"))
    assert new is None
    assert [each.code for each in found] != []


def test_a_rule_is_laid_out_clause_by_clause() -> None:
    assert formatted(
        """language en
rule  r  nb "En regel" nn "Ein regel"
  en "A rule" basis §18 ledd2   -- the address
  x is 75% of (a less 1000 kr per year,but at least 0 kr per year)  when  not (a and b)   unless age<18 years
"""
    ) == (
        """language en
rule r
  nb "En regel"  nn "Ein regel"  en "A rule"
  basis § 18 ledd 2  -- the address
  x is 75 % of (a less 1 000 kr per year, but at least 0 kr per year)
  when not (a and b) unless age < 18 years
"""
    )


def test_words_and_numbers_follow_the_language() -> None:
    text = "language en\nrule r\n  basis § 1\n  x is 2.041 * (g on 2024-05-01)\n  when age >= 18 years\n"
    assert formatted(text, "nb") == (
        "språk nb\nregel r\n  hjemmel § 1\n  x er 2,041 * (g på 2024-05-01)\n  når age >= 18 år\n"
    )


def test_months_and_days_of_the_week_are_written_in_the_keyword_language() -> None:
    english = (
        "language en\n"
        "act eksempelloven LOV-2001-01-01-1\n"
        "calendar free\n  basis § 1\n  excludes saturday, sunday, 1 january, 17 may, easter - 3\n"
        "parameter rate : money\n  basis § 1\n  renewed every 1 may\n"
    )
    text = english
    for language, words in (("nb", "lørdag, søndag, 1 januar, 17 mai"), ("nn", "laurdag, søndag, 1 januar, 17 mai")):
        made, found = format_source(SourceText("a.policy", text), language)
        assert found == []
        assert made is not None
        assert words in made
        assert "1 mai\n" in made
        text = made
    assert format_source(SourceText("a.policy", text), "en") == (english, [])
