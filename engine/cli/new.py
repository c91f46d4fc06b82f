"""`hjemmel new`: first drafts that read, bind and pass `check`; one module for each of its commands."""

from __future__ import annotations

from collections.abc import Mapping

import click

from engine.cli.app import Commands


class NewCommands(Commands):
    """The commands of the group, each imported when it is called."""

    lines: Mapping[str, str] = {
        "case": "Write a case that expects what comes out when nothing is known.",
        "policy": "Write a rule file for an act or a regulation, with its first cases.",
        "rule": "Add a rule or an exception to a rule file.",
    }
    modules = "engine.cli.new_{}"


@click.group("new", cls=NewCommands)
def command() -> None:
    """First drafts of a policy, a rule or a case, in your keyword language. Nothing that is there is written over.

    A draft passes check before it is written. Words for readers begin with `…` until you write them; check tells of
    each that is left.
    """
