"""What a dialogue ends with: how the case stands, what was not asked, what is left, and the case itself.

Start reading at `ending`.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.cli.dialogue import Desk
from engine.evaluate import decide
from engine.interview.step import Step
from engine.store.sessions import session_text
from explain import interview as words
from explain.interview import Speaker
from explain.interview_page import laid_out
from explain.render import WIDTH, wrapped


def ending(desk: Desk, step: Step, answered: bool) -> str:
    """The last page; the case is on it where nobody has saved it."""
    by = desk.speaker(step.state)
    lines = [row for line in _lines(desk, by, step) for row in wrapped(line, WIDTH)]
    text = laid_out(lines)
    if answered and not desk.save:
        text += f"\n{by.say('unsaved')}\n{session_text(desk.policy, desk.names, desk.session)}"
    return text


def _lines(desk: Desk, by: Speaker, step: Step) -> Iterator[str]:
    yield from words.standing(by, step)
    yield from words.not_asked(by, step.needless)
    yield from words.cannot_close(by, step)
    if step.is_done:
        decision = decide(desk.policy, desk.session.case, desk.session.options)
        yield from words.before_the_decision(by, decision)
