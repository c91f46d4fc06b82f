"""What commands share: where things are printed, in colour or not, and how findings end a run."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable, Mapping
from typing import IO, NoReturn

import click

from engine.cli.app import COULD_NOT_RUN, DID_IT, FOUND_PROBLEMS, PIPE_CLOSED
from engine.diagnostics import Diagnostic, Severity, did_you_mean
from engine.source import SourceText


def answer(text: str) -> None:
    """Print what was asked for, on stdout. A reader that goes away (`| head`) ends the command without a word."""
    try:
        sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        finish(PIPE_CLOSED)


def talk(text: str) -> None:
    """Print something about the run, on stderr."""
    sys.stderr.write(text if text.endswith("\n") or not text else text + "\n")


def finish(code: int) -> NoReturn:
    """End the command with an exit code."""
    raise click.exceptions.Exit(code)


def stop(message: str) -> NoReturn:
    """End a command that could not run, with one line."""
    from engine.cli.tongue import here, told

    talk(f"hjemmel: {told(message, here())}")
    finish(COULD_NOT_RUN)


def unknown(message: str, word: str, known: Collection[str]) -> str:
    """What is said of a word nothing is called by, with the closest of those that are known, where one is close."""
    hint = did_you_mean(word, known)
    return f"{message}; {hint}" if hint else message


def stop_for_extra(what: str, extra: str) -> NoReturn:
    """End a command that needs an optional part, with the words that install it, also from a clone."""
    stop(
        f"{what} needs more than is installed: pip install 'hjemmel[{extra}]' (in a clone: pip install -e '.[{extra}]')"
    )


def colour_on(stream: IO[str]) -> bool:
    """Whether to draw in colour: on a terminal, unless `NO_COLOR` is set (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def tell(diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceText], format: str = "pretty") -> None:
    """Print findings on stderr, when there are any, each in the language of its file.

    What is of no rule file, such as a case, is told in the `--language` the command was called with, if it has one.
    """
    found = list(diagnostics)
    if found:
        from engine.diagnostics.render import render

        here = click.get_current_context(silent=True)
        asked = here.params.get("language") if here is not None else None
        talk(render(found, sources, format, colour_on(sys.stderr), tongues(sources, asked)))


def tongues(sources: Mapping[str, SourceText], asked: str | None = None) -> Mapping[str, str]:
    """The language each rule file is told of in: its own; and under `""` that of everything else.

    That is the language asked for, else the one all these rule files share, else English.
    """
    from engine.cli.tongue import declared

    own = {name: language for name, text in sources.items() if (language := declared(text.text))}
    shared = set(own.values())
    return {**own, "": asked or (shared.pop() if len(shared) == 1 else "en")}


def exit_code(diagnostics: Iterable[Diagnostic]) -> int:
    """What findings mean for the exit code: files that are not there could not be run, errors are problems."""
    from engine.store.files import OUTSIDE

    errors = [found for found in diagnostics if found.severity is Severity.ERROR]
    if any(found.code in OUTSIDE for found in errors):
        return COULD_NOT_RUN
    return FOUND_PROBLEMS if errors else DID_IT
