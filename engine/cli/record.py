"""`hjemmel record`: a decision, written down to be kept, and a kept one examined."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from engine.cli.case_options import CaseOptions, asking, case_options
from engine.cli.cases import decided
from engine.cli.options import LANGUAGES, Day, Renamed
from engine.cli.screen import answer, exit_code, finish, stop, talk, tell

if TYPE_CHECKING:
    from engine.evaluate.decision import Decision
    from engine.law.text import LawText
    from engine.records.record import Letter, Override
    from engine.workspace import Workspace


@click.command("record")
@click.argument("case", metavar="CASE")
@asking()
@click.option("-o", "--output", metavar="FILE", help="Where to write the record.  [default: standard output]")
@click.option("--force", is_flag=True, help="Write over a record that is there already.")
@click.option("--id", "id", metavar="TEXT", default="", help="The number the authority gave the decision.")
@click.option("--applied-on", type=Day(), metavar="DATE", help="The day of the application.")
@click.option("--override", "overrides", metavar="FILE", multiple=True, help="A result set aside by an official.")
@click.option("--letter", "letter", metavar="FILE", help="The letter as it was sent; its digest is kept.")
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="nb", show_default=True, help="The letter's language."
)
@click.option(
    "--law",
    "--store",
    "law",
    cls=Renamed,
    metavar="DIR",
    help="A store of law texts; the sentences relied on are kept as hashes.",
)
@click.option("--shareable", is_flag=True, help="Its free text may be shown beside other cases.")
@click.option("--verify", is_flag=True, help="CASE is a record: say whether it is whole, and as it was written.")
@case_options
@click.option(
    "--format", "format", type=click.Choice(("json", "prov")), default="json", show_default=True, help="What to write."
)
def command(
    case: str,
    output: str | None,
    force: bool,
    id: str,
    applied_on: date | None,
    overrides: tuple[str, ...],
    letter: str | None,
    language: str,
    law: str | None,
    shareable: bool,
    verify: bool,
    options: CaseOptions,
    format: str,
) -> None:
    """Decide one case, and write the record to keep. CASE is a JSON file, or - for standard input.

    With --verify, or --format prov, CASE may be a record that was written before. Exits as decide does.
    """
    from engine.records.record import Circumstances

    if verify:
        _verify(case)
    if format == "prov" and _is_stored(case):
        _write(_prov(_stored(case)), output, force)
        finish(0)
    workspace, decision = decided(case, options)
    circumstances = Circumstances(
        id=id,
        applied_on=applied_on,
        laws=_laws(law),
        letter=_letter(letter, language),
        overrides=_overrides(workspace, decision, overrides),
        shareable=shareable,
    )
    from engine.cli.laws import reading_store
    from engine.records.record import as_text

    with reading_store():
        record = workspace.record(decision, circumstances)
    _write(as_text(record) if format == "json" else _prov(record), output, force)
    finish(1 if decision.has_fault else 0)


def _verify(path: str) -> None:
    """Say whether a stored record is whole and as it was written, and end."""
    record = _stored(path)
    answer(f"{path}: whole, and as it was written\n  sha256 {record['sha256']}")
    finish(0)


def _stored(path: str) -> dict[str, Any]:
    from engine.store.records import read_record

    record, found = read_record(path)
    tell(found, {})
    if record is None:
        finish(exit_code(found))
    return record


def _is_stored(path: str) -> bool:
    """Whether a file says that it is a record. A case on standard input is read once, so there only a case is taken."""
    from engine.store.files import STDIN, decode, read_file
    from engine.store.records import is_record

    file, _ = read_file(path) if path != STDIN else (None, [])
    source, _ = decode(file) if file is not None else (None, [])
    return source is not None and is_record(source.text)


def _prov(record: dict[str, Any]) -> str:
    from engine.records.prov import to_prov

    return to_prov(record)


def _write(text: str, output: str | None, force: bool) -> None:
    """To standard output, or to a file that appears whole or not at all."""
    from engine.store.records import write_record

    if output is None:
        answer(text)
        return
    try:
        written = write_record(output, text, force)
    except OSError as error:
        stop(f"`{output}` cannot be written: {error.strerror or error}")
    if not written:
        stop(f"`{output}` is there already; --force writes over it")
    talk(f"wrote {output}")


def _laws(folder: str | None) -> Mapping[str, LawText] | None:
    """The texts of a store, or `None` when none was named."""
    if folder is None:
        return None
    from engine.cli.laws import opened_store

    return opened_store(folder).laws


def _letter(path: str | None, language: str) -> Letter | None:
    if path is None:
        return None
    from hashlib import sha256

    from engine.records.record import Letter
    from engine.store.files import read_file

    file, found = read_file(path)
    tell(found, {})
    if file is None:
        finish(exit_code(found))
    return Letter(language, sha256(file.data).hexdigest())


def _overrides(workspace: Workspace, decision: Decision, paths: tuple[str, ...]) -> tuple[Override, ...]:
    """What officials decided otherwise; with an error in one of them the command ends."""
    from engine.store.files import decode, read_file
    from engine.store.overrides import read_override

    taken: list[Override] = []
    for path in paths:
        file, found = read_file(path)
        source, found = decode(file) if file is not None else (None, found)
        override = None
        if source is not None:
            override, said = read_override(source, workspace.policy, decision, workspace.known_names)
            found = [*found, *said]
        tell(found, {source.name: source} if source is not None else {})
        if override is None:
            finish(exit_code(found))
        taken.append(override)
    return tuple(taken)
