"""The same letter as text, HTML, PDF and docx: each whole, each the same bytes again, each readable without eyes."""

from __future__ import annotations

import io
import re
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from attrs import evolve

from explain.document import Bullets, Document, Heading, Paragraph, runs, words_of
from explain.document_docx import as_docx
from explain.document_html import as_html_page
from explain.document_pdf import as_pdf
from explain.document_text import as_text
from explain.vocabulary import LANGUAGES
from tests.letters.pages import example, letter_of

NAMES = ("refusal", "family-ready", "qualification-benefit")


@cache
def document(name: str, language: str) -> Document:
    made = letter_of(example(name), language, "received=2024-08-12").document
    assert made is not None
    return made


def bare(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\xa0", " ")).strip()


# ── the languages ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", NAMES)
def test_the_languages_have_the_same_steps_in_the_same_order_with_the_same_numbers(name: str) -> None:
    shapes = {it: [type(block).__name__ for block in document(name, it).blocks] for it in LANGUAGES}
    assert shapes["nb"] == shapes["nn"] == shapes["en"][:-1]  # in English a note says that the Norwegian text decides
    numbers = {it: [digits(text) for text in words_of(document(name, it))] for it in LANGUAGES}
    assert numbers["nb"] == numbers["nn"] == numbers["en"][:-1]


def digits(text: str) -> list[str]:
    """The numbers of a text, in order of size: the languages put day and amount in different places."""
    joined = re.sub(r"(?<=\d)[\s\xa0,.](?=\d{3}\b)", "", text)
    return sorted(re.findall(r"\d+", joined))


def test_an_english_letter_says_that_the_norwegian_text_decides() -> None:
    assert "The Norwegian text of the acts decides" in bare(as_text(document("refusal", "en")))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_letter_says_nothing_in_another_language_and_no_id(name: str, language: str) -> None:
    text = as_text(document(name, language))
    assert not re.search(r"\[(?:nb|nn|en)\]|\b(?:kari|ola)\b|[a-z]+_[a-z]+", text)


# ── HTML ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class Page(HTMLParser):
    """The tags of a page, and whether each that is opened is closed in turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_page_of_html_is_whole_and_needs_no_script() -> None:
    text = as_html_page(document("family-ready", "nn"))
    page = Page(text)
    assert page.open == []
    assert ("html", {"lang": "nn"}) in page.tags
    assert [tag for tag, _ in page.tags].count("h1") == 1
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.tags}
    assert "@media print" in text


def test_words_are_never_read_as_markup() -> None:
    nasty = '<script>alert("x")</script> #panic() \\ $x$ *_`'
    made = Document(nasty, "nb", document("refusal", "nb").day, (Paragraph(runs(nasty)), Bullets((runs(nasty),))))
    assert "<script>" not in as_html_page(made)
    assert nasty in as_text(made)
    assert nasty in "".join(page_texts(made))


def page_texts(made: Document) -> list[str]:
    from pypdf import PdfReader

    return [bare(page.extract_text()) for page in PdfReader(io.BytesIO(as_pdf(made))).pages]


# ── PDF ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_is_tagged_with_its_title_and_language(language: str) -> None:
    from pypdf import PdfReader

    made = document("family-ready", language)
    reader = PdfReader(io.BytesIO(as_pdf(made)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"].startswith(language)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == made.title
    about = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part>1<", about)
    assert re.search(r"pdfaid:part>2<", about)
    assert re.search(r"pdfaid:conformance>A<", about)


def test_a_pdf_holds_headings_lists_and_every_word() -> None:
    from pypdf import PdfReader

    made = document("refusal", "nb")
    reader = PdfReader(io.BytesIO(as_pdf(made)))
    kinds = tags(reader.trailer["/Root"]["/StructTreeRoot"])
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI"} <= kinds
    text = "".join(it.extract_text() for it in reader.pages)
    squeezed = re.sub(r"\s", "", text)
    missing = [it for it in words_of(made) if re.sub(r"\s", "", it)[:40] not in squeezed]
    assert missing == []


def tags(node: object) -> set[str]:
    found: set[str] = set()
    stack = [node]
    while stack:
        here = stack.pop()
        here = here.get_object() if hasattr(here, "get_object") else here
        if isinstance(here, list):
            stack.extend(here)
        elif isinstance(here, dict):
            found.add(str(here.get("/S", "")))
            stack.append(here.get("/K"))
    return found


def test_a_pdf_looks_like_a_letter() -> None:
    import pypdfium2

    pages = pypdfium2.PdfDocument(as_pdf(document("qualification-benefit", "nb")))
    for page in pages:
        assert [round(it) for it in page.get_size()] == [595, 842]
        text = page.get_textpage()
        boxes = [text.get_charbox(it) for it in range(text.count_chars())]
        inked = [it for it in boxes if it[2] > it[0]]
        assert min(it[0] for it in inked) > 60
        assert max(it[2] for it in inked) < 535
    pages.close()


# ── docx ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_docx_opens_again_with_headings_language_and_title(language: str) -> None:
    import docx

    made = document("family-ready", language)
    opened = docx.Document(io.BytesIO(as_docx(made)))
    tag = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}[language]
    assert opened.core_properties.title == made.title
    assert opened.core_properties.language == tag
    assert f'w:val="{tag}"' in opened.styles["Normal"].element.xml
    styles = [it.style.name for it in opened.paragraphs if it.style is not None]
    headings = [it for it in made.blocks if isinstance(it, Heading)]
    assert styles.count("Heading 1") == 1
    assert styles.count("Heading 2") + styles.count("Heading 3") == len(headings)
    assert "List Bullet" in styles
    assert [it.text for it in opened.paragraphs if not it.text.strip()] == []


@pytest.mark.parametrize("form", [as_text, as_html_page, as_pdf, as_docx])
def test_a_form_is_the_same_bytes_again_and_dated_by_the_decision(form) -> None:  # type: ignore[no-untyped-def]
    made = document("refusal", "nb")
    assert form(made) == form(evolve(made))
