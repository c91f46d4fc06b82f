"""What may be written, as values: every rule of the grammar as words, parts, rows, choices and repetitions.

Read from the grammar as Lark loads it for the parser, in one keyword language. Start reading at `grammar_of`.
"""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from engine.syntax.tables import LANGUAGES, full_grammar, keywords


@frozen
class Word:
    """A keyword or a mark as it is typed."""

    text: str


@frozen
class Own:
    """Something the author writes, such as a name or a date: a terminal of the grammar."""

    terminal: str


@frozen
class Part:
    """Another rule of the grammar, or a construct that shows some of its alternatives."""

    name: str


@frozen
class Row:
    """One after the other."""

    parts: tuple[Shape, ...]


@frozen
class Either:
    """One of several."""

    choices: tuple[Shape, ...]


@frozen
class Maybe:
    """May be left out."""

    shape: Shape


@frozen
class Several:
    """At least `least` times (0 or 1), with something between each two."""

    shape: Shape
    between: Shape | None
    least: int


Shape = Word | Own | Part | Row | Either | Maybe | Several


@frozen
class Alternative:
    """One way to write a rule. `name` is its alias in the grammar, or the one part or keyword it is, or empty."""

    name: str
    shape: Shape


@frozen
class Grammar:
    """The rules in the order of the grammar, and the patterns of what authors write themselves."""

    rules: Mapping[str, tuple[Alternative, ...]]
    kinds: Mapping[str, frozenset[str]]
    """What a tree calls each rule besides its own name: the names of its alternatives."""
    patterns: Mapping[str, str]


def grammar_of(language: str) -> Grammar:
    """The grammar of a keyword language."""
    from lark import load_grammar

    load: Any = load_grammar.load_grammar
    loaded, _ = load(full_grammar(language), "policy.lark", [], False)
    terminals = {str(name): tree for name, (tree, _) in loaded.term_defs}
    written = {name: shape for name, tree in terminals.items() if (shape := _written(name, tree, language)) is not None}
    defined = {
        str(name): [_alternative(each, written) for each in tree.children] for name, _, tree, _ in loaded.rule_defs
    }
    return Grammar(
        {name: _without_left_recursion(name, alternatives) for name, alternatives in defined.items()},
        {name: frozenset(each.name for each in alternatives) - {""} for name, alternatives in defined.items()},
        {name: _pattern(tree) for name, tree in terminals.items() if name not in written},
    )


def first_line(language: str) -> Row:
    """What a file begins with; read before the grammar is chosen, so that it stands in no rule."""
    assert language in LANGUAGES
    return Row((Word(keywords()["LANGUAGE"][language]), Word(language)))


def mapped(shape: Shape, change: Callable[[Part | Own], Shape]) -> Shape:
    """A shape with its parts and its own words changed."""
    match shape:
        case Part() | Own():
            return change(shape)
        case Row(parts):
            return row([mapped(part, change) for part in parts])
        case Either(choices):
            return either([mapped(choice, change) for choice in choices])
        case Maybe(inner):
            return Maybe(mapped(inner, change))
        case Several(inner, between, least):
            return Several(mapped(inner, change), between and mapped(between, change), least)
        case Word():
            return shape


def parts_of(shape: Shape) -> set[str]:
    """The parts a shape names."""
    found: set[str] = set()

    def note(part: Part | Own) -> Shape:
        if isinstance(part, Part):
            found.add(part.name)
        return part

    mapped(shape, note)
    return found


# ── terminals ───────────────────────────────────────────────────────────────────────────────────────────────────


def _written(name: str, tree: Any, language: str) -> Shape | None:
    """A keyword or mark as typed; nothing where the author writes something of their own."""
    if name in keywords():
        spelling = keywords()[name][language]
        words = either([Word(word) for word in spelling.lstrip(",").split("|")])
        return Row((Maybe(Word(",")), words)) if spelling.startswith(",") else words
    tokens = _tokens(tree)
    if any(token.startswith("/") for token in tokens):
        return None
    return either([Word(literal_eval(token)) for token in tokens])


def _tokens(tree: Any) -> list[str]:
    return [str(token) for token in tree.scan_values(lambda token: True)]


def _pattern(tree: Any) -> str:
    """The regular expression of a terminal, without its slashes."""
    (token,) = _tokens(tree)
    return token[1:-1]


# ── rules ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _alternative(tree: Any, written: Mapping[str, Shape]) -> Alternative:
    if tree.data == "alias":
        expansion, alias = tree.children
        return Alternative(str(alias.name), _shape(expansion, written))
    shape = _shape(tree, written)
    (alone, *more) = tree.scan_values(lambda value: True)
    name = str(getattr(alone, "name", ""))
    return Alternative(name if not more and (isinstance(shape, Part) or name in keywords()) else "", shape)


def _shape(tree: Any, written: Mapping[str, Shape]) -> Shape:
    kind, children = str(tree.data), tree.children
    if kind == "expansions":
        return either([_shape(child, written) for child in children])
    if kind == "expansion":
        return row([_shape(child, written) for child in children])
    if kind == "expr":
        return _repeated(_shape(children[0], written), str(children[1]))
    assert kind == "value", f"nothing in the grammar is drawn as {kind}"
    return _value(children[0], written)


def _value(value: Any, written: Mapping[str, Shape]) -> Shape:
    if getattr(value, "data", None) == "literal":
        return Word(literal_eval(str(value.children[0])))
    if not value.is_term:
        return Part(str(value.name))
    return written.get(str(value.name)) or Own(str(value.name))


def _repeated(shape: Shape, mark: str) -> Shape:
    if mark == "?":
        return Maybe(shape)
    return Several(shape, None, 1 if mark == "+" else 0)


def either(choices: list[Shape]) -> Shape:
    """One of several; of one, that one. A choice among them is no other choice; what all begin with stands once."""
    flat: list[Shape] = []
    for choice in choices:
        flat += choice.choices if isinstance(choice, Either) else [choice]
    if len(flat) == 1:
        return flat[0]
    rows = [choice.parts if isinstance(choice, Row) else (choice,) for choice in flat]
    if len({parts[0] for parts in rows}) > 1:
        return Either(tuple(flat))
    ends = either([row(list(parts[1:])) for parts in rows if len(parts) > 1])
    return row([rows[0][0], Maybe(ends) if any(len(parts) == 1 for parts in rows) else ends])


def row(parts: list[Shape]) -> Shape:
    """One after the other; `x (", " x)*` becomes `x` several times with a comma between."""
    flat: list[Shape] = []
    for part in parts:
        inner = part.shape.parts if isinstance(part, Several) and isinstance(part.shape, Row) else ()
        if inner and flat and inner[-1] == flat[-1] and isinstance(part, Several) and part.least == 0:
            flat[-1] = Several(flat[-1], row(list(inner[:-1])), 1)
        else:
            flat += part.parts if isinstance(part, Row) else [part]
    return flat[0] if len(flat) == 1 else Row(tuple(flat))


def _without_left_recursion(name: str, alternatives: list[Alternative]) -> tuple[Alternative, ...]:
    """`a: b | a c` is `b`, and then `c` as often as one likes."""
    again = [each for each in alternatives if isinstance(each.shape, Row) and each.shape.parts[0] == Part(name)]
    if not again:
        return tuple(alternatives)
    first = either([each.shape for each in alternatives if each not in again])
    tails = either([row(list(each.shape.parts[1:])) for each in again if isinstance(each.shape, Row)])
    return (Alternative("", row([first, Several(tails, None, 0)])),)
