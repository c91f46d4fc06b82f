"""`hjemmel test --mutate`: the slips in the law that no case would notice, by provision, with their place."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from engine.cli.laws import counted, placed, where
from engine.cli.screen import answer, stop, talk, unknown

if TYPE_CHECKING:
    from engine.authoring.mutations import Mutation
    from engine.authoring.survivors import Tried
    from engine.model.policy import Policy, Rule, Term
    from engine.records.examples import ExampleResult
    from engine.source import SourceText
    from engine.workspace import Workspace

Each = TypeVar("Each")

WIDTH = 90
"""How much of the author's words is shown of one place."""


def report(
    workspace: Workspace,
    results: Sequence[ExampleResult],
    format: str,
    within: Sequence[str],
    near: bool,
    limit: int | None,
    threshold: int | None,
) -> bool:
    """Print what became of the slips; gives whether the score is below the threshold."""
    from engine.authoring.survivors import score

    sources = ids_of(workspace.policy, within)
    total, trying = workspace.slips(results, sources, near, limit)
    tried = list(counting(trying, total))
    if format == "json":
        answer(json.dumps(_as_data(workspace, tried), ensure_ascii=False, indent=1))
    else:
        answer("\n".join(_lines(workspace, tried)))
    all_of = score(tried).percent
    below = threshold is not None and all_of < threshold
    if below:
        talk(f"the score is {all_of} %, below {threshold} %")
    return below


def ids_of(policy: Policy, names: Sequence[str]) -> list[str]:
    by_name = {source.name: source.id for source in policy.sources.values()}
    for name in names:
        if name not in by_name:
            stop(unknown(f"the policies have no source `{name}`", name, by_name))
    return [by_name[name] for name in names]


def counting(trying: Iterator[Each], total: int) -> Iterator[Each]:
    """The slips as they are tried, counted for whoever watches a terminal."""
    watched = sys.stderr.isatty()
    for number, each in enumerate(trying, start=1):
        if watched:
            sys.stderr.write(f"\r{number} of {total} slips tried" if number < total else "\r\x1b[K")
            sys.stderr.flush()
        yield each


def _lines(workspace: Workspace, tried: Sequence[Tried]) -> Iterator[str]:
    """Source by source: the score, and what survived by provision; last the score of all."""
    by_source: dict[str, list[Tried]] = {}
    for each in tried:
        by_source.setdefault(_owner(workspace.policy, each).source, []).append(each)
    for source, part in by_source.items():
        yield f"{workspace.policy.sources[source].name}: {_sum(part)}"
        by_provision: dict[str, list[str]] = {}
        for each in part:
            if each.status == "survived":
                line = _told(workspace.policy, each, workspace.sources)
                by_provision.setdefault(_provision(workspace.policy, each), []).append(line)
        for provision, lines in by_provision.items():
            yield f"  {provision}"
            yield from (f"    {line}" for line in lines)
        yield ""
    yield f"all: {_sum(tried)}"


def _sum(tried: Sequence[Tried]) -> str:
    from engine.authoring.survivors import score

    found = score(tried)
    same = f", and {found.equivalent} proved to change no outcome" if found.equivalent else ""
    of = found.caught + found.survived
    return f"{found.percent} %, {found.caught} of {counted(of, 'slip')} caught{same}"


def _owner(policy: Policy, each: Tried) -> Rule | Term:
    id = each.mutation.owner
    return policy.rules[id] if id in policy.rules else policy.terms[id]


def _provision(policy: Policy, each: Tried) -> str:
    from engine.analysis.words import place

    basis = _owner(policy, each).basis
    return place(basis[0].citation) if basis else ""


def _told(policy: Policy, each: Tried, sources: Mapping[str, SourceText]) -> str:
    owner = _owner(policy, each)
    return f"{where(each.mutation.span, sources)} {owner.kind} `{owner.name}`: {change(each.mutation, sources)}"


def change(mutation: Mutation, sources: Mapping[str, SourceText]) -> str:
    """What was done, in the author's own words."""
    said = _words(mutation, sources)
    return f"{mutation.what} `{said}`" if said else mutation.what


def _words(mutation: Mutation, sources: Mapping[str, SourceText]) -> str:
    source = sources.get(mutation.span.file)
    if mutation.about or mutation.what == "left out" or source is None:
        return mutation.about
    said = " ".join(source.text[mutation.span.start : mutation.span.end].split())
    return said if len(said) <= WIDTH else said[: WIDTH - 1].rstrip() + "…"


def _as_data(workspace: Workspace, tried: Sequence[Tried]) -> dict[str, Any]:
    from engine.authoring.survivors import score

    policy, found = workspace.policy, score(tried)
    return {
        "score": {
            "percent": found.percent,
            "caught": found.caught,
            "survived": found.survived,
            "equivalent": found.equivalent,
        },
        "slips": [
            {
                "status": each.status,
                "source": _owner(policy, each).source,
                "provision": _provision(policy, each),
                "of": each.mutation.owner,
                "kind": _owner(policy, each).kind,
                "change": change(each.mutation, workspace.sources),
                "place": placed(each.mutation.span, workspace.sources),
                "caught_by": each.case or None,
            }
            for each in tried
        ],
    }
