"""From the bytes of a file to the text of an act or a regulation.

Takes both generations of Lovdata's XML: consolidated texts, and documents as they were adopted and announced. Sections
are known by their printed number, never by the positional `id`. Headings without text are stubs of what is repealed or
not commenced, and say so. Start reading at `read_law`.
"""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256
from xml.etree.ElementTree import Element

from attrs import evolve

from engine.diagnostics import Code, Diagnostic, Severity
from engine.law.header import Header, header_of
from engine.law.markup import MARK, all_words, kind_of, read_xml
from engine.law.passages import is_ledd, outside_of, paragraph_of
from engine.law.sentences import normalised
from engine.law.text import CONSOLIDATED, PROMULGATED, Chapter, LawText, Paragraph, Passage, Section
from engine.source import Span

NO_LAW = Code("P504", "no-law-text", "an XML file is not a law text of the kind Lovdata publishes")
SAME_SECTION = Code("P505", "section-printed-twice", "a law text has two sections with one number", Severity.NOTE)

TOO_EARLY = Code("P510", "edition-too-early", "a law text has changes from after the day it is said to be of")

_REPEALED = re.compile(r"\bopphev(?:et|a|d|de)\b", re.IGNORECASE)
_MOVED = re.compile(r"\b(?:flytt(?:et|a)|omnummerert)\b", re.IGNORECASE)
_PENDING = re.compile(r"\b(?:endres|endrast|oppheves|opphevast|tilføyes|tilføyast)\b", re.IGNORECASE)
_ADDED_LATER = re.compile(r"\b(?:tilføyes|tilføyast)\b", re.IGNORECASE)
_AMENDS = re.compile(
    r"\bskal (?:\w+ ){0,3}(?:lyde|lyda)\b|\bfølgj?ande endring|\bfølgende endring|\b(?:opphev|endr)(?:es|ast)\b"
    r"|\bblir\b.*\bnytt?\b"
)
_BESIDE = ("changesToParent", "footnotes", "legalArticleHeader")


def read_law(name: str, data: bytes, edition: date | None = None) -> tuple[LawText | None, list[Diagnostic]]:
    """The text a file holds, or `None` and why it could not be read; `edition` is the day it is said to be of,
    which a text as it was adopted cannot be."""
    root, found = read_xml(name, data)
    if root is None:
        return None, found
    header = header_of(root)
    main = next((each for each in root.iter("main") if kind_of(each) == "documentBody"), None)
    if header is None or main is None:
        return None, [NO_LAW.at(Span(name, 0, 0), "the file has no document number, or no document")]
    if edition is not None and header.last_change is not None and edition < header.last_change:
        message = f"{header.id} has a change that came into force on {header.last_change}, after {edition}"
        return None, [TOO_EARLY.at(Span(name, 0, 0), message, hint="--edition is the day the files were fetched")]
    try:
        reader = _Reader(name, header)
        reader.chapter(main, 0, 0)
    except RecursionError:
        return None, [NO_LAW.at(Span(name, 0, 0), "the parts of the document are nested too deep")]
    return reader.law(sha256(data).hexdigest(), edition), reader.found


class _Reader:
    """Collects the chapters and sections of one document in the order printed."""

    def __init__(self, name: str, header: Header) -> None:
        self.name, self.header = name, header
        self.chapters: list[Chapter] = []
        self.sections: dict[str, Section] = {}
        self.found: list[Diagnostic] = []

    def law(self, digest: str, edition: date | None) -> LawText:
        header = self.header
        return LawText(
            header.id,
            header.title,
            header.short_title,
            header.kind,
            header.language,
            header.in_force,
            header.in_force_words,
            header.last_change,
            header.not_before,
            edition if header.kind == CONSOLIDATED else None,
            self.name,
            digest,
            self.sections,
            tuple(self.chapters),
        )

    def chapter(self, element: Element, depth: int, within: int) -> None:
        """A part of the document, and the parts inside it."""
        place = len(self.chapters)
        self.chapters.append(Chapter())
        footnotes = _footnotes(element)
        loose: list[Paragraph] = []
        for child in element:
            if child.tag == "section":
                self.chapter(child, depth + 1, place)
            elif kind_of(child) == "legalArticle":
                self.section(child, place)
            elif not _is_beside(child) and not _is_heading(child):
                loose.append(_loose(child, footnotes))
        self.chapters[place] = Chapter(
            _chapter_name(element),
            next((_words(child) for child in element if _is_heading(child)), ""),
            depth,
            within,
            tuple(each for each in loose if each.blocks),
            _notes(element),
            tuple(f"{mark} {words}" for mark, words in footnotes.items()),
        )

    def section(self, element: Element, chapter: int) -> None:
        """A section, kept under its number. Of two with one number, the one with text keeps it, else the first."""
        section = section_of(element, chapter, self.header.kind == PROMULGATED)
        earlier = self.sections.get(section.key)
        if earlier is None:
            self.sections[section.key] = section
            return
        other = f"{section.key}#{sum(key.partition('#')[0] == section.key for key in self.sections) + 1}"
        said = f"{section.number} is printed twice in {self.header.id}; the address means the "
        if earlier.status != "present" and section.status == "present":
            self.sections[section.key], self.sections[other] = section, evolve(earlier, key=other)
            said += "one that has text"
        else:
            self.sections[other] = evolve(section, key=other)
            said += "first"
        if section.is_section:
            self.found.append(SAME_SECTION.at(Span(self.name, 0, 0), said))


