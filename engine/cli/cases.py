"""From arguments to a decision: the way shared by all commands that read a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from attrs import evolve

from engine.cli.screen import exit_code, finish, stop, talk, tell
from engine.cli.tongue import read

if TYPE_CHECKING:
    from engine.cli.case_options import CaseOptions
    from engine.evaluate.decision import Decision
    from engine.interview.session import Session
    from engine.source import SourceText
    from engine.store.cases import Request
    from engine.workspace import Workspace


def decided(case: str, options: CaseOptions, format: str = "pretty") -> tuple[Workspace, Decision]:
    """The decision of a case. Findings in the policies or the case are told; with an error the command ends here."""
    request = _request(options)
    workspace = opened(options.policy_paths, format)
    source = case_text(case, format)
    result = workspace.decide(source, request)
    if result.diagnostics:
        tell(result.diagnostics, {**workspace.sources, source.name: source}, format)
    if result.decision is None:
        finish(exit_code(result.diagnostics))
    return workspace, result.decision


def session(case: str, options: CaseOptions, format: str = "pretty", wanted: str = "") -> tuple[Workspace, Session]:
    """The case of an interview, with its log; from nothing where no case is named. With an error the command ends.

    A case that does not say what to decide decides what is `wanted`.
    """
    from engine.source import SourceText
    from engine.store.case_codes import NOTHING_ASKED
    from engine.store.sessions import read_session

    request = _request(options)
    workspace = opened(options.policy_paths, format)
    source = case_text(case, format) if case else SourceText("(no case)", "{}\n")
    made, found = read_session(source, workspace.policy, request, workspace.known_names)
    if wanted and any(it.code == NOTHING_ASKED.number for it in found):
        made, found = read_session(source, workspace.policy, evolve(request, terms=(wanted,)), workspace.known_names)
    if found:
        tell(found, {**workspace.sources, source.name: source}, format)
    if made is None:
        finish(exit_code(found))
    return workspace, made


def opened(paths: tuple[str, ...], format: str = "pretty") -> Workspace:
    """The policies to decide by. With an error in them the command ends here."""
    from engine.workspace import open_workspace

    workspace = open_workspace(paths or default_policies())
    read(workspace.files)
    if workspace.has_errors:
        tell(workspace.errors, workspace.sources, format)
        finish(exit_code(workspace.errors))
    return workspace


def default_policies() -> tuple[str, ...]:
    """`policies` where the user stands; else those that come with the program, and it says so."""
    import os

    from engine.shipped import shipped

    if os.path.exists("policies"):
        return ("policies",)
    own = shipped("policies")
    if not own.is_dir():
        return ("policies",)
    talk("hjemmel: there is no folder `policies` here; using the policies that come with the program")
    return (str(own),)


def case_text(path: str, format: str = "pretty") -> SourceText:
    """The text of a file, or of standard input; where it cannot be read the command ends here."""
    from engine.store.files import decode, read_file

    file, found = read_file(path)
    source = None
    if file is not None:
        source, found = decode(file)
    tell(found, {}, format)
    if source is None:
        finish(exit_code(found))
    return source


def _request(options: CaseOptions) -> Request:
    from engine.store.cases import Request

    day, first, last = options.day, options.first, options.last
    if day is not None and (first is not None or last is not None):
        raise click.UsageError("--on is one day, --from and --to a period: give one or the other")
    if (first is None) != (last is None):
        raise click.UsageError(f"a period needs --{'to' if last is None else 'from'} too; both days are included")
    if first is not None and last is not None and last < first:
        stop(f"the period ends on {last}, before it begins on {first}")
    return Request(
        day=day or first,
        last=last,
        terms=options.terms,
        known_on=options.known_on,
        readings=dict(options.reading),
        supposed=dict(options.suppose),
    )
