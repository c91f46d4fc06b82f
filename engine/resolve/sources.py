"""Which source each item belongs to, and what the files of a source say of it together.

A file's items belong to the last source header above them. Several files may repeat the header of one source; what
they say is taken together, and a contradiction is reported. A file that begins with `uses` and holds only cases
belongs to the first source it uses. Start reading at `gather`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import define, evolve, field

from engine.diagnostics import Code, Note
from engine.model.policy import Period, Source
from engine.resolve.citations import cite_all
from engine.resolve.clauses import labels, once, period
from engine.resolve.draft import Draft, Placed, Scope, place
from engine.resolve.names import Entry, refuse_reserved
from engine.resolve.structure import short_names
from engine.syntax.nodes import Document, Item, Name
from engine.syntax.tables import spelled

NO_SOURCE = Code("R108", "no-source", "an item stands above any source header")
CONTRADICTION = Code("R109", "source-contradiction", "two headers of one source say different things of it")
USES_ITSELF = Code("R110", "uses-itself", "a source says that it uses itself")


@define
class Headers:
    """Every header of one source, and what its files use."""

    name: str
    items: list[Item] = field(factory=list)
    uses: list[Name] = field(factory=list)


def gather(documents: Iterable[Document], draft: Draft) -> list[Placed]:
    """The items by source, in the order they are written; the sources go into the draft."""
    headers: dict[str, Headers] = {}
    documents = list(documents)
    for document in documents:
        for item in document.items:
            if item.kind == "source" and item.name is not None:
                headers.setdefault(item.name.text, Headers(item.name.text)).items.append(item)
    for name in headers:
        draft.names.own[name] = {}
    placed = [each for document in documents for each in _placed(document, headers, draft)]
    for name, header in headers.items():
        draft.names.uses[name] = tuple(_used(header, draft))
        draft.documents[name] = next((text for item in header.items if (text := item.get("document"))), name)
    for header in headers.values():
        draft.sources[header.name] = _source(header, draft)
    return placed


def _placed(document: Document, headers: dict[str, Headers], draft: Draft) -> list[Placed]:
    """One file's items with their sources; what stands outside any source is reported once."""
    here = ""
    extra: tuple[str, ...] = ()
    placed: list[Placed] = []
    outside: list[Item] = []
    for item in document.items:
        if item.kind == "source" and item.name is not None:
            here, extra = item.name.text, ()
        elif item.kind == "uses" and here:
            headers[here].uses += item.get("names")
        elif item.kind == "uses":
            extra = (*extra, *_known_sources(item, draft))
        elif here:
            placed.append(Placed(item, here))
        elif extra and item.kind == "case":
            placed.append(Placed(item, extra[0], extra))
        else:
            outside.append(item)
    for name in document.broken if here else ():
        draft.names.own[here].setdefault(name.text, Entry(name.text, here, "", name.span))
    if outside and not _source_is_broken(document, outside[0]):
        message = "this item belongs to no source"
        hint = "begin the file with its source, such as `act NAME LOV-YYYY-MM-DD`"
        draft.found.append(NO_SOURCE.at(outside[0].span, message, hint=hint))
    return placed


def _source_is_broken(document: Document, item: Item) -> bool:
    """Whether a source stands above an item and could not be read, which is told already."""
    words = {spelled(document.language)[each] for each in ("ACT", "REGULATION", "CIRCULAR", "LOCAL", "PRACTICE")}
    above = (name.span.start for name in document.broken if name.span.start < item.span.start)
    return any(document.source.text[:start].split()[-1:] in [[word] for word in words] for start in above)


def _known_sources(item: Item, draft: Draft) -> list[str]:
    known = []
    for name in item.get("names"):
        if name.text in draft.names.own:
            known.append(name.text)
        else:
            draft.found.append(draft.names.unknown_source(name.text, name.span))
    return known


def _used(header: Headers, draft: Draft) -> list[str]:
    used: dict[str, None] = {}
    for name in header.uses:
        if name.text == header.name:
            draft.found.append(USES_ITSELF.at(name.span, f"`{name.text}` uses itself", hint="leave the word out"))
        elif name.text in draft.names.own:
            used[name.text] = None
        else:
            draft.found.append(draft.names.unknown_source(name.text, name.span))
    return list(used)


def _source(header: Headers, draft: Draft) -> Source:
    """One source from all its headers."""
    first = header.items[0]
    assert first.name is not None
    if refused := refuse_reserved(first.name):
        draft.found.append(refused)
    said = [_one(item, header.name, draft) for item in header.items]
    whole = said[0]
    for item, other in zip(header.items[1:], said[1:], strict=True):
        whole = _together(whole, other, first, item, draft)
    return evolve(whole, uses=draft.names.uses[header.name])


def _one(item: Item, name: str, draft: Draft) -> Source:
    """What one header says."""
    scope = place(draft, Placed(item, name))
    covers, replaces = once(scope, "covers"), once(scope, "replaces")
    under = tuple(basis for clause in item.all("given_under") for basis in cite_all(clause.parts, scope))
    return Source(
        name,
        name,
        name,
        item.get("kind"),
        item.get("document") or "",
        under,
        period(covers.parts[0], scope) if covers else Period(),
        item.first("once_commenced") is not None,
        replaces=_replaced(replaces.parts[0], scope) if replaces else "",
        span=item.name.span if item.name else item.span,
        labels=labels(item.phrases, scope),
    )


def _replaced(name: Name, scope: Scope) -> str:
    if name.text not in scope.draft.names.own and name.text not in short_names():
        scope.pass_on(scope.draft.names.unknown_source(name.text, name.span, short_names()))
    return name.text


def _together(whole: Source, other: Source, first: Item, item: Item, draft: Draft) -> Source:
    """Two headers as one; where both speak and differ, the first is kept and the other reported."""
    return evolve(
        whole,
        kind=_agreed("kind", whole.kind, other.kind, first, item, draft),
        document=_agreed("document", whole.document, other.document, first, item, draft),
        under=_agreed("authority", whole.under, other.under, first, item, draft),
        covers=_agreed("covered days", whole.covers, other.covers, first, item, draft, Period()),
        once_commenced=whole.once_commenced or other.once_commenced,
        replaces=_agreed("predecessor", whole.replaces, other.replaces, first, item, draft),
        labels={**other.labels, **whole.labels, **_same_labels(whole, other, first, item, draft)},
    )


def _same_labels(whole: Source, other: Source, first: Item, item: Item, draft: Draft) -> dict[str, str]:
    return {
        language: _agreed(f"title in {language}", whole.labels[language], text, first, item, draft)
        for language, text in other.labels.items()
        if language in whole.labels
    }


def _agreed(what: str, one: Any, other: Any, first: Item, item: Item, draft: Draft, nothing: Any = None) -> Any:
    if not other or other == nothing or one == other:
        return one
    if not one or one == nothing:
        return other
    assert first.name is not None
    assert item.name is not None
    notes = [Note(first.name.span, "the other header is here")]
    message = f"two headers of `{first.name.text}` differ in {what}"
    draft.found.append(CONTRADICTION.at(item.name.span, message, hint="say it in one place", notes=notes))
    return one
