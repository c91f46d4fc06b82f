"""A history drawn as steps: in a terminal with braille dots, or as a small SVG that can be read aloud.

All reckoning is in whole numbers. Comes after `histories`. Start reading at `in_terminal` and `as_svg`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from html import escape

from attrs import frozen

from explain.histories import History, steps, word
from explain.values import show

COLUMNS, ROWS = 60, 8
"""The terminal plot in characters; each holds two dots by four."""
WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 20, 620, 56, 180
"""The SVG in units, and where in it the plot lies."""

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


@frozen
class Step:
    """One value on some days, both included."""

    first: date
    last: date
    value: Fraction
    reported: bool


@frozen
class Drawing:
    """The steps of a history, and the days and amounts between which they lie; zero is always in it."""

    steps: tuple[Step, ...]
    first: date
    last: date
    low: Fraction
    high: Fraction

    def x(self, day: date, size: int) -> int:
        """Where a day lies on a line of `size` places."""
        return (day - self.first).days * (size - 1) // max(1, (self.last - self.first).days)

    def y(self, value: Fraction, size: int) -> int:
        """Where an amount lies on a line of `size` places, the lowest first."""
        return int((value - self.low) * (size - 1) / (self.high - self.low))


def drawing(history: History) -> Drawing | None:
    """What there is to draw; `None` where no row has a number. A value without an end lasts a year."""
    found = list(steps(history))
    if not found:
        return None
    end = max([last or first + timedelta(365) for first, last, _, _ in found])
    drawn = tuple(Step(first, last or end, value, reported) for first, last, value, reported in found)
    low = min(Fraction(0), *(step.value for step in drawn))
    high = max(Fraction(0), *(step.value for step in drawn))
    return Drawing(drawn, drawn[0].first, end, low, high if high > low else low + 1)


def in_terminal(history: History, language: str) -> str:
    """The steps in braille dots, with the highest and the lowest amount and the years; empty when nothing is drawn."""
    drawn = drawing(history)
    if drawn is None:
        return ""
    cells = [[0] * COLUMNS for _ in range(ROWS)]
    for column, row in sorted(_dots(drawn)):
        cells[row // 4][column // 2] |= _DOTS[row % 4][column % 2]
    labels = [_amount(history, drawn.high, language), _amount(history, drawn.low, language)]
    margin = max(map(len, labels))
    told = [labels[0], *[""] * (ROWS - 2), labels[1]]
    lines = [
        f"{label:>{margin}} │{''.join(chr(0x2800 + dots) for dots in row)}"
        for label, row in zip(told, cells, strict=True)
    ]
    years = f"{drawn.first.year}{drawn.last.year:>{COLUMNS - 4}}"
    return "\n".join([*lines, f"{'':>{margin}} └{'─' * COLUMNS}", f"{'':>{margin}}  {years}"])


def _dots(drawn: Drawing) -> set[tuple[int, int]]:
    """Every dot as (column, row from the top): each value along its days, and the risers between neighbours."""
    wide, high = COLUMNS * 2, ROWS * 4
    dots: set[tuple[int, int]] = set()
    before: Step | None = None
    for step in drawn.steps:
        row = high - 1 - drawn.y(step.value, high)
        start, end = drawn.x(step.first, wide), drawn.x(step.last, wide)
        dots |= {(column, row) for column in range(start, end + 1)}
        if before is not None and before.last + timedelta(1) == step.first:
            other = high - 1 - drawn.y(before.value, high)
            dots |= {(start, at) for at in range(min(row, other), max(row, other) + 1)}
        before = step
    return dots


def as_svg(histories: Sequence[History], language: str) -> str:
    """One SVG with each history below the other; every one has a title and a description to be read aloud."""
    drawn = [(history, it) for history in histories if (it := drawing(history)) is not None]
    parts = [_group(history, it, number, language) for number, (history, it) in enumerate(drawn)]
    size = f'width="{WIDTH}" height="{HEIGHT * max(1, len(drawn))}"'
    box = f'viewBox="0 0 {WIDTH} {HEIGHT * max(1, len(drawn))}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} lang="{language}" font-family="sans-serif">'
    return "\n".join([head, *parts, "</svg>"]) + "\n"


def _group(history: History, drawn: Drawing, number: int, language: str) -> str:
    name = escape(history.name)
    lines = [
        f'<g role="img" aria-labelledby="title{number} desc{number}" transform="translate(0 {number * HEIGHT})">',
        f'<title id="title{number}">{name}</title>',
        f'<desc id="desc{number}">{escape(_told(history, drawn, language))}</desc>',
        f'<text x="{LEFT}" y="22" font-size="15">{name}</text>',
        f'<path d="M{LEFT} {TOP}V{BOTTOM}H{RIGHT}" fill="none" stroke="#555"/>',
        _label(LEFT, TOP - 8, _amount(history, drawn.high, language)),
        _label(LEFT, BOTTOM + 18, f"{_amount(history, drawn.low, language)} · {drawn.first.isoformat()}"),
        _label(RIGHT, BOTTOM + 18, drawn.last.isoformat(), "end"),
        *_paths(drawn),
        "</g>",
    ]
    return "\n".join(lines)


def _paths(drawn: Drawing) -> list[str]:
    """A path for each run of days without a hole, broken where what is official becomes what is reported."""
    paths: list[str] = []
    before: Step | None = None
    for step in drawn.steps:
        start, end = (LEFT + drawn.x(day, RIGHT - LEFT + 1) for day in (step.first, step.last))
        height = BOTTOM - drawn.y(step.value, BOTTOM - TOP + 1)
        joins = before is not None and before.last + timedelta(1) == step.first
        if joins and before is not None and before.reported == step.reported:
            paths[-1] += f"H{start}V{height}H{end}"
        elif joins and before is not None:
            paths.append(f"{step.reported:d}M{start} {BOTTOM - drawn.y(before.value, BOTTOM - TOP + 1)}V{height}H{end}")
        else:
            paths.append(f"{step.reported:d}M{start} {height}H{end}")
        before = step
    return [f'<path d="{path[1:]}" fill="none" stroke="#1a4f8b" stroke-width="2"{_DASHES[path[0]]}/>' for path in paths]


_DASHES = {"0": "", "1": ' stroke-dasharray="5 3"'}


def _told(history: History, drawn: Drawing, language: str) -> str:
    """The plot in words."""
    first, last = drawn.steps[0], drawn.steps[-1]
    told = [
        word("step", language).format(
            name=history.name[:1].upper() + history.name[1:],
            low=_amount(history, first.value, language),
            first=first.first.isoformat(),
            high=_amount(history, last.value, language),
            last=last.first.isoformat(),
        )
    ]
    if any(step.reported for step in drawn.steps):
        told.append(word("dashed", language))
    if len(drawn.steps) < len(history.rows):
        told.append(word("gaps", language))
    return " ".join(told)


def _label(x: int, y: int, text: str, anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" font-size="12" text-anchor="{anchor}" fill="#333">{escape(text)}</text>'


def _amount(history: History, value: Fraction, language: str) -> str:
    return show(value, history.type, language).text
