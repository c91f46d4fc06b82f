"""The language a command speaks: that of the rule files it is about, or the one asked for; and what it says in it.

Commands name each sentence by its English words; `grammar/command_messages.toml` has it in bokmål and nynorsk. Nothing
is read from there while English is spoken, so that an English answer costs nothing more. Start reading at `here` and
`say`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from engine.evaluate.decision import Decision
    from engine.source import SourceText
    from engine.store.files import FileBytes
    from engine.workspace import Workspace

LANGUAGES = ("nb", "nn", "en")
Command = TypeVar("Command", bound=Callable[..., Any])

_BEGINS = {"language en": "en", "språk nb": "nb", "målform nn": "nn"}
"""How rule files declare their keyword language."""
_READ = "hjemmel.read"
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


def told(text: str, language: str) -> str:
    """A sentence the program has made in English, in a language where it is known in it."""
    if language == "en":
        return text
    from engine.diagnostics.translate import said_in

    return said_in(text, language)


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


def read(files: Iterable[FileBytes]) -> None:
    """Keep which rule files the command that runs has read."""
    context = click.get_current_context(silent=True)
    if context is not None:
        context.find_root().meta[_READ] = tuple(files)


def asked() -> str | None:
    """The `--language` given to the command that runs; nothing where it has none, or only a default."""
    context = click.get_current_context(silent=True)
    if context is None or context.get_parameter_source("language") is not ParameterSource.COMMANDLINE:
        return None
    language: str | None = context.params.get("language")
    return language


def here() -> str:
    """The language of the command that runs: the one asked for, else the one shared by the rule files it has read."""
    context = click.get_current_context(silent=True)
    return asked() or shared(context.find_root().meta.get(_READ, ()) if context is not None else ())


def shared(files: Iterable[FileBytes]) -> str:
    """The keyword language some rule files share; English where they differ, or where none declares one."""
    # Only how the files begin is read, not all the policies as text.
    found = {declared(file.data[:BEGINNING].decode(errors="ignore")) for file in files} - {""}
    return found.pop() if len(found) == 1 else "en"


def of_file(file: str, sources: Mapping[str, SourceText]) -> str:
    """The language asked for, else that of a rule file, else English."""
    return asked() or (declared(sources[file].text) if file in sources else "") or "en"


def of_decision(workspace: Workspace, decision: Decision) -> str:
    """The language asked for, else the one shared by the rule files that conclude what was asked, else English."""
    policy, terms = workspace.policy, {*decision.case.requested}
    names = {rule.span.file for rule in policy.rules.values() if rule.conclusion and rule.conclusion.term in terms}
    names = names or {policy.terms[term].span.file for term in terms}
    return asked() or shared(file for file in workspace.files if file.name in names)
