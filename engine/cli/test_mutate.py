"""`hjemmel test --mutate`: the slips in the law that no case would notice, by provision, with their place."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from engine.cli.laws import placed, where
from engine.cli.screen import answer, stop, talk, unknown
from engine.cli.tongue import here, keyword, of_file, say, several, told

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
        talk(say("the score is {n} %, below {m} %", here(), n=all_of, m=threshold))
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
            tried = say("{n} of {m} slips tried", here(), n=number, m=total)
            sys.stderr.write(f"\r{tried}" if number < total else "\r\x1b[K")
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
    yield f"{say('all', here())}: {_sum(tried)}"


def _sum(tried: Sequence[Tried]) -> str:
    from engine.authoring.survivors import score

    found = score(tried)
    same = say(", and {n} proved to change no outcome", here(), n=found.equivalent) if found.equivalent else ""
    caught = several(
        found.caught + found.survived, "{a} of {n} slip caught", "{a} of {n} slips caught", here(), a=found.caught
    )
    return f"{found.percent} %, {caught}{same}"


def _owner(policy: Policy, each: Tried) -> Rule | Term:
    id = each.mutation.owner
    return policy.rules[id] if id in policy.rules else policy.terms[id]


def _provision(policy: Policy, each: Tried) -> str:
    from engine.analysis.words import place

    basis = _owner(policy, each).basis
    return place(basis[0].citation) if basis else ""


def _told(policy: Policy, each: Tried, sources: Mapping[str, SourceText]) -> str:
    owner, language = _owner(policy, each), of_file(each.mutation.span.file, sources)
    kind, done = keyword(owner.kind, language), change(each.mutation, sources, language)
    return f"{where(each.mutation.span, sources)} {kind} `{owner.name}`: {done}"


def change(mutation: Mutation, sources: Mapping[str, SourceText], language: str = "en") -> str:
    """What was done, in the author's own words."""
    said, what = _words(mutation, sources), told(mutation.what, language)
    return f"{what} `{said}`" if said else what


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
