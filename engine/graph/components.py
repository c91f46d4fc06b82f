"""Circles in a graph given as a map from node to the nodes it needs. Iterative, so depth is no matter.

networkx could answer this, but costs more to import than a small check may take.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

N = TypeVar("N", bound=Hashable)


def circles(needs: Mapping[N, Sequence[N]]) -> list[list[N]]:
    """One shortest circle from each group of nodes that all need each other; nodes come in the map's order.

    >>> circles({"a": ["b"], "b": ["c"], "c": ["a", "b"], "d": ["d"], "e": ["a"]})
    [['b', 'c'], ['d']]
    """
    return [shortest_circle(group, needs) for group in groups(needs) if len(group) > 1 or group[0] in needs[group[0]]]


def groups(needs: Mapping[N, Sequence[N]]) -> list[list[N]]:
    """The strongly connected components (Tarjan's algorithm), each in the map's order, ordered by first node."""
    place = {node: order for order, node in enumerate(needs)}
    number: dict[N, int] = {}
    low: dict[N, int] = {}
    pending: list[N] = []
    settled: set[N] = set()
    found: list[list[N]] = []
    for root in needs:
        walk: list[tuple[N, Iterator[N]]] = []
        step: N | None = root if root not in number else None
        while step is not None or walk:
            if step is not None:
                number[step] = low[step] = len(number)
                pending.append(step)
                walk.append((step, iter(needs[step])))
            node, rest = walk[-1]
            step = None
            following = next((other for other in rest if other in needs and other not in settled), None)
            if following is None:
                walk.pop()
                if walk:
                    low[walk[-1][0]] = min(low[walk[-1][0]], low[node])
                if low[node] == number[node]:
                    group = _taken_down_to(node, pending)
                    settled.update(group)
                    found.append(sorted(group, key=place.__getitem__))
            elif following in number:
                low[node] = min(low[node], number[following])
            else:
                step = following
    return sorted(found, key=lambda group: place[group[0]])


def shortest_circle(group: Sequence[N], needs: Mapping[N, Sequence[N]]) -> list[N]:
    """A shortest way round within a group, beginning at the earliest node that has one so short."""
    inside = set(group)
    best: list[N] = []
    for start in group[: max(1, MOST_LOOKED_AT // len(group))]:
        way = _way_back(start, inside, needs, len(best))
        if way and (not best or len(way) < len(best)):
            best = way
    return best


MOST_LOOKED_AT = 20_000
"""How many nodes a search for the shortest circle may visit: in a large group it may not be the very shortest."""


def _way_back(start: N, inside: set[N], needs: Mapping[N, Sequence[N]], limit: int) -> list[N]:
    """The nodes of a shortest way from `start` back to it; empty when there is none shorter than `limit` (0: none)."""
    came_from: dict[N, N] = {}
    waiting = deque([(start, 1)])
    while waiting:
        node, length = waiting.popleft()
        if limit and length >= limit:
            return []
        for other in needs[node]:
            if other == start:
                return _way(start, node, came_from)
            if other in inside and other not in came_from:
                came_from[other] = node
                waiting.append((other, length + 1))
    return []


def _way(start: N, last: N, came_from: Mapping[N, N]) -> list[N]:
    way = [last]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return way[::-1]


def _taken_down_to(node: N, pending: list[N]) -> list[N]:
    group = [pending.pop()]
    while group[-1] != node:
        group.append(pending.pop())
    return group
