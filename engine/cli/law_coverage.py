"""`hjemmel law coverage`: what the policies say of each provision of an act, in groups that are the whole of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from engine.cli.laws import format_option, law_option, opened_as_far, provisions_to_check, reading_store
from engine.cli.options import policies
from engine.cli.screen import answer, stop
from engine.cli.tongue import here, language_option, say, several

if TYPE_CHECKING:
    from engine.analysis.index import Index
    from engine.law.coverage import ActCoverage, CoveredLedd
    from engine.model.policy import Policy
    from engine.model.provisions import Provisions


@click.command("coverage")
@click.argument("act", nargs=-1, metavar="[ACT]")
@click.option("--missing", is_flag=True, help="List what nobody has looked at, whole ledd and parts of them.")
@policies
@law_option
@language_option
@format_option
def command(
    act: tuple[str, ...],
    missing: bool,
    policy_paths: tuple[str, ...],
    folder: str | None,
    language: str | None,
    format: str,
) -> None:
    """What the policies say of each ledd: formalised, discretionary, not formalised for a reason, definitional,
    organisational, out of scope, or nobody has looked. The groups are the whole act.

    Without ACT, a line for each act the policies formalise; with it, a line for each ledd.
    """
    from engine.analysis.index import Index
    from engine.law.coverage import coverage

    policy = opened_as_far(policy_paths).policy
    name = " ".join(act)
    wanted = [_document(name, policy)] if name else _formalised(policy)
    with reading_store():
        provisions = provisions_to_check(folder)
        found = coverage(policy, provisions, wanted)
    lost = [document for document in wanted if document not in {each.document.id for each in found}]
    if name and not found:
        stop(f"`{wanted[0]}` is not in the store; `hjemmel law import` it")
    index = Index(policy)
    if format == "json":
        answer(_as_json(found, lost, index))
    else:
        answer("\n".join(_as_text(found, lost, index, bool(name), missing)))


def _formalised(policy: Policy) -> list[str]:
    """The acts and regulations the policies formalise, by number."""
    kinds = ("act", "regulation")
    return sorted({source.document for source in policy.sources.values() if source.kind in kinds})


def _document(name: str, policy: Policy) -> str:
    from engine.law.addresses import NoAddress, fold, read_address
    from engine.resolve.structure import short_names

    names = {fold(known): document for known, document in short_names().items()}
    names |= {fold(source.name): source.document for source in policy.sources.values()}
    found = read_address(name, names)
    if isinstance(found, NoAddress):
        stop(found.message + (f"; {found.hint}" if found.hint else ""))
    if found.section or found.chapter:
        stop(f"`{name}` is a provision; coverage is of a whole act")
    return found.document


# Text

_REPEALED, _REPEALED_MANY = "{n} section repealed or moved", "{n} sections repealed or moved"
_ADOPTED, _ADOPTED_MANY = "{n} provision adopted and not in force", "{n} provisions adopted and not in force"

_UNSEEN = "nobody has looked at {n} ledd of {a}: hjemmel law coverage {a} --missing --law {b}"


def _as_text(
    found: Sequence[ActCoverage], lost: Sequence[str], index: Index, one: bool, missing: bool
) -> Iterator[str]:
    for each in found:
        yield from _act(each, index)
        if missing:
            yield from _missing(each)
        elif one:
            yield from _ledd(each)
        yield ""
    if lost:
        yield say("not in the store: {a}", here(), a=", ".join(lost))


def _act(each: ActCoverage, index: Index) -> Iterator[str]:
    from engine.analysis.words import address
    from engine.law.coverage import GROUPS
    from engine.model.citations import Citation

    yield f"{address(index, Citation(each.document.id))}: {len(each.ledd)} ledd"
    for group, count in each.counts.items():
        if count:
            yield f"  {count:5} {each.percent[group]:4} %  {say(GROUPS[group], here())}"
    beside = []
    if each.repealed:
        beside.append(several(len(each.repealed), _REPEALED, _REPEALED_MANY, here()))
    if each.not_in_force:
        beside.append(several(len(each.not_in_force), _ADOPTED, _ADOPTED_MANY, here()))
    if beside:
        yield "  " + say("not counted: {a}", here(), a=", ".join(beside))


def _ledd(each: ActCoverage) -> Iterator[str]:
    from engine.analysis.words import place
    from engine.law.coverage import GROUPS

    for ledd in each.ledd:
        names = list(dict.fromkeys(one.id.rpartition(".")[2] for one in ledd.by if one.id))
        said = ", ".join(names[:4]) + (" " + say("and {n} more", here(), n=len(names) - 4) if len(names) > 4 else "")
        reasons = "; ".join(ledd.reasons)
        why = " · ".join(part for part in (said, reasons) if part)
        yield f"  {place(ledd.citation):24} {say(GROUPS[ledd.group], here()):17} {why}".rstrip()


def _missing(each: ActCoverage) -> Iterator[str]:
    from engine.analysis.words import place

    for ledd in each.ledd:
        if ledd.group == "unseen":
            yield f"  {place(ledd.citation)}: {say('nobody has looked', here())}"
        elif ledd.unseen:
            parts = say("nobody has looked at {a}", here(), a=", ".join(_inside(ledd)))
            yield f"  {place(ledd.citation)}: {parts}"


def _inside(ledd: CoveredLedd) -> Iterator[str]:
    from engine.analysis.words import place

    whole = place(ledd.citation)
    return (place(part).removeprefix(whole).strip() for part in ledd.unseen)


def unseen(policy: Policy, provisions: Provisions, folder: str, language: str) -> Iterator[str]:
    """A line for each act the policies formalise with what nobody has looked at, and how to see which."""
    from engine.analysis.index import Index
    from engine.analysis.words import address
    from engine.law.coverage import coverage
    from engine.model.citations import Citation

    index = Index(policy)
    for each in coverage(policy, provisions, _formalised(policy)):
        if count := each.counts.get("unseen", 0):
            name = address(index, Citation(each.document.id))
            yield say(_UNSEEN, language, n=count, a=name, b=folder)


# JSON


def _as_json(found: Sequence[ActCoverage], lost: Sequence[str], index: Index) -> str:
    from engine.analysis.words import address
    from engine.model.citations import Citation

    data = {
        "acts": [
            {
                "id": each.document.id,
                "name": address(index, Citation(each.document.id)),
                "ledd": len(each.ledd),
                "counts": dict(each.counts),
                "percent": dict(each.percent),
                "repealed": list(each.repealed),
                "not_in_force": [str(citation) for citation in each.not_in_force],
                "provisions": [_ledd_as_data(ledd) for ledd in each.ledd],
            }
            for each in found
        ],
        "not_in_store": list(lost),
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _ledd_as_data(ledd: CoveredLedd) -> dict[str, object]:
    from engine.analysis.words import place

    return {
        "citation": str(ledd.citation),
        "written": place(ledd.citation),
        "group": ledd.group,
        "by": [{"kind": kind, "id": id} for kind, id in dict.fromkeys((one.kind, one.id) for one in ledd.by)],
        "reasons": list(ledd.reasons),
        "unseen": [str(part) for part in ledd.unseen],
    }
