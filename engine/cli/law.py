"""`hjemmel law`: the official texts, and what the policies make of them; one module for each of its commands."""

from __future__ import annotations

from collections.abc import Mapping

import click

from engine.cli.app import Commands


class LawCommands(Commands):
    """The commands of the group, each imported when it is called."""

    lines: Mapping[str, str] = {
        "check": "Look up every citation of the policies.",
        "coverage": "What the policies say of each provision.",
        "import": "Read official texts into the store.",
        "show": "Print the words at an address.",
        "stale": "Which rules rest on sentences that changed.",
    }
    modules = "engine.cli.law_{}"


@click.group("law", cls=LawCommands)
def command() -> None:
    """Official texts of acts and regulations, and what the policies make of them.

    The texts are kept in a store on this machine; `hjemmel law import` fills it.
    """
