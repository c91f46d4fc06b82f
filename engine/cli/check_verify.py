"""`hjemmel check --verify`: the solver asked beside the plain check, and how far it came told on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from engine.cli.screen import stop_for_extra, talk
from engine.cli.tongue import here, say, told

if TYPE_CHECKING:
    from engine.diagnostics import Diagnostic
    from engine.workspace import Workspace

MOST_NAMED = 8


def with_solver(workspace: Workspace, found: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    """The findings, those left open decided, with what only the solver finds; of policies with errors as they are."""
    if workspace.has_errors:
        talk("hjemmel: " + say("there are errors in these policies, so nothing is proved of them", here()))
        return found
    needs_solver()
    from engine.authoring.verified import verified

    result = verified(workspace.policy, found, _progress())
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    asked = result.decided + len(result.undecided)
    talk(say("the solver decided {n} of {m} questions", here(), n=result.decided, m=asked))
    for question in result.undecided[:MOST_NAMED]:
        talk("  " + say("not decided: {a}", here(), a=told(question, here())))
    if len(result.undecided) > MOST_NAMED:
        talk("  " + say("and {n} more", here(), n=len(result.undecided) - MOST_NAMED))
    return result.found


def needs_solver() -> None:
    """End the command where the solver is not installed."""
    try:
        import z3  # noqa: F401
    except ImportError:
        stop_for_extra("proving", "solver")


def _progress() -> Callable[[str], None]:
    """What tells how far it has come: one line that is written over on a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        return lambda text: None

    def tell(text: str) -> None:
        sys.stderr.write(f"\r\x1b[K{text[:78]}")
        sys.stderr.flush()

    return tell
