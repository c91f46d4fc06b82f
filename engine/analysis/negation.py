"""Negations that read badly: twice in a condition, or glued on to the words a reader gets.

Start reading at `double_negation` and `glued_negation`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.analysis.index import Index
from engine.analysis.words import law
from engine.analysis.written import of_rule
from engine.diagnostics import Code, Diagnostic, Severity
from engine.model.expressions import Compare, Not, walk
from engine.model.policy import Phrases

GLUED_NEGATION = Code(
    "A004",
    "glued-negation",
    "what a reader is told otherwise is the same words with a negation stuck on",
    Severity.WARNING,
)
DOUBLE_NEGATION = Code("A005", "double-negation", "a condition denies a denial", Severity.WARNING)

_BEFORE = (
    "ikke",
    "ikkje",
    "not",
    "det er ikke slik at",
    "det er ikkje slik at",
    "it is not the case that",
    "it is not so that",
)
_AFTER = {"nb": "ikke", "nn": "ikkje", "en": "not"}
_VERBS = {
    "nb": "har er kan skal får må vil blir bor kommer tar gir",
    "nn": "har er kan skal får må vil blir bur kjem tek gjev gir",
    "en": "",
}
"""Verbs that a negation stands right behind in a sentence of one clause; in English it never stands last."""
_LAST_IN_ENGLISH = (
    "is",
    "are",
    "was",
    "were",
    "does",
    "do",
    "did",
    "may",
    "must",
    "can",
    "has",
    "have",
    "will",
    "shall",
)


def glued_negation(index: Index) -> Iterator[Diagnostic]:
    """Each term whose words for *not met* nobody would say."""
    for id in sorted(index.policy.terms):
        term = index.policy.terms[id]
        wrong = [language for language in ("nb", "nn", "en") if _is_glued(term.met, term.not_met, language)]
        if wrong:
            yield GLUED_NEGATION.at(
                term.span,
                f"`{term.name}` is not met with the words of met and a negation stuck on, in {', '.join(wrong)}",
                hint="write what is so instead, as one would say it: “Du bor ikke i kommunen”",
            )


def _is_glued(met: Phrases, not_met: Phrases, language: str) -> bool:
    """Whether the second are the first with a negation before or behind them, or the very same."""
    yes, no = _plain(met.get(language, "")), _plain(not_met.get(language, ""))
    if not yes or not no or yes.startswith("…"):
        return False
    if no == yes or any(no == f"{before} {yes}" for before in _BEFORE):
        return True
    return no == f"{yes} {_AFTER[language]}" and not _ends_with_its_verb(yes, language)


def _ends_with_its_verb(sentence: str, language: str) -> bool:
    words = sentence.rpartition(", ")[2].split()
    if language == "en":
        return words[-1] in _LAST_IN_ENGLISH
    return not any(word in _VERBS[language].split() for word in words[:-1])


def _plain(text: str) -> str:
    return re.sub(r"[.!]$", "", " ".join(text.lower().split()))


def double_negation(index: Index) -> Iterator[Diagnostic]:
    """Each `not not`, `not (a is not b)` and `unless not` of a rule."""
    for rule in index.rules:
        for expression in of_rule(rule):
            for node in walk(expression):
                if isinstance(node, Not) and (said := _said_twice(node)):
                    yield DOUBLE_NEGATION.at(
                        node.span if node.span.file else rule.span,
                        f"{said} in the condition of `{index.name(rule)}`",
                        hint="write what must be so",
                        law=law(index, rule),
                    )


def _said_twice(node: Not) -> str:
    inner = node.part
    if isinstance(inner, Not):
        return "`unless not` stands" if inner.span == node.span else "`not` denies a `not`"
    if isinstance(inner, Compare) and inner.op == "!=":
        return "`not` denies an `is not`"
    return ""
