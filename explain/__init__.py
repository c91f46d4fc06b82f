"""Decisions in words: from the trace to what a person, a caseworker or a lawyer is told, in nb, nn or en.

One road: `select` picks, `phrase` puts into words, `render` lays out. Nothing here settles an outcome; everything
said comes from the decision's own trace and from the words in the rule files. Start reading at `explain`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from engine.evaluate.decision import Decision
from engine.model.case import Case
from engine.model.policy import Policy
from engine.nearest import Nearest
from explain.citations import cite, cite_all
from explain.justification import Justification, Line, Part
from explain.phrase import phrase
from explain.render import render
from explain.select import DEPTHS, READERS, select
from explain.values import Shown
from explain.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from engine.law.text import LawText

__all__ = [
    "DEPTHS",
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
    *,
    found: Nearest | None = None,
    depth: str = "usual",
    names: bool | None = None,
    laws: Mapping[str, LawText] | None = None,
) -> Justification:
    """What a reader is told about a decision, in a language.

    `reader` is `person`, `caseworker`, `quality` or `lawyer`; `language` is `nb`, `nn` or `en`. Where the policy has no
    words in the language, those of another stand in, marked with theirs. `redecide` decides a case as this one was
    decided: with it, each open yes/no question says what its answers would lead to. `found` is what would change the
    answers (`engine.nearest`). `depth` is `short`, `usual` or `full`; no depth leaves out a decisive step. `names` says
    whether people and documents are named: not to one who looks after quality, unless asked for. With `laws`, texts by
    the number of their act, each step quotes what it cites.

    Raises:
        ValueError: no such reader, language or depth.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no justification is written in {language}")
    selection = select(policy, decision, reader, redecide, found, depth)
    told = phrase(policy, decision, selection, language, names=reader != "quality" if names is None else names)
    if laws is None:
        return told
    from explain.quotes import with_quotes

    return with_quotes(policy, decision, told, laws)
