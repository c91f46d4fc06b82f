"""The reference of the language is what the grammar gives: every rule, in pictures and pages, in three languages."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from engine.diagnostics.render import render
from engine.reference.constructs import read_reference
from engine.reference.examples import items_of, translated
from engine.reference.explained import explain_word
from engine.reference.pages import MEANING, anchor, page_name, pages, picture_name
from engine.reference.production import production
from engine.reference.shapes import parts_of
from engine.resolve import resolve
from engine.source import SourceText
from engine.syntax import parse
from engine.syntax.concrete import leaves_of, read_concrete
from engine.syntax.parse import item_spans
from engine.syntax.tables import LANGUAGES, keywords
from tests.house.test_documents import headings

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
MEANT = (FOLDER / MEANING).read_text(encoding="utf-8")
ALL = pytest.mark.parametrize("language", LANGUAGES)
WIDEST = 760
SVG = "{http://www.w3.org/2000/svg}"


def file(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


# ── the pages and pictures are those of the grammar ─────────────────────────────────────────────────────────────


def test_the_pages_are_what_the_grammar_gives() -> None:
    stale = [name for name, text in pages(items_of(MEANT)).items() if text != file(name)]
    assert stale == [], "`make reference` writes them anew"


def test_the_pictures_are_what_the_grammar_gives() -> None:
    pytest.importorskip("railroad")
    from engine.reference.pages import pictures

    drawn = pictures()
    kept = {path.relative_to(FOLDER).as_posix() for path in (FOLDER / "syntax").rglob("*.svg")}
    assert kept == drawn.keys()
    assert [name for name, text in drawn.items() if text != file(name)] == [], "`make reference` draws them anew"


@ALL
def test_every_rule_of_the_grammar_is_in_a_picture(language: str) -> None:
    reference = read_reference(language)
    shown = frozenset[str]().union(*(construct.within for construct in reference.constructs()))
    assert set(reference.grammar.rules) - shown == set()


@ALL
def test_every_keyword_is_on_the_page(language: str) -> None:
    """Typed as the author types it, also where a picture of it cannot be seen."""
    text = file(page_name(language))
    spellings = [word for words in keywords().values() for word in words[language].lstrip(",").split("|")]
    assert [word for word in spellings if f'"{word}"' not in text] == []


@ALL
def test_every_construct_is_reached_from_the_file(language: str) -> None:
    reference = read_reference(language)
    reached: set[str] = set()
    waiting = ["file"]
    while waiting:
        id = waiting.pop()
        if id not in reached:
            reached.add(id)
            waiting += parts_of(reference.named(id).shape)
    assert {construct.id for construct in reference.constructs()} == reached


# ── a reader can use them ───────────────────────────────────────────────────────────────────────────────────────


@ALL
def test_no_two_headings_of_a_page_are_reached_alike(language: str) -> None:
    anchors = [anchor(title) for title in headings(FOLDER / page_name(language))]
    assert sorted({each for each in anchors if anchors.count(each) > 1}) == []


@ALL
def test_a_picture_can_be_read(language: str) -> None:
    """It is no wider than a page, no box lies on another, and it says in words what it shows."""
    reference = read_reference(language)
    for construct in reference.constructs():
        svg = ElementTree.fromstring(file(picture_name(construct, language)))
        assert svg.get("role") == "img"
        assert float(svg.get("width", "0")) <= WIDEST, f"break {construct.id} up"
        boxes = [box(each) for each in svg.iter(f"{SVG}rect") if each.get("x")]
        assert boxes, construct.id
        assert not any(overlap(one, other) for n, one in enumerate(boxes) for other in boxes[:n]), construct.id
        title, described = (svg.findtext(f"{SVG}{name}", "") for name in ("title", "desc"))
        assert title.endswith(f": {construct.name}")
        assert described == " ".join(production(construct, reference).split())


def box(rectangle: ElementTree.Element) -> tuple[float, ...]:
    return tuple(float(rectangle.get(name, "")) for name in ("x", "y", "width", "height"))


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return all(one[n] < other[n] + other[n + 2] and other[n] < one[n] + one[n + 2] for n in (0, 1))


@ALL
def test_what_authors_write_themselves_is_written_as_the_examples(language: str) -> None:
    words = read_reference(language).words
    assert [
        word.name for word in words.values() if not all(re.fullmatch(word.pattern, each) for each in word.examples)
    ] == []
    assert words.keys() == read_reference(language).grammar.patterns.keys() - {"__IGNORE_1"}


@ALL
def test_the_examples_are_one_sound_policy_in_every_language(language: str) -> None:
    """With the names and texts they have there: none is a keyword, and none stands for two things."""
    reference = read_reference(language)
    items = items_of(MEANT)
    texts = [translated(items[start:end], reference) for start, end in item_spans(items, "en")]
    text = "\n".join([f"{keywords()['LANGUAGE'][language]} {language}", *texts])
    document, unread = parse(SourceText("examples", text))
    found = [*unread, *resolve([document])[1]]
    assert found == [], render(found, {"examples": document.source})


def test_the_language_reference_leads_to_every_construct_it_tells_of() -> None:
    told = dict(re.findall(r"^## (.+?)\n\n(.*?)(?=^## |\Z)", MEANT, re.MULTILINE | re.DOTALL))
    missing = [
        f"{section.english}: {construct.name}"
        for section in read_reference("en").sections
        for construct in section.constructs
        if f"[{construct.name}]({page_name('en')}#{anchor(construct.name)})" not in told[section.english]
    ]
    assert missing == []


@ALL
def test_every_keyword_of_the_examples_is_explained_where_it_stands(language: str) -> None:
    items, named = items_of(MEANT), {each.name for each in read_reference(language).constructs()}
    for start, end in item_spans(items, "en"):
        root = read_concrete(items[start:end], "en").root
        for leaf, within in leaves_of(root):
            told = explain_word(leaf, within, language)
            assert (told and told[-1][0] in named) if leaf.kind in keywords() else told == [], leaf.text


def test_a_keyword_is_explained_by_the_glossary_and_by_what_it_stands_in() -> None:
    words = {
        leaf.text: explain_word(leaf, within, "nb") for leaf, within in leaves_of(read_concrete(UNVERIFIED, "en").root)
    }
    assert [name for name, _ in words["unverified"]] == ["ikke bekreftet", "satsrad"]
    assert [name for name, _ in words["renewed every"]] == ["sats"]
    assert words["factor"] == []


UNVERIFIED = "parameter factor : number\n  renewed every 1 may\n  from 2025-05-01  unverified\n"
