"""Where names are used: every name in an item, what kind of thing it can mean there, and what it does mean.

`uses_of` reads one item by itself; `Directory` binds what it found, as `resolve` would, from the names of all files.
Words that name nothing declared (members of a case, months, registers) are no uses. Start reading at `Directory`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from engine.resolve.draft import Draft
from engine.resolve.names import ENTITIES, LISTS, READABLE, RULES, TARGETS, TERMS, Entry, Names
from engine.resolve.sources import gather
from engine.resolve.vocabulary import index
from engine.source import NOWHERE, Span
from engine.syntax.nodes import Address, Clause, Item, Name, Op, Path, Quantity, TypeName, Word

KINDS: Mapping[str, frozenset[str]] = {
    "entity": ENTITIES,
    "term": TERMS,
    "readable": READABLE | LISTS,
    "list": LISTS,
    "rule": RULES,
    "target": TARGETS,
    "interpretation": frozenset(("interpretation",)),
    "calendar": frozenset(("calendar",)),
    "part": frozenset(("part",)),
    "unit": frozenset(("unit",)),
    "decision_kind": frozenset(("decision_kind",)),
}
"""What a name may mean in each role. `source`, `choice`, `reading` and `variable` are bound in their own ways."""


@frozen
class Use:
    """A name in an item: its place counted from the item, its role, and what it belongs to.

    `of` is the term a choice is a word of, or the interpretation of a reading. `binder` is where a variable is bound.
    """

    text: str
    span: Span
    role: str
    of: str = ""
    binder: Span = NOWHERE


@frozen
class Target:
    """What a name means: `kind` as in `Entry`, or `source`, `choice`, `reading`; `owner` is whose word or reading."""

    kind: str
    name: str
    source: str
    owner: str = ""

    @property
    def id(self) -> str:
        if self.kind == "source":
            return self.name
        return f"{self.source}.{self.owner}.{self.name}" if self.owner else f"{self.source}.{self.name}"


@frozen
class Where:
    """From where a name is read: the source above it, what its file uses, and whether all sources are seen."""

    source: str
    extra: tuple[str, ...] = ()
    everywhere: bool = False


# One item


def uses_of(item: Item) -> tuple[Use, ...]:
    """Every name in an item that something declared may be meant by, in the order written."""
    found = [*_head(item)]
    for clause in item.clauses:
        found += _clause(clause, {})
    if item.kind == "table":
        found = [*_head(item), *_table(item)]
    return tuple(sorted(set(found), key=lambda use: (use.span.start, use.span.end)))


def _use(name: Name, role: str, of: str = "") -> Use:
    return Use(name.text, name.span, role, of)


def _head(item: Item) -> Iterator[Use]:
    if item.name is not None:
        yield _use(item.name, "source" if item.kind == "source" else "declares")
    for role, value in item.head:
        match role, value:
            case (("of" | "by" | "member" | "shown_by"), Name()):
                yield _use(value, "entity")
            case "names", tuple():
                yield from (_use(name, "source") for name in value)
            case "type", TypeName():
                yield from _type(value, item)
            case "targets", tuple():
                for target in value:
                    yield from _clause(target, {})
            case _:
                yield from _any(value, {})


def _type(type: TypeName, item: Item) -> Iterator[Use]:
    owner = item.name.text if item.name is not None else ""
    yield from (_use(name, "choice", owner) for name in type.choices)
    yield from _units((type.unit, type.per), type.span)


def _units(names: tuple[str, ...], around: Span) -> Iterator[Use]:
    """Units are kept by name only; `Directory` finds their place in the text."""
    yield from (Use(name, around, "unit") for name in names if name and name not in _PLAIN)


_PLAIN = frozenset(("kr", "year", "month", "week", "day", "hour"))


def _table(item: Item) -> Iterator[Use]:
    """Headings read terms; words in the cells below are choices of theirs."""
    rows = item.all("table_row")
    headings = rows[0].parts if rows else ()
    yield from (_use(name, "term") for name in headings[:-1] if isinstance(name, Name))
    for row in rows[1:]:
        for heading, cell in zip(headings, row.parts, strict=False):
            if isinstance(cell, Name) and isinstance(heading, Name):
                yield _use(cell, "choice", heading.text)
            else:
                yield from _any(cell, {})
    for clause in item.clauses:
        if clause.kind != "table_row":
            yield from _clause(clause, {})


_ROLES = {
    "replaces": "source",
    "suppose": "source",
    "decided_as": "decision_kind",
    "left_to": "entity",
    "authority": "entity",
    "consideration": "term",
    "precedes": "target",
    "by_part": "part",
    "due_before": "term",
    "asks": "term",
    "affects": "term",
    "target_name": "target",
    "concludes_has": "term",
    "concludes_must": "term",
    "concludes_may": "term",
    "concludes_must_not": "term",
    "concludes_should": "term",
}
_ABOUT_BODY = {"concludes_has", "concludes_must", "concludes_may", "concludes_must_not", "concludes_should"}
_FREE = {"held_by", "formerly", "weekday", "fixed_day", "renewed"}


def _clause(clause: Clause, bound: Mapping[str, Span]) -> Iterator[Use]:
    kind, parts = clause.kind, clause.parts
    if kind in _FREE:
        return
    if kind == "under_reading":
        yield _use(parts[0], "interpretation")
        yield _use(parts[1], "reading", parts[0].text)
    elif kind == "reading":
        yield _use(parts[0], "reading", "")
    elif kind == "by_every":
        yield from _over(parts[1], parts[2], (parts[0], *parts[3:]), bound)
    elif kind in ("pair", "pair_used", "expectation"):
        yield from _stated(clause)
    elif kind in _ABOUT_BODY:
        yield from _path(parts[0], bound, "entity")
        yield from (_use(part, "term") for part in parts[1:] if isinstance(part, Name))
    else:
        for part in parts:
            if isinstance(part, Name):
                yield _use(part, _ROLES.get(kind, "readable"))
            else:
                yield from _any(part, bound)


def _stated(clause: Clause) -> Iterator[Use]:
    """What a case gives or expects: the member after `of` and the members of a list are the case's own names."""
    path, value = clause.parts[0], clause.parts[1]
    yield _use(path.names[0], "readable")
    yield from (_use(name, "owner") for name in path.names[1:])
    if isinstance(value, Name):
        yield _use(value, "choice", path.names[0].text)
    elif not (isinstance(value, Op) and value.kind == "members"):
        yield from _any(value, {})
    for part in clause.parts[2:]:
        yield from _any(part, {})


