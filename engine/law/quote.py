"""The words at an address, and everything an address rests on.

A ledd rests on all its sentences. A list item says nothing without the words that lead to the list, so it rests on
those too; a sentence that leads to a list rests on the items. Start reading at `text_of` and `rests_on`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from engine.law.sentences import digest
from engine.law.structure import addressable, section_of
from engine.law.text import Aside, Items, LawText, Passage, Section, Words
from engine.model.citations import Citation, Place
from engine.model.places import Step, below, locate, places_of


@frozen
class Unit:
    """The smallest thing with a hash, and its address: a sentence, or what is no sentence (`kind` names it)."""

    citation: Citation
    hash: str
    text: str
    kind: str = "sentence"
    in_force: bool = True


@frozen
class Quote:
    """The words at an address: its passages as printed, their units in order, and whether all of it is in force.

    `passages` are ledd, an item, or a sentence with its list; each has the address its sentences are counted in.
    """

    citation: Citation
    law: LawText
    sections: tuple[Section, ...]
    passages: tuple[tuple[Citation, Passage], ...]
    in_force: bool

    @property
    def units(self) -> tuple[Unit, ...]:
        return tuple(unit for address, passage in self.passages for unit in units_of(address, passage))

    @property
    def text(self) -> str:
        """All the words in one run, without the markers of lists."""
        return " ".join(_words(passage) for _, passage in self.passages)

    @property
    def hash(self) -> str:
        """The sha256 of the words; of a ledd and of a sentence it is the hash the store keeps of it."""
        return digest(self.text)


def sentences_of(laws: Mapping[str, LawText], document: str) -> list[str]:
    """The sentences of a whole act; none where it is not held."""
    quote = text_of(laws, Citation(document)) if document in laws else None
    return [unit.text for unit in quote.units] if quote is not None else []


def text_of(laws: Mapping[str, LawText], citation: Citation) -> Quote | None:
    """The words at an address, or `None` where the act is not held or does not have the address."""
    law = laws.get(citation.document)
    return quote(law, citation) if law is not None else None


def quote(law: LawText, citation: Citation) -> Quote | None:
    """The words at an address of one act: the whole act, a chapter, a section, or a place in a section."""
    if not citation.section:
        return _chapters(law, citation)
    section = section_at(law, citation.section)
    if section is None:
        return None
    if not citation.path:
        in_force = section.status == "present" and law.is_commenced
        return Quote(citation, law, (section,), _passages(law, section), in_force)
    trail = _follow(law, section, citation.path)
    if trail is None:
        return None
    passage = _one_sentence(trail.passage, trail.sentence) if trail.sentence else trail.passage
    in_force = trail.in_force and section.status == "present" and law.is_commenced
    return Quote(citation, law, (section,), ((trail.address, passage),), in_force)


def rests_on(law: LawText, citation: Citation) -> tuple[Unit, ...]:
    """Every sentence an address rests on, those that lead to a cited item first; none where it leads nowhere."""
    found = quote(law, citation)
    if found is None:
        return ()
    trail = _follow(law, found.sections[0], citation.path) if citation.path else None
    return (*trail.led_by, *found.units) if trail is not None else found.units


def units_of(address: Citation, passage: Passage) -> Iterator[Unit]:
    """The sentences of a passage and of its items, and what stands between them, in the order printed."""
    sentences, said = passage.sentences, set[int]()
    places = iter(places_of(item.label for item in passage.items))
    for block in passage.blocks:
        if isinstance(block, Aside):
            yield Unit(address, block.hash, block.text, block.kind)
        elif isinstance(block, Items):
            for item in block.items:
                yield from units_of(below(address, next(places)), item)
        elif block.sentence not in said:
            said.add(block.sentence)
            one = sentences[block.sentence - 1]
            yield Unit(below(address, ("P", str(one.number))), one.hash, one.text, in_force=one.in_force)


def section_at(law: LawText, key: str) -> Section | None:
    """The section with a key, in whichever case the act prints its letters."""
    found = law.sections.get(key)
    if found is not None and found.is_section:
        return found
    return next((each for each in addressable(law) if each.key.lower() == key.lower()), None)


# Whole acts and chapters


def _chapters(law: LawText, citation: Citation) -> Quote | None:
    wanted = citation.chapter.lower()
    sections: list[Section] = []
    passages: list[tuple[Citation, Passage]] = []
    for place, chapter in enumerate(law.chapters):
        if wanted and wanted not in _names_around(law, place):
            continue
        passages += [(Citation(law.id), paragraph) for paragraph in chapter.paragraphs]
        for section in law.sections_in(place):
            sections.append(section)
            passages += _passages(law, section)
    if not passages and not sections:
        return None
    return Quote(citation, law, tuple(sections), tuple(passages), law.is_commenced)


def _names_around(law: LawText, place: int) -> list[str]:
    names = []
    while place:
        names.append(law.chapters[place].name.lower())
        place = law.chapters[place].within
    return names


def _passages(law: LawText, section: Section) -> tuple[tuple[Citation, Passage], ...]:
    """The ledd of a section, and what stands in it outside them."""
    address = Citation(law.id, section.key)
    ledd = tuple((below(address, ("L", str(each.number))), each) for each in section.paragraphs)
    return (*ledd, (address, section.outside)) if section.outside.blocks else ledd


# Places in a section


@frozen
class _Trail:
    """Where an address leads: a passage with its own address, a sentence of it (or 0), and the words leading there."""

    address: Citation
    passage: Passage
    sentence: int = 0
    led_by: tuple[Unit, ...] = ()
    in_force: bool = True


def _follow(law: LawText, section: Section, path: Sequence[Place]) -> _Trail | None:
    reached = locate(section_of(section), path)
    if reached.missing is not None:
        return None
    trail = _Trail(Citation(law.id, section.key), section.outside, in_force=reached.commenced)
    for step in reached.steps:
        trail = _next(trail, section, step)
    return trail


def _next(trail: _Trail, section: Section, step: Step) -> _Trail:
    kind, number = step
    if kind == "paragraph":
        return evolve(trail, address=below(trail.address, ("L", str(number + 1))), passage=section.paragraphs[number])
    if kind == "sentence":
        return evolve(trail, sentence=number, in_force=trail.in_force and number not in trail.passage.not_in_force)
    led_by = tuple(_leading_to(trail, number))
    return _Trail(
        below(trail.address, places_of(item.label for item in trail.passage.items)[number]),
        trail.passage.items[number],
        0,
        (*trail.led_by, *led_by),
        trail.in_force and all(unit.in_force for unit in led_by),
    )


def _leading_to(trail: _Trail, number: int) -> Iterator[Unit]:
    """The sentence that the list of an item continues."""
    at = 0
    for block in trail.passage.blocks:
        if isinstance(block, Items):
            if at <= number < at + len(block.items) and block.sentence:
                own = _one_sentence(trail.passage, block.sentence, items=False)
                yield from units_of(trail.address, own)
            at += len(block.items)


def _one_sentence(passage: Passage, number: int, items: bool = True) -> Passage:
    """A passage with one of its sentences, under its own number, with the list it leads to."""
    kept = tuple(
        block
        for block in passage.blocks
        if (isinstance(block, Words) or (items and isinstance(block, Items))) and block.sentence == number
    )
    return Passage(kept, passage.hashes, passage.not_in_force)


def _words(passage: Passage) -> str:
    found = (
        " ".join(_words(item) for item in block.items) if isinstance(block, Items) else block.text
        for block in passage.blocks
    )
    return " ".join(words for words in found if words)
