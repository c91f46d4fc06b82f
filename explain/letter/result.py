"""What was decided: the answers in flowing sentences, each with the provisions that carry it, and for which days."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from engine.evaluate.decision import Answer, TermStep
from engine.model.expressions import Value
from explain.citations import document_name
from explain.document import Block, Paragraph, runs
from explain.grounds import outcome_basis
from explain.letter.conditions import SET
from explain.letter.draft import Draft
from explain.names import sentence, statement, term_name
from explain.norms import norm
from explain.phrase import phrased

FIRST = ("notice_supposed", "notice_known_on", "notice_known_later")
"""What a reader must know before the answer; what else there is to say of a run stands with the rates."""


def title_of(draft: Draft) -> str:
    """The title: the answer itself where there is one to tell, else that it is a decision."""
    answers = decided(draft)
    said = [it.rstrip(". ") for answer in answers[:1] for it in _sentences(draft, answer)]
    mixed = len({answer.segments[-1].value for answer in answers}) > 1 or len(said) != 1
    return draft.say("frame", "mixed_title") if mixed else said[0]


def result(draft: Draft) -> tuple[Block, ...]:
    """The answers, then the days they are for and which act sections without a name are in.

    The act is named where it is first cited.
    """
    naming = evolve(draft, voice=evolve(draft.voice, home=""))
    answers: list[str] = []
    for answer in draft.decision.answers:
        answers += _answer(draft if answers else naming, answer)
    days = draft.say("result", _sort(draft), days=_days(draft))
    notices = [line.text for line in draft.lines("notices") if line.kind in FIRST]
    return (
        *(Paragraph(runs(it)) for it in notices),
        draft.paragraph(*answers),
        draft.paragraph(days, _home(draft)),
    )


def decided(draft: Draft) -> list[Answer]:
    """The answers that are decisions; amounts and the like follow from these."""
    terms = draft.policy.terms
    return [it for it in draft.decision.answers if terms[it.term].decided_as]


def burdens(draft: Draft, answer: Answer) -> bool:
    """Whether an answer is something done to the person, and not something given: a duty, a condition, a reduction."""
    term = draft.policy.terms[answer.term]
    if not term.is_action or answer.segments[-1].value not in ("may", "must"):
        return False
    return power_used(draft, answer) is None or _is_used(draft, answer)


def power_used(draft: Draft, answer: Answer) -> TermStep | None:
    """The last word on a power that a person uses or not; nothing where it is another kind of answer."""
    term = draft.policy.terms[answer.term]
    root = answer.segments[-1].derivation()
    asked = term.is_action and term.discretion is not None and root.value in ("must", "may")
    return root if asked else None


def _answer(draft: Draft, answer: Answer) -> Iterator[str]:
    """The sentences of one answer, the first of each stretch of days with its provisions."""
    root = power_used(draft, answer)
    if answer.term == SET and answer.segments[-1].value in ("may", "must"):
        return  # the condition itself is told in a part of its own
    if root is None:
        step = f"outcome:{answer.term}:{answer.member or ''}"
        for entry in (it for it in draft.entries("outcome") if it.step == step):
            line = phrased(draft.voice, draft.selection, "outcome", entry)
            yield f"{line.when[:1].upper()}{line.when[1:]}: {line.text}" if line.when else line.text
        return
    yield draft.cited(_used(draft, answer, root), outcome_basis(draft.policy, root, draft.decision.case.day))


def _sentences(draft: Draft, answer: Answer) -> Iterator[str]:
    """The sentences of one answer without their provisions, for a title."""
    root = power_used(draft, answer)
    if root is not None:
        yield _used(draft, answer, root)
        return
    term = draft.policy.terms[answer.term]
    for value in dict.fromkeys(it.value for it in answer.segments):
        if isinstance(value, bool):
            yield statement(draft.voice, answer.term, value, answer.member)
        elif term.is_action and isinstance(value, str):
            yield sentence(norm(draft.voice, term, answer.member, value))


def _used(draft: Draft, answer: Answer, root: TermStep) -> str:
    """That a power was used, and with how much; or that it was not."""
    term = draft.policy.terms[answer.term]
    deed = term_name(draft.voice, answer.term, answer.member)
    amount = root.amount if root.amount is not None else _set(draft, answer)
    shown = draft.voice.show(amount, term.amount_type).text if amount is not None and term.amount_type else ""
    kind = "used" if _is_used(draft, answer) else "not_used"
    return draft.say("result", kind, deed=deed, value=shown)


def _is_used(draft: Draft, answer: Answer) -> bool:
    given = draft.decision.case.assessments.get((answer.term, answer.member), ())
    return any(it.used for it in given)


def _set(draft: Draft, answer: Answer) -> Value | None:
    given = draft.decision.case.assessments.get((answer.term, answer.member), ())
    return next((it.value for it in given if it.used and it.value is not None), None)


def _sort(draft: Draft) -> str:
    case = draft.decision.case
    return "period_day" if case.last in (None, case.day) else "period"


def _home(draft: Draft) -> str:
    """Which act sections without a name are in: its title, and the name it was cited by where that is another."""
    home = draft.selection.home
    if not home:
        return ""
    full, short = (document_name(home, draft.voice.language, it, draft.policy.sources) for it in ("full", "short"))
    return draft.say("frame", "home", act=full if full == short else f"{full} ({short})")


def _days(draft: Draft) -> str:
    case = draft.decision.case
    first = draft.voice.day(case.day)
    if case.last is None or _sort(draft) == "period_day":
        return first
    return draft.voice.word("from_to", first=first, last=draft.voice.day(case.last))
