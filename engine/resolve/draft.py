"""The workbench: what is known so far while documents become a policy, and how a finding is said.

`Draft` is filled room by room and thrown away when the `Policy` is made. `Scope` says from where a name is read:
which source, which item, about whom. Start reading at `Scope`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from attrs import define, evolve, field, frozen

from engine.diagnostics import Code, Diagnostic, Edit, Fix, Note
from engine.model.citations import Basis
from engine.model.expressions import Expression
from engine.model.policy import (
    Calendar,
    CaseExample,
    Declared,
    Entity,
    EntityList,
    Interpretation,
    LetterPart,
    NotFormalised,
    Parameter,
    Property,
    ProvisionStatus,
    Rule,
    Service,
    Source,
    Term,
)
from engine.model.units import Type
from engine.resolve.names import Entry, Names
from engine.source import SourceText, Span
from engine.syntax.nodes import Item, Name
from engine.syntax.parse import read_language

Structure = Mapping[str, Mapping[str, str]]
"""For each document, the chapter each of its sections lies in."""

ACTIONS = frozenset(("action", "duty", "power", "prohibition", "guidance"))


@frozen
class Head:
    """What a term is, known before any of its clauses is read."""

    id: str
    name: str
    kind: str
    entity: str
    type: Type
    body: str = ""
    amount_type: Type | None = None


@define
class Draft:
    """Everything bound so far, by id."""

    texts: dict[str, SourceText]
    structure: Structure | None = None
    languages: dict[str, str] = field(factory=dict)
    """The keyword language of a text that does not say it itself."""
    found: list[Diagnostic] = field(factory=list)
    names: Names = field(factory=Names)
    sources: dict[str, Source] = field(factory=dict)
    documents: dict[str, str] = field(factory=dict)
    """The document of each source, by name."""
    entities: dict[str, Entity] = field(factory=dict)
    lists: dict[str, EntityList] = field(factory=dict)
    units: dict[str, Declared] = field(factory=dict)
    heads: dict[str, Head] = field(factory=dict)
    built_in: dict[tuple[str, str], str] = field(factory=dict)
    """The facts every decision of a kind has: (kind id, name) to term id."""
    terms: dict[str, Term] = field(factory=dict)
    read_on: dict[str, Expression] = field(factory=dict)
    """The `read on` date declared on a term, which its rules inherit."""
    parameter_types: dict[str, Type] = field(factory=dict)
    parameters: dict[str, Parameter] = field(factory=dict)
    rules: dict[str, Rule] = field(factory=dict)
    interpretations: dict[str, Interpretation] = field(factory=dict)
    calendars: dict[str, Calendar] = field(factory=dict)
    parts: dict[str, LetterPart] = field(factory=dict)
    services: dict[str, Service] = field(factory=dict)
    not_formalised: list[NotFormalised] = field(factory=list)
    statuses: list[ProvisionStatus] = field(factory=list)
    properties: list[Property] = field(factory=list)
    cases: list[CaseExample] = field(factory=list)

    def written(self, span: Span, most: int = 60) -> str:
        """What the author wrote there, on one line; its beginning when it is long."""
        text = self.texts.get(span.file)
        words = " ".join(re.sub(r"--[^\n]*", " ", text.text[span.start : span.end]).split()) if text else ""
        return words if len(words) <= most else words[: most - 2].rstrip() + " …"


@frozen
class Placed:
    """An item of the source it belongs to; `extra` are sources only its file uses."""

    item: Item
    source: str
    extra: tuple[str, ...] = ()


@frozen
class Scope:
    """From where a name is read: a source, an item, about whom, and the variables bound around it."""

    draft: Draft
    source: str
    item: Item
    extra: tuple[str, ...] = ()
    subject: str | None = None
    """The entity bare names are of, or `None` where there is none."""
    variables: Mapping[str, str] = field(factory=dict)
    """The entity of each variable a quantifier around has bound."""
    otherwise: Type | None = None
    """The type of `what otherwise applies`, where it means something."""
    everywhere: bool = False
    """Whether names of sources not used are found too, as in cases: a case is about the law as a whole."""

    def about(self, subject: str | None, otherwise: Type | None = None) -> Scope:
        return evolve(self, subject=subject, otherwise=otherwise)

    def binding(self, variable: str, entity: str) -> Scope:
        return evolve(self, variables={**self.variables, variable: entity})

    def find(self, name: Name, kinds: frozenset[str], what: str) -> Entry | None:
        """What a name means here, or `None` after saying why it means nothing."""
        found = self.draft.names.find(name, kinds, what, self.source, self.extra, everywhere=self.everywhere)
        if isinstance(found, Entry):
            return found if found.item is not None else None
        self.pass_on(found)
        return None

    def visible(self, name: str) -> list[Entry]:
        """Every entry a bare name may mean here, of whatever kind."""
        names = self.draft.names
        return names.candidates(name, names.own if self.everywhere else names.seen_from(self.source, self.extra))

    def say(self, code: Code, span: Span, message: str, hint: str = "", notes: Iterable[Note] = ()) -> None:
        """Reports a finding, with the provision the item rests on."""
        fixes = _with_more(self.written(span), hint, span) if code.slug == "types-differ" else ()
        self.draft.found.append(code.at(span, message, hint=hint, law=self.law(), notes=notes, fixes=fixes))

    def pass_on(self, diagnostic: Diagnostic) -> None:
        self.draft.found.append(evolve(diagnostic, law=diagnostic.law or self.law()))

    def law(self) -> str:
        """The first provision of the item's basis, in the author's words, with its source before it."""
        basis = self.item.first("basis")
        if basis is None or not basis.parts:
            return ""
        address = basis.parts[0]
        written = self.draft.written(address.span)
        return written if address.source or address.document else f"{self.source} {written}"

    def written(self, span: Span) -> str:
        return self.draft.written(span)

    def begins_line(self, span: Span) -> bool:
        """Whether nothing stands before it on its line."""
        text = self.draft.texts[span.file].text
        return not text[text.rfind("\n", 0, span.start) + 1 : span.start].strip()

    @property
    def language(self) -> str:
        """The keyword language of the file the item stands in."""
        file = self.item.span.file
        return self.draft.languages.get(file) or read_language(self.draft.texts[file])[0]


def _with_more(written: str, hint: str, span: Span) -> tuple[Fix, ...]:
    """The fix a hint says, where it is what was written with its unit or percent sign: `write `67 years``."""
    meant = re.fullmatch(r"write `([^`]+)`", hint)
    if meant is None or not meant[1].startswith(f"{written} "):
        return ()
    return (Fix(f"Write `{meant[1]}`", (Edit(span, meant[1]),), is_safe=True),)


def place(draft: Draft, placed: Placed) -> Scope:
    """The scope of an item before anything is known of what it is about."""
    return Scope(draft, placed.source, placed.item, placed.extra, everywhere=placed.item.kind == "case")


Bases = tuple[Basis, ...]
