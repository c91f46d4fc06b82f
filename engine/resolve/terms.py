"""Declarations of facts, terms, rights, actions and discretion: first what each is, then what the law says of it.

`declare_heads` gives every term its type and whose it is, so that clauses and rules may name each other in any order;
`declare_terms` reads the clauses. Which clause may stand on which kind is one table, `ALLOWED`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine.diagnostics import Code
from engine.model.expressions import YES, Expression
from engine.model.policy import Bound, Consideration, DiscretionClauses, DutyClauses, Fulfilment, Term
from engine.model.units import EFFECT, YES_NO, Type
from engine.resolve.citations import basis_of, clause_basis
from engine.resolve.clauses import both_ways, labels, once, quiet, text_of, validity, words
from engine.resolve.draft import ACTIONS, Draft, Head, Placed, Scope, place
from engine.resolve.expressions import condition, day, value_for
from engine.resolve.names import ENTITIES, TERMS, a
from engine.resolve.paths import find_list, find_term
from engine.resolve.types import bind_type, described
from engine.resolve.vocabulary import identity
from engine.syntax.nodes import Clause, Name, Path, Word

WRONG_TYPE = Code(
    "R207", "wrong-declared-type", "a declaration has a type its kind cannot have, or lacks the one it needs"
)
NOT_ON_THIS = Code("R301", "clause-not-allowed", "a clause stands on a kind of declaration it says nothing of")
SAYS_OF_WHOM = Code("R303", "of-nobody", "a declaration does not say of whom or what it is")
TWO_KINDS = Code("R318", "standard-and-free", "a discretion is said to be both a legal standard and free")

_ALL = {"basis", "formerly", "in_force"}
_EXPLAINED = {"explain_as_one", "explain_through"}
_JUDGED = {
    *("ask", "opens_when", "standard", "free", "authority", "consideration", "reasons_required"),
    *("recommends", "at_least", "at_most", "review"),
}
_CONCLUDED = {*_ALL, *_EXPLAINED, "read_on", "decided_as", "left_to"}
ALLOWED: dict[str, set[str]] = {
    "fact": {*_ALL, "ask", "held_by", "range", "varies_by", "applies_when", "cannot_change"},
    "discretion": {*_ALL, *_JUDGED, "varies_by"},
    "term": _CONCLUDED,
    "amount": _CONCLUDED,
    "right": _CONCLUDED,
    "action": {*_CONCLUDED, *_JUDGED},
    "power": {*_CONCLUDED, *_JUDGED},
    "duty": {*_CONCLUDED, "arises_when", "fulfilled_by", "due_before"},
    "prohibition": _CONCLUDED,
    "guidance": _CONCLUDED,
}
"""The clauses each kind of declaration may have, by their names in the grammar."""
_INSTEAD = {
    ("fact", "opens_when"): "a fact has `applies when`; a judgement is a `discretion`",
    ("fact", "read_on"): "write it on the rule that reads the fact",
    ("fact", "explain_as_one"): "a fact has nothing below it; write it on the term or rule that reads the fact",
    ("discretion", "applies_when"): "a discretion has `opens when`",
    ("discretion", "range"): "a discretion has `at least` and `at most`, each with a basis",
}
PARTS = frozenset(("part",))


def declare_heads(placed: Iterable[Placed], draft: Draft) -> None:
    """What each term is: its type, of whom, and whom it binds."""
    for each in placed:
        scope = place(draft, each)
        head = _head(each, scope)
        if head is not None:
            draft.heads[head.id] = head


def _head(placed: Placed, scope: Scope) -> Head | None:
    item, kind = placed.item, placed.item.get("kind")
    id, name, _ = identity(placed)
    of, by = item.get("of"), item.get("by")
    if of is None:
        assert item.name is not None
        scope.say(SAYS_OF_WHOM, item.name.span, f"`{name}` does not say of whom it is", f"write `{kind} {name} of …`")
    entity = scope.find(of, ENTITIES, "entity") if of is not None else None
    body = scope.find(by, ENTITIES, "entity") if by is not None else None
    type = _type(item.get("type"), kind, name, scope)
    if entity is None or type is None or (by is not None and body is None):
        return None
    bound = body.id if body is not None else ""
    if kind in ACTIONS:
        return Head(id, name, kind, entity.id, EFFECT, bound, None if type == YES_NO else type)
    return Head(id, name, kind, entity.id, type, bound)


def _type(written: Any, kind: str, name: str, scope: Scope) -> Type | None:
    """The type of a declaration; `YES_NO` where none is written and none is needed, also for an action."""
    assert scope.item.name is not None
    if written is None:
        if kind != "amount":
            return YES_NO
        scope.say(
            WRONG_TYPE,
            scope.item.name.span,
            f"`{name}` does not say what it is counted in",
            "write `: money per month`",
        )
        return None
    type = bind_type(written, scope)
    if type is None:
        return None
    if kind == "right" and type != YES_NO:
        scope.say(WRONG_TYPE, written.span, f"`{name}` is a right, which one has or has not", "an `amount` has a size")
        return None
    if (kind == "amount" or kind in ACTIONS) and type.kind != "number":
        scope.say(WRONG_TYPE, written.span, f"`{name}` is {a(kind)}, and has no size that is {described(type)}")
        return None
    return type


def declare_terms(placed: Iterable[Placed], draft: Draft) -> None:
    """Every clause of every declaration."""
    for each in placed:
        head = draft.heads.get(identity(each)[0])
        if head is not None:
            scope = place(draft, each).about(head.entity)
            _refuse_clauses(head, scope)
            draft.terms[head.id] = _term(each, head, scope)


def _refuse_clauses(head: Head, scope: Scope) -> None:
    for clause in scope.item.clauses:
        kind = "in_force" if clause.kind == "once_commenced" else clause.kind
        if kind not in ALLOWED[head.kind]:
            hint = _INSTEAD.get((head.kind, kind), "")
            message = f"`{head.name}` is {a(head.kind)}, which has no `{words(clause.kind)}`"
            scope.say(NOT_ON_THIS, clause.span, message, hint)
        elif clause.kind == "once_commenced":
            message = f"`in force once commenced` is said of a source or a rule, and `{head.name}` is {a(head.kind)}"
            scope.say(NOT_ON_THIS, clause.span, message)


def _term(placed: Placed, head: Head, scope: Scope) -> Term:
    id, name, source = identity(placed)
    item = placed.item
    assert item.name is not None
    met, not_met = both_ways(item.phrases, scope)
    if (date := _date_read(head, scope)) is not None:
        draft = scope.draft
        draft.read_on[id] = date
    return Term(
        id,
        name,
        source,
        head.kind,
        head.entity,
        head.type,
        basis_of(scope),
        head.body,
        head.amount_type,
        met,
        not_met,
        _ask(scope),
        _asked("applies_when", head, scope),
        _varies_by(scope),
        tuple(each.text for clause in item.all("held_by") for each in clause.parts),
        _range(head, scope),
        validity(scope)[0],
        *_decided_as(scope),
        *_left_to(scope),
        _discretion(head, scope),
        _duty(head, scope),
        tuple(clause.parts[0].text for clause in item.all("formerly")),
        quiet=quiet(scope),
        cannot_change=once(scope, "cannot_change") is not None,
        span=item.name.span,
        labels=labels(item.phrases, scope),
    )


def allowed(head: Head, kind: str, scope: Scope) -> Clause | None:
    """The one clause of a kind, where this kind of declaration may have it."""
    return once(scope, kind) if kind in ALLOWED[head.kind] else None


def _asked(kind: str, head: Head, scope: Scope) -> Expression | None:
    clause = allowed(head, kind, scope)
    return condition(clause.parts[0], scope) if clause is not None else None


def _date_read(head: Head, scope: Scope) -> Expression | None:
    clause = allowed(head, "read_on", scope)
    return day(clause.parts[0], scope) if clause is not None else None


def _ask(scope: Scope) -> dict[str, str]:
    return labels((phrase for clause in scope.item.all("ask") for phrase in clause.parts), scope)


def _varies_by(scope: Scope) -> str:
    clause = once(scope, "varies_by")
    if clause is None:
        return ""
    word = clause.parts[0]
    assert isinstance(word, Word)
    return word.concept.lower()


def _range(head: Head, scope: Scope) -> tuple[Expression, Expression] | None:
    clause = allowed(head, "range", scope)
    if clause is None:
        return None
    low, high = (value_for(part, head.type, scope, head.name) for part in clause.parts)
    return None if low is None or high is None else (low, high)


def _decided_as(scope: Scope) -> tuple[str, Any]:
    clause = once(scope, "decided_as")
    if clause is None:
        return "", ()
    entry = scope.find(clause.parts[0], frozenset(("decision_kind",)), "decision kind")
    return (entry.id if entry is not None else ""), clause_basis(clause, scope)


def _left_to(scope: Scope) -> tuple[str, Any]:
    clause = once(scope, "left_to")
    if clause is None:
        return "", ()
    return somebody(clause.parts[0], scope), clause_basis(clause, scope)


def somebody(name: Name, scope: Scope) -> str:
    """The name of a body that is declared; kept as written, since cases name it so."""
    scope.find(name, ENTITIES, "entity")
    return name.text


def _discretion(head: Head, scope: Scope) -> DiscretionClauses | None:
    """What the law says about an assessment; on an action only when it says something."""
    item = scope.item
    if head.kind != "discretion" and not any(clause.kind in _JUDGED - {"ask"} for clause in item.clauses):
        return None
    if head.kind not in ("discretion", "power", "action"):
        return None
    authority, review, reasons = once(scope, "authority"), once(scope, "review"), once(scope, "reasons_required")
    text, told = text_of(review.parts[0] if review else None, scope)
    return DiscretionClauses(
        _standard_or_free(head, scope),
        somebody(authority.parts[0], scope) if authority else "",
        _asked("opens_when", head, scope),
        tuple(_consideration(clause, scope) for clause in item.all("consideration")),
        tuple(bound for clause in item.clauses if (bound := _bound(clause, head, scope)) is not None),
        clause_basis(reasons, scope) if reasons else (),
        text,
        clause_basis(review, scope) if review else (),
        told,
    )


def _standard_or_free(head: Head, scope: Scope) -> str:
    standard, free = once(scope, "standard"), once(scope, "free")
    if standard is not None and free is not None:
        message = f"`{head.name}` is said to be both `standard` and `free`"
        scope.say(TWO_KINDS, free.span, message, "a legal standard is reviewed in full, free discretion is not")
    return "standard" if standard is not None else "free" if free is not None else ""


def _consideration(clause: Clause, scope: Scope) -> Consideration:
    word, name = clause.parts[0], clause.parts[1]
    kind = word.concept.removesuffix("_CONSIDER").lower()
    found = labels((part for part in clause.parts[2:] if not isinstance(part, Clause)), scope)
    return Consideration(name.text, kind, clause_basis(clause, scope), found, _fact_called(name, scope))


def _fact_called(name: Name, scope: Scope) -> str | None:
    """The fact or term of the same name, when there is exactly one."""
    entries = [entry for entry in scope.visible(name.text) if entry.kind in TERMS]
    return entries[0].id if len(entries) == 1 and entries[0].id in scope.draft.heads else None


def _bound(clause: Clause, head: Head, scope: Scope) -> Bound | None:
    if clause.kind not in ("at_least", "at_most", "recommends"):
        return None
    type = head.amount_type if head.type == EFFECT else head.type
    if type is None or (type.kind != "number" and clause.kind != "recommends"):
        message = f"`{head.name}` has no size that could be limited"
        scope.say(NOT_ON_THIS, clause.span, message, "declare its type, such as `: money per month`")
        return None
    value = value_for(clause.parts[0], type, scope, head.name)
    return None if value is None else Bound(clause.kind, value, clause_basis(clause, scope))


def _duty(head: Head, scope: Scope) -> DutyClauses | None:
    if head.kind != "duty":
        return None
    fulfilled = (_fulfilment(clause, scope) for clause in scope.item.all("fulfilled_by"))
    before = (name for clause in scope.item.all("due_before") for name in clause.parts)
    return DutyClauses(
        tuple(each for each in fulfilled if each is not None),
        tuple(id for name in before if (id := _due_before(name, scope)) is not None),
    )


def _due_before(name: Name | Word, scope: Scope) -> str | None:
    if isinstance(name, Word):
        return "decision"
    entry = scope.find(name, TERMS, "action")
    return entry.id if entry is not None and entry.id in scope.draft.heads else None


def _fulfilment(clause: Clause, scope: Scope) -> Fulfilment | None:
    """`part rules`, `childs_needs of child`, or `childs_needs of c for every c in children of applicant`."""
    inner = clause.parts[0]
    if inner.kind == "by_part":
        entry = scope.find(inner.parts[0], PARTS, "part")
        return None if entry is None else Fulfilment(part=entry.id)
    if inner.kind == "by_term":
        found = find_term(inner.parts[0], scope)
        return None if found is None else Fulfilment(found[0].id, found[1].owner)
    path, variable, members = inner.parts[:3]
    assert isinstance(path, Path)
    assert isinstance(variable, Name)
    listed = find_list(members, scope)
    if listed is None:
        return None
    around = scope.binding(variable.text, listed[1])
    found = find_term(path, around)
    where = condition(inner.parts[3], around) if len(inner.parts) > 3 else None
    if found is None or (len(inner.parts) > 3 and where is None):
        return None
    return Fulfilment(found[0].id, found[1].owner, listed[0], variable.text, where or YES)
