"""Words for readers that are the statute's own sentences: an explanation says what a provision means, in our words.

Given the sentences of each document, by whoever holds the texts. Start reading at `copied_words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from engine.analysis.index import Index
from engine.analysis.words import law
from engine.diagnostics import Code, Diagnostic, Severity
from engine.model.policy import Declared, Rule, Term

COPIED_WORDS = Code(
    "A008", "copied-words", "words a reader is shown are a sentence of the law, word for word", Severity.WARNING
)

Sentences = Mapping[str, Sequence[str]]
"""The sentences of each document, by its identifier."""

RUN = 10
"""So many words in a row make a copy; shorter runs are the names of things."""


def copied_words(index: Index, sentences: Sentences) -> Iterator[Diagnostic]:
    """Each declaration whose words share a long run with the act it belongs to; an assessment, a whole sentence."""
    runs = {document: _runs_of(text for text in said) for document, said in sorted(sentences.items())}
    whole = {document: _whole(said) for document, said in sorted(sentences.items())}
    declared: list[Declared] = [index.policy.terms[id] for id in sorted(index.policy.terms)]
    for one in [*declared, *index.rules]:
        source = index.source(one.source)
        known = runs.get(source.document, frozenset()) if source is not None else frozenset()
        copied = next((run for text in _texts(one) for run in _runs(text) if run in known), None) if known else None
        if copied is not None and source is not None and isinstance(one, Term) and one.kind == "discretion":
            copied = _sentence_in(one, whole[source.document])
        if copied is not None:
            yield COPIED_WORDS.at(
                one.span,
                f"`{one.name}` is told in the words of the law: “{' '.join(copied)}”",
                hint="say in your own words what it means; the law's words are shown beside it",
                law=law(index, one) if isinstance(one, Rule) else "",
            )


def _texts(declared: Declared) -> Iterator[str]:
    yield from (declared.labels[language] for language in sorted(declared.labels))
    if isinstance(declared, Term):
        for phrases in (declared.met, declared.not_met, declared.ask):
            yield from (phrases[language] for language in sorted(phrases))


Run = tuple[str, ...]


def _whole(said: Sequence[str]) -> tuple[Run, ...]:
    """The sentences that are long enough to be copied."""
    return tuple(words for text in said if len(words := _words(text)) >= RUN)


def _sentence_in(term: Term, whole: tuple[Run, ...]) -> Run | None:
    """A whole sentence of the law in the words of an assessment: its measure is asked in the law's own words."""
    told = [f" {' '.join(_words(text))} " for text in _texts(term)]
    return next((words for words in whole for text in told if f" {' '.join(words)} " in text), None)


def _words(text: str) -> Run:
    return tuple(re.findall(r"\w+", text.lower()))


def _runs(text: str) -> Iterator[Run]:
    words = _words(text)
    return (words[at : at + RUN] for at in range(len(words) - RUN + 1))


def _runs_of(texts: Iterator[str]) -> frozenset[Run]:
    return frozenset(run for text in texts for run in _runs(text))
