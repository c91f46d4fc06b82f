"""The same words as a whole page of HTML: well formed, escaped, in the right language, with its landmarks."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from explain import LANGUAGES, READERS, explain, render
from explain.justification import Justification, Line, Part
from tests.explain.pages import expectations

PAGES = sorted((Path(__file__).parents[1] / "golden" / "justifications").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_page_is_well_formed_and_has_the_words_of_the_text(page: Path) -> None:
    decision = next(iter(expectations(page.read_text(encoding="utf-8"))))
    for reader in READERS:
        for language in LANGUAGES:
            justification = explain(decision.policy, decision.decision, reader, language)
            whole = ElementTree.fromstring(render(justification, "html"))
            assert whole.get("lang") == language
            (main,) = whole.findall("body/main")
            said = "".join(main.itertext())
            assert [line.text for line in justification.lines if line.text not in said] == []
            sections = main.findall("article/section")
            assert len(sections) == len(justification.parts)
            assert [it.get("aria-labelledby") for it in sections] == [it.findall("h2")[0].get("id") for it in sections]


def test_a_page_can_be_read_without_eyes_and_on_paper() -> None:
    page = render(Justification("person", "nn", "Lova", "Svaret gjeld.", ()), "html")
    whole = ElementTree.fromstring(page)
    assert [it.tag for it in whole.iter() if it.tag in ("h1", "main", "title", "script")] == ["title", "main", "h1"]
    assert "".join(whole.find("head/title").itertext()) == "Grunngiving for svaret – Lova"  # type: ignore[union-attr]
    assert "@media print" in page


def test_words_are_escaped() -> None:
    line = Line("fact_known", "fact:x", 'Navn: <b>"Ola"</b> & co.')
    page = render(Justification("person", "nb", "", "", (Part("facts", "Opplysninger", (line,)),)), "html")
    assert "&lt;b&gt;" in page
    assert "& co" not in page


def test_a_line_may_be_deeper_than_the_one_before() -> None:
    lines = tuple(Line("x", str(n), f"linje {n}", level=level) for n, level in enumerate((0, 2, 1, 0)))
    page = render(Justification("person", "nb", "", "", (Part("facts", "Opplysninger", lines),)), "html")
    assert "".join(ElementTree.fromstring(page).itertext()).count("linje") == 4


def test_there_is_no_other_layout() -> None:
    with pytest.raises(ValueError, match="pdf"):
        render(Justification("person", "nb", "", "", ()), "pdf")
