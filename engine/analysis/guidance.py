"""Rules that rest on guidance alone. Start reading at `only_guidance`.

A circular or a practice says how the law is read; it gives and takes nothing by itself. What a municipality may settle
for itself, in `local`, is another matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.index import Index
from engine.analysis.words import law, named
from engine.diagnostics import Code, Diagnostic, Severity
from engine.model.policy import Rule

ONLY_GUIDANCE = Code("A002", "only-guidance", "a rule rests on guidance or practice and on no law", Severity.WARNING)


def only_guidance(index: Index) -> Iterator[Diagnostic]:
    """Each rule with a conclusion whose every basis is a circular or a practice."""
    kinds = {source.document or source.name: source.kind for source in index.policy.sources.values()}
    for rule in index.rules:
        if rule.conclusion is not None and rule.kind != "exception" and _is_guidance(rule, kinds):
            yield ONLY_GUIDANCE.at(
                rule.span,
                f"{named(index, rule)} rests on guidance alone",
                hint="cite the provision it tells how to read, or write it as a `reading` of an `interpretation`",
                law=law(index, rule),
            )


def _is_guidance(rule: Rule, kinds: dict[str, str]) -> bool:
    return bool(rule.basis) and all(
        kinds.get(each.citation.document, _kind(each.citation.document)) in ("circular", "practice")
        for each in rule.basis
    )


def _kind(document: str) -> str:
    """The kind of a document no rule file formalises: a circular has a number such as A-3/2023."""
    return "circular" if document[1:2] == "-" and "/" in document else ""
