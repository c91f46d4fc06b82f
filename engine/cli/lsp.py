"""`hjemmel lsp`: the editor server, over standard input and output."""

from __future__ import annotations

import logging
import os
import sys

import click

from engine.cli.options import Renamed
from engine.cli.screen import stop_for_extra


@click.command("lsp")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--store",
    "--law",
    "folder",
    cls=Renamed,
    metavar="DIR",
    help="The store of law texts.  [default: $HJEMMEL_LAW, or hjemmel/law among your data]",
)
def command(paths: tuple[str, ...], folder: str | None) -> None:
    """Serve an editor: it starts this command and speaks with it over standard input and output.

    PATH is a folder of policies or a file, read together; without one, the folder policies of each folder the editor
    has open, or that folder itself.
    """
    try:
        from engine.lsp.server import make_server
    except ModuleNotFoundError as error:
        if error.name not in ("pygls", "lsprotocol"):
            raise
        stop_for_extra("the editor server", "editor")
    from engine.store.law_store import default_folder

    logging.disable(logging.CRITICAL)  # what goes wrong is told to the editor
    sys.setswitchinterval(0.001)  # a keystroke is answered while the project is checked
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as spoken:
        sys.stdout = sys.stderr  # nothing but the protocol is written there
        try:
            make_server(paths, folder or default_folder()).start_io(stdout=spoken)
        except SystemExit as ended:
            spoken.flush()
            os._exit(int(ended.code or 0))  # a check that is still going on has nobody left to tell
