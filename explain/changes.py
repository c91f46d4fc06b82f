"""What would change the answer, as entries: another fact, the passing of time, one krone more, and who else decides.

`engine.nearest` has found and confirmed it all; here it is put in order, with the outcomes as they would be told.
Start reading at `change_entries`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from attrs import evolve

from engine.evaluate.decision import Answer
from engine.model.citations import Citation
from engine.model.policy import Policy
from engine.nearest import Change, Curve, Nearest, Passed, Turned
from engine.nearest.found import Reason
from explain.conditions import member_of
from explain.grounds import addresses
from explain.outcomes import outcomes_of
from explain.selection import Bend, Checked, Entry, Grows, Instead, LooksAhead, Opening, Others, Passing, Why


def change_entries(policy: Policy, found: Nearest, hidden: frozenset[str] = frozenset()) -> Iterator[Entry]:
    """The changes that settle another answer, those that open it, the days to come, the bends, and whose matter it is.

    Nothing is told of the terms that are `hidden` from the reader.
    """
    found = _shown(found, hidden) if hidden else found
    settling = [it for it in found.changes if it.settles]
    for change in settling:
        yield _change(policy, change)
    opening = [one for it in found.changes if not it.settles for one in it.turned]
    if opening:
        basis = _basis(policy, opening)
        yield Entry("change_opens", f"change:opens:{_marks(opening)}", Opening(tuple(opening)), basis, decisive=False)
    for passed in found.passing:
        yield from _passed(policy, passed)
    for curve in found.curves:
        yield from _curve(curve)
    if found.assessed:
        basis = tuple(dict.fromkeys(it for key in found.assessed for it in addresses(policy.terms[key[0]].basis)))
        yield Entry("for_authority", "change:assessed", Others(found.assessed), basis, decisive=False)
    if not (settling or opening):
        yield Entry("no_change", "change:none", decisive=False)
    until = found.known_until or found.until
    kind = "stopped" if found.stopped else "known_until" if found.known_until else "looked_until"
    yield Entry(kind, "change:until", LooksAhead(until), decisive=False)


def _shown(found: Nearest, hidden: frozenset[str]) -> Nearest:
    """What was found, without what speaks of hidden terms or may rest on them."""
    return evolve(
        found,
        changes=tuple(it for it in found.changes if hidden.isdisjoint(one.key[0] for one in it.turned)),
        passing=tuple(evolve(it, reasons=()) for it in found.passing),
        curves=tuple(it for it in found.curves if it.fact[0] not in hidden),
        assessed=tuple(it for it in found.assessed if it[0] not in hidden),
    )


def _change(policy: Policy, change: Change) -> Entry:
    what = Instead(change.turned, _outcomes(policy, change.answers))
    kind = "change" if len(change.turned) == 1 else "change_together"
    return Entry(kind, f"change:{_marks(change.turned)}", what, _basis(policy, change.turned), decisive=False)


def _outcomes(policy: Policy, answers: Iterable[Answer]) -> tuple[Entry, ...]:
    return tuple(entry for answer in answers for entry in outcomes_of(policy, answer))


def _passed(policy: Policy, passed: Passed) -> Iterator[Entry]:
    step = f"change:day:{passed.day}"
    outcomes = tuple(evolve(it, days=None) for it in _outcomes(policy, passed.answers))
    yield Entry("passes", step, Passing(passed.day, outcomes), decisive=False)
    for number, reason in enumerate(passed.reasons):
        yield _reason(policy, passed.day, reason, f"{step}:{number}")


def _reason(policy: Policy, day: date, reason: Reason, step: str) -> Entry:
    if reason.step is not None:
        node, values = reason.step.expression, [part.value for part in reason.step.parts]
        found, limit, high = [*values, None, None, None][:3]
        member = member_of(reason.step)
        what = Checked(node, reason.step.value, reason.step.value is True, member, found, limit, high, day)
        return Entry("condition_met", step, what, level=1, decisive=False)
    rule = policy.rules.get(reason.id)
    basis = addresses(it for it in rule.basis if it.on(day)) if rule is not None else ()
    if reason.kind == "parameter":
        rows = [it for it in policy.parameters[reason.id].values if it.first == day]
        basis = addresses(it for row in rows for it in row.basis)
    return Entry(f"why_{reason.kind}", step, Why(reason.id, reason.member), basis, level=1, decisive=False)


def _curve(curve: Curve) -> Iterator[Entry]:
    step = f"change:curve:{curve.term}:{curve.member or ''}:{curve.fact[0]}:{curve.fact[1] or ''}"
    yield Entry("grows", step, Grows(curve.term, curve.member, curve.fact, curve.at), decisive=False)
    before: Fraction | None = None
    last = len(curve.pieces) - 1
    for number, piece in enumerate(curve.pieces):
        what = Bend(curve.term, curve.member, curve.fact, piece, before, number == last and curve.whole)
        if piece.jumps:
            yield Entry("jumps", f"{step}:{number}:jump", what, level=1, decisive=False)
        if piece.first != piece.last:
            sort = "open" if piece.at_first is None else "level" if not piece.slope else "slope"
            yield Entry(f"piece_{sort}", f"{step}:{number}", what, level=1, decisive=False)
        before = piece.at_last
    if not curve.whole:
        yield Entry("more_bends", f"{step}:more", level=1, decisive=False)


def _basis(policy: Policy, turned: Iterable[Turned]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(it for one in turned for it in addresses(policy.terms[one.key[0]].basis)))


def _marks(turned: Iterable[Turned]) -> str:
    return "+".join(f"{it.key[0]}:{it.key[1] or ''}:{it.side or it.after}" for it in turned)
