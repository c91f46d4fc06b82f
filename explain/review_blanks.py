"""Words for what a colleague and an appeal body ask: names gathered, addresses gathered, and a limit of review."""

from __future__ import annotations

from explain import selection as told
from explain.blanks import Blanks
from explain.names import Voice, quoted, term_name, worded
from explain.selection import Entry


def sorted_blanks(voice: Voice, entry: Entry, what: told.Sorted) -> Blanks:
    review = worded(what.review, what.words, voice.language) if what.review else ""
    if entry.kind == "departed":
        review = quoted(what.review, voice.language)
    names = "; ".join(dict.fromkeys(term_name(voice, *it) for it in what.terms))
    return Blanks(entry.kind, {"names": names, "texts": voice.cite(what.texts), "review": review})


def not_granted_blanks(voice: Voice, entry: Entry, what: told.NotGranted) -> Blanks:
    term = voice.policy.terms[what.term]
    value = voice.show(what.value, term.type) if what.value is not None else None
    words = {"name": term_name(voice, what.term, what.member), "value": value.text if value else ""}
    return Blanks(entry.kind, words, (value,) if value else (), what.term)
