"""Like cases in words: what is otherwise first, then one block for each case beside the one at hand.

Of the other case ages are shown in groups and amounts with two digits that count; of the one at hand as they are.
Nothing here knows whose case it was. Start reading at `tell_likes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from engine.model.case import Case
from engine.model.policy import Policy
from engine.model.units import TEXT, YES_NO, Type
from engine.records.anonymous import Answered, FactKey, Seen
from engine.records.like import LEAST, Beside, Like, Likes
from explain.names import Voice, quoted, term_name, words_in
from explain.render import WIDTH, wrapped
from explain.templates import fill

PART = "like"
AGES = (0, 6, 13, 16, 18, 20, 25, 30, 40, 50, 62, 67, 80)
"""Where the groups of ages begin."""
_NAME, _CELL = 46, 27


def tell_likes(policy: Policy, likes: Likes, day: date, language: str) -> str:
    """The page about like cases, ending in a line end."""
    voice = Voice(policy, Case(day), "lawyer", language)
    return "\n".join(row.rstrip() for row in _page(voice, likes)) + "\n"


def _page(voice: Voice, likes: Likes) -> Iterator[str]:
    title = _say(voice, "title")
    if likes.too_few:
        yield title
        yield "─" * WIDTH
        yield from wrapped(_say(voice, "too_few", among=str(likes.among), least=str(LEAST)), WIDTH)
        return
    among = _say(voice, "among", shown=str(len(likes.nearest)), among=str(likes.among))
    yield title + among.rjust(WIDTH - len(title))
    yield "─" * WIDTH
    for text in _first(voice, likes):
        yield from wrapped(text, WIDTH)
    for number, like in enumerate(likes.nearest, start=1):
        yield ""
        yield from _block(voice, likes, like, number)
    yield "─" * WIDTH
    yield from wrapped(_say(voice, "note"), WIDTH)


def _first(voice: Voice, likes: Likes) -> Iterator[str]:
    """What somebody who looks after quality asks first."""
    numbered = list(enumerate(likes.nearest, start=1))
    others = [number for number, like in numbered if like.other_outcome]
    yield _say(voice, "other_outcome", cases=_cases(voice, others)) if others else _say(voice, "same_outcome")
    for kind, cases in (
        ("other_amount", [number for number, like in numbered if like.other_amount]),
        ("departs", [number for number, like in numbered if like.departs]),
        ("set_aside", [number for number, like in numbered if like.there.set_aside]),
    ):
        if cases:
            yield _say(voice, kind, cases=_cases(voice, cases))
    for key in likes.here.outcomes:
        counts = [(seen, number) for told, seen, number in likes.outcomes if told == key]
        name = _name(voice, key)
        if any(number is None for _, number in counts) and len(counts) > 1:
            yield _say(voice, "tally_untold", name=name)
        elif counts and counts[0][1] is not None:
            said = ", ".join(f"{_shown(voice, key[0], seen)} {number}" for seen, number in counts)
            yield _say(voice, "tally", name=name, counts=said)


def _cases(voice: Voice, numbers: list[int]) -> str:
    return ", ".join(_say(voice, "case", number=str(number)) for number in numbers)


# ── one case ────────────────────────────────────────────────────────────────────────────────────────────────────


def _block(voice: Voice, likes: Likes, like: Like, number: int) -> Iterator[str]:
    head = _say(voice, "head", number=str(number), year=str(like.there.year), digest=like.sha256[:8])
    yield _across(head, _say(voice, "here"), _say(voice, "there"))
    yield f"  {_say(voice, 'outcome')}"
    for key, here in likes.here.outcomes.items():
        there = like.there.outcomes.get(key, Seen("open"))
        yield from _row(voice, key, here, there)
    otherwise = [beside for beside in like.facts if not beside.is_same]
    yield f"  {_say(voice, 'otherwise')}" if otherwise else f"  {_say(voice, 'nothing_otherwise')}"
    for beside in sorted(otherwise, key=_rank):
        yield from _row(voice, beside.key, beside.here, beside.there)
    alike = [_name(voice, beside.key) for beside in like.facts if beside.is_same]
    if alike:
        yield from (f"  {row}" for row in wrapped(_say(voice, "alike", names=", ".join(alike)), WIDTH - 2))
    yield from _answers(voice, likes, like)


def _rank(beside: Beside) -> tuple[bool, Fraction, FactKey]:
    """Facts that are otherwise before numbers that differ in size; of these the farthest first."""
    return beside.is_counted, -beside.away, beside.key


def _answers(voice: Voice, likes: Likes, like: Like) -> Iterator[str]:
    """The answers of people in both with the length of their reasons, and what only one of them considered."""
    keys = sorted({*likes.here.answers, *like.there.answers})
    if keys:
        yield f"  {_say(voice, 'discretion')}"
    for key in keys:
        here, there = likes.here.answers.get(key), like.there.answers.get(key)
        same = here is not None and there is not None and here.value == there.value
        yield from _cells(_name(voice, key), _answer(voice, key, here), _answer(voice, key, there, not same))
        if here is None or there is None:
            continue
        if here.considered != there.considered:
            only = (_considered(voice, key, one, other) for one, other in ((here, there), (there, here)))
            yield from _cells(f"  {_say(voice, 'considered')}", *only)
        if here.departs or there.departs:
            departures = (voice.word("yes" if it.departs else "no") for it in (here, there))
            yield from _cells(f"  {_say(voice, 'departure')}", *departures)
        if there.reasons:
            text = _say(voice, "reasons", text=quoted(there.reasons, voice.language))
            yield from (f"      {row}" for row in wrapped(text, WIDTH - 6))


def _answer(voice: Voice, key: FactKey, answer: Answered | None, rounded: bool = False) -> str:
    """An answer, with the length of the reasons for it; one that lacks something the law asks for says so."""
    if answer is None:
        return _say(voice, "missing")
    said = _shown(voice, key[0], answer.value, rounded)
    if answer.used is not None:
        used = _say(voice, "used" if answer.used else "not_used")
        said = f"{used}, {said}" if answer.used and answer.value.kind != "open" else used
    length = _say(voice, "words", count=str(answer.length))
    return f"{said} ({length})" if answer.counts else f"{said} ({length}, {_say(voice, 'incomplete')})"


def _considered(voice: Voice, key: FactKey, answer: Answered, other: Answered) -> str:
    """What was considered in one case and not in the other, by its names for readers."""
    term = voice.policy.terms.get(key[0])
    declared = term.discretion.considerations if term is not None and term.discretion is not None else ()
    labels = {each.name: words_in(each.labels, voice.language) for each in declared}
    only = [name for name in answer.considered if name not in other.considered]
    names = [labels.get(name) or name.rpartition(".")[2].replace("_", " ") for name in only]
    return ", ".join(names) or _say(voice, "missing")


# ── values ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _row(voice: Voice, key: FactKey, here: Seen, there: Seen) -> Iterator[str]:
    """One value beside the other; the other's is rounded unless it is known already, being the same."""
    other = _shown(voice, key[0], there, rounded=(here.kind, here.value) != (there.kind, there.value))
    yield from _cells(_name(voice, key), _shown(voice, key[0], here), other)


