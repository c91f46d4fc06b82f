"""Watching files: a command run once, and again whenever something it reads is changed, until Ctrl-C.

What `check`, `explain` and `test` share. What is run may end its command as usual; watching goes on.
Start reading at `watching`.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import wraps
from importlib.util import find_spec
from typing import Any, NoReturn, TypeVar

import click

from engine.cli.screen import stop, stop_for_extra, talk

Command = TypeVar("Command", bound=Callable[..., Any])

CLEAR = "\x1b[2J\x1b[3J\x1b[H"
SUFFIXES = (".policy", ".json")


def watch_option(command: Command) -> Command:
    """The option of every command that can be run again by itself."""
    help = "Run again whenever a file it reads is changed, until Ctrl-C."
    return click.option("--watch", "watch", is_flag=True, help=help)(command)


def watchable(policies: Callable[[Mapping[str, Any]], Sequence[str]], case: str = "") -> Callable[[Any], Any]:
    """Give a command the option, where running it again is all there is to do.

    `policies` finds the paths among its arguments, none for the usual ones; `case` names the argument with a case.
    """

    def wrap(function: Any) -> Any:
        @wraps(function)
        def run(watch: bool, **given: Any) -> None:
            if not watch:
                function(**given)
                return
            from engine.cli.cases import default_policies

            if given.get("mends"):
                raise click.UsageError("--watch writes nothing; leave --fix out")
            paths = policies(given) or default_policies()
            watching([*paths, *([given[case]] if case else [])], lambda: function(**given))

        return watch_option(run)

    return wrap


def watching(paths: Iterable[str], run: Callable[[], None]) -> NoReturn:
    """Run, and run again each time one of these files, or a file in these folders, is changed. Ctrl-C ends it."""
    watched = list(paths)
    _may_watch(watched)
    from watchfiles import watch

    gc.enable()  # a command that goes on for hours must give back what it made
    _once(run)
    talk("watching; Ctrl-C ends it")
    named = {os.path.realpath(path) for path in watched if os.path.isfile(path)}
    folders = {os.path.dirname(os.path.abspath(path)) if os.path.isfile(path) else path for path in watched}
    roots = [os.path.realpath(path) for path in watched if os.path.isdir(path)]

    def counts(_: object, path: str) -> bool:
        real = os.path.realpath(path)
        return real in named or (path.endswith(SUFFIXES) and any(real.startswith(root + os.sep) for root in roots))

    for _ in watch(*sorted(folders), watch_filter=counts, debounce=300, step=50, recursive=bool(roots)):
        if sys.stdout.isatty():
            sys.stdout.write(CLEAR)
        _once(run)
    raise KeyboardInterrupt


def _once(run: Callable[[], None]) -> None:
    with suppress(click.exceptions.Exit):
        run()
    sys.stdout.flush()


def _may_watch(paths: list[str]) -> None:
    if find_spec("watchfiles") is None:
        stop_for_extra("watching", "watch")
    for path in paths:
        if path == "-":
            stop("standard input cannot be watched; name a file or a folder")
        if not os.path.exists(path):
            stop(f"there is no file or folder `{path}` to watch")
