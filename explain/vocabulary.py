"""The small words a page is built from, by concept and language.

Sentences live in `templates/`; the words that expressions, values and headings need stand in `words_of_rules` and
`words_of_pages`. Start reading at `word`.
"""

from __future__ import annotations

from explain import words_of_pages, words_of_rules

LANGUAGES = ("nb", "nn", "en")

_WORDS = {**words_of_rules.WORDS, **words_of_pages.WORDS}


def word(concept: str, language: str) -> str:
    """The word for a concept; an unknown concept is a bug and raises `KeyError`.

    >>> word("not_met", "nn")
    'ikkje oppfylt'
    """
    return _WORDS[concept][LANGUAGES.index(language)]


def has_word(concept: str) -> bool:
    """Whether there is a word for the concept."""
    return concept in _WORDS


def joined(parts: list[str], language: str, by: str = "and") -> str:
    """A list in one phrase: `a, b og c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word(by, language)} {parts[-1]}".replace(" , ", ", ")
