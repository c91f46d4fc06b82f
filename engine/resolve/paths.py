"""What a name or path in an expression reads: a term of whom, a parameter, a list, a power that may be used.

A bare name is of the rule's subject. `age of c` is of the member a quantifier has bound; `age of child` is of the
child the rule is about. Start reading at `read`.
"""

from __future__ import annotations

from attrs import frozen

from engine.diagnostics import Code
from engine.model import expressions as x
from engine.model.expressions import Expression
from engine.model.units import YES_NO, Type
from engine.resolve.draft import ACTIONS, Head, Scope
from engine.resolve.names import ENTITIES, LISTS, READABLE, TERMS, a, listed
from engine.syntax.nodes import Name, Path

OF_ANOTHER = Code("R111", "of-another", "a thing is read of somebody it is not declared for")
OF_WHOM = Code("R112", "of-whom", "a thing of a member is read, and nothing says of which one")
LONG_PATH = Code("R113", "long-path", "a path goes further than from a thing to whose it is")
BARE_VARIABLE = Code("R114", "bare-variable", "a member is named where something of the member is needed")
WORD_OR_NAME = Code("R115", "word-or-name", "a word is both one of the choices and a declared name")
ACTION_AS_VALUE = Code("R209", "action-as-value", "an action is read as if it had a value")
NOT_USABLE = Code("R213", "not-usable", "something is asked to be used that is no power")
PROCEDURE_IN_SUBSTANCE = Code("R314", "procedure-in-substance", "a rule of substance reads what is known of a decision")

DECISION_FACTS: dict[str, str] = {
    "granted": "yes_no",
    "refused": "yes_no",
    "granted_in_part": "yes_no",
    "open": "yes_no",
    "discretion_used": "yes_no",
    "power_used": "yes_no",
    "decided_on": "date",
}
"""What every decision of a kind may be asked, and the kind of answer."""


@frozen
class Whose:
    """Of whom something is read: `owner` as in `Read`."""

    owner: str | None


def read(path: Path, scope: Scope, expected: Type | None = None) -> Expression | None:
    """The value a path reads, or `None` after saying why it reads nothing."""
    name = path.names[0]
    if len(path.names) == 1:
        if expected is not None and name.text in expected.choices:
            return _chosen(name, expected, scope)
        if name.text in scope.variables:
            _say_bare(name, scope)
            return None
    if len(path.names) > 2:
        _say_long(path, scope)
        return None
    if (built_in := _built_in(path, scope)) is not None:
        return _term(scope.draft.heads[built_in], path, scope)
    entry = scope.find(name, READABLE, "fact or term")
    if entry is None:
        return None
    if entry.kind == "parameter":
        return _parameter(entry.id, path, scope)
    head = scope.draft.heads.get(entry.id)
    return None if head is None else _term(head, path, scope)


def _chosen(name: Name, expected: Type, scope: Scope) -> Expression | None:
    """A word of a choice. Where a readable name of the same type is visible, nobody could tell which is meant."""
    for entry in scope.visible(name.text):
        head = scope.draft.heads.get(entry.id)
        if head is not None and head.type.kind == "choice":
            message = f"`{name.text}` is one of the choices, and also {a(entry.kind)}"
            scope.say(WORD_OR_NAME, name.span, message, f"write `{entry.id}` for the {entry.kind}, or rename it")
            return None
    return x.Literal(name.text, type=expected, span=name.span)


def _built_in(path: Path, scope: Scope) -> str | None:
    """A fact every decision of a kind has: `granted of enkeltvedtak`, or bare in a rule about such decisions."""
    name = path.names[0].text
    if name not in DECISION_FACTS:
        return None
    if len(path.names) == 1:
        return scope.draft.built_in.get((scope.subject or "", name))
    for entry in scope.visible(path.names[1].text):
        if (found := scope.draft.built_in.get((entry.id, name))) is not None:
            return found
    return None


def _parameter(id: str, path: Path, scope: Scope) -> Expression | None:
    type = scope.draft.parameter_types.get(id)
    if len(path.names) > 1:
        message = f"`{path.names[0].text}` is a parameter, and is the same for everybody"
        scope.say(OF_ANOTHER, path.span, message, f"write `{path.names[0].text}` alone")
        return None
    return None if type is None else x.ReadParameter(id, type=type, span=path.span)


def _term(head: Head, path: Path, scope: Scope) -> Expression | None:
    whose = whose_term(head, path, scope)
    if whose is None:
        return None
    if head.kind not in ACTIONS:
        return x.Read(head.id, whose.owner, type=head.type, span=path.span)
    if head.amount_type is not None:
        return x.Read(head.id, whose.owner, type=head.amount_type, span=path.span)
    message = f"`{head.name}` is {a(head.kind)}, and has no value of its own"
    hint = f"write `used {scope.written(path.span)}`" if head.kind in ("action", "power") else ""
    scope.say(ACTION_AS_VALUE, path.span, message, hint)
    return None


