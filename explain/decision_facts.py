"""What the facts every decision has are called: whether it grants or refuses, what was used, and the day it is made.

No author declares them, so the words are ours: a name, and a sentence for yes and for no, in bokmål, nynorsk and
English. Start reading at `decision_fact`.
"""

from __future__ import annotations

from engine.model.policy import Policy, Term
from explain.vocabulary import LANGUAGES

_WORDS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "granted": (
        ("om vedtaket gir det saken gjelder", "Vedtaket gir det saken gjelder", "Vedtaket gir ikke det saken gjelder"),
        ("om vedtaket gir det saka gjeld", "Vedtaket gir det saka gjeld", "Vedtaket gir ikkje det saka gjeld"),
        (
            "whether the decision grants what the case is about",
            "The decision grants what the case is about",
            "The decision does not grant what the case is about",
        ),
    ),
    "refused": (
        ("om vedtaket er et avslag", "Vedtaket er et avslag", "Vedtaket er ikke et avslag"),
        ("om vedtaket er eit avslag", "Vedtaket er eit avslag", "Vedtaket er ikkje eit avslag"),
        ("whether the decision is a refusal", "The decision is a refusal", "The decision is not a refusal"),
    ),
    "granted_in_part": (
        (
            "om vedtaket gir bare en del av det saken gjelder",
            "Vedtaket gir bare en del av det saken gjelder",
            "Vedtaket gir alt eller ingenting av det saken gjelder",
        ),
        (
            "om vedtaket gir berre ein del av det saka gjeld",
            "Vedtaket gir berre ein del av det saka gjeld",
            "Vedtaket gir alt eller ingenting av det saka gjeld",
        ),
        (
            "whether the decision grants only part of what the case is about",
            "The decision grants only part of what the case is about",
            "The decision grants all or nothing of what the case is about",
        ),
    ),
    "open": (
        ("om noe i vedtaket er uavklart", "Noe i vedtaket er uavklart", "Alt i vedtaket er avklart"),
        ("om noko i vedtaket er uavklart", "Noko i vedtaket er uavklart", "Alt i vedtaket er avklart"),
        (
            "whether something in the decision is open",
            "Something in the decision is open",
            "Everything in the decision is settled",
        ),
    ),
    "discretion_used": (
        ("om vedtaket bygger på skjønn", "Vedtaket bygger på skjønn", "Vedtaket bygger ikke på skjønn"),
        ("om vedtaket byggjer på skjønn", "Vedtaket byggjer på skjønn", "Vedtaket byggjer ikkje på skjønn"),
        (
            "whether the decision rests on discretion",
            "The decision rests on discretion",
            "The decision does not rest on discretion",
        ),
    ),
    "power_used": (
        (
            "om vedtaket bruker noe loven gir adgang til",
            "Vedtaket bruker noe loven gir adgang til",
            "Vedtaket bruker ikke noe loven gir adgang til",
        ),
        (
            "om vedtaket bruker noko lova gir høve til",
            "Vedtaket bruker noko lova gir høve til",
            "Vedtaket bruker ikkje noko lova gir høve til",
        ),
        (
            "whether the decision uses a power the law gives",
            "The decision uses a power the law gives",
            "The decision uses no power the law gives",
        ),
    ),
    "decided_on": (
        ("dagen vedtaket treffes", "", ""),
        ("dagen vedtaket blir gjort", "", ""),
        ("the day the decision is made", "", ""),
    ),
}


def decision_fact(policy: Policy, term: Term) -> str:
    """Which of the facts every decision has a term is; empty where an author declared it.

    A source with several kinds of decisions has the kind before the name: `home_help_decision_granted`.
    """
    kind = policy.entities.get(term.entity)
    if kind is None or not kind.is_decision_kind or term.kind != "fact" or term.labels or term.met:
        return ""
    name = term.name.removeprefix(f"{kind.name}_")
    return name if name in _WORDS else ""


def name_of_fact(fact: str, language: str) -> str:
    """What one of those facts is called."""
    return _WORDS[fact][LANGUAGES.index(language)][0]


def said_of_fact(fact: str, language: str, value: bool) -> str:
    """The sentence for one of those facts and an answer; empty for the day."""
    _, met, not_met = _WORDS[fact][LANGUAGES.index(language)]
    return met if value else not_met
