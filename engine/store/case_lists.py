"""The lists of a case: members by id, what is said of each, and whether there are no others."""

from __future__ import annotations

import re

from engine.model.case import Members
from engine.source import Span
from engine.store import case_codes as codes
from engine.store.case_assessments import take_assessment
from engine.store.case_facts import take_fact
from engine.store.case_owners import owned, whose
from engine.store.intake import Intake, Whose, entries, refuse_other_keys
from engine.store.json_text import Json, Key
from engine.store.values import read_flag

LIST = ("members", "complete", "of")
LONGEST_ID = 40


def take_list(intake: Intake, key: Key, json: Json, of: Whose) -> None:
    """Take one list. Nesting is bounded by the JSON reader, so a member may own lists of its own."""
    id = intake.bind(key.name, "list", key.span)
    if id is None:
        return
    declared = intake.policy.lists[id]
    if json.kind != "object":
        hint = 'write {"members": {"ola": {…}}, "complete": true}'
        intake.say(codes.WRONG_TYPE.at(json.span, f"`{key.name}` is a list of members", hint=hint))
        return
    refuse_other_keys(intake, json, LIST)
    owner = whose(intake, json, of)
    if not owned(intake, key, declared.owner, owner):
        return
    complete = json.get("complete")
    is_complete = read_flag(complete, "`complete`", intake.found) if complete is not None else False
    ids = _members(intake, key, json, declared.member)
    if (id, owner.member) in intake.lists:
        intake.say(codes.OVERLAPPING.at(key.span, f"`{key.name}` is given twice", hint="give all its members at once"))
    intake.lists[id, owner.member] = Members(tuple(sorted(ids)), bool(is_complete))


def _members(intake: Intake, key: Key, json: Json, entity: str) -> list[str]:
    members = json.get("members")
    if members is None:
        hint = '"members": {} says that none is known'
        intake.say(codes.MISSING_ENTRY.at(json.span, f"`{key.name}` lacks `members`", hint=hint))
        return []
    if members.kind == "list":
        return [item.word for item in members.items if _is_id(intake, item.word, item.span)]
    ids = []
    for member, said in entries(intake, members, f"the members of `{key.name}`"):
        if _is_id(intake, member.name, member.span):
            ids.append(member.name)
            _take_member(intake, member.name, said, entity)
    return ids


def _take_member(intake: Intake, member: str, json: Json, entity: str) -> None:
    """What is said of one member: its facts, the assessments about it, and the lists it owns."""
    kinds, of = intake.names.kinds, Whose(member, entity)
    for key, value in entries(intake, json, f"what is said of `{member}`"):
        if key.name in kinds["list"] and key.name not in kinds["fact"]:
            take_list(intake, key, value, of)
        elif key.name in kinds["assessment"]:
            take_assessment(intake, key, value, of)
        else:
            take_fact(intake, key, value, of)


def _is_id(intake: Intake, id: str, span: Span) -> bool:
    if re.fullmatch(r"[^\W_][\w-]*", id) and len(id) <= LONGEST_ID:
        return True
    hint = f"letters, digits, `-` and `_`, at most {LONGEST_ID}; a letter never prints it"
    intake.say(codes.BAD_MEMBER_ID.at(span, f"`{id}` is no short id of a member", hint=hint))
    return False
