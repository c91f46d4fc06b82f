"""`hjemmel new case`: a case beside the rules, with what it waits for."""

from __future__ import annotations

import os
import re
from datetime import date
from typing import TYPE_CHECKING

import click

from engine.cli.options import LANGUAGES, Day, policies
from engine.cli.screen import exit_code, finish, stop, talk, tell
from engine.cli.tongue import say

if TYPE_CHECKING:
    from engine.evaluate.decision import Answer
    from engine.model.policy import Policy
    from engine.model.units import Type
    from engine.store.names import Names
    from engine.workspace import Workspace

MOST_WAITS = 12
"""How many of the things a case waits for are told of beside it."""


@click.command("case")
@click.argument("name", metavar="NAME")
@click.option("--for", "terms", multiple=True, required=True, metavar="SERVICE", help="What it is to decide.")
@click.option("--on", "day", type=Day(), required=True, metavar="DATE", help="The day of the case.")
@click.option("--in", "file", default="", metavar="FILE", help="The file to add it to, instead of one of its own.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Of the keywords.  [default: as in the rules]")
@policies
def command(
    name: str, terms: tuple[str, ...], day: date, file: str, language: str | None, policy_paths: tuple[str, ...]
) -> None:
    """Write a case that gives nothing and expects what comes out, with remarks on what it waits for.

    NAME is its title, in quotation marks where it has spaces. The file lies in the folder `cases` beside the rules.
    """
    from engine.authoring.scaffold import case_text
    from engine.cli.drafts import read_files, write_drafts
    from engine.store.names import index
    from engine.workspace import workspace_of

    if not name.strip() or '"' in name or not name.isprintable():
        stop("a case needs a title, without quotation marks")
    files = read_files(policy_paths or ("policies",))
    workspace = workspace_of(files)
    if workspace.has_errors:
        tell(workspace.errors, workspace.sources)
        finish(exit_code(workspace.errors))
    policy, names = workspace.policy, index(workspace.policy)
    answers = _decided(workspace, names, terms, day)
    source = policy.terms[answers[0].term].source
    target, old = _target(workspace, source, file, name)
    spoken = _language(old) if old else language or _language_of(workspace, source)
    lines, waits = _expected(policy, names, answers, spoken)
    text = case_text(name, day, "\n".join(lines), waits, spoken)
    write_drafts(files, {target: f"{old.rstrip()}\n\n{text}" if old else _new_file(source, text, spoken)})


def _decided(workspace: Workspace, names: Names, terms: tuple[str, ...], day: date) -> tuple[Answer, ...]:
    """What comes out when nothing is known."""
    from engine.source import SourceText
    from engine.store.cases import Request

    source = SourceText("(no case)", "{}\n")
    result = workspace.decide(source, Request(day=day, terms=terms))
    if result.decision is None:
        tell(result.diagnostics, {source.name: source})
        finish(exit_code(result.diagnostics))
    if not result.decision.answers:
        stop(f"`{terms[0]}` is of members of a list, and a case without them has nothing to say of it")
    return result.decision.answers


def _target(workspace: Workspace, source: str, file: str, title: str) -> tuple[str, str]:
    """The file to write, and the text that is in it already."""
    there = {os.path.realpath(it.name): it for it in workspace.files}
    if file:
        found = there.get(os.path.realpath(file))
        if found is None and os.path.lexists(file):
            stop(f"`{file}` is not one of the policies")
        return (found.name, workspace.sources[found.name].text) if found is not None else (file, "")
    folder = os.path.dirname(workspace.policy.sources[source].span.file)
    path = os.path.join(folder, "cases", f"{_slug(title)}.policy")
    if os.path.lexists(path):
        stop(f"`{path}` is there already, and nothing is written over; add to it with --in")
    return path, ""


def _slug(title: str) -> str:
    return re.sub(r"[^\w]+", "-", title.lower()).strip("-_")[:60] or "case"


def _language_of(workspace: Workspace, source: str) -> str:
    return _language(workspace.sources[workspace.policy.sources[source].span.file].text)


def _language(text: str) -> str:
    """The keyword language a text declares."""
    from engine.source import SourceText
    from engine.syntax.parse import read_language

    return read_language(SourceText("", text))[0]


def _new_file(source: str, text: str, language: str) -> str:
    from engine.syntax.tables import keywords, spelled

    return f"{keywords()['LANGUAGE'][language]} {language}\n{spelled(language)['USES']} {source}\n\n{text}"


def _expected(policy: Policy, names: Names, answers: tuple[Answer, ...], language: str) -> tuple[list[str], list[str]]:
    """A line for each answer, and what they wait for, each with its type."""
    from engine.authoring.scaffold import expectation, type_remark

    lines: list[str] = []
    told: dict[str, Type] = {}
    for answer in answers:
        term, segment = policy.terms[answer.term], answer.segments[0]
        asked = {wait.id: wait for wait in segment.waits if wait.id in policy.terms and not wait.is_fault}
        waits = {_called(names, id): policy.terms[id].amount_type or policy.terms[id].type for id in asked}
        lines.append(expectation(_called(names, answer.term), term, segment, list(waits), language))
        told |= waits
        if segment.value is None and not asked:
            said = "`{a}` is open, and no fact closes it; `hjemmel decide` says why"
            talk("hjemmel: " + say(said, language, a=term.name))
    remarks = [type_remark(name, type, language) for name, type in told.items() if type.kind != "effect"]
    return lines, remarks[:MOST_WAITS]


def _called(names: Names, id: str) -> str:
    """The bare name where one source has it."""
    bare = id.rpartition(".")[2]
    having = {each for kind in ("fact", "assessment", "term") for each in names.kinds[kind].get(bare, ())}
    return bare if len(having) <= 1 else id
