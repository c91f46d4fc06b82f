"""`hjemmel law stale`: which rules rest on sentences that are not the same in two texts of the law."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click

from engine.cli.laws import counted, format_option, opened_as_far, placed, reading_store, store_option, where
from engine.cli.options import Day, policies
from engine.cli.screen import answer, finish, stop, talk, tell

if TYPE_CHECKING:
    from engine.analysis.index import Index
    from engine.law.stale import Changed, Stale, Staleness
    from engine.law.text import LawText
    from engine.source import SourceText

WIDTH = 100


@click.command("stale")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@policies
@store_option
@format_option
def command(old: str, new: str, policy_paths: tuple[str, ...], folder: str | None, format: str) -> None:
    """Which rules rest on sentences that differ between two texts of the law.

    OLD and NEW are each a store, an XML file or a folder of them, or a day: then what the store held of that day.
    Only acts that both have are compared. Exits 1 when something is stale.
    """
    from engine.analysis.index import Index
    from engine.law.stale import stale

    workspace = opened_as_far(policy_paths)
    with reading_store():
        found = stale(workspace.policy, _laws(old, folder), _laws(new, folder))
    if not found.compared:
        stop(f"no act is both in `{old}` and in `{new}`")
    index = Index(workspace.policy)
    if format == "json":
        answer(_as_json(found, index, workspace.sources))
    else:
        answer("\n".join(_as_text(found, index, workspace.sources)))
    finish(1 if found.stale else 0)


def _laws(where_from: str, folder: str | None) -> Mapping[str, LawText]:
    """The texts an argument means. Without any the command ends."""
    from engine.store.law_import import laws_at
    from engine.store.law_store import default_folder, open_store

    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", where_from):
        day = Day().convert(where_from, None, None)
        store, found = open_store(folder or default_folder(), day)
        laws = store.laws if store is not None else None
    else:
        laws, found = laws_at(where_from)
    tell(found, {})
    if laws is None:
        finish(2)
    return laws


# Text


def _as_text(found: Staleness, index: Index, sources: Mapping[str, SourceText]) -> Iterator[str]:
    rules = [each for each in found.stale if each.is_rule]
    others = [each for each in found.stale if not each.is_rule]
    for change in found.changes:
        yield from _change(change, index)
    for id in found.commenced:
        yield f"{id} is in force now"
    if found.changes or found.commenced:
        yield ""
    for heading, several in (("rules to read again", rules), ("and what else rests on it", others)):
        if several:
            yield heading
        for each in several:
            yield from _stale(each, index, sources)
        if several:
            yield ""
    acts, changes = counted(len(found.compared), "act"), counted(len(found.changes), "change")
    also = f", and {counted(len(others), 'other declaration')}" if others else ""
    yield f"{acts} compared, {changes}, {counted(len(rules), 'rule')} to read again{also}"
    if found.other_days:
        cited = counted(len(found.other_days), "citation")
        talk(f"{cited} of what changed given for other days than the older text is of")


def _change(change: Changed, index: Index) -> Iterator[str]:
    from engine.analysis.words import address, place

    moved = f", now {place(change.moved_to)}" if change.moved_to is not None else ""
    yield f"{address(index, change.citation)}: {change.kind}{moved}"
    for mark, unit in (("-", change.old), ("+", change.new)):
        if unit is not None:
            yield from textwrap.wrap(unit.text, WIDTH, initial_indent=f"  {mark} ", subsequent_indent="    ")


def _stale(each: Stale, index: Index, sources: Mapping[str, SourceText]) -> Iterator[str]:
    from engine.analysis.words import address, place

    changed = ", ".join(dict.fromkeys(place(change.citation) for change in each.changed))
    rests = ", ".join(address(index, citation) for citation in each.citations)
    yield f"  {where(each.span, sources)}: {each.kind} {each.id}".rstrip()
    yield f"    rests on {rests}" + (f"; changed: {changed}" if changed != _bare(each) else "")


def _bare(each: Stale) -> str:
    from engine.analysis.words import place

    return ", ".join(place(citation) for citation in each.citations)


# JSON


def _as_json(found: Staleness, index: Index, sources: Mapping[str, SourceText]) -> str:
    data = {
        "compared": list(found.compared),
        "commenced": list(found.commenced),
        "changes": [_change_as_data(change) for change in found.changes],
        "rules": [_stale_as_data(each, index, sources) for each in found.stale if each.is_rule],
        "others": [_stale_as_data(each, index, sources) for each in found.stale if not each.is_rule],
        "other_days": [str(one.citation) for one in found.other_days],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _change_as_data(change: Changed) -> dict[str, object]:
    from engine.analysis.words import place

    return {
        "citation": str(change.citation),
        "written": place(change.citation),
        "kind": change.kind,
        "old": change.old.text if change.old is not None else None,
        "new": change.new.text if change.new is not None else None,
        "old_sha256": change.old.hash if change.old is not None else None,
        "new_sha256": change.new.hash if change.new is not None else None,
        "moved_to": str(change.moved_to) if change.moved_to is not None else None,
    }


def _stale_as_data(each: Stale, index: Index, sources: Mapping[str, SourceText]) -> dict[str, object]:
    from engine.analysis.words import address

    return {
        "kind": each.kind,
        "id": each.id,
        "place": placed(each.span, sources),
        "citations": [str(citation) for citation in each.citations],
        "written": [address(index, citation) for citation in each.citations],
        "changed": [str(change.citation) for change in each.changed],
    }
