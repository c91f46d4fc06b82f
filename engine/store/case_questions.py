"""What a case asks: the day or period, the terms, and how the policy is to be read.

The command line may say the same things (`Request`); what it says goes before the file. Start reading at `days`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import Factory, frozen

from engine.diagnostics import Diagnostic
from engine.model.case import Options
from engine.model.policy import Period, Policy
from engine.source import NOWHERE, Span
from engine.store import case_codes as codes
from engine.store.intake import Intake, day, each, entries, period
from engine.store.json_text import Json
from engine.store.values import read_day, read_text


@frozen
class Request:
    """What a command adds to a case: a day or a period, terms asked for, and how the policy is read."""

    day: date | None = None
    last: date | None = None
    terms: tuple[str, ...] = ()
    known_on: date | None = None
    readings: Mapping[str, str] = Factory(dict)
    supposed: Mapping[str, date] = Factory(dict)


def days(intake: Intake, json: Json, request: Request) -> tuple[date | None, date | None]:
    """The day asked about, or the first and last day of a period."""
    on, first, last = json.get("on"), json.get("from"), json.get("to")
    one_day, stretch = day(intake, json, "on"), period(intake, json)
    if request.day is not None:
        return request.day, request.last
    if on is not None and (first is not None or last is not None):
        intake.say(codes.WRONG_TYPE.at(on.span, "a case has either `on`, or `from` and `to`", hint="keep one of them"))
    elif on is None and first is None and last is None:
        intake.say(_no_day(json))
    elif on is None and (first is None or last is None):
        lacking = "`to`" if last is None else "`from`"
        place = (last or first or json).span
        intake.say(codes.MISSING_ENTRY.at(place, f"a period needs {lacking} too", hint="both days are included"))
    return (one_day, None) if on is not None else stretch


def asked(intake: Intake, json: Json, request: Request, on: Period) -> tuple[str, ...]:
    """The ids of the terms asked for, each once; of a service, those the law has on the days asked about."""
    written = [(name, NOWHERE) for name in request.terms]
    ask = json.get("ask")
    if not written and ask is not None:
        written = list(_asked_in_file(intake, ask))
    if not written:
        intake.say(codes.nothing_asked(_askable(intake), ask.span if ask is not None else NOWHERE))
    return tuple(dict.fromkeys(id for name, span in written for id in _terms_of(intake, name, span, on)))


def _terms_of(intake: Intake, written: str, span: Span, on: Period) -> tuple[str, ...]:
    """The terms a name asks for: a term itself, or what a service asks."""
    kind, id, remark = intake.names.asked(written, span, intake.home)
    if remark is not None:
        intake.say(remark)
    if id is None:
        return ()
    return asked_of(intake.policy, id, on) if kind == "service" else (id,)


def asked_of(policy: Policy, service: str, on: Period) -> tuple[str, ...]:
    """What a service asks on some days: the terms the law has on any of them, or all where it has none."""
    asks = policy.services[service].asks
    return tuple(id for id in asks if policy.terms[id].validity.overlaps(on)) or asks


def options(intake: Intake, json: Json, request: Request) -> Options:
    """Knowledge date, readings and supposed dates, from the file and then from the command."""
    readings, suppose = json.get("readings"), json.get("suppose")
    chosen: dict[str, str] = {}
    for key, value in entries(intake, readings, "`readings`") if readings is not None else ():
        reading = read_text(value, f"the reading of `{key.name}`", intake.found)
        chosen |= _reading(intake, key.name, key.span, reading, value.span) if reading is not None else {}
    for name, reading in request.readings.items():
        chosen |= _reading(intake, name, NOWHERE, reading, NOWHERE)
    supposed = dict(_supposed(intake, suppose)) if suppose is not None else {}
    for name, when in request.supposed.items():
        source = intake.bind(name, "source", NOWHERE)
        supposed |= {source: when} if source is not None else {}
    return Options(request.known_on or day(intake, json, "known_on"), chosen, supposed)


def _asked_in_file(intake: Intake, ask: Json) -> Iterator[tuple[str, Span]]:
    for entry in each(ask):
        name = read_text(entry, "a term that is asked for", intake.found)
        if name is not None:
            yield name, entry.span


def _askable(intake: Intake) -> list[str]:
    """Names of what a policy decides, rights and actions first."""
    kinds = ("right", "action", "power", "duty", "prohibition", "amount")
    terms = [term for kind in kinds for term in intake.policy.terms.values() if term.kind == kind]
    return [term.name if len(intake.names.kinds["term"][term.name]) == 1 else term.id for term in terms]


def _reading(intake: Intake, name: str, name_span: Span, reading: str, span: Span) -> dict[str, str]:
    id = intake.bind(name, "interpretation", name_span)
    if id is None:
        return {}
    known = [entry.name for entry in intake.policy.interpretations[id].readings]
    if reading in known:
        return {id: reading}
    hint = "its readings are " + ", ".join(f"`{entry}`" for entry in known)
    intake.say(codes.UNKNOWN_READING.at(span, f"`{name}` has no reading `{reading}`", hint=hint))
    return {}


def _supposed(intake: Intake, json: Json) -> Iterator[tuple[str, date]]:
    for key, value in entries(intake, json, "`suppose`"):
        source, when = intake.bind(key.name, "source", key.span), read_day(value, intake.found)
        if source is not None and when is not None:
            yield source, when


def _no_day(json: Json) -> Diagnostic:
    start = Span(json.span.file, json.span.start, json.span.start + 1)
    hint = 'add "on": "2024-05-01", or "from" and "to"; or say --on 2024-05-01'
    return codes.NO_DAY.at(start, "the case names no day", hint=hint)
