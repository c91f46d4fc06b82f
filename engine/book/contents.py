"""All that a book is written from, put together once for every language.

Start reading at `Contents`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from attrs import Factory, frozen

from engine.book.changed import Changed
from engine.book.drawing import draw
from engine.book.gather import Act, Book, Provision
from engine.book.law import LawBeside
from engine.book.relations import Relations, relations
from engine.book.rule_text import RuleTexts
from engine.book.told_terms import ToldTerm, picture_of, told_term
from engine.book.tried import Came, Tried, case_language, case_outcome
from engine.book.writer import Run, Writer
from engine.model.policy import Policy, Rule, Term
from explain.histories import History, histories


@frozen
class CaseLink:
    """A case in a list: the author's name for it, the language of that, the day it is on, and what came out."""

    name: Run
    name_language: str
    day: str
    outcome: str


@frozen(slots=False, eq=False)
class Contents:
    """A book with what stands beside it: the rule files, the law, the cases as tried, and what has changed.

    `policy` is the whole policy; that of `book` has the rules of the day alone.
    """

    policy: Policy
    book: Book
    texts: RuleTexts
    law: LawBeside = Factory(LawBeside)
    tried: tuple[Tried, ...] = ()
    day: date | None = None
    changed: Changed | None = None
    digest: str = ""
    proved: Mapping[int, str] = Factory(dict)
    """What became of each property that was tried, by its place in the policy."""
    publisher: str = ""
    """Who publishes the book."""
    _pictures: dict[str, Mapping[str, str]] = Factory(dict)
    _histories: dict[str, list[History]] = Factory(dict)
    _outcomes: dict[tuple[str, str, str], str] = Factory(dict)

    @cached_property
    def relations(self) -> Relations:
        return relations(self.book.policy)

    def histories(self, language: str) -> list[History]:
        """Every parameter and table, in a language."""
        if language not in self._histories:
            self._histories[language] = histories(self.book.policy, language)
        return self._histories[language]

    def told_term(self, writer: Writer, term: Term) -> ToldTerm:
        """A term with its picture."""
        return told_term(writer, self.relations, self.texts, term, self.pictures(writer).get(term.id, ""))

    def pictures(self, writer: Writer) -> Mapping[str, str]:
        """What lies around each term that rests on something and is in the book, all drawn at once."""
        if writer.language not in self._pictures:
            terms = [term for term in self.book.policy.terms.values() if self.book.spot("term", term.id)]
            made = [(term.id, picture) for term in terms if (picture := picture_of(writer, self.relations, term))]
            drawn = draw([picture for _, picture in made])
            self._pictures[writer.language] = {id: drawn[picture.key] for id, picture in made if picture.key in drawn}
        return self._pictures[writer.language]

    # ── links to cases, and what is gone or changed ─────────────────────────────────────────────────────────────

    @cached_property
    def cases_of(self) -> Mapping[str, list[Tried]]:
        """The cases by the source they belong to."""
        found: dict[str, list[Tried]] = {}
        for tried in self.tried:
            found.setdefault(tried.example.source, []).append(tried)
        return {id: cases for id, cases in found.items() if id in self.book.acts}

    @cached_property
    def trying(self) -> Mapping[str, list[int]]:
        """For each rule the cases that try it, by their place among all.

        It stood; or it could have given what the case asks for, and no rule that can did.
        """
        found: dict[str, list[int]] = {}
        for at, tried in enumerate(self.tried):
            rules = {id for came in tried.came for id in (*came.rules, *self._failing(came))}
            for id in sorted(rules):
                found.setdefault(id, []).append(at)
        return found

    def _failing(self, came: Came) -> list[str]:
        """The rules that conclude a term, where none of them stood: those in force, or all where none was yet."""
        doubts = self.book.policy.interpretations
        concluding = [
            rule
            for rule in self.relations.concluding.get(came.term, ())
            if rule.reading is None or doubts[rule.reading[0]].chosen == rule.reading[1]
        ]
        if any(rule.id in came.rules for rule in concluding):
            return []
        then = [rule for rule in concluding if rule.validity.holds(came.first)]
        return [rule.id for rule in then or concluding]

    @cached_property
    def expecting(self) -> Mapping[tuple[str, str], list[int]]:
        """For each section, by its act, the cases that expect an answer by it."""
        found: dict[tuple[str, str], list[int]] = {}
        for at, tried in enumerate(self.tried):
            cited = {(by.document, by.section) for each in tried.example.expected for by in each.by}
            for place in sorted(cited):
                found.setdefault(place, []).append(at)
        return found

    def case_link(self, writer: Writer, tried: Tried) -> CaseLink:
        """A case by its name, its day and its outcome."""
        act = self.book.acts.get(tried.example.source)
        page = f"{act.folder}/saker" if act is not None else writer.here
        example = tried.example
        home = act.document if act is not None and act.document == writer.home else ""  # elsewhere the act is named
        key = writer.language, home, f"{example.source} {tried.anchor}"
        if key not in self._outcomes:
            self._outcomes[key] = case_outcome(writer.at(page, home), tried)
        href = f"{writer.page(page)}#{tried.anchor}" if act is not None else ""
        language = case_language(self.texts, example)
        return CaseLink(Run(example.name, href), language, writer.voice.day(example.day), self._outcomes[key])

    def gone(self, provision: Provision) -> Iterator[Rule]:
        """The rules of a provision that are not in force on the day of the book."""
        for id in sorted(self.book.past):
            rule = self.policy.rules[id]
            first = rule.basis[0].citation if rule.basis else None
            if first is not None and (first.document, first.section) == (
                provision.citation.document,
                provision.citation.section,
            ):
                yield rule

    def law_language(self, document: str) -> str:
        """The language of the law's own words."""
        law = self.law.texts.get(document)
        return (law.language if law is not None else "") or "nb"

    def acts(self) -> Iterator[Act]:
        yield from self.book.acts.values()
