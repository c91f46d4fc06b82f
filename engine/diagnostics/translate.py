"""What a finding says, in the language of the rule file it is about.

Findings are made in English. `grammar/messages.toml` (rule files) and `grammar/case_messages.toml` (cases, files and
the rest) hold each sentence in three languages; a finding is taken apart by the English one and put together again by
another. A finding that has a part no sentence is known for stays in English as a whole: nobody is told half a thing in
each language. `grammar/command_messages.toml` has what commands say beside findings; its lines are looked up as they
are, by `line`. Start reading at `in_language`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache

from attrs import evolve, frozen

from engine.diagnostics.values import Diagnostic
from engine.shipped import shipped

LANGUAGES = ("en", "nb", "nn")
COMMANDS = "command_messages.toml"
FILES = ("messages.toml", "case_messages.toml", COMMANDS)
LABELS = {
    "en": {"error": "error", "warning": "warning", "note": "note", "hint": "hint"},
    "nb": {"error": "feil", "warning": "advarsel", "note": "merknad", "hint": "råd"},
    "nn": {"error": "feil", "warning": "åtvaring", "note": "merknad", "hint": "råd"},
}
"""What findings are called in front of what they say."""

_BLANK = re.compile(r"\{([a-z])\}")
_PLAIN = re.compile(r"-?\d[\d .:/-]*")
"""A number or a day, which is the same in every language."""
_JOINED = {"nb": {"and": "og", "or": "eller"}, "nn": {"and": "og", "or": "eller"}}


@frozen
class Sentence:
    """A sentence with blanks: the pattern that finds them in English, and the text in each other language."""

    pattern: re.Pattern[str]
    texts: dict[str, str]


def in_language(found: Diagnostic, language: str) -> Diagnostic:
    """The finding with all it says in a language, its fixes too, or as it is where a part is not known in it."""
    if language == "en":
        return found
    beside = [*(note.message for note in found.notes), *(fix.message for fix in found.fixes)]
    parts = [found.message, found.hint, *beside]
    said = [sentence(part, language) if part else "" for part in parts]
    if any(each is None for each in said):
        return found
    message, hint, *rest = (each or "" for each in said)
    notes = tuple(evolve(note, message=text) for note, text in zip(found.notes, rest, strict=False))
    fixes = tuple(evolve(fix, message=text) for fix, text in zip(found.fixes, rest[len(notes) :], strict=True))
    return evolve(found, message=message, hint=hint, notes=notes, fixes=fixes)


def language_for(found: Diagnostic, languages: Mapping[str, str]) -> str:
    """The language wanted for a finding: that of its file, else the one named for everything else, else English."""
    return languages.get(found.span.file) or languages.get("", "en")


def speaks(found: Diagnostic, language: str) -> str:
    """The language a finding can be told in: the one wanted, or English."""
    return language if language == "en" or in_language(found, language) is not found else "en"


def said_in(text: str, language: str) -> str:
    """One sentence in a language, or in English where it is not known in it."""
    return text if language == "en" else sentence(text, language) or text


def line(text: str, language: str) -> str:
    """A line of a command in a language, its blanks still to be filled; in English where it is not known in it."""
    return text if language == "en" else _lines().get(text, {}).get(language, text)


@cache
def _lines() -> dict[str, dict[str, str]]:
    rows = tomllib.loads(shipped("grammar", COMMANDS).read_text("utf-8"))["lines"]
    return {en: {"nb": nb, "nn": nn} for en, nb, nn in rows}


@lru_cache(maxsize=4096)
def sentence(text: str, language: str) -> str | None:
    """An English sentence of a finding in another language, or `None` where it is not known.

    >>> sentence("unknown fact `incme`", "nb")
    'ukjent faktum `incme`'
    """
    return _put(text, _read("sentences"), language)


def _phrase(text: str, language: str) -> str | None:
    """A part of a sentence: a word of the author's, a number, something known, or several of them in a row."""
    if _PLAIN.fullmatch(text):
        return _number(text)
    return _put(text, _read("phrases"), language) or _listed(text, language)


