"""How an action is called: by what is done, as a bare infinitive, so that it fits after `å`, `skal` or `must`.

An author may have written what goes before one, such as `å` or `the duty to`; readers are told the deed alone.
Start reading at `lead_in`.
"""

from __future__ import annotations

import re

_LEADS = {
    "nb": r"(?:(?:plikt(?:en)?|adgang(?:en)?|rett(?:en)?|myndighet(?:en)?) til å|forbud(?:et)? mot å|å) ",
    "nn": r"(?:(?:plikta?|høvet?|rett(?:en)?|tilgang(?:en)?|myndigheita?) til å|forbod(?:et)? mot å|å) ",
    "en": r"(?:(?:the |a )?(?:duty|power|right|permission|obligation) to|to) ",
}
_LEAD = {language: re.compile(pattern, re.IGNORECASE) for language, pattern in _LEADS.items()}
_NOUN = {
    "nb": re.compile(r"(?:plikt(?:en)?|adgang(?:en)?|rett(?:en)?|myndighet(?:en)?|forbud(?:et)?) (?:til|mot) ", re.I),
    "nn": re.compile(r"(?:plikta?|høvet?|rett(?:en)?|tilgang(?:en)?|forbod(?:et)?) (?:til|mot) ", re.I),
    "en": re.compile(r"(?:the |a )?(?:duty|power|right|prohibition) (?:of|on|against) |\w*[aeiouy]\w*ing\b", re.I),
}
"""What is no infinitive at all: a noun, or in English a form in -ing (`bring` and `sing` are not such forms)."""


def lead_in(words: str, language: str) -> str:
    """The words before the infinitive, with the space after them; empty where there are none.

    >>> lead_in("plikten til å ivareta hunden", "nb"), lead_in("to take the dog", "en"), lead_in("ta hunden", "nb")
    ('plikten til å ', 'to ', '')
    """
    pattern = _LEAD.get(language)
    found = pattern.match(words) if pattern is not None else None
    return found.group() if found else ""


def is_no_deed(words: str, language: str) -> bool:
    """Whether the words are certainly no bare infinitive.

    >>> is_no_deed("å ivareta hunden", "nb"), is_no_deed("taking the dog", "en"), is_no_deed("bring the dog", "en")
    (True, True, False)
    """
    noun = _NOUN.get(language)
    return bool(lead_in(words, language)) or (noun is not None and noun.match(words) is not None)
