"""Lines for a reader who is read to: one line tells several steps, each in a sentence with its address behind it.

`phrase` gives each step its words; here they are put one after another. A sentence is said once on a line, and what
is given as a reason is joined to what it is a reason for. Start reading at `line_aloud`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from attrs import evolve, frozen

from explain.blanks import Blanks
from explain.justification import Line
from explain.names import Voice, clause
from explain.selection import Checked, Entry
from explain.values import Shown
from explain.vocabulary import joined

_GROUPS = ("weighed", "to_weigh", "not_weighed", "may_weigh", "not_to_count")
_WITH_REASONS = ("not_used", "inner_rule_falls", *_GROUPS)
"""What takes others into its own sentence: a rule what kept it away, a group its considerations."""

_ASKED = ("condition", "presumed", "any_of", "must_", "may_")
"""The lines that may be taken into another's sentence."""


@frozen
class Said:
    """One step in words: its sentence, its address, the values behind it, and the sentences that go with it."""

    text: str
    address: str = ""
    values: tuple[Shown, ...] = ()
    after: tuple[str, ...] = ()


Teller = Callable[[Entry, str, bool], Said]
"""What gives a step its sentence; it is told the reasons to weave into it, and whether to say for which days."""


def line_aloud(voice: Voice, entry: Entry, tell: Teller, blanks: Blanks, when: str) -> Line:
    """The line of an entry and of all that is told with it."""
    said = list(_said(voice, entry, tell))
    everything = entry.all
    return Line(
        kind=entry.kind,
        step=entry.step,
        text=" ".join((*_together(said), *_not_alone(voice, everything))),
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
        inside = _inside(voice, here, list(clauses))
        own = tell(here, inside, here is entry or here.days != days)
        days = days if here.silent else here.days
        values = (*own.values, *(value for it in given for value in it.values))
        yield Said("", "", values) if here.silent else evolve(own, values=values)
        stack.extend(reversed(rest))


def _together(said: Iterable[Said]) -> Iterator[str]:
    """The sentences, each once; an address that was just given is not given again."""
    told: set[str] = set()
    last = ""
    for it in said:
        if it.text and it.text not in told:
            told.add(it.text)
            yield with_address(it.text, it.address if it.address != last else "")
            last = it.address or last
        yield from (after for after in it.after if after not in told)
        told.update(it.after)


def _not_alone(voice: Voice, entries: Iterable[Entry]) -> Iterator[str]:
    """In a refusal: that changing one of these grounds would not have been enough, said once."""
    alike = [it for it in entries if isinstance(it.what, Checked) and it.what.alone is False and not it.silent]
    if alike:
        yield voice.word("not_alone" if len(alike) == 1 else "none_alone")


def _inside(voice: Voice, entry: Entry, clauses: list[str]) -> str:
    """Clauses in one: considerations with what was found, mere names, or whole sentences."""
    if entry.kind == "weighed":
        return "; ".join(clauses)
    return joined(clauses, voice.language, "and" if entry.kind in _GROUPS else "and_clause")


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
