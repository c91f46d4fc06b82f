"""Each lowered program with its code as bytes, and the hash of the policy it was lowered from.

Whoever owns a disk passes two functions that load and save bytes by name; this room touches none. The policy itself is
kept by `engine.store.stored_policy`. Start reading at `load_program` and `save_program`.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

from attrs import frozen

from engine.model.policy import Policy
from engine.model.serialise import digest

Load = Callable[[str], bytes | memoryview | None]
Save = Callable[[str, bytes], None]


@frozen
class Disk:
    """Where compiled programs of one policy are kept between processes, and what the policy was made from.

    Programs point at rows of the policy by number. The digest of what it means leaves the order of rows alone, so it
    is not enough to know a program by: `made_from` names the texts and the engine that made them a policy.
    """

    load: Load
    save: Save
    made_from: str


_DISKS: WeakKeyDictionary[Policy, Disk] = WeakKeyDictionary()
_DIGESTS: WeakKeyDictionary[Policy, str] = WeakKeyDictionary()


def keep(policy: Policy, disk: Disk) -> None:
    """Keep the programs compiled from a policy on a disk, and look for them there."""
    _DISKS[policy] = disk


def leave(policy: Policy) -> None:
    """Keep no programs of a policy: who runs it in hundreds of ways would push out what others look for."""
    _DISKS.pop(policy, None)


def policy_digest(policy: Policy) -> str:
    """The hash of what a policy means, made once for each policy."""
    found = _DIGESTS.get(policy)
    if found is None:
        found = _DIGESTS[policy] = digest(policy)
    return found


def remember_digest(policy: Policy, known: str) -> None:
    """Take the hash of a policy that was read back from where both were kept, so that it is not made again."""
    _DIGESTS[policy] = known


def load_program(policy: Policy, key: Any) -> Any | None:
    """What was kept under a key for a policy: plain data, or `None`."""
    disk = _DISKS.get(policy)
    data = disk.load(_name(disk, key)) if disk else None
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
        disk.save(_name(disk, key), marshal.dumps(content))


def has_disk(policy: Policy) -> bool:
    """Whether programs of this policy are kept between processes."""
    return policy in _DISKS


def _name(disk: Disk, key: Any) -> str:
    return sha256(repr((disk.made_from, sys.implementation.cache_tag, key)).encode()).hexdigest()
