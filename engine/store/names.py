"""Names as cases and commands write them: bare where only one source has them, `source.name` otherwise.

Gives ids, or says why there is none: misspelt, of another kind, or declared by several sources.
Start reading at `Names.bind`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from engine.diagnostics import Code, Diagnostic, did_you_mean
from engine.model.policy import Policy, Term
from engine.source import NOWHERE, Span
from engine.store import case_codes as codes

_UNKNOWN: Mapping[str, tuple[Code, str]] = {
    "fact": (codes.UNKNOWN_FACT, "fact"),
    "assessment": (codes.UNKNOWN_ASSESSMENT, "assessment"),
    "list": (codes.UNKNOWN_LIST, "list"),
    "term": (codes.UNKNOWN_TERM, "term"),
    "interpretation": (codes.UNKNOWN_READING, "interpretation"),
    "source": (codes.UNKNOWN_SOURCE, "source"),
}

_BELONGS = {
    "fact": "a fact: give it under `facts`",
    "assessment": "an assessment: give it under `assessments`",
    "list": "a list: give it under `lists`",
    "term": "concluded by rules, and never given; it may be asked for",
    "parameter": "a parameter: its values are in the policy",
    "rule": "a rule; name the term it concludes",
}
"""What a name is, said to somebody who used it as something else."""


@frozen
class Names:
    """Every name of a policy by kind: the bare name, `source.name`, and former names, each with the ids it may mean."""

    kinds: Mapping[str, Mapping[str, Sequence[str]]]
    former: frozenset[str] = frozenset()

    def bind(
        self, written: str, kind: str, span: Span = NOWHERE, home: Collection[str] = ()
    ) -> tuple[str | None, Diagnostic | None]:
        """The id a name of this kind means, and what there is to say about it (a note, when there is an id).

        Where several sources have the name, it is that of the one source of `home` that has it.
        """
        written = unicodedata.normalize("NFC", written)
        ids = self.kinds[kind].get(written, ())
        if len(ids) > 1:
            ids = [id for id in ids if id.rpartition(".")[0] in home] or ids
        if len(ids) == 1:
            return ids[0], self._renamed(written, ids[0], span)
        if ids:
            either = " or ".join(f"`{id}`" for id in sorted(ids))
            return None, codes.AMBIGUOUS.at(span, f"`{written}` is declared by several sources", hint=f"write {either}")
        return None, self._unknown(written, kind, span)

    def asked(
        self, written: str, span: Span = NOWHERE, home: Collection[str] = ()
    ) -> tuple[str, str | None, Diagnostic | None]:
        """What a name asks for: `term` or `service`, its id, and what there is to say about it.

        A term goes before a service of the same name. A service may be called by its plain name in any language.
        """
        written = unicodedata.normalize("NFC", written)
        services = self.kinds.get("service", {})
        if written not in self.kinds["term"]:
            called = written if written in services else _as_said(written, services)
            if called is not None:
                return "service", *self.bind(called, "service", span)
            if services and not any(written in self.kinds.get(kind, {}) for kind in _BELONGS):
                return "service", None, self._unknown_asked(written, span)
        return "term", *self.bind(written, "term", span, home)

    def _unknown_asked(self, written: str, span: Span) -> Diagnostic:
        close = did_you_mean(written, [*self.kinds["service"], *self.kinds["term"]])
        hint = close or "`hjemmel services` lists what may be asked for"
        return codes.UNKNOWN_TERM.at(span, f"unknown service or term `{written}`", hint=hint)

    def _renamed(self, written: str, id: str, span: Span) -> Diagnostic | None:
        if written not in self.former or id in (written,):
            return None
        return codes.RENAMED.at(span, f"`{written}` is now called `{id.rpartition('.')[2]}`")

    def _unknown(self, written: str, kind: str, span: Span) -> Diagnostic:
        for other, meaning in _BELONGS.items():
            if other != kind and written in self.kinds.get(other, {}):
                return codes.WRONG_KIND.at(span, f"`{written}` is {meaning}")
        code, noun = _UNKNOWN[kind]
        return code.at(span, f"unknown {noun} `{written}`", hint=did_you_mean(written, self.kinds[kind]))


def index(policy: Policy) -> Names:
    """The names of a policy, ready for binding."""
    terms = list(policy.terms.values())
    kinds: dict[str, dict[str, Sequence[str]]] = {
        "fact": _spelt(t for t in terms if t.kind == "fact"),
        "assessment": _spelt(t for t in terms if takes_assessment(t)),
        "term": _spelt(terms),
        "list": _spelt_plainly((entry.name, entry.id) for entry in policy.lists.values()),
        "parameter": _spelt_plainly((entry.name, entry.id) for entry in policy.parameters.values()),
        "rule": _spelt_plainly((entry.name, entry.id) for entry in policy.rules.values()),
        "service": _spelt_plainly(called(policy)),
        "interpretation": _spelt_plainly((entry.name, entry.id) for entry in policy.interpretations.values()),
        "source": _spelt_plainly((entry.name, entry.id) for entry in policy.sources.values()),
    }
    current = {name for names in kinds.values() for name in names}
    former = {name: term.id for term in terms for name in term.formerly}
    for kind in ("fact", "assessment", "term"):
        known = {id for ids in kinds[kind].values() for id in ids}
        for name, id in former.items():
            if name not in current and id in known:
                kinds[kind][name] = (id,)
    return Names(kinds, frozenset(former) - current)


def called(policy: Policy) -> Iterator[tuple[str, str]]:
    """What each service may be called: its name, and its plain name in each language."""
    for service in policy.services.values():
        yield service.name, service.id
        yield from ((said, service.id) for said in dict.fromkeys(service.labels.values()) if said != service.name)


def _as_said(written: str, services: Iterable[str]) -> str | None:
    """The service's name that is the same but for capitals and spaces."""
    return next((name for name in services if _folded(name) == _folded(written)), None)


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def takes_assessment(term: Term) -> bool:
    """Whether a person answers it, or records its use: a discretion, a power, or an action that may be used."""
    return term.kind == "discretion" or term.is_action


def _spelt(terms: Iterable[Term]) -> dict[str, Sequence[str]]:
    return _spelt_plainly((term.name, term.id) for term in terms)


def _spelt_plainly(pairs: Iterable[tuple[str, str]]) -> dict[str, Sequence[str]]:
    names: dict[str, Sequence[str]] = {}
    for name, id in _spellings(pairs):
        if id not in names.get(name, ()):
            names[name] = (*names.get(name, ()), id)
    return names


def _spellings(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for name, id in pairs:
        yield name, id
        if id != name:
            yield id, id
