"""Policy files as they were in a git revision, read without touching the working tree.

A file of a revision is named `REVISION:path`, as git itself names it. Start reading at `find_revision`.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

from engine.diagnostics import Code, Diagnostic
from engine.source import Span
from engine.store.files import LARGEST_FILE, SUFFIX, FileBytes

NOT_IN_REVISION = Code("P701", "not-in-revision", "a git revision holds no policy files at a path")


def find_revision(written: str) -> tuple[str, str] | None:
    """The revision and the path that `REVISION` or `REVISION:path` means here; `None` where git knows no such."""
    revision, sign, path = written.partition(":")
    if revision.startswith("-") or not revision or (sign and not path):
        return None
    known = _git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    return (revision, path) if known is not None else None


def load_revision(revision: str, paths: Sequence[str]) -> tuple[list[FileBytes], list[Diagnostic]]:
    """The bytes of every policy file at these paths of a revision, sorted by name; a path without any is reported."""
    files: dict[str, FileBytes] = {}
    found: list[Diagnostic] = []
    for path in paths:
        here = [FileBytes(f"{revision}:{name}", data) for name, data in _files(revision, path)]
        if not here:
            span = Span(f"{revision}:{path}", 0, 0)
            hint = f"give the folder the policies were in then, as `{revision}:FOLDER`"
            found.append(NOT_IN_REVISION.at(span, f"`{revision}` has no {SUFFIX} files at `{path}`", hint=hint))
        files.update((file.name, file) for file in here if len(file.data) <= LARGEST_FILE)
    return [files[name] for name in sorted(files)], found


def _files(revision: str, path: str) -> list[tuple[str, bytes]]:
    """The policy files at a path, in the folder where the user stands, with their bytes as they were."""
    listed = _git("ls-tree", "-r", "-z", revision, "--", os.path.normpath(path))
    entries = [entry.split(b"\t", 1) for entry in (listed or b"").split(b"\0") if entry]
    blobs = [(head.split()[2].decode(), os.fsdecode(name)) for head, name in entries if head.split()[1] == b"blob"]
    wanted = [(blob, name) for blob, name in blobs if name.endswith(SUFFIX) or name == os.path.normpath(path)]
    return [(name, _git("cat-file", "blob", blob) or b"") for blob, name in wanted]


def _git(*arguments: str) -> bytes | None:
    """What git answers, or `None` where it refuses or is not there."""
    environment = {name: value for name, value in os.environ.items() if name != "GIT_EXTERNAL_DIFF"}
    try:
        done = subprocess.run(("git", *arguments), capture_output=True, check=False, env=environment)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
