"""Words for what would change the answer: facts turned around, days to come, and an amount as a number grows."""

from __future__ import annotations

from fractions import Fraction

from engine.model.units import KR, Type
from engine.nearest import Turned
from explain import selection as told
from explain.blanks import Blanks
from explain.names import Voice, clause, name_of, quoted, statement, term_name, words_in
from explain.selection import Entry
from explain.values import Shown
from explain.vocabulary import joined


def instead_blanks(voice: Voice, entry: Entry, what: told.Instead) -> Blanks:
    said = [_turned(voice, it) for it in what.turned]
    values = tuple(it for _, shown in said for it in shown)
    return Blanks(entry.kind, {"turned": joined([it for it, _ in said], voice.language, "and_clause")}, values)


def opening_blanks(voice: Voice, entry: Entry, what: told.Opening) -> Blanks:
    said = [_turned(voice, it)[0] for it in what.turned]
    return Blanks(entry.kind, {"turned": "; ".join(clause(it) for it in said)})


def _turned(voice: Voice, turned: Turned) -> tuple[str, tuple[Shown, ...]]:
    """A fact as it would be: the author's sentence for that answer, or its name and the value, or how far it moves."""
    term, member = turned.key
    said = statement(voice, term, turned.after, member)
    if said:
        return said, ()
    shown = voice.show(turned.after, voice.policy.terms[term].type)
    name = term_name(voice, term, member)
    form = {"up": "turned_up", "down": "turned_down"}.get(turned.side, "turned")
    if voice.policy.terms[term].type.kind == "date" and turned.side:
        form = f"{form}_day"
    return voice.word(form, name=name, value=shown.text), (shown,)


def passing_blanks(voice: Voice, entry: Entry, what: told.Passing) -> Blanks:
    return Blanks(entry.kind, {"day": voice.day(what.day)}, dated=True)


def why_blanks(voice: Voice, entry: Entry, what: told.Why) -> Blanks:
    policy = voice.policy
    if what.id in policy.rules:
        rule = policy.rules[what.id]
        label = words_in(rule.labels, voice.language)
        return Blanks(entry.kind, {"name": quoted(label, voice.language) if label else ""}, name=what.id)
    declared = policy.parameters.get(what.id)
    name = name_of(voice, declared) if declared is not None else term_name(voice, what.id, what.member)
    return Blanks(entry.kind, {"name": name}, name=what.id)


def grows_blanks(voice: Voice, entry: Entry, what: told.Grows) -> Blanks:
    at = voice.show(what.at, voice.policy.terms[what.fact[0]].type)
    names = {"name": term_name(voice, what.term, what.member), "fact": term_name(voice, *what.fact)}
    return Blanks(entry.kind, {**names, "at": at.text}, (at,), what.fact[0])


def bend_blanks(voice: Voice, entry: Entry, what: told.Bend) -> Blanks:
    policy, piece = voice.policy, what.piece
    number, amount = policy.terms[what.fact[0]].type, policy.terms[what.term].type
    first = voice.show(piece.first, number)
    shown = {
        "first": first,
        "last": voice.show(piece.last if piece.last is not None else piece.first, number),
        "before": _amount(voice, what.before, what.term),
        "at_first": _amount(voice, piece.at_first, what.term),
        "at_last": _amount(voice, piece.at_last, what.term),
        "slope": voice.show(abs(piece.slope), Type("number", KR)),
    }
    words = {name: it.text for name, it in shown.items()}
    words |= {
        "up": "yes" if piece.slope > 0 else "",
        "endless": "yes" if what.last else "",
        "same_unit": "yes" if number.unit == amount.unit else "",
    }
    return Blanks(entry.kind, words, tuple(it for it in shown.values() if it.exact))


def _amount(voice: Voice, value: Fraction | None, term: str) -> Shown:
    return Shown(voice.word("open"), "") if value is None else voice.show(value, voice.policy.terms[term].type)


def others_blanks(voice: Voice, entry: Entry, what: told.Others) -> Blanks:
    return Blanks(entry.kind, {"names": "; ".join(term_name(voice, *it) for it in what.keys)})


def ahead_blanks(voice: Voice, entry: Entry, what: told.LooksAhead) -> Blanks:
    return Blanks(entry.kind, {"day": voice.day(what.until)})
