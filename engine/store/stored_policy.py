"""A policy as bytes, and back one declaration at a time: a decision needs a few dozen of thousands.

The bytes are an index and, after it, the data of each declaration as JSON, and the names of each kind. Nothing is read
until somebody asks for it.
Start reading at `to_bytes` and `from_bytes`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, cast

from engine.evaluate.cache import policy_digest, remember_digest
from engine.model.policy import Policy
from engine.model.serialise import LAYOUT, from_data, to_data
from engine.store.names import Names, index
from engine.store.stored_map import StoredMap

MAPS = (
    "sources", "entities", "lists", "units", "terms", "parameters", "rules", "interpretations", "calendars", "parts",
    "services",
)  # fmt: skip
ROWS = ("not_formalised", "statuses", "properties", "cases")

T = TypeVar("T")
Place = tuple[int, int]


def to_bytes(policy: Policy) -> bytes:
    """Everything in a policy, with its names made ready for binding."""
    blob: list[bytes] = []
    at = 0

    def keep(data: Any) -> Place:
        nonlocal at
        blob.append(_dumped(data))
        at += len(blob[-1])
        return at - len(blob[-1]), at

    def put(value: Any) -> Place:
        return keep(to_data(value))

    names = index(policy)
    head = {
        "layout": LAYOUT,
        "digest": policy_digest(policy),
        "files": dict(policy.files),
        "maps": {name: {id: put(value) for id, value in getattr(policy, name).items()} for name in MAPS},
        "rows": {name: [put(value) for value in getattr(policy, name)] for name in ROWS},
        "names": {kind: keep(dict(spelt)) for kind, spelt in names.kinds.items()},
        "former": sorted(names.former),
    }
    first = _dumped(head)
    return len(first).to_bytes(8, "big") + first + b"".join(blob)


def from_bytes(data: bytes | memoryview) -> tuple[Policy, Names]:
    """The policy and its names.

    Raises:
        ValueError: the bytes were written in another layout.
    """
    end = 8 + int.from_bytes(data[:8], "big")
    head = json.loads(bytes(data[8:end]))
    if head["layout"] != LAYOUT:
        raise ValueError("a policy stored in another layout")

    def plain(place: Place) -> Any:
        return json.loads(bytes(data[end + place[0] : end + place[1]]))

    def read(place: Place) -> Any:
        return from_data(plain(place))

    maps: dict[str, Any] = {name: StoredMap(places, read) for name, places in head["maps"].items()}
    rows: dict[str, Any] = {
        name: cast("tuple[Any, ...]", StoredRow(places, read)) for name, places in head["rows"].items()
    }
    policy = Policy(**maps, **rows, files=head["files"])
    remember_digest(policy, head["digest"])
    return policy, Names(StoredMap(head["names"], plain), frozenset(head["former"]))


def _dumped(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


class StoredRow(Sequence[T]):
    """A row of values, each read when it is asked for."""

    def __init__(self, places: Sequence[Place], read: Callable[[Place], T]) -> None:
        self._places, self._read_at = places, read
        self._kept: dict[int, T] = {}

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[T]:
        if len(self._kept) < len(self._places):
            self._kept = {number: self[number] for number in range(len(self))}
        return iter(self._kept.values())

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return tuple(self)[index]
        number = range(len(self))[index]
        if number not in self._kept:
            self._kept[number] = self._read_at(self._places[number])
        return self._kept[number]
