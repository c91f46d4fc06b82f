"""What a person may do next: appeal, see the documents, ask that the decision waits, get help, reach somebody.

Who hears an appeal and until when is what the policies' own rules say of this decision. Start reading at `appeal`.
"""

from __future__ import annotations

from datetime import date

from engine.model.citations import Citation
from engine.model.expressions import Value
from explain.document import Block
from explain.grounds import addresses
from explain.letter.afterwards import (
    COSTS,
    DOCUMENTS,
    POSTPONE,
    REPRESENTED,
    Followed,
    FollowUp,
    follow_up,
    kind_of,
    said_of,
)
from explain.letter.draft import Draft, Lack, Section
from explain.names import sentence, statement, term_name

_FVL, _PBRL = "LOV-1967-02-10", "LOV-1999-07-02-63"
_PERSON = ("care_decision", "waiting_list_status", "rights_decision", "payment_decision", "home_help_decision")
"""The decisions that the ombud for patients and users may be asked about."""


def followed(draft: Draft) -> FollowUp:
    """What may follow this decision."""
    return follow_up(draft.policy, draft.decision.case, draft.wish.received, draft.again)


def appeal(draft: Draft) -> Section | Lack | None:
    """To whom, until when and how; a lack where no rule says who hears an appeal."""
    after = followed(draft)
    right = after.of(after.appeal.right) if after.appeal is not None else None
    if right is None or right.value is not True or after.appeal is None:
        return Lack("no rule says who hears an appeal against a decision of this kind")
    limit = _limit(draft, after)
    if limit is None:
        return Lack("no rule says until when this decision may be appealed against")
    who = draft.cited(statement(draft.voice, right.term, True), right.basis)
    how = draft.cited(draft.say("appeal", "how", office=draft.field("office")), (_section("32"),))
    again = draft.cited(draft.say("appeal", "again"), (_section("33"),))
    blocks: tuple[Block, ...] = (
        draft.paragraph(who),
        draft.paragraph(*_deadline(draft, limit), _in_time(draft, after.appeal.in_time)),
        draft.paragraph(how, again),
    )
    return Section("appeal", draft.say("appeal", "title"), blocks)


def access(draft: Draft) -> Section | Lack:
    """That the documents may be seen; the same words whether or not anything is withheld."""
    right = followed(draft).of(DOCUMENTS)
    if right is None or right.value is not True:
        return Lack("no rule says that the party may see the documents")
    may = draft.cited(statement(draft.voice, right.term, True), right.basis)
    exempt = draft.cited(draft.say("access", "exempt"), (_section("19"),))
    return Section("access", draft.say("access", "title"), (draft.paragraph(may, exempt),))


def postponement(draft: Draft) -> Section | None:
    """That carrying out the decision may wait, where the authority may let it."""
    power = followed(draft).of(POSTPONE)
    if power is None or power.value not in ("may", "must", None):
        return None
    deed = term_name(draft.voice, power.term)
    ask = draft.say("postponement", "ask", deed=deed)
    basis = power.basis or addresses(draft.policy.terms[power.term].basis)
    said, _ = said_of(draft.policy, power.term, draft.voice.language)
    return Section(
        "postponement",
        draft.say("postponement", "title"),
        (draft.paragraph(draft.cited(ask, basis), sentence(said) if said else ""),),
    )


def help_(draft: Draft) -> Section:
    """Guidance, a representative, the ombud, costs and free legal aid."""
    represented = followed(draft).of(REPRESENTED)
    said = [draft.cited(draft.say("help", "guidance"), (_section("11"),))]
    if represented is not None and represented.value is True:
        said.append(draft.cited(statement(draft.voice, represented.term, True), represented.basis))
    if kind_of(draft.policy, draft.decision.case).endswith(_PERSON):
        said.append(draft.cited(draft.say("help", "ombud"), (Citation(_PBRL, chapter="8"),)))
    costs, basis = said_of(draft.policy, COSTS, draft.voice.language)
    if costs:
        said.append(draft.cited(costs, basis))
    said.append(sentence(draft.say("help", "aid")))
    return Section("help", draft.say("help", "title"), (draft.paragraph(*said),))


def contact(draft: Draft) -> Section | Lack:
    """How to reach the authority, and the names the act of 2025 wants printed."""
    given = {name: draft.field(name) for name in ("contact", "caseworker", "responsible")}
    missing = [name for name, text in given.items() if not text]
    said = [draft.say("contact", name, text=text) for name, text in given.items() if text]
    if missing:
        fields = " and ".join(f"`--field {name}=…`" for name in missing)
        return Lack(f"give {fields}, or the same under `letter` in the case")
    return Section("contact", draft.say("contact", "title"), tuple(draft.paragraph(sentence(it)) for it in said))


def reasons_later(draft: Draft) -> Section:
    """That reasons may be demanded, in the place of the reasons."""
    text = draft.cited(draft.say("reasons_later", "text"), (_section("24", ("L", "2")),))
    return Section("reasons_later", draft.say("reasons_later", "title"), (draft.paragraph(text),))


def _limit(draft: Draft, after: FollowUp) -> Followed | None:
    """The term that says until when, by the act that is in force: one with rules that give or may give a day."""
    found = [after.of(it) for it in after.appeal.deadlines] if after.appeal is not None else []
    return next((it for it in found if it is not None and it.rules and _is_asked(draft, it)), None)


def _is_asked(draft: Draft, limit: Followed) -> bool:
    """Whether a day is known, or only the day the letter arrived is missing for it."""
    return isinstance(limit.value, date) or draft.wish.received is None


def _deadline(draft: Draft, limit: Followed) -> tuple[str, ...]:
    """The rule in its own words, and the day it comes to where the day of receipt is known."""
    rule = draft.policy.rules[limit.rules[0].id]
    said = draft.cited(rule.labels.get(draft.voice.language, ""), addresses(limit.rules[0].basis or rule.basis))
    if draft.wish.received is None or not isinstance(limit.value, date):
        return (said,)
    day = draft.say(
        "appeal", "received", received=draft.voice.day(draft.wish.received), deadline=_weekday(draft, limit.value)
    )
    return (said, sentence(day))


def _in_time(draft: Draft, term: str) -> str:
    said, basis = said_of(draft.policy, term, draft.voice.language)
    return draft.cited(said, basis) if said else ""


def _weekday(draft: Draft, day: Value) -> str:
    """A day with its weekday, as the language writes it."""
    from babel.dates import format_date

    assert isinstance(day, date)
    locale = {"nb": "nb", "nn": "nn", "en": "en_GB"}[draft.voice.language]
    pattern = "EEEE d MMMM y" if draft.voice.language == "en" else "EEEE d. MMMM y"
    return str(format_date(day, format=pattern, locale=locale))


def _section(number: str, *path: tuple[str, str]) -> Citation:
    """A section of the Public Administration Act."""
    return Citation(_FVL, number, tuple(path))
