"""What a command may add to the case it reads: the days, the readings, the policies, and what to decide.

Each command that reads a case has these options, called the same and meaning the same, and gets them as one value.
Start reading at `case_options`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

import click
from attrs import frozen

from engine.cli.options import Command, Day, Pair, policies


@frozen
class CaseOptions:
    """What a command was told of a case beside the case itself."""

    policy_paths: tuple[str, ...]
    day: date | None
    first: date | None
    last: date | None
    known_on: date | None
    suppose: tuple[tuple[str, date], ...]
    reading: tuple[tuple[str, str], ...]
    terms: tuple[str, ...] = ()


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option("--on", "day", type=Day(), metavar="DATE", help="The day asked about, instead of the case's."),
    click.option("--from", "first", type=Day(), metavar="DATE", help="First day of a period, instead of the case's."),
    click.option("--to", "last", type=Day(), metavar="DATE", help="Last day of the period, included."),
    click.option("--known-on", type=Day(), metavar="DATE", help="Read parameters as they were known on this day."),
    click.option(
        "--suppose",
        type=Pair("SOURCE=DATE", Day()),
        multiple=True,
        metavar="SOURCE=DATE",
        help="Suppose that an act adopted without a date in force comes into force on this day.",
    ),
    click.option(
        "--reading",
        type=Pair("NAME=READING"),
        multiple=True,
        metavar="NAME=READING",
        help="Read an interpretation otherwise than the policy chooses.",
    ),
    policies,
)
_NAMES = ("policy_paths", "day", "first", "last", "known_on", "suppose", "reading")


def asking(flag: str = "--for") -> Callable[[Command], Command]:
    """What to decide, as `flag`; `case_options` takes it into its value."""
    help = "A service or a term to decide, instead of what the case asks."
    return click.option(flag, "terms", metavar="SERVICE", multiple=True, help=help)


def case_options(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a case; it is called with their values as one, named `options`."""

    @wraps(function)
    def run(**given: Any) -> None:
        own = {name: given.pop(name) for name in _NAMES}
        function(options=CaseOptions(**own, terms=given.pop("terms", ())), **given)

    for option in reversed(_OPTIONS):
        run = option(run)
    return run
