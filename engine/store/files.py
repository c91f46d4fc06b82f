"""Policy files: found below the paths a user gives, and read strictly as UTF-8.

The name of a text is the path as the user wrote it, so that a place in a message can be opened from where they stand.
A file that cannot be taken is left out and reported once; the others are still read.
Start reading at `load_texts`.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator

from attrs import frozen

from engine.diagnostics import Code, Diagnostic, Edit, Fix, Severity
from engine.source import SourceText, Span

SUFFIX = ".policy"
STDIN = "-"
STDIN_NAME = "<stdin>"

LARGEST_FILE = 8 * 1024 * 1024
"""In bytes: about forty times the longest act, written out as rules. A larger file is something else."""

MISSING_PATH = Code("P101", "missing-path", "there is no file or folder at a path that was given")
UNREADABLE = Code("P102", "unreadable-file", "a file or folder cannot be read")
NOT_TEXT = Code("P103", "not-text", "a file holds bytes that are no text")
NOT_UTF8 = Code("P104", "not-utf8", "a text is not encoded as UTF-8")
TOO_LARGE = Code("P105", "too-large", "a file is larger than any of its kind can be")
NO_POLICY = Code("P106", "no-policy-files", "a folder holds no policy files")
BYTE_ORDER_MARK = Code("P107", "byte-order-mark", "a text begins with a byte order mark", Severity.NOTE)
LINK_LOOP = Code("P108", "link-loop", "a symbolic link leads back to where it came from")
EMPTY_FILE = Code("P109", "empty-file", "a file holds nothing")

OUTSIDE = frozenset({MISSING_PATH.number, UNREADABLE.number, LINK_LOOP.number, NO_POLICY.number})
"""Codes about the world rather than the text: with one of these the command could not run."""


@frozen
class FileBytes:
    """One file as it lies on the disk, named as the user knows it."""

    name: str
    data: bytes


def load_texts(paths: Iterable[str]) -> tuple[list[SourceText], list[Diagnostic]]:
    """Every policy text below the paths, sorted by name; what could not be read is reported.

    A path is a folder, searched for `*.policy`, or a file of any name, or `-` for standard input.
    """
    files, diagnostics = load_bytes(paths)
    texts = []
    for file in files:
        text, found = decode(file)
        diagnostics += found
        if text is not None:
            texts.append(text)
    return texts, diagnostics


def load_bytes(paths: Iterable[str]) -> tuple[list[FileBytes], list[Diagnostic]]:
    """The bytes of every policy file below the paths, each file once, sorted by name."""
    names, diagnostics = find_files(paths)
    files = []
    for name in names:
        file, found = read_file(name)
        diagnostics += found
        if file is not None:
            files.append(file)
    return files, diagnostics


def find_files(
    paths: Iterable[str], suffix: str = SUFFIX, none: Code = NO_POLICY
) -> tuple[list[str], list[Diagnostic]]:
    """The names of the files below the paths that end so, policy files unless said otherwise; a file reached in two
    ways is named once. A folder that holds none is told of with the code `none`."""
    names: dict[str, str] = {}
    folders: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    for path in paths:
        if path != STDIN and os.path.isdir(path):
            below = sorted(_below(path, suffix, diagnostics))
            if not below and not diagnostics:
                diagnostics.append(none.at(_whole(path), f"no {suffix} files in `{path}`"))
        else:
            below = [path]
        for name in below:
            names.setdefault(_identity(name, folders), name)
    return sorted(names.values()), diagnostics


def read_file(name: str, largest: int = LARGEST_FILE) -> tuple[FileBytes | None, list[Diagnostic]]:
    """The bytes of one file, or of standard input for `-`; one diagnostic when they cannot be had."""
    if name == STDIN:
        return _within_limit(FileBytes(STDIN_NAME, sys.stdin.buffer.read(largest + 1)), largest)
    try:
        found = os.stat(name)
        is_file = stat.S_ISREG(found.st_mode)
        if not is_file and not _is_stream(name):
            return None, [UNREADABLE.at(_whole(name), f"`{name}` is not a file")]
        with open(name, "rb") as stream:
            most = min(found.st_size, largest) if is_file else largest
            return _within_limit(FileBytes(name, stream.read(most + 1)), largest)
    except OSError as error:
        return None, [_cannot_read(name, error)]
    except ValueError:  # a path with a NUL character in it
        return None, [MISSING_PATH.at(_whole(name), f"no file or folder {name!r}")]


def decode(file: FileBytes) -> tuple[SourceText | None, list[Diagnostic]]:
    """The text of a file that must be UTF-8; a byte order mark is taken off with a note."""
    data, notes = file.data, []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        start = Span(file.name, 0, 0)
        fix = Fix("Save it without a byte order mark", (Edit(start, ""),), is_safe=True)
        notes.append(BYTE_ORDER_MARK.at(start, hint="save as UTF-8 without a byte order mark", fixes=[fix]))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [NOT_UTF8.at(_whole(file.name), f"`{file.name}` is UTF-16", hint="save the file as UTF-8")]
    if any(byte in data for byte in _BINARY):
        return None, [NOT_TEXT.at(_whole(file.name), f"`{file.name}` is not a text file")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(file.name, data, error)]
    if not text.strip():
        return None, [*notes, EMPTY_FILE.at(_whole(file.name), f"`{file.name}` is empty")]
    return SourceText(file.name, text), notes


_BINARY = tuple(byte for byte in range(32) if byte not in b"\t\n\r\f\v\x1b")
"""Bytes that no text editor writes. Other odd characters are the syntax's to judge: it can say where they stand."""


