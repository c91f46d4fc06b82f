"""What somebody types to try a policy: an expression or a fact, bound as if it stood in a rule file.

The draft of a policy is kept, so that each line is bound in no time. Names of every source are found, as in a case.
Start reading at `open_bench`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import define, evolve, frozen

from engine.diagnostics import Diagnostic
from engine.model.expressions import Expression
from engine.model.policy import GivenFact, Policy
from engine.resolve.case_facts import UNKNOWN_MEMBER, People, facts, members_named
from engine.resolve.draft import Draft, Scope
from engine.resolve.expressions import bind
from engine.resolve.names import LISTS, TERMS, Entry
from engine.resolve.policy import resolve_draft
from engine.resolve.types import settled
from engine.source import SourceText, Span
from engine.syntax.codes import UNEXPECTED, UNFINISHED
from engine.syntax.nodes import Document, Item, Node, Op, Path
from engine.syntax.parse import parse_item
from engine.syntax.tables import spelled

TYPED = "(typed)"
"""What the text somebody types is called in findings."""

GIVABLE = frozenset(("fact", "discretion", "power", "action"))


@define
class Bench:
    """A policy, and the draft it was made from, which binds what is typed."""

    policy: Policy
    draft: Draft


@frozen
class Typed:
    """What a line came to: an expression of a member (`None`: of nobody in particular), or what is wrong with it.

    `path` is set where it is nothing but the name of a term: its id.
    """

    expression: Expression | None
    entity: str = ""
    member: str | None = None
    path: str = ""
    found: tuple[Diagnostic, ...] = ()


def open_bench(documents: Iterable[Document]) -> tuple[Bench, list[Diagnostic]]:
    """The policy that some documents make, kept open for typing."""
    draft, policy, found = resolve_draft(documents)
    return Bench(policy, draft), found


def typed_expression(bench: Bench, text: str, language: str, people: People) -> Typed:
    """An expression as somebody types it; the members of lists in `people` may be named in it, one at a time."""
    words = spelled(language)
    before = f"{words['RULE']} typed {words['BASIS']} § 1 typed {words['IS']} "
    item, found = _read(bench, before, text, language)
    if item is not None and len(item.clauses) != 2:  # what follows is a clause of a rule, and no part of it
        before += "("
        item, found = _read(bench, before, text + ")", language)
    if item is None:
        return Typed(None, found=found)
    clause = item.first("concludes_is")
    assert clause is not None
    node: Node = clause.parts[1]
    scope = Scope(bench.draft, "", item, everywhere=True)
    asked = _term_alone(node, scope, people)
    if asked is not None:
        return asked
    named = list(dict.fromkeys(_members(node, people)))
    if len(named) > 1:
        scope.say(UNKNOWN_MEMBER, node.span, f"`{named[0][1]}` and `{named[1][1]}` are two", "ask of one at a time")
        return Typed(None, found=_found(bench, before))
    entity, member = named[0] if named else ("", None)
    made = bind(_without(node, member) if member else node, scope.about(entity or None))
    found = _found(bench, before)
    return Typed(None if made is None or found else settled(made), entity, member, found=found)


def typed_fact(
    bench: Bench, text: str, language: str, people: People
) -> tuple[tuple[GivenFact, ...], tuple[Diagnostic, ...]]:
    """What a line as after `given` gives, or what is wrong with it."""
    words = spelled(language)
    before = f'{words["CASE"]} "typed" {words["ON"]} 2000-01-01 {words["GIVEN"]} '
    item, found = _read(bench, before, text, language)
    if item is None:
        return (), found
    if len(item.clauses) != 1:
        span = Span(TYPED, item.clauses[1].span.start - len(before), item.clauses[1].span.end - len(before))
        return (), (UNEXPECTED.at(span, "something more stands after the value"),)
    scope = Scope(bench.draft, "", item, everywhere=True)
    known = {
        entity: tuple(dict.fromkeys((*people.get(entity, ()), *ids))) for entity, ids in members_named(scope).items()
    }
    made = facts(scope, {**people, **known})
    found = _found(bench, before)
    return (() if found else made), found


def is_given(bench: Bench, name: str) -> bool:
    """Whether a name is of something a case gives: a fact, an assessment, a list or a power."""
    names = bench.draft.names
    own = [name.partition(".")[0]] if "." in name else names.own
    entries = names.candidates(name.rpartition(".")[2], own)
    return any(entry.kind in GIVABLE | LISTS for entry in entries)


def _read(bench: Bench, before: str, text: str, language: str) -> tuple[Item | None, tuple[Diagnostic, ...]]:
    source = SourceText(TYPED, before + text)
    bench.draft.texts[TYPED] = source
    bench.draft.languages[TYPED] = language
    bench.draft.found.clear()
    bench.draft.names.suggested = 0
    item, _, found = parse_item(source, language)
    moved = (_moved(each, len(before)) for each in found)
    unfinished = "something is missing at the end"
    return item, tuple(evolve(it, message=unfinished) if it.code == UNFINISHED.number else it for it in moved)


def _found(bench: Bench, before: str) -> tuple[Diagnostic, ...]:
    """What binding said, at its places in the text that was typed."""
    found = tuple(_moved(each, len(before)) for each in bench.draft.found)
    bench.draft.found.clear()
    return found


def _moved(found: Diagnostic, back: int) -> Diagnostic:
    def moved(span: Span) -> Span:
        return Span(TYPED, max(0, span.start - back), max(0, span.end - back)) if span.file == TYPED else span

    notes = tuple(evolve(note, span=moved(note.span)) for note in found.notes)
    return evolve(found, span=moved(found.span), law="", notes=notes, fixes=())


def _term_alone(node: Node, scope: Scope, people: People) -> Typed | None:
    """A path that is nothing but a term, also an action, which has no value in an expression."""
    if not isinstance(node, Path) or len(node.names) > 2:
        return None
    owner = node.names[1].text if len(node.names) > 1 else None
    entries = [each for each in _visible(scope, node.names[0].text) if each.kind in TERMS]
    head = scope.draft.heads.get(entries[0].id) if len(entries) == 1 else None
    if head is None or (owner is not None and owner not in people.get(head.entity, ())):
        return None
    return Typed(None, head.entity, owner, head.id)


def _visible(scope: Scope, name: str) -> list[Entry]:
    source, _, bare = name.rpartition(".")
    names = scope.draft.names
    return names.candidates(bare, [source] if source else names.own)


def _members(node: Any, people: People) -> Iterator[tuple[str, str]]:
    """The members an expression names, with their entities."""
    if isinstance(node, Path) and len(node.names) > 1:
        for entity, ids in people.items():
            if node.names[-1].text in ids:
                yield entity, node.names[-1].text
    for part in node.parts if isinstance(node, Op) else node if isinstance(node, tuple) else ():
        yield from _members(part, people)


def _without(node: Any, member: str) -> Any:
    """The expression as it would be written in a rule about that member."""
    if isinstance(node, Path) and len(node.names) > 1 and node.names[-1].text == member:
        return evolve(node, names=node.names[:-1])
    if isinstance(node, Op):
        return evolve(node, parts=_without(node.parts, member))
    return tuple(_without(part, member) for part in node) if isinstance(node, tuple) else node
