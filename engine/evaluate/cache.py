"""Compiled policies as bytes: the plan without its cases and spans, and each lowered program with its code.

Whoever owns a disk passes two functions that load and save bytes by name; this room touches none.
What comes back decodes a declaration only when somebody asks for it, so that deciding one case reads a small part of a
large policy. Start reading at `pack_policy` and `unpack_policy`.
"""

from __future__ import annotations

import json
import marshal
import sys
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

from attrs import evolve, fields, frozen

from engine.model.policy import Policy
from engine.model.serialise import LAYOUT, digest, from_data, to_data

Load = Callable[[str], bytes | None]
Save = Callable[[str, bytes], None]


@frozen
class Disk:
    """Where compiled programs of one policy are kept between processes, and the version they were made by."""

    load: Load
    save: Save
    version: str


_DISKS: WeakKeyDictionary[Policy, Disk] = WeakKeyDictionary()
_DIGESTS: WeakKeyDictionary[Policy, str] = WeakKeyDictionary()


def keep(policy: Policy, disk: Disk) -> None:
    """Keep the programs compiled from a policy on a disk, and look for them there."""
    _DISKS[policy] = disk


def policy_digest(policy: Policy) -> str:
    """The hash of what a policy means, made once for each policy."""
    found = _DIGESTS.get(policy)
    if found is None:
        found = _DIGESTS[policy] = digest(policy)
    return found


def remember_digest(policy: Policy, known: str) -> None:
    """Take the hash of a policy that was read back from where both were kept, so that it is not made again."""
    _DIGESTS[policy] = known


class Lazy(Mapping[str, Any]):
    """A map whose values are decoded when asked for."""

    def __init__(self, entries: list[Any]) -> None:
        self._raw = dict(entries)
        self._made: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = from_data(self._raw[key])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


def pack_policy(policy: Policy) -> bytes:
    """A policy as bytes, without cases and spans."""
    plain = to_data(evolve(policy, cases=()), spans=False)
    content = {"layout": LAYOUT, "digest": policy_digest(policy), "policy": plain}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def unpack_policy(data: bytes) -> Policy | None:
    """The policy these bytes hold, or `None` when they hold none of this layout."""
    try:
        content = json.loads(data)
        if content["layout"] != LAYOUT:
            return None
        _, *values = content["policy"]
        names = [field.name for field in fields(Policy)]
        made = {name: _part(value) for name, value in zip(names, values, strict=True)}
    except (ValueError, KeyError, TypeError):
        return None
    policy = Policy(**made)
    _DIGESTS[policy] = content["digest"]
    return policy


def _part(value: Any) -> Any:
    if isinstance(value, list) and value[:1] == ["{"]:
        return Lazy(value[1:])
    return from_data(value)


def load_program(policy: Policy, key: Any) -> Any | None:
    """What was kept under a key for a policy: plain data, or `None`."""
    disk = _DISKS.get(policy)
    data = disk.load(_name(policy, disk, key)) if disk else None
    if data is None:
        return None
    try:
        return marshal.loads(data)
    except (ValueError, EOFError, TypeError):
        return None


def save_program(policy: Policy, key: Any, content: Any) -> None:
    """Keep plain data and code under a key, where the policy has a disk."""
    disk = _DISKS.get(policy)
    if disk is not None:
        disk.save(_name(policy, disk, key), marshal.dumps(content))


def has_disk(policy: Policy) -> bool:
    """Whether programs of this policy are kept between processes."""
    return policy in _DISKS


def _name(policy: Policy, disk: Disk, key: Any) -> str:
    parts = (disk.version, sys.implementation.cache_tag, LAYOUT, policy_digest(policy), key)
    return sha256(repr(parts).encode()).hexdigest()