def _any(value: Any, bound: Mapping[str, Span]) -> Iterator[Use]:
    match value:
        case Clause():
            yield from _clause(value, bound)
        case Op():
            yield from _op(value, bound)
        case Path():
            yield from _path(value, bound)
        case Address():
            if value.source is not None:
                yield _use(value.source, "source")
        case Quantity():
            yield from _units((value.unit, value.per), value.span)
        case Name():
            yield _use(value, "readable")
        case tuple():
            for each in value:
                yield from _any(each, bound)
        case Word() | _:
            return


def _path(path: Path, bound: Mapping[str, Span], first: str = "readable") -> Iterator[Use]:
    name, *owners = path.names
    yield _bare(name, bound, first)
    yield from (_bare(owner, bound, "owner") for owner in owners)


def _bare(name: Name, bound: Mapping[str, Span], role: str) -> Use:
    if name.text in bound:
        return Use(name.text, name.span, "variable", binder=bound[name.text])
    return _use(name, role)


def _over(variable: Name, path: Path, inside: tuple[Any, ...], bound: Mapping[str, Span]) -> Iterator[Use]:
    """A variable, the list it goes through, and what is asked of each."""
    yield Use(variable.text, variable.span, "variable", binder=variable.span)
    yield from _path(path, bound, "list")
    for part in inside:
        yield from _any(part, {**bound, variable.text: variable.span})


def _op(op: Op, bound: Mapping[str, Span]) -> Iterator[Use]:
    kind, parts = op.kind.partition(" ")[0], op.parts
    if kind in ("quantifier", "count"):
        yield from _over(parts[0], parts[1], parts[2:], bound)
    elif kind == "fold":
        yield from _over(parts[1], parts[2], (parts[0], *parts[3:]), bound)
    elif kind == "moved":
        yield from _any(parts[0], bound)
        yield _use(parts[1], "calendar")
    elif kind in ("compare", "equals", "differs") and len(parts) == 2:
        yield from _compared(parts[0], parts[1], bound)
        yield from _compared(parts[1], parts[0], bound)
    elif kind == "members":
        return
    else:
        yield from _any(parts, bound)


def _compared(part: Any, other: Any, bound: Mapping[str, Span]) -> Iterator[Use]:
    """One side of a comparison: a bare word may be one of the choices of what stands on the other side."""
    if isinstance(part, Path) and len(part.names) == 1 and isinstance(other, Path) and part.names[0].text not in bound:
        yield _use(part.names[0], "readable", other.names[0].text)
    else:
        yield from _any(part, bound)


