"""How acts and regulations are built up: sections, ledd, sentences and list items, so that an address can be judged.

Holds structure only, never the text. `engine.store.provisions` reads it from a file, and an imported law text gives
the same value. Sections are keyed as in citations (`20a`); numbers count from 1. Start reading at `Provisions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import Factory, frozen

from engine.model.citations import natural


@frozen
class Item:
    """An item of a list: its marker without full stop or bracket, its own sentences, and items inside it."""

    label: str
    sentences: int
    items: tuple[Item, ...] = ()


@frozen
class Paragraph:
    """A ledd: how many sentences it has (those of its items not counted), and the items of its list.

    `in_force` is false for a ledd that is adopted and not commenced.
    """

    number: int
    sentences: int
    items: tuple[Item, ...] = ()
    in_force: bool = True


@frozen
class Section:
    """A section (§). `items` are those of a list that stands outside any ledd.

    `status` is `present`, `repealed`, `moved`, `adopted_not_in_force` (a heading only) or `not_in_force`.
    """

    key: str
    chapter: str = ""
    status: str = "present"
    paragraphs: tuple[Paragraph, ...] = ()
    items: tuple[Item, ...] = ()
    repealed: date | None = None


@frozen
class LawDocument:
    """An act or a regulation. `in_force` is the first day any of it was, `None` when that is not yet known.

    `edition` is the day the text is of, where the document says so itself; `not_before` the earliest day it can be of
    where nobody has said. `as_adopted` marks a text without the amendments made since.
    """

    id: str
    title: str = ""
    in_force: date | None = None
    sections: Mapping[str, Section] = Factory(dict)
    edition: date | None = None
    not_before: date | None = None
    as_adopted: bool = False


@frozen
class Provisions:
    """The documents whose structure we hold, as they stood on the day of the edition (`None`: not said).

    `others` are further texts of a document, of other days, where there are any.
    """

    edition: date | None = None
    documents: Mapping[str, LawDocument] = Factory(dict)
    others: Mapping[str, tuple[LawDocument, ...]] = Factory(dict)

    def chapter(self, document: str, chapter: str) -> tuple[str, ...]:
        """The keys of the sections of a chapter, in the order of the law; none where it is not there."""
        found = self.documents.get(document)
        sections = found.sections.values() if found is not None else ()
        return in_order_of_law(section.key for section in sections if section.chapter.lower() == chapter.lower())


def section_at(sections: Mapping[str, Section], key: str) -> Section | None:
    """The section with a key, in whichever case the act prints its letters."""
    found = sections.get(key)
    return found or next((each for name, each in sections.items() if name.lower() == key.lower()), None)


def in_order_of_law(keys: Iterable[str]) -> tuple[str, ...]:
    """Section keys as the law counts them.

    >>> in_order_of_law(["20", "2", "20a", "10"])
    ('2', '10', '20', '20a')
    """
    return tuple(sorted(keys, key=natural))
