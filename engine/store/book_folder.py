"""The folder a policy book is written to: made, written again, and never mixed with what is not a book.

A list of its files lies in the folder, so that pages which are there no more are taken away when a book is written
again, and nothing else is. Start reading at `write_book`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable

LIST = "bok.json"


class NotABook(Exception):
    """The folder holds something else than a book, and nothing was written."""


def check_folder(folder: str) -> None:
    """Do nothing where a book may be written.

    Raises:
        NotABook: the folder is there and holds something that is not a book, or is a file.
    """
    if not os.path.isdir(folder) and os.path.lexists(folder):
        raise NotABook(folder)
    _earlier(folder)


def write_book(folder: str, files: Iterable[tuple[str, str]]) -> list[str]:
    """Write every file of a book, take away those of an earlier one that are not in it, and give the paths written.

    Raises:
        NotABook: the folder is there and holds something that is not a book.
        OSError: something cannot be written.
    """
    check_folder(folder)
    earlier = _earlier(folder)
    written: list[str] = []
    try:
        for path, text in files:
            written.append(path)
            _write(os.path.join(folder, *path.split("/")), text)
    except BaseException:
        _keep_list(folder, {*earlier, *written})  # a book that was cut short can be written again
        raise
    for path in sorted(earlier - set(written)):
        _remove(folder, path)
    _keep_list(folder, set(written))
    return written


def _keep_list(folder: str, paths: set[str]) -> None:
    if os.path.isdir(folder):
        _write(os.path.join(folder, LIST), json.dumps({"files": sorted(paths)}, ensure_ascii=False, indent=1) + "\n")


def _earlier(folder: str) -> set[str]:
    """The files of the book that lies there; none where the folder is new or empty."""
    if not os.path.isdir(folder) or not os.listdir(folder):
        return set()
    try:
        with open(os.path.join(folder, LIST), encoding="utf-8") as stream:
            files = json.load(stream)["files"]
    except (OSError, ValueError, KeyError, TypeError):
        raise NotABook(folder) from None
    return {path for path in files if isinstance(path, str) and _is_inside(path)}


def _is_inside(path: str) -> bool:
    """Whether a path of the list leads nowhere but into the folder."""
    return bool(path) and not os.path.isabs(path) and ".." not in path.split("/") and "\\" not in path


def _write(path: str, text: str) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)


def _remove(folder: str, path: str) -> None:
    """A page that is no more, and its folder where that is empty then."""
    place = os.path.join(folder, *path.split("/"))
    if os.path.isfile(place):
        os.remove(place)
    above = os.path.dirname(place)
    if above != folder and os.path.isdir(above) and not os.listdir(above):
        os.rmdir(above)
