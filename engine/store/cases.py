"""A case read strictly from JSON: facts, lists, assessments, dates and what is asked, checked against a policy.

Everything wrong is reported at once, each at its line and column; a case with an error is not a case.
`docs/reference/case-json.md` shows the format. Start reading at `read_case`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from engine.diagnostics import Diagnostic, Severity, in_order
from engine.model.case import Case, Options
from engine.model.policy import Period, Policy
from engine.source import SourceText
from engine.store import case_codes as codes
from engine.store.case_assessments import take_assessment
from engine.store.case_facts import take_fact
from engine.store.case_letter import read_letter
from engine.store.case_lists import take_list
from engine.store.case_owners import refuse_overlaps, refuse_unlisted
from engine.store.case_questions import Request, asked, days, options
from engine.store.intake import ROOT, Intake, Whose, day, entries
from engine.store.json_text import Json, Key, read_json
from engine.store.names import Names, index

__all__ = ["KEYS", "Request", "has_errors", "read_case"]

KEYS = (
    "on",
    "from",
    "to",
    "decided_on",
    "known_on",
    "ask",
    "readings",
    "suppose",
    "facts",
    "lists",
    "assessments",
    "letter",
    "interview",
)
"""What a case may hold, in the order the reference tells of it."""


def read_case(
    source: SourceText, policy: Policy, request: Request | None = None, names: Names | None = None
) -> tuple[Case | None, Options, list[Diagnostic]]:
    """The case a JSON text describes and how it wants the policy read, or `None` and every reason why not.

    `names` are those of the policy, for a caller that has them already.
    """
    json, found = read_json(source)
    if json is None or has_errors(found) and json.kind != "object":
        return None, Options(), found
    if json.kind != "object":
        found.append(codes.WRONG_TYPE.at(json.span, "a case is an object", hint='begin with {"on": "2024-05-01", …}'))
        return None, Options(), found
    intake = Intake(policy, names or index(policy), found)
    case, choices = _case(intake, json, request or Request())
    return (None if has_errors(found) else case), choices, in_order(found)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them stops what was to be done."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def _case(intake: Intake, json: Json, request: Request) -> tuple[Case | None, Options]:
    _refuse_strangers(intake, json)
    first, last = days(intake, json, request)
    requested = asked(intake, json, request, Period(first, last or first))
    intake.home.update(id.rpartition(".")[0] for id in requested)
    for name, take in _SECTIONS:
        section = json.get(name)
        for key, value in entries(intake, section, f"`{name}`") if section is not None else ():
            take(intake, key, value, ROOT)
    log = json.get("interview")
    if log is not None:
        from engine.store.case_interview import take_log

        take_log(intake, log)  # it decides nothing; one that is not well formed is told of all the same
    refuse_unlisted(intake)
    refuse_overlaps(intake)
    choices = options(intake, json, request)
    decided_on = day(intake, json, "decided_on")
    letter = read_letter(intake, json.get("letter"))
    if first is None:
        return None, choices
    facts = {key: tuple(statement for _, statement in said) for key, said in intake.facts.items()}
    assessments = {key: tuple(answer for _, answer in said) for key, said in intake.assessments.items()}
    return Case(first, last, decided_on, facts, assessments, intake.lists, requested, letter), choices


_Take = Callable[[Intake, Key, Json, Whose], None]
_SECTIONS: tuple[tuple[str, _Take], ...] = (
    ("lists", take_list),
    ("facts", take_fact),
    ("assessments", take_assessment),
)


def _refuse_strangers(intake: Intake, json: Json) -> None:
    """Keys that mean nothing at the top; a fact that was put there is told where it belongs."""
    kinds = intake.names.kinds
    for key, _ in json.entries:
        if key.name in KEYS:
            continue
        section = next((name for kind, name in _HOMES if key.name in kinds[kind]), "")
        hint = f"give it under `{section}`" if section else ""
        intake.say(codes.unknown_key(key.name, key.span, KEYS, hint))


_HOMES = (("fact", "facts"), ("list", "lists"), ("assessment", "assessments"))
