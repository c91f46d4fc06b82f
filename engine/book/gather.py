"""What a policy holds, put beside the provision it rests on: acts, their provisions in order, and what stands at each.

Language has no part in it. A rule stands at the first provision it names; a term at its own basis, else where it is
concluded or first read. Start reading at `gather`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from attrs import define, evolve, field, frozen

from engine.evaluate.validity import is_in_force
from engine.graph.reads import of_condition, of_value, references
from engine.model.case import Options
from engine.model.citations import Citation
from engine.model.policy import NotFormalised, Policy, Property, ProvisionStatus, Rule, Source
from explain.decision_facts import decision_fact

ELSEWHERE = "annet"
"""The page of an act for what rests on documents that are not in the book."""


SERVICES = "tjenester"
"""The page of what a person may ask for: a service stands there, and is named at its provision."""
TOLD = ("status", "gap", "interpretation", "rule", "assessed", "part", "calendar", "list", "property", "also")
"""The sorts of entries that are told at their ledd; the others follow below the provision."""


@frozen(order=True)
class Spot:
    """Where something stands: a page without language and ending (`sosialtjenesteloven/18`), and a place on it."""

    page: str
    anchor: str = ""


@frozen
class Entry:
    """One thing at a provision: its sort, its id, and the address by which it stands there.

    A term is `assessed` by a person, given as a `fact`, or `concluded`; `also` is a rule that stands elsewhere and
    rests on this as well.
    """

    sort: str
    id: str
    citation: Citation


@define
class Provision:
    """A section, or a chapter or whole document where an address names no section, and everything at it."""

    page: str
    citation: Citation
    entries: list[Entry] = field(factory=list)
    ledd: tuple[Citation, ...] = ()
    """The ledd of the text of the law, where it is at hand."""

    def of(self, *sorts: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.sort in sorts]

    @property
    def addresses(self) -> list[Citation]:
        """Every address something is told at, and those around it, as far in as the ledd."""
        told = (entry.citation for entry in self.of(*TOLD))
        return [evolve(at, path=at.path[:steps]) for at in told for steps in range(1, len(at.path) + 1)]


@define
class Act:
    """A source with its provisions in the order of the law."""

    source: Source
    folder: str
    provisions: dict[str, Provision] = field(factory=dict)

    @property
    def document(self) -> str:
        return self.source.document or self.source.id


InFull = Callable[[Citation], Citation]
"""What gives an address with the ledd it leaves out, so that what is said of one place stands in one place."""


def as_written(citation: Citation) -> Citation:
    """The address itself, where the law is not at hand."""
    return citation


@frozen(slots=False)
class Book:
    """The acts in the order of their names, and where each thing stands, by sort and id."""

    policy: Policy
    acts: Mapping[str, Act]
    spots: Mapping[tuple[str, str], Spot]
    past: frozenset[str] = frozenset()
    """Rules that are not in force on the day the book is of."""
    in_full: InFull = as_written

    @cached_property
    def by_document(self) -> Mapping[str, Act]:
        return {act.document: act for act in self.acts.values()}

    @cached_property
    def anchors(self) -> Mapping[str, set[str]]:
        """The addresses that have a place on each page."""
        return {one.page: {*map(anchor_of, one.addresses), *map(anchor_of, one.ledd)} for _, one in provisions(self)}

    def has(self, sort: str) -> bool:
        """Whether anything of a sort stands in the book."""
        return any(kind == sort for kind, _ in self.spots)

    def spot(self, sort: str, id: str) -> Spot | None:
        return self.spots.get((sort, id))

    def place(self, citation: Citation) -> Spot | None:
        """Where a provision stands, when the book has a page of it."""
        if citation not in self._places:
            self._places[citation] = self._place(citation)
        return self._places[citation]

    @cached_property
    def cited(self) -> dict[tuple[str, str, str, Citation], str]:
        """Addresses in words as they are written, by language, the act of the page, and form."""
        return {}

    @cached_property
    def _places(self) -> dict[Citation, Spot | None]:
        return {}

    def _place(self, citation: Citation) -> Spot | None:
        act = self.by_document.get(citation.document)
        if act is None:
            return None
        page = f"{act.folder}/{_slug(citation)}"
        if page in act.provisions:
            full = self.in_full(citation) if citation.path else citation
            inside = (evolve(full, path=full.path[:steps]) for steps in range(len(full.path), 0, -1))
            return Spot(page, next((it for each in inside if (it := anchor_of(each)) in self.anchors[page]), ""))
        return Spot(f"{act.folder}/index") if not citation.section else None


def gather(
    policy: Policy,
    day: date | None = None,
    within: str = "",
    ledd: Callable[[Citation], tuple[Citation, ...]] = lambda section: (),
    in_full: InFull = as_written,
) -> Book:
    """The book of a policy; of one source alone when `within` names it, and of the rules of one day when there is one.

    Rules out of force on the day are left out, and told of by name. `ledd` gives those of a section and
    `in_full` an address with its ledd, where the law is at hand.
    """
    past = frozenset(id for id, rule in policy.rules.items() if not _counts(policy, rule, day))
    kept = evolve(policy, rules={id: rule for id, rule in policy.rules.items() if id not in past})
    gathering = _Gathering(kept, within, in_full)
    gathering.all()
    acts = gathering.sorted()
    for act in acts.values():
        for provision in act.provisions.values():
            provision.ledd = ledd(provision.citation)
    return Book(kept, acts, gathering.spots, past, in_full)


def _counts(policy: Policy, rule: Rule, day: date | None) -> bool:
    if day is None:
        return True
    source = policy.sources.get(rule.source)
    supposed = {rule.source: day} if source is not None and source.once_commenced else {}
    return rule.once_commenced or is_in_force(policy, Options(supposed=supposed), rule, day)


def anchor_of(citation: Citation) -> str:
    """The place of an address on its page: `ledd-1-punktum-3-bokstav-a`.

    >>> anchor_of(Citation("LOV-2009-12-18-131", "20a", (("L", "1"), ("P", "3"), ("b", "a"))))
    'ledd-1-punktum-3-bokstav-a'
    """
    return "-".join(f"{_LEVELS[level]}-{number}" for level, number in citation.path)


_LEVELS = {"L": "ledd", "P": "punktum", "b": "bokstav", "n": "nummer", "s": "strekpunkt"}


def ledd_of(citation: Citation) -> Citation:
    """The ledd an address lies in, or its section where it names none."""
    return evolve(citation, path=citation.path[:1] if citation.path[:1] and citation.path[0][0] == "L" else ())


def slug(text: str) -> str:
    """A text as part of an address: small letters of ASCII, digits and hyphens.

    >>> slug("vilkårsforskriften"), slug("one_day: 1 July")
    ('vilkarsforskriften', 'one-day-1-july')
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})


