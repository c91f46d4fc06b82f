"""What a person may do next: appeal, see the documents, ask that the decision waits, get help, reach somebody.

Who hears an appeal and until when is what the policies' own rules say of this decision. Start reading at `appeal`.
"""

from __future__ import annotations

from datetime import date

from attrs import evolve

from engine.model.citations import Citation
from engine.model.expressions import Value
from explain.document import Block
from explain.grounds import addresses
from explain.letter.afterwards import (
    COSTS,
    COSTS_CLAIM,
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
from explain.letter.procedure import SIGNED, governing
from explain.letter.result import burdens, decided
from explain.names import sentence, statement, term_name

_PBRL = "LOV-1999-07-02-63"
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
    signed = "yes" if governing(draft.policy, draft.decision) in SIGNED else ""
    how = draft.cited(draft.say("appeal", "how", office=draft.field("office"), signed=signed), (draft.place("form"),))
    again = draft.cited(draft.say("appeal", "again"), (draft.place("first_instance"),))
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
    exempt = draft.cited(draft.say("access", "exempt"), map(draft.place, ("exempt", "unreasoned")))
    return Section("access", draft.say("access", "title"), (draft.paragraph(may, exempt),))


def postponement(draft: Draft) -> Section | None:
    """That carrying out the decision may wait, where it may be carried out to the person's harm and may be let wait."""
    power = followed(draft).of(POSTPONE)
    if power is None or power.value not in ("may", "must", None):
        return None
    if "postponement" not in draft.wanted and not any(burdens(draft, it) for it in decided(draft)):
        return None
    deed = term_name(draft.voice, power.term)
    ask = draft.say("postponement", "ask", deed=deed)
    basis = power.basis or addresses(draft.policy.terms[power.term].basis)
    said, _ = _said(draft, power.term)
    return Section(
        "postponement",
        draft.say("postponement", "title"),
        (draft.paragraph(draft.cited(ask, basis), sentence(said) if said else ""),),
    )


def help_(draft: Draft) -> Section | Lack:
    """Guidance, a representative, the ombud, costs and free legal aid."""
    after = followed(draft)
    represented = after.of(REPRESENTED)
    if after.appeal is None:
        return Lack("it is not known which rules on guidance and help this kind of decision is under")
    said = [draft.cited(draft.say("help", "guidance"), (draft.place("guidance"),))]
    if represented is not None and represented.value is True:
        said.append(draft.cited(statement(draft.voice, represented.term, True), represented.basis))
    if kind_of(draft.policy, draft.decision.case).endswith(_PERSON):
        said.append(draft.cited(draft.say("help", "ombud"), (Citation(_PBRL, chapter="8"),)))
    costs, basis = _said(draft, COSTS)
    if costs:
        said += [draft.cited(costs, basis), _costs_claim(draft)]
    said.append(sentence(draft.say("help", "aid")))
    return Section("help", draft.say("help", "title"), (draft.paragraph(*said),))


def contact(draft: Draft) -> Section | Lack:
    """How to reach the authority."""
    return _fields(draft, "contact")


def names(draft: Draft) -> Section | Lack:
    """The names of the caseworker and of who is responsible; never one that nobody gave."""
    made = _fields(draft, "caseworker", "responsible")
    return evolve(made, kind="names", title=draft.say("contact", "names_title")) if isinstance(made, Section) else made


def manual_check(draft: Draft) -> Section | Lack | None:
    """That an automated decision is explained and may be checked by a person; only where the law demands it."""
    if "automated_explanation" not in draft.wanted:
        return None
    right = "forvaltningsloven_2025.explanation_and_manual_check"
    if right not in draft.policy.terms:
        return Lack("no rule says that an automated decision may be checked by a person")
    may = draft.cited(statement(draft.voice, right, True), (draft.place("manual_check"),))
    text = sentence(draft.say("manual_check", "explained"))
    return Section("manual_check", draft.say("manual_check", "title"), (draft.paragraph(text, may),))


def ombud(draft: Draft) -> Section | None:
    """That a decision of the King in Council cannot be brought before the Ombud; only where the law demands it."""
    if "ombud" not in draft.wanted:
        return None
    text = draft.cited(draft.say("ombud", "text"), (draft.place("ombud"),))
    return Section("ombud", draft.say("ombud", "title"), (draft.paragraph(text),))


def lawsuit(draft: Draft) -> Section | Lack | None:
    """That an appeal comes before a lawsuit; only where the law demands it."""
    if "lawsuit_terms" not in draft.wanted:
        return None
    term = draft.policy.terms.get("forvaltningsloven_2025.go_to_court")
    if term is None:
        return Lack("no rule says what must be done before going to court")
    text = draft.cited(statement(draft.voice, term.id, False), addresses(term.basis))
    return Section("lawsuit", draft.say("lawsuit", "title"), (draft.paragraph(text),))


def reasons_later(draft: Draft) -> Section:
    """That reasons may be demanded, in the place of the reasons."""
    text = draft.cited(draft.say("reasons_later", "text"), (draft.place("reasons_later"),))
    return Section("reasons_later", draft.say("reasons_later", "title"), (draft.paragraph(text),))


def _limit(draft: Draft, after: FollowUp) -> Followed | None:
    """Until when, where the policy has rules that give a day, or would once the day of receipt is known."""
    limit = after.of(after.appeal.deadline) if after.appeal is not None else None
    return limit if limit is not None and limit.rules and _is_asked(draft, limit) else None


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


def _said(draft: Draft, term: str) -> tuple[str, tuple[Citation, ...]]:
    return said_of(draft.policy, term, draft.voice.language, governing(draft.policy, draft.decision))


def _costs_claim(draft: Draft) -> str:
    """Until when costs may be claimed, where the governing act has a rule on it."""
    rule = draft.policy.rules.get(COSTS_CLAIM[governing(draft.policy, draft.decision)])
    if rule is None:
        return ""
    return draft.cited(rule.labels.get(draft.voice.language, ""), addresses(rule.basis)[:1])


def _in_time(draft: Draft, term: str) -> str:
    said, basis = _said(draft, term)
    return draft.cited(said, basis) if said else ""


def _weekday(draft: Draft, day: Value) -> str:
    """A day with its weekday, as the language writes it."""
    from babel.dates import format_date

    assert isinstance(day, date)
    locale = {"nb": "nb", "nn": "nn", "en": "en_GB"}[draft.voice.language]
    pattern = "EEEE d MMMM y" if draft.voice.language == "en" else "EEEE d. MMMM y"
    return str(format_date(day, format=pattern, locale=locale))


def _fields(draft: Draft, *names: str) -> Section | Lack:
    """Fields that were given, each on its line; a lack where one was not."""
    missing = [name for name in names if not draft.field(name)]
    if missing:
        fields = " and ".join(f"`--field {name}=…`" for name in missing)
        return Lack(f"give {fields}, or the same under `letter` in the case")
    said = tuple(draft.paragraph(sentence(draft.say("contact", it, text=draft.field(it)))) for it in names)
    return Section("contact", draft.say("contact", "title"), said)
