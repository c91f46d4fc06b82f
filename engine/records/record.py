"""The record that is kept of a decision: what `decide` prints, and all that is needed to judge it again years later.

To the decision it adds the derivation step by step, a digest of what each rule said, the sentences of law it rested on
where a store of law is at hand, the letter parts that procedure demanded, digests of the words the person was shown,
and whatever an official set aside. `sha256` is of everything else, in canonical form. `record_schema` describes it,
`replay` judges it. Start reading at `make_record`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date

from attrs import Factory, frozen

from engine.evaluate.decision import Decision
from engine.law.quote import rests_on
from engine.law.text import LawText
from engine.model.case import Key
from engine.model.citations import Citation
from engine.model.expressions import Value
from engine.model.policy import Policy
from engine.records.encode import Data, day, encode
from engine.records.json import outcome, to_data
from engine.records.meaning import digest, meaning_of
from engine.records.steps import steps_of

FORMAT = "hjemmel record 1"
"""Names this shape. A reader that meets a higher number must not guess."""


@frozen
class Override:
    """An official's result in place of the engine's, for one term, with who, in what role, why, and on what basis.

    `first` and `last` bound the days it is for (`None`: all that were decided).
    """

    term: str
    member: str | None
    value: Value
    by: str
    role: str
    reasons: str
    basis: tuple[str, ...]
    at: str = ""
    first: date | None = None
    last: date | None = None


@frozen
class Letter:
    """The letter as it was sent: its language, and the digest of its bytes."""

    language: str
    sha256: str


@frozen
class Circumstances:
    """What a record tells that the decision does not know.

    `words` is what the person was told, by language; `laws` the texts the law is quoted from, `None` without a store.
    `shareable` says that free text in it may be shown beside other cases.
    """

    id: str = ""
    applied_on: date | None = None
    words: Mapping[str, str] = Factory(dict)
    laws: Mapping[str, LawText] | None = None
    letter: Letter | None = None
    overrides: tuple[Override, ...] = ()
    shareable: bool = False


def make_record(
    policy: Policy, decision: Decision, circumstances: Circumstances, formerly: Mapping[str, str] | None = None
) -> Data:
    """The record of a decision as plain data, sealed with its digest.

    `formerly` gives new ids the names they had when another record was made, so that the two can be compared.
    """
    found = steps_of(policy, decision)
    overrides = [_override(policy, decision, each) for each in circumstances.overrides]
    letter = circumstances.letter
    return sealed(
        {
            "format": FORMAT,
            "id": circumstances.id,
            "shareable": circumstances.shareable,
            "dates": {
                "application": day(circumstances.applied_on),
                "effect": decision.case.day.isoformat(),
                "decided": day(decision.case.decided_on),
            },
            "outcomes": _outcomes(policy, decision, circumstances.overrides),
            "overrides": overrides,
            "decision": to_data(policy, decision),
            "procedure": _procedure(policy, decision),
            "steps": found.steps,
            "derivations": found.ends,
            "meaning": _meaning(policy, found.steps, formerly or {}),
            "law": _law(policy, found.steps, circumstances.laws),
            "words": {language: digest(text) for language, text in sorted(circumstances.words.items())},
            "letter": {"language": letter.language, "sha256": letter.sha256} if letter is not None else None,
        }
    )


def sealed(record: Data) -> Data:
    """The record with the digest of everything else in it, right after its format."""
    rest = {key: value for key, value in record.items() if key not in ("format", "sha256")}
    return {"format": record["format"], "sha256": seal_of(record), **rest}


def seal_of(record: Mapping[str, object]) -> str:
    """The digest a record should carry: of its canonical form without `sha256`."""
    return digest({key: value for key, value in record.items() if key != "sha256"})


def as_text(record: Data) -> str:
    """A record as the text of a file; the same record gives the same bytes."""
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


# ── the result, and what an official put in its place ───────────────────────────────────────────────────────────


def _outcomes(policy: Policy, decision: Decision, overrides: Iterable[Override]) -> list[Data]:
    """What was decided in the end, stretch by stretch; each says whether the engine or an official settled it."""
    by_term: dict[Key, list[Override]] = {}
    for each in overrides:
        by_term.setdefault((each.term, each.member), []).append(each)
    found = []
    for answer in decision.answers:
        own = by_term.get((answer.term, answer.member), [])
        type = policy.terms[answer.term].type
        whose = {"term": answer.term} | ({"member": answer.member} if answer.member is not None else {})
        for segment in answer.segments:
            for first, last, override in _stretches(segment.first, segment.last, own):
                value = segment.value if override is None else override.value
                said = {"outcome": outcome(value, type), "value": encode(value, type)}
                days = {"from": first.isoformat(), "to": last.isoformat()}
                found.append({**whose, **days, **said, "by": "engine" if override is None else "override"})
    return found


def _stretches(first: date, last: date, overrides: list[Override]) -> list[tuple[date, date, Override | None]]:
    """A stretch of days, cut where an override begins or ends."""
    from datetime import timedelta

    cuts = {first}
    for each in overrides:
        cuts |= {each.first or first, *({each.last + timedelta(days=1)} if each.last is not None else ())}
    starts = sorted(cut for cut in cuts if first <= cut <= last)
    ends = [start - timedelta(days=1) for start in starts[1:]] + [last]
    return [
        (start, end, next((each for each in overrides if _holds(each, start)), None))
        for start, end in zip(starts, ends, strict=True)
    ]


def _holds(override: Override, on: date) -> bool:
    return (override.first is None or override.first <= on) and (override.last is None or on <= override.last)


def _override(policy: Policy, decision: Decision, override: Override) -> Data:
    """An override with the result it sets aside."""
    type = policy.terms[override.term].type
    answer = next(each for each in decision.answers if (each.term, each.member) == (override.term, override.member))
    aside = [
        {
            "from": segment.first.isoformat(),
            "to": segment.last.isoformat(),
            "outcome": outcome(segment.value, type),
            "value": encode(segment.value, type),
        }
        for segment in answer.segments
        if any(held is not None for _, _, held in _stretches(segment.first, segment.last, [override]))
    ]
    whose = {"term": override.term} | ({"member": override.member} if override.member is not None else {})
    said = {"outcome": outcome(override.value, type), "value": encode(override.value, type)}
    who = {"by": override.by, "role": override.role, "at": override.at}
    days = {"from": day(override.first), "to": day(override.last)}
    return {**whose, **days, **said, **who, "reasons": override.reasons, "basis": [*override.basis], "set_aside": aside}


# ── what it rested on ───────────────────────────────────────────────────────────────────────────────────────────


def _procedure(policy: Policy, decision: Decision) -> Data:
    """The acts whose duties met the decision, and the parts of the letter they demanded."""
    duties = [policy.terms[state.term] for state in decision.duties]
    acts = sorted({policy.sources[duty.source].document for duty in duties if duty.source in policy.sources})
    parts = [
        {"part": part, "duty": duty, "basis": [str(each.citation) for each in policy.parts[part].basis]}
        for part, duty in decision.parts_required
    ]
    return {"acts": acts, "parts": parts}


def _meaning(policy: Policy, steps: Iterable[Data], formerly: Mapping[str, str]) -> dict[str, str]:
    """What each rule and each term on the way said, as digests."""
    declared = {"rule": policy.rules, "term": policy.terms}
    ids = sorted({(step["kind"], step["id"]) for step in steps if step["kind"] in declared})
    return {f"{kind} {id}": meaning_of(declared[kind][id], formerly) for kind, id in ids}


def _law(policy: Policy, steps: Iterable[Data], laws: Mapping[str, LawText] | None) -> Data | None:
    """The sentences the rules rested on, each with the hash of its words; `None` when there is no store to look in."""
    if laws is None:
        return None
    cited = {address for step in steps if step["kind"] == "rule" for address in step["basis"]}
    rules = {step["id"] for step in steps if step["kind"] == "rule"}
    basis = {str(each.citation): each.citation for rule in rules for each in policy.rules[rule].basis}
    sentences: dict[str, str] = {}
    missing, editions = [], dict[str, str | None]()
    for address in sorted(cited, key=lambda it: basis[it].order):
        found = _sentences(laws, basis[address])
        if found is None:
            missing.append(address)
        else:
            sentences |= found
            editions[basis[address].document] = day(laws[basis[address].document].edition)
    return {"editions": editions, "sentences": sentences, "not_found": missing}


def _sentences(laws: Mapping[str, LawText], citation: Citation) -> dict[str, str] | None:
    law = laws.get(citation.document)
    units = rests_on(law, citation) if law is not None else ()
    return {str(unit.citation): unit.hash for unit in units} if units else None
