"""Exceptions to exceptions to exceptions: how deep a reader must follow them. Start reading at `deep_exceptions`."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.index import Index
from engine.analysis.words import law, named
from engine.diagnostics import Code, Diagnostic, Note, Severity
from engine.model.policy import Rule

DEEP_EXCEPTIONS = Code("A006", "deep-exceptions", "an exception is one too many in a row", Severity.WARNING)

DEEPEST = 4
"""How many exceptions in a row a reader can follow; more are most often one exception written as several."""


def deep_exceptions(index: Index) -> Iterator[Diagnostic]:
    """Each exception that is one deeper than that; those below it are told of through it."""
    above = _levels(index)
    for rule in index.rules:
        if above.get(rule.id) == DEEPEST + 1:
            chain = _chain(index, rule, above)
            yield DEEP_EXCEPTIONS.at(
                rule.span,
                f"{named(index, rule)} is exception number {DEEPEST + 1} in a row",
                hint="let one exception have the whole condition, or give a part of it a `term` of its own",
                law=law(index, rule),
                notes=[Note(each.span, f"{named(index, each)} is set aside") for each in chain],
            )


def _levels(index: Index) -> dict[str, int]:
    """How many rules each sets aside in a row, counted from rules that set nothing aside; circles are left out."""
    level = {rule.id: 0 for rule in index.rules if not rule.targets}
    waiting = list(level)
    for id in waiting:
        if level[id] > DEEPEST:
            continue
        for exception in index.exceptions.get(id, ()):
            if level.get(exception.id, -1) < level[id] + 1:
                level[exception.id] = level[id] + 1
                waiting.append(exception.id)  # the walk goes on there
    return level


def _chain(index: Index, rule: Rule, level: dict[str, int]) -> list[Rule]:
    found: list[Rule] = []
    here = rule
    while here.targets and len(found) <= DEEPEST:
        targets = [index.policy.rules[id] for id in here.targets if id in index.policy.rules]
        here = max(targets, key=lambda it: (level.get(it.id, 0), it.id))
        found.append(here)
    return found
