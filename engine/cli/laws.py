"""What the commands about official texts share: where the store is, and how a damaged one ends a command."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from engine.cli.options import Renamed
from engine.cli.screen import finish, talk, tell
from engine.cli.tongue import here, read, several

if TYPE_CHECKING:
    from engine.model.provisions import Provisions
    from engine.source import SourceText, Span
    from engine.store.law_store import LawStore
    from engine.workspace import Workspace

Command = TypeVar("Command", bound=Callable[..., Any])

FORMATS = ("text", "json")
_ERROR = "{n} error in the policies, so that part of them is left out here; `hjemmel check` tells which"
_ERRORS = "{n} errors in the policies, so that part of them is left out here; `hjemmel check` tells which"


def store_option(command: Command) -> Command:
    """Where the law texts are."""
    return click.option(
        "--store",
        "--law",
        "folder",
        cls=Renamed,
        metavar="DIR",
        help="The store of law texts.  [default: $HJEMMEL_LAW, or hjemmel/law among your data]",
    )(command)


def law_option(command: Command) -> Command:
    """Where the structure of the law is."""
    return click.option(
        "--store",
        "--law",
        "folder",
        cls=Renamed,
        metavar="PATH",
        help="The store of law texts, or a provisions.json.  [default: $HJEMMEL_LAW, or hjemmel/law among your data]",
    )(command)


def format_option(command: Command) -> Command:
    return click.option("--format", "format", type=click.Choice(FORMATS), default="text", show_default=True)(command)


def opened_store(folder: str | None) -> LawStore:
    """The store to read. Without one the command ends."""
    from engine.store.law_store import default_folder, open_store

    store, found = open_store(folder or default_folder())
    if store is None:
        tell(found, {})
        finish(2)
    return store


def provisions_to_check(path: str | None) -> Provisions:
    """The structure of the law. Without it nothing could be looked up, so the command ends."""
    from engine.store.law_import import provisions_at
    from engine.store.law_store import default_folder

    provisions, source, found = provisions_at(path or default_folder())
    if provisions is None:
        tell(found, {source.name: source} if source is not None else {})
        finish(2)
    return provisions


def sentences_to_check(path: str, workspace: Workspace) -> dict[str, list[str]] | None:
    """The sentences of the acts the policies formalise, where the path is a store of texts and not structure alone."""
    from engine.law.quote import sentences_of
    from engine.store.law_store import is_store, open_store

    store = open_store(path)[0] if is_store(path) else None
    if store is None:
        return None
    documents = sorted({source.document for source in workspace.policy.sources.values()})
    return {document: sentences_of(store.laws, document) for document in documents}


def opened_as_far(paths: tuple[str, ...]) -> Workspace:
    """The policies, with whatever in them can be bound: addresses can be looked up while a rule is half written."""
    from engine.cli.cases import default_policies
    from engine.workspace import open_workspace

    workspace = open_workspace(paths or default_policies())
    read(workspace.files)
    if workspace.has_errors:
        talk(several(len(workspace.errors), _ERROR, _ERRORS, here()))
    return workspace


@contextmanager
def reading_store() -> Iterator[None]:
    """Texts are read when they are needed, so a damaged store may be met anywhere in a command; then it ends."""
    from engine.store.law_store import DamagedStore

    try:
        yield
    except DamagedStore as damaged:
        tell([damaged.diagnostic], {})
        finish(2)


def source_names() -> dict[str, str]:
    """The number of each act the policies at hand formalise, by the name they give it."""
    import os

    from engine.law.addresses import fold
    from engine.shipped import shipped
    from engine.workspace import open_workspace

    path = "policies" if os.path.exists("policies") else str(shipped("policies"))
    return {fold(source.name): source.document for source in open_workspace([path]).policy.sources.values()}


def where(span: Span, sources: Mapping[str, SourceText]) -> str:
    """A place as an editor opens it: `file:line`."""
    source = sources.get(span.file)
    return f"{span.file}:{source.position(span.start)[0]}" if source is not None else span.file


def placed(span: Span, sources: Mapping[str, SourceText]) -> dict[str, Any]:
    """A place as data, counted from 1."""
    source = sources.get(span.file)
    if source is None:
        return {"file": span.file}
    line, column = source.position(span.start)
    return {"file": span.file, "line": line, "column": column}


def counted(number: int, word: str, several: str = "") -> str:
    """`1 act`, `2 acts`."""
    return f"{number} {word if number == 1 else several or word + 's'}"
