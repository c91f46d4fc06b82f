"""Types and values as rule files write them, in one of the keyword languages. Start reading at `type_text`."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from engine.model.expressions import Value
from engine.model.units import Type
from engine.syntax.tables import keywords, spelled

_UNITS = ("year", "month", "week", "day", "hour")
_MOST_DECIMALS = 6


def type_text(type: Type, language: str) -> str:
    """A type as it is declared.

    >>> from engine.model.units import Unit
    >>> type_text(Type("number", Unit.of(kr=1, year=-1)), "nb"), type_text(Type("choice", choices=("a", "b")), "en")
    ('penger per år', 'one of a, b')
    """
    words = spelled(language)
    if type.kind == "choice":
        return f"{words['ONE_OF']} {', '.join(type.choices)}"
    if type.kind != "number":
        return words[{"yes_no": "YES_OR_NO", "date": "DATE_TYPE", "text": "TEXT_TYPE"}[type.kind]]
    if type.percent:
        return words["PERCENT_TYPE"]
    above, below = unit_words(type, language)
    counted = words["MONEY"] if above == words["KR"] else above or words["NUMBER_TYPE"]
    return counted + (f" {words['PER']} {below}" if below else "")


def unit_words(type: Type, language: str, many: bool = True) -> tuple[str, str]:
    """What a number counts, and per what; each empty where there is none."""
    powers = dict(type.unit.powers)
    above = next((name for name, power in powers.items() if power > 0), "")
    below = next((name for name, power in powers.items() if power < 0), "")
    return _unit(above, language, many), _unit(below, language, False)


def _unit(name: str, language: str, many: bool) -> str:
    if name == "kr":
        return spelled(language)["KR"]
    if name not in _UNITS:
        return name
    forms = keywords()[name.upper()][language].split("|")
    return forms[-1] if many else forms[0]


def value_text(value: Value, type: Type, language: str) -> str:
    """A value as it is written; a number without end is written as it begins, with `…`.

    >>> value_text(Fraction(1, 4), Type("number", percent=True), "nb"), value_text(Fraction(1, 3), Type("number"), "nb")
    ('25 %', '0,333333…')
    """
    words = spelled(language)
    if isinstance(value, bool):
        return words["YES" if value else "NO"]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return f'"{value}"' if type.kind == "text" else value
    if type.percent:
        return f"{number_text(value * 100, language)} %"
    above, below = unit_words(type, language, many=value != 1)
    parts = (number_text(value, language), above, *((words["PER"], below) if below else ()))
    return " ".join(part for part in parts if part)


def number_text(value: Fraction, language: str) -> str:
    """Digits in groups of three, with the decimal sign of the language."""
    places = next((n for n in range(_MOST_DECIMALS + 1) if (value * 10**n).denominator == 1), None)
    scaled = int(abs(value) * 10 ** (_MOST_DECIMALS if places is None else places))
    whole, part = divmod(scaled, 10 ** (_MOST_DECIMALS if places is None else places))
    sign, point = "-" if value < 0 else "", "." if language == "en" else ","
    digits = f"{whole:,}".replace(",", " ")
    width = _MOST_DECIMALS if places is None else places
    return f"{sign}{digits}" + (f"{point}{part:0{width}}" if width else "") + ("…" if places is None else "")
