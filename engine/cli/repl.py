"""`hjemmel repl`: facts and expressions tried against the policies on a day, one line at a time.

A line is a command, a fact (`income = 5 kr`) or something to ask for (`payment?`, `2 * income`). What cannot be read is
told as a finding, and the case is as it was. Start reading at `take`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

import click
from attrs import define

from engine.cli.options import LANGUAGES, Day, policies
from engine.cli.screen import colour_on, exit_code, finish, tell

if TYPE_CHECKING:
    from engine.authoring.bench import Trial
    from engine.diagnostics import Diagnostic
    from engine.evaluate.decision import Answer, Segment, Wait
    from engine.model.units import Type
    from engine.resolve.trial import Bench
    from engine.workspace import Workspace

_FACT = re.compile(
    r"^(?P<name>(?P<used>\w+\s+)?[^\W\d][\w.]*(?:\s+\w+\s+[^\W\d]\w*)?)\s*(?P<sign>=|:)\s*(?P<value>[^=].*)$"
)


class Ended(Exception):
    """Somebody ended it, or there are no more lines."""


@define
class Table:
    """Where the trial is held: the policies, the case so far, and how lines come and go."""

    workspace: Workspace
    bench: Bench
    trial: Trial
    language: str
    write: Callable[[str], None]
    wrong: bool = False

    def say(self, what: str, **blanks: object) -> None:
        from engine.cli.repl_words import say

        self.write(say(what, self.language, **blanks))

    def refuse(self, found: Iterable[Diagnostic], line: str) -> None:
        from engine.diagnostics.render import render
        from engine.resolve.trial import TYPED
        from engine.source import SourceText

        sources = {**self.workspace.sources, TYPED: SourceText(TYPED, line)}
        self.wrong = True
        told = render(found, sources, "pretty", colour_on(sys.stdout), {TYPED: self.language})
        self.write(told.rstrip("\n"))

    def mistaken(self, what: str, **blanks: object) -> None:
        self.wrong = True
        self.say(what, **blanks)


@click.command("repl")
@policies
@click.option("--on", "day", type=Day(), metavar="DATE", help="The day asked about.")
@click.option("--case", metavar="FILE", help="A case as JSON to begin with.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Of keywords and answers.  [default: as in the rules]")
def command(policy_paths: tuple[str, ...], day: date | None, case: str | None, language: str | None) -> None:
    """Try facts and expressions against policies on a day. Type `help` for what may be typed.

    Give the day, or a case with one. Lines may be piped in; then it exits 1 when one of them could not be taken.
    """
    table = _table(policy_paths, day, case, language)
    is_typed = sys.stdin.isatty()
    read = _typed() if is_typed else _piped
    table.say("begun", rules=len(table.trial.policy.rules), day=table.trial.case.day)
    while True:
        try:
            take(table, read())
        except KeyboardInterrupt:
            table.write("")
        except Ended:
            break
    finish(int(table.wrong and not is_typed))


def _table(paths: tuple[str, ...], day: date | None, case: str | None, language: str | None) -> Table:
    from engine.authoring.bench import begun
    from engine.cli.cases import default_policies
    from engine.workspace import open_for_trial

    workspace, bench, spoken = open_for_trial(paths or default_policies())
    if workspace.has_errors:
        tell(workspace.errors, workspace.sources)
        finish(exit_code(workspace.errors))
    if case is not None:
        trial = _begun_with(workspace, case, day)
    elif day is not None:
        trial = begun(workspace.policy, day)
    else:
        raise click.UsageError("say on which day, with --on DATE, or begin with a --case that has one")
    return Table(workspace, bench, trial, language or spoken, _write)


def _begun_with(workspace: Workspace, case: str, day: date | None) -> Trial:
    from engine.authoring.bench import Trial
    from engine.cli.cases import case_text
    from engine.store.cases import Request, read_case

    source = case_text(case)
    first = next(iter(sorted(workspace.policy.terms)), "")
    made, options, found = read_case(source, workspace.policy, Request(day=day, terms=(first,) if first else ()))
    tell(found, {**workspace.sources, source.name: source})
    if made is None:
        finish(exit_code(found) or 1)
    return Trial(workspace.policy, made, options)


def _typed() -> Callable[[], str]:
    """Lines from a terminal; with the keys and the history of readline where there is one, kept nowhere."""
    with suppress(ImportError):
        import readline  # noqa: F401

    def read() -> str:
        try:
            return input("> ").strip()
        except EOFError:
            sys.stdout.write("\n")
            raise Ended from None

    return read


def _piped() -> str:
    """Lines from elsewhere, echoed so that what comes out can be read afterwards."""
    line = sys.stdin.readline()
    if not line:
        raise Ended
    sys.stdout.write(f"> {line.rstrip()}\n")
    return line.strip()


def _write(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def take(table: Table, line: str) -> None:
    """Do what one line says."""
    from engine.cli.repl_words import command_of

    if not line or line.startswith("--"):
        return
    command, rest = command_of(line)
    if command and not (rest.startswith(("=", ":")) and table.trial.policy.terms):
        _COMMANDS[command](table, rest)
        return
    if (given := _FACT.match(line)) is not None and _names_a_fact(table, given["name"]):
        _give(table, line, given)
    else:
        _ask(table, line.removesuffix("?").rstrip())


def _names_a_fact(table: Table, name: str) -> bool:
    from engine.resolve.trial import is_given

    words = name.split()
    return any(is_given(table.bench, word) for word in words[:2])


def _give(table: Table, line: str, given: re.Match[str]) -> None:
    from engine.authoring.bench import put
    from engine.resolve.trial import typed_fact

    text = f"{line[: given.start('sign')]}:{line[given.end('sign') :]}"  # what stands where stays where it stands
    made, found = typed_fact(table.bench, text, table.language, table.trial.people)
    if found:
        table.refuse(found, line)
    else:
        table.trial = put(table.trial, made)


def _ask(table: Table, text: str) -> None:
    from engine.authoring.bench import answer_to, asked_term, asked_value
    from engine.resolve.trial import typed_expression

    typed = typed_expression(table.bench, text, table.language, table.trial.people)
    if typed.path:
        table.trial, decision = asked_term(table.trial, typed.path, typed.member)
        term = table.trial.policy.terms[typed.path]
        _tell(table, text, answer_to(decision, typed.path, typed.member), term.type)
    elif typed.expression is not None:
        answer = asked_value(table.trial, typed.expression, typed.entity, typed.member)
        _tell(table, text, answer, typed.expression.type)
    else:
        table.refuse(typed.found, text)


def _tell(table: Table, text: str, answer: Answer | None, type: Type) -> None:
    """The value with its type, and what it rests on or waits for; by stretches of days where it changes."""
    from engine.authoring.written_types import type_text
    from engine.syntax.tables import spelled

    if answer is None:
        table.mistaken("nobody", name=text)
        return
    shown = f"   [{type_text(type, table.language)}]" if type.kind in ("number", "choice") else ""
    words = spelled(table.language)
    for segment in answer.segments:
        days = f"{words['FROM']} {segment.first} {words['TO']} {segment.last}   " if len(answer.segments) > 1 else ""
        table.write(f"= {days}{_value(segment, type, table.language)}{shown}")
        for line in _reasons(table, segment):
            table.write(f"  {line}")


def _value(segment: Segment, type: Type, language: str) -> str:
    from engine.authoring.written_types import value_text
    from engine.syntax.tables import spelled

    words, value = spelled(language), segment.value
    if value is None:
        return words["OPEN"]
    if type.kind == "effect":
        return words[str(value).upper()]
    return value_text(value, type, language)


def _reasons(table: Table, segment: Segment) -> Iterable[str]:
    from engine.cli.repl_words import say
    from engine.cli.summary import together

    policy, language = table.trial.policy, table.language
    if segment.value is not None:
        for stands, what in ((True, "by"), (False, "not_by")):
            rules = [policy.rules[it[0]] for it in segment.grounds if it[2] is stands and it[0] in policy.rules]
            cited = together(policy, [it.citation for rule in rules for it in rule.basis if it.on(segment.first)])
            if cited:
                yield say(what, language, cited=cited.replace("\0", " "))
                return
    for wait in dict.fromkeys(segment.waits):
        yield _wait(table, wait)


def _wait(table: Table, wait: Wait) -> str:
    from engine.cli.repl_words import say, wait_words
    from engine.syntax.tables import spelled

    words = spelled(table.language)
    name = wait.id.rpartition(".")[2] if " " not in wait.id else wait.id
    name += f" {words['OF']} {wait.member}" if wait.member else ""
    on = f" {words['ON']} {wait.day}" if wait.day else ""
    return say(wait_words(wait.kind), table.language, name=name) + on


# ── commands ────────────────────────────────────────────────────────────────────────────────────────────────────


def _why(table: Table, text: str) -> None:
    from engine.authoring.bench import asked_term
    from engine.resolve.trial import typed_expression
    from explain import explain, render

    text = text.removesuffix("?").rstrip()
    typed = typed_expression(table.bench, text, table.language, table.trial.people) if text else None
    if typed is None or not typed.path:
        if typed is not None and typed.found:
            table.refuse(typed.found, text)
        else:
            table.mistaken("why_what")
        return
    table.trial, decision = asked_term(table.trial, typed.path, typed.member)
    told = explain(table.trial.policy, decision, "caseworker", table.language)
    table.write(render(told).rstrip("\n"))


def _on(table: Table, text: str) -> None:
    first = _day(text)
    if first is None:
        table.mistaken("no_day")
        return
    _read_on(table, first, None)


def _from(table: Table, text: str) -> None:
    words = text.split()
    first, last = (_day(words[0]), _day(words[-1])) if len(words) == 3 else (None, None)
    if first is None or last is None:
        table.mistaken("no_day")
    elif last < first:
        table.mistaken("backwards")
    else:
        _read_on(table, first, last)


def _read_on(table: Table, first: date, last: date | None) -> None:
    from engine.authoring.bench import on

    table.trial = on(table.trial, first, last)
    table.say("period" if last is not None else "day", first=first, last=last)


def _day(text: str) -> date | None:
    from engine.store.values import parse_day

    return parse_day(text)[0]


def _facts(table: Table, text: str) -> None:
    from engine.authoring.bench import given_lines

    lines = list(given_lines(table.trial, table.language))
    table.write("\n".join(lines)) if lines else table.say("nothing")


def _forget(table: Table, text: str) -> None:
    from engine.authoring.bench import forget

    words = text.split()
    kept = forget(table.trial, words[0], words[-1] if len(words) == 3 else None) if words else None
    if kept is None:
        table.mistaken("not_given", name=text)
    else:
        table.trial = kept


def _case(table: Table, text: str) -> None:
    """The case block of all that was given and asked."""
    from engine.authoring.bench import as_case

    table.write(as_case(table.trial, text.strip('"“”') or "…", table.language).rstrip("\n"))


def _reset(table: Table, text: str) -> None:
    from engine.authoring.bench import begun

    table.trial = begun(table.trial.policy, table.trial.case.day)
    table.say("forgotten")


def _help(table: Table, text: str) -> None:
    table.say("help")


def _stop(table: Table, text: str) -> None:
    raise Ended


_COMMANDS: dict[str, Callable[[Table, str], None]] = {
    "why": _why,
    "on": _on,
    "from": _from,
    "facts": _facts,
    "forget": _forget,
    "case": _case,
    "reset": _reset,
    "help": _help,
    "stop": _stop,
}
