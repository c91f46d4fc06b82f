"""A map that is read from the disk one value at a time, where all of it would be far more than anybody asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar

K = TypeVar("K")
T = TypeVar("T")


class StoredMap(dict[str, T], Generic[K, T]):
    """A map whose values are read when they are asked for, and kept: from then on as fast as any other.

    `places` says for each key what its value is read from.
    """

    def __init__(self, places: Mapping[str, K], read: Callable[[K], T]) -> None:
        super().__init__()
        self._places, self._read_at = places, read

    def __missing__(self, id: str) -> T:
        value = self[id] = self._read_at(self._places[id])
        return value

    def __contains__(self, id: object) -> bool:
        return id in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def get(self, id: str, default: Any = None) -> Any:
        return self[id] if id in self._places else default

    def keys(self) -> Any:
        return self._places.keys()

    def values(self) -> Any:
        return [self[id] for id in self._places]

    def items(self) -> Any:
        return [(id, self[id]) for id in self._places]
