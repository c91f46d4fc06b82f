"""The stretches of a decision's period, told once: what holds throughout has no dates, what changes has its own.

Start reading at `over_time`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve

from explain.grounds import Block
from explain.selection import Days

Run = tuple[Block, int, int]
"""A block, and the first and last stretch of an unbroken run in which it was the same."""


def over_time(stretches: Sequence[tuple[Days, Sequence[Block]]]) -> list[Block]:
    """The blocks of all stretches: one run after another of the same block, blocks in first order.

    The entries of a block that holds for every stretch have no days.
    """
    runs: dict[str, list[Run]] = {}
    for number, (_, blocks) in enumerate(stretches):
        for block in blocks:
            _extend(runs.setdefault(block.key, []), block, number)
    return [
        evolve(block, entries=tuple(evolve(it, days=_days(stretches, first, last)) for it in block.entries))
        for key in merged_order([[block.key for block in blocks] for _, blocks in stretches])
        for block, first, last in runs[key]
    ]


def merged_order(sequences: Iterable[Sequence[str]]) -> list[str]:
    """One order for the items of several sequences: a new item goes after the item before it in its own sequence.

    >>> merged_order([["a", "c"], ["a", "b", "c", "d"]])
    ['a', 'b', 'c', 'd']
    """
    after: dict[str, list[str]] = {"": []}
    for sequence in sequences:
        before = ""
        for item in sequence:
            if item not in after:
                after[item] = []
                after[before].insert(0, item)
            before = item
    order: list[str] = []
    stack = list(reversed(after[""]))
    while stack:
        item = stack.pop()
        order.append(item)
        stack.extend(reversed(after[item]))
    return order


def _extend(runs: list[Run], block: Block, number: int) -> None:
    if runs and runs[-1][2] == number:
        return
    if runs and runs[-1][2] == number - 1 and runs[-1][0] == block:
        runs[-1] = (runs[-1][0], runs[-1][1], number)
    else:
        runs.append((block, number, number))


def _days(stretches: Sequence[tuple[Days, Sequence[Block]]], first: int, last: int) -> Days | None:
    if (first, last) == (0, len(stretches) - 1):
        return None
    return stretches[first][0][0], stretches[last][0][1]
