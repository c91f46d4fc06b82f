"""A tree as lines of text, for golden pages: one node a line, what is inside it indented below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from engine.syntax.nodes import (
    Address,
    Clause,
    Date,
    Document,
    Item,
    Name,
    Number,
    Op,
    Path,
    Phrase,
    Quantity,
    Text,
    Truth,
    TypeName,
    Word,
    Wording,
)


def drawn(document: Document) -> str:
    """Every item of a document."""
    return "".join(f"{line}\n" for item in document.items for line in _item(item))


def _item(item: Item) -> Iterator[str]:
    yield f"{item.kind} {item.name.text}" if item.name else item.kind
    for role, value in item.head:
        yield from _below(role, value)
    for phrase in item.phrases:
        yield f"  {_phrase(phrase)}"
    for clause in item.clauses:
        yield from (f"  {line}" for line in _lines(clause))


def _below(role: str, value: Any) -> Iterator[str]:
    lines = list(_lines(value))
    if len(lines) == 1:
        yield f"  {role}: {lines[0]}"
    else:
        yield f"  {role}:"
        yield from (f"    {line}" for line in lines)


def _lines(node: Any) -> Iterator[str]:
    match node:
        case Clause(kind=kind, parts=parts) | Op(kind=kind, parts=parts):
            leaves = [_leaf(part) for part in parts]
            if all(leaf is not None for leaf in leaves):
                yield " ".join([kind, *(leaf for leaf in leaves if leaf)])
            else:
                yield kind
                yield from (f"  {line}" for part in parts for line in _lines(part))
        case tuple():
            yield from (line for part in node for line in _lines(part))
        case _:
            yield _leaf(node) or "–"


def _leaf(node: Any) -> str | None:
    """A node on one line, an empty text for nothing, or `None` for a node that has lines of its own."""
    match node:
        case Name(text=text):
            return text
        case Path(names=names):
            return " of ".join(name.text for name in names)
        case Word(concept=concept):
            return concept
        case Text(value=text):
            return f'"{text}"'
        case Truth(value=truth):
            return "yes" if truth else "no"
        case Date(value=day):
            return day.isoformat()
        case Number():
            return _number(node)
        case Quantity(number=number, unit=unit, per=per):
            return " ".join([_number(number), unit, *(["per", per] if per else [])])
        case Address():
            return _address(node)
        case TypeName():
            return _type(node)
        case Phrase():
            return _phrase(node)
        case Wording(phrases=phrases):
            return " ".join(_phrase(phrase) for phrase in phrases)
        case tuple():
            leaves = [_leaf(part) for part in node]
            return None if None in leaves else f"({', '.join(leaf for leaf in leaves if leaf)})"
        case date():
            return node.isoformat()
        case bool():
            return "chosen" if node else ""
        case None | int() | str():
            return "" if node is None else str(node)
    return None


def _number(number: Number) -> str:
    return f"{number.digits}{'%' if number.form == 'percent' else ''}{'…' if number.begins else ''}"


def _address(address: Address) -> str:
    words = [address.source.text] if address.source else []
    words += [address.document] if address.document else []
    words += [f"§{address.section}"] if address.section else []
    words += [f"chapter {address.chapter}"] if address.chapter else []
    words += [level + value for level, value in address.places]
    words += [f"since {address.since}"] if address.since else []
    words += [f"until {address.until}"] if address.until else []
    return f"[{' '.join(words)}]"


def _type(type: TypeName) -> str:
    words: Iterable[str] = (
        type.kind,
        type.unit,
        f"per {type.per}" if type.per else "",
        *(_choice(c.text, words) for c, words in zip(type.choices, type.words, strict=True)),
    )
    return " ".join(word for word in words if word)


def _choice(name: str, words: Iterable[Phrase]) -> str:
    said = " ".join(_phrase(phrase) for phrase in words)
    return f"{name} ({said})" if said else name


def _phrase(phrase: Phrase) -> str:
    other = f' / "{phrase.not_met}"' if phrase.not_met is not None else ""
    return f'{phrase.language} "{phrase.text}"{other}'.lstrip()
