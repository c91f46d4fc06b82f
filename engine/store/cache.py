"""A cache of compiled policies on disk, by content: bytes under a key, and nothing that must be there.

Entries hold text and data, never pickles. They do hold code that will be run, so the folder must be the user's own:
one that others may write to is not used. Anything wrong (a full disk, a damaged entry) means that nothing was cached.
`$HJEMMEL_CACHE` says where, and says `off` to have none. Start reading at `load` and `save`.
"""

from __future__ import annotations

import os
import stat
from hashlib import sha256
from zlib import crc32

from engine import __version__
from engine.shipped import shipped_name
from engine.store.files import FileBytes

KEPT = 64
"""Entries kept, the most recently used first."""

_MAKERS = ("source.py", "diagnostics", "model", "syntax", "resolve", "graph", "evaluate", "store")
"""What has a part in making a compiled policy."""

_OFF = ("off", "0", "no")
_CHECK_LENGTH = 8


def key_of(files: list[FileBytes], version: str) -> str:
    """What an entry is known by: the engine that made it, and the name and bytes of every file it was made from."""
    digest = sha256(version.encode())
    for file in files:
        digest.update(f"\0{file.name}\0{len(file.data)}\0".encode())
        digest.update(file.data)
    return digest.hexdigest()


def engine_stamp() -> str:
    """What tells this engine from any other: its version, and each of its files that has a part in making policies.

    A cache made by other code than this is never used, also while the engine is being written.
    """
    engine = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    places = [os.path.join(engine, name) for name in _MAKERS] + [shipped_name("grammar")]
    stamps = [__version__]
    for place in places:
        entries = sorted(os.scandir(place), key=lambda entry: entry.name) if os.path.isdir(place) else []
        files = [entry.path for entry in entries if entry.is_file()] or [place]
        for path in files:
            found = os.stat(path)
            stamps.append(f"{path}:{found.st_size}:{found.st_mtime_ns}")
    return "\n".join(stamps)


def load(key: str) -> memoryview | None:
    """What was saved under a key, or `None`."""
    folder = _folder()
    if folder is None or not _is_ours(folder):
        return None
    try:
        path = os.path.join(folder, key)
        with open(path, "rb") as stream:
            entry = stream.read()
        os.utime(path)
    except OSError:
        return None
    content = memoryview(entry)[_CHECK_LENGTH:]
    return content if entry[:_CHECK_LENGTH] == _check(content) else None


def save(key: str, content: bytes) -> None:
    """Keep something under a key, if it can be done; two processes saving at once do no harm."""
    import tempfile  # slow to import, and only needed when something was not cached

    folder = _folder()
    if folder is None:
        return
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if not _is_ours(folder):
            return
        handle, temporary = tempfile.mkstemp(dir=folder, prefix="new-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(_check(content) + content)
            os.replace(temporary, os.path.join(folder, key))
        except OSError:
            os.unlink(temporary)
            raise
        _forget_oldest(folder)
    except OSError:
        return


def _check(content: bytes | memoryview) -> bytes:
    """What tells a whole entry from a damaged one; it need not stand up to anybody who may write in the folder."""
    return f"{crc32(content):08x}".encode()


def _folder() -> str | None:
    chosen = os.environ.get("HJEMMEL_CACHE", "")
    if chosen.lower() in _OFF:
        return None
    if chosen:
        return chosen
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):
        home = os.path.expanduser("~")
        if not os.path.isabs(home):
            return None
        base = os.path.join(home, ".cache")
    return os.path.join(base, "hjemmel")


def _is_ours(folder: str) -> bool:
    """Whether the folder belongs to the user and nobody else may write there."""
    try:
        found = os.stat(folder)
    except OSError:
        return False
    if not hasattr(os, "getuid"):
        return True
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _forget_oldest(folder: str) -> None:
    entries = sorted(os.scandir(folder), key=lambda entry: entry.stat().st_mtime, reverse=True)
    for entry in entries[KEPT:]:
        os.unlink(entry.path)
