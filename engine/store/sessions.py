"""A saved interview: a case that `decide` reads as any other, with its log under `interview`.

Start reading at `read_session` and `session_text`.
"""

from __future__ import annotations

import json
from typing import Any

from engine.diagnostics import Diagnostic
from engine.interview.session import Logged, Session
from engine.interview.state import Name
from engine.model.policy import Policy
from engine.records.encode import Data, without_empty
from engine.source import SourceText
from engine.store.case_interview import take_log
from engine.store.case_writer import case_data
from engine.store.cases import Request, read_case
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
