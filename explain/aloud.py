"""Lines for a reader who is read to: one line tells several steps, each in a sentence with its address behind it.

`phrase` gives each step its words; here they are put one after another. A sentence is said once on a line, and what
is given as a reason is joined to what it is a reason for. Start reading at `line_aloud`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from attrs import evolve, frozen

from explain.blanks import Blanks
from explain.justification import Line
from explain.names import Voice, clause, sentence
from explain.selection import Entry
from explain.values import Shown
from explain.vocabulary import joined

_GROUPS = ("weighed", "to_weigh", "not_weighed", "may_weigh", "not_to_count")
_WITH_REASONS = ("not_used", "inner_rule_falls", *_GROUPS)
"""What takes others into its own sentence: a rule what kept it away, a group its considerations."""

_ASKED = ("condition", "presumed", "any_of", "must_", "may_")
"""The lines that may be taken into another's sentence."""


@frozen
class Said:
    """One step in words: without its address, with it, and the values behind it."""

    text: str
    told: str
    values: tuple[Shown, ...] = ()


Teller = Callable[[Entry, str, bool], Said]
"""What gives a step its sentence; it is told the reasons to weave into it, and whether to say for which days."""


def line_aloud(voice: Voice, entry: Entry, tell: Teller, blanks: Blanks, when: str) -> Line:
    """The line of an entry and of all that is told with it."""
    said = list(_said(voice, entry, tell))
    everything = entry.all
    return Line(
        kind=entry.kind,
        step=entry.step,
        text=" ".join(dict.fromkeys(it.told for it in said if it.told)),
        basis=tuple(dict.fromkeys(it for one in everything for it in one.basis)),
        when="" if blanks.dated else when,
        days=entry.days,
        decisive=any(it.decisive for it in everything),
        values=tuple(value for it in said for value in it.values),
        name=blanks.name,
        steps=tuple(dict.fromkeys(it.step for it in everything)),
    )


def _said(voice: Voice, entry: Entry, tell: Teller) -> Iterator[Said]:
    """The sentences of an entry in order; a silent one has none, but its numbers are kept."""
    stack, days = [entry], entry.days
    while stack:
        here = stack.pop()
        reasons, rest = _reasons(here)
        given = [tell(it, "", False) for it in reasons]
        clauses = dict.fromkeys(clause(it.text) for it, asked in zip(given, reasons, strict=True) if not asked.silent)
        inside = "; ".join(clauses) if here.kind == "weighed" else joined(list(clauses), voice.language)
        own = tell(here, inside, here is entry or here.days != days)
        days = days if here.silent else here.days
        values = (*own.values, *(value for it in given for value in it.values))
        yield evolve(own, told="" if here.silent else own.told, values=values)
        stack.extend(reversed(rest))


def _reasons(entry: Entry) -> tuple[list[Entry], list[Entry]]:
    """What is said in the entry's own sentence, and the rest of what is told with it."""
    if entry.kind not in _WITH_REASONS:
        return [], list(entry.within)
    reasons = [it for it in entry.within if it.kind.startswith(_ASKED)]
    return reasons, [it for it in entry.within if it not in reasons]


def with_address(text: str, address: str) -> str:
    """A sentence with its address in parentheses before its full stop.

    >>> with_address("Du har enerom.", "§ 3 (2)")
    'Du har enerom (§ 3 (2)).'
    >>> with_address("Den som er under 18 år, er barn (barnet nr. 1).", "§ 1 (2)")
    'Den som er under 18 år, er barn (barnet nr. 1; § 1 (2)).'
    """
    if not address:
        return text
    if text.endswith("?"):
        return f"{text[:-1]} ({address})?"
    if text.endswith(")."):
        return f"{text[:-2]}; {address})."
    if text.endswith((".»", ".”")):
        return f"{text} ({address})."
    return f"{text[:-1]} ({address})." if text.endswith(".") else f"{text} ({address})"


def said_of(text: str, address: str, values: tuple[Shown, ...], after: Sequence[str] = ()) -> Said:
    """A step's words made a sentence, and the sentences that go with it."""
    if not text.strip():
        return Said("", "", values)
    return Said(sentence(text), " ".join((with_address(sentence(text), address), *after)), values)
