"""The language reference shows every construct, and its examples are one sound policy."""

from __future__ import annotations

import re
from pathlib import Path

from engine.diagnostics.render import render
from engine.reference.shapes import grammar_of
from engine.resolve import resolve
from engine.source import SourceText
from engine.syntax import parse
from engine.syntax.concrete import leaves_of, read_concrete
from engine.syntax.parse import MAX_CHARACTERS, MAX_DIGITS, MAX_NAME, MAX_NESTING, MAX_TEXT, item_spans
from engine.syntax.tables import keywords
from tests.golden_pages import FENCE
from tests.syntax.languages import tokens

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "language.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = "language en\n" + "".join(block["text"] for block in FENCE.finditer(TEXT) if block["kind"] == "policy")


def test_the_examples_together_are_a_sound_policy() -> None:
    document, unread = parse(SourceText("language.md", EXAMPLES))
    found = [*unread, *resolve([document])[1]]
    assert found == [], render(found, {"language.md": document.source})


def test_every_keyword_is_in_an_example() -> None:
    spans = item_spans(EXAMPLES, "en", len("language en"))
    seen = {token.type for start, end in spans for token in tokens(EXAMPLES[start:end], "en")}
    assert set(keywords()) - seen - {"LANGUAGE"} == set()


def test_every_way_to_write_a_construct_is_in_an_example() -> None:
    """Every alternative of every rule of the grammar; one that is a keyword alone is held by the test above."""
    trees = [
        read_concrete(EXAMPLES[start:end], "en").root for start, end in item_spans(EXAMPLES, "en", len("language en"))
    ]
    seen = {(part.rule, part.kind) for tree in trees for _, within in leaves_of(tree) for part in within}
    seen |= {(within[0].rule, leaf.kind) for tree in trees for leaf, within in leaves_of(tree)}
    grammar = grammar_of("en")
    aliases = {(rule, name) for rule, names in grammar.kinds.items() for name in names - keywords().keys()}
    assert {(rule, name) for rule, name in aliases - seen if name not in grammar.rules} == set()


def test_the_limits_are_those_of_the_reader() -> None:
    stated = [
        int(number.replace(" ", "")) for number in re.findall(r"^\| .* \| ([\d ]+?) (?:char|lev|dig)", TEXT, re.M)
    ]
    assert stated == [MAX_CHARACTERS, MAX_NESTING, MAX_NAME, MAX_TEXT, MAX_DIGITS]


def test_the_keywords_are_those_of_the_grammar(accept: bool) -> None:
    head, _, written = TEXT.partition("## Keywords\n\n")
    if accept:
        PAGE.write_text(f"{head}## Keywords\n\n{listed()}", encoding="utf-8")
    else:
        assert written == listed()


def listed() -> str:
    rows = [
        f"| {' | '.join(_words(words[language]) for language in ('en', 'nb', 'nn'))} |" for words in keywords().values()
    ]
    return "\n".join(["| English | bokmål | nynorsk |", "|---|---|---|", *rows]) + "\n"


def _words(spelling: str) -> str:
    return ", ".join(f"`{word}`" for word in spelling.lstrip(",").split("|"))
