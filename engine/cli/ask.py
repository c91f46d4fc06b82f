"""`hjemmel ask`: an interview. A dialogue to answer, or one step as JSON for another program."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from engine.cli.case_options import CaseOptions, asking, case_options
from engine.cli.cases import session
from engine.cli.options import LANGUAGES, Day, Pair
from engine.cli.screen import answer, finish, stop, talk, unknown

if TYPE_CHECKING:
    from engine.cli.dialogue import Desk
    from engine.interview.step import Step


@click.command("ask")
@click.argument("case", metavar="[CASE]", required=False, default="")
@asking()
@click.option("--language", type=click.Choice(LANGUAGES), default="nb", show_default=True)
@click.option("--save", metavar="FILE", default="", help="Keep the session here after each answer; a case as JSON.")
@click.option("--answer", "answers", type=Pair("NAME=ANSWER"), multiple=True, help="Answer this before asking.")
@click.option("--revise", "revised", metavar="NAME", multiple=True, help="Take an answer back, and ask again.")
@click.option("--by", metavar="TEXT", default="", help="Who answers; recorded with each answer.")
@click.option(
    "--role", metavar="NAME", default="", help="The body assessments are made for, by its name in the policy."
)
@click.option("--at", type=Day(), metavar="DATE", help="The day the answers are recorded as given.")
@click.option("--why-this-order", is_flag=True, help="Show every question with the keys of its place.")
@case_options
@click.option("--format", "format", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(
    case: str,
    language: str,
    save: str,
    answers: tuple[tuple[str, str], ...],
    revised: tuple[str, ...],
    by: str,
    role: str,
    at: date | None,
    why_this_order: bool,
    options: CaseOptions,
    format: str,
) -> None:
    """Ask what can still change the outcome, and nothing else, until no answer can.

    CASE is a JSON file, a saved session among them; without it the interview begins from nothing. `-` reads the case
    from standard input, for one step as JSON. Exits as decide does.
    """
    if case == "-" and format != "json":
        stop("standard input is for the answers: give the case as a file, or ask for --format json")
    from engine.cli.dialogue import Desk, terminal
    from engine.store.names import index

    workspace, begun = session(case, options, "json" if format == "json" else "pretty")
    names = workspace.known_names or index(workspace.policy)
    read, write = terminal()
    moment = at.isoformat() if at is not None else ""
    desk = Desk(workspace.policy, names, begun, language, read, write, save, by, moment, role, why_this_order)
    _before(desk, answers, revised, quietly=format == "json")
    _as_json(desk) if format == "json" else _as_text(desk, changed=begun)


def _before(desk: Desk, answers: tuple[tuple[str, str], ...], revised: tuple[str, ...], quietly: bool) -> None:
    """What the command itself answers and takes back."""
    from engine.cli.dialogue import named_answer, take, take_back
    from engine.interview.session import may_revise

    write = desk.write
    if quietly:
        desk.write = lambda text: None
    for name in revised:
        found = named_answer(desk.policy, desk.session, name)
        if found is None:
            given = [it[1].rpartition(".")[2] for it in may_revise(desk.policy, desk.session.case)]
            stop(unknown(f"there is no answer to `{name}` to take back", name, given))
        take_back(desk, desk.speaker(desk.step().state), found)
    for name, said in answers:
        step = desk.step()
        wanted = [it for it in (*step.candidates, *step.later) if _is_called(it.question.name, name)]
        if not wanted:
            names = {it.question.name[1].rpartition(".")[2] for it in (*step.candidates, *step.later)}
            stop(unknown(f"`{name}` is no question that can still matter", name, names))
        before = desk.session
        told: list[str] = []
        desk.write = told.append
        take(desk, step, wanted[0], said)
        if desk.session is before:
            stop(f"`{name}` was not answered: {' '.join(''.join(told).split())}")
        desk.write = (lambda text: None) if quietly else write
    desk.write = write
    desk.keep()


def _is_called(name: tuple[str, str, str | None], said: str) -> bool:
    """Whether somebody means this question: `norwegian`, `child_birth_date of ola`."""
    _, id, member = name
    whose = {f"{sign}{member}" for sign in (" of ", " ", ":")} if member is not None else {""}
    return any(said in (f"{id}{it}", f"{id.rpartition('.')[2]}{it}") for it in whose)


def _as_json(desk: Desk) -> None:
    import json

    from explain.interview_data import step_data

    step = desk.step()
    desk.keep()
    answer(json.dumps(step_data(desk.speaker(step.state), step), ensure_ascii=False, indent=1))
    finish(_code(step))


def _as_text(desk: Desk, changed: object) -> None:
    from engine.cli.dialogue import hold
    from engine.cli.dialogue_end import ending

    step = hold(desk)
    answer("\n" + ending(desk, step, desk.session is not changed))
    if desk.save:
        talk(desk.speaker(step.state).say("saved", file=desk.save))
    finish(_code(step))


def _code(step: Step) -> int:
    """A fault that no answer can close is a problem, once nothing is left to ask."""
    return 1 if step.is_done and any(wait.is_fault for wait in step.state.others) else 0
