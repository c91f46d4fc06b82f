"""Rule files made at random from the grammar itself, so that each construct is met, also those of tomorrow.

Every other choice falls on what was chosen least so far, so that also what is rare comes up. Words are parted at random
by spaces, line breaks and comments. Start reading at `made_file`.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from random import Random
from typing import Any

from engine.syntax.tables import build, keywords

SAMPLES = {
    "NAME": ("bo", "inntekt", "child_2", "æresord", "Ektefelle", "may_x"),
    "STRING": ('"x"', '"Du får støtte – kanskje"', '""', '"-- ikke en kommentar"', '"§ 5 (2)"'),
    "NUMBER": ("1", "2", "12", "7 550", "7550", "0.75", "1 000 000.5", "649.07…"),
    "PERCENT": ("75 %", "8.5%", "100 %"),
    "FRACTION": ("2/3", "1/260"),
    "DATE": ("2024-05-01", "2016-02-29", "1999-12-31"),
    "SECTION": ("§ 18", "§ 20 a", "§18", "§ 2-1", "§ 2-1 d"),
    "PLACE": ("ledd 2", "punktum 1", "bokstav a", "nr 3", "ledd2"),
    "CHAPTER": ("kapittel 4", "kapittel IV"),
    "DOCUMENT": ("LOV-2009-12-18-131", "FOR-2011-12-16-1349"),
    "CIRCULAR_NUMBER": ("A-3/2023",),
    "COMPARE": ("<", ">=", "="),
    "TIMES": ("*", "×"),
    "UNDERSCORE": ("_",),
}
DEEPEST = 9
"""How many rules of the grammar may be inside each other before the shortest way out is taken."""


Met = Counter[tuple[str, int]]
"""How often each alternative of a rule of the grammar was chosen, by the name of the rule and its place in it."""


def alternatives() -> list[tuple[str, int]]:
    """Every alternative there is to choose, of what an item may be made of."""
    return [(name, place) for name, expansions in _rules()[0].items() for place in range(len(expansions))]


def made_file(random: Random, items: int, met: Met | None = None) -> str:
    """A rule file in English keywords with some items; `met` is kept from file to file."""
    counted = Counter() if met is None else met
    made = [_spaced(random, _words(random, "start", 0, counted)) for _ in range(items)]
    before = random.choice(("", "-- what this is\n\n-- and more\n"))
    between = (
        *("\n", "\n\n", "\n\n\n\n", "\n-- about the next\n"),
        *("\n\n-- one\n--\n-- two\n\n", "  -- of the last\n", "\n  -- inside\n"),
    )
    return before + "language en\n" + "".join(item + random.choice(between) for item in made)


@cache
def _rules() -> tuple[dict[str, list[Any]], dict[str, str], dict[str, int]]:
    lark = build("en")
    rules: dict[str, list[Any]] = {}
    for rule in lark.rules:
        rules.setdefault(rule.origin.name, []).append(rule.expansion)
    fixed = {term.name: term.pattern.value for term in lark.terminals if term.pattern.type == "str"}
    return rules, fixed, _depths(rules)


def _depths(rules: dict[str, list[Any]]) -> dict[str, int]:
    """How many levels each rule needs at least to come to words."""
    depths: dict[str, int] = {}
    while len(depths) < len(rules):
        for name, expansions in rules.items():
            known = [_depth(expansion, depths) for expansion in expansions]
            least = min((depth for depth in known if depth is not None), default=None)
            if least is not None:
                depths.setdefault(name, least)
    return depths


def _depth(expansion: Any, depths: dict[str, int]) -> int | None:
    inner = [0 if symbol.is_term else depths.get(symbol.name) for symbol in expansion]
    return None if None in inner else 1 + max((depth for depth in inner if depth is not None), default=0)


def _chosen(random: Random, name: str, level: int, met: Met) -> Any:
    """One alternative of a rule: any, or one that was chosen least; deep down, one that comes to words soonest."""
    rules, _, depths = _rules()
    choices = [*enumerate(rules[name])]
    if level > DEEPEST:
        least = min(_depth(each, depths) or 0 for _, each in choices)
        choices = [(place, each) for place, each in choices if _depth(each, depths) == least]
    elif random.random() < 0.5:
        fewest = min(met[name, place] for place, _ in choices)
        choices = [(place, each) for place, each in choices if met[name, place] == fewest]
    place, expansion = random.choice(choices)
    met[name, place] += 1
    return expansion


def _words(random: Random, name: str, level: int, met: Met) -> list[str]:
    fixed = _rules()[1]
    words: list[str] = []
    for symbol in _chosen(random, name, level, met):
        if not symbol.is_term:
            words += _words(random, symbol.name, level + (not name.startswith("__")), met)
        elif symbol.name in keywords():
            words.append(random.choice(keywords()[symbol.name]["en"].lstrip(",").split("|")))
        else:
            words.append(random.choice(SAMPLES.get(symbol.name) or (fixed[symbol.name],)))
    return words


def _spaced(random: Random, words: list[str]) -> str:
    """The words with something between them.

    Two things an author cannot write either are left out: a line that begins with `circular`, `part` or `calendar year`
    and means no new item, and a section before `in`, which bokmål spells `i`, as the letter of a section is (`§ 18 i`).
    """
    text = words[0]
    for number, word in enumerate(words[1:]):
        glue = 1.0 if word in ("circular", "part", "calendar year") else random.random()
        if word == "in" and re.match("§|kapittel", words[number]):
            text += " since 2024-05-01"
        if glue < 0.02:
            text += " -- why\n     "
        elif glue < 0.03:
            text += "\n    -- a line about it\n    "
        elif glue < 0.1:
            text += "  "
        else:
            text += " "
        text += word
    return text
