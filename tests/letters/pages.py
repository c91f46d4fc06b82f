"""Golden pages of letters: a case, and the letter it gives, or why it gives none.

A page is Markdown with ```case blocks (JSON as `hjemmel letter` reads it) and, after each, ```letter blocks. What
stands behind the word is how the letter was asked for: its language, then `received=DAY`, `suppose=DAY` (the act of
2025) or `reasons=later`. Where there is no letter, the block holds what was said instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from attrs import evolve, frozen

from engine.diagnostics.render import render
from engine.evaluate.decision import Decision
from engine.model.case import Case, Options
from engine.source import SourceText
from engine.store.cases import read_case
from engine.workspace import Workspace, open_workspace
from explain.document_text import as_text
from explain.letter import Letter, Wish, write_letter

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
ACT_2025 = "forvaltningsloven_2025"
FENCE = re.compile(r"^```(?P<kind>\w+)(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@frozen
class Expected:
    """One letter block: the case it is of, how it was asked for, and where it stands."""

    case: str
    info: tuple[str, ...]
    text: str
    start: int
    end: int


@cache
def law() -> Workspace:
    """The shipped policies."""
    return open_workspace([str(ROOT / "policies")])


def read(text: str, suppose: date | None = None) -> tuple[Case, Options]:
    """A case in JSON, which must be without errors."""
    case, options, found = read_case(SourceText("case.json", text), law().policy, names=law().known_names)
    assert case is not None, [f"{it.code} {it.message}" for it in found]
    return case, evolve(options, supposed={ACT_2025: suppose}) if suppose else options


def example(name: str) -> str:
    """One of the cases in the documentation."""
    return (EXAMPLES / f"{name}.json").read_text(encoding="utf-8")


def written(case: Case, options: Options, wish: Wish) -> Letter:
    """The letter of a case, decided by the shipped policies."""

    def again(other: Case) -> Decision:
        return law().decide_case(other, options)

    return write_letter(law().policy, again(case), wish, again)


def letter_of(text: str, *info: str) -> Letter:
    """The letter of a case in JSON, asked for as a page asks."""
    asked = dict(it.split("=", 1) for it in info if "=" in it)
    received, suppose = (date.fromisoformat(asked[it]) if it in asked else None for it in ("received", "suppose"))
    language = next((it for it in info if "=" not in it), "nb")
    return written(*read(text, suppose), Wish(language, received, asked.get("reasons") == "later"))


def told(letter: Letter) -> str:
    """The letter as text, or what is said instead."""
    return as_text(letter.document) if letter.document is not None else render(letter.diagnostics, {}, "pretty", False)


def expectations(page: str) -> Iterator[Expected]:
    """The letter blocks of a page, each with the case before it."""
    case = ""
    for block in FENCE.finditer(page):
        if block["kind"] == "case":
            case = block["text"]
        elif block["kind"] == "letter":
            yield Expected(case, tuple(block["info"].split()), block["text"], *block.span("text"))


def check_page(path: Path, accept: bool) -> None:
    """Every letter of a page is what the case gives; with `accept`, the page is rewritten."""
    page = path.read_text(encoding="utf-8")
    made = [(it, ending(told(letter_of(it.case, *it.info)))) for it in expectations(page)]
    assert made, f"{path.name} expects nothing"
    if accept:
        for it, text in reversed(made):
            page = page[: it.start] + text + page[it.end :]
        path.write_text(page, encoding="utf-8")
        return
    for it, text in made:
        assert text == it.text, f"{path.name}, {' '.join(it.info)}"


def ending(text: str) -> str:
    """A text that ends its line, as a block does."""
    return text if text.endswith("\n") else f"{text}\n"
