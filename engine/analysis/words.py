"""What findings say of values, days, addresses and rules: the author's own words, as rule files write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from engine.analysis.index import Index
from engine.model.citations import Citation
from engine.model.expressions import Value
from engine.model.policy import Period, Rule
from engine.model.units import Type

_LEVELS = {"L": "ledd", "P": "punktum", "b": "bokstav", "n": "nr", "s": "strekpunkt"}
_PLURALS = ("year", "month", "week", "day", "hour")


def address(index: Index, citation: Citation) -> str:
    """An address as a rule file writes it, with the name of its source."""
    names = sorted(source.name for source in index.policy.sources.values() if source.document == citation.document)
    return " ".join([names[0] if names else citation.document, *_steps(citation)])


def place(citation: Citation) -> str:
    """An address inside its document: `§ 20 a ledd 1`; the document's identifier where nothing is inside it.

    >>> place(Citation("LOV-2009-12-18-131", "20a", (("L", "1"), ("b", "c"))))
    '§ 20 a ledd 1 bokstav c'
    """
    return " ".join(_steps(citation)) or citation.document


def _steps(citation: Citation) -> list[str]:
    steps = [f"kapittel {citation.chapter}"] if citation.chapter else []
    if citation.section:
        steps.append("§ " + re.sub(r"(?<=\d)([a-zæøå])$", r" \1", citation.section))
    return [*steps, *(f"{_LEVELS.get(level, level)} {value}" for level, value in citation.path)]


def law(index: Index, rule: Rule) -> str:
    """The address a rule first rests on."""
    return address(index, rule.basis[0].citation) if rule.basis else ""


def named(index: Index, rule: Rule) -> str:
    """A rule by name and address: `` `shared_room` (§ 3 ledd 2 punktum 4) ``."""
    where = f" ({place(rule.basis[0].citation)})" if rule.basis else ""
    return f"`{index.name(rule)}`{where}"


def days(period: Period) -> str:
    """A run of days: `from 2024-01-01 to 2024-12-31`, or without the end that is not there.

    >>> days(Period(date(2024, 1, 1), date(2024, 1, 1)))
    'on 2024-01-01'
    """
    if period.first is not None and period.first == period.last:
        return f"on {period.first}"
    first = f"from {period.first}" if period.first is not None else ""
    last = f"to {period.last}" if period.last is not None else ""
    return " ".join(part for part in (first, last) if part) or "on every day"


def written(value: Value, type: Type) -> str:
    """A value as a rule file writes it.

    >>> from engine.model.units import PERCENT, Unit
    >>> written(Fraction(12600), Type("number", Unit.of(kr=1, month=-1)))
    '12 600 kr per month'
    >>> written(Fraction(1, 4), PERCENT), written(Fraction(2, 3), Type("number")), written(True, Type("yes_no"))
    ('25 %', '2/3', 'yes')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, Fraction):
        return value
    if type.percent:
        return f"{number(value * 100)} %"
    return " ".join(part for part in (number(value), _unit(type, value)) if part)


def number(value: Fraction) -> str:
    """An exact number: decimals where they end, else a fraction; thousands parted by a space."""
    sign, size = ("-" if value < 0 else ""), abs(value)
    for digits in range(9):
        if (size * 10**digits).denominator == 1:
            whole, rest = divmod(int(size * 10**digits), 10**digits)
            thousands = f"{whole:,}".replace(",", " ")
            return f"{sign}{thousands}" + (f".{rest:0{digits}}" if digits else "")
    return f"{sign}{size.numerator}/{size.denominator}"


def _unit(type: Type, value: Fraction) -> str:
    powers = type.unit.powers
    above = [_plural(name, value) for name, power in powers if power > 0]
    below = [f"per {name}" for name, power in powers if power < 0]
    return " ".join([*above, *below])


def _plural(name: str, value: Fraction) -> str:
    return name + "s" if name in _PLURALS and value != 1 else name


def listed(words: Iterable[str], joined: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`.

    >>> listed(["nb", "nn", "en"])
    'nb, nn and en'
    """
    parts: Sequence[str] = list(words)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {joined} {parts[-1]}"


def some(names: Iterable[str], most: int = 4) -> str:
    """The first few of many names in backticks, and how many more there are."""
    every = list(names)
    shown = [f"`{name}`" for name in every[:most]]
    return ", ".join(shown) + (f" and {len(every) - most} more" if len(every) > most else "")
