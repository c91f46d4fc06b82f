"""`hjemmel diff --external`: called by git for each file that differs, with the old and the new text of that file.

Git hands over one file, and a rule file means nothing alone: the other policies here stand beside both texts. Git wants
exit code 0. Start reading at `drive`.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import NoReturn

from engine.cli.cases import default_policies
from engine.cli.screen import answer, finish, talk, tell

ARGUMENTS = 7
"""Path, old file, its hash and mode, new file, its hash and mode."""


def drive(arguments: tuple[str, ...], folders: tuple[str, ...], language: str, limit: int | None) -> NoReturn:
    """Tell git what a file's change means; of a file that is no rule file, which lines changed."""
    if len(arguments) < ARGUMENTS:
        talk(f"hjemmel: `{arguments[0] if arguments else '?'}` is not merged")
        finish(0)
    path, old, _, _, new = arguments[:5]
    if not path.endswith(".policy"):
        answer("".join(_lines(path, old, new)))
        finish(0)
    answer(_told(path, old, new, folders, language, limit))
    finish(0)


def _lines(path: str, old: str, new: str) -> list[str]:
    texts = [Path(it).read_text(encoding="utf-8", errors="replace").splitlines(keepends=True) for it in (old, new)]
    return list(difflib.unified_diff(texts[0], texts[1], f"a/{path}", f"b/{path}"))


def _told(path: str, old: str, new: str, folders: tuple[str, ...], language: str, limit: int | None) -> str:
    from engine.cli.diff import rendered
    from engine.diff.comparison import Wanted, compare_versions
    from engine.store.files import FileBytes, load_bytes
    from engine.workspace import open_files

    around, _ = load_bytes(folders or _around(path))
    others = [file for file in around if Path(file.name) != Path(path)]
    sides = []
    for name in (old, new):
        data = Path(name).read_bytes()
        files = sorted([*others, *([FileBytes(path, data)] if data else [])], key=lambda file: file.name)
        workspace = open_files(files)
        if workspace.has_errors:
            tell(workspace.errors, workspace.sources)
            return f"{path}: not compared, since one side has errors"
        sides.append(workspace.side(f"{'a' if name == old else 'b'}/{path}"))
    return rendered(compare_versions(sides[0], sides[1], Wanted(steps=limit)), "text", language)


def _around(path: str) -> tuple[str, ...]:
    """The policies a file belongs with: the folder of policies it lies in, or where there is none, itself."""
    for folder in Path(path).parents:
        if folder.name == "policies" and folder.is_dir():
            return (str(folder),)
    return default_policies() if Path("policies").is_dir() else ()
