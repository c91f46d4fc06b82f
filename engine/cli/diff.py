"""`hjemmel diff`: what changed between two versions, what it means, for whom, and what must follow."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.diff_sides import SideArguments, Sides, opened_sides
from engine.cli.options import LANGUAGES, Day, Pair
from engine.cli.screen import answer, exit_code, finish, stop, stop_for_extra, talk, tell, unknown

if TYPE_CHECKING:
    from engine.diff.comparison import Comparison, Side, Wanted
    from engine.model.case import Case, Options
    from explain.compared import Letters

FORMATS = ("text", "markdown", "html", "json")


@click.command("diff")
@click.argument("sides", nargs=-1, metavar="[A] [B]")
@click.option("--on", "on", type=Day(), multiple=True, metavar="DATE", help="Twice: the same policies on two days.")
@click.option("--policies", "folders", multiple=True, metavar="PATH", help="Where the policies of a revision are.")
@click.option("--within", multiple=True, metavar="NAME", help="Only this act, regulation or outcome.")
@click.option("--with-parameters", is_flag=True, help="Compare the sums people get, not the rules alone.")
@click.option("--days", type=Day(), nargs=2, metavar="FIRST LAST", help="The days a case may be on.")
@click.option("--suppose", type=Pair("SOURCE=DATE", Day()), multiple=True, metavar="SOURCE=DATE")
@click.option("--reading", type=Pair("NAME=READING"), multiple=True, metavar="NAME=READING")
@click.option("--limit", type=click.IntRange(1), metavar="STEPS", help="How long one question may take the solver.")
@click.option("--law-before", metavar="STORE", help="The text of the law before: a store, files, or a day.")
@click.option("--law-after", metavar="STORE", help="The text of the law now.")
@click.option("--cases", "corpus", metavar="PATH", help="Records, cases or a table: whom does it touch?")
@click.option("--letters", is_flag=True, help="Show what the person of each case would be told, before and now.")
@click.option("--save-cases", "kept", metavar="FILE", help="Write the cases as `case` blocks to a new file.")
@click.option("--language", type=click.Choice(LANGUAGES), default="nb", show_default=True)
@click.option("--format", "format", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--external", is_flag=True, help="Be called by git, as an external diff driver.")
def command(
    sides: tuple[str, ...],
    on: tuple[date, ...],
    folders: tuple[str, ...],
    within: tuple[str, ...],
    with_parameters: bool,
    days: tuple[date, date] | None,
    suppose: tuple[tuple[str, date], ...],
    reading: tuple[tuple[str, str], ...],
    limit: int | None,
    law_before: str | None,
    law_after: str | None,
    corpus: str | None,
    letters: bool,
    kept: str | None,
    language: str,
    format: str,
    external: bool,
) -> None:
    """Compare two versions: the text of the law, our rules, what it means, whom it touches, and what must follow.

    A and B are each a folder, a file, or a git revision (`HEAD~1`, a branch, a tag, `REVISION:FOLDER`); with one of
    them, the policies here are the other. With --on twice, the same policies are compared on two days. Exits 0 when
    nothing that matters differs, 1 when something does, 2 when they could not be compared.
    """
    if external:
        from engine.cli.diff_driver import drive

        drive(sides, folders, language, limit)
    if kept is not None and Path(kept).exists():
        stop(f"`{kept}` is there already; name a file that is not")
    found = opened_sides(SideArguments(sides, on, folders, law_before, law_after), format)
    options = _options(found, dict(reading), dict(suppose))
    cases = _cases(found, corpus, format) if corpus is not None else None
    _needs_solver()
    made = _compared(found, _wanted(found, within, days, with_parameters, options, cases, limit))
    told = _letters(made, language) if letters else {}
    answer(rendered(made, format, language, told))
    if kept is not None:
        _save(made, kept)
    finish(1 if made.matters else 0)


def _needs_solver() -> None:
    try:
        import z3  # noqa: F401
    except ImportError:
        stop_for_extra("comparing", "solver")


def _compared(found: Sides, wanted: Wanted) -> Comparison:
    from engine.diff.comparison import compare_versions
    from engine.evaluate.order import CyclicPolicy

    try:
        return compare_versions(found.before, found.after, wanted)
    except CyclicPolicy as circle:
        stop(str(circle))


def rendered(made: Comparison, format: str, language: str, letters: Letters | None = None) -> str:
    """The comparison in one of the formats."""
    if format == "json":
        from engine.diff.data import as_data

        return json.dumps(as_data(made), ensure_ascii=False, indent=1)
    from explain.compared import comparison_page

    page = comparison_page(made, language, letters)
    if format == "html":
        from explain.document_html import as_html_page

        return as_html_page(page)
    if format == "markdown":
        from explain.document_markdown import as_markdown

        return as_markdown(page)
    from explain.document_text import as_text

    return as_text(page)


# ── what is compared ────────────────────────────────────────────────────────────────────────────────────────────


def _options(found: Sides, readings: dict[str, str], supposed: dict[str, date]) -> Options:
    """How the policies are read; a name nobody has ends the command."""
    from engine.model.case import Options

    policy = found.now.policy
    chosen = {_bound(found, "interpretation", name): reading for name, reading in readings.items()}
    for id, reading in chosen.items():
        known = [it.name for it in policy.interpretations[id].readings]
        if reading not in known:
            stop(f"`{id.rpartition('.')[2]}` has no reading `{reading}`; its readings are {', '.join(known)}")
    return Options(None, chosen, {_bound(found, "source", name): day for name, day in supposed.items()})


def _bound(found: Sides, kind: str, name: str) -> str:
    id, remark = found.names.bind(name, kind)
    if id is None:
        stop(f"{remark.message}; {remark.hint}" if remark is not None and remark.hint else f"unknown {kind} `{name}`")
    return id


def _wanted(
    found: Sides,
    within: tuple[str, ...],
    days: tuple[date, date] | None,
    with_parameters: bool,
    options: Options,
    cases: list[Case] | None,
    limit: int | None,
) -> Wanted:
    from engine.diff.comparison import Wanted

    if days is not None and days[1] < days[0]:
        stop(f"the days end on {days[1]}, before they begin on {days[0]}")
    return Wanted(
        days,
        tuple(_within(found, it) for it in within),
        with_parameters,
        options,
        tuple(cases) if cases is not None else None,
        limit,
    )


def _within(found: Sides, name: str) -> str:
    """The source or the outcome a name means."""
    sources, terms = found.now.policy.sources, found.names.kinds["term"]
    if name in sources:
        return name
    if name not in terms:
        stop(unknown(f"no act, regulation or outcome is called `{name}`", name, [*sources, *terms]))
    return _bound(found, "term", name)


def _cases(found: Sides, path: str, format: str) -> list[Case]:
    """The cases to try; those that cannot be taken are told, and with none left the command ends."""
    from engine.store.case_tables import load_cases

    cases, wrong, texts = load_cases(path, found.now.policy, found.now.known_names)
    tell(wrong, texts, "json" if format == "json" else "pretty")
    if not cases:
        finish(2 if not wrong else max(2, exit_code(wrong)))
    return cases


# ── what else is told ───────────────────────────────────────────────────────────────────────────────────────────


def _letters(made: Comparison, language: str) -> Letters:
    """What the person of each case of an outcome that changed itself would be told under each version.

    Each version as it is, with its own sums, on its own day.
    """
    pairs = {}
    for one in made.only(roots=True):
        for witness in one.relation.witnesses:
            sides = [
                _told_person(made, side, one.relation.term, witness.case, language)
                for side in (made.before, made.after)
            ]
            pairs[one.relation.term, witness.turn] = sides[0], sides[1]
    return pairs


def _told_person(made: Comparison, side: Side, term: str, case: Case, language: str) -> list[str]:
    """What a version tells a person, line by line with the headings."""
    from attrs import evolve

    from engine.evaluate import decide
    from explain import phrase, select

    asked = evolve(case, day=side.day or case.day, requested=(term,))
    decision = decide(side.policy, asked, made.wanted.options)
    page = phrase(side.policy, decision, select(side.policy, decision, "person"), language)
    return [text for part in page.parts for text in (part.title, *(line.text for line in part.lines))]


def _save(made: Comparison, path: str) -> None:
    """The cases that show the differences, as a file that `hjemmel test` runs with the newer policies."""
    from engine.authoring.differences import case_file

    text, count = case_file(made)
    if not count:
        talk("nothing differs that a case shows, so no case is written")
        return
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        stop(f"cannot write `{path}`: {(error.strerror or 'unknown reason').lower()}")
    talk(f"{count} case{'s' * (count != 1)} written to {path}")
