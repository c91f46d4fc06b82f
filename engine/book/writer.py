"""Things in words with their links: names, addresses, conditions and what follows, for one page in one language.

A text is a row of `Run`s, each with the address it leads to or none: nothing outside the book is linked, and what a
book of one act leaves out is named without a link. Start reading at `Writer`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from attrs import evolve, frozen

from engine.book.gather import Act, Book, Provision, Spot, provisions
from engine.book.words import word
from engine.graph.reads import Reference, references
from engine.model import expressions as model
from engine.model.case import Case
from engine.model.citations import Basis, Citation
from engine.model.expressions import Expression, Value
from engine.model.policy import Interpretation, Period, Rule, Term
from engine.model.units import YES_NO, Type
from explain.citations import cite, document_name
from explain.formulae import in_clause, in_words
from explain.names import Voice, name_of, sentence, statement, term_name, words_in
from explain.norms import norm
from explain.services import word as service_word


@frozen
class Run:
    """Some words, and the address they lead to, if any; `mark` is `del` or `ins` where two sides differ.

    `days` are those of a rule named in a list, where it does not hold for all the days of its act.
    """

    text: str
    href: str = ""
    mark: str = ""
    days: str = ""


Text = tuple[Run, ...]


@frozen
class Asked:
    """A line of a condition. `kind` is `one`, or `all` or `any` of the parts below it."""

    kind: str
    text: Text = ()
    parts: tuple[Asked, ...] = ()


@frozen(slots=False)
class Writer:
    """Who writes: in which language, on which page (without language and ending), of which act."""

    book: Book
    language: str
    here: str = "index"
    home: str = ""

    @cached_property
    def voice(self) -> Voice:
        return Voice(self.book.policy, Case(date.min), "lawyer", self.language, self.home)

    def at(self, page: str, home: str = "") -> Writer:
        """The same writer on another page."""
        return evolve(self, here=page, home=home)

    # ── links ───────────────────────────────────────────────────────────────────────────────────────────────────

    def href(self, spot: Spot | None) -> str:
        """The address of a place from this page; empty when there is no such place."""
        if spot is None:
            return ""
        anchor = f"#{spot.anchor}" if spot.anchor else ""
        if spot.page == self.here:
            return anchor or f"{spot.page.rpartition('/')[2]}.html"
        folder, _, name = spot.page.rpartition("/")
        own = self.here.rpartition("/")[0]
        up = "" if folder == own or not own else "../"
        return f"{up}{name if folder == own else spot.page}.html{anchor}"

    def to(self, sort: str, id: str) -> str:
        """The address of a thing, when it is in the book."""
        return self.href(self.book.spot(sort, id))

    def page(self, name: str) -> str:
        """The address of a page of the book."""
        return self.href(Spot(name))

    # ── names ───────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def provisions(self) -> Mapping[str, tuple[Act, Provision]]:
        """Each provision with its act, by its page."""
        return {one.page: (act, one) for act, one in provisions(self.book)}

    def word(self, concept: str, **blanks: str | int) -> str:
        text = word(concept, self.language)
        return text.format(**blanks) if blanks else text

    def name(self, sort: str, id: str) -> str:
        """What a term, a parameter, a list or a rule is called."""
        policy = self.book.policy
        if sort == "term":
            return term_name(self.voice, id)
        if sort == "rule":
            return self.title(policy.rules[id]) if id in policy.rules else id
        found = {"parameter": policy.parameters, "list": policy.lists, "calendar": policy.calendars}[sort]
        return name_of(self.voice, found.get(id), id)

    def named(self, sort: str, id: str) -> Run:
        return Run(self.name(sort, id), self.to(sort, id))

    def named_rule(self, id: str) -> Run:
        """A rule in a list, with its days."""
        return evolve(self.named("rule", id), days=self.days_of(self.book.policy.rules[id]))

    def named_service(self, id: str) -> Run:
        """A service by its plain name."""
        service = self.book.policy.services[id]
        return Run(words_in(service.labels, self.language) or service.name.replace("_", " "), self.to("service", id))

    def doubt(self, doubt: Interpretation) -> str:
        """What an interpretation is called; by its provision where it has no name for readers."""
        name = words_in(doubt.labels, self.language)
        return name[:1].upper() + name[1:] if name else self.word("reading_of", place=self.cite(doubt.of).text)

    def title(self, rule: Rule) -> str:
        """A rule's own words, or what it says where it has none."""
        label = words_in(rule.labels, self.language)
        if label:
            return label
        return "".join(run.text for run in self.follows(rule)).rstrip(".") or rule.name.replace("_", " ")

    # ── addresses ───────────────────────────────────────────────────────────────────────────────────────────────

    def cite(self, citation: Citation, form: str = "compact") -> Run:
        key = self.language, self.home, form, citation
        if key not in self.book.cited:
            self.book.cited[key] = self._cited(citation, form)
        return Run(self.book.cited[key], self.href(self.book.place(citation)))

    def _cited(self, citation: Citation, form: str) -> str:
        """An address in words; the name of its document where it has no other."""
        sources = self.book.policy.sources
        if self.language == "en" and form == "compact" and citation.document != self.home:
            place = cite(citation, "en", form, sources, citation.document)
            text = f"{document_name(citation.document, 'en', 'full', sources)} {place}".strip()
        else:
            text = cite(citation, self.language, form, sources, self.home)
        return text.replace("§ ", "§\N{NO-BREAK SPACE}") or self.act(citation.document)

    def basis(self, basis: Iterable[Basis]) -> list[tuple[Run, str]]:
        """Each address with the days for which it is right, where it is not for all."""
        return [(self.cite(one.citation), self.days(Period(one.since, one.until))) for one in basis]

    def days(self, period: Period) -> str:
        """A stretch of days; empty where it has no ends."""
        first, last = (self.voice.day(it) if it else "" for it in (period.first, period.last))
        concept = "_".join(["days", *(["from"] if first else []), *(["to"] if last else [])])
        return self.word(concept, first=first, last=last) if first or last else ""

    def days_of(self, rule: Rule) -> str:
        """The days of a rule where they are not all the days its act is covered for."""
        source = self.book.policy.sources.get(rule.source)
        first, last = (source.covers.first, source.covers.last) if source is not None else (None, None)
        own = rule.validity
        later = own.first if own.first is not None and (first is None or own.first > first) else None
        earlier = own.last if own.last is not None and (last is None or own.last < last) else None
        return self.days(Period(later, earlier))

    def act(self, document: str) -> str:
        """The name of a document, with a capital."""
        name = document_name(document, self.language, "full", self.book.policy.sources)
        return name[:1].upper() + name[1:]

    # ── expressions ─────────────────────────────────────────────────────────────────────────────────────────────

    def formula(self, node: Expression) -> Text:
        return self.linked(in_words(self.voice, node), references(node))

    def formula_text(self, node: Expression) -> str:
        """A formula without its links."""
        return in_words(self.voice, node)

    def value(self, value: Value, type_: Type) -> str:
        return self.voice.show(value, type_).text

    def clause(self, node: Expression, wanted: bool = True) -> Text:
        """One thing that is asked, as a clause; where the answer no is wanted, that is what it says."""
        if isinstance(node, model.Used):
            said = self.voice.word("used_yes" if wanted else "used_no", name=self.name("term", node.term))
        else:
            said = in_clause(self.voice, node if wanted else model.Not(node, type=YES_NO))
        return self.linked(said, references(node))

    def conditions(self, node: Expression, wanted: bool = True) -> tuple[Asked, ...]:
        """A condition cut at *and*, *or* and *not*; all lines given must hold."""
        match node:
            case model.Literal():
                return ()
            case model.Not(part=part):
                return self.conditions(part, not wanted)
            case model.And(parts=parts) | model.Or(parts=parts):
                inside = [self.conditions(part, wanted) for part in parts]
                if isinstance(node, model.And) == wanted:
                    return tuple(line for lines in inside for line in lines)
                return (Asked("any", parts=tuple(part for lines in inside if lines for part in _either(lines))),)
            case _:
                return (Asked("one", self.clause(node, wanted)),)

    def follows(self, rule: Rule) -> Text:
        """What a rule concludes, as a sentence; empty for an exception that only sets aside."""
        conclusion = rule.conclusion
        if conclusion is None:
            return ()
        term = self.book.policy.terms[conclusion.term]
        if conclusion.value is not None:
            name, formula = self.named("term", term.id), self.formula(conclusion.value)
            verb = Run(f" {self.word('concludes_' + conclusion.kind)} ")
            return (evolve(name, text=_capital(name.text)), verb, *formula, Run("."))
        return self.linked(sentence(self.said(term, conclusion.kind)), [("term", term.id)])

    def said(self, term: Term, kind: str) -> str:
        """What holds of a term: the author's sentence, a norm for a body, or the name with its answer."""
        if term.is_action:
            return norm(self.voice, term, None, kind)
        name = term_name(self.voice, term.id)
        return statement(self.voice, term.id, True) or f"{name}: {self.voice.word('yes')}"

    def effect(self, term: Term) -> str:
        """What sort of thing a term is, in a word or two."""
        concept = f"kind_{term.kind}"
        return self.word(concept if not term.is_table else "kind_table")

    def type_name(self, term: Term) -> str:
        """What the answers are counted in, or which there are."""
        type_ = term.amount_type if term.is_action and term.amount_type else term.type
        if type_.kind == "choice":
            return ", ".join(self.value(choice, type_).strip("«»“”") for choice in type_.choices)
        if type_.kind == "number" and type_.unit.powers:
            return self.value_unit(type_)
        return self.word("type_percent" if type_.percent else f"type_{type_.kind}")

    def value_unit(self, type_: Type) -> str:
        from explain.values import unit_name

        return unit_name(type_.unit, False, self.language, self.book.policy.units)

    def asked_for(self, effects: Iterable[str]) -> str:
        return f" {self.word('or')} ".join(service_word(one, self.language) for one in effects)

    def linked(self, text: str, found: Iterable[Reference]) -> Text:
        """A text in which the names of what it speaks of lead there, the longest names first."""
        runs: list[Run] = [Run(text)]
        for said, href in sorted(self._said(found), key=lambda it: (-len(it[0]), it)):
            runs = [part for run in runs for part in _cut(run, said, href)]
        return tuple(runs)

    def _said(self, found: Iterable[Reference]) -> set[tuple[str, str]]:
        """Every way the things may have been named, with where each stands."""
        said: set[tuple[str, str]] = set()
        for sort, id in found:
            href = self.to(sort, id)
            if not href:
                continue
            ways = [self.name(sort, id)]
            if sort == "term":
                ways += [statement(self.voice, id, True), statement(self.voice, id, False)]
            said |= {(way, href) for way in ways if way}
        return said


