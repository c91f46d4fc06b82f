"""The log of an interview in a case: what was asked, what was answered, by whom. It decides nothing.

Start reading at `take_log`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.interview.session import ACTIONS, KINDS, Logged
from engine.store import case_codes as codes
from engine.store.intake import Intake, each, refuse_other_keys, text
from engine.store.json_text import Json
from engine.store.values import read_moment

if TYPE_CHECKING:
    from engine.interview.state import Name

LOGGED = ("did", "kind", "name", "of", "answer", "by", "at", "needless")


def take_log(intake: Intake, json: Json) -> tuple[Logged, ...]:
    """The entries of a log, in their order."""
    if json.kind != "list":
        intake.say(codes.WRONG_TYPE.at(json.span, "`interview` is a list of what was asked", hint="write it as […]"))
        return ()
    entries = (_entry(intake, item) for item in json.items)
    return tuple(entry for entry in entries if entry is not None)


def _entry(intake: Intake, json: Json) -> Logged | None:
    if json.kind != "object":
        intake.say(codes.WRONG_TYPE.at(json.span, "what was asked is an object", hint="write it as {…}"))
        return None
    refuse_other_keys(intake, json, LOGGED)
    name, did = _name(intake, json), _one_of(intake, json, "did", ACTIONS)
    needless, at = json.get("needless"), json.get("at")
    gone = [_name(intake, it) for it in each(needless)] if needless is not None else []
    if name is None or not did:
        return None
    return Logged(
        did,
        name,
        text(intake, json, "answer"),
        text(intake, json, "by"),
        read_moment(at, "`at`", intake.found) if at is not None else "",
        tuple(it for it in gone if it is not None),
    )


def _name(intake: Intake, json: Json) -> Name | None:
    """A question: its kind, its name, and the member it is about."""
    kind, written, of = _one_of(intake, json, "kind", KINDS), text(intake, json, "name"), text(intake, json, "of")
    if not kind:
        return None
    if not written:
        intake.say(codes.MISSING_ENTRY.at(json.span, "a question lacks its `name`"))
        return None
    id = intake.bind(written, "assessment" if kind == "use" else kind, (json.get("name") or json).span)
    return (kind, id, of or None) if id is not None else None


def _one_of(intake: Intake, json: Json, key: str, words: tuple[str, ...]) -> str:
    word = text(intake, json, key)
    if word in words:
        return word
    hint = "it is one of " + ", ".join(f"`{it}`" for it in words)
    intake.say(codes.UNKNOWN_CHOICE.at((json.get(key) or json).span, f"`{key}` is none of its words", hint=hint))
    return ""
