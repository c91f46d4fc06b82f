"""What a case gives for its letter to print: whom it is to, its reference, who signs. No rule reads any of it."""

from __future__ import annotations

from collections.abc import Mapping

from engine.model.case import LETTER_FIELDS
from engine.store import case_codes as codes
from engine.store.intake import Intake, entries
from engine.store.json_text import Json
from engine.store.values import read_text


def read_letter(intake: Intake, json: Json | None) -> Mapping[str, str]:
    """The fields given, each a text; what is empty is not given. What a member is called stands as `member ID`."""
    found: dict[str, str] = {}
    for key, value in entries(intake, json, "`letter`") if json is not None else ():
        if key.name == "members":
            for member, called in entries(intake, value, "`members`"):
                found[f"member {member.name}"] = (read_text(called, f"`{member.name}`", intake.found) or "").strip()
            continue
        if key.name not in LETTER_FIELDS:
            intake.say(codes.unknown_key(key.name, key.span, (*LETTER_FIELDS, "members")))
            continue
        text = (read_text(value, f"`{key.name}`", intake.found) or "").strip()
        if text:
            found[key.name] = text
    return found