def section_of(element: Element, chapter: int, promulgated: bool) -> Section:
    """One section with its ledd; what amends another act is not among them."""
    footnotes = _footnotes(element)
    ledd, others = _divided(element, promulgated)
    paragraphs = tuple(paragraph_of(each, number, footnotes) for number, each in enumerate(ledd, start=1))
    outside = outside_of(others, footnotes)
    name = element.get("data-name") or ""
    notes = _notes(element)
    number, heading = _heading(element)
    return Section(
        name.removeprefix("§") or _key(number),
        number or name,
        heading,
        chapter,
        _status(element, heading, paragraphs, outside, notes),
        paragraphs,
        outside,
        notes,
        tuple(f"{mark} {words}" for mark, words in footnotes.items()),
        _date(element.get("data-repealeddate")),
        any(_PENDING.search(note) for note in notes),
        (name or number).startswith("§"),
    )


def _divided(element: Element, promulgated: bool) -> tuple[list[Element], list[Element]]:
    """The ledd of a section, and what else stands in it. In an announced text, what follows words such as `skal lyde:`
    is the new text of another act."""
    ledd: list[Element] = []
    others: list[Element] = []
    amending = False
    for child in element:
        if _is_beside(child):
            continue
        if promulgated and not is_ledd(child):
            amending = amending or kind_of(child) != "defaultP" or bool(_AMENDS.search(_words(child)))
        (ledd if is_ledd(child) and not amending else others).append(child)
    return ledd, others


def _status(
    element: Element, heading: str, paragraphs: tuple[Paragraph, ...], outside: Passage, notes: tuple[str, ...]
) -> str:
    if paragraphs:
        return "present" if any(each.in_force for each in paragraphs) else "not_in_force"
    if outside.blocks:
        return "present"
    if _MOVED.search(heading) and not heading.lower().startswith("(opphev"):
        return "moved"
    if _REPEALED.search(heading) or element.get("data-repealeddate"):
        return "repealed"
    return "adopted_not_in_force" if any(_ADDED_LATER.search(note) for note in notes) else "present"


# Headings, notes, footnotes


def _heading(element: Element) -> tuple[str, str]:
    """The number of a section as printed, and its heading."""
    header = next((child for child in element if kind_of(child) == "legalArticleHeader"), None)
    if header is None:
        return "", ""
    parts = {kind_of(part): part for part in header}
    number = _words(parts["legalArticleValue"]) if "legalArticleValue" in parts else ""
    if "legalArticleTitle" in parts:
        return number, _words(parts["legalArticleTitle"])
    return number, normalised(_words(header).removeprefix(number).lstrip(". "))


def _words(element: Element) -> str:
    return normalised(all_words([element]).replace(MARK, ""))


def _notes(element: Element) -> tuple[str, ...]:
    """What has amended this, in the publisher's words."""
    return tuple(_words(child) for child in element if kind_of(child) == "changesToParent")


def _footnotes(element: Element) -> dict[str, str]:
    """The footnotes of a section or a chapter, by mark."""
    found = {}
    for footer in element:
        for note in footer if kind_of(footer) == "footnotes" else ():
            label = next((_words(part) for part in note if kind_of(part) == "footnoteLabel"), "")
            found[note.get("data-name") or label] = normalised(_words(note).removeprefix(label))
    return found


def _is_beside(element: Element) -> bool:
    return kind_of(element) in _BESIDE


def _is_heading(element: Element) -> bool:
    return element.tag in ("h1", "h2", "h3", "h4", "h5", "h6") or element.get("role") == "heading"


def _chapter_name(element: Element) -> str:
    return (element.get("data-name") or "").removeprefix("kap")


def _loose(element: Element, footnotes: dict[str, str]) -> Paragraph:
    """A paragraph outside any section; what is neither words nor a list is kept whole."""
    holder = Element("div")
    holder.append(element)
    return paragraph_of(holder, 0, footnotes)


def _key(number: str) -> str:
    return re.sub(r"[§\s.]", "", number)


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
