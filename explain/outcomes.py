"""What the requested terms came to: one entry for each stretch of days with the same answer on the same ground.

And, for those who handle the case, what an open answer waits for and who can give it. Start reading at `outcomes_of`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from engine.evaluate.decision import Answer, Segment, TermStep, Wait
from engine.model.policy import Policy
from explain.grounds import outcome_basis
from explain.selection import Entry, Lacking, Outcome


def outcomes_of(
    policy: Policy, answer: Answer, roots: Sequence[TermStep] = (), hidden: frozenset[str] = frozenset()
) -> tuple[Entry, ...]:
    """One entry per stretch of days with the same answer on the same ground."""
    said: list[Entry] = []
    trees = roots or [it.derivation() for it in answer.segments]
    for segment, root in zip(answer.segments, trees, strict=True):
        entry = _outcome(policy, answer, segment, root, hidden)
        if said and evolve(said[-1], days=None) == evolve(entry, days=None):
            first = said[-1].days[0] if said[-1].days else segment.first
            said[-1] = evolve(entry, days=(first, segment.last))
        else:
            said.append(entry)
    return (evolve(said[0], days=None),) if len(said) == 1 else tuple(said)


def _outcome(policy: Policy, answer: Answer, segment: Segment, root: TermStep, hidden: frozenset[str]) -> Entry:
    what = Outcome(
        answer.term,
        answer.member,
        segment.value,
        most=_is_most(policy, root),
        waiting=sum(not it.is_fault for it in segment.waits),
        faults=sum(it.is_fault for it in segment.waits),
    )
    basis = outcome_basis(policy, root, segment.first, hidden)
    step = f"outcome:{answer.term}:{answer.member or ''}"
    return Entry(_outcome_kind(policy, what), step, what, basis, days=(segment.first, segment.last))


def _outcome_kind(policy: Policy, what: Outcome) -> str:
    if what.value is None:
        return "open"
    if isinstance(what.value, bool):
        return "met" if what.value else "not_met"
    if policy.terms[what.term].is_action:
        return f"effect_{what.value}"
    return "at_most" if what.most else "value"


def _is_most(policy: Policy, root: TermStep) -> bool:
    """Whether no rule says what the value is, so that only a limit gave it: the most that may be claimed."""
    standing = [policy.rules[it.id].conclusion for it in root.rules if it.standing]
    return bool(standing) and all(it is not None and it.kind == "at_most" for it in standing)


def lacking(policy: Policy, answer: Answer) -> Iterator[Entry]:
    """What an open answer waits for, in a line for each who can give it; last what no answer closes."""
    groups: dict[tuple[str, tuple[str, ...]], dict[tuple[str, str], None]] = {}
    for wait in waits_of(answer):
        kind = _KINDS.get(wait.kind, "unknown" if wait.kind == "unknown" else "fault")
        who = asked_of(policy, wait.id) if kind in ("answer", "assess", "decide") else ()
        groups.setdefault((kind, who), {})[wait.id, wait.member] = None
    for kind, who in sorted(groups, key=lambda it: (_KIND_ORDER.index(it[0]), it[1])):
        step = f"lacking:{answer.term}:{answer.member or ''}:{kind}:{','.join(who)}"
        what = Lacking(who, tuple(groups[kind, who]))
        yield Entry(f"lacking_{kind}", step, what, decisive=False)


_KINDS = {"fact": "answer", "list": "answer", "assessment": "assess", "use": "decide"}
_KIND_ORDER = ("answer", "assess", "decide", "unknown", "fault")


def waits_of(answer: Answer) -> Iterator[Wait]:
    """Everything an answer waits for, on any day, once."""
    yield from dict.fromkeys(wait for segment in answer.segments for wait in segment.waits)


def asked_of(policy: Policy, term: str) -> tuple[str, ...]:
    """Who can answer: the one who decides, or those who hold the fact; nobody named is the one the case is about."""
    declared = policy.terms.get(term)
    if declared is None:
        return ()
    if declared.discretion is not None and declared.discretion.authority:
        return (declared.discretion.authority,)
    return tuple(declared.held_by)
