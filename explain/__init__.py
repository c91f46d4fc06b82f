"""Decisions in words: from the trace to what a person, a caseworker or a lawyer is told, in nb, nn or en.

One road: `select` picks, `phrase` puts into words, `render` lays out. Nothing here settles an outcome; everything
said comes from the decision's own trace and from the words in the rule files. Start reading at `explain`.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.evaluate.decision import Decision
from engine.model.case import Case
from engine.model.policy import Policy
from explain.citations import cite, cite_all
from explain.justification import Justification, Line, Part
from explain.phrase import phrase
from explain.render import render
from explain.select import READERS, select
from explain.values import Shown
from explain.vocabulary import LANGUAGES

__all__ = [
    "LANGUAGES",
    "READERS",
    "Justification",
    "Line",
    "Part",
    "Shown",
    "cite",
    "cite_all",
    "explain",
    "phrase",
    "render",
    "select",
]


def explain(
    policy: Policy,
    decision: Decision,
    reader: str = "person",
    language: str = "nb",
    redecide: Callable[[Case], Decision] | None = None,
) -> Justification:
    """What a reader is told about a decision, in a language.

    `reader` is `person`, `caseworker` or `lawyer`; `language` is `nb`, `nn` or `en`. Where the policy has no words
    in the language, those of another stand in, marked with theirs. `redecide` decides a case as this one was decided:
    with it, each open yes/no question says what its answers would lead to.

    Raises:
        ValueError: no such reader, or no such language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no justification is written in {language}")
    return phrase(policy, decision, select(policy, decision, reader, redecide), language)
