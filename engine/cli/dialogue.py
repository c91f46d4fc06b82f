"""The interview as a dialogue: one question, one answer, until no answer can matter. Nothing said is ever lost.

Reads lines and writes lines, from a terminal or from a file. Start reading at `Desk` and `hold`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable

from attrs import define, evolve

from engine.cli.screen import stop
from engine.interview.answers import Answer, answered
from engine.interview.order import Candidate
from engine.interview.session import ANSWERED, UNKNOWN, Logged, Session, add, may_revise, put_off, revise
from engine.interview.state import Name, State, look
from engine.interview.step import Step, next_step
from engine.model.policy import Policy
from engine.store.names import Names
from engine.store.sessions import save_text, session_text
from engine.store.spoken import Refused, read_answer, read_members
from explain import interview as words
from explain.interview import Speaker, speaker
from explain.interview_page import laid_out, order_lines, question_lines, refused
from explain.names import sentence
from explain.render import WIDTH, wrapped

COMMANDS = {
    "unknown": ("vet ikke", "veit ikkje", "don't know", "dont know", "unknown", "ukjent", "ukjend"),
    "later": ("hopp over", "skip", "later", "senere", "seinare"),
    "why": ("hvorfor", "kvifor", "why"),
    "order": ("rekkefølge", "rekkjefølgje", "order"),
    "help": ("hjelp", "help", "?"),
    "stop": ("stopp", "stop", "slutt", "quit"),
    "change": ("endre", "change", "revise"),
}
"""What may be said instead of an answer, in any of the languages."""


class Stopped(Exception):
    """Somebody ended the dialogue, or there are no more lines."""


@define
class Desk:
    """Where the dialogue is held: the policy, the session so far, and how lines come and go.

    `by` and `at` are who answers and when, `role` the body assessments are made for, where the command said so.
    """

    policy: Policy
    names: Names
    session: Session
    language: str
    read: Callable[[], str]
    write: Callable[[str], None]
    save: str = ""
    by: str = ""
    at: str = ""
    role: str = ""
    why_this_order: bool = False

    def step(self) -> Step:
        """The step the session is at."""
        return next_step(self.policy, self.session.case, self.session.options, self.session.later)

    def speaker(self, state: State) -> Speaker:
        return speaker(state, self.language)

    def say(self, *lines: str) -> None:
        self.write(laid_out(row for line in lines for row in (wrapped(line, WIDTH) if len(line) > WIDTH else [line])))

    def keep(self) -> None:
        """Write the session where it is saved; the old file stands until the new one is whole."""
        if not self.save:
            return
        try:
            save_text(self.save, session_text(self.policy, self.names, self.session))
        except OSError as error:
            stop(f"cannot save in {self.save}: {error.strerror or error}")


def terminal() -> tuple[Callable[[], str], Callable[[str], None]]:
    """Lines from standard input; what is piped is echoed, so that the dialogue can be read afterwards."""
    is_typed = sys.stdin.isatty()

    def read() -> str:
        sys.stdout.write("> ")
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            sys.stdout.write("\n")
            raise Stopped
        if not is_typed:
            sys.stdout.write(line if line.endswith("\n") else line + "\n")
        return line.strip()

    def write(text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()

    return read, write


def hold(desk: Desk) -> Step:
    """Ask until no answer can matter, or somebody stops; gives the step the session is then at."""
    desk.keep()
    step = desk.step()
    by = desk.speaker(step.state)
    desk.say(*words.standing(by, step), *([] if step.is_done else ["", *_help(by)]))
    try:
        step = _asking(desk, step)
    except (Stopped, KeyboardInterrupt):
        step = desk.step()
    return step


def _help(by: Speaker) -> list[str]:
    return [by.say("help")]


def _asking(desk: Desk, step: Step) -> Step:
    number, skipped = 0, False
    shown: Name | None = None
    while step.next is not None:
        by, candidate = desk.speaker(step.state), step.next
        if candidate.question.name != shown:
            if not step.candidates:
                if skipped:  # somebody skipped what had been skipped before
                    return step
                desk.say("", by.say("only_later", names=_titles(by, step.later)))
            number += 1
            desk.say("", *question_lines(by, candidate, number))
            if desk.why_this_order:
                desk.say(*order_lines(by, step))
        shown = candidate.question.name
        before = desk.session
        was_later = not step.candidates
        take(desk, step, candidate, desk.read())
        if desk.session is not before:
            desk.keep()
            skipped = was_later and bool(desk.session.later)
            shown, step = None, desk.step()
    return step


def take(desk: Desk, step: Step, candidate: Candidate, line: str) -> None:
    """Do what one line says: an answer, or one of the commands."""
    by, said = desk.speaker(step.state), line.lower().strip(" .!")
    command = next((it for it, spelt in COMMANDS.items() if said in spelt), "")
    if not line.strip():
        desk.say(words.hint(by, candidate.question))
    elif command == "stop":
        raise Stopped
    elif command == "why":
        desk.say(*_why(by, candidate))
    elif command == "order":
        desk.say(*order_lines(by, step))
    elif command == "help":
        desk.say(*_help(by), words.hint(by, candidate.question))
    elif command == "later":
        desk.session = put_off(desk.session, candidate.question.name, desk.by, desk.at)
        desk.say(by.say("noted_later", name=words.title(by, candidate.question.name)))
    elif command == "change" or said.split(" ")[0] in COMMANDS["change"]:
        _change(desk, by, line.partition(" ")[2].strip())
    elif command == "unknown":
        record(desk, step.state, candidate, Answer(state="unknown", by=desk.by, at=desk.at), line)
    elif candidate.question.kind in ("assessment", "use"):
        from engine.cli.dialogue_form import fill_in

        fill_in(desk, step.state, candidate, line)
    else:
        _answer(desk, step, candidate, line)


def _answer(desk: Desk, step: Step, candidate: Candidate, line: str) -> None:
    question = candidate.question
    if question.kind == "list":
        answer = read_members(step.state.case, (question.id, question.member), line)
    else:
        answer = read_answer(desk.policy.terms[question.id], line)
    if isinstance(answer, Refused):
        desk.say(refused(desk.speaker(step.state), candidate, answer.why, answer.said))
        return
    record(desk, step.state, candidate, answer, line)


def record(desk: Desk, before: State, candidate: Candidate, answer: Answer, line: str) -> None:
    """Put an answer into the session, and tell what it made needless and settled."""
    question, by = candidate.question, desk.speaker(before)
    if question.kind == "list" and answer.state == "unknown":
        desk.session = put_off(desk.session, question.name, desk.by, desk.at)
        desk.say(by.say("noted_later", name=words.title(by, question.name)))
        return
    case = answered(desk.policy, before.case, question, evolve(answer, by=desk.by, at=desk.at))
    after = look(desk.policy, case, before.options)
    if case.facts == before.case.facts and question.kind == "fact":
        desk.say(refused(by, candidate, "covered", line))
        return
    action = UNKNOWN if answer.state == "unknown" else ANSWERED
    entry = Logged(action, question.name, line, desk.by, desk.at)
    desk.session = add(desk.session, case, entry, before, after)
    kind = "noted_unknown" if answer.state == "unknown" else "noted"
    desk.say(by.say(kind, name=words.title(by, question.name), answer=line))
    tell_difference(desk, before, after)


def tell_difference(desk: Desk, before: State, after: State) -> None:
    """What the last answer made needless, and what it settled."""
    by, last = desk.speaker(after), desk.session.log[-1]
    gone = list(dict.fromkeys(words.title(desk.speaker(before), it) for it in last.needless))
    if gone:
        desk.say(by.say("made_needless", names=words.named(by, gone)))
    settled = [key for key in after.outcomes if key in after.settled and key not in before.settled]
    desk.say(*(sentence(words.outcome(by, key, after.outcomes[key])) for key in settled)) if settled else None


def _why(by: Speaker, candidate: Candidate) -> Iterable[str]:
    yield words.why(by, candidate.question)
    yield from words.reading(by, candidate.question)
    yield words.keys(by, candidate)


def _titles(by: Speaker, candidates: Iterable[Candidate]) -> str:
    return words.named(by, [words.title(by, it.question.name) for it in candidates])


# ── taking an answer back ───────────────────────────────────────────────────────────────────────────────────────


def _change(desk: Desk, by: Speaker, said: str) -> None:
    found = named_answer(desk.policy, desk.session, said)
    if found is None:
        names = [_short(it) for it in may_revise(desk.policy, desk.session.case)]
        desk.say(by.say("no_such_answer", said=said, names=", ".join(names)) if names else by.say("no_answers"))
        return
    take_back(desk, by, found)


def take_back(desk: Desk, by: Speaker, name: Name) -> None:
    """Make an answer open again; it and what it said stay in the log."""
    was = next((it.answer for it in reversed(desk.session.log) if it.name == name and it.answer), "")
    desk.session = revise(desk.session, name, was, desk.by, desk.at)
    desk.say(by.say("noted_revised", name=words.title(by, name), answer=was or "–"))


def named_answer(policy: Policy, session: Session, said: str) -> Name | None:
    """The answer a name means: `norwegian`, `sosialtjenesteloven.norwegian`, `child_birth_date of ola`."""
    name, _, member = re.sub(r"\s+(?:of|av|til)\s+", " ", said.strip()).partition(" ")
    for it in may_revise(policy, session.case):
        if name in (it[1], it[1].rpartition(".")[2]) and (it[2] or "") == member.strip():
            return it
    return None


def _short(name: Name) -> str:
    return name[1].rpartition(".")[2] + (f" {name[2]}" if name[2] else "")
