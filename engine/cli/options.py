"""Options that several commands have, so that they are called the same and mean the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

if TYPE_CHECKING:
    Days = click.ParamType[date]
    Pairs = click.ParamType[tuple[str, Any]]
    AnyType = click.ParamType[Any]
else:  # older versions of click have one type for all
    Days = Pairs = AnyType = click.ParamType

LANGUAGES = ("nb", "nn", "en")


class Day(Days):
    """A day written YYYY-MM-DD, and nothing that only looks like one."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        from engine.store.values import parse_day

        day, message, hint = parse_day(str(value))
        if day is None:
            self.fail(f"{message}; {hint}" if hint else message, param, ctx)
        return day


class Pair(Pairs):
    """`NAME=VALUE`; `value` turns the second part into what it means."""

    def __init__(self, metavar: str, value: AnyType | None = None) -> None:
        self.name = metavar
        self._value = value

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Any]:
        if isinstance(value, tuple):
            return value
        name, sign, rest = str(value).partition("=")
        if not sign or not name or not rest:
            self.fail(f"`{value}` is not of the form {self.name}", param, ctx)
        return name, self._value.convert(rest, param, ctx) if self._value is not None else rest


def policies(command: Command) -> Command:
    """Where the policies are."""
    return click.option(
        "--policies",
        "policy_paths",
        metavar="PATH",
        multiple=True,
        help="A folder of policies, or one file; may be given more than once.  [default: policies]",
    )(command)


class Renamed(click.Option):
    """An option that also answers to the name other commands have for it; help tells of its first name alone."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        known, self.opts = self.opts, self.opts[:1]
        try:
            return super().get_help_record(ctx)
        finally:
            self.opts = known
