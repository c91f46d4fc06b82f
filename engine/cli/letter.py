"""`hjemmel letter`: the letter of a decision, as text, HTML, PDF, docx or JSON."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.cli.case_options import CaseOptions, asking, case_options
from engine.cli.cases import decided
from engine.cli.options import LANGUAGES, Day
from engine.cli.screen import answer, exit_code, finish, stop, stop_for_extra, tell
from engine.model.case import LETTER_FIELDS

if TYPE_CHECKING:
    from engine.evaluate.decision import Decision
    from engine.model.case import Case
    from explain.document import Document
    from explain.letter import Letter

FORMATS = ("text", "html", "pdf", "docx", "json")


@click.command("letter")
@click.argument("case", metavar="CASE")
@asking()
@click.option("--language", type=click.Choice(LANGUAGES), default="nb", show_default=True)
@click.option("--format", "format", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("-o", "--output", "output", type=click.Path(dir_okay=False), help="Write here instead of printing.")
@click.option(
    "--received",
    type=Day(),
    metavar="DATE",
    help="The day the person receives it: the time limit for appeal is computed.",
)
@click.option("--reasons-wait", is_flag=True, help="Leave the reasons out and say that they may be demanded.")
@click.option("--field", "fields", metavar="NAME=TEXT", multiple=True, help=f"One of {', '.join(LETTER_FIELDS)}.")
@case_options
def command(
    case: str,
    language: str,
    format: str,
    output: str | None,
    received: date | None,
    reasons_wait: bool,
    fields: tuple[str, ...],
    options: CaseOptions,
) -> None:
    """Write the letter of a decision.

    CASE is a JSON file, or - for standard input. Exits 1 when there may be no letter, and says why: the decision is
    open or not ready, or the law demands a part that nothing fills.
    """
    from explain.letter import Wish

    wish = Wish(language, received, reasons_wait, _fields(fields))
    _installed(format)
    workspace, decision = decided(case, options)

    def again(case: Case) -> Decision:
        return workspace.decide_case(case, decision.options)

    from explain.letter import write_letter

    made = decision.case.decided_on
    if received is not None and made is not None and received < made:
        stop(f"--received {received} is before the decision was made, {made}")
    letter = write_letter(workspace.policy, decision, wish, again)
    if letter.document is None:
        tell(letter.diagnostics, workspace.sources)
        finish(exit_code(letter.diagnostics))
    _write(letter, letter.document, format, output)


def _fields(given: tuple[str, ...]) -> dict[str, str]:
    """The fields of the letter, each given once and known."""
    found: dict[str, str] = {}
    for one in given:
        name, mark, text = one.partition("=")
        if not mark or name not in LETTER_FIELDS:
            raise click.UsageError(f"--field is NAME=TEXT, and NAME is one of {', '.join(LETTER_FIELDS)}; got `{one}`")
        found[name] = text.strip()
    return found


def _installed(format: str) -> None:
    """Ends the command where what the format needs is not installed."""
    from importlib.util import find_spec

    needs = {"pdf": "typst", "docx": "docx"}.get(format)
    if needs and find_spec(needs) is None:
        stop_for_extra(f"--format {format}", "letters")


def _write(letter: Letter, document: Document, format: str, output: str | None) -> None:
    made = _form(letter, document, format)
    if output is not None:
        try:
            Path(output).write_bytes(made)
        except OSError as problem:
            stop(f"cannot write `{output}`: {(problem.strerror or 'unknown reason').lower()}")
    elif format in ("pdf", "docx"):
        if sys.stdout.isatty():
            stop(f"--format {format} is not for reading on a screen: say where with -o FILE")
        sys.stdout.buffer.write(made)
        sys.stdout.buffer.flush()
    else:
        answer(made.decode("utf-8"))


def _form(letter: Letter, document: Document, format: str) -> bytes:
    if format == "pdf":
        from explain.document_pdf import as_pdf

        return as_pdf(document)
    if format == "docx":
        from explain.document_docx import as_docx

        return as_docx(document)
    if format == "html":
        from explain.document_html import as_html_page

        return as_html_page(document).encode()
    if format == "json":
        return (json.dumps(_json(letter, document), ensure_ascii=False, indent=1) + "\n").encode()
    from explain.document_text import as_text

    return as_text(document).encode()


def _json(letter: Letter, document: Document) -> dict[str, Any]:
    """The parts with what demands each, and every block with its texts."""
    from explain.document import plain, runs_of

    def texts(blocks: tuple[Any, ...]) -> list[dict[str, Any]]:
        return [{"kind": type(it).__name__.lower(), "texts": [plain(one) for one in runs_of(it)]} for it in blocks]

    return {
        "title": document.title,
        "language": document.language,
        "dated": document.day.isoformat(),
        "before": texts(document.before),
        "parts": [
            {
                "part": it.kind,
                "title": it.title,
                "demanded_by": [str(citation) for citation in it.demanded_by],
                "blocks": texts(it.blocks),
            }
            for it in letter.sections
        ],
        "blocks": texts(document.blocks),
    }
