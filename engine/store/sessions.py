"""A saved interview: a case that `decide` reads as any other, with its log under `interview`.

Start reading at `read_session` and `session_text`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from engine.diagnostics import Diagnostic, in_order
from engine.interview.session import Logged, Session
from engine.interview.state import Name
from engine.model.case import Assessment
from engine.model.policy import Policy
from engine.records.encode import Data, without_empty
from engine.source import SourceText
from engine.store.case_assessments import assessment_of
from engine.store.case_interview import take_log
from engine.store.case_writer import case_data
from engine.store.cases import Request, has_errors, read_case
from engine.store.intake import Intake
from engine.store.json_text import read_json
from engine.store.names import Names, index


def read_session(
    source: SourceText, policy: Policy, request: Request | None = None, names: Names | None = None
) -> tuple[Session | None, list[Diagnostic]]:
    """The session a text holds, or `None` and every reason why not; a case without a log is one that begins."""
    names = names or index(policy)
    case, options, found = read_case(source, policy, request, names)
    if case is None:
        return None, found
    whole, _ = read_json(source)
    log = whole.get("interview") if whole is not None else None
    intake = Intake(policy, names, [])
    intake.home.update(id.rpartition(".")[0] for id in case.requested)
    return Session(case, options, take_log(intake, log) if log is not None else ()), found


def read_assessment(
    source: SourceText, policy: Policy, names: Names, term: str
) -> tuple[Assessment | None, list[Diagnostic]]:
    """The one assessment a text holds, as a case would hold it: a filled form."""
    json, found = read_json(source)
    if json is None:
        return None, found
    intake = Intake(policy, names, found)
    given = assessment_of(intake, json, policy.terms[term], policy.terms[term].name)
    return (None if has_errors(found) else given), in_order(found)


def save_text(path: str, text: str) -> None:
    """Write a file in one move: the old one stands until the new one is whole.

    Raises:
        OSError: it cannot be written there.
    """
    target = Path(path)
    part = target.with_name(target.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(target)


def session_data(policy: Policy, names: Names, session: Session) -> Data:
    """The session as a case with its log."""
    data = case_data(policy, names, session.case, session.options)
    log = [_entry(names, entry) for entry in session.log]
    return {**data, "interview": log} if log else data


def session_text(policy: Policy, names: Names, session: Session) -> str:
    """The session as a file has it."""
    return json.dumps(session_data(policy, names, session), ensure_ascii=False, indent=2) + "\n"


def _entry(names: Names, entry: Logged) -> Data:
    said = {"answer": entry.answer, "by": entry.by, "at": entry.at}
    needless = [named(names, it) for it in entry.needless]
    return without_empty({"did": entry.action, **named(names, entry.name), **said, "needless": needless})


def named(names: Names, name: Name) -> dict[str, Any]:
    """A question by its kind, its name as cases have it, and the member it is about."""
    kind, id, member = name
    bare, sort = id.rpartition(".")[2], "assessment" if kind == "use" else kind
    is_alone = tuple(names.kinds[sort].get(bare, ())) == (id,)
    return without_empty({"kind": kind, "name": bare if is_alone else id, "of": member})
