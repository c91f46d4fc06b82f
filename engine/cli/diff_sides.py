"""The two sides of a comparison: what each argument means, opened. Start reading at `opened_sides`."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import click
from attrs import frozen

from engine.cli.cases import default_policies
from engine.cli.screen import finish, stop, tell

if TYPE_CHECKING:
    from engine.diff.comparison import Side
    from engine.law.text import LawText
    from engine.store.names import Names
    from engine.workspace import Workspace


@frozen
class SideArguments:
    """What `diff` was called with about its sides."""

    sides: tuple[str, ...]
    on: tuple[date, ...]
    folders: tuple[str, ...]
    law_before: str | None
    law_after: str | None


@frozen
class Sides:
    """Both sides, and the newer policies opened."""

    before: Side
    after: Side
    now: Workspace

    @property
    def names(self) -> Names:
        """The names of the newer policies."""
        from engine.store.names import index

        return self.now.known_names or index(self.now.policy)


def opened_sides(arguments: SideArguments, format: str) -> Sides:
    """Both sides opened. What cannot be compared ends the command with what is wrong with it."""
    form = "json" if format == "json" else "pretty"
    laws = _laws(arguments.law_before, arguments.law_after)
    if arguments.on:
        return _on_two_days(arguments, laws, form)
    if not 1 <= len(arguments.sides) <= 2:
        raise click.UsageError("name two versions, or one to compare the policies here with, or give --on twice")
    first, *rest = arguments.sides
    before = _opened(first, arguments.folders, form)
    after = _opened(rest[0], arguments.folders, form) if rest else _here(arguments.folders, form)
    name = rest[0] if rest else _folders(arguments.folders)[0]
    return Sides(before.side(first, None, laws[0]), after.side(name, None, laws[1]), after)


def _on_two_days(arguments: SideArguments, laws: tuple[Mapping[str, LawText], ...], form: str) -> Sides:
    if len(arguments.on) != 2:
        raise click.UsageError("--on is given twice: the day before and the day after")
    if len(arguments.sides) > 1:
        raise click.UsageError("with --on twice, the policies are the same on both sides: name them once")
    one = _opened(arguments.sides[0], arguments.folders, form) if arguments.sides else _here(arguments.folders, form)
    name = arguments.sides[0] if arguments.sides else _folders(arguments.folders)[0]
    first, last = arguments.on
    return Sides(one.side(name, first, laws[0]), one.side(name, last, laws[1]), one)


def _folders(folders: tuple[str, ...]) -> tuple[str, ...]:
    return folders or default_policies()


def _here(folders: tuple[str, ...], form: str) -> Workspace:
    from engine.workspace import open_workspace

    return _sound(open_workspace(_folders(folders)), form)


def _opened(written: str, folders: tuple[str, ...], form: str) -> Workspace:
    """The policies of a folder, a file or a revision; what is there on the disk goes before a revision of the name."""
    from engine.store.revisions import find_revision
    from engine.workspace import open_revision, open_workspace

    if os.path.exists(written):
        return _sound(open_workspace([written]), form)
    found = find_revision(written)
    if found is None:
        stop(f"`{written}` is no file, no folder and no git revision here")
    revision, path = found
    return _sound(open_revision(revision, [path] if path else list(folders or ("policies",))), form)


def _sound(workspace: Workspace, form: str) -> Workspace:
    if workspace.has_errors:
        tell(workspace.errors, workspace.sources, form)
        finish(2)
    return workspace


def _laws(before: str | None, after: str | None) -> tuple[Mapping[str, LawText], Mapping[str, LawText]]:
    """The texts of the law on both sides, where both are given."""
    if (before is None) != (after is None):
        raise click.UsageError("the text of the law is compared when both --law-before and --law-after are given")
    return _law(before), _law(after)


def _law(where: str | None) -> Mapping[str, LawText]:
    """The texts at a store or in files, or what the store held of a day."""
    if where is None:
        return {}
    from engine.cli.laws import reading_store
    from engine.cli.options import Day
    from engine.store.law_import import laws_at
    from engine.store.law_store import default_folder, open_store

    with reading_store():
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", where):
            store, found = open_store(default_folder(), Day().convert(where, None, None))
            laws = store.laws if store is not None else None
        else:
            laws, found = laws_at(where)
    tell(found, {})
    if laws is None:
        finish(2)
    return dict(laws)
