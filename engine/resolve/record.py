"""The record of reading: doubts with their readings, what is not formalised, what needs no rule."""

from __future__ import annotations

from collections.abc import Iterable

from engine.diagnostics import Code, Note
from engine.model.citations import Citation
from engine.model.expressions import YES
from engine.model.policy import Interpretation, NotFormalised, ProvisionStatus, Reading
from engine.resolve.citations import cite
from engine.resolve.clauses import text_of
from engine.resolve.draft import Draft, Placed, Scope, place
from engine.resolve.expressions import condition
from engine.resolve.names import TERMS
from engine.resolve.vocabulary import identity, place_of, words_of
from engine.syntax.nodes import Clause, Item

CHOSEN = Code("R321", "chosen-reading", "an interpretation does not say of exactly one reading that it is chosen")


def declare_interpretations(placed: Iterable[Placed], draft: Draft) -> None:
    for each in placed:
        scope = place(draft, each)
        citation = cite(each.item.get("address"), scope)
        chosen = _chosen(each.item, scope)
        if citation is None or chosen is None:
            continue
        readings = tuple(_reading(clause, scope) for clause in each.item.all("reading"))
        doubt = Interpretation(
            *identity(each), citation, readings, chosen, span=place_of(each), labels=words_of(each, draft)
        )
        draft.interpretations[doubt.id] = doubt


def _reading(clause: Clause, scope: Scope) -> Reading:
    name, _, *wordings = clause.parts
    (text, text_in), (because, because_in), (source, source_in) = (text_of(it, scope) for it in wordings)
    return Reading(name.text, text, because, source, text_in, because_in, source_in)


def _chosen(item: Item, scope: Scope) -> str | None:
    """The reading chosen; a name that two readings share, and none or several chosen, are reported."""
    assert item.name is not None
    readings = item.all("reading")
    names = [clause.parts[0].text for clause in readings]
    if len(set(names)) < len(names):
        twice = next(clause for at, clause in enumerate(readings) if clause.parts[0].text in names[:at])
        message = f"`{item.name.text}` has two readings called `{twice.parts[0].text}`"
        scope.say(CHOSEN, twice.parts[0].span, message)
        return None
    chosen = [clause for clause in readings if clause.parts[1]]
    if len(chosen) == 1:
        name: str = chosen[0].parts[0].text
        return name
    if chosen:
        message = f"`{item.name.text}` has {len(chosen)} readings that are chosen"
        scope.say(CHOSEN, chosen[1].span, message, "choose one", [Note(chosen[0].span, "the first is here")])
    else:
        scope.say(
            CHOSEN, item.name.span, f"no reading of `{item.name.text}` is chosen", "write `chosen` after its name"
        )
    return None


def declare_not_formalised(placed: Iterable[Placed], draft: Draft) -> None:
    for each in placed:
        scope = place(draft, each)
        citation = cite(each.item.get("address"), scope)
        affected = _affected(each.item, scope)
        inner = scope.about(_entity(affected, draft))
        when = each.item.first("not_formalised_when")
        met = condition(when.parts[0], inner) if when is not None else YES
        if citation is not None and met is not None:
            because, told = text_of(each.item.get("because"), scope)
            entry = NotFormalised(citation, each.source, affected, met, because, each.item.span, told)
            draft.not_formalised.append(entry)


def _affected(item: Item, scope: Scope) -> tuple[str, ...]:
    names = (name for clause in item.all("affects") for name in clause.parts)
    entries = (scope.find(name, TERMS, "term") for name in names)
    return tuple(entry.id for entry in entries if entry is not None and entry.id in scope.draft.heads)


def _entity(affected: tuple[str, ...], draft: Draft) -> str | None:
    """Whom the condition is about: the entity of the terms affected, when it is one."""
    entities = {draft.heads[id].entity for id in affected}
    return entities.pop() if len(entities) == 1 else None


def declare_statuses(placed: Iterable[Placed], draft: Draft) -> None:
    for each in placed:
        scope, item = place(draft, each), each.item
        because, told = text_of(item.get("because"), scope)
        for address in item.get("addresses"):
            citation: Citation | None = cite(address, scope)
            if citation is not None:
                status = ProvisionStatus(citation, each.source, item.get("kind"), because, address.span, told)
                draft.statuses.append(status)
