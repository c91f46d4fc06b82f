"""The words of the law beside our rules, where a store of law texts is given, and what is said of each ledd of them.

Start reading at `words_of`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import Factory, frozen

from engine.law.coverage import ActCoverage, CoveredLedd
from engine.law.quote import quote, section_at
from engine.law.structure import section_of
from engine.law.text import Aside, Items, LawText, Passage
from engine.model import provisions
from engine.model.citations import Citation
from engine.model.places import in_full
from engine.model.provisions import Section


@frozen
class Words:
    """What stands in a passage, in the order printed: `words`, `list` with its items, or `aside`."""

    kind: str
    text: str = ""
    items: tuple[tuple[str, tuple[Words, ...]], ...] = ()


@frozen
class LawBeside:
    """The law at hand: its texts and what is covered of each act, by document. Both may be empty."""

    texts: Mapping[str, LawText] = Factory(dict)
    coverage: Mapping[str, ActCoverage] = Factory(dict)

    def heading(self, citation: Citation) -> str:
        """The heading of a section."""
        law = self.texts.get(citation.document)
        section = section_at(law, citation.section) if law is not None and citation.section else None
        return section.heading if section is not None else ""

    def paragraphs(self, citation: Citation) -> tuple[Citation, ...]:
        """The ledd of a section, as far as the law is at hand."""
        law = self.texts.get(citation.document)
        section = section_at(law, citation.section) if law is not None and citation.section else None
        if section is None:
            return ()
        return tuple(
            Citation(citation.document, citation.section, (("L", str(each.number)),)) for each in section.paragraphs
        )

    def in_full(self, citation: Citation) -> Citation:
        """An address with the ledd it leaves out, where its section has one and the law is at hand."""
        section = self._structure(citation) if citation.section else None
        return in_full(section, citation) if section is not None else citation

    def _structure(self, citation: Citation) -> Section | None:
        law, act = self.texts.get(citation.document), self.coverage.get(citation.document)
        if law is not None:
            found = section_at(law, citation.section)
            return section_of(found) if found is not None else None
        return provisions.section_at(act.document.sections, citation.section) if act is not None else None

    def day(self, document: str) -> date | None:
        law = self.texts.get(document)
        return law.day if law is not None else None

    def edition(self, document: str) -> date | None:
        """The day a text is said to be of; `day` may be no more than the earliest it can be."""
        law = self.texts.get(document)
        return law.edition if law is not None else None

    def is_in_force(self, citation: Citation) -> bool:
        law = self.texts.get(citation.document)
        found = quote(law, citation) if law is not None else None
        return found is None or found.in_force

    def ledd(self, citation: Citation) -> Iterator[CoveredLedd]:
        """What is said of each ledd of a section."""
        act = self.coverage.get(citation.document)
        for each in act.ledd if act is not None else ():
            if each.citation.section.lower() == citation.section.lower():
                yield each


def words_of(law: LawBeside, citation: Citation) -> tuple[Words, ...]:
    """The words of one ledd, or of a section that has none; nothing where the text is not at hand."""
    text = law.texts.get(citation.document)
    found = quote(text, citation) if text is not None and citation.section else None
    if found is None:
        return ()
    return tuple(words for _, passage in found.passages for words in _passage(passage))


def _passage(passage: Passage) -> Iterator[Words]:
    """A passage's blocks; lists may lie in items of lists, as deep as the act prints them."""
    for block in passage.blocks:
        if isinstance(block, Items):
            yield Words("list", items=tuple((item.label, tuple(_passage(item))) for item in block.items))
        elif isinstance(block, Aside):
            yield Words("aside", block.text)
        else:
            yield Words("words", block.text)
