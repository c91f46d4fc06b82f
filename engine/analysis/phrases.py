"""Words that readers will miss: names, questions and outcomes that lack a language.

Every explanation is written in bokmål, nynorsk and English, and nothing is made up for a language that has no words.
One finding for each declaration. Start reading at `missing_phrases`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engine.analysis.index import Index
from engine.analysis.usage import Usage
from engine.analysis.words import listed
from engine.diagnostics import Code, Diagnostic, Note, Severity
from engine.model.deeds import is_no_deed
from engine.model.policy import Declared, Phrases, Service, Term

MISSING_PHRASES = Code(
    "A501", "missing-phrases", "something a reader is shown has no words in one of the languages", Severity.WARNING
)
SAME_PLAIN_NAME = Code(
    "A502", "same-plain-name", "two services have the same plain name in a language", Severity.WARNING
)

UNWRITTEN_WORDS = Code(
    "A503", "unwritten-words", "words a reader is shown begin with `…`: nobody has written them yet", Severity.NOTE
)

NO_DEED = Code(
    "A504",
    "not-what-is-done",
    "an action is not called by what is done: `must` cannot go before its name",
    Severity.NOTE,
)

LANGUAGES = ("nb", "nn", "en")


def missing_phrases(index: Index, usage: Usage) -> Iterator[Diagnostic]:
    """Each declaration that can be shown or asked about, with the words it lacks."""
    policy = index.policy
    for id in sorted(policy.terms):
        term = policy.terms[id]
        if not usage.is_made_by_the_language(term) and not (term.is_given and id not in usage.terms):
            yield from _told(term, _of_term(term))
    once_named: list[Declared] = [
        *(policy.entities[id] for id in sorted(policy.entities)),
        *(policy.rules[id] for id in sorted(policy.rules)),
        *(policy.sources[id] for id in sorted(policy.sources)),
    ]
    for declared in once_named:
        yield from _told(declared, [_partly("name", declared.labels)])
    shown: list[Declared] = [
        *(policy.lists[id] for id in sorted(policy.lists) if id in usage.lists),
        *(policy.parameters[id] for id in sorted(policy.parameters) if id in usage.parameters),
        *(policy.parts[id] for id in sorted(policy.parts)),
        *(policy.calendars[id] for id in sorted(policy.calendars)),
    ]
    for declared in shown:
        yield from _told(declared, [_lack("name", declared.labels)])
    for id in sorted(policy.services):
        yield from _told(policy.services[id], [_lack("name", policy.services[id].labels)])


def same_plain_names(index: Index) -> Iterator[Diagnostic]:
    """Services that a person cannot tell apart: a plain name that another has, in a language."""
    seen: dict[tuple[str, str], Service] = {}
    for id in sorted(index.policy.services):
        service = index.policy.services[id]
        for language in LANGUAGES:
            words = service.labels.get(language, "")
            first = seen.setdefault((language, words.casefold()), service)
            if words and first is not service:
                message = f'`{service.id}` and `{first.id}` are both called "{words}" in {language}'
                notes = [Note(first.span, "the other is here")]
                yield SAME_PLAIN_NAME.at(service.span, message, hint="say what is different", notes=notes)
                break


def unwritten(index: Index) -> Iterator[Diagnostic]:
    """Each declaration with words that stand as `hjemmel new` left them."""
    policy = index.policy
    maps: tuple[Mapping[str, Declared], ...] = (
        *(policy.sources, policy.entities, policy.lists, policy.terms, policy.parameters),
        *(policy.rules, policy.services, policy.parts, policy.interpretations),
    )
    for declared in (one[id] for one in maps for id in sorted(one)):
        left = [language for language in LANGUAGES if any(text.startswith("…") for text in _said(declared, language))]
        if left:
            message = f"`{declared.name}` has words to be written in {listed(left)}"
            yield UNWRITTEN_WORDS.at(declared.span, message, hint="write them in place of those that begin with `…`")


def no_deeds(index: Index) -> Iterator[Diagnostic]:
    """Each action whose name is certainly no bare infinitive, so that pages cannot say that somebody must do it."""
    for term in (index.policy.terms[id] for id in sorted(index.policy.terms)):
        wrong = [it for it in LANGUAGES if term.is_action and is_no_deed(term.labels.get(it, ""), it)]
        if wrong:
            called = listed([f'"{term.labels[it]}" in {it}' for it in wrong])
            message = f"`{term.name}` is called {called}, which cannot stand after `must`"
            hint = 'begin with what is done, as in `nb "gi hjelp"  nn "gje hjelp"  en "give help"`'
            yield NO_DEED.at(term.span, message, hint=hint)


def _said(declared: Declared, language: str) -> Iterator[str]:
    phrases = [declared.labels]
    if isinstance(declared, Term):
        phrases += [declared.met, declared.not_met, declared.ask]
    return (each.get(language, "") for each in phrases)


def _of_term(term: Term) -> Iterator[str]:
    """A right is told of by its outcomes; what a case gives is asked for; a consideration is written about."""
    yield (_partly if term.met or term.not_met else _lack)("name", term.labels)
    if term.kind == "right" or term.met or term.not_met:
        yield _lack("`met`", term.met)
        yield _lack("`not met`", term.not_met)
    if term.is_given:
        yield _lack("question (`ask`)", term.ask)
    for one in term.discretion.considerations if term.discretion is not None else ():
        yield _lack(f"consideration `{one.name}`", one.labels)


def _lack(what: str, phrases: Phrases) -> str:
    """Which languages something lacks, or an empty text."""
    without = [language for language in LANGUAGES if not phrases.get(language, "").strip()]
    return f"{what} in {listed(without)}" if without else ""


def _partly(what: str, phrases: Phrases) -> str:
    """What may be left without words is not left with the words of some languages only."""
    return _lack(what, phrases) if any(text.strip() for text in phrases.values()) else ""


def _told(declared: Declared, lacks: Iterable[str]) -> Iterator[Diagnostic]:
    found = [lack for lack in lacks if lack]
    if found:
        yield MISSING_PHRASES.at(
            declared.span,
            f"`{declared.name}` lacks words: {'; '.join(found)}",
            hint=f'write `{"ask " if "question" in found[0] else ""}nb "…"  nn "…"  en "…"`',
        )
