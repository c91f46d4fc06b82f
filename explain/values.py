"""Values as readers see them: numbers, money, dates, outcomes and effects, each beside the exact value.

Display is two decimals, ties away from zero. That is our choice and not law, so a value that was shortened says so
(`Shown.rounded`) and the exact value is always kept. Pure numbers with few decimals are shown as they are, so that a
factor of 2.041 never reads 2.04. Start reading at `show`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from attrs import frozen

from engine.model.expressions import Value
from engine.model.policy import Declared
from engine.model.units import Type, Unit
from explain.vocabulary import word

NO_BREAK = "\N{NO-BREAK SPACE}"
_LOCALES = {"nb": "nb", "nn": "nn", "en": "en_GB"}
_KEPT_DECIMALS = 6
_EFFECTS = ("must", "may", "must_not", "should", "none")


@frozen
class Shown:
    """A value in words and as it is: `exact` is a fraction, an ISO date, `true`/`false` or a word; `unit` its unit.

    `rounded` says that `text` leaves out decimals the exact value has.
    """

    text: str
    exact: str
    unit: str = ""
    rounded: bool = False


def show(value: Value, type_: Type, language: str, units: Mapping[str, Declared] | None = None) -> Shown:
    """Any settled value in the reader's language.

    >>> from engine.model.units import Unit
    >>> yearly = Type("number", Unit.of(kr=1, year=-1))
    >>> shown = show(Fraction(63285287, 375), yearly, "nb")
    >>> shown.text.replace(NO_BREAK, " "), shown.exact, shown.unit, shown.rounded
    ('168 760,77 kr per år', '63285287/375', 'kr/year', True)
    >>> show(Fraction(1, 40), Type("number", percent=True), "en").text
    '2.5%'
    """
    if isinstance(value, bool):
        return Shown(word("yes" if value else "no", language), "true" if value else "false")
    if isinstance(value, Fraction):
        return _number(value, type_, language, units or {})
    if isinstance(value, date):
        return Shown(day(value, language), value.isoformat())
    if type_.kind == "effect" and value in _EFFECTS:
        return Shown(word(f"effect_{value}", language), value)
    words = type_.words.get(value, {})
    known = next((it for it in (language, "nb", "nn", "en") if it in words), "")
    if known:
        return Shown(words[known] if known == language else f"{words[known]} [{known}]", value)
    return Shown(f"«{value.replace('_', ' ')}»" if language != "en" else f"“{value.replace('_', ' ')}”", value)


@lru_cache(maxsize=4096)
def day(value: date, language: str) -> str:
    """A date in words: `1. juli 2024`, `1 July 2024`."""
    from babel.dates import format_date

    return format_date(value, format="d. MMMM y" if language != "en" else "d MMMM y", locale=_LOCALES[language])


def _number(value: Fraction, type_: Type, language: str, units: Mapping[str, Declared]) -> Shown:
    exact, unit = str(value), str(type_.unit)
    if type_.percent:
        text, rounded = _digits(value * 100, language)
        return Shown(text + ("%" if language == "en" else NO_BREAK + "%"), exact, unit, rounded)
    if type_.is_money:
        text, rounded = _digits(value, language, money=True)
        per = _per(type_.unit, language, units)
        amount = f"NOK{NO_BREAK}{text}" if language == "en" else f"{text}{NO_BREAK}kr"
        return Shown(amount + per, exact, unit, rounded)
    if not type_.unit.powers and value.denominator > 1 and not is_decimal(value) and value.denominator < 100:
        return Shown(exact, exact)
    text, rounded = _digits(value, language)
    above = unit_name(type_.unit, abs(value) == 1, language, units)
    return Shown(f"{text}{NO_BREAK}{above}" if above else text, exact, unit, rounded)


def unit_name(unit: Unit, one: bool, language: str, units: Mapping[str, Declared]) -> str:
    """A unit in words, `timer per uke`, in the singular when there is one of it; a pure number has none."""
    above = [_unit_word(name, one, language, units) for name, power in unit.powers if power > 0]
    if above and [name for name, power in unit.powers if power < 0] == ["year"]:
        return "·".join(above) + word("in_the_year", language)
    return "·".join(above) + _per(unit, language, units)


def _per(unit: Unit, language: str, units: Mapping[str, Declared]) -> str:
    below = [_unit_word(name, True, language, units) for name, power in unit.powers if power < 0]
    return "".join(f" per {name}" for name in below)


def _unit_word(name: str, one: bool, language: str, units: Mapping[str, Declared]) -> str:
    """A unit's word. A declared unit may give both numbers in its label: `stønadsdag/stønadsdager`."""
    if name in ("kr", "year", "month", "week", "day", "hour"):
        return word(f"unit_{name}" if one else f"unit_{name}s", language)
    declared = units.get(name) or next((unit for unit in units.values() if unit.name == name), None)
    labels = declared.labels if declared else {}
    known = next((it for it in (language, "nb", "nn", "en") if it in labels), "")
    if not known:
        return name.rsplit(".", 1)[-1].replace("_", " ")
    singular, _, plural = labels[known].partition("/")
    said = singular if one or not plural else plural
    return said if known == language else f"{said} [{known}]"


def _digits(value: Fraction, language: str, money: bool = False) -> tuple[str, bool]:
    """The digits shown, and whether any were left out. Whole numbers have no decimals."""
    if value.denominator == 1:
        places = 0
    elif money:
        places = 2
    else:
        places = next((it for it in range(1, _KEPT_DECIMALS + 1) if (value * 10**it).denominator == 1), 2)
    scaled = _half_away(value * 10**places)
    return _grouped(scaled, places, language), scaled != value * 10**places


def _half_away(value: Fraction) -> int:
    whole = int(abs(value) + Fraction(1, 2))
    return whole if value >= 0 else -whole


@lru_cache(maxsize=4096)
def _grouped(scaled: int, places: int, language: str) -> str:
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * places if places else "")
    with_places = Decimal(scaled).scaleb(-places)
    text = str(format_decimal(with_places, format=pattern, locale=_LOCALES[language], decimal_quantization=False))
    return text.replace("\N{NARROW NO-BREAK SPACE}", NO_BREAK)


def is_decimal(value: Fraction) -> bool:
    """Whether a number is written in full with the few decimals shown."""
    return int((value * 10**_KEPT_DECIMALS).denominator) == 1
