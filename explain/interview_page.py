"""A step of an interview laid out as text: the question first, then why, of whom, and what each answer does.

Start reading at `question_lines`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.interview.effects import Effect
from engine.interview.order import Candidate
from engine.interview.step import Step
from engine.model.expressions import Literal
from explain import interview as words
from explain.interview import Speaker
from explain.render import WIDTH, wrapped

_INDENT = "   "


def question_lines(by: Speaker, candidate: Candidate, number: int = 1) -> Iterator[str]:
    """One question, as it is put."""
    question = candidate.question
    name = question.id.rpartition(".")[2] + (f" {question.member}" if question.member else "")
    before = f"{number}. "
    yield from _set_in(before, f"{words.ask(by, question)}  [{name}]")
    for line in (words.why(by, question), words.who(by, candidate)):
        yield from _set_in(" " * len(before), line)
    yield from effect_lines(by, candidate)
    yield from _set_in(" " * len(before), words.hint(by, question))


def effect_lines(by: Speaker, candidate: Candidate) -> Iterator[str]:
    """What each answer does; answers that do the same stand together."""
    told: dict[str, list[str]] = {}
    for effect in _shown(by, candidate):
        label = words.label(by, candidate.question, effect)
        told.setdefault(words.does(by, effect), []).append(label)
    for said, labels in told.items():
        answers = " / ".join(labels)
        shown = answers if _is_whole(by, candidate) else by.say("example", answers=answers)
        yield from _set_in(f"{_INDENT}{shown} → ", said, len(_INDENT) + 3)


def _shown(by: Speaker, candidate: Candidate) -> tuple[Effect, ...]:
    """Every answer tried; of a number or a day only those that do something, since the rest are examples."""
    if _is_whole(by, candidate):
        return candidate.effects
    return tuple(it for it in candidate.effects if it.kind in ("settles", "narrows", "opens"))


def _is_whole(by: Speaker, candidate: Candidate) -> bool:
    """Whether the answers tried are all there are."""
    question = candidate.question
    return question.kind in ("list", "use") or by.policy.terms[question.id].type.kind in ("yes_no", "choice")


def order_lines(by: Speaker, step: Step) -> Iterator[str]:
    """Every question in its place, with the keys that put it there."""
    for number, candidate in enumerate((*step.candidates, *step.later), 1):
        yield from _set_in(f"{number:>3}. ", words.title(by, candidate.question.name))
        yield from _set_in("     ", words.keys(by, candidate))


def refused(by: Speaker, candidate: Candidate, why: str, said: str) -> str:
    """Why an answer was not taken."""
    question = candidate.question
    term = by.policy.terms.get(question.id)
    blanks = {"said": said, "unit": "", "low": "", "high": "", "choices": ""}
    if term is not None:
        limits = [it.value for it in term.range or () if isinstance(it, Literal)]
        shown = [by.voice.show(it, term.type).text for it in limits]
        choices = " · ".join(words.choice(by, term, it) for it in term.type.choices)
        low, high = (shown[0], shown[-1]) if shown else ("", "")
        blanks |= {"unit": words.unit_of(by, term), "low": low, "high": high, "choices": choices}
    return by.say(f"refused_{why}", **blanks)


def laid_out(lines: Iterable[str]) -> str:
    """Lines as a text, with no spaces at their ends."""
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _set_in(before: str, text: str, indent: int | None = None) -> Iterator[str]:
    """A text after something, its further rows set in."""
    further = len(before) if indent is None else indent
    first, *rest = wrapped(text, WIDTH - len(before), WIDTH - further)
    yield before + first
    yield from (" " * further + row for row in rest)
