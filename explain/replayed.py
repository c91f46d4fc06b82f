"""A stored record's verdict in words: what it was, what it is now, and the first step that parted, with its provision.

The engine has judged; here it is only told. Names come from today's policy, and where that has none from the record.
Start reading at `tell_verdict`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from engine.model.case import Case
from engine.model.citations import Citation
from engine.model.policy import Declared, Policy
from engine.model.units import EFFECT, TEXT, YES_NO, Type
from engine.records.encode import Data, citation
from engine.records.parting import Other, Parted
from engine.records.replay import Verdict
from explain.names import Voice, name_of, quoted, sentence, term_name
from explain.templates import fill
from explain.values import Shown, day

PART = "replay"


def verdict_name(name: str, language: str) -> str:
    """What a verdict is called: one of `VERDICTS`, or `not_judged`."""
    return fill(language, PART, (f"verdict_{name}", name), {})


def tell_verdict(policy: Policy, record: Data, verdict: Verdict, language: str) -> list[str]:
    """What is to be said of a verdict besides its name: the outcome that is another, where it parted, and notes."""
    voice = _voice(policy, record, language)
    return [sentence(text) for text in (*_difference(voice, verdict), *_notes(voice, record, verdict))]


def _voice(policy: Policy, record: Data, language: str) -> Voice:
    """Who speaks: to somebody who works with records, so every address has its act."""
    about = record["decision"]["case"]
    return Voice(policy, Case(date.fromisoformat(about.get("on") or about["from"])), "lawyer", language)


def _difference(voice: Voice, verdict: Verdict) -> Iterator[str]:
    if verdict.other is not None:
        yield _outcome(voice, verdict.other)
    if verdict.parted is not None:
        yield f"{_say(voice, 'first')} {parted_in_words(voice, verdict.parted)}"


def _outcome(voice: Voice, other: Other) -> str:
    type = _type(voice.policy, other.term)
    was, now = (_value(voice, value, type) for value in (other.was, other.now))
    when = day(date.fromisoformat(other.on), voice.language)
    name = term_name(voice, other.term, other.member)
    return _say(voice, "outcome", name=name, was=was, now=now, day=when)


def parted_in_words(voice: Voice, parted: Parted) -> str:
    """The step that parted, with its provision and its day, and in what way it did."""
    what = what_parted(voice, parted)
    if parted.why == "basis":
        was, now = _cited(voice, parted.was), _cited(voice, parted.now)
        return _say(voice, "why_basis", what=what, was=was, now=now)
    was, now = _result(voice, parted, parted.was), _result(voice, parted, parted.now)
    if parted.why == "value" and was == now:
        return _say(voice, "why_days" if parted.kind == "days" else "why_other", what=what)
    why = "why_changed_result" if parted.why == "changed" and was != now else f"why_{parted.why}"
    return _say(voice, why, what=what, was=was, now=now)


def what_parted(voice: Voice, parted: Parted) -> str:
    """What a step is of, with its address and the day it was read on in brackets."""
    what = _say(voice, f"kind_{parted.kind}", name=_name(voice, parted))
    when = day(date.fromisoformat(parted.on), voice.language) if parted.on else ""
    beside = [it for it in (_cited(voice, parted.basis), when) if it]
    return f"{what} ({', '.join(beside)})" if beside else what


def _name(voice: Voice, parted: Parted) -> str:
    """What something is called, in quotation marks, and its id in the rule files for those who look it up."""
    policy = voice.policy
    if parted.id in policy.terms:
        name = term_name(voice, parted.id, parted.member)
        return f"{name if name[:1] in '«“' else quoted(name, voice.language)} [{parted.id}]"
    kinds: tuple[Any, ...] = (policy.rules, policy.parameters, policy.interpretations, policy.lists, policy.parts)
    declared: Declared | None = next((kind[parted.id] for kind in kinds if parted.id in kind), None)
    if declared is None or not declared.labels:
        return quoted(parted.id, voice.language)
    return f"{quoted(name_of(voice, declared, parted.id), voice.language)} [{parted.id}]"


def _cited(voice: Voice, addresses: Any) -> str:
    found: tuple[Citation, ...] = tuple(citation(each) for each in addresses or ())
    return voice.cite(found) if found else ("" if addresses is None or addresses == () else _say(voice, "nothing"))


def _result(voice: Voice, parted: Parted, value: Any) -> str:
    """What a step came to, in words: of a rule whether it applies, of a duty whether it is fulfilled."""
    if parted.kind == "duty":
        return _say(voice, value) if value else _say(voice, "nothing")
    if parted.kind == "reading":
        return quoted(str(value), voice.language)
    if parted.kind == "rule" and (value is None or isinstance(value, bool)):
        return _say(voice, "open" if value is None else "stands" if value else "falls")
    return _value(voice, value, _type(voice.policy, parted.id))


def _value(voice: Voice, value: Any, type: Type | None) -> str:
    """A recorded value as readers see it; one whose type is not known any more as it was written."""
    return shown(voice, value, type).text


def shown(voice: Voice, value: Any, type: Type | None) -> Shown:
    """A value of a record in the reader's language."""
    if value is None:
        return Shown(_say(voice, "open"), "")
    if isinstance(value, bool):
        return voice.show(value, YES_NO)
    if isinstance(value, dict):
        exact, unit = Fraction(value["exact"]), value["unit"]
        fits = type is not None and type.kind == "number" and str(type.unit) == unit
        return voice.show(exact, type) if fits and type is not None else Shown(f"{exact} {unit}".strip(), str(exact))
    if type is not None and type.kind == "date":
        return voice.show(date.fromisoformat(value), type)
    return voice.show(value, type if type is not None and type.kind in ("choice", "effect") else TEXT)


def _type(policy: Policy, id: str) -> Type | None:
    """The type of a term, of a parameter, or of what a rule concludes."""
    if id in policy.terms:
        return policy.terms[id].type
    if id in policy.parameters:
        return policy.parameters[id].type
    rule = policy.rules.get(id)
    if rule is None or rule.conclusion is None:
        return EFFECT if rule is not None else None
    term = policy.terms[rule.conclusion.term]
    return term.amount_type or term.type


# ── what else is to be said ─────────────────────────────────────────────────────────────────────────────────────


def _notes(voice: Voice, record: Data, verdict: Verdict) -> Iterator[str]:
    for override in record["overrides"]:
        yield _say(voice, "note_override", role=override["role"])
    for each in verdict.gone:
        if verdict.parted is None or (each.kind, each.id) != (verdict.parted.kind, verdict.parted.id):
            missing = Parted(each.kind, each.id, each.member)
            reason = _say(voice, f"why_{each.why}", what=what_parted(voice, missing))
            yield _say(voice, "note_gone", what=reason.rstrip("."))
    for was, now in verdict.renamed:
        yield _say(voice, "note_renamed", was=quoted(was, voice.language), now=quoted(now, voice.language))
    if verdict.languages:
        languages = [_say(voice, f"language_{language}") for language in verdict.languages]
        yield _say(voice, "note_words", languages=_and(voice, languages))
    elif verdict.name == "same_reasons":
        yield _say(voice, "note_no_words")


def _and(voice: Voice, words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {voice.word('and')} {words[-1]}"


def _say(voice: Voice, kind: str, **blanks: str) -> str:
    return fill(voice.language, PART, (kind,), blanks)
