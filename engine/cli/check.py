"""`hjemmel check`: everything that can be said of policies without a case."""

from __future__ import annotations

import sys

import click

from engine.cli.laws import provisions_to_check, reading_store
from engine.cli.screen import answer, colour_on, exit_code, finish, talk

FORMATS = ("pretty", "compact", "json", "sarif", "github", "junit")


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "format", type=click.Choice(FORMATS), default="pretty", show_default=True)
@click.option("--law", metavar="PATH", help="Look citations up in a store of law texts, or in a provisions.json.")
def command(paths: tuple[str, ...], format: str, law: str | None) -> None:
    """Check policies: names, types, units, citations, circles, conflicts, gaps.

    PATH is a folder of policies, a file, or - for standard input; without one, the folder policies.
    Exits 1 when there is an error; warnings and notes do not count.
    """
    from engine.cli.cases import default_policies
    from engine.diagnostics.render import render, summary
    from engine.workspace import read_workspace

    workspace = read_workspace(paths or default_policies())
    with reading_store():
        found = workspace.check(provisions_to_check(law) if law is not None else None)
    answer(render(found, workspace.sources, format, colour_on(sys.stdout)))
    if format == "pretty":
        count = len(workspace.files)
        talk(f"{summary(found)} in {count} file{'s' * (count != 1)}")
    finish(exit_code(found))
