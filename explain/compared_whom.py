"""Whom a change touches, which change does it, and what must follow, as blocks of a page.

Small groups come suppressed already: a count that is not told is fewer than five. Start reading at `whom_blocks`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engine.diff.comparison import Comparison
from engine.diff.impact import FEWEST, SAME, Touched
from engine.diff.values import CLOSED, DOWN, OPENED, OTHER, UP
from explain.compared_case import say, signed
from explain.compared_rules import listed
from explain.compared_words import said
from explain.document import Block, Bullets, Heading, Paragraph, Runs, Table, runs
from explain.names import Voice, name_of, term_name

TURNS = (DOWN, UP, OTHER, OPENED, CLOSED, SAME)
"""How answers turn, those who lose first."""


def whom_blocks(voice: Voice, made: Comparison) -> Iterator[Block]:
    """How the cases given come out under both versions, those with losers first."""
    found = made.impact
    yield Heading(2, runs(say(voice, "heading_whom")))
    if found is None:
        yield Paragraph(runs(say(voice, "no_cases")))
        return
    caption = say(voice, "cases", count=str(found.cases), one=found.cases == 1)
    if not found.terms:
        yield Paragraph(runs(f"{caption} {say(voice, 'nothing_asked')}"))
        return
    turning = [it for it in found.terms if it.changed]
    if not turning:
        yield Paragraph(runs(f"{caption} {_still(voice, made)}"))
        return
    head = ("", *(said(f"turn_{turn}", voice.language) for turn in TURNS))
    rows = tuple(_row(voice, it) for it in turning)
    yield Table(runs(caption), tuple(runs(it) for it in head), rows, tuple(range(1, len(TURNS) + 1)))
    sums = [it for term in turning for it in _sums(voice, term)]
    if sums:
        yield Bullets(tuple(runs(it) for it in sums))


def _still(voice: Voice, made: Comparison) -> str:
    """No answer turns: for nobody is reached, or though some are."""
    found = made.impact
    assert found is not None
    affected = {it.relation.term for it in made.meaning if not it.neighbour}
    counts = [it.reached for it in found.terms if not affected or it.term in affected]
    if not any(count != 0 for count in counts):
        return say(voice, "nobody_reached")
    untold = any(count is None for count in counts)
    most = max((count for count in counts if count), default=0)
    return say(voice, "nothing_turns", count=said("few", voice.language) if untold and not most else str(most))


def _row(voice: Voice, term: Touched) -> tuple[Runs, ...]:
    counts = (_count(voice, term.count(turn)) for turn in TURNS)
    return (runs(term_name(voice, term.term)), *(runs(it) for it in counts))


def _count(voice: Voice, count: int | None) -> str:
    return f"< {FEWEST}" if count is None else str(count)


def _sums(voice: Voice, term: Touched) -> Iterator[str]:
    """What an amount comes to in all, and how the losses are spread."""
    if voice.policy.terms[term.term].type.kind != "number":
        return
    name = term_name(voice, term.term)
    if term.gained is None or term.lost is None:
        yield f"{name}: {say(voice, 'sums_untold')}"
        return
    gained, lost = _amount(voice, term, term.gained), _amount(voice, term, term.lost)
    yield f"{name}: {say(voice, 'sums', gained=gained, lost=lost)}"
    if term.losses:
        most, half, least = (_amount(voice, term, it) for it in term.losses)
        yield f"{name}: {say(voice, 'quarters', most=most, half=half, least=least)}"


def _amount(voice: Voice, term: Touched, value: Fraction) -> str:
    return voice.show(value, voice.policy.terms[term.term].type).text


def which_blocks(voice: Voice, made: Comparison) -> Iterator[Block]:
    """The provisions that turn answers, alone or together, and each one's part of every sum."""
    by, found = made.attribution, made.impact
    if by is None or found is None:
        return
    lines = []
    answers: dict[str, int] = {}
    for cause in by.causes:
        answers[cause.term] = answers.get(cause.term, 0) + cause.answers
    for cause in by.causes:
        sets = " / ".join(_set(voice, made, it) for it in cause.sets)
        counts = {"count": _told(voice, cause.answers), "of": _told(voice, answers[cause.term])}
        lines.append(say(voice, "caused", name=term_name(voice, cause.term), sets=sets, **counts))
    told = {it.term: it for it in found.terms}
    for share in by.shares:
        term = told.get(share.term)
        if term is None or term.gained is None or term.lost is None:
            continue  # the sum of a small group is not told, so neither are its parts
        amount = signed(voice, share.amount, voice.policy.terms[share.term].type)
        provision = _provision(voice, made, share.provision)
        lines.append(say(voice, "share", name=term_name(voice, share.term), amount=amount, provision=provision))
    yield Heading(2, runs(say(voice, "heading_which")))
    yield Bullets(tuple(runs(it) for it in lines))


def _told(voice: Voice, count: int) -> str:
    return f"< {FEWEST}" if count < FEWEST else str(count)


def _set(voice: Voice, made: Comparison, names: tuple[str, ...]) -> str:
    cited = [_provision(voice, made, it) for it in names]
    return cited[0] if len(cited) == 1 else say(voice, "together", names=listed(voice, cited))


def _provision(voice: Voice, made: Comparison, name: str) -> str:
    """A provision in the reader's words, from the text of its address."""
    if name == "declarations":
        return said("declarations", voice.language)
    known = {str(citation): citation for change in made.changes for citation in (*change.basis, *change.former_basis)}
    return voice.cite((known[name],)) if name in known else name


def must_blocks(voice: Voice, made: Comparison) -> Iterator[Block]:
    """What must follow: what to gather, letters and cases to look at, and what is missing."""
    yield Heading(2, runs(say(voice, "heading_must")))
    lines = [*_must(voice, made)] or [say(voice, "nothing_follows")]
    yield Bullets(tuple(runs(it) for it in lines))


def _must(voice: Voice, made: Comparison) -> Iterator[str]:
    found = made.follows
    for kind, ids in (
        ("gather", found.facts),
        ("letters", found.letters),
        ("letter_words", found.words),
        ("parts", found.parts),
    ):
        if ids:
            yield say(voice, kind, names=listed(voice, [_any_name(voice, it) for it in ids]))
    if found.reopen:
        counted = [f"{term_name(voice, term)} {_count(voice, count)}" for term, count in found.reopen]
        yield say(voice, "reopen", names=listed(voice, counted))
    if found.without_rule:
        yield say(voice, "without_rule", names=listed(voice, [voice.cite((it,)) for it in found.without_rule]))
    if found.without_case:
        yield say(voice, "without_case", names=listed(voice, [term_name(voice, it) for it in found.without_case]))
    if found.days:
        yield say(voice, "missing_days", days=listed(voice, [voice.day(it) for it in found.days]))
    if found.transition:
        yield say(voice, "transition", names=listed(voice, [_any_name(voice, it) for it in found.transition]))
    elif made.after.day is not None and any(it.matters for it in made.changes):
        yield say(voice, "no_transition", day=voice.day(made.after.day))
    for gap in found.gaps:
        days = {"first": voice.day(gap.first), "last": voice.day(gap.last)}
        yield say(voice, "gap", former=_any_name(voice, gap.former), name=_any_name(voice, gap.id), **days)


def _any_name(voice: Voice, id: str) -> str:
    policy = voice.policy
    for held in (policy.terms, policy.rules, policy.parameters, policy.parts, policy.interpretations, policy.services):
        declared = held.get(id)
        if declared is not None:
            return name_of(voice, declared, id)
    return id.rpartition(".")[2].replace("_", " ")
