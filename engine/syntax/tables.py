"""The parser of each keyword language: built from the grammar and the keyword table, shipped ready-made.

Building takes about a second, loading the shipped tables a tenth, so `grammar/tables/*.json` are kept beside the
grammar and a test keeps them fresh. `python -m engine.syntax` writes them.
Start reading at `parser`.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from functools import cache
from typing import Any

from lark import Lark, Transformer
from lark.grammar import Rule
from lark.lexer import TerminalDef

from engine.shipped import shipped

LANGUAGES = ("en", "nb", "nn")
ITEM_CONCEPTS = (
    *("ACT", "REGULATION", "CIRCULAR", "LOCAL", "PRACTICE", "USES", "ENTITY", "LIST", "UNIT", "DECISION_KIND", "PART"),
    *("CALENDAR", "SERVICE", "FACT", "TERM", "AMOUNT", "RIGHT", "ACTION", "DUTY", "POWER", "PROHIBITION", "GUIDANCE"),
    *("DISCRETION", "PARAMETER", "TABLE", "RULE", "EXCEPTION", "PRESUMPTION", "INTERPRETATION", "NOT_FORMALISED"),
    *("DEFINES", "OUT_OF_SCOPE", "ORGANISATIONAL", "PROPERTY", "CASE"),
)
_WORDS_END = r"(?!\w)"


def grammar_text(name: str) -> str:
    """The text of a file in `grammar/`."""
    return shipped("grammar", name).read_text(encoding="utf-8")


@cache
def keywords() -> dict[str, dict[str, str]]:
    """The keyword table: concept, then language, then the words as written in `keywords.toml`."""
    return tomllib.loads(grammar_text("keywords.toml"))


@cache
def spelled(language: str) -> dict[str, str]:
    """Each concept's first spelling in a language: `{"WHEN": "when", …}`."""
    return {concept: words[language].split("|")[0].lstrip(",") for concept, words in keywords().items()}


@cache
def reserved() -> dict[str, str]:
    """Every single word no name may equal, with the languages it is a keyword of."""
    taken: dict[str, list[str]] = {}
    for words in keywords().values():
        for language, spelling in words.items():
            for word in spelling.lstrip(",").split("|"):
                if " " not in word and language not in taken.setdefault(word, []):
                    taken[word].append(language)
    return {word: ", ".join(languages) for word, languages in taken.items()}


def full_grammar(language: str) -> str:
    """The grammar of one keyword language: `policy.lark` with its words."""
    text = grammar_text("policy.lark").replace("DECIMAL", r"\." if language == "en" else ",")
    return text + "\n".join(
        _terminal(concept, words[language]) for concept, words in keywords().items() if concept != "LANGUAGE"
    )


def _terminal(concept: str, spelling: str) -> str:
    words = spelling.lstrip(",").split("|")
    comma = r",?[ \t\r\n]*" if spelling.startswith(",") else ""
    if not comma and len(words) == 1 and " " not in words[0]:
        return f'{concept}: "{words[0]}"'
    longest = max(len(word.split()) for word in words)
    patterns = [
        r"[ \t\r\n]+".join(re.escape(part) for part in word.split()) for word in sorted(words, key=len, reverse=True)
    ]
    return f"{concept}.{7 + longest + bool(comma)}: /{comma}(?:{'|'.join(patterns)}){_WORDS_END}/"


def build(language: str, *, strict: bool = False) -> Lark:
    """The parser built from the grammar text. Strict building also proves that no two words collide."""
    return Lark(
        full_grammar(language),
        parser="lalr",
        lexer="contextual",
        strict=strict,
        maybe_placeholders=False,
        propagate_positions=False,
    )


def table(language: str) -> str:
    """The built tables as JSON text: the same bytes for the same grammar."""
    data, memo = build(language).memo_serialize([TerminalDef, Rule])
    data["parser"]["parser"] = _renumbered(data["parser"]["parser"])
    content = {"grammar": grammar_hash(language), "data": data, "memo": memo}
    return json.dumps(_keyed(content), ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


def _renumbered(machine: dict[str, Any]) -> dict[str, Any]:
    """The automaton with its states and words numbered by where they are first met, so that no hash order shows."""
    names, states = machine["tokens"], machine["states"]
    actions = {state: {names[number]: action for number, action in row.items()} for state, row in states.items()}
    order = {state: number for number, state in enumerate(_met(machine["start_states"]["start"], actions))}
    numbers = {name: number for number, name in enumerate(sorted(names.values()))}
    return {
        "tokens": {number: name for name, number in numbers.items()},
        "start_states": {start: order[state] for start, state in machine["start_states"].items()},
        "end_states": {start: order[state] for start, state in machine["end_states"].items()},
        "states": {
            order[state]: {
                numbers[name]: (kind, order[to] if kind == _SHIFT else to) for name, (kind, to) in sorted(row.items())
            }
            for state, row in actions.items()
        },
    }


_SHIFT = 0


def _met(first: int, actions: dict[int, dict[str, Any]]) -> list[int]:
    """Every state, in the order a walk from the first meets it, words by name."""
    met, seen = [first], {first}
    for state in met:
        for _, (kind, to) in sorted(actions[state].items(), key=lambda step: step[0]):
            if kind == _SHIFT and to not in seen:
                seen.add(to)
                met.append(to)  # the walk goes on there
    return met


def grammar_hash(language: str) -> str:
    """What a shipped table must have been built from."""
    return hashlib.sha256(full_grammar(language).encode()).hexdigest()


def parser(language: str, transformer: Transformer[Any, Any]) -> Lark:
    """The parser of a language, from the shipped tables, calling `transformer` as it reads."""
    content = _unkeyed(json.loads(grammar_text(f"tables/{language}.json")))
    load: Any = Lark._load_from_dict  # what Lark.load does, without its pickle
    lark: Lark = load(content["data"], content["memo"], transformer=transformer)
    return lark


def _keyed(value: Any) -> Any:
    """JSON has only text keys: number keys are marked so that they come back as numbers."""
    if isinstance(value, dict):
        return {(f"#{key}" if isinstance(key, int) else key): _keyed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_keyed(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(_keyed(item) for item in value)
    return value


def _unkeyed(value: Any) -> Any:
    if isinstance(value, dict):
        return {(int(key[1:]) if key.startswith("#") else key): _unkeyed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_unkeyed(item) for item in value]
    return value


def write_tables() -> None:
    """Build every table and write it beside the grammar."""
    for language in LANGUAGES:
        path = shipped("grammar", "tables", f"{language}.json")
        path.parent.mkdir(exist_ok=True)
        path.write_text(table(language), encoding="utf-8")
