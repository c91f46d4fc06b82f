"""One thing to try where a word cannot stand: the place it belongs in, or the word the language has for it.

A jurist who writes `if` means `when`, and one who writes `basis` under the conclusion has the right word in the wrong
place; both deserve better than a list of what could stand. Start reading at `better`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from lark import Lark
from lark.exceptions import UnexpectedInput

from engine.diagnostics import did_you_mean
from engine.syntax.tables import ITEM_CONCEPTS, LANGUAGES, keywords, spelled

_MEANT = {
    "WHEN": ("if", "where", "provided", "hvis", "dersom", "om", "viss"),
    "YES_OR_NO": ("boolean", "bool", "yesno", "boolsk", "sannhetsverdi", "sanningsverdi"),
    "NUMBER_TYPE": ("integer", "int", "decimal", "float", "heltall", "heltal", "desimaltall", "desimaltal"),
    "TEXT_TYPE": ("string", "str", "streng"),
    "MONEY": ("kroner", "nok", "amount", "currency", "beløp"),
    "YES": ("true", "sann", "sant", "sanning"),
    "NO": ("false", "usann", "usant"),
    "BASIS": ("source", "cites", "ref", "kilde", "kjelde", "grunnlag"),
    "IN_FORCE": ("valid", "effective", "gjelder", "gjeld", "gyldig"),
    "UNLESS": ("except", "unntatt", "unnateke"),
    "EXPECT": ("assert", "then", "forvent", "skal"),
    "GIVEN": ("facts", "fakta"),
    "ASK": ("question", "spørsmål"),
    "ENTITY": ("person", "party", "actor", "entitet", "part", "aktør"),
    "CASE": ("test", "example", "scenario", "eksempel", "døme"),
    "ACT": ("law", "statute", "lova"),
    "TERM": ("vilkår", "kriterium", "criterion", "criteria", "condition", "status", "definisjon", "definition"),
    "RIGHT": ("rettighet", "rettigheit", "krav", "ytelse", "yting", "entitlement", "benefit"),
    "DISCRETION": ("vurdering", "assessment", "judgement", "judgment", "skjøn"),
    "PARAMETER": ("rate", "constant", "konstant", "satser", "satsar"),
    "INTERPRETATION": ("fortolkning", "fortolking", "tvil", "doubt"),
    "READING": ("lesning", "lesing", "alternativ", "alternative"),
    "HAS": ("får", "gets", "receives"),
    "STANDARD": ("standard", "rettsstandard"),
    "FREE": ("fri", "fritt_skjønn"),
    "AUTHORITY": ("authority", "myndighet", "styresmakt", "avgjør", "avgjer"),
    "REASONS_REQUIRED": ("begrunnelse", "grunngiving", "reasons"),
    "BECAUSE": ("grunn", "begrunnelse", "grunngiving", "reason"),
}
"""The concepts of words that other languages, and everyday speech, use for them."""

_SPOKEN = ("NB", "NN", "EN")
_LONGEST = 40


def meant(word: str, language: str, concepts: Collection[str] | None = None) -> str:
    """`write …` with the keyword a word stands for, of some concepts or of any; empty where it stands for none.

    >>> meant("boolean", "en"), meant("hvis", "nb", ["WHEN"]), meant("hvis", "nb", ["BASIS"])
    ('write `yes or no`', 'write `når`', '')
    """
    found = [each for each, words in _MEANT.items() if word.lower() in words]
    concept = next((each for each in found if concepts is None or each in concepts), None)
    own = spelled(language)[concept] if concept is not None else ""
    return f"write `{own}`" if own and own != word else ""


def item(word: str, language: str) -> str:
    """What to try with a word that stands where an item would begin: the keyword that begins the item it means."""
    own = {concept: spelled(language)[concept] for concept in ITEM_CONCEPTS}
    said = meant(word, language, [each for each in _MEANT if each in ITEM_CONCEPTS])
    other = next((it for each in LANGUAGES for it in ITEM_CONCEPTS if spelled(each)[it] == word), None)
    return said or (f"write `{own[other]}`" if other else did_you_mean(word, list(own.values())))


def within(word: str, item_above: str, above: str, language: str) -> str:
    """What to try with the keyword of an item on an indented line: what is meant there, or where an item begins."""
    words = spelled(language)
    if word == item_above == words["DISCRETION"]:
        return f"write `{words['STANDARD']}` or `{words['FREE']}`, which kind of discretion it is"
    if above.endswith(","):
        return "keep it on the line above, behind the comma"
    return "begin the line at the margin if a new item is meant; else write another word"


def better(kind: str, word: str, language: str, at: int, text: str, lark: Lark, expected: Collection[str]) -> str:
    """What to try with a word of some kind that cannot stand at `at` in the text of an item; empty where in doubt."""
    if at and text[at - 1] == "\n" and (said := item(word, language)):
        return said
    if said := meant(word, language, expected):
        return said
    if word.startswith('"') and {*_SPOKEN} & {*expected}:
        return "say its language first: `nb`, `nn` or `en`"
    if (line := _earlier(kind, at, text, lark)) is not None:
        return f"write it above `{line}`"
    if kind == "WHEN" and "NAME" in expected and text.split(None, 1)[0] in _rules(language):
        words = spelled(language)
        return f"say first what follows, such as `applicant {words['HAS']} support` or `amount {words['IS']} 100 kr`"
    return ""


def nothing_begins(word: str, language: str, at: int, text: str) -> str:
    """Which items there are, where a word stands first on a line as the keyword of an item would."""
    if not at or text[at - 1] != "\n":
        return ""
    words = spelled(language)
    some = ", ".join(f"`{words[each]}`" for each in ("FACT", "TERM", "RIGHT", "AMOUNT", "DISCRETION", "RULE"))
    return f"begin an item with a keyword such as {some} or `{words['EXCEPTION']}`"


def _rules(language: str) -> set[str]:
    return {spelled(language)[concept] for concept in ("RULE", "EXCEPTION", "PRESUMPTION")}


def _earlier(kind: str, at: int, text: str, lark: Lark) -> str | None:
    """The line above which a line that begins with a word of this kind could last have stood, if there is one."""
    if not _begins_line(text, at) or (kind not in keywords() and kind not in _SPOKEN):
        return None
    reading: Any = lark.parse_interactive(text[:at])
    found: int | None = None
    try:
        for token in reading.iter_parse():
            if _begins_line(text, token.start_pos) and kind in reading.choices() and kind in reading.accepts():
                found = token.start_pos
    except (UnexpectedInput, ValueError):
        return None
    if found is None:
        return None
    line = text[found:].split("\n", 1)[0].rstrip()
    if line.split()[0] == text[at:].split()[0]:
        return None  # what stands there is another of the same, and is not finished
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()} …"


def _begins_line(text: str, at: int) -> bool:
    return at > 0 and not text[text.rfind("\n", 0, at) + 1 : at].strip()
