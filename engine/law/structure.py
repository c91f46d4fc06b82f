"""The structure of a law text: the value addresses are looked up in, whether it comes from here or from a file.

Start reading at `document_of`.
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.law import text
from engine.law.text import PROMULGATED, LawText
from engine.model.provisions import Item, LawDocument, Paragraph, Section


def document_of(law: LawText) -> LawDocument:
    """The sections, ledd, sentences and items of a text; articles of annexes and treaties have no address."""
    return LawDocument(
        law.id,
        law.short_title or law.title,
        min(law.in_force) if law.is_commenced else None,
        {section.key: section_of(section, law.chapter_of(section)) for section in addressable(law)},
        law.edition,
        law.not_before,
        law.kind == PROMULGATED,
    )


def addressable(law: LawText) -> Iterable[text.Section]:
    """The sections an address can name, in the order printed."""
    return (section for section in law.sections.values() if section.is_section and "#" not in section.key)


def section_of(section: text.Section, chapter: str = "") -> Section:
    """The structure of one section."""
    return Section(
        section.key,
        chapter,
        section.status,
        tuple(
            Paragraph(each.number, len(each.hashes), _items(each.items), each.in_force) for each in section.paragraphs
        ),
        _items(section.outside.items),
        section.repealed,
    )


def _items(items: Iterable[text.ItemText]) -> tuple[Item, ...]:
    return tuple(Item(item.label, len(item.hashes), _items(item.items)) for item in items)
