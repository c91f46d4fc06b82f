"""Whether there may be a letter at all: a decision that is settled, dated, ready, and one the law calls a decision.

Start reading at `barred`.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.evaluate.decision import Answer, Decision, DutyState, Wait
from engine.model.policy import Policy, Term
from explain.citations import cite_all
from explain.grounds import addresses
from explain.letter import codes
from explain.letter.draft import Wish
from explain.letter.procedure import place
from explain.withheld import betrayals

_MOST = 6
"""How many missing things one message names before it says that there are more."""


def barred(policy: Policy, decision: Decision, wish: Wish) -> tuple[Diagnostic, ...]:
    """Every reason why this decision has no letter; empty when it may have one."""
    found = [*_no_decision(policy, decision), *_open(policy, decision), *_not_used_yet(policy, decision)]
    found += [*_not_ready(policy, decision), *_undated(decision), *_cannot_wait(policy, decision, wish)]
    found += _betrayed(decision)
    return tuple(found)


def _no_decision(policy: Policy, decision: Decision) -> Iterator[Diagnostic]:
    if not any(policy.terms[it].decided_as for it in decision.case.requested):
        asked = ", ".join(f"`{policy.terms[it].name}`" for it in decision.case.requested)
        hint = (
            "ask for a right or an action that says `decided as` and its decision kind, "
            "as `decided as the_kind basis § …`"
        )
        yield codes.NO_DECISION.at(message=f"{asked} is not decided as anything the law wants a letter of", hint=hint)


def _open(policy: Policy, decision: Decision) -> Iterator[Diagnostic]:
    for answer in decision.answers:
        waits = list(dict.fromkeys(wait for segment in answer.segments for wait in segment.waits))
        if any(segment.is_open for segment in answer.segments):
            missing = [_name(policy, it) for it in waits]
            more = f" and {len(missing) - _MOST} more" if len(missing) > _MOST else ""
            hint = f"it waits for {', '.join(missing[:_MOST])}{more}" if missing else ""
            yield codes.STILL_OPEN.at(message=f"`{_of(policy, answer)}` is open", hint=hint)


def _not_used_yet(policy: Policy, decision: Decision) -> Iterator[Diagnostic]:
    """A power that may be used, which nobody has said is used or not: that is no decision yet."""
    for answer in decision.answers:
        term = policy.terms[answer.term]
        given = decision.case.assessments.get((answer.term, answer.member), ())
        may = answer.segments[-1].value in ("may", "must")
        if may and term.is_action and term.discretion is not None and all(it.used is None for it in given):
            hint = f'record whether it is used: "assessments": {{"{term.name}": {{"used": true, …}}}}'
            yield codes.STILL_OPEN.at(message=f"nobody has recorded whether `{term.name}` is used", hint=hint)


def _not_ready(policy: Policy, decision: Decision) -> Iterator[Diagnostic]:
    for duty in decision.duties:
        if duty.arisen and not duty.fulfilled:
            term = policy.terms[duty.term]
            by = _cited(policy, decision, term)
            message = f"the duty `{term.name}` of {by} must be fulfilled before the decision"
            yield codes.NOT_READY.at(message=message, hint=_undone(policy, duty))


def _undated(decision: Decision) -> Iterator[Diagnostic]:
    if decision.case.decided_on is None:
        hint = 'add "decided_on": the rules on letters are those of that day'
        yield codes.NOT_DATED.at(message="the case does not say when the decision was made", hint=hint)


def _cannot_wait(policy: Policy, decision: Decision, wish: Wish) -> Iterator[Diagnostic]:
    """Reasons may wait only where a claim is granted."""
    if not wish.reasons_wait:
        return
    for answer in decision.answers:
        term = policy.terms[answer.term]
        if term.decided_as and answer.segments[-1].value not in (True, "must", "may"):
            by = cite_all((place(policy, decision, "reasons"),), "nb", "written", policy.sources)
            message = f"`{term.name}` is not granted, and {by} wants the reasons at once"
            yield codes.REASONS_CANNOT_WAIT.at(message=message, hint="leave out --reasons-wait")


def _betrayed(decision: Decision) -> Iterator[Diagnostic]:
    """What somebody wrote of an assessment, where it holds the very words the party may not see."""
    for term, quoted in betrayals(decision):
        message = f"what is written of `{quoted.rpartition('.')[2]}` holds words of `{term.rpartition('.')[2]}`"
        yield codes.BETRAYED.at(message=f"{message}, which is withheld", hint="write it without them")


def _name(policy: Policy, wait: Wait) -> str:
    declared = policy.terms.get(wait.id) or policy.lists.get(wait.id) or policy.parameters.get(wait.id)
    name = declared.name if declared is not None else wait.id
    return f"`{name}` of `{wait.member}`" if wait.member else f"`{name}`"


def _of(policy: Policy, answer: Answer) -> str:
    name = policy.terms[answer.term].name
    return f"{name} of {answer.member}" if answer.member else name


def _undone(policy: Policy, duty: DutyState) -> str:
    said = []
    for id_, member in duty.missing:
        declared = policy.terms.get(id_) or policy.lists.get(id_)
        name = declared.name if declared is not None else id_
        said.append(f"`{name}` of `{member}`" if member else f"`{name}`")
    return f"it is fulfilled by {', '.join(said)}" if said else ""


def _cited(policy: Policy, decision: Decision, term: Term) -> str:
    day = decision.case.decided_on or decision.case.day
    return cite_all(addresses(it for it in term.basis if it.on(day)), "nb", "written", policy.sources)
