"""Which duties concern a decision, and whether they are fulfilled. Duties come after substance.

A duty `due before decision` concerns every decided term of its own source. Where a source knows of no decision kind,
that is every concluded one. A duty `due before TERM` concerns that term.
Duties `of` a decision kind concern each decision of the kind. Fulfilment never changes an outcome.
Start reading at `concerning`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from engine.evaluate.decision import DutyState
from engine.evaluate.run import Frame
from engine.evaluate.slots import Ref
from engine.model.expressions import terms_read
from engine.model.policy import Fulfilment, Policy, Term

if TYPE_CHECKING:
    from engine.evaluate.lower import Lowering


def concerning(policy: Policy, requested: Iterable[str]) -> tuple[str, ...]:
    """The duties that concern a decision on some terms, sorted; those of decision kinds are not among them."""
    wanted = {term: policy.terms[term] for term in requested if term in policy.terms}
    telling = {term.source for term in policy.terms.values() if term.decided_as}
    telling |= {entity.source for entity in policy.entities.values() if entity.is_decision_kind}
    sources = {it.source for it in wanted.values() if it.decided_as or (it.source not in telling and not it.is_given)}
    found = []
    for term in policy.terms.values():
        if term.duty is None or policy.entities[term.entity].is_decision_kind:
            continue
        if ("decision" in term.duty.before and term.source in sources) or set(term.duty.before) & wanted.keys():
            found.append(term.id)
    return tuple(sorted(found))


def terms_needed(policy: Policy, duties: Iterable[str]) -> tuple[str, ...]:
    """The terms that say whether some duties have arisen and are fulfilled."""
    needed: set[str] = set()
    for duty in duties:
        needed.add(duty)
        clauses = policy.terms[duty].duty
        for fulfilment in clauses.fulfilled_by if clauses else ():
            if fulfilment.term:
                needed |= {fulfilment.term, *terms_read(fulfilment.where)}
    return tuple(sorted(needed))


def state(policy: Policy, duty: Term, member: str | None, frame: Frame) -> DutyState:
    """Whether a duty has arisen on a day, and whether it is fulfilled."""
    assert duty.duty is not None
    ref = frame.program.entries[duty.id]
    effect = frame.value(ref.slot, (member,) if ref.at and member else ())
    arisen = None if effect is None else effect == "must"
    missing: list[tuple[str, str | None]] = []
    for fulfilment in duty.duty.fulfilled_by:
        missing += _missing(policy, fulfilment, member, frame)
    fulfilled = bool(duty.duty.fulfilled_by) and not missing
    return DutyState(duty.id, member, arisen, fulfilled, duty.duty.before, tuple(missing))


def _missing(policy: Policy, fulfilment: Fulfilment, member: str | None, frame: Frame) -> list[tuple[str, str | None]]:
    if fulfilment.part:
        return []
    term = policy.terms[fulfilment.term]
    if not fulfilment.list:
        owner = member if fulfilment.owner == "it" else None
        return [] if _is_done(term, owner, frame) else [(term.id, owner)]
    found = policy.lists[fulfilment.list]
    owner = member if found.owner == policy.terms[fulfilment.term].entity else None
    ids, whole = frame.run.inputs.lists.get((found.id, owner), ((), False))
    missing: list[tuple[str, str | None]] = [] if whole else [(found.id, None)]
    for each in ids:
        if _counts(policy, fulfilment, each, frame) and not _is_done(term, each, frame):
            missing.append((term.id, each))
    return missing


def where_entry(fulfilment: Fulfilment) -> str:
    """The name under which a program keeps which members a fulfilment covers."""
    return f"where {fulfilment.term} {fulfilment.list} {fulfilment.where}"


def lower_wheres(policy: Policy, duties: Iterable[str], lowering: Lowering) -> None:
    """Lower which members the fulfilments of some duties cover."""
    for duty in duties:
        clauses = policy.terms[duty].duty
        for fulfilment in clauses.fulfilled_by if clauses else ():
            if fulfilment.list:
                lowering.also[where_entry(fulfilment)] = _where(policy, fulfilment, lowering)


def _where(policy: Policy, fulfilment: Fulfilment, lowering: Lowering) -> Ref:
    from engine.evaluate.lower_expressions import Env, lower_expression

    env = Env().within(fulfilment.variable, policy.lists[fulfilment.list].member)
    return lower_expression(lowering, fulfilment.where, env)


def _counts(policy: Policy, fulfilment: Fulfilment, member: str, frame: Frame) -> bool:
    """Whether a member must be covered: not when the `where` is unmet."""
    where = frame.program.entries[where_entry(fulfilment)]
    return frame.raw(where.slot, (member,) if where.at else ()) is not False


def _is_done(term: Term, member: str | None, frame: Frame) -> bool:
    ref = frame.program.entries[term.id]
    value = frame.value(ref.slot, (member,) if ref.at and member else ())
    if term.type.kind == "yes_no" and term.kind != "discretion":
        return value is True
    return value is not None
