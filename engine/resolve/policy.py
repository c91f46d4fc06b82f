"""Documents to one policy, in the order things need each other: sources, names, types, clauses, rules, cases."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from engine.diagnostics import Diagnostic, in_order
from engine.memory import uncollected
from engine.model.policy import Policy
from engine.resolve.cases import declare_cases
from engine.resolve.draft import Draft, Placed, Structure
from engine.resolve.parameters import declare_parameter_types, declare_parameters
from engine.resolve.properties import declare_properties
from engine.resolve.record import (
    declare_interpretations,
    declare_not_formalised,
    declare_statuses,
)
from engine.resolve.rules import begin, duty_rules, finish
from engine.resolve.services import declare_services
from engine.resolve.sources import gather
from engine.resolve.tables import declare_table_heads, declare_tables
from engine.resolve.targets import aim, leave_out_aimless
from engine.resolve.terms import declare_heads, declare_terms
from engine.resolve.vocabulary import (
    declare_calendars,
    declare_entities,
    declare_lists,
    declare_parts,
    declare_units,
    index,
    is_first,
    is_table,
)
from engine.syntax.nodes import Document


def resolve(documents: Iterable[Document], structure: Structure | None = None) -> tuple[Policy, list[Diagnostic]]:
    """Bind every name into one policy; what cannot be bound is left out and reported.

    `structure` says for each document which chapter each section lies in; without it the acts known to the project
    are used.
    """
    _, policy, found = resolve_draft(documents, structure)
    return policy, found


def resolve_draft(
    documents: Iterable[Document], structure: Structure | None = None
) -> tuple[Draft, Policy, list[Diagnostic]]:
    """The same, with the draft, for whoever binds more against the same names afterwards."""
    documents = list(documents)
    with uncollected():
        draft = Draft({document.source.name: document.source for document in documents}, structure)
        _fill(draft, gather(documents, draft))
        return draft, _policy(draft), in_order(draft.found)


def _fill(draft: Draft, placed: list[Placed]) -> None:
    """Every room in turn: a name is bound only after everything it could mean is declared."""
    index(placed, draft)
    of = _Kinds(placed, draft)
    declare_units(of("unit"), draft)
    declare_entities(of("entity", "decision_kind"), draft)
    declare_lists(of("list"), draft)
    declare_heads(of("declaration"), draft)
    tables = declare_table_heads((each for each in placed if is_table(each, draft)), draft)
    declare_parameter_types(of("parameter"), draft)
    declare_calendars(of("calendar"), draft)
    declare_parts(of("part"), draft)
    declare_interpretations(of("interpretation"), draft)
    declare_parameters(of("parameter"), draft)
    declare_terms(of("declaration"), draft)
    made = [*declare_tables(tables, draft), *duty_rules(of("declaration"), draft)]
    draft.rules.update((rule.id, rule) for rule in made)
    begun = begin(of("rule", "exception", "presumption"), draft)
    aim(begun, made, draft)
    draft.rules.update((rule.id, rule) for rule in finish(begun))
    leave_out_aimless(draft)
    declare_services(of("service"), draft)
    declare_not_formalised(of("not_formalised"), draft)
    declare_statuses(of("status"), draft)
    declare_properties(of("property"), draft)
    declare_cases(of("case"), draft)


class _Kinds:
    """The items of some kinds, in the order written, without those whose name was taken."""

    def __init__(self, placed: list[Placed], draft: Draft) -> None:
        self._by_kind: dict[str, list[Placed]] = {}
        for each in placed:
            if each.item.name is None or is_first(each, draft):
                self._by_kind.setdefault(each.item.kind, []).append(each)

    def __call__(self, *kinds: str) -> list[Placed]:
        return [each for kind in kinds for each in self._by_kind.get(kind, ())]


def _policy(draft: Draft) -> Policy:
    """The draft as a policy."""
    files = {name: hashlib.sha256(text.text.encode()).hexdigest() for name, text in draft.texts.items()}
    return Policy(
        draft.sources,
        draft.entities,
        draft.lists,
        draft.units,
        draft.terms,
        draft.parameters,
        draft.rules,
        draft.interpretations,
        draft.calendars,
        draft.parts,
        draft.services,
        tuple(draft.not_formalised),
        tuple(draft.statuses),
        tuple(draft.properties),
        tuple(draft.cases),
        files,
    )
