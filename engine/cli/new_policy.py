"""`hjemmel new policy`: a rule file for an act or a regulation, and its first cases."""

from __future__ import annotations

import os
import re
from datetime import date
from typing import TYPE_CHECKING

import click

from engine.cli.options import LANGUAGES, Day
from engine.cli.screen import stop

if TYPE_CHECKING:
    from engine.model.policy import Term
    from engine.store.files import FileBytes

_DOCUMENT = re.compile(r"(?:LOV|FOR)-\d{4}-\d{2}-\d{2}(?:-\d+)?|[A-Z]-\d+/\d{4}")


@click.command("policy")
@click.argument("name", metavar="NAME")
@click.option("--document", default="", metavar="ID", help="Its number: LOV-2009-12-18-131, FOR-2011-12-16-1349.")
@click.option("--from", "first", type=Day(), required=True, metavar="DATE", help="The first day it is formalised for.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of the keywords.")
@click.option("--fills", metavar="TERM", help="A local file, for what is left to a municipality: this term.")
@click.option("--folder", default="policies", show_default=True, metavar="FOLDER", help="Where policies lie.")
def command(name: str, document: str, first: date, language: str, fills: str | None, folder: str) -> None:
    """Write a rule file and its first cases. NAME is what rules call the act, and the folder is called after it.

    Prints the files written. The draft has one right on one condition, and passes check and test. With --fills it is
    a local file with a rule for what an act leaves to others.
    """
    from engine.authoring.scaffold import first_cases_text, local_text, policy_text
    from engine.cli.drafts import refuse_existing, refuse_name, write_drafts

    refuse_name(name)
    if document and not _DOCUMENT.fullmatch(document):
        stop(f"`{document}` is no number of an act, a regulation or a circular; write it as LOV-2009-12-18-131")
    here = f"{folder}/{name.replace('_', '-')}"
    rules, cases = f"{here}/{name.replace('_', '-')}.policy", f"{here}/cases/{_FIRST[language]}.policy"
    refuse_existing(rules, cases)
    files = _beside(folder)
    if fills is not None:
        term, uses, body = _left(files, fills)
        write_drafts(files, {rules: local_text(name, document, first, term, uses, body, language)})
        return
    drafts = {rules: policy_text(name, document, first, language), cases: first_cases_text(name, first, language)}
    write_drafts(files, drafts)


_FIRST = {"en": "first", "nb": "første", "nn": "første"}


def _left(files: list[FileBytes], name: str) -> tuple[Term, list[str], str]:
    """A term that is left to others, the sources a local file must use for it, and by whom an action is done."""
    from engine.diagnostics import did_you_mean
    from engine.workspace import workspace_of

    policy = workspace_of(files).policy
    left = {term.name: term for term in policy.terms.values() if term.left_to}
    if name not in left:
        hint = did_you_mean(name, left) or f"left to others: {', '.join(f'`{it}`' for it in sorted(left)) or 'nothing'}"
        stop(f"`{name}` is left to nobody here; {hint}")
    term = left[name]
    entities = [it for it in (term.entity, term.body) if it]
    uses = dict.fromkeys(id.rpartition(".")[0] for id in (term.id, *entities))
    return term, list(uses), policy.entities[term.body].name if term.body else ""


def _beside(folder: str) -> list[FileBytes]:
    """The policies that are there already; a new folder has none."""
    from engine.store.files import find_files, load_bytes

    return load_bytes(find_files([folder])[0])[0] if os.path.isdir(folder) else []
