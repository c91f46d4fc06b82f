"""`hjemmel doc`: the policy book, a site with the legal content of the rules, written to a folder."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import click
from attrs import frozen

from engine.cli.laws import reading_store
from engine.cli.options import LANGUAGES, Day, Renamed
from engine.cli.screen import answer, finish, stop, talk, tell, unknown
from engine.cli.tongue import here, say
from engine.memory import uncollected

if TYPE_CHECKING:
    from engine.book.changed import TwoTexts
    from engine.book.contents import Contents
    from engine.book.law import LawBeside
    from engine.model.policy import Policy, Source
    from engine.model.provisions import Provisions
    from engine.store.law_store import LawStore
    from engine.workspace import Workspace

_UNPROVED = "the property `{a}` is not proved; `hjemmel verify` tells more"


@click.command("doc")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("-o", "--output", "folder", metavar="FOLDER", required=True, help="The folder to write the book to.")
@click.option(
    "--language",
    "languages",
    type=click.Choice(LANGUAGES),
    multiple=True,
    help="Only this language; may be given more than once.  [default: all three]",
)
@click.option(
    "--law",
    "--store",
    "law",
    cls=Renamed,
    metavar="STORE",
    help="A store of law texts, or a provisions.json for coverage alone.",
)
@click.option("--on", "day", type=Day(), metavar="DATE", help="Only the rules in force on this day.")
@click.option(
    "--compare", type=Day(), metavar="DATE", help="Tell what is otherwise than on this earlier day; needs --on."
)
@click.option("--within", metavar="SOURCE", default="", help="Only one act, regulation or other source.")
@click.option("--publisher", metavar="NAME", default="", help="The authority that publishes the book.")
@click.option("--verify", "proving", is_flag=True, help="Prove the properties, and tell what came of each.")
def command(
    paths: tuple[str, ...],
    folder: str,
    languages: tuple[str, ...],
    law: str | None,
    day: date | None,
    compare: date | None,
    within: str,
    publisher: str,
    proving: bool,
) -> None:
    """Write the policy book: each provision with our rules in plain words, exceptions, discretion, readings, gaps,
    rates, cases, and the law beside them where a store is given.

    It is read from the files or from a server, without scripts, on paper too. Exits 1 when a case did not come out as
    it says, or with --verify when a property is not proved, and the book is written all the same.
    """
    from engine.book.write import pages
    from engine.cli.cases import opened
    from engine.store.book_folder import NotABook, check_folder, write_book

    if not folder.strip():
        raise click.UsageError("-o names no folder")
    if compare is not None and day is None:
        raise click.UsageError("--compare needs --on, the day it is compared with")
    if compare is not None and day is not None and compare >= day:
        raise click.UsageError(f"--compare {compare} is not before --on {day}")
    try:
        check_folder(folder)
    except NotABook:
        stop(_no_book(folder))
    workspace = opened(paths)
    by = here()
    source = _source(workspace.policy, within) if within else ""
    chosen = [each for each in LANGUAGES if each in languages] or list(LANGUAGES)
    with reading_store(), uncollected():
        contents = _contents(workspace, _Wanted(law, day, compare, source, publisher, proving))
        try:
            written = write_book(folder, pages(contents, chosen))
        except NotABook:
            stop(_no_book(folder))
        except OSError as error:
            stop(f"the book could not be written: {error.strerror or error}: `{error.filename or folder}`")
    if day is not None and not contents.book.policy.rules:
        talk("hjemmel: " + say("no rule is in force on {a}", by, a=day))
    failed = [
        say("the case `{a}` did not come out as it says; `hjemmel test` tells how", by, a=it.example.name)
        for it in contents.tried
        if not it.passed
    ]
    failed += [
        say(_UNPROVED, by, a=workspace.policy.properties[at].name)
        for at, status in contents.proved.items()
        if status != "proved"
    ]
    for text in failed:
        talk(f"hjemmel: {text}")
    found = len([path for path in written if path.endswith(".html")])
    answer(say("{n} pages in {a}: open {b}/index.html", by, n=found, a=folder, b=folder.rstrip("/")))
    finish(1 if failed else 0)


def _no_book(folder: str) -> str:
    """Why nothing is written there."""
    if os.path.isdir(folder):
        return f"`{folder}` holds something that is not a policy book; nothing was written; name a new or empty folder"
    return f"`{folder}` is a file, and a book is a folder; nothing was written"


@frozen
class _Wanted:
    """What a book is asked to hold."""

    law: str | None
    day: date | None
    compare: date | None
    within: str
    publisher: str
    proving: bool


def _contents(workspace: Workspace, wanted: _Wanted) -> Contents:
    from engine.book.changed import changed
    from engine.book.contents import Contents
    from engine.book.gather import gather
    from engine.book.rule_text import RuleTexts
    from engine.book.tried import try_all
    from engine.evaluate import cache
    from engine.model.serialise import digest

    policy, day, within = workspace.policy, wanted.day, wanted.within
    cache.leave(policy)
    store, provisions = _store(wanted.law)
    beside = _law(policy, store, provisions, day)
    days = (wanted.compare, day) if wanted.compare is not None and day is not None else None
    return Contents(
        policy,
        gather(policy, day, within, beside.paragraphs, beside.in_full),
        RuleTexts(workspace.sources),
        beside,
        tuple(try_all(policy, workspace.decide_case, within)),
        day,
        changed(policy, days, within, workspace.sources, _both(policy, store, days)) if days is not None else None,
        digest(policy)[:12],
        _proved(workspace, within) if wanted.proving else {},
        wanted.publisher,
    )


def _proved(workspace: Workspace, within: str) -> dict[int, str]:
    """What became of each property, by its place in the policy."""
    from engine.authoring.proofs import prove
    from engine.cli.check_verify import needs_solver

    needs_solver()
    policy = workspace.policy
    asked = [at for at, one in enumerate(policy.properties) if not within or one.source == within]
    proofs = prove(policy, [policy.properties[at] for at in asked])
    return {at: proof.status for at, proof in zip(asked, proofs, strict=True)}


def _source(policy: Policy, name: str) -> str:
    """The id of a source, by its name in the rule files, its number or its title."""
    for source in policy.sources.values():
        if name.casefold() in (it.casefold() for it in _called(source)):
            return source.id
    names = [source.name for source in policy.sources.values()]
    return stop(unknown(f"no source is called `{name}`", name, names))


def _called(source: Source) -> list[str]:
    return [source.id, source.name, source.document or source.id, *source.labels.values()]


def _law(policy: Policy, store: LawStore | None, provisions: Provisions | None, day: date | None) -> LawBeside:
    """The law beside the rules: its words of the day from a store, or only its structure; nothing without either."""
    from engine.book.law import LawBeside
    from engine.law.coverage import coverage

    if provisions is None:
        return LawBeside()
    covered = {act.document.id: act for act in coverage(policy, provisions, _documents(policy))}
    if store is None:
        return LawBeside({}, covered)
    return LawBeside(store.laws_on(day) if day is not None else store.laws, covered)


def _documents(policy: Policy) -> list[str]:
    return sorted({source.document for source in policy.sources.values() if source.document})


def _both(policy: Policy, store: LawStore | None, days: tuple[date, date] | None) -> TwoTexts:
    """The law of both days, as far as the store has it."""
    from engine.book.changed import TwoTexts

    if store is None or days is None:
        return TwoTexts()
    return TwoTexts(*store.laws_of_both(_documents(policy), days))


def _store(path: str | None) -> tuple[LawStore | None, Provisions | None]:
    """The store at a place, with the structure of the law; the structure alone where it is a file of that."""
    from engine.cli.laws import provisions_to_check
    from engine.store.law_store import is_store, open_store

    if path is None:
        return None, None
    if not is_store(path):
        return None, provisions_to_check(path)
    store, found = open_store(path)
    if store is None:
        tell(found, {})
        finish(2)
    return store, store.provisions
