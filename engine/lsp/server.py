"""The server put together from its features. Start reading at `make_server`."""

from __future__ import annotations

from collections.abc import Iterable

from engine.lsp.commands import add_commands
from engine.lsp.life import add_changes, add_life
from engine.lsp.looks import add_looks
from engine.lsp.navigation import add_navigation
from engine.lsp.service import HjemmelServer
from engine.lsp.writing import add_writing


def make_server(paths: Iterable[str] = (), store: str = "") -> HjemmelServer:
    """A server ready to be started. Law texts are read from the folder `store`, where there are any."""
    server = HjemmelServer(paths, store)
    for add in (add_life, add_changes, add_navigation, add_writing, add_looks, add_commands):
        add(server)
    return server
