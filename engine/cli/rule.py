"""`hjemmel rule CODE`: what a diagnostic code means, what to avoid, what to prefer, and why."""

from __future__ import annotations

import click

from engine.cli.screen import answer, stop, talk, unknown
from engine.cli.tongue import here, language_option, say


@click.command("rule")
@click.argument("code", metavar="CODE")
@language_option
def command(code: str, language: str | None) -> None:
    """Tell what a diagnostic code means. CODE is as in R102, unknown-fact or R102-unknown-fact."""
    from engine.diagnostics.pages import page, page_files

    text = page(code)
    if text is None:
        names = [part for path in page_files() for part in path.stem.split("-", 1)]
        stop(unknown(f"no diagnostic has the code `{code}`", code, names))
    if language not in (None, "en"):
        talk(say("The page is in English alone.", here()))
    answer(text)
