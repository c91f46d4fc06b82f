"""The constructs a reader meets: rules of the grammar that have a name, with the rules that have none drawn inside.

What they are called and what they are for stands in `grammar/constructs.toml`; what may be written is the grammar's.
Start reading at `read_reference`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from attrs import frozen

from engine.reference.shapes import (
    Alternative,
    Grammar,
    Own,
    Part,
    Several,
    Shape,
    Word,
    either,
    first_line,
    grammar_of,
    mapped,
    parts_of,
    row,
)
from engine.syntax.tables import grammar_text

FILE = "file"
"""The one construct that is no rule: the first line is read before a grammar is chosen."""


class Unsound(Exception):
    """The constructs and the grammar do not fit; the message says where."""


@frozen
class Construct:
    """Something with a heading and a picture of its own."""

    id: str
    rule: str
    shows: tuple[str, ...]
    """The alternatives of the rule that are shown, when not all."""
    name: str
    about: str
    example: str
    """How an item of the language reference begins."""
    shape: Shape
    within: frozenset[str]
    """The rules of the grammar that are drawn in it, its own among them."""


@frozen
class Section:
    """Constructs that belong together; `english` is the heading of the language reference that tells of them."""

    title: str
    english: str
    constructs: tuple[Construct, ...]


@frozen
class OwnWord:
    """Something authors write themselves: what it is called, how it is shown, how it is written."""

    name: str
    shown: str
    about: str
    examples: tuple[str, ...]
    pattern: str

    @property
    def is_mark(self) -> bool:
        """Whether it is one mark, which is typed as it is shown."""
        return len(self.shown) == 1 and re.fullmatch(self.pattern, self.shown) is not None


@frozen
class Reference:
    """All there is to say of the language in one keyword language."""

    language: str
    sections: tuple[Section, ...]
    words: Mapping[str, OwnWord]
    page: Mapping[str, str]
    """The words of the page itself."""
    grammar: Grammar
    example_words: Mapping[str, str]
    """Names and texts the examples have in this language, by those they have in English."""

    def constructs(self) -> Iterator[Construct]:
        for section in self.sections:
            yield from section.constructs

    def named(self, id: str) -> Construct:
        return next(construct for construct in self.constructs() if construct.id == id)


@cache
def read_reference(language: str) -> Reference:
    """The constructs of a keyword language.

    Raises:
        Unsound: the constructs name what the grammar does not have, or rules without a name hold each other.
    """
    told, grammar = told_constructs(), grammar_of(language)
    words = {each["terminal"]: _own_word(each, grammar, language) for each in told["word"]}
    drawer = _Drawer(grammar, language, _by_id(told), told["same"], words)
    sections = tuple(
        Section(section[language], section["en"], tuple(drawer.construct(each) for each in section["construct"]))
        for section in told["section"]
    )
    page = {key: texts[language].strip() for key, texts in told["page"].items()}
    return Reference(language, sections, words, page, grammar, _example_words(told["example"], language))


def _example_words(told: Mapping[str, Mapping[str, list[str]]], language: str) -> dict[str, str]:
    """By name, and by text with its quotation marks; nothing in English."""
    if language == "en":
        return {}
    number = ("nb", "nn").index(language)
    texts = {f'"{text}"': f'"{words[number]}"' for text, words in told["texts"].items()}
    return {**{name: words[number] for name, words in told["names"].items()}, **texts}


@cache
def told_constructs() -> Mapping[str, Any]:
    """What is told of the constructs, as it is written."""
    return tomllib.loads(grammar_text("constructs.toml"))


def _by_id(told: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {_id(each): each for section in told["section"] for each in section["construct"]}


def _id(told: Mapping[str, Any]) -> str:
    id: str = told.get("id", told["rule"])
    return id


def _own_word(told: Mapping[str, Any], grammar: Grammar, language: str) -> OwnWord:
    if told["terminal"] not in grammar.patterns:
        raise Unsound(f"{told['terminal']} is nothing authors write themselves")
    name = told["names"][language]
    examples = tuple(each if language == "en" else _with_comma(each) for each in told["examples"])
    pattern = grammar.patterns[told["terminal"]]
    return OwnWord(name, told.get("shown", {}).get(language, name), told[language], examples, pattern)


def _with_comma(example: str) -> str:
    """A number of the examples as Norwegian files write it."""
    return example.replace(".", ",") if re.match(r"\d+\.\d", example) else example


@frozen
class _Drawer:
    """Makes constructs: what has a name stays a part, what has none is drawn where it is used."""

    grammar: Grammar
    language: str
    told: Mapping[str, Mapping[str, Any]]
    same: Mapping[str, str]
    words: Mapping[str, OwnWord]

    def construct(self, told: Mapping[str, Any]) -> Construct:
        rule, language = told["rule"], self.language
        within = {rule} - {FILE}
        shape = either([self.drawn(each.shape, within, (rule,)) for each in self.alternatives(_id(told))])
        return Construct(
            _id(told),
            rule,
            tuple(told.get("shows", ())),
            told["names"][language],
            told[language],
            told["example"],
            shape,
            frozenset(within),
        )

    def alternatives(self, id: str) -> list[Alternative]:
        """What a construct or a rule without a name shows; alternatives with a construct of their own are one part."""
        if id == FILE:
            return [Alternative("", row([first_line(self.language), Several(Part("start"), None, 0)]))]
        told = self.told.get(id, {"rule": id})
        if told["rule"] not in self.grammar.rules:
            raise Unsound(f"the grammar has no rule {told['rule']}")
        alternatives = self.grammar.rules[told["rule"]]
        if "shows" in told:
            return [_one(alternatives, name, id) for name in told["shows"]]
        groups = {other: each["shows"] for other, each in self.told.items() if each["rule"] == id and "shows" in each}
        taken = {name for shows in groups.values() for name in shows}
        return [each for each in alternatives if each.name not in taken] + [Alternative(g, Part(g)) for g in groups]

    def drawn(self, shape: Shape, within: set[str], path: tuple[str, ...]) -> Shape:
        """A shape with the rules that have no name in the place of their parts."""
        return mapped(shape, lambda part: self._part(part, within, path))

    def _part(self, part: Part | Own, within: set[str], path: tuple[str, ...]) -> Shape:
        if isinstance(part, Own):
            own = self.words.get(part.terminal)
            if own is None:
                raise Unsound(f"nothing says what {part.terminal} is called")
            return Word(own.shown) if own.is_mark else part
        name = part.name
        if name in self.same:
            within |= self._looking_alike(name)
            name = self.same[name]
        if name in self.told:
            return Part(name)
        if name in path:
            raise Unsound(f"{name} holds itself and has no construct of its own")
        within.add(name)
        return either([self.drawn(each.shape, within, (*path, name)) for each in self.alternatives(name)])

    def _looking_alike(self, rule: str) -> set[str]:
        """A rule that is drawn as another, and those it is made of."""
        shapes = [either([each.shape for each in self.grammar.rules[name]]) for name in (rule, self.same[rule])]
        if mapped(shapes[0], self._as_drawn) != mapped(shapes[1], self._as_drawn):
            raise Unsound(f"{rule} is no longer written like {self.same[rule]}")
        return {rule}.union(*(self._looking_alike(part) for part in parts_of(shapes[0]) & self.same.keys()))

    def _as_drawn(self, part: Part | Own) -> Shape:
        return Part(self.same.get(part.name, part.name)) if isinstance(part, Part) else part


def _one(alternatives: tuple[Alternative, ...], name: str, id: str) -> Alternative:
    found = [each for each in alternatives if each.name == name]
    if not found:
        raise Unsound(f"{id} shows {name}, which the grammar does not have")
    return Alternative(name, either([each.shape for each in found]))
