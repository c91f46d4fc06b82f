"""Where a sentence of a statute ends, what its words are when layout is taken away, and its hash.

A full stop ends most sentences and also stands in `nr.`, `jf.`, `kr.`, `m.m.`, `1. januar` and `første ledd nr. 2`.
So an end is a stop with white space after it and something that can begin a sentence, unless the word before it is one
that is written with a stop. Start reading at `split`.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

_CLOSING = "»”’\"')\\]"
_OPENING = "«“‘\"'(\\["
_QUOTES = "«“‘\"'(["
_STOP = re.compile(rf"[.!?…]+[{_CLOSING}]*\s+(?=(?P<next>\S+))")
_BEGINS = re.compile(rf"[{_OPENING}]|§|\d")

_NEVER = """
nr jf jfr pr ca kap iflg res bl.a f.eks dvs evt hhv vedr inkl ekskl t.o.m f.o.m prop st ot.prp innst pkt tlf kgl.res
gnr bnr forts eks ev kl sml avd resp mht meld forskr
"""
NEVER = frozenset(_NEVER.split())
"""Words written with a stop that never end a sentence: something always follows them."""

_BEFORE_A_WORD = "art mv m.v m.m mm osv o.l e.l o.a mfl m.fl pst pct kr ff"
BEFORE_A_WORD = frozenset(_BEFORE_A_WORD.split())
"""Words written with a stop that may end a sentence: they do when a word with a capital letter follows."""

_SPACED = {"m. m": "m.m", "m. v": "m.v", "o. l": "o.l", "e. l": "e.l", "o. a": "o.a", "m. fl": "m.fl", "bl. a": "bl.a"}
_LETTERED = ("bokstav", "del", "gruppe", "kapittel", "kategori", "klasse", "punkt", "vedlegg")
_MONTH_NAMES = """
januar februar mars april mai juni juli august september oktober november desember
jan feb febr mar apr jun jul aug sep sept okt nov des
"""
_MONTHS = frozenset(_MONTH_NAMES.split())


def normalised(text: str) -> str:
    """The words of a text whatever its layout: NFC, every run of white space one space, none at the ends.

    >>> normalised("  §\\u00a03\\n gjelder. ")
    '§ 3 gjelder.'
    """
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def digest(text: str) -> str:
    """The sha256 of a text that is normalised, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def split(text: str) -> list[str]:
    """The sentences of a normalised text, in order; joined by one space they are the text again.

    >>> split("Satsen er kr. 500 etter § 3 nr. 2, jf. første ledd. Den gjelder fra 1. januar 2024.")
    ['Satsen er kr. 500 etter § 3 nr. 2, jf. første ledd.', 'Den gjelder fra 1. januar 2024.']
    """
    sentences, start = [], 0
    for stop in _STOP.finditer(text):
        if _ends(text, stop):
            sentences.append(text[start : stop.end()].rstrip())
            start = stop.end()
    rest = text[start:].strip()
    return [*sentences, rest] if rest else sentences


def runs_on(words: str) -> bool:
    """Whether words after a list go on with the sentence before it, rather than open a new one."""
    return words[:1] in tuple(",;:") or words[:1].islower()


def _ends(text: str, stop: re.Match[str]) -> bool:
    following = stop["next"]
    if not (following[0].isupper() or _BEGINS.match(following)):
        return False
    if text[stop.start()] != ".":
        return True  # nobody abbreviates with ! or ?
    word, before = _last_word(text, stop)
    if word.lower() in NEVER:
        return False
    if word.lower() in BEFORE_A_WORD:
        return _is_word_with_capital(following)
    if word.isdigit():
        return not (following[0].isdigit() or following.strip(".,;:)").lower() in _MONTHS)
    if len(word) == 1 and word.isalpha():
        return _letter_ends(word, before, following)
    return True


def _last_word(text: str, stop: re.Match[str]) -> tuple[str, str]:
    """The word a stop stands after, `m. m.` read as `m.m.`; and the word before it."""
    start = text.rfind(" ", 0, stop.start()) + 1
    word = text[start : stop.start()].lstrip(_QUOTES)
    before = text[text.rfind(" ", 0, max(start - 1, 0)) + 1 : start].strip().lstrip(_QUOTES)
    return _SPACED.get(f"{before} {word}".lower(), word), before


def _letter_ends(letter: str, before: str, following: str) -> bool:
    """A lone letter may be a list's (`bokstav a.`), a chapter's (`kapittel 5 A.`), or the initial of a name."""
    if letter.islower():
        return following[0].isupper() or following.startswith("§")
    if before.lower() in _LETTERED:
        return True
    among_names = not before or before[0].isupper() or _is_initial(following)
    return not (among_names and following[0].isupper())


def _is_initial(word: str) -> bool:
    return len(word) == 2 and word[0].isupper() and word[1] == "."


def _is_word_with_capital(word: str) -> bool:
    word = word.lstrip(_QUOTES)
    return len(word) > 1 and word[0].isupper() and word[1].islower()
