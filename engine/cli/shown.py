"""A value as an answer shows it, in English or as rule files in Norwegian write it. Start reading at `shown`."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from engine.cli.tongue import keyword, say
from engine.model.expressions import Value
from engine.model.units import Type


def shown(value: Value | None, type: Type, language: str = "en") -> str:
    """A value to read. Amounts have two decimals, ties away from zero; where that leaves something out, it says so.

    >>> from engine.model.units import Unit
    >>> yearly = Type("number", Unit.of(kr=1, year=-1))
    >>> shown(Fraction(954724, 5), yearly), shown(Fraction(63285287, 375), yearly)
    ('190 944.80 kr/year', '168 760.77 kr/year (exactly 63285287/375)')
    >>> shown(Fraction(954724, 5), yearly, "nb"), shown(False, Type("yes_no"), "nn")
    ('190 944,80 kr per år', 'ikkje oppfylt')
    """
    if value is None:
        return keyword("open", language)
    if isinstance(value, bool):
        return keyword("met" if value else "not met", language)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        told = value.replace("_", " ")
        return keyword(told, language) if type.kind == "effect" else told
    if type.percent:
        return f"{_decimals(value * 100, 0, language)} %{_exactly(value * 100, language)}"
    number = _decimals(value, 2 if type.is_money else 0, language)
    return f"{number} {_unit(value, type, language)}".rstrip() + _exactly(value, language)


def _unit(value: Fraction, type: Type, language: str) -> str:
    """What is counted: `kr/year`; in Norwegian in the words of rule files, `kr per år`."""
    if language == "en":
        return str(type.unit)
    above, *below = str(type.unit).split("/")
    counted = "*".join(keyword(each, language, many=value != 1) for each in above.split("*"))
    return " ".join([counted, *(f"per {keyword(each, language)}" for each in below)])


def _decimals(value: Fraction, fewest: int, language: str) -> str:
    """Digits in groups of three, with as few decimals as are needed, at most two."""
    places = next((places for places in range(fewest, 3) if (value * 10**places).denominator == 1), 2)
    places = 0 if value.denominator == 1 else places
    scaled = int(abs(value) * 10**places + Fraction(1, 2))
    whole, part = divmod(scaled, 10**places)
    sign, point = "-" if value < 0 and scaled else "", "." if language == "en" else ","
    return f"{sign}{whole:,}".replace(",", " ") + (f"{point}{part:0{places}}" if places else "")


def _exactly(value: Fraction, language: str) -> str:
    return "" if (value * 100).denominator == 1 else say(" (exactly {a})", language, a=value)
