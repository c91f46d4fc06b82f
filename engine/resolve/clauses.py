"""Clauses every item shares: words for readers, periods, and what may be said only once."""

from __future__ import annotations

from collections.abc import Iterable

from engine.diagnostics import Code, Note
from engine.model.policy import Period
from engine.resolve.draft import Scope
from engine.syntax.nodes import Clause, Phrase, Wording

CLAUSE_TWICE = Code("R302", "clause-twice", "an item says one thing twice")
EXPLAINED_TWICE = Code(
    "R325", "explained-two-ways", "an item is to be explained both as one and through what is below it"
)
PERIOD_BACKWARDS = Code("R309", "period-backwards", "a period ends before it begins")


def once(scope: Scope, kind: str) -> Clause | None:
    """The one clause of a kind; a second one is reported."""
    clauses = [clause for clause in scope.item.clauses if clause.kind == kind]
    for clause in clauses[1:]:
        notes = [Note(clauses[0].span, "the first is here")]
        scope.say(CLAUSE_TWICE, clause.span, f"`{words(kind)}` is said twice", "keep one", notes)
    return clauses[0] if clauses else None


def words(kind: str) -> str:
    """A clause's kind as English rule files write it."""
    return {"given_under": "under", "under_reading": "under … reading", "range": "range"}.get(
        kind, kind.replace("_", " ")
    )


def period(clause: Clause, scope: Scope) -> Period:
    """The days of a period as written; one that ends before it begins is reported and bounds nothing."""
    first, last = clause.parts
    if first is not None and last is not None and last < first:
        scope.say(PERIOD_BACKWARDS, clause.span, f"the period ends {last}, before it begins {first}")
        return Period()
    return Period(first, last)


def validity(scope: Scope) -> tuple[Period, bool]:
    """When an item is in force, and whether it waits for commencement."""
    clause, waiting = once(scope, "in_force"), once(scope, "once_commenced")
    return (period(clause.parts[0], scope) if clause else Period()), waiting is not None


def quiet(scope: Scope) -> str:
    """How much structure an explanation shows of an item: `as_one`, `through`, or all of it."""
    as_one, through = once(scope, "explain_as_one"), once(scope, "explain_through")
    if as_one is not None and through is not None:
        notes = [Note(as_one.span, "`explain as one` is here")]
        message = (
            f"`{scope.item.name.text if scope.item.name else ''}` is explained both as one and through what is below"
        )
        scope.say(EXPLAINED_TWICE, through.span, message, "keep one; without either, all of it is told", notes)
        return ""
    return "as_one" if as_one is not None else "through" if through is not None else ""


def labels(phrases: Iterable[Phrase], scope: Scope) -> dict[str, str]:
    """Words by language, one way or the way of a yes; a language said twice is reported."""
    said: dict[str, Phrase] = {}
    for phrase in phrases:
        if phrase.not_met is None:
            _keep(said, phrase, scope)
    return {language: phrase.text for language, phrase in said.items()}


def text_of(wording: Wording | None, scope: Scope) -> tuple[str, dict[str, str]]:
    """A text as it stands, and by language where it is written in several; the first stands for it among programs."""
    if wording is None:
        return "", {}
    told = labels((phrase for phrase in wording.phrases if phrase.language), scope)
    return wording.phrases[0].text, told


def both_ways(phrases: Iterable[Phrase], scope: Scope) -> tuple[dict[str, str], dict[str, str]]:
    """Words for met and for not met, by language."""
    said: dict[str, Phrase] = {}
    for phrase in phrases:
        if phrase.not_met is not None:
            _keep(said, phrase, scope)
    met = {language: phrase.text for language, phrase in said.items()}
    return met, {language: phrase.not_met or "" for language, phrase in said.items()}


def _keep(said: dict[str, Phrase], phrase: Phrase, scope: Scope) -> None:
    first = said.setdefault(phrase.language, phrase)
    if first is not phrase:
        notes = [Note(first.span, "the first is here")]
        scope.say(CLAUSE_TWICE, phrase.span, f"the words in `{phrase.language}` are said twice", "keep one", notes)
