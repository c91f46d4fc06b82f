"""Ways of writing that everybody knows and the language spells in one way of its own: what to write instead.

A jurist writes `§ 2 første ledd`, `1. januar 2018`, `«tekst»`, `fritt skjønn`; each is plain enough that the hint can
say the very words to put there. Start reading at `slip`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from engine.diagnostics import did_you_mean
from engine.syntax.spoken import written_address, written_day
from engine.syntax.tables import LANGUAGES, keywords, spelled

NAMED = (
    *("ACT", "REGULATION", "ENTITY", "LIST", "UNIT", "DECISION_KIND", "PART", "CALENDAR", "SERVICE", "FACT", "TERM"),
    *("AMOUNT", "RIGHT", "ACTION", "DUTY", "POWER", "PROHIBITION", "GUIDANCE", "DISCRETION", "PARAMETER", "TABLE"),
    *("RULE", "EXCEPTION", "PRESUMPTION", "INTERPRETATION"),
)
"""The items that have a name."""
_TWO_WORDS = {
    "FREE": ("fritt skjønn", "fri vurdering", "free discretion", "free assessment"),
    "HAS": ("skal ha", "må ha", "shall have", "must have"),
    "STANDARD": ("legal standard", "skjønnsmessig vurdering"),
}
_ANSWERS = {"MET", "MUST", "MAY", "NONE"}
_ANSWERS_SAID = (
    "expect `met`, `not met` or `open` of a yes or no, and `must`, `may`, `must not`, `should` or `none` of an action"
)
_QUOTES = "«»“”„‟"
_NAME = r"[^\W\d]\w*"
_HELD = re.compile(
    rf"(?P<who>{_NAME}) (?:has|har) (?:an? |the |en |ein |ei )?"
    rf"(?P<what>duty|obligation|right|plikt(?:en|a)?|rett(?:en)?) (?:to|til) (?:å )?(?P<deed>{_NAME})"
)
"""A duty or a right that is said to be had, as the law says it."""


def slip(at: int, text: str, language: str, expected: Collection[str]) -> str:
    """What to write in place of what stands around `at` in the text of an item; empty where it is no known slip."""
    begin, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[begin : end if end >= 0 else len(text)]
    if at < len(text) and text[at] in _QUOTES:
        return 'write straight quotation marks: `"`'
    if address := written_address(line, at - begin):
        return f"write `{address}`"
    if day := written_day(line, at - begin):
        return f"write `{day}`"
    if {*expected} >= _ANSWERS:
        return answers(text[at:], language)
    said = _awaited(at, text, language) or _two_words(at, text, language) or _has_a_duty(at, text, language)
    return said or _elsewhere(at, text, language, expected)


def answers(rest: str, language: str) -> str:
    """The answers one may expect, where the word there is none of them and is no name."""
    words = spelled(language)
    if rest.startswith(words["WAITS_FOR"]):
        return f"write `{words['OPEN']} {words['WAITS_FOR']} …`"
    word = re.match(_NAME, rest)
    own = {spelling.split()[0] for spelling in spelled(language).values()}
    if word is None or word.group() not in own:
        return ""
    return _ANSWERS_SAID


def _awaited(at: int, text: str, language: str) -> str:
    """Several things that are waited for stand with `&` between them."""
    words = spelled(language)
    one = rf"(?!(?:{words['AND']}|{words['BY']}|{words['EXPECT']})\b){_NAME}(?: {words['OF']} {_NAME})?"
    pattern = rf"{words['WAITS_FOR']}\s+({one}(?:(?:,|,?\s+{words['AND']})\s*{one})+)\s*"
    for match in re.finditer(pattern, text):
        if match.start() <= at <= match.end():
            names = re.split(rf",?\s+{words['AND']}\s+|,\s*", match[1])
            return f"write `{' & '.join(names)}`"
    return ""


def _two_words(at: int, text: str, language: str) -> str:
    for concept, phrases in _TWO_WORDS.items():
        for phrase in phrases:
            if any(match.start() <= at <= match.end() for match in re.finditer(rf"\b{phrase}\b", text)):
                return f"write `{spelled(language)[concept]}`"
    return ""


def _has_a_duty(at: int, text: str, language: str) -> str:
    """`has a duty to pay` is `must pay`, and `has a right to support` is `has support`."""
    words = spelled(language)
    for match in _HELD.finditer(text):
        if match.start() <= at <= match.end("what"):
            verb = words["HAS"] if match["what"].startswith(("rett", "right")) else words["MUST"]
            return f"write `{match['who']} {verb} {match['deed']}`"
    return ""


def _elsewhere(at: int, text: str, language: str, expected: Collection[str]) -> str:
    """The own word for a keyword of another language, where what it means can stand; with what it is."""
    for size, concept, languages in sorted(_keywords_at(at, text, language), key=lambda each: (-each[0], each[1])):
        if concept in expected:
            theirs = " and ".join(_LANGUAGES[each] for each in languages)
            said = text[at : at + size]
            reason = f"`{said}` is a keyword of {theirs}, and this file is in {_LANGUAGES[language]}"
            return f"write `{spelled(language)[concept]}`: {reason}"
    return ""


def _keywords_at(at: int, text: str, language: str) -> Iterator[tuple[int, str, list[str]]]:
    """Each keyword of other languages that stands there: its length, its concept and the languages."""
    for concept, words in keywords().items():
        theirs = [each for each in LANGUAGES if each != language and words[each] != words[language]]
        for word in {spelling for each in theirs for spelling in words[each].lstrip(",").split("|")}:
            if re.compile(re.escape(word) + r"(?!\w)").match(text, at):
                yield len(word), concept, [each for each in theirs if word in words[each].lstrip(",").split("|")]


_LANGUAGES = {"en": "English", "nb": "bokmål", "nn": "nynorsk"}


def one_word(at: int, text: str, language: str) -> str:
    """The name an item would have were its words joined, where they stand apart up to `at`: `har servicehund`."""
    own = {word for spelling in spelled(language).values() for word in spelling.split()} | {*LANGUAGES}
    begins = "|".join(re.escape(spelled(language)[concept]) for concept in NAMED)
    head = re.match(rf"(?:{begins})[ \t]+({_NAME})((?:[ \t]+{_NAME})+)", text)
    if head is None or not head.start(1) <= at <= head.end():
        return ""
    words = [head[1]]
    for word in head[2].split():
        if word in own or did_you_mean(word, own):
            break
        words.append(word)
    return "_".join(words) if len(words) > 1 else ""
