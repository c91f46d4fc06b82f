"""What the commands of `hjemmel new` share: a draft is checked with everything beside it before it is written.

Start reading at `write_drafts`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.cli.screen import answer, finish, stop, talk, tell
from engine.cli.tongue import here, read, several

if TYPE_CHECKING:
    from engine.store.files import FileBytes
    from engine.workspace import Workspace


_ERROR = "nothing is written: with the draft there would be {n} error"
_ERRORS = "nothing is written: with the draft there would be {n} errors"


def write_drafts(files: list[FileBytes], drafts: Mapping[str, str]) -> None:
    """Write new files, and files with something added, where they give no error that was not there; name each.

    With an error the command ends here, and nothing is written.
    """
    from engine.store.files import FileBytes
    from engine.store.writing import create_file, replace_file

    made = {name: FileBytes(name, text.encode()) for name, text in drafts.items()}
    there = {file.name for file in files}
    _refuse_errors(files, [*(file for file in files if file.name not in made), *made.values()], made)
    for name, draft in made.items():
        try:
            (replace_file if name in there else create_file)(name, draft.data)
        except FileExistsError:
            stop(f"`{name}` is there already, and nothing is written over")
        except OSError as error:
            stop(f"cannot write `{name}`: {(error.strerror or 'unknown reason').lower()}")
        answer(name)


def _refuse_errors(before: list[FileBytes], after: list[FileBytes], made: Mapping[str, FileBytes]) -> None:
    """Ends the command where a draft brings an error along."""
    from engine.diagnostics import Severity
    from engine.workspace import workspace_of

    def errors(workspace: Workspace) -> dict[tuple[str, str], object]:
        return {(it.code, it.message): it for it in workspace.check() if it.severity is Severity.ERROR}

    workspace = workspace_of(sorted(after, key=lambda file: file.name))
    found = errors(workspace)
    if not found:
        return
    known = errors(workspace_of(before))
    new = [it for key, it in found.items() if key not in known]
    if new:
        tell(new, workspace.sources)  # type: ignore[arg-type]
        talk("hjemmel: " + several(len(new), _ERROR, _ERRORS, here()))
        finish(1)


def refuse_existing(*names: str) -> None:
    """Ends the command where one of the files is there."""
    for name in names:
        if os.path.lexists(name):
            stop(f"`{name}` is there already, and nothing is written over")


def refuse_name(name: str) -> None:
    """Ends the command where something cannot be a name in a rule file."""
    from engine.authoring.scaffold import usable_name

    why = usable_name(name)
    if why:
        stop(why)


def read_files(paths: tuple[str, ...]) -> list[FileBytes]:
    """The policy files below some paths; where one cannot be read the command ends."""
    from engine.cli.screen import exit_code
    from engine.store.files import load_bytes

    files, found = load_bytes(paths)
    read(files)
    if found:
        tell(found, {}, "compact")
        finish(exit_code(found) or 2)
    return files