def _either(lines: tuple[Asked, ...]) -> tuple[Asked, ...]:
    """What holds all of some lines as one of several; a choice within a choice is the same choice."""
    if len(lines) > 1:
        return (Asked("all", parts=lines),)
    return lines[0].parts if lines[0].kind == "any" else lines


def _cut(run: Run, said: str, href: str) -> list[Run]:
    """A run in pieces where a name stands in it, whole, with a capital or without."""
    if run.href:
        return [run]
    start = _found(run.text, said)
    if start < 0:
        return [run]
    end = start + len(said)
    pieces = [Run(run.text[:start]), Run(run.text[start:end], href), *_cut(Run(run.text[end:]), said, href)]
    return [piece for piece in pieces if piece.text]


def _found(text: str, said: str) -> int:
    """Where a name stands in a text as whole words, with whatever capitals; -1 where it does not."""
    inside, sought = text.lower(), said.lower()
    if len(inside) != len(text):  # a letter that is two in small print: places would not be the same
        inside, sought = text, said
    start = inside.find(sought)
    while start >= 0:
        around = inside[start - 1 : start] + inside[start + len(sought) : start + len(sought) + 1]
        if not any(letter.isalnum() or letter == "_" for letter in around):
            return start
        start = inside.find(sought, start + 1)
    return -1


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def plain(text: Text) -> str:
    """The words of a text alone."""
    return "".join(run.text for run in text)
