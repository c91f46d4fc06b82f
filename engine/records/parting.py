"""Where two records of one case part: the outcome day by day, then the steps from the answer down to the first cause.

Steps are compared by what they are of and the day they were read, the day of the answer itself counting as one day.
Start reading at `where_parted` and `first_other_reason`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from engine.records.encode import Data
from engine.records.meaning import canonical

StepKey = tuple[str, str, str, str, str]
_CAME_TO = ("value", "standing", "used", "amount", "lacks")
"""What a step came to."""
_RESTED = ("basis", "departs_from", "set_aside_by", "presumed", "binding")
"""What else makes it a reason: its provisions, and its part in the whole."""


@frozen
class Parted:
    """The first step that came out otherwise.

    `kind` is `rule`, `term`, `parameter`, `fact`, `assessment`, `asked`, `list`, `reading`, `source`, `duty`, `part`,
    `waits`, or `days` (the same values, with their days cut otherwise). `why` is `value` (another
    result from the same), `changed` (the rule says something else), `basis` (it rests on other provisions), `added`,
    `removed`, `role` (it matters, or does not, where it did otherwise), `gone`, or why it has no place (`other_kind`,
    `other_type`, `other_unit`, `no_choice`). `was` and `now` are what it came to, as the record writes it.
    """

    kind: str
    id: str
    member: str | None = None
    on: str = ""
    basis: tuple[str, ...] = ()
    why: str = "value"
    was: Any = None
    now: Any = None


@frozen
class Other:
    """The first answer that is another, on its first such day: what it was, and what it is now."""

    term: str
    member: str | None
    on: str
    was: Any
    now: Any


def where_parted(old: Data, new: Data) -> tuple[Parted, Other | None] | None:
    """The first step that made an outcome another, with that outcome; `None` when all are the same on every day.

    Where only the decision's being ready is another, there is no outcome beside it.
    """
    later = {_whose(answer): answer for answer in new["decision"]["answers"]}
    for answer in old["decision"]["answers"]:
        found = later.get(_whose(answer))
        if found is None:
            return Parted("asked", answer["term"], answer.get("member"), why="gone"), None
        other = _first_other_day(answer, found)
        if other is not None:
            return _cause(old, new, _whose(answer), other.on), other
    readiness = _readiness(old, new)
    return (readiness, None) if readiness is not None else None


def _first_other_day(before: Data, after: Data) -> Other | None:
    """The first day on which two answers are not the same, whatever stretches they are told in."""
    for segment in before["segments"]:
        for other in after["segments"]:
            if segment["from"] <= other["to"] and other["from"] <= segment["to"] and _came_to(segment, other):
                day = max(str(segment["from"]), str(other["from"]))
                return Other(before["term"], before.get("member"), day, segment["value"], other["value"])
    return None


def _came_to(segment: Data, other: Data) -> bool:
    return (segment["outcome"], canonical(segment["value"])) != (other["outcome"], canonical(other["value"]))


def _readiness(old: Data, new: Data) -> Parted | None:
    """A decision that was ready and is not, or the other way: the duty that made it so."""
    if old["decision"]["ready"] == new["decision"]["ready"]:
        return None
    return next(_other_duties(old, new), Parted("duty", ""))


def _other_duties(old: Data, new: Data) -> Iterator[Parted]:
    before = {(each["duty"], each.get("member")): each for each in old["decision"]["duties"]}
    after = {(each["duty"], each.get("member")): each for each in new["decision"]["duties"]}
    for key in [*after, *(key for key in before if key not in after)]:
        was, now = before.get(key), after.get(key)
        matters = [each is not None and each["arisen"] is not False for each in (was, now)]
        if any(matters) and was != now:
            why = "added" if was is None else "removed" if now is None else "value"
            yield Parted("duty", *key, why=why, was=_state(was), now=_state(now))


def _state(duty: Data | None) -> str | None:
    if duty is None:
        return None
    if not duty["arisen"]:
        return "open" if duty["arisen"] is None else "not_arisen"
    return "fulfilled" if duty["fulfilled"] else "not_fulfilled"


# ── from the answer down ────────────────────────────────────────────────────────────────────────────────────────


@frozen
class _Side:
    """The steps of one record under one answer on one day."""

    record: Data
    day: str

    def step(self, number: int) -> Data:
        found: Data = self.record["steps"][number]
        return found

    def premises(self, step: Data) -> dict[StepKey, Data]:
        return {self.key(found): found for found in map(self.step, step["rests_on"])}

    def key(self, step: Data) -> StepKey:
        on = "" if step["on"] == self.day else step["on"]
        return (step["kind"], step["id"], step.get("member", ""), on, canonical(step.get("without", [])))

    def meaning(self, step: Data) -> str | None:
        found: str | None = self.record["meaning"].get(f"{step['kind']} {step['id']}")
        return found


def _cause(old: Data, new: Data, whose: tuple[str, str | None], day: str) -> Parted:
    """From an answer that is another down to the step that is, although all it rests on is the same."""
    (before, was), (after, now) = _ending(old, whose, day), _ending(new, whose, day)
    while True:
        pair = _differing_premise(before.premises(was), after.premises(now), before, after, was, now)
        if pair is None:
            return _parted(old, new, before, after, was, now)
        under, over = pair
        if under is None or over is None:
            step = under or over
            assert step is not None
            return _one_sided(step, "added" if under is None else "removed")
        was, now = under, over


def _ending(record: Data, whose: tuple[str, str | None], day: str) -> tuple[_Side, Data]:
    """Where the derivation of an answer ends on a day."""
    end = next(e for e in record["derivations"] if _whose(e) == whose and e["from"] <= day <= e["to"])
    side = _Side(record, end["from"])
    return side, side.step(end["step"])


Pair = tuple[Data | None, Data | None]


def _differing_premise(
    before: Mapping[StepKey, Data], after: Mapping[StepKey, Data], b: _Side, a: _Side, was: Data, now: Data
) -> Pair | None:
    """The first premise that came out otherwise; a rule that came or went counts where it matters.

    A fact that a rule has begun to read is no premise that parted: the rule did.
    """
    keys = [*after, *(key for key in before if key not in after)]
    pairs = [(before.get(key), after.get(key)) for key in keys]
    both = [(x, y) for x, y in pairs if x is not None and y is not None and _differ(x, y, _CAME_TO)]
    one = [(x, y) for x, y in pairs if (x is None) != (y is None) and _is_rule(x or y)]
    weighing = [pair for pair in (*both, *one) if any(each is not None and each["decisive"] for each in pair)]
    if weighing:
        return weighing[0]
    return both[0] if both and b.meaning(was) == a.meaning(now) else None


def _is_rule(step: Data | None) -> bool:
    return step is not None and step["kind"] == "rule"


def _differ(x: Data, y: Data, in_what: tuple[str, ...]) -> bool:
    return any(canonical(x.get(name)) != canonical(y.get(name)) for name in in_what)


def _parted(old: Data, new: Data, b: _Side, a: _Side, was: Data, now: Data) -> Parted:
    """The step where the walk ended; a value read on other days inside it is looked for among all that was read."""
    changed = b.meaning(was) != a.meaning(now)
    if now["kind"] == "rule" and not changed and was.get("in_force") == now.get("in_force"):
        read = _other_parameter(old, new)
        if read is not None:
            return read
    return _of_step(was, now, "changed" if changed else "value")


def _other_parameter(old: Data, new: Data) -> Parted | None:
    before = {(each["parameter"], each["from"]): each for each in old["decision"]["parameters"]}
    for each in new["decision"]["parameters"]:
        was = before.get((each["parameter"], each["from"]))
        if was is not None and canonical(was["value"]) != canonical(each["value"]):
            basis = tuple(each["basis"])
            return Parted(
                "parameter", each["parameter"], None, each["read_on"], basis, "value", was["value"], each["value"]
            )
    return None


def _of_step(was: Data, now: Data, why: str) -> Parted:
    member, basis = now.get("member"), tuple(now.get("basis", ()))
    return Parted(_kind(now), now["id"], member, now["on"], basis, why, _result(was), _result(now))


def _one_sided(step: Data, why: str) -> Parted:
    basis, result = tuple(step.get("basis", ())), _result(step)
    was, now = (None, result) if why == "added" else (result, None)
    return Parted(_kind(step), step["id"], step.get("member"), step["on"], basis, why, was, now)


def _kind(step: Data) -> str:
    if step["kind"] != "term":
        return str(step["kind"])
    return {"fact": "fact", "discretion": "assessment"}.get(step["sort"], "term")


def _result(step: Data) -> Any:
    """What a step came to: its value, or for a rule without one whether it stands."""
    if step["kind"] != "rule" or (step.get("value") is not None and step["standing"]):
        return step.get("value")
    return step["standing"]


# ── the same outcome for other reasons ──────────────────────────────────────────────────────────────────────────


def first_other_reason(old: Data, new: Data) -> Parted | None:
    """The first reason that is not the same, the outcome being so: decisive steps first, then what surrounds them."""
    return next(_other_reasons(old, new), None)


def _other_reasons(old: Data, new: Data) -> Iterator[Parted]:
    if [_days(end) for end in old["derivations"]] == [_days(end) for end in new["derivations"]]:
        yield from _other_steps(old, new)
    else:
        yield from _other_stretches(old, new)
    yield from _other_waits(old, new)
    yield from _other_duties(old, new)
    before, after = old["decision"], new["decision"]
    parts = [[each["part"] for each in record["parts_required"]] for record in (before, after)]
    yield from (Parted("part", id, why="added") for id in parts[1] if id not in parts[0])
    yield from (Parted("part", id, why="removed") for id in parts[0] if id not in parts[1])


def _days(end: Data) -> tuple[str, str | None, str, str]:
    return end["term"], end.get("member"), end["from"], end["to"]


def _other_steps(old: Data, new: Data) -> Iterator[Parted]:
    """Decisive steps that are not the same, in the order of the derivation of today."""
    b, a = _Side(old, ""), _Side(new, "")
    before = {b.key(step): step for step in old["steps"]}
    after = {a.key(step): step for step in new["steps"]}
    for key in [*after, *(key for key in before if key not in after)]:
        was, now = before.get(key), after.get(key)
        weighs = [each is not None and each["decisive"] for each in (was, now)]
        if not any(weighs):
            continue
        if was is None or now is None:
            step = was or now
            assert step is not None
            yield _one_sided(step, "added" if was is None else "removed")
        elif _differ(was, now, _CAME_TO):
            yield _of_step(was, now, "value")
        elif was.get("basis") != now.get("basis"):
            yield Parted(_kind(now), now["id"], now.get("member"), now["on"], tuple(now["basis"]), "basis",
                         was.get("basis"), now.get("basis"))  # fmt: skip
        elif b.meaning(was) != a.meaning(now):
            yield _of_step(was, now, "changed")
        elif weighs[0] != weighs[1] or _differ(was, now, _RESTED):
            yield _of_step(was, now, "role")


def _other_stretches(old: Data, new: Data) -> Iterator[Parted]:
    """The same values with their reasons cut at other days: the first ground that is not there on its day."""
    for answer in old["decision"]["answers"]:
        after = next(each for each in new["decision"]["answers"] if _whose(each) == _whose(answer))
        for segment in answer["segments"]:
            for other in after["segments"]:
                if segment["from"] > other["to"] or other["from"] > segment["to"]:
                    continue
                grounds = [each["rule"] for each in segment["grounds"]]
                for ground in other["grounds"]:
                    if ground["rule"] not in grounds:
                        day = max(segment["from"], other["from"])
                        yield Parted("rule", ground["rule"], ground.get("member"), day, tuple(ground["basis"]), "role")
        if [s["from"] for s in answer["segments"]] != [s["from"] for s in after["segments"]]:
            yield Parted("days", answer["term"], answer.get("member"), _first_other_cut(answer, after))


def _first_other_cut(before: Data, after: Data) -> str:
    cuts = {each["from"] for each in before["segments"]} ^ {each["from"] for each in after["segments"]}
    return str(min(cuts))


def _other_waits(old: Data, new: Data) -> Iterator[Parted]:
    """What an open answer waits for."""
    after = {_whose(answer): answer for answer in new["decision"]["answers"]}
    for answer in old["decision"]["answers"]:
        was = [canonical(segment["waits"]) for segment in answer["segments"]]
        now = [canonical(segment["waits"]) for segment in after[_whose(answer)]["segments"]]
        if was != now:
            yield Parted("waits", answer["term"], answer.get("member"))


def _whose(entry: Data) -> tuple[str, str | None]:
    return entry["term"], entry.get("member")
