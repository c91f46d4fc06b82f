"""A stored record judged against what today's engine and policy make of the same case.

Four verdicts: `same_words` (outcome, reasons and words), `same_reasons` (outcome and reasons), `other_reasons` (the
outcome alone), `differs`. The last two name the first step that parted: the one that came out otherwise although what
it rests on did not. What was added to the law around a case, and did not matter in it, parts nothing.
Start reading at `judge`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from attrs import frozen

from engine.records.encode import Data
from engine.records.meaning import canonical, digest
from engine.records.parting import Other, Parted, first_other_reason, where_parted
from engine.records.restore import Gone

VERDICTS = ("same_words", "same_reasons", "other_reasons", "differs")
"""From the same in everything to another outcome."""


@frozen
class Verdict:
    """How a record stands against today. `parted` is the first step that came out otherwise, for the last two verdicts.

    `other` is the outcome that is another, for `differs`;
    `gone` is what the record holds that the policy has no place for, `renamed` each rule by its old and its new id, and
    `languages` those whose words are not the same.
    """

    name: str
    parted: Parted | None = None
    other: Other | None = None
    gone: tuple[Gone, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    languages: tuple[str, ...] = ()


def judge(
    old: Data, new: Data, gone: tuple[Gone, ...], chosen: Mapping[str, str], words: Callable[[], Mapping[str, str]]
) -> Verdict:
    """The verdict on a record, given the record that the same case would have today, under the ids of then.

    `chosen` is how each interpretation is read today. `words` gives what the person would be told today, by language;
    it is asked for only where the reasons are the same.
    """
    pairs = renamed_rules(old, new)
    new = under_ids_of_then(new, {now: then for then, now in pairs})
    missing = next((each for each in gone if each.kind == "asked"), None)
    if missing is not None:
        return Verdict("differs", Parted("asked", missing.id, why="gone"), None, gone, pairs)
    cause = _missing(gone) or _read_otherwise(old, chosen)
    found = where_parted(old, new)
    if found is not None:
        return Verdict("differs", cause or found[0], found[1], gone, pairs)
    parted = first_other_reason(old, new)
    if parted is not None:
        return Verdict("other_reasons", cause or parted, None, gone, pairs)
    said, kept = words(), old["words"]
    other = tuple(language for language in sorted(kept) if digest(said.get(language, "")) != kept[language])
    return Verdict("same_reasons" if other or not kept else "same_words", None, None, gone, pairs, other)


def _missing(gone: Iterable[Gone]) -> Parted | None:
    """What mattered in the case and is no longer there; it comes before every step that had to do without it."""
    missing = next((each for each in gone if each.decisive), None)
    return Parted(missing.kind, missing.id, missing.member, why=missing.why) if missing is not None else None


def _read_otherwise(old: Data, chosen: Mapping[str, str]) -> Parted | None:
    """An interpretation the decision relied on that is read otherwise now; rules came and went with it."""
    for id, was in sorted(old["decision"]["readings"].items()):
        now = chosen.get(id, was)
        if was != now:
            return Parted("reading", id, was=was, now=now)
    return None


def renamed_rules(old: Data, new: Data) -> tuple[tuple[str, str], ...]:
    """Rules that only changed their name: the old and the new id of those that say the same on the same provisions."""
    before, after = dict(_rules(old)), dict(_rules(new))
    left: dict[str, list[str]] = {}
    for id in sorted(after.keys() - before.keys()):
        left.setdefault(after[id], []).append(id)
    pairs = []
    for id in sorted(before.keys() - after.keys()):
        same = left.get(before[id])
        if same:
            pairs.append((id, same.pop(0)))
    return tuple(pairs)


def _rules(record: Data) -> Iterator[tuple[str, str]]:
    """Each rule, with what it says and rests on."""
    for step in record["steps"]:
        if step["kind"] == "rule":
            yield step["id"], canonical([record["meaning"].get(f"rule {step['id']}"), step["basis"]])


def under_ids_of_then(data: Any, then: Mapping[str, str]) -> Any:
    """Data with each id that has changed put back to what it was. The nesting of a record is a few levels."""
    if not then:
        return data
    if isinstance(data, str):
        kind, space, id = data.partition(" ")
        return then.get(data, data) if not space else f"{kind} {then[id]}" if id in then else data
    if isinstance(data, list):
        return [under_ids_of_then(each, then) for each in data]
    if isinstance(data, dict):
        return {under_ids_of_then(key, then): under_ids_of_then(value, then) for key, value in data.items()}
    return data
