"""`hjemmel like`: the decided cases nearest to one, beside it, with no persons in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import click

from engine.cli.case_options import CaseOptions, asking, case_options
from engine.cli.cases import decided
from engine.cli.options import LANGUAGES
from engine.cli.screen import answer, finish, tell

if TYPE_CHECKING:
    from engine.records.anonymous import Answered, FactKey, Profile, Seen
    from engine.records.like import Like, Likes


@click.command("like")
@click.argument("case", metavar="CASE")
@click.option("--among", metavar="FOLDER", multiple=True, required=True, help="Records of decided cases.")
@asking()
@click.option("--count", type=click.IntRange(1, 20), default=3, show_default=True, help="How many cases to show.")
@click.option("--language", type=click.Choice(LANGUAGES), default="nb", show_default=True)
@case_options
@click.option("--format", "format", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(
    case: str,
    among: tuple[str, ...],
    count: int,
    language: str,
    options: CaseOptions,
    format: str,
) -> None:
    """Show the decided cases nearest to one, by the facts that mattered, with what is otherwise in them.

    CASE is a JSON file, or - for standard input. Exits 1 when a record cannot be taken; the others are still compared.
    """
    from engine.store.records import find_records

    form = "json" if format == "json" else "pretty"
    names, missing = find_records(among)
    tell(missing, {}, form)
    if not names:
        finish(2)
    workspace, decision = decided(case, options, form)
    from engine.records.anonymous import age_facts, profile
    from engine.records.json import to_data
    from engine.records.like import nearest

    ages, own = age_facts(workspace.policy), to_data(workspace.policy, decision)
    refused: list[str] = []
    others = _others(names, own, ages, refused, form)
    likes = nearest(profile(own, ages), others, count)
    if format == "json":
        answer(json.dumps(_data(likes), ensure_ascii=False, indent=1))
    else:
        from explain.likeness import tell_likes

        answer(tell_likes(workspace.policy, likes, decision.case.day, language))
    finish(1 if refused or missing else 0)


def _others(
    names: list[str], own: dict[str, Any], ages: frozenset[str], refused: list[str], form: str
) -> Iterator[tuple[str, Profile]]:
    """What may be seen of each record that can be taken, the record of this very case left out."""
    from engine.records.anonymous import profile, same_case
    from engine.store.records import read_record

    seen = set()
    for name in names:
        record, found = read_record(name)
        if record is None:
            refused.append(name)
            tell(found, {}, form)
        elif record["sha256"] not in seen and not same_case(own, record["decision"]):
            seen.add(record["sha256"])
            set_aside, shareable = bool(record["overrides"]), record["shareable"]
            yield record["sha256"], profile(record["decision"], ages, record["outcomes"], set_aside, shareable)


# ── as data ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _data(likes: Likes) -> dict[str, Any]:
    """The same as the page: of the other cases ages in groups and amounts rounded."""
    outcomes = [{**_key(key), **_seen(seen, True), "cases": number} for key, seen, number in likes.outcomes]
    return {
        "among": likes.among,
        "too_few": likes.too_few,
        "outcomes": outcomes,
        "nearest": [_like(likes, like) for like in likes.nearest],
    }


def _like(likes: Likes, like: Like) -> dict[str, Any]:
    here, there = likes.here, like.there
    return {
        "sha256": like.sha256,
        "year": there.year,
        "unlike": like.unlike,
        "away": str(like.away.limit_denominator(100)),
        "other_outcome": like.other_outcome,
        "other_amount": like.other_amount,
        "departs_from_guidance": like.departs,
        "set_aside": there.set_aside,
        "outcomes": [
            {**_key(key), "here": _seen(seen, False), "there": _maybe(there.outcomes.get(key))}
            for key, seen in here.outcomes.items()
        ],
        "facts": [
            {
                **_key(it.key),
                "same": it.is_same,
                "here": _seen(it.here, False),
                "there": _seen(it.there, not it.is_same),
            }
            for it in like.facts
        ],
        "assessments": [
            {**_key(key), "here": _answered(here.answers.get(key), False), "there": _answered(there.answers.get(key))}
            for key in sorted({*here.answers, *there.answers})
        ],
    }


def _key(key: FactKey) -> dict[str, Any]:
    id, (list_, number) = key
    return {"id": id} | ({"list": list_, "number": number} if list_ else {})


def _maybe(seen: Seen | None) -> dict[str, Any] | None:
    return None if seen is None else _seen(seen, True)


def _seen(seen: Seen, rounded: bool) -> dict[str, Any]:
    from explain.likeness import age_group, two_digits

    value: Any = seen.value
    if seen.kind == "text":
        value = None
    elif isinstance(value, Fraction):
        near = two_digits(value) if rounded and seen.kind == "amount" else value
        value = age_group(int(value)) if rounded and seen.kind == "years" else str(near)
    return {"kind": seen.kind, "value": value} | ({"unit": seen.unit} if seen.unit else {})


def _answered(answer: Answered | None, rounded: bool = True) -> dict[str, Any] | None:
    if answer is None:
        return None
    return {
        "value": _seen(answer.value, rounded),
        "used": answer.used,
        "considered": list(answer.considered),
        "words": answer.length,
        "departs": answer.departs,
        "counts": answer.counts,
        "reasons": answer.reasons or None,
    }
