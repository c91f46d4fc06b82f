"""`hjemmel check`: everything that can be said of policies without a case."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from engine.cli.screen import answer, colour_on, exit_code, finish, talk, tell

if TYPE_CHECKING:
    from engine.model.provisions import Provisions

FORMATS = ("pretty", "compact", "json", "sarif", "github", "junit")


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "format", type=click.Choice(FORMATS), default="pretty", show_default=True)
@click.option("--law", metavar="FILE", help="Look citations up in a provisions.json.")
def command(paths: tuple[str, ...], format: str, law: str | None) -> None:
    """Check policies: names, types, units, citations, circles, conflicts, gaps.

    PATH is a folder of policies, a file, or - for standard input; without one, the folder policies.
    Exits 1 when there is an error; warnings and notes do not count.
    """
    from engine.cli.cases import default_policies
    from engine.diagnostics.render import render, summary
    from engine.workspace import read_workspace

    provisions = _provisions(law) if law is not None else None
    workspace = read_workspace(paths or default_policies())
    found = workspace.check(provisions)
    answer(render(found, workspace.sources, format, colour_on(sys.stdout)))
    if format == "pretty":
        count = len(workspace.files)
        talk(f"{summary(found)} in {count} file{'s' * (count != 1)}")
    finish(exit_code(found))


def _provisions(path: str) -> Provisions:
    """The structure of the law. Without it the citations could not be looked up, so the command ends."""
    from engine.store.files import decode, read_file
    from engine.store.provisions import read_provisions

    file, found = read_file(path)
    source, provisions = None, None
    if file is not None:
        source, found = decode(file)
    if source is not None:
        provisions, found = read_provisions(source)
    if provisions is None:
        tell(found, {source.name: source} if source is not None else {})
        finish(2)
    return provisions
