"""What a case gives: facts, assessments, lists and used powers, each value of the type declared.

A member is named by the short id the case's own lists give it. Start reading at `facts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from engine.diagnostics import Code, Note
from engine.model import expressions as x
from engine.model.expressions import Value
from engine.model.policy import EntityList, GivenFact, Period
from engine.model.units import EFFECT, Type
from engine.resolve.clauses import period
from engine.resolve.conditions import NOT_A_CHOICE
from engine.resolve.draft import Head, Scope
from engine.resolve.expressions import value_for
from engine.resolve.names import ENTITIES, LISTS, TERMS, Entry, a
from engine.resolve.paths import DECISION_FACTS, LONG_PATH, NOT_USABLE, OF_ANOTHER, Whose, named
from engine.resolve.types import TYPES_DIFFER, described
from engine.syntax.hints import meant
from engine.syntax.nodes import Clause, Name, Node, Op, Path, Text, Truth, Word

NOT_GIVEN = Code("R502", "not-given", "a case gives what only rules conclude")
UNKNOWN_MEMBER = Code("R503", "unknown-member", "a case speaks of a member none of its lists has")
OF_WHICH_MEMBER = Code("R504", "of-which-member", "a case gives or expects a thing of a member without saying of which")
GIVEN_TWICE = Code("R505", "given-twice", "a case says two things of one fact on one day")
NOT_A_LIST = Code("R506", "not-a-list", "members are given for something that is no list, or a list is given a value")

People = Mapping[str, tuple[str, ...]]
"""The members a case names, by the entity they are."""


def members_named(scope: Scope) -> People:
    """Every member the lists of a case name, by entity."""
    found: dict[str, dict[str, None]] = {}
    for pair in _pairs(scope):
        value = pair.parts[1]
        if pair.kind == "pair" and isinstance(value, Op) and value.kind == "members":
            for entry in scope.visible(pair.parts[0].names[0].text):
                if (listed := scope.draft.lists.get(entry.id)) is not None:
                    found.setdefault(listed.member, {}).update((name.text, None) for name in value.parts[0])
    return {entity: tuple(names) for entity, names in found.items()}


def _pairs(scope: Scope) -> Iterator[Clause]:
    return (pair for clause in scope.item.all("given") for pair in clause.parts)


def facts(scope: Scope, people: People) -> tuple[GivenFact, ...]:
    """Everything a case gives; what cannot be bound is left out and reported."""
    made: list[GivenFact] = []
    for pair in _pairs(scope):
        given = _used(pair, scope, people) if pair.kind == "pair_used" else _given(pair, scope, people)
        if given is not None:
            _add(given, made, scope)
    return tuple(made)


def _add(given: GivenFact, made: list[GivenFact], scope: Scope) -> None:
    """Adds one, or completes the same power said to be used elsewhere; two things of one day are reported."""
    for at, other in enumerate(made):
        if (other.term, other.member) != (given.term, given.member) or not other.period.overlaps(given.period):
            continue
        amount, use = (other, given) if given.value is None else (given, other)
        if other.period == given.period and use.value is None and amount.value is not None and use.used:
            made[at] = evolve(amount, used=True)
        else:
            _say_twice(given, other, scope)
        return
    made.append(given)


def _say_twice(given: GivenFact, other: GivenFact, scope: Scope) -> None:
    name = scope.written(given.span)
    scope.say(
        GIVEN_TWICE,
        given.span,
        f"`{name}` is given twice",
        "say of each from and to which day",
        [Note(other.span, "the first is here")],
    )


def _given(pair: Clause, scope: Scope, people: People) -> GivenFact | None:
    path, value, days = pair.parts
    entry = _entry(path, scope)
    if isinstance(entry, EntityList):
        return _members(entry, path, value, scope, people)
    if entry is None:
        return None
    member = of_member(entry, path, scope, people)
    if member is None or not _may_be_given(entry, path, scope):
        return None
    given = GivenFact(entry.id, member.owner, "known", None, bounded(days, scope), span=path.span)
    if isinstance(value, Word):
        return evolve(given, state=value.concept.lower()) if _may_be_said(value, entry, scope) else None
    type = entry.amount_type or entry.type
    bound = typed(value, type, entry.name, scope)
    if bound is None:
        return None
    return evolve(given, value=bound, used=True if entry.type == EFFECT else None)


def _entry(path: Path, scope: Scope) -> Head | EntityList | None:
    """What a path in a case names: a term or a list."""
    if len(path.names) > 2:
        scope.say(LONG_PATH, path.span, f"`{scope.written(path.span)}` has more than one `of`")
        return None
    name = path.names[0]
    if name.text in DECISION_FACTS and len(path.names) == 2:
        for (kind, fact), term in scope.draft.built_in.items():
            if fact == name.text and kind.rpartition(".")[2] == path.names[1].text:
                return scope.draft.heads[term]
    entry = scope.find(name, TERMS | LISTS, "fact")
    if entry is None:
        return None
    return scope.draft.lists.get(entry.id) or scope.draft.heads.get(entry.id)


def _may_be_given(head: Head, path: Path, scope: Scope) -> bool:
    if head.id in scope.draft.built_in.values():
        message = f"`{scope.written(path.span)}` is known of the decision itself"
        scope.say(NOT_GIVEN, path.span, message, "leave it out")
        return False
    if head.kind in ("fact", "discretion") or head.amount_type is not None and head.kind in ("power", "action"):
        return True
    hint = (
        f"write `used {scope.written(path.span)}: yes`"
        if head.kind in ("power", "action")
        else "write it after `expect`"
    )
    message = f"`{head.name}` is {a(head.kind)}, which rules conclude and no case gives"
    scope.say(NOT_GIVEN, path.span, message, hint)
    return False


def _may_be_said(word: Word, head: Head, scope: Scope) -> bool:
    """Anything may be unknown; only what is so or not so can be not shown."""
    if word.concept == "UNKNOWN" or head.type.kind == "yes_no":
        return True
    message = f"`{head.name}` is {described(head.type)}, and only a yes or no is not shown"
    scope.say(TYPES_DIFFER, word.span, message, "write `unknown`")
    return False


def of_member(head: Head, path: Path, scope: Scope, people: People) -> Whose | None:
    """Whose something in a case is: a member by its id, or nobody in particular for a root entity."""
    return _member(path.names[0], head.entity, path.names[1] if len(path.names) > 1 else None, scope, people)


def _member(name: Name, entity: str, owner: Name | None, scope: Scope, people: People) -> Whose | None:
    """The member a case means, or `None` after saying that nobody can tell."""
    declared = scope.draft.entities.get(entity)
    if declared is None:
        return None
    if not declared.is_member:
        return Whose(None) if owner is None or _is_root(name, entity, owner, scope) else None
    who = named(entity, scope)
    if owner is None:
        message = f"`{name.text}` is of each {who}, and nothing says of which one"
        known = people.get(entity, ())
        scope.say(OF_WHICH_MEMBER, name.span, message, f"write `{name.text} of {known[0]}`" if known else "")
        return None
    if owner.text in people.get(entity, ()):
        return Whose(owner.text)
    hint = scope.draft.names.suggest(owner.text, people.get(entity, ()))
    scope.say(UNKNOWN_MEMBER, owner.span, f"no list in this case has a {who} called `{owner.text}`", hint)
    return None


def _is_root(name: Name, entity: str, owner: Name, scope: Scope) -> bool:
    entry = scope.find(owner, ENTITIES, "entity")
    if isinstance(entry, Entry) and entry.id != entity:
        scope.say(OF_ANOTHER, owner.span, f"`{name.text}` is of {named(entity, scope)}, not of `{owner.text}`")
    return isinstance(entry, Entry) and entry.id == entity


def _members(listed: EntityList, path: Path, value: Node, scope: Scope, people: People) -> GivenFact | None:
    if isinstance(value, Word):
        scope.say(NOT_A_LIST, path.span, f"`{listed.name}` is a list", "leave it out where nobody knows, or give `{}`")
        return None
    if not (isinstance(value, Op) and value.kind == "members"):
        scope.say(
            NOT_A_LIST, value.span, f"`{listed.name}` is a list", f"write `{listed.name}: {{ola, kari}} complete`"
        )
        return None
    owner = _member(path.names[0], listed.owner, path.names[1] if len(path.names) > 1 else None, scope, people)
    if owner is None:
        return None
    names, complete = value.parts
    ids = tuple(dict.fromkeys(name.text for name in names))
    return GivenFact(listed.id, owner.owner, "known", members=ids, complete=complete.value, span=path.span)


def _used(pair: Clause, scope: Scope, people: People) -> GivenFact | None:
    path, used, days = pair.parts
    entry = scope.find(path.names[0], TERMS, "power")
    head = scope.draft.heads.get(entry.id) if entry is not None else None
    member = of_member(head, path, scope, people) if head is not None else None
    if head is None or member is None:
        return None
    if head.kind not in ("power", "action"):
        scope.say(NOT_USABLE, path.span, f"`{head.name}` is {a(head.kind)}, and only a power is used")
        return None
    return GivenFact(head.id, member.owner, "known", None, bounded(days, scope), used=used.value, span=path.span)


def bounded(days: Clause | None, scope: Scope) -> Period:
    return period(days, scope) if days is not None else Period()


def typed(value: Node, type: Type, name: str, scope: Scope) -> Value | None:
    """A value as a case writes it, in the unit of its type; another type is reported."""
    if isinstance(value, Name):
        return _choice(value, type, name, scope)
    if isinstance(value, Op) and value.kind == "members":
        scope.say(NOT_A_LIST, value.span, f"`{name}` is no list, and is {described(type)}")
        return None
    if isinstance(value, Truth | Text | Op) or type.kind != "choice":
        made = value_for(value, type, scope, name)
        return made.value if isinstance(made, x.Literal) else None
    scope.say(TYPES_DIFFER, value.span, f"`{scope.written(value.span)}` is no word, `{name}` is {described(type)}")
    return None


def _choice(word: Name, type: Type, name: str, scope: Scope) -> Value | None:
    if word.text in type.choices:
        return word.text
    hint = scope.draft.names.suggest(word.text, type.choices) if type.choices else ""
    if type.kind == "yes_no":
        hint = meant(word.text, scope.language, ("YES", "NO"))
    scope.say(NOT_A_CHOICE, word.span, f"`{word.text}` is a word, and `{name}` is {described(type)}", hint)
    return None
