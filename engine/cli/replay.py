"""`hjemmel replay`: stored records, judged against what today's engine and policies make of the same cases."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import attrs
import click

from engine.cli.cases import opened
from engine.cli.options import LANGUAGES, policies
from engine.cli.screen import answer, exit_code, finish, tell

if TYPE_CHECKING:
    from engine.records.replay import Verdict
    from engine.workspace import Workspace


@click.command("replay")
@click.argument("records", metavar="RECORD…", nargs=-1, required=True)
@policies
@click.option("--language", type=click.Choice(LANGUAGES), default="nb", show_default=True)
@click.option("--format", "format", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(records: tuple[str, ...], policy_paths: tuple[str, ...], language: str, format: str) -> None:
    """Judge stored records: the same outcome, reasons and words, or the first step that parted.

    RECORD is a file that `record` wrote, or a folder of them. Exits 1 when one differs or cannot be taken, 2 when
    nothing could be judged.
    """
    from engine.store.records import find_records

    names, missing = find_records(records)
    tell(missing, {}, "json" if format == "json" else "pretty")
    if not names:
        finish(2)
    workspace = opened(policy_paths)
    judged = _Judged(workspace, language, format)
    for number, name in enumerate(names, start=1):
        judged.take(name)
        _progress(number, len(names))
    judged.finish(bool(missing))


def _progress(done: int, of: int) -> None:
    """How far it has come, on a terminal, where there is more than can be waited for without asking."""
    if sys.stderr.isatty() and of >= 20:
        sys.stderr.write(f"\r{done} / {of}" + ("\n" if done == of else ""))
        sys.stderr.flush()


class _Judged:
    """The verdicts of a run: told one by one, or gathered for JSON, and counted."""

    def __init__(self, workspace: Workspace, language: str, format: str) -> None:
        from engine.records.replay import VERDICTS

        self.workspace, self.language, self.format = workspace, language, format
        self.totals = dict.fromkeys((*VERDICTS, "not_judged"), 0)
        self.told: list[dict[str, Any]] = []
        self.outside = False

    def take(self, name: str) -> None:
        """Judge one record."""
        from engine.store.records import read_record

        record, found = read_record(name)
        if record is None:
            self.outside = self.outside or exit_code(found) == 2
            self.totals["not_judged"] += 1
            self.told.append({"file": name, "verdict": "not_judged", "because": [each.code for each in found]})
            tell(found, {}, "json" if self.format == "json" else "pretty")
            return
        verdict = self.workspace.replay(record)
        self.totals[verdict.name] += 1
        self.told.append({"file": name, **_data(record, verdict)})
        if self.format == "text":
            answer("\n".join(self._lines(name, record, verdict)))

    def _lines(self, name: str, record: dict[str, Any], verdict: Verdict) -> Iterator[str]:
        from explain.render import WIDTH, wrapped
        from explain.replayed import tell_verdict, verdict_name

        head = f"{record['id']} ({name})" if record["id"] else name
        yield f"{head}: {verdict_name(verdict.name, self.language)}"
        for text in tell_verdict(self.workspace.policy, record, verdict, self.language):
            rows = wrapped(text, WIDTH - 2, WIDTH - 4)
            yield f"  {rows[0]}"
            yield from (f"    {row}" for row in rows[1:])

    def finish(self, missing: bool) -> None:
        """The totals, and the exit code they mean."""
        if self.format == "json":
            answer(json.dumps({"records": self.told, "totals": self.totals}, ensure_ascii=False, indent=1))
        elif len(self.told) > 1:
            from explain.replayed import verdict_name

            counted = [f"{n:>6}  {verdict_name(name, self.language)}" for name, n in self.totals.items() if n]
            answer("\n".join(["", *counted]))
        if self.totals["not_judged"] == len(self.told):
            finish(2 if self.outside else 1)
        parted = self.totals["differs"] or self.totals["not_judged"] or missing
        finish(1 if parted else 0)


def _data(record: dict[str, Any], verdict: Verdict) -> dict[str, Any]:
    """A verdict as data; ids as the record has them."""
    return {
        "id": record["id"],
        "sha256": record["sha256"],
        "verdict": verdict.name,
        "outcome": attrs.asdict(verdict.other) if verdict.other is not None else None,
        "parted": attrs.asdict(verdict.parted) if verdict.parted is not None else None,
        "gone": [attrs.asdict(each) for each in verdict.gone],
        "renamed": [{"was": was, "now": now} for was, now in verdict.renamed],
        "other_words": list(verdict.languages),
        "set_aside": bool(record["overrides"]),
    }