def _slug(citation: Citation) -> str:
    if citation.section:
        return citation.section.lower()
    return f"kapittel-{citation.chapter.lower()}" if citation.chapter else "hele"


class _Gathering:
    """The acts while they are being filled."""

    def __init__(self, policy: Policy, within: str, in_full: InFull) -> None:
        self.policy, self.in_full = policy, in_full
        sources = [each for each in policy.sources.values() if not within or each.id == within]
        self.acts = {each.id: Act(each, slug(each.name)) for each in sources}
        self.by_document = {act.document: act for act in self.acts.values()}
        self.spots: dict[tuple[str, str], Spot] = {}
        self.taken: set[Spot] = set()

    def all(self) -> None:
        policy = self.policy
        for rule in policy.rules.values():
            citations = [basis.citation for basis in rule.basis]
            self.put("rule", rule.id, rule.source, citations, f"regel-{slug(rule.name)}")
            for citation in dict.fromkeys(citations[1:]):
                self.also(rule, citation)
        self.terms()
        for sort, things in (
            ("parameter", policy.parameters),
            ("service", policy.services),
            ("part", policy.parts),
            ("calendar", policy.calendars),
            ("list", policy.lists),
        ):
            self.declared(sort, things)
        for doubt in policy.interpretations.values():
            self.put("interpretation", doubt.id, doubt.source, [doubt.of], f"tolkning-{slug(doubt.name)}")
        told: list[tuple[str, Sequence[NotFormalised | ProvisionStatus]]] = [
            ("gap", policy.not_formalised),
            ("status", policy.statuses),
        ]
        for sort, others in told:
            for number, other in enumerate(others):
                anchor = f"{_STATUS_ANCHOR[sort]}-{anchor_of(other.citation) or 'hele'}"
                self.put(sort, str(number), other.source, [other.citation], anchor)
        for number, claimed in enumerate(policy.properties):
            citations = [basis.citation for basis in claimed.basis] or self.read_in(claimed)
            self.put("property", str(number), claimed.source, citations, f"egenskap-{slug(claimed.name)}")

    def read_in(self, claimed: Property) -> list[Citation]:
        """A property without a basis of its own stands where the first thing it reads does."""
        ids = (id for sort, id in references(claimed.claim) if sort == "term")
        return [basis.citation for id in ids for basis in self.policy.terms[id].basis][:1]

    def also(self, rule: Rule, citation: Citation) -> None:
        """A rule at a provision it rests on besides the one it stands at."""
        act = self.by_document.get(citation.document)
        if act is not None and citation.section:
            self.provision(act, citation).entries.append(Entry("also", rule.id, self.in_full(citation)))

    def provision(self, act: Act, citation: Citation) -> Provision:
        section = Citation(citation.document, citation.section, (), citation.chapter)
        page = f"{act.folder}/{_slug(section)}"
        return act.provisions.setdefault(page, Provision(page, section))

    def declared(self, sort: str, things: Mapping[str, Any]) -> None:
        for each in things.values():
            citations = [basis.citation for basis in each.basis] or self.rows_of(sort, each)
            self.put(sort, each.id, each.source, citations, f"{_ANCHORS[sort]}-{slug(each.name)}")

    def rows_of(self, sort: str, each: Any) -> list[Citation]:
        """A parameter without a basis of its own rests on what its values rest on, where that is its own act."""
        if sort != "parameter":
            return []
        found = (basis.citation for row in each.values for basis in row.basis)
        return [citation for citation in found if citation.document in self.by_document][:1]

    def terms(self) -> None:
        concluded, read = self.first_seen()
        asked = {id for rule in self.policy.rules.values() for sort, id in of_condition(rule) if sort == "term"}
        for term in self.policy.terms.values():
            of_decision = bool(decision_fact(self.policy, term))
            if of_decision and term.id not in asked:
                continue  # every decision kind has these, whether a rule reads them or not
            citations = [basis.citation for basis in term.basis]
            if of_decision:
                citations = [basis.citation for basis in self.policy.entities[term.entity].basis]
            first = concluded.get(term.id) or read.get(term.id)
            if not citations and first is not None:
                citations = [basis.citation for basis in first.basis]
            self.put("term", term.id, term.source, citations, f"begrep-{slug(term.name)}")

    def first_seen(self) -> tuple[dict[str, Rule], dict[str, Rule]]:
        """The first rule that concludes each term, and the first of its own source that reads it."""
        concluded: dict[str, Rule] = {}
        read: dict[str, Rule] = {}
        for rule in self.policy.rules.values():
            if rule.conclusion is not None:
                concluded.setdefault(rule.conclusion.term, rule)
            for sort, id in (*of_condition(rule), *of_value(rule)):
                if sort == "term" and self.policy.terms[id].source == rule.source:
                    read.setdefault(id, rule)
        return concluded, read

    def put(self, sort: str, id: str, source: str, citations: Iterable[Citation], anchor: str) -> None:
        """Put something at its provision."""
        found = self.home(source, citations)
        if found is None:
            return
        act, citation = found
        if citation is None:
            page, citation = f"{act.folder}/{ELSEWHERE}", Citation(act.document)
            provision = act.provisions.setdefault(page, Provision(page, citation))
        else:
            citation = self.in_full(citation)
            provision = self.provision(act, citation)
        at = Spot(SERVICES, f"{anchor}-{act.folder}") if sort == "service" else Spot(provision.page, anchor)
        self.spots[sort, id] = self.free(at)
        provision.entries.append(Entry(self.told_as(sort, id), id, citation))

    def told_as(self, sort: str, id: str) -> str:
        if sort != "term":
            return sort
        term = self.policy.terms[id]
        return "assessed" if term.discretion is not None else "fact" if term.is_given else "concluded"

    def home(self, source: str, citations: Iterable[Citation]) -> tuple[Act, Citation | None] | None:
        """The act something stands in, and at which address; no address where its document has no pages."""
        first = next(iter(citations), None)
        if first is not None and first.document in self.by_document:
            return self.by_document[first.document], first
        return (self.acts[source], None) if source in self.acts else None

    def free(self, spot: Spot) -> Spot:
        """A place nothing else has on the page."""
        number, found = 2, spot
        while found in self.taken:
            number, found = number + 1, Spot(spot.page, f"{spot.anchor}-{number}")
        self.taken.add(found)
        return found

    def sorted(self) -> dict[str, Act]:
        acts = [act for act in self.acts.values() if act.provisions]
        acts.sort(key=lambda act: (_RANK.index(act.source.kind), act.source.labels.get("nb", act.folder)))
        for act in acts:
            pages = sorted(act.provisions.values(), key=lambda one: (one.page.endswith(ELSEWHERE), one.citation.order))
            act.provisions = {one.page: one for one in pages}
            for one in pages:
                one.entries.sort(key=self.order)
        return {act.source.id: act for act in acts}

    def order(self, entry: Entry) -> tuple[object, ...]:
        """By address; what is claimed of every case comes after all that is told at its ledd."""
        claimed = entry.sort == "property"
        return ledd_of(entry.citation).order, claimed, entry.citation.order, self.span(entry), entry.id

    def span(self, entry: Entry) -> tuple[str, int]:
        """Where the author wrote it: what is at one address stands in the order of the file."""
        if entry.sort in _NUMBERED:
            span = getattr(self.policy, _NUMBERED[entry.sort])[int(entry.id)].span
        else:
            span = getattr(self.policy, _MAPS[entry.sort])[entry.id].span
        return span.file, span.start


_MAPS = {
    "rule": "rules",
    "also": "rules",
    "assessed": "terms",
    "fact": "terms",
    "concluded": "terms",
    "parameter": "parameters",
    "service": "services",
    "part": "parts",
    "calendar": "calendars",
    "list": "lists",
    "interpretation": "interpretations",
}
_NUMBERED = {"gap": "not_formalised", "status": "statuses", "property": "properties"}
"""The sorts whose ids are their places in a list of the policy."""
_ANCHORS = {"parameter": "sats", "service": "tjeneste", "part": "brevdel", "calendar": "kalender", "list": "liste"}
_STATUS_ANCHOR = {"gap": "ikke-formalisert", "status": "merknad"}
_RANK = ("act", "regulation", "circular", "local", "practice")


def provisions(book: Book) -> Iterator[tuple[Act, Provision]]:
    """Every provision of the book with its act, in order."""
    for act in book.acts.values():
        for provision in act.provisions.values():
            yield act, provision
