"""The days nothing is said of. Start reading at `holes_of`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from engine.model.case import Assessment, Statement

Hole = tuple[date | None, date | None]


def holes_of(said: Iterable[Statement | Assessment]) -> list[Hole]:
    """The stretches of days that no statement speaks of; `None` is without end."""
    free: list[Hole] = []
    first: date | None = None
    ended = False
    for one in sorted(said, key=lambda it: it.first or date.min):
        if one.first is not None and (first is None or first < one.first):
            free.append((first, one.first - timedelta(days=1)))
        if one.last is None or one.last == date.max:
            ended = True
            break
        first = one.last + timedelta(days=1)
    return free if ended else [*free, (first, None)]
