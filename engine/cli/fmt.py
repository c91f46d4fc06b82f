"""`hjemmel fmt`: rule files in their canonical layout, in their own keyword language or another."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
from attrs import frozen

from engine.cli.options import LANGUAGES
from engine.cli.screen import answer, exit_code, finish, stop, talk, tell
from engine.cli.tongue import here, read, several

if TYPE_CHECKING:
    from engine.diagnostics import Diagnostic
    from engine.source import SourceText
    from engine.store.files import FileBytes


@frozen
class Formatted:
    """A file as it is and as it would be written; `new` is `None` where it does not parse."""

    name: str
    old: bytes
    source: SourceText | None
    new: str | None
    found: tuple[Diagnostic, ...] = ()

    @property
    def changes(self) -> bool:
        return self.new is not None and self.new.encode() != self.old


@click.command("fmt")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 when a file is not canonical.")
@click.option("--diff", "show_diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Write the keywords in this language.")
def command(paths: tuple[str, ...], only_check: bool, show_diff: bool, language: str | None) -> None:
    """Lay rule files out the canonical way; comments are kept, and the meaning is the same.

    PATH is a folder of policies, a file, or - for standard input, which is written to standard output; without one,
    the folder policies. A file that does not parse is told of and left alone. Exits 1 then, and when --check or
    --diff finds something to change.
    """
    from engine.cli.cases import default_policies
    from engine.store.files import STDIN, load_bytes

    files, found = load_bytes(paths or default_policies())
    read(files)
    tell(found, {}, "compact")
    code, changed = exit_code(found), 0
    for each in _formatted(files, language):
        _tell(each)
        code = max(code, int(each.new is None))
        changed += each.changes
        if show_diff:
            answer(_difference(each))
        elif only_check and each.changes:
            answer(each.name)
        elif not only_check and paths == (STDIN,):
            answer(each.new or "")
        elif not only_check and each.changes:
            _write(each)
    if not only_check and not show_diff and paths != (STDIN,):
        talk(several(len(files), "{a} of {n} file written anew", "{a} of {n} files written anew", here(), a=changed))
    finish(max(code, int(bool(changed) and (only_check or show_diff))))


def _formatted(files: list[FileBytes], language: str | None) -> Iterator[Formatted]:
    from engine.store.files import decode
    from engine.syntax.format import NotTheSame, format_source

    for file in files:
        source, found = decode(file)
        if source is None:
            yield Formatted(file.name, file.data, None, None, tuple(found))
            continue
        try:
            text, mistakes = format_source(source, language)
        except NotTheSame:
            talk(
                f"hjemmel: `{file.name}` is left as it is: its new layout would not mean the same (a fault of hjemmel)"
            )
            text, mistakes = None, []
        yield Formatted(file.name, file.data, source, text, (*found, *mistakes))


def _tell(each: Formatted) -> None:
    from engine.diagnostics import Severity

    errors = [one for one in each.found if one.severity is Severity.ERROR]
    tell(errors, {each.source.name: each.source} if each.source is not None else {})


def _difference(each: Formatted) -> str:
    if each.source is None or each.new is None:
        return ""
    old, new = each.source.text.splitlines(keepends=True), each.new.splitlines(keepends=True)
    return "".join(difflib.unified_diff(old, new, each.name, each.name))


def _write(each: Formatted) -> None:
    from engine.store.writing import replace_file

    assert each.new is not None
    try:
        replace_file(each.name, each.new.encode())
    except OSError as error:
        stop(f"cannot write `{each.name}`: {(error.strerror or 'unknown reason').lower()}")
    answer(each.name)
