"""What a person may ask for: each service in plain words, what it asks of the rules, and who or what settles it.

Reads the policy alone, no case. `catalogue` gives the services as values, `page` lays them out to be read aloud.
Start reading at `catalogue`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from textwrap import wrap

from attrs import frozen

from engine.graph.reads import of_condition, of_term, of_value
from engine.model.citations import Basis, Citation
from engine.model.policy import Policy, Rule, Service, Term
from explain.citations import cite_all, document_name
from explain.names import words_in
from explain.vocabulary import joined

WIDTH = 100
MOST_NAMED = 3
"""How many assessments are named; the rest are counted."""


@frozen
class Asked:
    """One thing a service asks: its name, what the law makes of it, where, and what settles it.

    `effects` are among `right`, `must`, `may`, `must_not`, `should`, `amount`, `ceiling`, `floor`, `date`, `question`.
    `settled_by` is `rules`, `assessments` (rules, and the assessments named, nearest first), or `choice`: the body may.
    """

    term: str
    name: str
    effects: tuple[str, ...]
    basis: tuple[Citation, ...]
    settled_by: str
    assessments: tuple[str, ...] = ()


@frozen
class Offered:
    """A service in a reader's language, with what it asks; `in_force` is `None` where no day was asked about."""

    id: str
    name: str
    described: str
    source: str
    basis: tuple[Citation, ...]
    asks: tuple[Asked, ...]
    in_force: bool | None = None


def catalogue(policy: Policy, language: str, day: date | None = None, words: Iterable[str] = ()) -> list[Offered]:
    """Every service that has all of the words in one of its languages, in the order of the acts and of each act."""
    sought = [word.casefold() for word in words]
    reading = _Reading(policy, language, day)
    order = list(policy.sources)
    found = [each for each in policy.services.values() if all(word in _said(policy, each) for word in sought)]
    found.sort(key=lambda each: order.index(each.source) if each.source in order else len(order))
    return [reading.offered(each) for each in found]


def _said(policy: Policy, service: Service) -> str:
    """Everything a service is called, in every language."""
    asked = [policy.terms[id] for id in service.asks]
    texts = [service.id, *service.labels.values(), service.described, *service.described_in.values()]
    texts += [text for term in asked for text in (term.name, *term.labels.values(), *term.met.values())]
    return "\n".join(texts).casefold()


class _Reading:
    """A policy read in one language, on one day or on all."""

    def __init__(self, policy: Policy, language: str, day: date | None) -> None:
        self.policy, self.language, self.day = policy, language, day
        self.concluding: dict[str, list[Rule]] = {}
        self.exceptions: dict[str, list[Rule]] = {}
        for rule in policy.rules.values():
            if self._counts(rule):
                if rule.conclusion is not None:
                    self.concluding.setdefault(rule.conclusion.term, []).append(rule)
                for target in dict.fromkeys(rule.targets):
                    self.exceptions.setdefault(target, []).append(rule)

    def _counts(self, rule: Rule) -> bool:
        """Whether a rule is there under the readings chosen, and in force on the day, if there is one."""
        if rule.reading is not None and self.policy.interpretations[rule.reading[0]].chosen != rule.reading[1]:
            return False
        if self.day is None:
            return True
        source = self.policy.sources[rule.source]
        waits = rule.once_commenced or source.once_commenced
        return not waits and rule.validity.holds(self.day) and source.covers.holds(self.day)

    def offered(self, service: Service) -> Offered:
        asks = tuple(self.asked(self.policy.terms[id]) for id in service.asks)
        answered = any(term in self.concluding for term in service.asks)
        return Offered(
            service.id,
            words_in(service.labels, self.language) or service.name,
            words_in(service.described_in, self.language) or service.described,
            service.source,
            self.citations(service.basis),
            asks,
            None if self.day is None else answered,
        )

    def asked(self, term: Term) -> Asked:
        rules = self.concluding.get(term.id, ())
        found = tuple(dict.fromkeys(_effect(term, rule) for rule in rules)) or (_effect(term, None),)
        basis = self.citations(term.basis) or self.citations(one for rule in rules for one in rule.basis[:1])
        assessments = tuple(self._name(self.policy.terms[id]) for id in self.assessed(term.id))
        chosen = found == ("may",)
        settled = "choice" if chosen else "assessments" if assessments else "rules"
        return Asked(term.id, self._name(term), found, basis, settled, assessments)

    def assessed(self, first: str) -> list[str]:
        """The assessments an answer may rest on: those of its own act first, and of each act the nearest."""
        home = self.policy.terms[first].source
        return sorted(self._walked(first), key=lambda id: self.policy.terms[id].source != home)

    def _walked(self, first: str) -> Iterator[str]:
        seen, waiting = {first}, [first]
        for id in waiting:
            term = self.policy.terms[id]
            if term.kind == "discretion":
                yield id
            for read in sorted(self._reads(term) - seen):
                seen.add(read)
                waiting.append(read)  # the walk goes on there

    def _reads(self, term: Term) -> set[str]:
        """Every term that what concludes a term reads, with the exceptions to it and to those."""
        rules = list(self.concluding.get(term.id, ()))
        for rule in rules:
            rules += [other for other in self.exceptions.get(rule.id, ()) if other not in rules]
        found = [read for rule in rules for read in (*of_condition(rule), *of_value(rule))]
        return {id for kind, id in (*found, *of_term(term)) if kind == "term"}

    def citations(self, basis: Iterable[Basis]) -> tuple[Citation, ...]:
        """The addresses that are right on the day, or the last ones where no day is asked about."""
        every = list(basis)
        if self.day is None:
            kept = [one for one in every if one.until is None] or every
        else:
            kept = [one for one in every if _is_right(one, self.day)]
        return tuple(dict.fromkeys(one.citation for one in kept))

    def _name(self, term: Term) -> str:
        return words_in(term.labels, self.language) or words_in(term.met, self.language) or term.name


