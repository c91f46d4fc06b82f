"""Conditions set for support, and the warning that a breach may reduce it, without which it may not.

That breach may reduce the support is asked of the policy's own rules: the power is decided as it would stand if the
decision had warned and a condition were breached. Start reading at `conditions`.
"""

from __future__ import annotations

from attrs import evolve

from engine.model.case import Case, Key, Members, Statement
from explain.document import Block, Bullets, runs
from explain.grounds import outcome_basis
from explain.letter.draft import Draft, Section
from explain.names import quoted, sentence

_STL = "sosialtjenesteloven"
LIST, SET, BREACHED = f"{_STL}.conditions", f"{_STL}.set_condition", f"{_STL}.condition_breached"
WARNED, REDUCTION = f"{_STL}.award_warned", f"{_STL}.reduction"
GENERAL = (f"{_STL}.activity_condition", f"{_STL}.language_condition")


def conditions(draft: Draft) -> Section | None:
    """Each condition in the words the case gives it, and what follows if it is breached."""
    answers = draft.decision.answers
    members = [it.member for it in answers if it.term == SET and it.segments[-1].value in ("may", "must")]
    general = [it for it in answers if it.term in GENERAL and it.segments[-1].value in ("may", "must")]
    if not members and not general:
        return None
    words = [draft.decision.case.letter.get(f"member {it}", "") for it in members]
    english = draft.voice.language == "en"  # what the office wrote is Norwegian, and stands as it was written
    told = [runs(quoted(sentence(it), "en") if english else sentence(it)) for it in words if it]
    one = "yes" if len(members) == 1 or (not members and len(general) == 1) else ""
    blocks: list[Block] = []
    if told:
        blocks += [draft.paragraph(draft.say("conditions", "lead", one=one)), Bullets(tuple(told))]
    return Section("conditions", draft.say("conditions", "title"), (*blocks, _warning(draft, one)))


def _warning(draft: Draft, one: str) -> Block:
    """What a breach may lead to, with the provision that says so for this person."""
    case = draft.decision.case
    answer = draft.again(_if_breached(case)).answers[0].segments[0]
    may = answer.value == "may"
    basis = outcome_basis(draft.policy, answer.derivation(), case.day) if may else ()
    said = draft.cited(draft.say("conditions", "warning", one=one), basis) if may else ""
    return draft.paragraph(said, sentence(draft.say("conditions", "speak", one=one)) if may else "")


def _if_breached(case: Case) -> Case:
    """The case as it would be after a warning and a breach."""
    known = case.lists.get((LIST, None))
    ids = known.ids if known is not None else ("1",)
    lists = case.lists if known is not None else {**case.lists, (LIST, None): Members(("1",), True)}
    said: dict[Key, tuple[Statement, ...]] = {(BREACHED, it): (Statement("known", True),) for it in ids}
    facts = {**case.facts, **said, (WARNED, None): (Statement("known", True),)}
    return evolve(case, facts=facts, lists=lists, requested=(REDUCTION,), last=None)