def _shown(voice: Voice, id: str, seen: Seen, rounded: bool = False) -> str:
    """A value in words; `rounded` for a case that is not the reader's own."""
    value = seen.value
    if value is None or seen.kind == "text":
        return _say(voice, seen.kind)
    if isinstance(value, Fraction):
        return _counted(voice, id, seen, value, rounded)
    if isinstance(value, bool):
        return voice.show(value, YES_NO).text
    type = _type(voice, id)
    return voice.show(value, type if type is not None and type.kind in ("choice", "effect") else TEXT).text


def _counted(voice: Voice, id: str, seen: Seen, value: Fraction, rounded: bool) -> str:
    if seen.kind == "years":
        return _say(voice, "age", years=age_group(int(value)) if rounded else str(int(value)))
    if seen.kind == "months":
        return _months(voice, int(value))
    term = voice.policy.terms.get(id)
    type = (term.amount_type or term.type) if term is not None else None
    fits = type is not None and type.kind == "number" and str(type.unit) == seen.unit
    near = two_digits(value) if rounded else value
    text = voice.show(near, type).text if fits and type is not None else f"{near} {seen.unit}".strip()
    return _say(voice, "about", value=text) if near != value else text


def two_digits(value: Fraction) -> Fraction:
    """A number with two digits that count, ties away from zero.

    >>> two_digits(Fraction(310123)), two_digits(Fraction(-1349, 100)), two_digits(Fraction(7))
    (Fraction(310000, 1), Fraction(-13, 1), Fraction(7, 1))
    """
    size, step = abs(value), Fraction(1)
    if not size:
        return value
    while size / step >= 100:
        step *= 10
    while size / step < 10:
        step /= 10
    near = int(size / step + Fraction(1, 2)) * step
    return near if value > 0 else -near


def age_group(years: int) -> str:
    """The group an age is in.

    >>> age_group(24), age_group(81)
    ('20–24', '80+')
    """
    first = max((age for age in AGES if age <= years), default=0)
    following = next((age for age in AGES if age > first), None)
    return f"{first}–{following - 1}" if following is not None else f"{first}+"


def _months(voice: Voice, months: int) -> str:
    """How long before or after the day asked about; from two years on, in years."""
    size, side = abs(months), "ago" if months > 0 else "ahead"
    if not months:
        return _say(voice, "same_month")
    if size < 24:
        return _say(voice, f"months_{side}", months=str(size))
    return _say(voice, f"years_{side}", years=str(size // 12))


def _type(voice: Voice, id: str) -> Type | None:
    term = voice.policy.terms.get(id)
    return term.type if term is not None else None


def _name(voice: Voice, key: FactKey) -> str:
    """What something is called, and by its number which member it is of."""
    id, (list_, number) = key
    name = term_name(voice, id)
    if not list_:
        return name
    declared = voice.policy.lists.get(list_)
    entity = voice.policy.entities.get(declared.member) if declared is not None else None
    label = words_in(entity.labels, voice.language) if entity is not None else ""
    return voice.word("member", name=name, member=voice.word("ordinal", entity=label, number=str(number)).strip())


# ── layout ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _cells(name: str, here: str, there: str) -> Iterator[str]:
    """A name and two values, each in its column and on as many rows as it needs."""
    indent = "    " + " " * (len(name) - len(name.lstrip()))
    columns = [wrapped(name.strip(), _NAME - len(indent) - 2), wrapped(here, _CELL - 2), wrapped(there, _CELL)]
    for row in range(max(map(len, columns))):
        first, second, third = (column[row] if row < len(column) else "" for column in columns)
        yield _across(indent + first, second, third)


def _across(name: str, here: str, there: str) -> str:
    return name.ljust(_NAME) + here.ljust(_CELL) + there


def _say(voice: Voice, kind: str, **blanks: str) -> str:
    return fill(voice.language, PART, (kind,), blanks)
