"""The grammar editors colour by before the server has answered: TextMate's form, made from the keyword table.

One grammar for the three languages, each begun by its own first line (`language en`, `språk nb`, `målform nn`).
`python -m engine.lsp.textmate` writes it and the language settings into the extension; a test keeps them fresh.
Start reading at `grammar`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from engine.syntax.tables import ITEM_CONCEPTS, LANGUAGES, keywords, spelled

EXTENSION = Path(__file__).parents[2] / "docs" / "editors" / "vscode"
NAME = r"[\p{L}][\p{L}\p{N}_]*"
END = r"(?![\p{L}\p{N}_])"
START = r"(?<![\p{L}\p{N}_])"

_CONTROL = "AND OR NOT IF THEN ELSE WHEN UNLESS UNLESS_SHOWN ANY EVERY WHERE FOR_EACH"
_CONCLUSIONS = "IS IS_NOT IS_AT_MOST IS_AT_LEAST HAS HOLDS MUST MAY MUST_NOT SHOULD"
_TYPES = "YES_OR_NO DATE_TYPE NUMBER_TYPE PERCENT_TYPE TEXT_TYPE MONEY ONE_OF PER KR YEAR MONTH WEEK DAY HOUR"
_CONSTANTS = "YES NO MET NOT_MET OPEN NONE UNKNOWN NOT_SHOWN UNVERIFIED READY NOT_READY COMPLETE"
_SCOPES = (
    ("keyword.control", frozenset(_CONTROL.split())),
    ("keyword.operator.word", frozenset(_CONCLUSIONS.split())),
    ("support.type", frozenset(_TYPES.split())),
    ("constant.language", frozenset(_CONSTANTS.split())),
)


def grammar() -> dict[str, Any]:
    """The whole grammar."""
    return {
        "name": "Hjemmel",
        "scopeName": "source.hjemmel",
        "fileTypes": ["policy"],
        "patterns": [
            {"include": "#comment"},
            *({"include": f"#file_{language}"} for language in LANGUAGES),
            {"include": "#words_en"},
        ],
        "repository": {
            "comment": {"name": "comment.line.double-dash.hjemmel", "match": "--.*$"},
            **{f"file_{language}": _file(language) for language in LANGUAGES},
            **{f"words_{language}": {"patterns": _words(language)} for language in LANGUAGES},
            "plain": {"patterns": _plain()},
        },
    }


def _file(language: str) -> dict[str, Any]:
    """A file in one language: from its first line to the end."""
    return {
        "begin": rf"^[ \t]*({keywords()['LANGUAGE'][language]})[ \t]+({language}){END}",
        "beginCaptures": {
            "1": {"name": "keyword.other.language.hjemmel"},
            "2": {"name": "constant.language.hjemmel"},
        },
        "end": r"(?!)",
        "patterns": [{"include": f"#words_{language}"}],
    }


def _words(language: str) -> list[dict[str, Any]]:
    own = spelled(language)
    declaring = [own[concept] for concept in ITEM_CONCEPTS]
    said = r"(nb|nn|en)(?=\s+(?:\"|" + _any([own["MET"]]) + "))"
    return [
        {"include": "#comment"},
        {
            "match": rf"^[ \t]*({_any(declaring)}){END}(?:[ \t]+({NAME}))?",
            "captures": {
                "1": {"name": "keyword.declaration.hjemmel"},
                "2": {"name": "entity.name.function.hjemmel"},
            },
        },
        {"include": "#plain"},
        {"name": "storage.modifier.language.hjemmel", "match": f"{START}{said}"},
        *_keywords(language),
        {"name": "variable.other.hjemmel", "match": NAME},
    ]


def _keywords(language: str) -> list[dict[str, Any]]:
    """The words of a language, the longest first, so that a shorter one never takes a part of a longer."""
    by_spelling: dict[str, str] = {}
    for concept, words in keywords().items():
        scope = next((name for name, concepts in _SCOPES if concept in concepts), "keyword.other")
        for spelling in words[language].lstrip(",").split("|"):
            by_spelling.setdefault(spelling, scope)
    patterns = []
    lengths = sorted({len(each.split()) for each in by_spelling}, reverse=True)
    for length in lengths:
        for scope in sorted(set(by_spelling.values())):
            words_here = [it for it, name in by_spelling.items() if name == scope and len(it.split()) == length]
            if words_here:
                patterns.append({"name": f"{scope}.hjemmel", "match": f"{START}(?:{_any(words_here)}){END}"})
    return patterns


def _any(spellings: list[str]) -> str:
    ordered = sorted(spellings, key=lambda each: (-len(each), each))
    return "|".join(r"\s+".join(map(re.escape, each.split())) for each in ordered)


def _plain() -> list[dict[str, Any]]:
    """What is the same in every language."""
    places = rf"{START}(?:ledd|punktum|nr|strekpunkt) ?[0-9]+[a-z]?{END}|{START}bokstav [a-zæøå]{{1,2}}{END}"
    chapter = rf"{START}kapittel (?:[0-9]+(?: ?[A-Za-z]{END})?|[IVXL]+{END})"
    document = r"(?:LOV|FOR)-[0-9]{4}-[0-9]{2}-[0-9]{2}(?:-[0-9]+)?|[A-Z]-[0-9]+/[0-9]{4}"
    section = rf"§ ?[0-9]+(?:-[0-9]+)?(?: ?[a-zæøå]{END})?"
    return [
        {
            "name": "string.quoted.double.hjemmel",
            "begin": '"',
            "end": '"|$',
            "patterns": [{"name": "invalid.deprecated.unwritten.hjemmel", "match": '(?<=")…(?=")'}],
        },
        {"name": "markup.underline.link.provision.hjemmel", "match": f"{document}|{section}|{chapter}|{places}"},
        {"name": "constant.numeric.date.hjemmel", "match": r"[0-9]{4}-[0-9]{2}-[0-9]{2}"},
        {"name": "constant.numeric.hjemmel", "match": rf"{START}[0-9]+(?:[ .,/][0-9]+)*(?: ?%)?…?"},
        {"name": "keyword.operator.hjemmel", "match": r"<=|>=|[<>=+*×/|&-]"},
    ]


def settings() -> dict[str, Any]:
    """Comments, brackets and what is a word, for the editor."""
    pairs = [["{", "}"], ["(", ")"]]
    return {
        "comments": {"lineComment": "--"},
        "brackets": pairs,
        "autoClosingPairs": [*pairs, ['"', '"']],
        "surroundingPairs": [*pairs, ['"', '"']],
        "wordPattern": {"pattern": NAME, "flags": "u"},
    }


def files() -> dict[Path, str]:
    """What is written, by place."""
    return {
        EXTENSION / "syntaxes" / "hjemmel.tmLanguage.json": _json(grammar()),
        EXTENSION / "language-configuration.json": _json(settings()),
    }


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Writes every file."""
    for path, text in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
