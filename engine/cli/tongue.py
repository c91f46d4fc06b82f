"""The language a command speaks: that of the rule files it is about, or the one asked for; and what it says in it.

Commands name each sentence by its English words; `grammar/command_messages.toml` has it in bokmål and nynorsk. Nothing
is read from there while English is spoken, so that an English answer costs nothing more. Start reading at `say`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from engine.evaluate.decision import Decision
    from engine.source import SourceText
    from engine.workspace import Workspace

LANGUAGES = ("nb", "nn", "en")
Command = TypeVar("Command", bound=Callable[..., Any])

_BEGINS = {"language en": "en", "språk nb": "nb", "målform nn": "nn"}
"""How rule files declare their keyword language."""
_FIRST_WORDS = re.compile(r"(?:\s|--[^\n]*(?:\n|\Z))*(\w+)[ \t]+(\w+)")


BEGINNING = 4000
"""How many bytes of a rule file are looked at for the language it declares."""


def language_option(command: Command) -> Command:
    """Which language is spoken."""
    return click.option(
        "--language", type=click.Choice(LANGUAGES), help="Of what is said.  [default: as in the rule files]"
    )(command)


def say(said: str, language: str, **blanks: object) -> str:
    """A sentence in a language, its blanks filled.

    >>> say("waits for the fact {a}", "nb", a="inntekt")
    'venter på faktumet inntekt'
    """
    if language != "en":
        from engine.diagnostics.translate import line

        said = line(said, language)
    return said.format(**blanks)


def several(count: int, one: str, many: str, language: str, **blanks: object) -> str:
    """The sentence for one, or that for several; `{n}` is how many."""
    return say(one if count == 1 else many, language, n=count, **blanks)


def keyword(word: str, language: str, many: bool = False) -> str:
    """A keyword of the policy language in a language, by its English spelling; any other word as it is."""
    if language == "en":
        return word
    from engine.diagnostics.translate import keyword as translated

    return translated(word, language, many)


def declared(text: str) -> str:
    """The keyword language a rule file declares; an empty text where it declares none."""
    match = _FIRST_WORDS.match(text)
    return _BEGINS.get(f"{match[1]} {match[2]}", "") if match is not None else ""


def shared(texts: Iterable[SourceText], asked: str | None = None) -> str:
    """The language asked for, else the one all these rule files share, else English."""
    found = {declared(each.text) for each in texts} - {""} if asked is None else {asked}
    return (found.pop() or "en") if len(found) == 1 else "en"


def language_of(file: str, sources: Mapping[str, SourceText], asked: str | None = None) -> str:
    """The language asked for, else that of a rule file, else English."""
    return asked or (declared(sources[file].text) if file in sources else "") or "en"


def of_decision(workspace: Workspace, decision: Decision, asked: str | None = None) -> str:
    """The language asked for, else the one shared by the rule files that conclude what was asked, else English."""
    if asked is not None:
        return asked
    policy, terms = workspace.policy, {*decision.case.requested}
    files = {rule.span.file for rule in policy.rules.values() if rule.conclusion and rule.conclusion.term in terms}
    files = files or {policy.terms[term].span.file for term in terms}
    # Only how the files begin is read, not all the policies as text.
    found = {declared(file.data[:BEGINNING].decode(errors="ignore")) for file in workspace.files if file.name in files}
    return (found.pop() or "en") if len(found) == 1 else "en"
