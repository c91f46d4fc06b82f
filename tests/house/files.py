"""The files of the repository, as a reader of it would list them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
_NOT_OURS = {"build", "dist", "__pycache__"}


def every_file(*endings: str) -> list[Path]:
    """Every file of ours, or those whose names end so; caches, environments and git's own files are left out."""
    return sorted(path for path in _walk(ROOT) if not endings or path.name.endswith(endings))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        hidden = path.name.startswith(".") and path.name not in (".ci", ".gitignore", ".gitattributes", ".editorconfig")
        if hidden or path.name in _NOT_OURS or path.name.endswith(".egg-info"):
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def name_of(path: Path) -> str:
    """A file's name for a message: from the root of the repository, with slashes."""
    return path.relative_to(ROOT).as_posix()
