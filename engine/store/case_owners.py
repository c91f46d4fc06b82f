"""Whose a fact or an assessment is: of the root, or of one member of a list; and overlaps in what is said of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from engine.diagnostics import did_you_mean
from engine.model.case import Assessment, Key, Statement
from engine.source import Span
from engine.store import case_codes as codes
from engine.store.intake import Intake, Whose
from engine.store.json_text import Json
from engine.store.json_text import Key as JsonKey
from engine.store.values import read_text


def whose(intake: Intake, json: Json, outer: Whose) -> Whose:
    """The member an entry names with `of`; without it, whoever the entry stands under."""
    of = json.get("of")
    if of is None:
        return outer
    member = read_text(of, "`of`", intake.found)
    if outer.member is None:
        return Whose(member)
    intake.say(codes.WRONG_OWNER.at(of.span, f"this already stands under `{outer.member}`", hint='leave "of" out'))
    return outer


def owned(intake: Intake, key: JsonKey, entity: str, of: Whose) -> bool:
    """Whether something of `entity` may be said of this owner; reports it when not, notes the member when so."""
    declared = intake.policy.entities.get(entity)
    is_member = declared is not None and declared.is_member
    if of.member is None:
        if is_member:
            message = f"`{key.name}` is a fact of each `{short(entity)}`, not of the case as a whole"
            intake.say(codes.WRONG_OWNER.at(key.span, message, hint=_where_members_are(intake, entity)))
        return not is_member
    if not is_member or of.entity not in ("", entity):
        hint = "" if is_member else "give it outside `lists`, without a member"
        message = f"`{key.name}` is of `{short(entity)}`, not of `{of.member}`"
        intake.say(codes.WRONG_OWNER.at(key.span, message, hint=hint))
        return False
    intake.mentioned.append((entity, of.member, key.span))
    return True


def refuse_unlisted(intake: Intake) -> None:
    """Report every member that something is said of, and that no list of the case has."""
    listed = {
        (intake.policy.lists[id].member, member) for (id, _), members in intake.lists.items() for member in members.ids
    }
    for entity, member, span in intake.mentioned:
        if (entity, member) not in listed:
            others = [other for of, other in listed if of == entity]
            hint = did_you_mean(member, others) or f"add `{member}` to the `members` of a list"
            intake.say(codes.UNLISTED.at(span, f"`{member}` is in no list of the case", hint=hint))


def refuse_overlaps(intake: Intake) -> None:
    """Report every two statements of one fact, and every two assessments of one question, about one day."""
    _refuse_overlaps(intake, intake.facts)
    _refuse_overlaps(intake, intake.assessments)


def _refuse_overlaps(intake: Intake, given: Mapping[Key, Sequence[tuple[Span, Statement | Assessment]]]) -> None:
    for (id, member), said in given.items():
        ordered = sorted(said, key=lambda entry: (entry[1].first or date.min, entry[0].start))
        reaching_furthest = ordered[0]
        for entry in ordered[1:]:
            if _last(reaching_furthest) >= (entry[1].first or date.min):
                name = short(id) + (f" of {member}" if member is not None else "")
                intake.say(codes.overlapping(name, entry[0], reaching_furthest[0]))
            reaching_furthest = max(reaching_furthest, entry, key=_last)


def _last(entry: tuple[Span, Statement | Assessment]) -> date:
    return entry[1].last or date.max


def _where_members_are(intake: Intake, entity: str) -> str:
    name = next((entry.name for entry in intake.policy.lists.values() if entry.member == entity), "")
    place = f"under `lists`, for each of the members of `{name}`" if name else "for a member of a list"
    return f'give it {place}, or say "of": "…"'


def short(id: str) -> str:
    """The bare name of an id."""
    return id.rpartition(".")[2]
