"""Rules, exceptions and presumptions: what each concludes, what it sets aside, and under which condition.

In three rounds, since names may be used before they are declared: `begin` binds what each rule concludes and rests
on, `targets` then knows every rule of a term or a chapter, `finish` binds conditions and values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import define, field

from engine.diagnostics import Code
from engine.model import expressions as x
from engine.model.expressions import YES, Expression
from engine.model.policy import Conclusion, Rule
from engine.model.units import Type
from engine.resolve.citations import clause_basis, needs_basis
from engine.resolve.clauses import labels, once, quiet, validity
from engine.resolve.draft import ACTIONS, Bases, Draft, Head, Placed, Scope, place
from engine.resolve.expressions import condition, day, value_for
from engine.resolve.names import ENTITIES, TERMS, a
from engine.resolve.paths import find_term, named, of_whom, whose_term
from engine.resolve.terms import somebody
from engine.resolve.types import described
from engine.resolve.vocabulary import identity
from engine.syntax.nodes import Clause, Name, Path

CONCLUDES_GIVEN = Code("R305", "concludes-given", "a rule concludes what only a case can give")
WRONG_EFFECT = Code("R306", "wrong-effect", "a rule concludes an effect the declaration does not allow")
WRONG_CONCLUSION = Code("R304", "wrong-conclusion", "a rule concludes a thing in a way that thing cannot be concluded")
NOT_BOUND = Code("R319", "not-bound", "a rule binds a body the action is not declared for")
LEFT_TO_OTHERS = Code("R320", "left-to-others", "local and national rules conclude each other's terms")
COUNTER_FACT = Code("R315", "counter-fact", "a presumption can be rebutted only by a fact or an assessment")
UNKNOWN_READING = Code("R117", "unknown-reading", "a reading is named that the interpretation does not have")

_EFFECTS = {"duty": "must", "power": "may", "prohibition": "must_not", "guidance": "should"}


@define
class Begun:
    """A rule whose conclusion and basis are known."""

    id: str
    scope: Scope
    basis: Bases
    head: Head | None = None
    """The term it concludes, `None` for an exception that only sets aside."""
    effect: str = ""
    """How it concludes: a `kind` of `Conclusion`."""
    targets: list[str] = field(factory=list)
    subject: str | None = None


def begin(placed: Iterable[Placed], draft: Draft) -> list[Begun]:
    """What each rule concludes and rests on. A rule whose conclusion cannot be bound is left out."""
    begun = []
    for each in placed:
        assert each.item.name is not None
        scope = place(draft, each)
        basis = needs_basis(scope, each.item.name.span, each.item.name.text)
        concluded = _conclusion(each.item.clauses)
        rule = Begun(identity(each)[0], scope, basis)
        if concluded is not None:
            found = _concluded(concluded, scope)
            if found is None:
                continue
            rule.head, rule.effect = found, _EFFECT_OF[concluded.kind]
            rule.subject = found.entity
        if basis:
            begun.append(rule)
    return begun


_EFFECT_OF = {
    "concludes_is": "is",
    "concludes_at_most": "at_most",
    "concludes_at_least": "at_least",
    "concludes_has": "holds",
    "concludes_holds": "holds",
    "concludes_must": "must",
    "concludes_may": "may",
    "concludes_must_not": "must_not",
    "concludes_should": "should",
}


def _conclusion(clauses: Iterable[Clause]) -> Clause | None:
    return next((clause for clause in clauses if clause.kind in _EFFECT_OF), None)


def _concluded(clause: Clause, scope: Scope) -> Head | None:
    """The term a conclusion is of, when it may be concluded so."""
    about = clause.parts[0]
    assert isinstance(about, Path)
    named_after = clause.kind not in ("concludes_is", "concludes_at_most", "concludes_at_least", "concludes_holds")
    name = clause.parts[1] if named_after else about.names[0]
    entry = scope.find(name, TERMS, "term")
    head = scope.draft.heads.get(entry.id) if entry is not None else None
    if head is None or not _may_conclude(head, clause, scope) or not _may_speak(head, clause, scope):
        return None
    if not named_after:
        return None if whose_term(head, about, scope.about(head.entity)) is None else head
    fits = _is_of if clause.kind == "concludes_has" else _is_bound
    return head if fits(head, about, name, scope) else None


def _may_conclude(head: Head, clause: Clause, scope: Scope) -> bool:
    """Whether a term of this kind is concluded in this way."""
    effect = _EFFECT_OF[clause.kind]
    if head.kind in ("fact", "discretion"):
        message = f"`{head.name}` is {a(head.kind)}, which a case gives and no rule concludes"
        scope.say(CONCLUDES_GIVEN, clause.span, message, "declare a `term` for what the rule concludes")
        return False
    fitting, hint = _ways(head)
    if effect in fitting:
        return _may_have_effect(head, effect, clause, scope)
    what = a(head.kind) if head.kind in ACTIONS else described(head.type)
    message = f"`{head.name}` is {what}, and is never concluded with `{_verb(clause.kind)}`"
    scope.say(WRONG_CONCLUSION, clause.span, message, hint)
    return False


def _verb(kind: str) -> str:
    """The words of a conclusion as English rule files write them."""
    verb = kind.removeprefix("concludes_").replace("_", " ")
    return f"is {verb}" if verb.startswith("at ") else verb


def _ways(head: Head) -> tuple[tuple[str, ...], str]:
    """How a term may be concluded, and how to write it."""
    if head.kind in ACTIONS:
        return ("must", "may", "must_not", "should"), f"write who `must`, `may`, `must not` or `should` `{head.name}`"
    if head.type.kind == "yes_no":
        return ("is", "holds"), f"write `{head.name} holds` or `{head.name} is …`"
    if head.type.kind == "number":
        return ("is", "at_most", "at_least"), f"write `{head.name} is …`, `is at most …` or `is at least …`"
    return ("is",), f"write `{head.name} is …`"


def _may_have_effect(head: Head, effect: str, clause: Clause, scope: Scope) -> bool:
    only = _EFFECTS.get(head.kind, effect)
    if effect == only:
        return True
    message = f"`{head.name}` is {a(head.kind)}, and only `{only.replace('_', ' ')}` is concluded of it"
    scope.say(WRONG_EFFECT, clause.span, message, f"declare `action {head.name}` if several effects are possible")
    return False


def _may_speak(head: Head, clause: Clause, scope: Scope) -> bool:
    """Local sources conclude only what is left to them, and nobody else concludes that."""
    draft = scope.draft
    local = draft.sources[scope.source].kind == "local"
    left_to = draft.terms[head.id].left_to if head.id in draft.terms else ""
    if local == bool(left_to):
        return True
    if local:
        message = f"`{head.name}` is not left to anybody, and `{scope.source}` is local"
        scope.say(LEFT_TO_OTHERS, clause.span, message, "a term is left to others with `left to … basis …`")
    else:
        message = f"`{head.name}` is left to {left_to}, and `{scope.source}` is not local"
        scope.say(LEFT_TO_OTHERS, clause.span, message, "only a `local` source concludes it")
    return False


def _is_of(head: Head, about: Path, name: Name, scope: Scope) -> bool:
    """`applicant has X`: X is of the applicant."""
    return of_whom(name, head.entity, about.names[0], scope.about(head.entity)) is not None


def _is_bound(head: Head, about: Path, name: Name, scope: Scope) -> bool:
    """`municipality must X`: X is by the municipality, or of it."""
    entry = scope.find(about.names[0], ENTITIES, "entity")
    if entry is None:
        return False
    body = head.body or head.entity
    if len(about.names) == 1 and entry.id == body:
        return True
    if len(about.names) == 2 and entry.id == body:
        return of_whom(name, head.entity, about.names[1], scope.about(head.entity)) is not None
    hint = "" if head.body else f"declare it `by {about.names[0].text}`"
    message = (
        f"`{head.name}` binds {named(body, scope)}, not {named(entry.id, scope)}"
        if head.body
        else (f"`{head.name}` does not say that it binds {named(entry.id, scope)}")
    )
    scope.say(NOT_BOUND, about.span, message, hint)
    return False


# ── the last round ──────────────────────────────────────────────────────────────────────────────────────────────


def finish(begun: Iterable[Begun]) -> Iterator[Rule]:
    """Every rule with its condition and value. One that cannot be bound is left out."""
    for each in begun:
        rule = _finished(each)
        if rule is not None:
            yield rule


def _finished(begun: Begun) -> Rule | None:
    item = begun.scope.item
    assert item.name is not None
    scope = begun.scope.about(begun.subject)
    kind = item.kind
    condition_met, conclusion = asked(item.clauses, scope), _bound_conclusion(begun, scope)
    days, once_commenced = validity(scope)
    rule = Rule(
        begun.id,
        item.name.text,
        scope.source,
        kind,
        begun.subject or "",
        begun.basis,
        conclusion,
        YES if condition_met is None else condition_met,
        days,
        once_commenced,
        tuple(begun.targets),
        tuple(scope.written(clause.span) for clause in item.get("targets") or ()),
        _read_on(begun, scope),
        _reading(scope),
        _counter(item, scope),
        somebody(item.get("shown_by"), scope) if item.get("shown_by") is not None else "",
        tuple(basis for clause in item.all("precedes") for basis in clause_basis(clause, scope)),
        quiet=quiet(scope),
        span=item.name.span,
        labels=labels(item.phrases, scope),
    )
    missing = (
        condition_met is None,
        begun.head is not None and conclusion is None,
        kind == "presumption" and rule.unless_shown is None,
        kind == "exception" and not begun.targets,
        item.first("under_reading") is not None and rule.reading is None,
        item.first("read_on") is not None and rule.read_on is None,
    )
    return None if any(missing) else rule


def asked(clauses: Iterable[Clause], scope: Scope) -> Expression | None:
    """`when C unless D` as one condition; the literal yes without either; `None` when it cannot be bound."""
    for clause in clauses:
        if clause.kind == "condition":
            return _when(clause, scope)
        if clause.kind == "unless_only":
            part = condition(clause.parts[0], scope)
            return None if part is None else x.Not(part, span=clause.span)
    return YES


def _when(clause: Clause, scope: Scope) -> Expression | None:
    met = condition(clause.parts[0], scope)
    if len(clause.parts) == 1:
        return met
    unless = condition(clause.parts[1], scope)
    if met is None or unless is None:
        return None
    parts = met.parts if isinstance(met, x.And) else (met,)
    return x.And((*parts, x.Not(unless, span=unless.span)), span=clause.span)


def _bound_conclusion(begun: Begun, scope: Scope) -> Conclusion | None:
    clause = _conclusion(scope.item.clauses)
    if begun.head is None or clause is None:
        return None
    if begun.effect not in ("is", "at_most", "at_least"):
        return Conclusion(begun.effect, begun.head.id)
    head, departs = begun.head, _departs(begun)
    value = value_for(clause.parts[1], head.type, scope.about(begun.subject, departs), head.name)
    return None if value is None else Conclusion(begun.effect, head.id, value)


def _departs(begun: Begun) -> Type | None:
    """The type of `what otherwise applies`: only an exception departs, and never from a yes or no."""
    head = begun.head
    if head is None or begun.scope.item.kind != "exception" or head.type.kind == "yes_no":
        return None
    return head.type


def _read_on(begun: Begun, scope: Scope) -> Expression | None:
    clause = once(scope, "read_on")
    if clause is not None:
        return day(clause.parts[0], scope)
    return scope.draft.read_on.get(begun.head.id) if begun.head is not None else None


def _reading(scope: Scope) -> tuple[str, str] | None:
    clause = once(scope, "under_reading")
    return under(clause, scope) if clause is not None else None


def under(clause: Clause, scope: Scope) -> tuple[str, str] | None:
    """`under NAME reading R`, as the interpretation's id and the reading."""
    entry = scope.find(clause.parts[0], frozenset(("interpretation",)), "interpretation")
    doubt = scope.draft.interpretations.get(entry.id) if entry is not None else None
    if doubt is None:
        return None
    reading = clause.parts[1]
    readings = [each.name for each in doubt.readings]
    if reading.text in readings:
        return doubt.id, reading.text
    hint = scope.draft.names.suggest(reading.text, readings)
    scope.say(UNKNOWN_READING, reading.span, f"`{doubt.name}` has no reading `{reading.text}`", hint)
    return None


