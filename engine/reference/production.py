"""A construct as text: what a picture shows, for whoever searches or has it read aloud.

Start reading at `production`.
"""

from __future__ import annotations

import re
from textwrap import wrap

from engine.reference.constructs import Construct, Reference
from engine.reference.shapes import Either, Maybe, Own, Part, Row, Several, Shape, Word

WIDTH = 96


def production(construct: Construct, reference: Reference) -> str:
    """`name =` and what may be written, with a line for each choice where they do not fit on one."""
    head, shape = f"{_joined(construct.name)} =", construct.shape
    whole = f"{head} {_text(shape, reference)}"
    if len(whole) <= WIDTH:
        return whole
    if isinstance(shape, Either):
        return "\n".join([head, *_choices(shape, reference)])
    begun, last, mark = _last_choice(shape)
    if last is None:
        return "\n".join([head, *_wrapped(_text(shape, reference), "    ")])
    lines = _wrapped(f"{_text(begun, reference)} (", "    ")
    return "\n".join([head, *lines, *(f"    {line}" for line in _choices(last, reference)), f"    ){mark}"])


def _choices(shape: Either, reference: Reference) -> list[str]:
    texts = [_text(choice, reference, _ROW) for choice in shape.choices]
    return [line for number, text in enumerate(texts) for line in _wrapped(text, "  | " if number else "    ")]


def _last_choice(shape: Shape) -> tuple[Shape, Either | None, str]:
    """A row that ends with a choice of several: what stands before it, the choice, and how often it may come."""
    if isinstance(shape, Row):
        begun = Row(shape.parts[:-1])
        match shape.parts[-1]:
            case Either() as last:
                return begun, last, ""
            case Maybe(Either() as last):
                return begun, last, "?"
            case Several(Either() as last, None, least):
                return begun, last, "+" if least else "*"
    return shape, None, ""


def _wrapped(text: str, begin: str) -> list[str]:
    """A text on as many lines as it needs, never broken inside a keyword."""
    whole = re.sub(r'"[^"]*"', lambda quoted: quoted.group().replace(" ", "\0"), text)
    lines = wrap(whole, WIDTH, initial_indent=begin, subsequent_indent=" " * 8, break_on_hyphens=False)
    return [line.replace("\0", " ") for line in lines]


_LOOSE, _ROW, _TIGHT = range(3)


def _text(shape: Shape, reference: Reference, within: int = _LOOSE) -> str:
    """The shape as text, in parentheses where what stands around it binds tighter."""
    match shape:
        case Word(text):
            return f'"{text}"'
        case Own(terminal):
            return _joined(reference.words[terminal].name)
        case Part(name):
            return _joined(reference.named(name).name)
        case Row(parts):
            return _held(" ".join(_text(part, reference, _ROW) for part in parts), within > _ROW)
        case Either(choices):
            return _held(" | ".join(_text(choice, reference, _ROW) for choice in choices), within > _LOOSE)
        case Maybe(inner):
            return f"{_text(inner, reference, _TIGHT)}?"
        case Several(inner, None, least):
            return f"{_text(inner, reference, _TIGHT)}{'+' if least else '*'}"
        case Several(inner, between, _):
            assert between is not None
            again = f"({_text(between, reference, _ROW)} {_text(inner, reference, _ROW)})*"
            return _held(f"{_text(inner, reference, _ROW)} {again}", within > _ROW)


def _held(text: str, in_parentheses: bool) -> str:
    return f"({text})" if in_parentheses else text


def _joined(name: str) -> str:
    """A name as one word."""
    return name.replace(",", "").replace(" ", "-")
