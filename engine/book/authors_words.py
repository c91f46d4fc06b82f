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


def written_in(words: str, otherwise: str) -> str:
    """The language some words are in, by their small words; `otherwise` where these do not tell.

    >>> written_in("ingen har rett uten opphold", "en"), written_in("a young applicant", "nb"), written_in("§ 18", "en")
    ('nb', 'en', 'en')
    """
    found = re.findall(r"\w+", words.lower())
    counts = {language: sum(word in small for word in found) for language, small in _SMALL.items()}
    norwegian = sum(word in _NORWEGIAN for word in found) + len(re.findall("[æøå]", words.lower()))
    if counts["en"] > norwegian + max(counts["nb"], counts["nn"]):
        return "en"
    if norwegian + counts["nb"] + counts["nn"] > counts["en"]:
        return "nn" if counts["nn"] > counts["nb"] else "nb"
    return otherwise