def used(path: Path, scope: Scope) -> Expression | None:
    """`used P`: a power, or an action that may be used."""
    term = find_term(path, scope, "power")
    if term is None:
        return None
    head, whose = term
    if head.kind not in ("power", "action"):
        scope.say(NOT_USABLE, path.span, f"`{head.name}` is {a(head.kind)}, and only a power is used")
        return None
    return x.Used(head.id, whose.owner, type=YES_NO, span=path.span)


def find_term(path: Path, scope: Scope, what: str = "term") -> tuple[Head, Whose] | None:
    """The term a path names and of whom, or `None` after saying why not."""
    if len(path.names) > 2:
        _say_long(path, scope)
        return None
    if (built_in := _built_in(path, scope)) is not None:
        head: Head | None = scope.draft.heads[built_in]
    else:
        entry = scope.find(path.names[0], TERMS, what)
        head = scope.draft.heads.get(entry.id) if entry is not None else None
    if head is None:
        return None
    whose = whose_term(head, path, scope)
    return None if whose is None else (head, whose)


def find_list(path: Path, scope: Scope) -> tuple[str, str, str | None] | None:
    """The list a path names: its id, the entity of its members, and whose it is."""
    if len(path.names) > 2:
        _say_long(path, scope)
        return None
    entry = scope.find(path.names[0], LISTS, "list")
    declared = scope.draft.lists.get(entry.id) if entry is not None else None
    if declared is None:
        return None
    owner = path.names[1] if len(path.names) > 1 else None
    whose = of_whom(path.names[0], declared.owner, owner, scope)
    return None if whose is None else (declared.id, declared.member, whose.owner)


def whose_term(head: Head, path: Path, scope: Scope) -> Whose | None:
    return of_whom(path.names[0], head.entity, path.names[1] if len(path.names) > 1 else None, scope)


def of_whom(name: Name, entity: str, owner: Name | None, scope: Scope) -> Whose | None:
    """Of whom something declared for `entity` is read, by what is written after `of` or by nothing."""
    if owner is not None and owner.text in scope.variables:
        if scope.variables[owner.text] == entity:
            return Whose(owner.text)
        _say_of_another(name, entity, owner, scope.variables[owner.text], scope)
        return None
    if owner is not None:
        entry = scope.find(owner, ENTITIES, "entity")
        if entry is None or entry.id not in scope.draft.entities:
            return None
        if entry.id != entity:
            _say_of_another(name, entity, owner, entry.id, scope)
            return None
    return _instance(name, entity, scope)


def _instance(name: Name, entity: str, scope: Scope) -> Whose | None:
    """The one instance of a root entity, or the member the rule is about; each decision is a member of its kind."""
    declared = scope.draft.entities.get(entity)
    if declared is None:
        return None
    if not declared.is_member and not declared.is_decision_kind:
        return Whose(None)
    if scope.subject == entity:
        return Whose("it")
    if declared.is_decision_kind:
        message = f"`{name.text}` is known only when the decision is made, and this is not about `{declared.name}`"
        scope.say(
            PROCEDURE_IN_SUBSTANCE,
            name.span,
            message,
            f"rules of substance never read it; ask it in a rule `of {declared.name}`",
        )
        return None
    around = [variable for variable, of in scope.variables.items() if of == entity]
    who = named(entity, scope)
    if around:
        message, hint = f"`{name.text}` is of each {who}", f"write `{name.text} of {around[-1]}`"
    else:
        message = f"`{name.text}` is of each {who}, and nothing here says which one"
        hint = "ask `any`, `every`, `number of` or `sum of` over their list"
    scope.say(OF_WHOM, name.span, message, hint)
    return None


def named(entity: str, scope: Scope) -> str:
    """An entity as rule files call it, in backticks."""
    declared = scope.draft.entities.get(entity)
    return f"`{declared.name if declared else entity}`"


def _say_of_another(name: Name, entity: str, owner: Name, other: str, scope: Scope) -> None:
    who = named(entity, scope)
    said = (
        f"and `{owner.text}` is one {named(other, scope)}"
        if owner.text in scope.variables
        else f"not of `{owner.text}`"
    )
    scope.say(OF_ANOTHER, owner.span, f"`{name.text}` is of {who}, {said}")


def _say_bare(name: Name, scope: Scope) -> None:
    entity = scope.variables[name.text]
    terms = sorted(head.name for head in scope.draft.heads.values() if head.entity == entity)[:3]
    hint = f"write {listed((f'{term} of {name.text}' for term in terms), 'or')}" if terms else ""
    scope.say(BARE_VARIABLE, name.span, f"`{name.text}` is one {named(entity, scope)}, and no value", hint)


def _say_long(path: Path, scope: Scope) -> None:
    message = f"`{scope.written(path.span)}` has more than one `of`"
    scope.say(LONG_PATH, path.span, message, "go through the list with `any`, `every`, `number of` or `sum of`")
