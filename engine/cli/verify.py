"""`hjemmel verify`: what authors claim of their policies, each proved, refuted with a case, or not decided."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.cli.options import LANGUAGES
from engine.cli.screen import answer, colour_on, finish, stop, talk, unknown
from engine.cli.tongue import here, of_file, say, several

if TYPE_CHECKING:
    from engine.authoring.proofs import Proof
    from engine.model.case import Case
    from engine.model.policy import Property
    from engine.workspace import Workspace

MARKS = {"proved": "proved", "refuted": "REFUTED", "empty": "OF NO CASE", "not_decided": "not decided"}
COLOURS = {"proved": "\x1b[32m", "refuted": "\x1b[31m", "empty": "\x1b[31m", "not_decided": "\x1b[33m"}
EXPLAINED = ("outcome", "grounds", "amount")
_EMPTY = "no case is one it speaks of: its condition is never met, or what it reads is always open"
_UNDECIDED = "the solver came to no end; `--limit` gives it longer, and a `when` asks it less"
MOST_EXPLAINED = 6
"""How many lines of an explanation are shown of a case."""


@click.command("verify")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--run", "patterns", metavar="WORDS", multiple=True, help="Only properties whose title holds these words."
)
@click.option("--within", "sources", metavar="SOURCE", multiple=True, help="Only properties of this act or regulation.")
@click.option("--language", type=click.Choice(LANGUAGES), default="nb", show_default=True, help="Of the explanations.")
@click.option("--format", "format", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option(
    "--limit", "steps", type=click.IntRange(1), metavar="STEPS", help="How long one question may take, in solver steps."
)
@click.option(
    "--save-cases", "kept", metavar="FILE", help="Write the cases that refute as `case` blocks to a new file."
)
def command(
    paths: tuple[str, ...],
    patterns: tuple[str, ...],
    sources: tuple[str, ...],
    language: str,
    format: str,
    steps: int | None,
    kept: str | None,
) -> None:
    """Prove the properties of policies, or refute each with the smallest case that breaks it.

    PATH is a folder of policies, or a file; without one, the folder policies. A proof is of all cases with lists of
    at most two members. Exits 0 when every property is proved, 1 when one is refuted, is claimed of no case, or is not
    decided.
    """
    from engine.cli.cases import opened
    from engine.cli.check_verify import needs_solver

    needs_solver()
    workspace = opened(paths, "json" if format == "json" else "pretty")
    wanted = _wanted(workspace, patterns, sources)
    if kept is not None and Path(kept).exists():
        stop(f"`{kept}` is there already; name a file that is not")
    proofs = list(_told(workspace, wanted, language, format, steps))
    if format == "json":
        answer(json.dumps({"properties": [as_data(workspace, each) for each in proofs]}, ensure_ascii=False, indent=1))
    else:
        talk(_sums(proofs))
    if kept is not None:
        _save(workspace, proofs, kept)
    finish(0 if all(proof.status == "proved" for proof in proofs) else 1)


def _wanted(workspace: Workspace, patterns: tuple[str, ...], sources: tuple[str, ...]) -> list[Property]:
    policy = workspace.policy
    for source in sources:
        if source not in policy.sources:
            stop(unknown(f"these policies hold no source `{source}`", source, policy.sources))
    found = [one for one in policy.properties if not sources or one.source in sources]
    if not found:
        stop("these policies claim no property" + (f" of {', '.join(sources)}" if sources else ""))
    if patterns:
        found = [one for one in found if any(pattern.lower() in one.name.lower() for pattern in patterns)]
        if not found:
            stop("no property has a title with " + " or ".join(f"`{pattern}`" for pattern in patterns))
    return sorted(found, key=lambda one: (one.span.file, one.span.start))


def _told(
    workspace: Workspace, wanted: list[Property], language: str, format: str, steps: int | None
) -> Iterator[Proof]:
    """Each proof, told as it is found."""
    from engine.authoring.proofs import prove

    for proof in prove(workspace.policy, wanted, steps=steps, stored=_stored(workspace)):
        if format == "text":
            answer("\n".join(_lines(workspace, proof, language)))
        yield proof


def _stored(workspace: Workspace) -> list[Case]:
    from attrs import evolve

    from engine.records.examples import case_of

    return [evolve(case_of(workspace.policy, one)[0], last=None) for one in workspace.policy.cases]


def _sums(proofs: Iterable[Proof]) -> str:
    counts = dict.fromkeys(MARKS, 0)
    for proof in proofs:
        counts[proof.status] += 1
    said = {"proved": "proved", "refuted": "refuted", "empty": "of no case", "not_decided": "not decided"}
    told = {status: number for status, number in counts.items() if number or status == "proved"}
    return ", ".join(f"{number} {say(said[status], here())}" for status, number in told.items())


# ── text ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _lines(workspace: Workspace, proof: Proof, language: str) -> Iterator[str]:
    colour, plain = (COLOURS[proof.status], "\x1b[0m") if colour_on(sys.stdout) else ("", "")
    by = of_file(proof.property.span.file, workspace.sources)
    yield f"{colour}{say(MARKS[proof.status], by)}{plain}  {proof.property.source}: {proof.property.name}"
    if proof.status == "proved":
        return
    yield f"        {_place(workspace, proof.property)}  {_written(workspace, proof.property)}"
    if proof.status == "empty":
        yield "        " + say(_EMPTY, by)
    elif proof.status == "not_decided":
        yield "        " + say(_UNDECIDED, by)
    else:
        yield from ("        " + line if line else "" for line in _refutation(workspace, proof, language))


def _refutation(workspace: Workspace, proof: Proof, language: str) -> Iterator[str]:
    from engine.authoring.witness import case_block

    policy, keywords = workspace.policy, _keywords(workspace, proof.property)
    by = of_file(proof.property.span.file, workspace.sources)
    titles = ("a case that breaks it",) if len(proof.cases) == 1 else ("one case", "the other case")
    for title, case in zip(titles, proof.cases, strict=True):
        terms = [id for id in case.requested if not policy.terms[id].is_given]
        yield from case_block(policy, case, say(title, by), terms, keywords).splitlines()
    if proof.values:
        yield _moved(workspace, proof)
    yield from _explained(workspace, proof.cases[-1], language)


def _moved(workspace: Workspace, proof: Proof) -> str:
    """What came to what, when the fact changed."""
    from engine.authoring.written_types import value_text
    from engine.model.units import YES_NO

    of = proof.property
    keywords, type = _keywords(workspace, of), of.claim.type
    values = [value == 1 if type == YES_NO else value for value in proof.values]
    told = [value_text(value, type, keywords) for value in values if value is not None]
    by = of_file(of.span.file, workspace.sources)
    return say("so `{a}` goes from {b} to {c}", by, a=_text(workspace, of.claim.span), b=told[0], c=told[1])


def _explained(workspace: Workspace, case: Case, language: str) -> Iterator[str]:
    """The first lines of why, as a caseworker is told."""
    from engine.model.case import Options
    from explain import phrase, select
    from explain.render import WIDTH, wrapped

    policy = workspace.policy
    asked = [id for id in case.requested if not policy.terms[id].is_given]
    if not asked:
        return
    from attrs import evolve

    decision = workspace.decide_case(evolve(case, requested=tuple(asked)), Options())
    justification = phrase(policy, decision, select(policy, decision, "caseworker", depth="short"), language)
    told = (line for part in justification.parts if part.kind in EXPLAINED for line in part.lines)
    for line in islice((line for line in told if line.decisive), MOST_EXPLAINED):
        rows = wrapped(line.text + (f" ({line.address})" if line.address else ""), WIDTH)
        yield from (f"{'-' if number == 0 else ' '} {row}" for number, row in enumerate(rows))


def _keywords(workspace: Workspace, of: Property) -> str:
    """The keyword language of the file a property stands in."""
    from engine.syntax.parse import read_language

    source = workspace.sources.get(of.span.file)
    return (read_language(source)[0] if source is not None else "") or "en"


def _place(workspace: Workspace, of: Property) -> str:
    source = workspace.sources.get(of.span.file)
    if source is None:
        return f"{of.span.file}:"
    line, column = source.position(of.span.start)
    return f"{of.span.file}:{line}:{column}:"


def _written(workspace: Workspace, of: Property) -> str:
    """The claim as its author wrote it, on one line, without title and basis."""
    text = _text(workspace, of.span)
    begin = of.claim.span.start - of.span.start
    words = text[: max(begin, 0)].split()
    before = words[-1:] if of.kind == "always" else []
    return " ".join([*before, *text[max(begin, 0) :].split()])


def _text(workspace: Workspace, span: Any) -> str:
    source = workspace.sources.get(span.file)
    return source.text[span.start : span.end] if source is not None else ""


# ── data ────────────────────────────────────────────────────────────────────────────────────────────────────────


def as_data(workspace: Workspace, proof: Proof) -> dict[str, Any]:
    """A proof as plain data; the cases are such as `hjemmel decide` reads."""
    from engine.store.case_writer import case_data, written
    from engine.store.names import index

    of, policy = proof.property, workspace.policy
    names = index(policy)
    return {
        "property": of.name,
        "source": of.source,
        "place": _place(workspace, of).rstrip(":"),
        "provisions": [str(basis.citation) for basis in of.basis],
        "kind": of.kind,
        "claim": _written(workspace, of),
        "status": proof.status,
        **({"level": proof.level} if proof.status in ("proved", "refuted") else {}),
        **({"cases": [case_data(policy, names, case) for case in proof.cases]} if proof.cases else {}),
        **({"values": [written(value, of.claim.type) for value in proof.values]} if proof.values else {}),
    }


def _save(workspace: Workspace, proofs: Iterable[Proof], path: str) -> None:
    """The cases that refute, as a file that `hjemmel test` runs: what comes out today is what is expected."""
    from engine.authoring.witness import case_block
    from engine.syntax.tables import spelled

    blocks, language = [], here()
    words = spelled(language)
    sources: dict[str, None] = {}
    for proof in proofs:
        for number, case in enumerate(proof.cases, 1):
            title = proof.property.name + (f" ({number})" if len(proof.cases) > 1 else "")
            terms = [id for id in case.requested if not workspace.policy.terms[id].is_given]
            blocks.append(case_block(workspace.policy, case, title, terms, language))
            sources[proof.property.source] = None
    if not blocks:
        talk(say("no property is refuted, so no case is written", language))
        return
    head = f"{words['LANGUAGE']} {language}\n{words['USES']} {', '.join(sources)}\n\n"
    Path(path).write_text(head + "\n".join(blocks), encoding="utf-8")
    talk(several(len(blocks), "{n} case written to {a}", "{n} cases written to {a}", language, a=path))
