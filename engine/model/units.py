"""Units and types: what a value is counted in, and what may meet what.

Units are algebra: `kr/year` divided by `month/year` is `kr/month`. Years, months, weeks, days and hours never
convert into each other by themselves. A percentage is a pure number.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen


@frozen
class Unit:
    """A product of named base units with whole exponents, sorted by name: `kr^1 year^-1`.

    >>> str(Unit.of(kr=1, year=-1))
    'kr/year'
    >>> str(Unit.of(kr=1, year=-1) / Unit.of(month=1, year=-1))
    'kr/month'
    """

    powers: tuple[tuple[str, int], ...] = ()

    @staticmethod
    def of(**powers: int) -> Unit:
        return Unit(tuple(sorted((name, power) for name, power in powers.items() if power)))

    def __mul__(self, other: Unit) -> Unit:
        return self._combine(other, 1)

    def __truediv__(self, other: Unit) -> Unit:
        return self._combine(other, -1)

    def _combine(self, other: Unit, sign: int) -> Unit:
        powers = dict(self.powers)
        for name, power in other.powers:
            powers[name] = powers.get(name, 0) + sign * power
        return Unit.of(**powers)

    def __str__(self) -> str:
        above = [_power(name, power) for name, power in self.powers if power > 0]
        below = [_power(name, -power) for name, power in self.powers if power < 0]
        return "*".join(above or (["1"] if below else [])) + "".join(f"/{unit}" for unit in below)


def _power(name: str, power: int) -> str:
    return name if power == 1 else f"{name}^{power}"


PURE = Unit()
KR = Unit.of(kr=1)


@frozen
class Type:
    """What a term is: `yes_no`, `number` (with a unit), `date`, `text`, `choice` (one of some words), `effect`.

    Money is a number in `kr` or `kr` per something. `percent` marks a pure number written and shown in percent:
    the value 1/4 is 25 %. An action has the type `effect`; its values are `must`, `may`, `must_not` and `none`.
    `words` are what readers call each choice, by choice and then by language; they make no two types differ.
    """

    kind: str
    unit: Unit = PURE
    choices: tuple[str, ...] = ()
    percent: bool = False
    words: Mapping[str, Mapping[str, str]] = field(factory=dict, eq=False, repr=False)

    @property
    def is_money(self) -> bool:
        return self.kind == "number" and dict(self.unit.powers).get("kr", 0) == 1

    def __str__(self) -> str:
        if self.kind == "number":
            return "percent" if self.percent else (str(self.unit) or "number")
        if self.kind == "choice":
            return "one of " + ", ".join(self.choices)
        return self.kind.replace("_", " ").replace("yes no", "yes or no")


YES_NO = Type("yes_no")
NUMBER = Type("number")
PERCENT = Type("number", percent=True)
DATE = Type("date")
TEXT = Type("text")
EFFECT = Type("effect")