def _counter(item: Any, scope: Scope) -> tuple[str, str | None] | None:
    """The counter-fact of a presumption."""
    path = item.get("unless_shown")
    found = find_term(path, scope, "fact") if path is not None else None
    if found is None:
        return None
    head, whose = found
    if head.kind in ("fact", "discretion") and head.type.kind == "yes_no":
        return head.id, whose.owner
    said = a(head.kind) if head.kind not in ("fact", "discretion") else described(head.type)
    scope.say(
        COUNTER_FACT,
        path.span,
        f"`{head.name}` is {said}, and nobody can show it",
        "name a yes or no fact or discretion",
    )
    return None


def duty_rules(placed: Iterable[Placed], draft: Draft) -> Iterator[Rule]:
    """`duty x … arises when C` is a rule named x that concludes `must x` on the duty's own basis."""
    for each in placed:
        head = draft.heads.get(identity(each)[0])
        if head is None or head.kind != "duty":
            continue
        scope = place(draft, each).about(head.entity)
        clause = once(scope, "arises_when")
        if clause is None:
            continue
        assert each.item.name is not None
        basis = needs_basis(scope, each.item.name.span, head.name)
        met = condition(clause.parts[0], scope)
        if met is None or not basis:
            continue
        conclusion, days = Conclusion("must", head.id), draft.terms[head.id].validity
        yield Rule(
            *identity(each),
            "rule",
            head.entity,
            basis,
            conclusion,
            met,
            days,
            read_on=draft.read_on.get(head.id),
            span=each.item.name.span,
        )
