"""Services: what a person may ask for, under a plain name, and the terms that are asked of the rules for it.

Comes after every term is declared. A service is not law: it says which answers belong together.
Start reading at `declare_services`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.diagnostics import Code, Note
from engine.model.policy import Service
from engine.resolve.citations import needs_basis
from engine.resolve.clauses import once, text_of
from engine.resolve.draft import ACTIONS, Draft, Placed, Scope, place
from engine.resolve.names import TERMS, listed
from engine.resolve.vocabulary import identity, place_of, words_of

ASKS_FOR_NOTHING = Code("R322", "asks-for-nothing", "a service asks for nothing that a person can be given")
ASKED_TWICE = Code("R323", "asked-twice", "a service asks for one thing twice")

CONCLUDED = TERMS - {"fact", "discretion"}
GIVEN_TO_A_PERSON = frozenset(("right", "amount", "table")) | ACTIONS


def declare_services(placed: Iterable[Placed], draft: Draft) -> None:
    """Every service with what it asks for; one that asks for nothing is left out and reported."""
    for each in placed:
        scope = place(draft, each)
        assert each.item.name is not None
        basis = needs_basis(scope, each.item.name.span, each.item.name.text)
        asks = tuple(_asked(scope))
        if not asks or not basis:
            continue
        described = once(scope, "described_as")
        text, text_in = text_of(described.parts[0], scope) if described is not None else ("", {})
        service = Service(
            *identity(each), asks, basis, text, text_in, span=place_of(each), labels=words_of(each, draft)
        )
        draft.services[service.id] = service


def _asked(scope: Scope) -> Iterator[str]:
    """The ids of what is asked, in the order written; nothing when no part of it can be given to anybody."""
    name = scope.item.name
    assert name is not None
    written = [asked for clause in scope.item.all("asks") for asked in clause.parts]
    found = [(asked, entry) for asked in written if (entry := scope.find(asked, CONCLUDED, "term")) is not None]
    if not written:
        scope.say(ASKS_FOR_NOTHING, name.span, f"`{name.text}` asks for nothing", "add `asks` and the terms to decide")
    elif len(found) == len(written) and not any(entry.kind in GIVEN_TO_A_PERSON for _, entry in found):
        only = listed(asked.text for asked, _ in found)
        message = f"`{name.text}` asks only for {only}, and nobody is given that"
        scope.say(ASKS_FOR_NOTHING, found[0][0].span, message, "ask for a right, an amount or an action")
        return
    seen: dict[str, int] = {}
    for at, (asked, entry) in enumerate(found):
        first = seen.setdefault(entry.id, at)
        if first != at:
            notes = [Note(found[first][0].span, "the first is here")]
            scope.say(ASKED_TWICE, asked.span, f"`{name.text}` asks for `{asked.text}` twice", "keep one", notes)
        elif entry.id in scope.draft.heads:
            yield entry.id
