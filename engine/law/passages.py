"""From elements to passages: sentences numbered through the lists that interrupt them, items with their markers.

A passage in square brackets with a footnote that says it comes into force when the King decides is adopted and not
commenced; its sentences are marked so. Start reading at `passage_of` and `paragraph_of`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from engine.law.markup import MARK, Piece, all_words, is_cut, is_footnote_mark, kind_of, pieces
from engine.law.sentences import digest, normalised, runs_on, split
from engine.law.text import Aside, Block, Items, ItemText, Paragraph, Passage, Words

_LEDD = ("legalP", "numberedLegalP")
_UNCOMMENCED = re.compile(r"\b(?:ikr|i kraft|ikraft)\b.*\b(?:bestem|fastset)", re.IGNORECASE)
_NUMBERED = re.compile(r"\(\d+\)\s*")
_STRIPPED = ".):°« \u00a0"
_DASHES = "-–—−•·*○▪■"


def is_ledd(element: Element) -> bool:
    """Whether an element is a ledd: one that is counted, or one that the act numbers itself."""
    return kind_of(element) in _LEDD


def paragraph_of(element: Element, number: int, footnotes: Mapping[str, str]) -> Paragraph:
    """A ledd with its sentences and items, the hash of all its words, and whether it is in force."""
    passage = passage_of(element, footnotes)
    words = normalised(all_words([element]))
    suspended = bool(passage.hashes) and len(passage.not_in_force) == len(passage.hashes)
    return Paragraph(
        passage.blocks,
        passage.hashes,
        passage.not_in_force,
        number=number,
        hash=digest(words),
        numerator=element.get("data-numerator") or "",
        in_force=not suspended,
    )


def passage_of(element: Element, footnotes: Mapping[str, str], paragraphs_cut: bool = False) -> Passage:
    """The passage an element is."""
    parts = pieces(element, paragraphs_cut)
    return _Builder(_suspended(parts, element, footnotes), footnotes).build(parts)


def outside_of(elements: Iterable[Element], footnotes: Mapping[str, str]) -> Passage:
    """What stands in a section and is no ledd: a bare list, a table, a paragraph, an amendment of another act."""
    holder = Element("div")
    holder.extend(elements)
    return passage_of(holder, footnotes, paragraphs_cut=True)


def items_of(element: Element, footnotes: Mapping[str, str]) -> tuple[ItemText, ...]:
    """The items of a list."""
    return tuple(_item(child, footnotes) for child in element if child.tag == "li")


def label_of(marker: str) -> str:
    """A marker as an address has it: `a.` and `(a)` are `a`, a dash or none is `-`.

    >>> label_of("1."), label_of("(a)"), label_of("«1."), label_of("–"), label_of("")
    ('1', 'a', '1', '-', '-')
    """
    bare = marker.strip(_STRIPPED + "(")
    return bare if bare.strip(_DASHES) else "-"


def _item(element: Element, footnotes: Mapping[str, str]) -> ItemText:
    passage = passage_of(element, footnotes, paragraphs_cut=True)
    marker = element.get("data-name") or element.get("data-li-identifier") or ""
    return ItemText(passage.blocks, passage.hashes, passage.not_in_force, label=label_of(marker))


def _suspended(parts: Sequence[Piece], element: Element, footnotes: Mapping[str, str]) -> list[tuple[int, int]]:
    """Stretches in square brackets that a footnote says are not commenced, counted in characters that are no space."""
    labels = [each.get("data-footnotereferencevalue") or (each.text or "") for each in _marks(element)]
    if not labels:
        return []
    brackets: list[tuple[int, int]] = []
    marks: list[int] = []
    opened: int | None = None
    ink = 0
    for character in "".join(part for part in parts if isinstance(part, str)):
        if character == MARK:
            marks.append(ink)
            continue
        if character == "[" and opened is None:
            opened = ink
        ink += not character.isspace()
        if character == "]" and opened is not None:
            brackets.append((opened, ink))
            opened = None
    says_so = [at for at, label in zip(marks, labels, strict=False) if _UNCOMMENCED.search(footnotes.get(label, ""))]
    return [(start, end) for start, end in brackets if any(start < at <= end + 1 for at in says_so)]


def _marks(element: Element) -> Iterator[Element]:
    """The footnote marks among the words of a passage; those in its lists belong to the items."""
    for child in element:
        if is_footnote_mark(child):
            yield child
        elif not is_cut(child):
            yield from _marks(child)


class _Builder:
    """Numbers the sentences of one passage as its pieces come."""

    def __init__(self, suspended: list[tuple[int, int]], footnotes: Mapping[str, str]) -> None:
        self.suspended, self.footnotes = suspended, footnotes
        self.blocks: list[Block] = []
        self.sentences: list[list[str]] = []
        self.in_force: set[int] = set()
        self.ink = 0

    def build(self, parts: Iterable[Piece]) -> Passage:
        for part in parts:
            if isinstance(part, str):
                self.words(part)
            elif part.element.tag in ("ol", "ul"):
                self.blocks.append(Items(len(self.sentences), items_of(part.element, self.footnotes)))
            else:
                self.aside(part.element)
        hashes = tuple(digest(" ".join(words)) for words in self.sentences)
        numbers = range(1, len(hashes) + 1)
        return Passage(tuple(self.blocks), hashes, tuple(n for n in numbers if n not in self.in_force))

    def aside(self, element: Element) -> None:
        words = normalised(all_words([element]))
        if words:
            self.blocks.append(Aside(kind_of(element) or element.tag, words, digest(words)))

    def words(self, text: str) -> None:
        for at, sentence in enumerate(split(normalised(text.replace(MARK, "")))):
            if at > 0 or not self.sentences or not runs_on(sentence):
                self.sentences.append([])
            self.sentences[-1].append(sentence)
            self.blocks.append(Words(len(self.sentences), sentence))
            first = self.ink + len(numbered[0].rstrip() if (numbered := _NUMBERED.match(sentence)) else "")
            self.ink += len(sentence) - sentence.count(" ")
            if not any(start <= first and self.ink <= end for start, end in self.suspended):
                self.in_force.add(len(self.sentences))
