"""An assessment filled in one point at a time, as the law's checklist has them; refused while it is not complete.

Start reading at `fill_in`.
"""

from __future__ import annotations

from attrs import evolve

from engine.cli.dialogue import COMMANDS, Desk, Stopped, tell_difference
from engine.interview.answers import assessed
from engine.interview.form import Form, form_of, judge, mentions
from engine.interview.order import Candidate
from engine.interview.session import ANSWERED, Logged, add, put_off
from engine.interview.state import State, look
from engine.model.case import Assessment
from engine.model.expressions import Value
from engine.model.policy import Consideration
from engine.store.spoken import NO, YES, Refused, read_typed
from explain import interview as words
from explain.interview import Speaker
from explain.interview_form import called, cite, form_lines, lacks, limit_words, mentioned
from explain.interview_page import refused
from explain.names import body_name


class PutOff(Exception):
    """Somebody skips the form; nothing of it is kept."""


def fill_in(desk: Desk, state: State, candidate: Candidate, line: str) -> None:
    """Fill in the form; `line` is what was said to the question itself, which is the answer where it is one."""
    question, by = candidate.question, desk.speaker(state)
    form = form_of(state, question.id, question.member)
    try:
        given = _filled(desk, by, candidate, form, line)
    except PutOff:
        desk.session = put_off(desk.session, question.name, desk.by, desk.at)
        desk.say(by.say("noted_later", name=words.title(by, question.name)))
        return
    if given is None:
        return
    missing = judge(form, given)
    if missing:
        desk.say(by.say("form_refused", lacks=lacks(by, form, missing)))
        return
    for mention in mentions(desk.policy, form, given):
        desk.say(mentioned(by, mention))
    case = assessed(state.case, question, given)
    after = look(desk.policy, case, state.options)
    entry = Logged(ANSWERED, question.name, line, desk.by, desk.at)
    desk.session = add(desk.session, case, entry, state, after)
    desk.say(by.say("form_saved", name=words.title(by, question.name)))
    tell_difference(desk, state, after)


def _filled(desk: Desk, by: Speaker, candidate: Candidate, form: Form, line: str) -> Assessment | None:
    """What was filled in; `None` when the first answer is not one, and the question is put again."""
    given = Assessment(by=desk.by, at=desk.at)
    said = line
    if form.term.is_action:
        if line.lower() not in (*YES, *NO):
            desk.say(refused(by, candidate, "yes_no", line))
            return None
        given = evolve(given, used=line.lower() in YES)
        if not given.used:
            return given
        said = _next(desk, by.say("form_answer") + ":") if form.type is not None else ""
    if form.type is not None:
        value = _value(desk, by, candidate, form, said)
        if value is None:
            return None
        given = evolve(given, value=value)
    desk.say("", *form_lines(by, form), "")
    considered = {it.name: _point(desk, by, "form_must", it, True) for it in form.must}
    considered |= {it.name: _point(desk, by, "form_may", it, False) for it in form.may}
    given = evolve(given, considered={name: told for name, told in considered.items() if told})
    given = evolve(given, reasons=_reasons(desk, by, form))
    given = evolve(given, departure=_departure(desk, by, form, given))
    return evolve(given, role=_role(desk, by, form))


def _value(desk: Desk, by: Speaker, candidate: Candidate, form: Form, said: str) -> Value | None:
    assert form.type is not None
    value = read_typed(form.type, said)
    if isinstance(value, Refused):
        desk.say(refused(by, candidate, value.why, value.said))
        return None
    return value


def _point(desk: Desk, by: Speaker, kind: str, it: Consideration, must: bool) -> str:
    """What is found of one consideration; one that must be weighed cannot be left empty."""
    address = cite(by, it.basis)
    prompt = f"{by.say(kind)}: {called(by, it)}" + (f"  ({address})" if address else "")
    return _text(desk, by, prompt, must)


def _text(desk: Desk, by: Speaker, prompt: str, must: bool) -> str:
    while True:
        said = _next(desk, prompt)
        if said or not must:
            return said
        desk.say(by.say("form_blank"))


def _next(desk: Desk, prompt: str) -> str:
    desk.say(prompt)
    said = desk.read()
    if said.lower() in COMMANDS["stop"]:
        raise Stopped
    if said.lower() in COMMANDS["later"]:
        raise PutOff
    return said


def _reasons(desk: Desk, by: Speaker, form: Form) -> str:
    required = bool(form.clauses.reasons_required)
    address = cite(by, form.clauses.reasons_required)
    prompt = by.say("form_reasons" if required else "form_reasons_free") + (f"  ({address})" if address else "")
    return _text(desk, by, prompt, required)


def _departure(desk: Desk, by: Speaker, form: Form, given: Assessment) -> str:
    """Why guidance is departed from, where it is; of guidance the case does not settle, the engine asks when it is."""
    for limit in form.limits:
        if limit.kind == "recommends" and limit.value is not None and limit.value != given.value:
            return _text(desk, by, by.say("form_departure", limit=limit_words(by, form, limit)), True)
    return ""


def _role(desk: Desk, by: Speaker, form: Form) -> str:
    """The role the assessment is made in: that of the command, or the deciding body when somebody says so."""
    authority = form.clauses.authority
    if not authority or desk.role:
        return desk.role
    who = body_name(by.voice, authority)
    while True:
        said = _next(desk, by.say("form_role", who=who)).lower()
        if said in YES:
            return authority
        if said in NO:
            desk.say(by.say("form_not_theirs", who=who))
            raise PutOff
