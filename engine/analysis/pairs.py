"""Which rules of one term need comparing, found without comparing each with each.

A rule's *box* is what its condition plainly demands: the days it is in force, and for single unknowns a yes or no,
some words, an interval. Rules whose boxes lie apart can never stand together; a table of a thousand rows has boxes
side by side, and sorting finds the few that meet. Start reading at `meeting`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import frozen

from engine.analysis.formulas import All, Among, Form, Formula, Holds, Interval, Within
from engine.analysis.search import Words
from engine.analysis.unknowns import Unknowns
from engine.model.policy import Period, Rule

Key = str | int | Form
Side = bool | Words | Interval
"""What a box demands of one unknown or form."""

SMALL = 12
"""A group of this size is compared each with each."""


@frozen
class Box:
    rule: Rule
    sides: dict[Key, Side]


def box_of(unknowns: Unknowns, rule: Rule) -> Box:
    """What a rule's own condition plainly demands, and the days it can speak."""
    sides: dict[Key, Side] = {"days": _days(unknowns.index.reach(rule))}
    condition = unknowns.condition(rule, True)
    for part in condition.parts if isinstance(condition, All) else (condition,):
        _demand(sides, part)
    return Box(rule, sides)


def apart(one: Box, other: Box) -> bool:
    """Whether two boxes do not meet."""
    few, many = sorted((one.sides, other.sides), key=len)
    return any(key in many and not _meet(side, many[key]) for key, side in few.items())


def meeting(boxes: Sequence[Box]) -> Iterator[tuple[Rule, Rule]]:
    """The pairs whose boxes meet, each once, in the order of the boxes given."""
    place = {box.rule.id: number for number, box in enumerate(boxes)}
    seen: set[tuple[int, int]] = set()
    for one, other in _groups(list(boxes), frozenset()):
        first, second = sorted((one, other), key=lambda box: place[box.rule.id])
        key = place[first.rule.id], place[second.rule.id]
        if key not in seen and not apart(one, other):
            seen.add(key)
            yield first.rule, second.rule


def _demand(sides: dict[Key, Side], part: Formula) -> None:
    match part:
        case Holds(unknown=unknown, wanted=wanted):
            sides[unknown] = wanted
        case Among(unknown=unknown, words=words, included=True):
            sides[unknown] = Words(words, True)
        case Within(form=form, interval=interval):
            known = sides.get(form)
            sides[form] = known.meet(interval) if isinstance(known, Interval) else interval


def _meet(one: Side, other: Side) -> bool:
    if isinstance(one, Interval) and isinstance(other, Interval):
        return not one.meet(other).is_empty
    if isinstance(one, Words) and isinstance(other, Words):
        return bool(one.words & other.words)
    return one == other


def _groups(boxes: list[Box], used: frozenset[Key]) -> Iterator[tuple[Box, Box]]:
    """Pairs that may meet: split by what most boxes demand something of, until a group is small."""
    if len(boxes) <= SMALL:
        yield from ((one, other) for number, one in enumerate(boxes) for other in boxes[number + 1 :])
        return
    key = _widest(boxes, used)
    if key is None:
        yield from ((one, other) for number, one in enumerate(boxes) for other in boxes[number + 1 :])
    elif any(isinstance(box.sides.get(key), Interval) for box in boxes):
        yield from _sweep(boxes, key)
    else:
        free = [box for box in boxes if key not in box.sides]
        for group in _by_value(boxes, key):
            yield from _groups(group, used | {key})
            yield from ((one, other) for one in group for other in free)
        yield from _groups(free, used | {key})


def _widest(boxes: list[Box], used: frozenset[Key]) -> Key | None:
    """Of the keys most boxes have a side for, the one with the most different sides; the first of equals."""
    count = Counter(key for box in boxes for key in box.sides if key not in used)
    most = [key for key, times in count.items() if times * 2 > len(boxes)]
    kinds = {key: len({box.sides.get(key) for box in boxes}) for key in most}
    best = max(most, key=lambda key: kinds[key], default=None)
    return best if best is not None and kinds[best] > 1 else None


def _by_value(boxes: list[Box], key: Key) -> Iterable[list[Box]]:
    """A group for each word, or for yes and for no, of the boxes that demand something."""
    groups: dict[bool | str, list[Box]] = {}
    for box in boxes:
        side = box.sides.get(key)
        for value in sorted(side.words) if isinstance(side, Words) else [side] if isinstance(side, bool) else []:
            groups.setdefault(value, []).append(box)
    return groups.values()


def _sweep(boxes: list[Box], key: Key) -> Iterator[tuple[Box, Box]]:
    """Boxes whose intervals meet, by walking along the numbers once."""
    everywhere = Interval()
    sides = [(side if isinstance(side := box.sides.get(key), Interval) else everywhere, box) for box in boxes]
    sides.sort(key=lambda pair: (pair[0].low is not None, pair[0].low or Fraction(0)))
    here: list[tuple[Interval, Box]] = []
    for side, box in sides:
        here = [(other, one) for other, one in here if side.low is None or not _ends_before(other, side.low)]
        for _, one in here:
            yield one, box
        here.append((side, box))


def _ends_before(side: Interval, number: Fraction) -> bool:
    return side.high is not None and side.high < number


def _days(period: Period) -> Interval:
    first, last = (None if day is None else Fraction(day.toordinal()) for day in (period.first, period.last))
    return Interval(first, last)
