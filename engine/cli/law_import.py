"""`hjemmel law import`: official texts from files into the store."""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import click

from engine.cli.laws import counted, format_option, reading_store, store_option
from engine.cli.options import Day
from engine.cli.screen import answer, exit_code, finish, talk, tell

if TYPE_CHECKING:
    from engine.store.law_import import Imported

_KINDS = {"consolidated": "with amendments", "promulgated": "as adopted"}
_STATES = {"new": "new", "changed": "changed since the text held before", "same": "held already"}


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="FILE|FOLDER...")
@click.option("--edition", type=Day(), metavar="DATE", help="The day the texts are of: the day they were fetched.")
@store_option
@format_option
def command(paths: tuple[str, ...], edition: date | None, folder: str | None, format: str) -> None:
    """Read official texts (Lovdata's XML) into the store.

    A folder is searched for .xml files. A file that cannot be read is told of, and the others are kept; then the
    command exits 1. The files do not say of which day they are, so say it with --edition.
    """
    from engine.store.law_import import import_laws
    from engine.store.law_store import default_folder

    with reading_store():
        done = import_laws(paths, folder or default_folder(), edition, _progress if sys.stderr.isatty() else _silent)
    tell(done.diagnostics, {}, "compact")
    answer(_as_json(done, edition) if format == "json" else _as_text(done))
    if edition is None and done.taken and format == "text":
        latest = max(each.not_before for each in done.taken if each.not_before is not None)
        talk(f"the files do not say of which day they are (--edition): not before {latest}, by the changes they have")
    finish(exit_code(done.diagnostics) if done.files else 2)


def _progress(done: int, all: int) -> None:
    if done % 25 == 0 or done == all:
        sys.stderr.write(f"\r{done} of {all} files" + ("\n" if done == all else ""))
        sys.stderr.flush()


def _silent(done: int, all: int) -> None:
    return None


def _as_text(done: Imported) -> str:
    lines = [f"{done.files - len(done.taken)} of {counted(done.files, 'file')} could not be read"]
    if len(done.taken) == done.files:
        lines = []
    if not done.taken:
        return "\n".join([*lines, "nothing was imported"])
    kinds, states = Counter(each.kind for each in done.taken), Counter(each.state for each in done.taken)
    documents = counted(len({each.id for each in done.taken}), "act or regulation", "acts and regulations")
    sentences = sum(each.sentences for each in done.taken)
    return "\n".join(
        [
            f"{counted(len(done.taken), 'text')} of {documents} in {done.folder}",
            *(f"  {kinds[kind]} {words}" for kind, words in _KINDS.items() if kinds[kind]),
            *(f"  {states[state]} {words}" for state, words in _STATES.items() if states[state]),
            f"  {sum(each.ledd for each in done.taken)} ledd, {sentences} sentences outside lists",
            f"  {sum(not each.in_force for each in done.taken)} not in force on the day they are of",
            *lines,
        ]
    )


def _as_json(done: Imported, edition: date | None) -> str:
    data = {
        "store": done.folder,
        "edition": edition.isoformat() if edition is not None else None,
        "files": done.files,
        "taken": [
            {
                "file": each.file,
                "id": each.id,
                "title": each.title,
                "kind": each.kind,
                "state": each.state,
                "in_force": each.in_force,
                "sections": each.sections,
                "ledd": each.ledd,
                "sentences": each.sentences,
                "not_before": each.not_before.isoformat() if each.not_before is not None else None,
            }
            for each in done.taken
        ],
        "not_read": [{"file": each.span.file, "code": each.code, "reason": each.message} for each in done.unread],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)
