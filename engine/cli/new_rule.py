"""`hjemmel new rule`: a rule or an exception added to a rule file, with the fact it asks for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from engine.cli.options import policies
from engine.cli.screen import exit_code, finish, stop, tell

if TYPE_CHECKING:
    from engine.authoring.scaffold import RuleDraft
    from engine.model.policy import Policy, Term
    from engine.store.files import FileBytes
    from engine.workspace import Workspace


@click.command("rule")
@click.argument("name", metavar="NAME")
@click.option("--in", "file", required=True, metavar="FILE", help="The rule file to add it to.")
@click.option("--basis", required=True, metavar="ADDRESS", help="What it rests on: '§ 4 ledd 1'.")
@click.option("--concludes", default="", metavar="TERM", help="What follows; declared too where it is new.")
@click.option("--exception-to", default="", metavar="RULE", help="The rule, or the term, it sets aside.")
@policies
def command(name: str, file: str, basis: str, concludes: str, exception_to: str, policy_paths: tuple[str, ...]) -> None:
    """Add a rule to the end of a rule file, in the keyword language of the file, with a fact for its condition.

    Give --concludes, or --exception-to, or both. Nothing is written when it would give an error.
    """
    from engine.authoring.scaffold import is_address, rule_text
    from engine.cli.drafts import refuse_name, write_drafts

    if not concludes and not exception_to:
        raise click.UsageError(
            "say what follows, with --concludes TERM, or what is set aside, with --exception-to RULE"
        )
    for each in filter(None, (name, concludes, *exception_to.split("."))):
        refuse_name(each)
    if not is_address(basis):
        stop(f"`{basis}` is no address as rule files write it, such as `§ 4 ledd 1`")
    files = _files(file, policy_paths)
    here = next(it for it in files if _same(it.name, file))
    text, language, draft = _draft(files, here, name, basis, concludes, exception_to)
    write_drafts(files, {here.name: f"{text.rstrip()}\n\n{rule_text(draft, language)}"})


def _files(file: str, paths: tuple[str, ...]) -> list[FileBytes]:
    """The file and the policies beside it: those named, or those of the folder `policies` where it is one of them."""
    from engine.cli.drafts import read_files

    if paths:
        return read_files((*paths, file))
    files = read_files(("policies",)) if os.path.isdir("policies") else []
    return files if any(_same(it.name, file) for it in files) else read_files((file,))


def _same(one: str, other: str) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _draft(
    files: list[FileBytes], here: FileBytes, name: str, basis: str, concludes: str, exception_to: str
) -> tuple[str, str, RuleDraft]:
    """The text of the file, its language, and what is to be added to it."""
    from engine.authoring.scaffold import RuleDraft
    from engine.store.files import decode
    from engine.syntax import parse
    from engine.workspace import workspace_of

    workspace = workspace_of(files)
    source, _ = decode(here)
    if source is None or workspace.has_errors:
        tell(workspace.errors, workspace.sources)
        finish(exit_code(workspace.errors) or 1)
    document, _ = parse(source)
    last = next((it.name.text for it in reversed(document.items) if it.kind == "source" and it.name), "")
    if not last:
        stop(f"`{here.name}` begins with no source, such as `act NAME`: a rule belongs to one")
    policy = workspace.policy
    term = _term(policy, last, concludes)
    entity, body = _about(workspace, last, term)
    declares = concludes if concludes and term is None else ""
    return source.text, document.language, RuleDraft(name, entity, basis, term, declares, exception_to, body)


def _term(policy: Policy, source: str, name: str) -> Term | None:
    """The term a source calls by a name, its own first."""
    if not name:
        return None
    used = policy.sources[source].uses if source in policy.sources else ()
    found = next((policy.terms[id] for it in (source, *used) if (id := f"{it}.{name}") in policy.terms), None)
    if found is not None and found.is_given:
        stop(f"`{name}` is given by the case, and no rule concludes it")
    return found


def _about(workspace: Workspace, source: str, term: Term | None) -> tuple[str, str]:
    """The entity the rule is about, and the body it binds."""
    policy = workspace.policy
    if term is not None:
        body = policy.entities[term.body].name if term.body else ""
        return policy.entities[term.entity].name, body
    used = policy.sources[source].uses if source in policy.sources else ()
    entities = [it for it in policy.entities.values() if not it.is_member and not it.is_decision_kind]
    found = next((it.name for each in (source, *used) for it in entities if it.source == each), "")
    if not found:
        stop(f"`{source}` declares no entity: say whom it is about, such as `entity person`")
    return found, ""
