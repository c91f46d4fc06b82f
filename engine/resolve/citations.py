"""Addresses become citations: which document an author means by a source's name, by its number, or by nothing.

Without a source, an address lies in the document of the source the item belongs to. An act without rule files can be
cited by the names it is commonly known by. Start reading at `cite`.
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.diagnostics import Code, Note
from engine.model.citations import Basis, Citation
from engine.resolve.clauses import CLAUSE_TWICE
from engine.resolve.draft import Scope
from engine.resolve.structure import short_names
from engine.source import Span
from engine.syntax.nodes import Address, Clause

NO_BASIS = Code("R401", "no-basis", "a rule does not say on what provision it rests")
UNKNOWN_ACT = Code("R402", "unknown-act", "an address names an act nobody knows")
ADDRESS_BACKWARDS = Code("R404", "address-backwards", "an address ends before it begins to be right")


def cite(address: Address, scope: Scope) -> Citation | None:
    """The provision an author means, or `None` after saying that its act is unknown."""
    document = address.document or _document(address, scope)
    if document is None:
        return None
    return Citation(document, address.section.lower(), address.places, address.chapter)


def cite_dated(address: Address, scope: Scope) -> Basis | None:
    """A provision with the days its address is right."""
    citation = cite(address, scope)
    if citation is None:
        return None
    if address.since and address.until and address.until < address.since:
        message = f"the address is right until {address.until}, before it begins {address.since}"
        scope.say(ADDRESS_BACKWARDS, address.span, message)
        return Basis(citation)
    return Basis(citation, address.since, address.until)


def cite_all(addresses: Iterable[Address], scope: Scope) -> tuple[Basis, ...]:
    return tuple(basis for address in addresses if (basis := cite_dated(address, scope)) is not None)


def basis_of(scope: Scope) -> tuple[Basis, ...]:
    """Every provision an item's own `basis` lines name, in the order written."""
    return tuple(basis for clause in scope.item.all("basis") for basis in cite_all(clause.parts, scope))


def clause_basis(clause: Clause, scope: Scope) -> tuple[Basis, ...]:
    """The provisions of the `basis` inside another clause."""
    inner = next((part for part in clause.parts if isinstance(part, Clause) and part.kind == "basis"), None)
    return cite_all(inner.parts, scope) if inner is not None else ()


def needs_basis(scope: Scope, span: Span, what: str) -> tuple[Basis, ...]:
    """The basis of a rule; a rule without one is reported."""
    if scope.item.first("basis") is None:
        scope.say(NO_BASIS, span, f"`{what}` rests on no provision", "add `basis § …` below its name")
    first, *more = scope.item.all("basis") or (None,)
    for clause in more:
        if scope.begins_line(clause.span):
            continue
        # On the line of a date it looks as if it were the basis of the date.
        hint = "a basis is of the whole rule: join its addresses with a comma"
        notes = [Note(first.span, "the first is here")] if first is not None else []
        scope.say(CLAUSE_TWICE, clause.span, "`basis` is said twice", hint, notes)
    return basis_of(scope)


def _document(address: Address, scope: Scope) -> str | None:
    documents = scope.draft.documents
    if address.source is None:
        return documents[scope.source]
    name = address.source.text
    document = documents.get(name) or short_names().get(name)
    if document is None:
        hint = scope.draft.names.suggest(name, [*documents, *short_names()])
        scope.say(UNKNOWN_ACT, address.source.span, f"unknown act `{name}`", hint or "declare it, or cite its number")
    return document
