"""Evaluative words that a constant decides: `vesentlig` made into a number, without a word on why that number.

The law leaves such words to an assessment. Where practice has made one into a threshold, an `interpretation` says so,
with its source. Start reading at `evaluative`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from engine.analysis.index import Index
from engine.analysis.words import named
from engine.analysis.written import of_rule
from engine.diagnostics import Code, Diagnostic, Note, Severity
from engine.model.citations import Citation
from engine.model.expressions import Between, Compare, Expression, Literal, Read, children, walk
from engine.model.policy import Rule, Term
from engine.model.units import Unit

EVALUATIVE_THRESHOLD = Code(
    "A001",
    "evaluative-threshold",
    "a constant decides what the law calls substantial, reasonable or the like, and no interpretation says why",
    Severity.WARNING,
)

_STEMS = (
    *(
        "vesentlig",
        "urimelig",
        "rimelig",
        "særlig",
        "betydelig",
        "forsvarlig",
        "nødvendig",
        "tilstrekkelig",
        "tungtvei",
    ),
    *("alvorlig", "vesentleg", "urimeleg", "rimeleg", "særleg", "særskild", "særskilt", "betydeleg", "forsvarleg"),
    *("nødvendig", "tilstrekkeleg", "tungtveg", "alvorleg", "åpenbar", "openberr", "uforholdsmessig", "uhøvesmessig"),
    *("substantial", "reasonabl", "unreasonabl", "particularly", "special reason", "considerabl", "significant"),
    *("necessary", "sufficient", "weighty", "serious", "disproportionate", "manifest", "undue"),
)
_EVALUATIVE = re.compile(rf"\b(?:{'|'.join(sorted(set(_STEMS), key=len, reverse=True))})\w*", re.IGNORECASE)


def evaluative(index: Index) -> Iterator[Diagnostic]:
    """Each rule that lets a constant decide such a word without an interpretation of its provision."""
    for rule in index.rules:
        if rule.reading is not None or _is_interpreted(index, rule):
            continue
        found = _concluded(index, rule) or _compared(index, rule)
        if found is not None:
            term, word, constant = found
            yield EVALUATIVE_THRESHOLD.at(
                constant.span if constant.span.file else rule.span,
                f"{named(index, rule)} decides “{word}” by a constant, and no interpretation says why",
                hint="write an `interpretation` of the provision, or a `discretion` where somebody is to assess it",
                notes=[Note(term.span, f"`{term.name}` is called so here")],
            )


_Found = tuple[Term, str, Expression]


def _concluded(index: Index, rule: Rule) -> _Found | None:
    """A term called by such a word that the rule concludes, its condition comparing with a constant."""
    term = index.policy.terms.get(rule.conclusion.term) if rule.conclusion is not None else None
    word = _word(term) if term is not None and term.kind == "term" and term.type.kind == "yes_no" else ""
    if term is None or not word:
        return None
    constant = next((it for it in map(_constant, walk(rule.condition)) if it is not None), None)
    return (term, word, constant) if constant is not None else None


def _compared(index: Index, rule: Rule) -> _Found | None:
    """A number called by such a word that the rule compares with a constant."""
    for node in (it for expression in of_rule(rule) for it in walk(expression)):
        constant = _constant(node)
        for part in children(node) if constant is not None else ():
            term = index.policy.terms.get(part.term) if isinstance(part, Read) else None
            if term is not None and constant is not None and (word := _word(term)):
                return term, word, constant
    return None


def _constant(node: Expression) -> Expression | None:
    """The constant a comparison is with; zero is none."""
    if not isinstance(node, Compare | Between):
        return None
    return next((it for it in children(node) if isinstance(it, Literal) and _is_size(it)), None)


def _is_size(node: Literal) -> bool:
    """Whether a literal sizes something; years are most often an age, which says who and not how much."""
    return isinstance(node.value, Fraction) and node.value != 0 and node.type.unit != Unit.of(year=1)


def _word(term: Term) -> str:
    said: Iterable[str] = (*term.labels.values(), *term.met.values())
    return next((match.group().lower() for text in said if (match := _EVALUATIVE.search(text))), "")


def _is_interpreted(index: Index, rule: Rule) -> bool:
    """Whether somebody has written how the provision is read."""
    cited = [basis.citation for basis in rule.basis]
    return any(_meet(doubt.of, each) for doubt in index.policy.interpretations.values() for each in cited)


def _meet(one: Citation, other: Citation) -> bool:
    return one.contains(other) or other.contains(one)