def _is_right(basis: Basis, day: date) -> bool:
    return (basis.since is None or basis.since <= day) and (basis.until is None or day <= basis.until)


_OF_KIND = {"duty": "must", "power": "may", "prohibition": "must_not", "guidance": "should", "right": "right"}
_OF_CONCLUSION = {"at_most": "ceiling", "at_least": "floor"}
_OF_TYPE = {"number": "amount", "date": "date"}


def _effect(term: Term, rule: Rule | None) -> str:
    """What a rule makes of a term; without a rule, what the declaration says."""
    concluded = rule.conclusion.kind if rule is not None and rule.conclusion is not None else ""
    if term.kind == "right":
        return "right"
    if term.is_action:
        return concluded or _OF_KIND.get(term.kind, "may")
    return _OF_CONCLUSION.get(concluded, _OF_TYPE.get(term.type.kind, "question"))


_WORDS: Mapping[str, tuple[str, str, str]] = {
    "right": ("rett", "rett", "right"),
    "must": ("skal", "skal", "must"),
    "may": ("kan", "kan", "may"),
    "must_not": ("skal ikke", "skal ikkje", "must not"),
    "should": ("bør", "bør", "should"),
    "amount": ("beløp", "beløp", "amount"),
    "ceiling": ("øvre grense", "øvre grense", "highest amount"),
    "floor": ("nedre grense", "nedre grense", "lowest amount"),
    "date": ("dato", "dato", "date"),
    "question": ("spørsmål", "spørsmål", "question"),
    "rules": ("reglene avgjør", "reglane avgjer", "settled by the rules"),
    "choice": (
        "den som avgjør, velger om det brukes",
        "den som avgjer, vel om det blir brukt",
        "whoever decides chooses whether to",
    ),
    "assessments": (
        "regler og skjønn: {it}",
        "reglar og skjønn: {it}",
        "rules and discretion: {it}",
    ),
    "more": ("{n} vurderinger til", "{n} vurderingar til", "{n} more assessments"),
    "one_more": ("en vurdering til", "ei vurdering til", "one more assessment"),
    "case": ("SAK", "SAK", "CASE"),
    "ask": ("Spør slik", "Spør slik", "Ask like this"),
    "not_in_force": (
        "Ingen regel er i kraft denne dagen.",
        "Ingen regel er i kraft denne dagen.",
        "No rule is in force on this day.",
    ),
    "or": ("eller", "eller", "or"),
}


def word(concept: str, language: str) -> str:
    """The catalogue's own words."""
    return _WORDS[concept][("nb", "nn", "en").index(language)]


def page(policy: Policy, services: Iterable[Offered], language: str) -> str:
    """The services by act, to be read from a counter: the plain name, what it is, and each thing asked."""
    lines: list[str] = []
    source = ""
    for each in services:
        if each.source != source:
            source = each.source
            lines += ["", words_in(policy.sources[source].labels, language) or policy.sources[source].name]
        lines += ["", *_told(policy, each, language)]
    return "\n".join(lines[1:]) + "\n" if lines else ""


def _told(policy: Policy, service: Offered, language: str) -> Iterator[str]:
    home = policy.sources[service.source].document
    yield from _wrapped(f"{service.name} ({_where(policy, service.basis, language, home)})", 2)
    if service.described:
        yield from _wrapped(f"{service.described}.", 4)
    if service.in_force is False:
        yield from _wrapped(word("not_in_force", language), 4)
        return
    for asked in service.asks:
        effect = joined([word(one, language) for one in asked.effects], language, "or")
        where = _where(policy, asked.basis, language, home)
        yield from _wrapped(f"– {asked.name}", 4)
        yield from _wrapped(" · ".join(part for part in (effect, where, _settled(asked, language)) if part), 8)
    yield f"    {word('ask', language)}: hjemmel decide {word('case', language)} --for {service.id.rpartition('.')[2]}"


def _where(policy: Policy, citations: tuple[Citation, ...], language: str, home: str) -> str:
    """The addresses, each document by its title and the service's own by none."""
    said = []
    for document in dict.fromkeys(citation.document for citation in citations):
        inside = [citation for citation in citations if citation.document == document]
        places = cite_all(inside, language, "compact", policy.sources, document)
        title = "" if document == home else document_name(document, language, "full", policy.sources)
        said.append(" ".join(part for part in (title, places) if part))
    return joined(said, language)


def _settled(asked: Asked, language: str) -> str:
    """What settles the answer: a few assessments by name and the rest by number."""
    named = list(asked.assessments[:MOST_NAMED])
    rest = len(asked.assessments) - len(named)
    if rest:
        named.append(word("one_more", language) if rest == 1 else word("more", language).format(n=rest))
    return word(asked.settled_by, language).format(it="; ".join(named))


def _wrapped(text: str, indent: int) -> list[str]:
    return wrap(text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2), break_on_hyphens=False)
