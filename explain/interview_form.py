"""The form for an assessment in words: the law's own checklist, who decides, and how it is reviewed.

What must not count is named apart, and never among what is filled in. Start reading at `form_lines`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.interview.form import Form, Limit, Mention
from engine.interview.state import Question
from engine.model.citations import Basis
from engine.model.policy import Consideration
from explain.formulae import in_words
from explain.grounds import addresses
from explain.interview import Speaker, ask, lack, title
from explain.names import body_name, worded, words_in
from explain.render import WIDTH, wrapped
from explain.vocabulary import joined

_BOX, _LINE = "☐", "_"


def question_of(form: Form) -> Question:
    """The question a form is for."""
    return Question("use" if form.term.is_action else "assessment", form.term.id, form.member)


def form_lines(by: Speaker, form: Form) -> Iterator[str]:
    """The form as a page: about a hundred columns, addresses to the right."""
    question = question_of(form)
    state = {True: "form_open", False: "form_shut", None: "form_unsettled"}[form.opened]
    head = by.say("form_title", name=title(by, question.name), state=by.say(state))
    yield from _row("", head, cite(by, form.term.basis))
    yield "─" * WIDTH
    yield from _row("", f"{by.say('form_question')}: {ask(by, question)}", "")
    for kind, considerations in (("form_must", form.must), ("form_may", form.may)):
        if considerations:
            yield by.say(kind)
            for it in considerations:
                yield from _row(f"  {_BOX} ", called(by, it), cite(by, it.basis))
                yield "      " + (found(form, it.name) or _LINE * 60)
    if form.must_not:
        yield by.say("form_must_not")
        for it in form.must_not:
            yield from _row("    ", called(by, it), cite(by, it.basis))
    if form.limits:
        yield by.say("form_limits")
        for limit in form.limits:
            yield from _row("    ", limit_line(by, form, limit), cite(by, limit.basis))
    kind = "form_reasons" if form.clauses.reasons_required else "form_reasons_free"
    yield from _row("", by.say(kind), cite(by, form.clauses.reasons_required))
    yield "      " + (form.given.reasons if form.given is not None and form.given.reasons else _LINE * 60)
    yield from _who_and_review(by, form)
    if form.given is not None and form.missing:
        yield by.say("form_lacks", lacks=lacks(by, form, form.missing))


def _who_and_review(by: Speaker, form: Form) -> Iterator[str]:
    clauses = form.clauses
    if clauses.authority:
        kind = f" ({by.say(f'form_{clauses.kind}')})" if clauses.kind else ""
        yield by.say("form_who", who=body_name(by.voice, clauses.authority)) + kind
    if clauses.review:
        review = worded(clauses.review, clauses.review_in, by.voice.language)
        yield from _row("", by.say("form_review", review=review), cite(by, clauses.review_basis))


def _row(before: str, text: str, address: str) -> Iterator[str]:
    """A text with its address in the right column."""
    room = WIDTH - len(before) - (len(address) + 3 if address else 0)
    first, *rest = wrapped(text, room)
    yield f"{before}{first}" + (address.rjust(WIDTH - len(before) - len(first)) if address else "")
    yield from (" " * len(before) + row for row in rest)


def cite(by: Speaker, basis: Iterable[Basis]) -> str:
    """The addresses right on the day."""
    return by.voice.cite(addresses(it for it in basis if it.on(by.state.case.day)))


def called(by: Speaker, it: Consideration) -> str:
    """What a consideration is called."""
    return words_in(it.labels, by.voice.language) or it.name.replace("_", " ")


def found(form: Form, name: str) -> str:
    """What the assessment that is given says of a consideration."""
    return form.given.considered.get(name, "") if form.given is not None else ""


def limit_line(by: Speaker, form: Form, limit: Limit) -> str:
    """A bound, or what is recommended: the value where the case settles it, else how it is found."""
    return by.say(f"form_{limit.kind}", limit=limit_words(by, form, limit))


def limit_words(by: Speaker, form: Form, limit: Limit) -> str:
    """The value of a limit, or its formula."""
    if limit.value is None or form.type is None:
        return in_words(by.voice, limit.expression)
    return by.voice.show(limit.value, form.type).text


def lacks(by: Speaker, form: Form, missing: Iterable[str]) -> str:
    """What an assessment lacks, in one phrase."""
    return joined([lack(by, question_of(form).name, it) for it in missing], by.voice.language)


def mentioned(by: Speaker, mention: Mention) -> str:
    """A warning that what must not count is named in what was written."""
    it = mention.consideration
    return by.say("form_mentions", name=called(by, it), words=", ".join(mention.words), place=cite(by, it.basis))