def _below(folder: str, suffix: str, diagnostics: list[Diagnostic]) -> Iterator[str]:
    """Files that end so in a folder and its folders; hidden ones are passed over, links followed, never in a circle."""
    waiting: list[tuple[str, tuple[str, ...]]] = [(folder, (os.path.realpath(folder),))]
    while waiting:
        here, above = waiting.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            diagnostics.append(_cannot_read(here, error))
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if not (os.path.isdir(entry.path) if entry.is_symlink() else entry.is_dir()):
                if entry.name.endswith(suffix):
                    yield entry.path
                continue
            real = os.path.realpath(entry.path)
            if real in above:
                diagnostics.append(LINK_LOOP.at(_whole(entry.path), f"`{entry.path}` leads back to `{real}`"))
            else:
                waiting.append((entry.path, (*above, real)))


def _is_stream(name: str) -> bool:
    """A pipe is welcome (`hjemmel check <(…)`); a device or a folder is not."""
    mode = os.stat(name).st_mode
    return stat.S_ISFIFO(mode) or name == "/dev/stdin"


def _within_limit(file: FileBytes, largest: int) -> tuple[FileBytes | None, list[Diagnostic]]:
    if len(file.data) <= largest:
        return file, []
    limit = f"{largest // (1024 * 1024)} MiB"
    hint = "split it by chapter" if largest == LARGEST_FILE else ""
    return None, [TOO_LARGE.at(_whole(file.name), f"`{file.name}` is larger than {limit}", hint=hint)]


def _cannot_read(name: str, error: OSError) -> Diagnostic:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        if os.path.islink(name):
            return MISSING_PATH.at(_whole(name), f"`{name}` is a link to something that is not there")
        return MISSING_PATH.at(_whole(name), f"no file or folder `{name}`", hint=_nearby(name))
    if getattr(error, "errno", None) == 40:  # ELOOP
        return LINK_LOOP.at(_whole(name), f"`{name}` is a link that leads back to itself")
    reason = (error.strerror or "unknown reason").lower()
    return UNREADABLE.at(_whole(name), f"cannot read `{name}`: {reason}")


def _nearby(name: str) -> str:
    """A hint naming the entry of the same folder that the author probably meant."""
    from engine.diagnostics import did_you_mean

    folder, last = os.path.split(name)
    try:
        entries = os.listdir(folder or ".")
    except OSError:
        return ""
    return did_you_mean(last, entries)


def _not_utf8(name: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    before = data[: error.start].decode("utf-8")
    line = before.count("\n") + 1
    byte = data[error.start]
    return NOT_UTF8.at(
        Span(name, len(before), len(before)),
        f"line {line} holds the byte {byte:02x}, which is not UTF-8",
        hint="save the file as UTF-8; it may be in Latin-1 (Windows) now",
    )


def _identity(name: str, folders: dict[str, str]) -> str:
    """The same for two names of one file. `folders` are those seen before, with where they really are."""
    if name == STDIN or "\0" in name:
        return name
    if os.path.islink(name):
        return os.path.realpath(name)
    folder, last = os.path.split(name)
    if folder not in folders:
        folders[folder] = os.path.realpath(folder)
    return os.path.join(folders[folder], last)


def _whole(name: str) -> Span:
    return Span(name, 0, 0)
