"""Which characters a rule file may hold: nothing hidden, nothing that reorders, no mixed scripts.

A rule must read the same to a person and to the parser. Source: Unicode Technical Report 36 and Standard Annex 31.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from engine.diagnostics import Diagnostic, Edit, Fix
from engine.source import SourceText, Span
from engine.syntax.codes import HIDDEN_CHARACTER, MIXED_SCRIPT, NOT_NORMALISED

_PLAIN = re.compile(r"[\t\n\r -~§æøåÆØÅéàäöüÄÖÜ«»–—…×\xa0]*\Z")
_WORD = re.compile(r"[^\W\d_]\w*")


def normalise(source: SourceText) -> tuple[SourceText, list[Diagnostic]]:
    """The text in normal form C, and a note when it was not."""
    if unicodedata.is_normalized("NFC", source.text):
        return source, []
    span = Span(source.name, 0, 0)
    fix = Fix("Save it in normal form C", (Edit(span, ""),), is_safe=True)
    return SourceText(source.name, unicodedata.normalize("NFC", source.text)), [NOT_NORMALISED.at(span, fixes=[fix])]


def refused_characters(source: SourceText) -> list[Diagnostic]:
    """Every hidden character, and every word that mixes scripts."""
    if _PLAIN.match(source.text):
        return []
    return [*_hidden(source), *_mixed(source)]


def _hidden(source: SourceText) -> Iterator[Diagnostic]:
    for offset, character in enumerate(source.text):
        category = unicodedata.category(character)
        if category in ("Cf", "Co", "Cs", "Cn", "Zl", "Zp") or (category == "Cc" and character not in "\t\n\r"):
            name = unicodedata.name(character, "a control character").lower()
            yield HIDDEN_CHARACTER.at(
                Span(source.name, offset, offset + 1),
                f"`U+{ord(character):04X}` {name} is not allowed in a rule file",
                hint="delete it and type the word again",
            )


def _mixed(source: SourceText) -> Iterator[Diagnostic]:
    for match in _WORD.finditer(source.text):
        scripts = {_script(character) for character in match.group() if character.isalpha()}
        if len(scripts) > 1:
            yield MIXED_SCRIPT.at(
                Span(source.name, match.start(), match.end()),
                f"`{match.group()}` mixes {' and '.join(sorted(scripts))} letters",
                hint="letters that look alike are different names; type the word again",
            )


def _script(character: str) -> str:
    return unicodedata.name(character, "UNKNOWN").split()[0].capitalize()
