"""A case that shows a difference, as a reader meets it: what is given, and what came out on each side.

The case is made up; it is nobody's. Start reading at `given_lines`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from engine.diff.values import Witness
from engine.model.case import Assessment, Case, Key, Statement
from engine.model.expressions import Value
from engine.model.units import Type
from explain.names import Voice, member_name, name_of, statement, term_name
from explain.templates import fill
from explain.values import show
from explain.vocabulary import joined

PART = "compared"


def say(voice: Voice, kind: str, **blanks: str | bool) -> str:
    """A sentence of the page."""
    return fill(voice.language, PART, (kind,), blanks)


def of_case(voice: Voice, case: Case) -> Voice:
    """A voice for a case nobody is named in."""
    return evolve(voice, case=case, reader="person", names=False)


def given_lines(voice: Voice, case: Case) -> Iterator[str]:
    """Everything the case gives, one line each: lists first, then facts, then assessments."""
    here = of_case(voice, case)
    for (list_, _), members in sorted(case.lists.items(), key=_order):
        name = name_of(here, here.policy.lists.get(list_), list_)
        if not members.ids:
            yield say(voice, "given_none", name=name)
            continue
        said = joined([member_name(here, it) for it in members.ids], voice.language, "and")
        yield say(voice, "given_list", name=name, members=said, complete="yes" if members.complete else "")
    for key, statements in sorted(case.facts.items(), key=_order):
        yield from (_dated(voice, _fact(here, key, one), one) for one in statements)
    for key, assessments in sorted(case.assessments.items(), key=_order):
        yield from (_dated(voice, _assessed(here, key, it), it) for it in assessments)


def _order(entry: tuple[Key, object]) -> tuple[str, str]:
    (term, member), _ = entry
    return member or "", term


def _fact(voice: Voice, key: Key, said: Statement) -> str:
    name = term_name(voice, *key)
    if said.state != "known" or said.value is None:
        return say(voice, "given_unknown", name=name)
    return statement(voice, key[0], said.value, key[1]) or _value(voice, key, said.value)


def _assessed(voice: Voice, key: Key, said: Assessment) -> str:
    name = term_name(voice, *key)
    if said.value is not None:
        return statement(voice, key[0], said.value, key[1]) or _value(voice, key, said.value)
    if said.used is not None:
        return say(voice, "given_used" if said.used else "given_not_used", name=name)
    return say(voice, "given_unknown", name=name)


def _value(voice: Voice, key: Key, value: Value) -> str:
    term = voice.policy.terms[key[0]]
    shown = voice.show(value, term.amount_type or term.type).text
    return say(voice, "given_value", name=term_name(voice, *key), value=shown)


def _dated(voice: Voice, text: str, said: Statement | Assessment) -> str:
    if said.first is None:
        return text
    if said.last is None or said.last == said.first:
        return say(voice, "given_from", said=text, first=voice.day(said.first))
    return say(voice, "given_between", said=text, first=voice.day(said.first), last=voice.day(said.last))


def outcome(voice: Voice, term: str, value: Value | None, waits: tuple[Key, ...] = ()) -> str:
    """What an outcome is called: met or not, an amount, a word; open with what it waits for."""
    if value is None:
        if not waits:
            return voice.word("open")
        names = joined([term_name(voice, *it) for it in waits], voice.language, "and")
        return say(voice, "waits", names=names)
    if isinstance(value, bool):
        return voice.word("met" if value else "not_met")
    return voice.show(value, voice.policy.terms[term].type).text


def difference(voice: Voice, term: str, witness: Witness) -> str:
    """How much more or less an amount is; empty where it is no amount."""
    before, after = witness.before, witness.after
    if not isinstance(before, Fraction) or not isinstance(after, Fraction):
        return ""
    return signed(voice, after - before, voice.policy.terms[term].type)


def with_percent(voice: Voice, term: str, witness: Witness) -> str:
    """The difference, and in percent of what it was."""
    amount, before, after = difference(voice, term, witness), witness.before, witness.after
    if not isinstance(before, Fraction) or not isinstance(after, Fraction) or before <= 0:
        return amount
    share = (after - before) / before
    percent = signed(voice, round(share * 10_000) / Fraction(10_000), Type("number", percent=True))
    return say(voice, "percent", amount=amount, percent=percent)


def signed(voice: Voice, value: Fraction, type_: Type) -> str:
    """A number with its sign before it."""
    shown = show(abs(value), type_, voice.language, voice.policy.units).text
    return f"+ {shown}" if value >= 0 else f"− {shown}"
