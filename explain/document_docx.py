"""A document as docx, for those who finish a letter by hand: real headings, lists and styles, its language and title.

The file is a zip; its dates are the document's own, so the same document gives the same bytes.
Start reading at `as_docx`.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from explain.document import Block, Bullets, Definitions, Document, Heading, Lines, Note, Paragraph, Runs, Table

_LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
_FIRST_ZIP_YEAR = 1980


def as_docx(document: Document) -> bytes:
    """The document as docx.

    Raises:
        ModuleNotFoundError: python-docx is not installed.
    """
    import docx

    made = docx.Document()
    _prepare(made, document)
    for block in document.before:
        _add(made, block)
    _runs(made.add_heading(level=1), (), document.title)
    for block in document.blocks:
        _add(made, block)
    written = io.BytesIO()
    made.save(written)
    return _dated(written.getvalue(), document)


def _prepare(made: Any, document: Document) -> None:
    """Title, language and dates; a page of A4 with room around; styles one can read."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    day = datetime(document.day.year, document.day.month, document.day.day)
    about = made.core_properties
    about.title, about.language = document.title, _LANGUAGES[document.language]
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = day
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(27)
    normal = made.styles["Normal"]
    normal.font.size = Pt(11)
    for defaults in made.styles.element.iter(qn("w:lang")):
        defaults.set(qn("w:val"), _LANGUAGES[document.language])
    for style in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        _speaks(made.styles[style].element, _LANGUAGES[document.language])


def _speaks(style: Any, language: str) -> None:
    """A style in a language."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = style.get_or_add_rPr()
    lang = properties.find(qn("w:lang"))
    if lang is None:
        lang = OxmlElement("w:lang")
        properties.append(lang)
    lang.set(qn("w:val"), language)


def _add(made: Any, block: Block) -> None:
    match block:
        case Heading():
            _runs(made.add_heading(level=block.level), block.runs)
        case Paragraph() | Note():
            _runs(made.add_paragraph(), block.runs)
        case Lines():
            _lines(made.add_paragraph(), block)
        case Bullets():
            for item in block.items:
                _runs(made.add_paragraph(style="List Number" if block.numbered else "List Bullet"), item)
        case Definitions():
            for name, said in block.rows:
                paragraph = made.add_paragraph(style="List Bullet")
                paragraph.add_run(_said(name) + ": ").bold = True
                _runs(paragraph, said)
        case Table():
            _table(made, block)


def _lines(paragraph: Any, block: Lines) -> None:
    for number, row in enumerate(block.rows):
        if number:
            paragraph.add_run().add_break()
        _runs(paragraph, row)


def _table(made: Any, table: Table) -> None:
    """A table whose first row is its headings, on every page it reaches."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement

    if table.caption:
        _runs(made.add_paragraph(), table.caption)
    drawn = made.add_table(rows=0, cols=len(table.head), style="Table Grid")
    for row in (table.head, *table.rows):
        cells = drawn.add_row().cells
        for number, cell in enumerate(row):
            paragraph = cells[number].paragraphs[0]
            _runs(paragraph, cell)
            if number in table.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    drawn.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in drawn.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _runs(paragraph: Any, given: Runs, text: str = "") -> None:
    if text:
        paragraph.add_run(text)
    for it in given:
        run = paragraph.add_run(it.text)
        run.bold = True if it.kind == "emphasis" else None


def _said(given: Runs) -> str:
    return "".join(it.text for it in given)


def _dated(file: bytes, document: Document) -> bytes:
    """The same file with the document's day on each of its parts, instead of the time it was written."""
    at = (max(document.day.year, _FIRST_ZIP_YEAR), document.day.month, document.day.day, 0, 0, 0)
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda it: (it != "[Content_Types].xml", it)):
            new.writestr(zipfile.ZipInfo(name, at), old.read(name), zipfile.ZIP_DEFLATED)
    return written.getvalue()
