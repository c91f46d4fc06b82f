"""Which declaration of one version is which of another: by provision and id, then by id, then by what they say.

Start reading at `matched`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from attrs import frozen

from engine.model.citations import Citation

ON_ONE_PROVISION, ANYWHERE = 0.45, 0.75
"""How alike two declarations must be to be taken for one: with a provision in common, and without."""


@frozen(eq=False)
class Thing:
    """A declaration to be matched: its id and former ids, its addresses, and what it says without these."""

    id: str
    former: tuple[str, ...]
    basis: tuple[Citation, ...]
    says: Any
    kind: str


def matched(before: Sequence[Thing], after: Sequence[Thing]) -> list[tuple[Thing | None, Thing | None]]:
    """Every declaration of both sides once: pairs, those that are gone, and those that are new."""
    old, new = {one.id: one for one in before}, {one.id: one for one in after}
    pairs: list[tuple[Thing | None, Thing | None]] = []

    def take(one: Thing, other: Thing) -> None:
        pairs.append((old.pop(one.id), new.pop(other.id)))

    for one in before:
        other = new.get(one.id)
        if other is not None and _meet(one.basis, other.basis):
            take(one, other)
    for one in list(old.values()):
        other = new.get(one.id) or next((it for it in new.values() if one.id in it.former), None)
        if other is not None:
            take(one, other)
    for fits, least in ((_on_one_provision, ON_ONE_PROVISION), (_anywhere, ANYWHERE)):
        for one, other in _nearest(old, new, fits, least):
            take(one, other)
    return [*pairs, *((one, None) for one in old.values()), *((None, other) for other in new.values())]


def _nearest(
    old: Mapping[str, Thing], new: Mapping[str, Thing], fits: Callable[[Thing, Thing], bool], least: float
) -> list[tuple[Thing, Thing]]:
    """The pairs most alike, the best first, each thing once."""
    scored = [
        (-alike, one.id, other.id)
        for one in old.values()
        for other in new.values()
        if one.kind == other.kind and fits(one, other) and (alike := likeness(one, other)) >= least
    ]
    pairs, taken_old, taken_new = [], set[str](), set[str]()
    for _, one, other in sorted(scored):
        if one not in taken_old and other not in taken_new:
            taken_old.add(one)
            taken_new.add(other)
            pairs.append((old[one], new[other]))
    return pairs


def likeness(one: Thing, other: Thing) -> float:
    """How alike two things are in what they say: 1 where they say the same.

    >>> likeness(Thing("a", (), (), ("x", 1), ""), Thing("b", (), (), ("x", 1), ""))
    1.0
    """
    if one.says == other.says:
        return 1.0
    return SequenceMatcher(None, [*_flat(one.says)], [*_flat(other.says)], autojunk=False).ratio()


def _meet(one: Iterable[Citation], other: Iterable[Citation]) -> bool:
    """Whether two have an address in common, or neither has any."""
    here, there = set(one), set(other)
    return here == there or not here.isdisjoint(there)


def _on_one_provision(one: Thing, other: Thing) -> bool:
    return not set(one.basis).isdisjoint(other.basis)


def _anywhere(one: Thing, other: Thing) -> bool:
    return True


def _flat(says: Any) -> Iterable[str]:
    """What something says as a row of words, for measuring likeness."""
    stack = [says]
    while stack:
        here = stack.pop()
        if isinstance(here, tuple):
            stack.extend(reversed(here))
        elif here not in (None, "", False):
            yield str(here)
