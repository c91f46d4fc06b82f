"""An official text as a value: a document, its chapters and sections, their ledd, sentences and list items.

Everything that has words is a `Passage`: a ledd, an item of a list, a paragraph outside any section. Its blocks stand
in the order printed: words, lists, and what is neither (a table, a passage that amends another act). A sentence may go
on after a list, so it is found by its number in the passage. Start reading at `Passage` and `LawText`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import Factory, frozen

ATTRIBUTION = "Inneholder data under Norsk lisens for offentlige data (NLOD) tilgjengeliggjort av Lovdata."
"""What the licence of the texts asks whoever shows them to say."""

CONSOLIDATED = "consolidated"
"""A text with every amendment in force."""
PROMULGATED = "promulgated"
"""A text as it was adopted and announced."""


@frozen
class Words:
    """A run of words that belongs to one sentence, counted from 1 in its passage."""

    sentence: int
    text: str


@frozen
class Aside:
    """What is no sentence: a table, a formula, a passage that amends another act. `kind` is the element's name."""

    kind: str
    text: str
    hash: str


@frozen
class Items:
    """A list, where it stands among the words; `sentence` is the number of the sentence it continues, or 0."""

    sentence: int
    items: tuple[ItemText, ...]


Block = Words | Items | Aside


@frozen
class Sentence:
    """A sentence without the list it may lead to. `in_force` is false for one that is adopted and not commenced."""

    number: int
    text: str
    hash: str
    in_force: bool = True


@frozen
class Passage:
    """Words in the order printed, the hash of each sentence, and which sentences are not in force."""

    blocks: tuple[Block, ...] = ()
    hashes: tuple[str, ...] = ()
    not_in_force: tuple[int, ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of this passage; those of its list items are theirs."""
        words: dict[int, list[str]] = {}
        for block in self.blocks:
            if isinstance(block, Words):
                words.setdefault(block.sentence, []).append(block.text)
        return tuple(
            Sentence(number, " ".join(words.get(number, ())), hash, number not in self.not_in_force)
            for number, hash in enumerate(self.hashes, start=1)
        )

    @property
    def items(self) -> tuple[ItemText, ...]:
        """The items of its lists, in order."""
        return tuple(item for block in self.blocks if isinstance(block, Items) for item in block.items)

    @property
    def asides(self) -> tuple[Aside, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Aside))

    def items_of(self, sentence: int) -> tuple[ItemText, ...]:
        """The items that one sentence leads to."""
        lists = (block for block in self.blocks if isinstance(block, Items) and block.sentence == sentence)
        return tuple(item for block in lists for item in block.items)


@frozen
class ItemText(Passage):
    """An item of a list: its marker without full stop or bracket, `-` where it has none."""

    label: str = "-"


@frozen
class Paragraph(Passage):
    """A ledd, or a paragraph outside any section (number 0).

    `hash` is of all its words, lists and tables included. `numerator` is the number the act itself prints, if any.
    """

    number: int = 0
    hash: str = ""
    numerator: str = ""
    in_force: bool = True


@frozen
class Section:
    """A section (§). `number` is as printed; `outside` is what stands in it and is no ledd.

    `status` is `present`, `repealed`, `moved`, `adopted_not_in_force` (a heading only) or `not_in_force`.
    `pending`: an amendment of it is adopted and not in force. `name` tells it from others of the same number.
    """

    key: str
    number: str
    heading: str = ""
    chapter: int = 0
    status: str = "present"
    paragraphs: tuple[Paragraph, ...] = ()
    outside: Passage = Passage()
    notes: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    repealed: date | None = None
    pending: bool = False
    is_section: bool = True


@frozen
class Chapter:
    """A part, chapter or annex: its name as addresses have it (`4`, `4A`, `IV`), its heading, and what stands in it.

    The first chapter of a document is the document itself. `depth` counts from 1; `within` is its parent's place.
    """

    name: str = ""
    heading: str = ""
    depth: int = 0
    within: int = 0
    paragraphs: tuple[Paragraph, ...] = ()
    notes: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()


@frozen
class LawText:
    """One text of an act or a regulation.

    `in_force` holds every date its header gives, `in_force_words` the header's own words; `not_before` is the earliest
    day the text can be of; `edition` the day it is said to be of. `sha256` is of the file it was read from.
    """

    id: str
    title: str
    short_title: str = ""
    kind: str = CONSOLIDATED
    language: str = ""
    in_force: tuple[date, ...] = ()
    in_force_words: str = ""
    last_change: date | None = None
    not_before: date | None = None
    edition: date | None = None
    file: str = ""
    sha256: str = ""
    sections: Mapping[str, Section] = Factory(dict)
    chapters: tuple[Chapter, ...] = (Chapter(),)

    def chapter_of(self, section: Section) -> str:
        """The name of the nearest chapter around a section that has one."""
        at = section.chapter
        while at and not self.chapters[at].name:
            at = self.chapters[at].within
        return self.chapters[at].name

    def sections_in(self, chapter: int) -> Iterator[Section]:
        """The sections directly in a chapter, in the order printed."""
        return (section for section in self.sections.values() if section.chapter == chapter)

    @property
    def is_commenced(self) -> bool:
        """Whether any of it is in force on the day it is a text of."""
        first = min(self.in_force, default=None)
        return first is not None and (self.day is None or first <= self.day)

    @property
    def day(self) -> date | None:
        """The day it is a text of; where nobody has said, the earliest it can be."""
        return self.edition or self.not_before
