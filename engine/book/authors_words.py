"""Which language an author's free words are in: names of cases and properties, which are written in one alone.

A page says the language of every stretch of words, so that it is read aloud rightly. Start reading at `written_in`.
"""

from __future__ import annotations

import re

_SMALL = {
    "nb": frozenset(("ikke", "en", "et", "jeg", "noe", "noen", "fra", "høyere", "hvis", "når", "mer", "går", "gir")),
    "nn": frozenset(("ikkje", "ein", "eit", "eg", "noko", "nokon", "frå", "høgare", "dersom", "når", "meir", "gjev")),
    "en": frozenset(("the", "a", "an", "and", "of", "is", "are", "not", "no", "to", "from", "with", "when", "has")),
}
_NORWEGIAN = frozenset(("og", "er", "av", "på", "som", "til", "for", "med", "den", "det", "ingen", "aldri", "uten"))


def written_in(words: str, keywords: str) -> str:
    """The language some words of a file are in, from the language of its keywords.

    A Norwegian file says it. The keywords of an English one often stand around Norwegian names, so the small words
    tell there, and English is what is left.

    >>> written_in("dagen før endringa", "nn"), written_in("ingen har rett", "en"), written_in("§ 18", "en")
    ('nn', 'nb', 'en')
    """
    if keywords != "en":
        return keywords
    found = re.findall(r"\w+", words.lower())
    counts = {language: sum(word in small for word in found) for language, small in _SMALL.items()}
    norwegian = sum(word in _NORWEGIAN for word in found) + len(re.findall("[æøå]", words.lower()))
    if norwegian + counts["nb"] + counts["nn"] > counts["en"]:
        return "nn" if counts["nn"] > counts["nb"] else "nb"
    return "en"
