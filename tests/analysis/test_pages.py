"""The golden pages of checks: rule texts that bind, and what their author is told about them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.analysis import check
from engine.diagnostics import all_codes
from engine.diagnostics.render import render
from engine.model.provisions import Item, LawDocument, Paragraph, Provisions, Section
from engine.resolve import resolve
from engine.source import SourceText
from engine.syntax import parse
from tests.golden_pages import check_golden

FOLDER = Path(__file__).parents[1] / "golden" / "diagnostics" / "checks"
ABOUT = {
    "writing": "A0",
    "conflicts": "A1",
    "gaps": "A2",
    "unreachable": "A3",
    "versions": "A4",
    "phrases": "A5",
    "unused": "A6",
    "citations": "A7",
    "years": "A8",
    "procedure": "A9",
}
"""What each page is about. Findings of other kinds are left out of it: these texts are as short as can be."""

LIST = (Item("a", 1), Item("b", 1), Item("c", 1))
ACT = LawDocument(
    "LOV-2001-01-01-1",
    in_force=date(2001, 1, 1),
    sections={
        "1": Section("1", "1", paragraphs=(Paragraph(1, 2, LIST), Paragraph(2, 1, in_force=False))),
        "2": Section("2", "1", "repealed"),
        "3a": Section("3a", "1", paragraphs=(Paragraph(1, 3),)),
    },
)
SENTENCES = {ACT.id: ["Kommunen skal gi hjelp til den som er bosatt i kommunen og ikke kan sørge for seg selv."]}
PROVISIONS = Provisions(date(2025, 7, 1), {ACT.id: ACT})


@pytest.mark.parametrize("name", ABOUT)
def test_an_author_is_told_what_is_on_the_page(name: str, accept: bool) -> None:
    check_golden(FOLDER / f"{name}.md", accept, "policy", "diagnostics", lambda text: told(text, ABOUT[name]))


def told(text: str, about: str) -> str:
    document, unread = parse(SourceText("page.policy", f"language en\n{text}"))
    policy, unbound = resolve([document])
    assert [*unread, *unbound] == []
    found = [each for each in check(policy, PROVISIONS, sentences=SENTENCES) if each.code.startswith(about)]
    return render(found, {"page.policy": document.source}, "compact") or "nothing to report\n"


BY_THE_SOLVER = {
    *("A205 no-value-in-case", "A305 never-stands", "A961 rounded-twice", "A962 rounded-early", "A963 divides-by-zero"),
}
"""Found by `check --verify` alone; the sample on the page of each is run through the solver in `tests/diagnostics`."""


def test_every_check_is_on_a_page() -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md"))
    codes = {f"{code.number} {code.slug}" for code in all_codes() if code.number.startswith("A")} - BY_THE_SOLVER
    assert {code for code in codes if f" {code}: " not in pages} == {"A104 not-compared"}
