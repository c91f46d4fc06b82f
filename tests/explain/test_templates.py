"""Every sentence exists in three languages, and a template puts words around values without computing any."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2.exceptions import UndefinedError

import explain
from engine.evaluate.decision import CLOSABLE, Wait
from explain.templates import fill
from explain.vocabulary import _WORDS, LANGUAGES

FOLDER = Path(explain.__file__).parent / "templates"
FILES = sorted(path.relative_to(FOLDER / "nb").as_posix() for path in (FOLDER / "nb").rglob("*.j2"))
MACRO = re.compile(r"{% macro (\w+)\(x\) %}(.*?){% endmacro %}\n", re.DOTALL)


def macros(language: str, file: str) -> dict[str, str]:
    return dict(MACRO.findall((FOLDER / language / file).read_text(encoding="utf-8")))


@pytest.mark.parametrize("file", FILES)
def test_the_languages_have_the_same_sentences_with_the_same_blanks(file: str) -> None:
    blanks = {
        language: {kind: sorted(set(re.findall(r"x\.(\w+)", text))) for kind, text in macros(language, file).items()}
        for language in LANGUAGES
    }
    assert blanks["nb"] == blanks["nn"] == blanks["en"]
    assert blanks["nb"]


def test_the_languages_have_the_same_files() -> None:
    found = [[path.relative_to(FOLDER / it).as_posix() for path in (FOLDER / it).rglob("*.j2")] for it in LANGUAGES]
    assert [sorted(it) for it in found] == [FILES] * 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", FILES)
def test_a_template_computes_nothing(language: str, file: str) -> None:
    text = (FOLDER / language / file).read_text(encoding="utf-8")
    inside = re.findall(r"{{.*?}}|{%.*?%}", text)
    quotes = re.compile(r"'[^']*'")
    assert [it for it in inside if re.search(r"[+*/~]|\d|\bset\b|\bfor\b", quotes.sub("", it))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_of_waiting_has_a_sentence(language: str) -> None:
    kinds = re.findall(r"`(\w+)`", (Wait.__doc__ or "").split("`id`")[0])
    assert set(CLOSABLE) < set(kinds)
    assert sorted(set(kinds) - {"detail"} - {it.removeprefix("wait_") for it in macros(language, "open.j2")}) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_sentence_for_every_way_it_may_turn_out(language: str) -> None:
    known = macros(language, "grounds.j2").keys()
    plain = [
        f"{sort}_{state}"
        for sort in ("rule", "exception", "ceiling", "floor")
        for state in ("stands", "falls", "open", "set_aside", "without_object")
    ]
    shaped = [
        f"{sort}_{shape}"
        for sort in ("rule", "exception")
        for shape in ("stands_value", "stands_effect", "set_aside_value")
    ]
    special = ["ceiling_binds", "floor_binds", "presumption_used", "rule_not_in_force", "rule_outside"]
    assert sorted({*plain, *shaped, *special} - known) == []


def test_an_unfilled_blank_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        fill("nb", "facts", ("fact_unknown",), {"name": "inntekt"})


def test_an_unknown_kind_of_sentence_is_an_error() -> None:
    with pytest.raises(LookupError, match="no sentence for nonsense"):
        fill("nb", "facts", ("nonsense",), {})


def test_every_word_has_three_languages_with_the_same_blanks() -> None:
    uneven = [
        concept
        for concept, words in _WORDS.items()
        if len(words) != 3 or len({tuple(sorted(re.findall(r"{(\w+)}", it))) for it in words}) != 1 or "" in words
    ]
    assert uneven == []
