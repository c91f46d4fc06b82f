"""`hjemmel law check`: every citation of the policies looked up, and what could not be and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from engine.cli.laws import (
    counted,
    format_option,
    law_option,
    opened_as_far,
    placed,
    provisions_to_check,
    reading_store,
    where,
)
from engine.cli.screen import answer, finish

if TYPE_CHECKING:
    from engine.analysis.citations import Verdict
    from engine.analysis.index import Index
    from engine.source import SourceText

_HEADINGS = {
    "not_found": "not found",
    "not_checkable": "not checkable",
}
_STATES = {
    "repealed": "repealed or moved since",
    "moved": "repealed or moved since",
    "not_in_force": "adopted and not in force",
}


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--all", "every", is_flag=True, help="List the citations that are found, too.")
@law_option
@format_option
def command(paths: tuple[str, ...], every: bool, folder: str | None, format: str) -> None:
    """Look up every citation of the policies, at the level cited.

    A citation is found, not found, or not checkable: its act is not in the store, or the store holds no text of its
    days. Exits 1 when one is not found.
    """
    from engine.analysis.citations import verdicts
    from engine.analysis.index import Index

    workspace = opened_as_far(paths)
    index = Index(workspace.policy)
    with reading_store():
        found = sorted(verdicts(index, provisions_to_check(folder)), key=lambda each: each.cited.span)
    if format == "json":
        answer(_as_json(found, index, workspace.sources))
    else:
        answer("\n".join(_as_text(found, index, workspace.sources, every)))
    finish(1 if workspace.has_errors or any(each.kind == "not_found" for each in found) else 0)


def _as_text(found: Sequence[Verdict], index: Index, sources: Mapping[str, SourceText], every: bool) -> Iterator[str]:
    """What was not found, and what could not be looked up, by reason and address; then how many of each."""
    shown = {**_HEADINGS, "found": "found"} if every else _HEADINGS
    for kind, heading in shown.items():
        of_kind = [each for each in found if each.kind == kind]
        if not of_kind:
            continue
        yield heading
        for reason in dict.fromkeys((each.reason, each.hint) for each in of_kind):
            yield from _of_reason(reason, of_kind, index, sources)
        yield ""
    yield _summary(found)


def _of_reason(
    reason: tuple[str, str], verdicts: Sequence[Verdict], index: Index, sources: Mapping[str, SourceText]
) -> Iterator[str]:
    from engine.analysis.words import address

    message, hint = reason
    if message:
        yield f"  {message}" + (f" ({hint})" if hint else "")
    places: dict[str, list[str]] = {}
    for each in verdicts:
        if (each.reason, each.hint) == reason:
            state = f" ({each.state.replace('_', ' ')})" if each.state else ""
            place = where(each.cited.span, sources)
            places.setdefault(address(index, each.cited.citation) + state, []).append(place)
    for written, several in places.items():
        yield f"    {written}: {', '.join(_by_file(dict.fromkeys(several)))}"


def _by_file(places: Iterable[str]) -> Iterator[str]:
    """Places with the file named once: `a.policy:3, :9`."""
    before = ""
    for place in places:
        file, _, line = place.rpartition(":")
        yield f":{line}" if file == before else place
        before = file


def _summary(found: Sequence[Verdict]) -> str:
    counts = Counter(each.kind for each in found)
    beside = Counter(_STATES[each.state] for each in found if each.state)
    beside["in the act as it was adopted"] = sum(
        each.kind == "found" and each.text is not None and each.text.as_adopted for each in found
    )
    said = ", ".join(f"{count} {words}" for words, count in sorted(beside.items()) if count)
    return (
        f"{counted(len(found), 'citation')}: {counts['found']} found{f' ({said})' if said else ''}, "
        f"{counts['not_found']} not found, {counts['not_checkable']} not checkable"
    )


def _as_json(found: Sequence[Verdict], index: Index, sources: Mapping[str, SourceText]) -> str:
    from engine.analysis.words import address

    counts = Counter(each.kind for each in found)
    data = {
        "counts": {kind: counts[kind] for kind in ("found", "not_found", "not_checkable")},
        "citations": [
            {
                "citation": str(each.cited.citation),
                "written": address(index, each.cited.citation),
                "by": {"kind": each.cited.kind, "id": each.cited.id},
                "place": placed(each.cited.span, sources),
                "verdict": each.kind,
                "state": each.state,
                "reason": each.reason,
                "hint": each.hint,
                "text": _text(each),
            }
            for each in found
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _text(verdict: Verdict) -> dict[str, object] | None:
    """Which text of the act a citation was looked up in."""
    document = verdict.text
    if document is None:
        return None
    return {
        "edition": document.edition.isoformat() if document.edition else None,
        "not_before": document.not_before.isoformat() if document.not_before else None,
        "as_adopted": document.as_adopted,
    }
