"""`hjemmel check --fix`: what can be mended without choosing, written into the rule files or shown as a difference."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.cli.screen import answer, stop, talk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.authoring.fixing import Mended
    from engine.diagnostics import Diagnostic
    from engine.store.files import FileBytes
    from engine.workspace import Workspace


def mended(
    workspace: Workspace, found: Sequence[Diagnostic], judge: Callable[[Workspace], Sequence[Diagnostic]]
) -> Mended:
    """The texts with every safe fix in them; each round is checked anew, with all the files."""
    from engine.authoring.fixing import mend
    from engine.workspace import workspace_of

    def after(texts: Mapping[str, str]) -> Sequence[Diagnostic]:
        return judge(workspace_of(with_texts(workspace.files, texts)))

    return mend(workspace.sources, found, after)


def with_texts(files: Sequence[FileBytes], texts: Mapping[str, str]) -> list[FileBytes]:
    """The files with other texts in place of some of theirs."""
    from engine.store.files import FileBytes

    return [FileBytes(it.name, texts[it.name].encode()) if it.name in texts else it for it in files]


def write(result: Mended, languages: Mapping[str, str]) -> None:
    """Write the texts, and tell of each fix in the language of its file; a file is written whole or not at all."""
    from engine.diagnostics.translate import language_for, said_in
    from engine.store.files import STDIN_NAME
    from engine.store.writing import replace_file

    for name, text in sorted(result.texts.items()):
        if name == STDIN_NAME:
            stop("standard input cannot be mended; show what would change with --diff")
        try:
            replace_file(name, text.encode())
        except OSError as error:
            stop(f"cannot write `{name}`: {(error.strerror or 'unknown reason').lower()}")
    for found, fix in result.done:
        said = said_in(fix.message, language_for(found, languages))
        talk(f"{found.span.file}: {found.code} {found.slug}: {said[:1].lower()}{said[1:]}")


def show(workspace: Workspace, result: Mended) -> None:
    """Print what would change."""
    for name, text in sorted(result.texts.items()):
        old = workspace.sources[name].text.splitlines(keepends=True)
        answer("".join(difflib.unified_diff(old, text.splitlines(keepends=True), name, name)))
