"""A step of an interview as JSON, for other programs: what `engine.interview.schema` describes.

Every text is in the language asked for; ids and kinds are the contract. Start reading at `step_data`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.interview.effects import Effect
from engine.interview.form import Form, form_of
from engine.interview.order import Candidate
from engine.interview.schema import FORMAT
from engine.interview.state import Name, Question, Stretch
from engine.interview.step import Step
from engine.model.case import Key
from engine.model.expressions import Literal
from engine.model.policy import Consideration
from engine.records.encode import Data, encode, kind
from engine.records.json import outcome
from explain import interview as words
from explain.interview import Speaker
from explain.interview_form import called, cite, limit_line

HELD = ("deciding_body", "other_body", "person", "to_be_assessed")


def step_data(by: Speaker, step: Step) -> Data:
    """The whole step."""
    case = step.state.case
    days = {"on": str(case.day)} if case.last is None else {"from": str(case.day), "to": str(case.last)}
    candidates = [*step.candidates, *step.later]
    return {
        "format": FORMAT,
        "language": by.voice.language,
        "case": {**days, "ask": list(case.requested)},
        "done": step.is_done,
        "outcomes": [_outcome(by, key, stretches) for key, stretches in step.state.outcomes.items()],
        "next": _question(by, candidates[0]) if candidates else None,
        "then": [{**named(it.question.name), "title": words.title(by, it.question.name)} for it in candidates[1:]],
        "later": [named(it.question.name) for it in step.later],
        "order": [{**named(it.question.name), "keys": _keys(by, it)} for it in candidates],
        "not_needed": [
            {**named(it.name), "title": words.title(by, it.name), "why": it.why, "text": _skip(by, it.why, it.name)}
            for it in step.needless
        ],
        "cannot_close": [{"kind": it.kind, "id": it.id, "fault": it.is_fault} for it in step.state.others],
    }


def named(name: Name) -> Data:
    """A question by what tells it apart."""
    return {"kind": name[0], "id": name[1], **({"member": name[2]} if name[2] is not None else {})}


def _skip(by: Speaker, why: str, name: Name) -> str:
    return by.say(f"skip_{why}", names=words.title(by, name))


def _outcome(by: Speaker, key: Key, stretches: tuple[Stretch, ...]) -> Data:
    type = by.policy.terms[key[0]].type
    told = [
        {"from": str(first), "to": str(last), "outcome": outcome(value, type), "value": encode(value, type)}
        for first, last, value in stretches
    ]
    member = {"member": key[1]} if key[1] is not None else {}
    return {"term": key[0], **member, "text": words.outcome(by, key, stretches), "segments": told}


def _question(by: Speaker, candidate: Candidate) -> Data:
    question = candidate.question
    cited = words.provisions(by, question)
    form = question.kind in ("assessment", "use")
    return {
        **named(question.name),
        "title": words.title(by, question.name),
        "question": words.ask(by, question),
        "hint": words.hint(by, question),
        "why": words.why(by, question),
        "provisions": [str(it) for it in cited],
        "days": [str(it) for it in question.days],
        "keeps_open": [
            {"term": term, **({"member": of} if of is not None else {})} for term, of in question.keeps_open
        ],
        "lacks": list(question.lacks),
        "who": {
            "held": HELD[candidate.keys.held],
            "bodies": list(words.answerers(by, candidate)),
            "text": words.who(by, candidate),
        },
        "answer": _answer_type(by, question),
        "answers": [_effect(by, question, it) for it in candidate.effects],
        "keys": _keys(by, candidate),
        "form": form_data(by, form_of(by.state, question.id, question.member)) if form else None,
    }


def _answer_type(by: Speaker, question: Question) -> Data:
    """What an answer is: its type, and for a number or a choice what it may be."""
    if question.kind == "list":
        return {"type": "list"}
    term = by.policy.terms[question.id]
    type = term.amount_type if term.is_action else term.type
    if type is None:
        return {"type": "use"}
    more: Data = {"unit": str(type.unit)} if type.kind == "number" else {}
    if type.choices:
        more["choices"] = [{"value": it, "text": by.voice.show(it, type).text} for it in type.choices]
    limits = [it.value for it in term.range or () if isinstance(it, Literal)]
    if len(limits) == 2:
        more["range"] = [encode(it, type) for it in limits]
    return {"type": kind(type), **({"use": True} if term.is_action else {}), **more}


def _effect(by: Speaker, question: Question, effect: Effect) -> Data:
    answer = effect.answer
    said: Data = {"label": words.label(by, question, effect)}
    if question.kind == "list":
        said["members"] = list(answer.members or ())
    elif question.kind == "use":
        said["used"] = answer.used
    else:
        said["value"] = encode(answer.value, by.policy.terms[question.id].type)
    return {
        **said,
        "effect": effect.kind,
        "text": words.does(by, effect),
        "settles": [_outcome(by, key, stretches) for key, stretches in effect.settled],
        "makes_needless": [named(it) for it in effect.needless],
        "opens": [named(it) for it in effect.opened],
        "left": effect.left,
    }


def _keys(by: Speaker, candidate: Candidate) -> Data:
    it = candidate.keys
    cited = [str(address) for address in words.provisions(by, candidate.question)]
    return {
        "settles": it.settles,
        "held": it.held,
        "intrusive": it.intrusive,
        "spares": it.spares,
        "cost": it.cost,
        "place": cited,
        "text": words.keys(by, candidate),
    }


# ── the form of an assessment ───────────────────────────────────────────────────────────────────────────────────


def form_data(by: Speaker, form: Form) -> Data:
    """The checklist, and an assessment to fill in, with the keys a case has."""
    clauses = form.clauses
    return {
        "term": form.term.id,
        **({"member": form.member} if form.member is not None else {}),
        "opened": form.opened,
        "discretion": clauses.kind,
        "must_consider": [_consideration(by, it) for it in form.must],
        "may_consider": [_consideration(by, it) for it in form.may],
        "must_not_count": [_consideration(by, it) for it in form.must_not],
        "limits": [
            {
                "kind": it.kind,
                "value": encode(it.value, form.type) if form.type is not None else None,
                "text": limit_line(by, form, it),
                "provisions": cite(by, it.basis),
            }
            for it in form.limits
        ],
        "reasons_required": bool(clauses.reasons_required),
        "authority": clauses.authority,
        "review": words.review(by, clauses),
        "missing": list(form.missing),
        "fill_in": skeleton(form),
    }


def _consideration(by: Speaker, it: Consideration) -> Data:
    return {"name": it.name, "text": called(by, it), "provisions": cite(by, it.basis)}


def skeleton(form: Form) -> Data:
    """An assessment with everything to be filled in left empty; what must not count has no place in it."""
    given, clauses = form.given, form.clauses
    considered: Mapping[str, str] = given.considered if given is not None else {}
    named_in = (*form.must, *form.may)
    has_guidance = any(it.kind == "recommends" for it in form.limits)
    return {
        **({"used": given.used if given is not None else True} if form.term.is_action else {}),
        **({"value": _empty(form)} if form.type is not None else {}),
        "considered": {it.name: considered.get(it.name, "") for it in named_in},
        "reasons": given.reasons if given is not None else "",
        **({"departure": given.departure if given is not None else ""} if has_guidance else {}),
        "by": given.by if given is not None else "",
        "role": clauses.authority,
    }


def _empty(form: Form) -> Any:
    if form.given is not None and form.given.value is not None and form.type is not None:
        return encode(form.given.value, form.type)
    return ""
