"""How people write what rule files write in one way: an address in ordinals, a day with the name of its month.

`§ 2 første ledd annet punktum` is `§ 2 ledd 1 punktum 2`, and `1. januar 2018` is `2018-01-01`. Start reading at
`written_address`; which words stand in a calendar and in a renewal is `MONTHS` and `WEEKDAYS`.
"""

from __future__ import annotations

import re
from datetime import date

WEEKDAYS = (
    ("monday", "mandag", "måndag"),
    ("tuesday", "tirsdag", "tysdag"),
    ("wednesday", "onsdag", "onsdag"),
    ("thursday", "torsdag", "torsdag"),
    ("friday", "fredag", "fredag"),
    ("saturday", "lørdag", "laurdag"),
    ("sunday", "søndag", "søndag", "sundag"),
)
"""Each day of the week in English, bokmål and nynorsk, and how else it may be written."""
MONTHS = (
    ("january", "januar", "januar"),
    ("february", "februar", "februar"),
    ("march", "mars", "mars"),
    ("april", "april", "april"),
    ("may", "mai", "mai"),
    ("june", "juni", "juni"),
    ("july", "juli", "juli"),
    ("august", "august", "august"),
    ("september", "september", "september"),
    ("october", "oktober", "oktober"),
    ("november", "november", "november"),
    ("december", "desember", "desember"),
)
"""Each month in English, bokmål and nynorsk."""

_ORDINALS = {
    word: str(number)
    for number, words in enumerate(
        (
            "første fyrste first", "annet andre anna annen second", "tredje third", "fjerde fourth", "femte fifth",
            "sjette sixth", "sjuende syvende sjuande seventh", "åttende åttande eighth", "niende niande ninth",
            "tiende tiande tenth", "ellevte eleventh", "tolvte twelfth",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_NTH = "|".join(_ORDINALS)
_LEVELS = {"pkt": "punktum", "paragraph": "ledd", "subsection": "ledd", "sentence": "punktum"}
_FORMS = (
    (re.compile(r"\bL(?=\d)"), "ledd "),
    (re.compile(r"\bP(?=\d)"), "punktum "),
    (re.compile(r"\bs(?=\d)"), "strekpunkt "),
    (re.compile(r"\(\s*(\d+)\s*\)"), r"ledd \1"),
    (
        re.compile(
            rf"\b({_NTH}|\d+(?=\.))\.? (ledd|punktum|pkt\b\.?|strekpunkt|paragraph|subsection|sentence)", re.IGNORECASE
        ),
        None,
    ),
    (re.compile(r"\b(?:nr|nummer)\b\.? ?(\d)", re.IGNORECASE), r"nr \1"),
    (re.compile(r"\bpkt\b\.? ?(\d)", re.IGNORECASE), r"punktum \1"),
    (re.compile(r"\b(?:kap|chapter)\b\.? ?(?=\d|[IVXL])", re.IGNORECASE), "kapittel "),
    (re.compile(r"\b(?:litra|bokst\.?) ", re.IGNORECASE), "bokstav "),
    (re.compile(r"(?<!\w)(?:bokstav )?([a-zæøå])\)", re.IGNORECASE), r"bokstav \1"),
)


def written_places(text: str) -> str:
    """The places of an address as rule files write them, in a text that is an address.

    >>> written_places("§ 20 a (1) 3. pkt. bokstav b)"), written_places("§ 2 første ledd annet punktum")
    ('§ 20 a ledd 1 punktum 3 bokstav b', '§ 2 ledd 1 punktum 2')
    """
    for pattern, form in _FORMS:
        text = pattern.sub(form if form is not None else _counted, text)
    return text


def _counted(match: re.Match[str]) -> str:
    level = match[2].lower().rstrip(".")
    return f"{_LEVELS.get(level, level)} {_ORDINALS.get(match[1].lower(), match[1])}"


_PLACE = (
    rf"(?:(?:{_NTH}|\d+\.)[ ]?(?:ledd|punktum|pkt\b\.?|strekpunkt|paragraph|subsection|sentence)|\(\d+\)"
    r"|(?:ledd|punktum|strekpunkt|nr\.?|nummer|pkt\.?)[ ]?\d+"
    r"|(?:(?:bokstav|litra)[ ])?[a-zæøå]\)|(?:bokstav|litra)[ ][a-zæøå]\b)"
)
_ADDRESS = re.compile(
    rf"(?P<sign>§§?|\bparagraf|\bsection)[ ]?\d+(?:-\d+)?(?:[ ]?[a-z](?![\w)]))?(?:,?[ ]{_PLACE})*", re.IGNORECASE
)


def written_address(line: str, at: int) -> str:
    """The address that stands around a place in a line, as rule files write it; empty where it already is so.

    >>> written_address("basis § 2 first paragraph second sentence", 10)
    '§ 2 ledd 1 punktum 2'
    """
    for match in _ADDRESS.finditer(line):
        if match.start() <= at <= match.end():
            said = " ".join(written_places(match.group()).replace(",", " ").split())
            said = f"§ {said.removeprefix(match['sign']).lstrip()}"
            return said if said.replace(" ", "") != match.group().replace(" ", "") else ""
    return ""


_MONTH = {word: number for number, words in enumerate(MONTHS, start=1) for word in words}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_DAYS = (
    re.compile(rf"(?P<d>\d{{1,2}})\.?[ ]?(?P<m>{_NAMES})[ ](?P<y>\d{{4}})(?!\d)", re.IGNORECASE),
    re.compile(rf"(?P<m>{_NAMES})[ ](?P<d>\d{{1,2}}),?[ ](?P<y>\d{{4}})(?!\d)", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\.[ ]?(?P<m>\d{1,2})\.[ ]?(?P<y>\d{4})(?!\d)"),
)


def written_day(line: str, at: int) -> str:
    """The day that stands around a place in a line, as rule files write it; empty where there is none.

    >>> written_day("covers from 1. januar 2018", 12), written_day("covers from 31.2.2018", 12)
    ('2018-01-01', '')
    """
    for pattern in _DAYS:
        for match in pattern.finditer(line):
            if match.start() <= at <= match.end():
                return _day(match["y"], match["m"].lower(), match["d"])
    return ""


def _day(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), _MONTH.get(month) or int(month), int(day)).isoformat()
    except ValueError:
        return ""


def calendar_word(word: str, names: tuple[tuple[str, ...], ...], language: str) -> str:
    """A month or a day of the week in a keyword language; any other word as it is.

    >>> calendar_word("january", MONTHS, "nb"), calendar_word("lørdag", WEEKDAYS, "en")
    ('januar', 'saturday')
    """
    column = ("en", "nb", "nn").index(language)
    return next((words[column] for words in names if word.lower() in words), word)
