"""What changed in the rule files: every declaration that is not what it was, with its fields both ways, as written.

Declarations are matched by provision and id, then by what they say; layout, order, names of files and names of what is
matched mean nothing. What says the same under another address is renumbered. Start reading at `structure`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import frozen

from engine.diff import changes as c
from engine.diff.changes import Change, FieldChange
from engine.diff.compared_fields import FIELDS, Compared, said, written_value
from engine.diff.matching import Thing, matched
from engine.diff.parts import meaning_of
from engine.diff.written import Written
from engine.model.citations import Citation
from engine.model.policy import NotFormalised, Policy, ProvisionStatus
from engine.source import SourceText

Texts = Mapping[str, SourceText]
ACTIONS = ("duty", "power", "prohibition", "guidance", "action")
"""What may be written with the rule by which it arises, and is then told once."""
MAPS = (
    *("sources", "entities", "lists", "units", "calendars", "parameters", "terms", "rules", "interpretations"),
    *("parts", "services", "not_formalised", "statuses", "properties"),
)
"""What of a policy is compared, in the order in which names are settled: rules read terms, exceptions aim at rules."""


def structure(before: Policy, after: Policy, old: Texts | None = None, new: Texts | None = None) -> tuple[Change, ...]:
    """Every declaration that differs, in the order of the law; the texts say how each was written."""
    sides = Written(old or {}), Written(new or {})
    renamed: dict[str, str] = {}
    found: list[Change] = []
    for kind in MAPS:
        found += _of_kind(_all(before, kind), _all(after, kind), sides, renamed)
    told = {(change.kind, change.id) for change in found if change.what in ACTIONS}
    return tuple(sorted((it for it in found if it.what in ACTIONS or (it.kind, it.id) not in told), key=_order))


def _order(change: Change) -> tuple[object, ...]:
    basis = change.provisions
    return (not basis, basis[0].order if basis else (), change.what, change.id)


def _all(policy: Policy, kind: str) -> dict[str, Any]:
    """The declarations of a kind by id; what has no name is known by its place in the law."""
    held = getattr(policy, kind)
    if isinstance(held, Mapping):
        return dict(held)
    found: dict[str, Any] = {}
    for item in held:
        name, number = (item.name if hasattr(item, "name") else f"{what_of(item)} {item.citation}"), 1
        while (id := name if number == 1 else f"{name} ({number})") in found:
            number += 1
        found[id] = item
    return found


def _of_kind(
    old: Mapping[str, Any], new: Mapping[str, Any], sides: tuple[Written, Written], renamed: dict[str, str]
) -> Iterator[Change]:
    """The changes among the declarations of one kind. `renamed` learns which ids are others now."""
    same = {id for id, item in new.items() if id in old and _is_same(old[id], item, renamed)}
    before = [_thing(id, item, renamed) for id, item in old.items() if id not in same]
    after = [_thing(id, item, {}) for id, item in new.items() if id not in same]
    pairs = matched(before, after)
    renamed.update({one.id: other.id for one, other in pairs if one and other and one.id != other.id})
    for one, other in pairs:
        if one is None and other is not None:
            yield _alone(c.ADDED, other.id, new[other.id], sides[1])
        elif other is None and one is not None:
            yield _alone(c.REMOVED, one.id, old[one.id], sides[0])
        elif one is not None and other is not None:
            change = _pair(_Pair(one.id, other.id, old[one.id], new[other.id], sides, renamed))
            if change is not None:
                yield change


def _is_same(one: Any, other: Any, renamed: Mapping[str, str]) -> bool:
    """Whether two declarations of one id are the same in every word."""
    return bool(one == other) and not renamed


def _thing(id: str, item: Any, renamed: Mapping[str, str]) -> Thing:
    says = _renamed(meaning_of(said(item)), renamed)
    return Thing(id, tuple(getattr(item, "formerly", ())), addresses(item), says, _sort(item))


def _sort(item: Any) -> str:
    """What may be matched with what: a rule may become an exception, a fact no parameter."""
    return type(item).__name__


def _renamed(says: Any, renamed: Mapping[str, str]) -> Any:
    """What is said, with ids as they are now."""
    if not renamed:
        return says
    if isinstance(says, tuple):
        return tuple(_renamed(part, renamed) for part in says)
    return renamed.get(says, says) if isinstance(says, str) else says


def addresses(item: Any) -> tuple[Citation, ...]:
    """The addresses a declaration rests on or speaks of."""
    if isinstance(item, NotFormalised | ProvisionStatus):
        return (item.citation,)
    if hasattr(item, "of") and isinstance(item.of, Citation):
        return (item.of,)
    return tuple(dict.fromkeys(basis.citation for basis in getattr(item, "basis", ())))


def what_of(item: Any) -> str:
    """What a declaration declares, in one word."""
    plain = {
        "NotFormalised": "not_formalised", "ProvisionStatus": "status", "EntityList": "list", "LetterPart": "part",
        "Declared": "unit",
    }  # fmt: skip
    name = type(item).__name__
    if name in ("Rule", "Term"):
        return str(item.kind)
    return plain.get(name, name.lower())


def _alone(kind: str, id: str, item: Any, side: Written) -> Change:
    what = what_of(item)
    basis = addresses(item)
    return Change(
        kind,
        what,
        id,
        item.source if hasattr(item, "source") else "",
        _severity_alone(what),
        basis if kind == c.ADDED else (),
        basis if kind == c.REMOVED else (),
        labels=getattr(item, "labels", {}),
        text=_whole(item, side),
        span=item.span,
    )


_ASKED = ("fact", "discretion", "service", "entity", "list", "unit")


def _severity_alone(what: str) -> str:
    if what in _ASKED:
        return c.INTERFACE
    return c.EDITORIAL if what in ("status", "property") else c.MEANING


_TOLD = (
    "concludes_",
    "condition",
    "unless_only",
    "not_formalised_when",
    "row",
    "reading",
    "asks",
    "under_reading",
    "arises_when",
)


def _whole(item: Any, side: Written) -> str:
    """What a declaration that came or went says: what follows and when, as written."""
    clauses = side.clauses(item.span)
    return " ".join(text for kind, texts in clauses.items() if kind.startswith(_TOLD) for text in texts)


@frozen(eq=False)
class _Pair:
    """Two declarations taken for one, with their texts."""

    former: str
    id: str
    old: Any
    new: Any
    sides: tuple[Written, Written]
    renamed: Mapping[str, str]

    def differs(self, compared: Compared) -> bool:
        """Whether a field means something else now."""
        old, new = meaning_of(compared.get(self.old)), meaning_of(compared.get(self.new))
        return bool(_renamed(old, self.renamed) != new)

    def written(self, compared: Compared) -> tuple[str, str]:
        """A field as written on both sides; where no text is at hand, or none differs, its value."""
        texts = tuple(
            "; ".join(text for kind in compared.clauses for text in side.clauses(item.span).get(kind, ()))
            for side, item in zip(self.sides, (self.old, self.new), strict=True)
        )
        if texts[0] == texts[1]:
            texts = tuple(written_value(compared.get(item)) for item in (self.old, self.new))
        return texts[0], texts[1]


def _pair(pair: _Pair) -> Change | None:
    found = [*_fields(pair)]
    if not found and pair.id.rpartition(".")[2] == pair.former.rpartition(".")[2]:
        return None
    severity = next((it for it in (c.INTERFACE, c.MEANING) if any(one.severity == it for one in found)), c.EDITORIAL)
    before, after = addresses(pair.old), addresses(pair.new)
    kind = c.AMENDED
    if {one.field for one in found if one.severity != c.EDITORIAL} == {"basis"} and _moved(before, after):
        kind = c.RENUMBERED
    elif not found:
        kind = c.RENAMED
    return Change(
        kind,
        what_of(pair.new),
        pair.id,
        getattr(pair.new, "source", ""),
        severity,
        after,
        before,
        tuple(found),
        getattr(pair.new, "labels", {}),
        pair.former if pair.former != pair.id else "",
        span=pair.new.span,
    )


def _moved(before: Iterable[Citation], after: Iterable[Citation]) -> bool:
    """Whether every address gave way to another."""
    one, other = set(before), set(after)
    return bool(one and other) and one.isdisjoint(other)


def _fields(pair: _Pair) -> Iterator[FieldChange]:
    """Each field that differs, as written on both sides; then the words for readers; then the comments."""
    for compared in FIELDS[type(pair.new).__name__]:
        if not pair.differs(compared):
            continue
        if compared.parts is not None:
            yield from _within(compared, [*compared.get(pair.old)], [*compared.get(pair.new)], pair)
        else:
            yield FieldChange(compared.field, *pair.written(compared), severity=compared.severity(pair.new))
    yield from _words(pair)
    if not any(side.sources for side in pair.sides):
        return
    old_remarks, new_remarks = (
        side.remarks(item.span) for side, item in zip(pair.sides, (pair.old, pair.new), strict=True)
    )
    if old_remarks != new_remarks:
        yield FieldChange("comment", " ".join(old_remarks), " ".join(new_remarks), c.EDITORIAL)


def _within(compared: Compared, old: list[Any], new: list[Any], pair: _Pair) -> Iterator[FieldChange]:
    """The entries of a list that differ, each by its own key: a row by its day, a consideration by its name."""
    assert compared.parts is not None
    before, after = ({compared.parts(one): one for one in side} for side in (old, new))
    for key in {**before, **after}:
        one, other = before.get(key), after.get(key)
        if _renamed(meaning_of(one), pair.renamed) == meaning_of(other):
            continue
        texts = [
            _entry(side, whole, compared, item) if item is not None else ""
            for side, whole, item in zip(pair.sides, (pair.old, pair.new), (one, other), strict=True)
        ]
        yield FieldChange(compared.field, texts[0], texts[1], compared.severity(pair.new), key)


_PHRASE = re.compile(r' (?:nb|nn|en) "[^"]*"')


def _entry(side: Written, whole: Any, compared: Compared, item: Any) -> str:
    """One entry as it was written, without its words for readers."""
    if hasattr(item, "span"):
        return side.slice(item.span) or written_value(item)
    clauses = side.clauses(whole.span).get(compared.field, ()) if hasattr(item, "name") else ()
    named = (text for text in clauses if re.search(rf"\b{re.escape(item.name)}\b", _PHRASE.sub("", text)))
    return _PHRASE.sub("", next(named, "")) or written_value(item)


def _words(pair: _Pair) -> Iterator[FieldChange]:
    """Words for readers, by language; the same kind of words once."""
    for name in ("labels", "met", "not_met", "ask", "described_in", "because_in"):
        old, new = getattr(pair.old, name, {}), getattr(pair.new, name, {})
        for language in sorted({*old, *new}):
            if old.get(language) != new.get(language):
                yield FieldChange(name, old.get(language, ""), new.get(language, ""), c.EDITORIAL, language)