def _number(text: str) -> str:
    """A number as rule files in Norwegian write it, with a comma before its decimals; a day is as it was."""
    return re.sub(r"^(-?\d+)\.(\d+)$", r"\1,\2", text)


def _listed(text: str, language: str) -> str | None:
    """`a, b and c`, or only `a, b`, each of them known."""
    for word, joined in {**_JOINED[language], ",": ","}.items():
        head, sign, last = text.rpartition(", " if word == "," else f" {word} ")
        parts = [*head.split(", "), last] if sign else []
        said = [_phrase(part, language) for part in parts]
        if said and all(said):
            before = ", ".join(it or "" for it in said[:-1])
            return f"{before}, {said[-1]}" if word == "," else f"{before} {joined} {said[-1]}"
    return None


def _put(text: str, known: tuple[Sentence, ...], language: str) -> str | None:
    for each in known:
        match = each.pattern.fullmatch(text)
        made = _filled(each, match, language) if match is not None else None
        if made is not None:
            return made
    return None


def _filled(known: Sentence, match: re.Match[str], language: str) -> str | None:
    """The sentence in the other language, its blanks filled; `None` where one of them is not known."""
    template = known.texts[language]
    filled = {name: match[name] for name in {*_BLANK.findall(template)}}
    for name in sorted(filled):
        said = _blank(name, filled[name], known, language)
        if said is None:
            return None
        filled[name] = said
    return _BLANK.sub(lambda it: filled[it[1]], template)


def _blank(name: str, text: str, known: Sentence, language: str) -> str | None:
    """What stands in a blank, in the other language; the letters are told of in the file of sentences."""
    if name == "k":
        return keyword(text, language)
    if name == "s":
        parts = [_phrase(part, language) for part in text.split("; ")]
        return "; ".join(part or "" for part in parts) if all(parts) else None
    if name in "uv":
        return _phrase(text, language) or text
    if name in "nm":
        return _number(text)
    if name in "wxi" or _in_backticks(known.pattern.pattern, name):
        return text
    return _phrase(text, language)


def _in_backticks(pattern: str, name: str) -> bool:
    return f"(?P<{name}>[^`]*)" in pattern


@cache
def _read(table: str) -> tuple[Sentence, ...]:
    """The sentences of a table of both files, those with the most words of their own first."""
    rows = [row for name in FILES for row in tomllib.loads(shipped("grammar", name).read_text("utf-8")).get(table, [])]
    ordered = sorted(rows, key=lambda row: -len(_BLANK.sub("", row[0])))
    return tuple(Sentence(_pattern(en), {"nb": nb, "nn": nn}) for en, nb, nn in ordered)


def _pattern(template: str) -> re.Pattern[str]:
    """What a sentence looks like with its blanks filled: inside backticks with anything but a backtick."""
    made, at, seen = "", 0, set()
    for blank in _BLANK.finditer(template):
        made += re.escape(template[at : blank.start()])
        inside = template.count("`", 0, blank.start()) % 2 == 1
        name = blank[1]
        made += f"(?P={name})" if name in seen else f"(?P<{name}>{_shape(name, inside)})"
        seen.add(name)
        at = blank.end()
    return re.compile(made + re.escape(template[at:]), re.DOTALL)


def _shape(name: str, inside: bool) -> str:
    if inside:
        return "[^`]*"
    return {"n": _PLAIN.pattern, "m": _PLAIN.pattern, "i": r"[^\W\d]\w*"}.get(name, ".+?")


@cache
def _keywords() -> dict[str, dict[str, list[str]]]:
    """The forms of each English keyword in the other languages, as a rule file writes it."""
    table = tomllib.loads(shipped("grammar", "keywords.toml").read_text(encoding="utf-8"))
    forms = {
        concept: {it: word.lstrip(",").split("|") for it, word in words.items()} for concept, words in table.items()
    }
    return {words["en"][0]: words for words in reversed(forms.values())}


def keyword(word: str, language: str, many: bool = False) -> str:
    """A keyword in a language, by its English spelling; of a unit, as one or as many of it are written.

    >>> keyword("month", "nb", many=True)
    'måneder'
    """
    found = _keywords().get(word, {}).get(language, [word])
    return found[-1 if many else 0]