# All files


@frozen(slots=False, eq=False)
class Directory:
    """Every declared name of some files, and what a name means from where it is read."""

    names: Names
    sources: Mapping[str, tuple[Item, ...]]
    """The headers of each source."""

    def bind(self, use: Use, where: Where) -> Target | None:
        """What a use means, or `None` where nobody can say."""
        match use.role:
            case "source":
                return Target("source", use.text, use.text) if use.text in self.names.own else None
            case "variable":
                return None
            case "choice":
                return self._choice(use.text, use.of, where)
            case "reading":
                entry = self.entry(use.of, KINDS["interpretation"], where)
                return Target("reading", use.text, entry.source, entry.name) if entry is not None else None
            case "declares":
                return self._declared(use.text, where)
        if use.of and (choice := self._choice(use.text, use.of, where)) is not None:
            return choice
        kinds = KINDS["entity"] if use.role == "owner" else KINDS[use.role]
        entry = self.entry(use.text, kinds, where)
        return Target(entry.kind, entry.name, entry.source) if entry is not None else None

    def named(self, text: str, where: Where) -> Target | None:
        """What a bare word means when nothing is known of where it stands."""
        found = self.entry(text, None, where)
        if found is not None:
            return Target(found.kind, found.name, found.source)
        return Target("source", text, text) if text in self.names.own else None

    def entry(self, text: str, kinds: frozenset[str] | None, where: Where) -> Entry | None:
        """The one declared thing of these kinds, or of any kind where only one has the name."""
        seen = self.names.seen_from(where.source, where.extra)
        bare = text
        if "." in text:
            named, bare = text.split(".", 1)
            seen = (named,)
        found = self.names.candidates(bare, seen)
        if where.everywhere and "." not in text and not found:
            found = self.names.candidates(bare, self.names.own)
        fitting = [each for each in found if kinds is None or each.kind in kinds or each.item is None]
        return fitting[0] if len(fitting) == 1 else None

    def item(self, target: Target) -> Item | None:
        """The declaration of what a name means."""
        if target.kind == "source":
            return next(iter(self.sources.get(target.name, ())), None)
        entry = self.names.own.get(target.source, {}).get(target.owner or target.name)
        return entry.item if entry is not None else None

    def place(self, target: Target) -> Span | None:
        """Where it is declared: the name itself."""
        item = self.item(target)
        if target.kind == "choice" and item is not None:
            return next((it.span for it in item.get("type").choices if it.text == target.name), None)
        if target.kind == "reading" and item is not None:
            return next((it.parts[0].span for it in item.all("reading") if it.parts[0].text == target.name), None)
        if target.kind == "source":
            return item.name.span if item is not None and item.name is not None else None
        entry = self.names.own.get(target.source, {}).get(target.name)
        return entry.span if entry is not None else None

    def visible(self, where: Where) -> list[Entry]:
        """Every entry that can be named from here, each once; its own source first."""
        sources = self.names.own if where.everywhere else self.names.seen_from(where.source, where.extra)
        return [entry for source in sources for entry in self.names.own.get(source, {}).values()]

    def _choice(self, text: str, of: str, where: Where) -> Target | None:
        entry = self.entry(of, TERMS, where)
        type = entry.item.get("type") if entry is not None and entry.item is not None else None
        if entry is None or type is None or all(choice.text != text for choice in type.choices):
            return None
        return Target("choice", text, entry.source, entry.name)

    def _declared(self, text: str, where: Where) -> Target | None:
        entry = self.names.own.get(where.source, {}).get(text)
        return Target(entry.kind, entry.name, entry.source) if entry is not None else None


def make_directory(documents: list[Any]) -> Directory:
    """The directory of some parsed files."""
    draft = Draft({document.source.name: document.source for document in documents}, None)
    index(gather(documents, draft), draft)
    headers: dict[str, list[Item]] = {}
    for document in documents:
        for item in document.items:
            if item.kind == "source" and item.name is not None:
                headers.setdefault(item.name.text, []).append(item)
    return Directory(draft.names, {name: tuple(items) for name, items in headers.items()})


def word_at(text: str, use: Use) -> list[Span]:
    """Where the words of a use stand. A unit is looked for inside the amount or the type it belongs to."""
    if use.role != "unit":
        return [use.span]
    inside = text[use.span.start : use.span.end]
    found = re.finditer(rf"(?<!\w){re.escape(use.text)}(?!\w)", inside)
    return [Span(use.span.file, use.span.start + it.start(), use.span.start + it.end()) for it in found]
