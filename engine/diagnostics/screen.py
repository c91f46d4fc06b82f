"""Text made fit for a terminal: nothing in a rule file may move the cursor, hide itself or run off the screen.

Control, format and unassigned characters are shown as `<U+202E>`; wide characters and combining marks are counted
as the columns they take, so that carets stand where the author's eye expects them.
"""

from __future__ import annotations

from itertools import accumulate
from unicodedata import category, east_asian_width

from attrs import frozen

TAB = 4
LINE_ROOM = 100
MESSAGE_ROOM = 600

_UNSAFE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def safe(text: str) -> str:
    r"""The text with everything a terminal might act on, or a reader might not see, spelled out.

    >>> safe("rød\x1b[31m")
    'rød<U+001B>[31m'
    """
    return text if text.isprintable() else "".join(_shown(char) for char in text)


def clipped(text: str, room: int = MESSAGE_ROOM) -> str:
    """Safe text of at most `room` characters, with an ellipsis where more was said."""
    shown = safe(text[: room + 1])
    return shown if len(shown) <= room else shown[: room - 1] + "…"


@frozen
class Underlined:
    """A line as shown, with the columns the marks under it begin at and span."""

    text: str
    start: int
    width: int


def underlined(line: str, start: int, end: int) -> Underlined:
    """A source line made safe, cut around the characters `[start, end)` when it is long, and what to mark.

    >>> underlined("når inntkt", 4, 10)
    Underlined(text='når inntkt', start=4, width=6)
    """
    first, last = _window(line, start, end)
    cells = _cells(line[first:last])
    edges = list(accumulate((width for _, width in cells), initial=0))
    text = "".join(shown for shown, _ in cells)
    left = edges[start - first]
    if start < last and start > first and not cells[start - first][1]:
        left -= 1  # a combining mark stands on the character before it
    right = edges[min(end, last) - first]
    before, after = "…" if first else "", "…" if last < len(line) else ""
    return Underlined(before + text + after, left + len(before), max(1, right - left))


def _window(line: str, start: int, end: int) -> tuple[int, int]:
    """Which characters of a long line to show: the place, with some of what leads up to it."""
    if len(line) <= LINE_ROOM:
        return 0, len(line)
    first = max(0, min(start - LINE_ROOM // 3, len(line) - LINE_ROOM))
    if end <= LINE_ROOM:
        first = 0
    return first, min(len(line), first + LINE_ROOM)


def _cells(text: str) -> list[tuple[str, int]]:
    """Each character as it is shown, with the columns it takes."""
    cells: list[tuple[str, int]] = []
    column = 0
    for char in text:
        shown = " " * (TAB - column % TAB) if char == "\t" else _shown(char)
        width = len(shown) if len(shown) != 1 else _columns(shown)
        cells.append((shown, width))
        column += width
    return cells


def _shown(char: str) -> str:
    return f"<U+{ord(char):04X}>" if category(char) in _UNSAFE else char


def _columns(char: str) -> int:
    if char.isascii():
        return 1
    if category(char) in ("Mn", "Me"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
