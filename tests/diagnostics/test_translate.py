"""What an author is told of a rule file in bokmål and nynorsk: every code an author meets, or nothing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.analysis import check
from engine.diagnostics import Diagnostic, Note, Severity
from engine.diagnostics.pretty import pretty
from engine.diagnostics.translate import in_language, sentence
from engine.graph import cycles
from engine.resolve import resolve
from engine.shipped import shipped
from engine.source import SourceText, Span
from engine.syntax import parse
from tests.diagnostics.test_codes import MADE, PAGES, examples, findings

TABLES = tomllib.loads(shipped("grammar", "messages.toml").read_text(encoding="utf-8"))
GOLDEN = Path(__file__).parents[1] / "golden" / "diagnostics"
OURS = ("S", "R", "G", "A")
"""The letters of the codes an author meets from a rule file: read, bound, drawn and checked."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[Diagnostic]:
    """Every finding of these codes on the pages of the codes and on the golden pages."""
    folder = tmp_path_factory.mktemp("made")
    return [each for each in all_found(folder) if each.code.startswith(OURS)]


def all_found(folder: Path) -> Iterator[Diagnostic]:
    for name, path in PAGES.items():
        code = name.partition("-")[0]
        for kind, text in examples(path, "Avoid") if code.startswith(OURS) else ():
            yield from findings(code, kind, text)[1]
        yield from MADE[code](folder) if code.startswith(OURS) and code in MADE else ()
    for page in sorted(GOLDEN.rglob("*.md")):
        for text in re.findall(r"```policy\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            document, unread = parse(SourceText("page.policy", text if begun(text) else f"language en\n{text}"))
            policy, unbound = resolve([document])
            yield from [*unread, *unbound, *cycles(policy), *(check(policy) if not unbound else [])]


def begun(text: str) -> bool:
    return text.startswith(("language", "språk", "målform"))


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_code_an_author_meets_is_told_in_it(told: list[Diagnostic], language: str) -> None:
    codes = {name.partition("-")[0] for name in PAGES if name.startswith(OURS)}
    assert {each.code for each in told} == codes
    parts = {
        part for each in told for part in (each.message, each.hint, *(note.message for note in each.notes)) if part
    }
    assert [part for part in sorted(parts) if sentence(part, language) is None] == []


def test_each_sentence_keeps_the_blanks_it_is_given() -> None:
    for en, *others in [*TABLES["sentences"], *TABLES["phrases"]]:
        for other in others:
            assert set(re.findall(r"\{[a-z]\}", other)) <= set(re.findall(r"\{[a-z]\}", en)), other
            assert other.count("`") % 2 == 0


def test_no_sentence_is_there_twice() -> None:
    for table in ("sentences", "phrases"):
        english = [row[0] for row in TABLES[table]]
        assert sorted(english) == sorted(set(english))


def finding(message: str, hint: str = "", note: str = "") -> Diagnostic:
    notes = (Note(Span("a.policy", 0, 1), note),) if note else ()
    return Diagnostic("R102", "unknown-name", Severity.ERROR, Span("a.policy", 0, 1), message, hint, "", notes)


def test_nobody_is_told_half_a_thing_in_each_language() -> None:
    known, strange = "unknown fact `incme`", "a sentence nobody has translated"
    assert in_language(finding(known), "nn").message == "`incme` er ikkje kjent som faktum"
    for each in (
        finding(known, hint=strange),
        finding(known, note=strange),
        finding(strange),
        finding("unknown zebra `x`"),
    ):
        assert in_language(each, "nb") is each
        shown = pretty([each], {"a.policy": SourceText("a.policy", "x")}, False, {"a.policy": "nb"})
        assert shown.startswith("error[R102")


def test_the_words_of_the_author_stand_as_they_are() -> None:
    assert sentence("`not and fact` is a fact, not a term", "nb") == "`not and fact` er et faktum, ikke et begrep"
