"""The form for a question the law leaves to a person: the law's own checklist, and what a filled one lacks.

The engine never answers; it says what must, may and must not be weighed, and refuses what is not complete in form.
Start reading at `form_of` and `judge`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from engine.evaluate.assessments import lacks
from engine.evaluate.run import Frame
from engine.interview.state import State
from engine.model.case import Assessment, Key
from engine.model.citations import Basis
from engine.model.expressions import Expression, Literal, Value
from engine.model.policy import Consideration, DiscretionClauses, Policy, Term
from engine.model.units import Type


@frozen(eq=False)
class Limit:
    """A bound or a recommendation: `at_least`, `at_most` or `recommends`, with its value where the case settles it."""

    kind: str
    expression: Expression
    value: Value | None
    basis: tuple[Basis, ...]


@frozen(eq=False)
class Form:
    """What the law says of one assessment. What must not count is kept apart: it is no part of the basis shown.

    `opened` is `None` while it is not settled whether the question opens. `type` is what is answered with, `None` for
    a power without an amount. `given` is the assessment the case holds, and `missing` what that lacks.
    """

    term: Term
    member: str | None
    type: Type | None
    clauses: DiscretionClauses
    must: tuple[Consideration, ...]
    may: tuple[Consideration, ...]
    must_not: tuple[Consideration, ...]
    limits: tuple[Limit, ...]
    opened: bool | None
    given: Assessment | None
    missing: tuple[str, ...]

    @property
    def key(self) -> Key:
        return self.term.id, self.member


def form_of(state: State, term: str, member: str | None = None) -> Form:
    """The form for a discretion or a power, as the case stands on its first day."""
    declared = state.policy.terms[term]
    clauses = declared.discretion or DiscretionClauses()
    opened, limits = _door_and_limits(state.frames[0], declared, clauses, member)
    said = state.case.assessments.get((term, member), ())
    given = said[0] if said else None
    type = declared.amount_type if declared.is_action else declared.type
    must, may, must_not = (_of_kind(clauses, kind) for kind in ("must", "may", "must_not"))
    form = Form(declared, member, type, clauses, must, may, must_not, limits, opened, given, ())
    return evolve(form, missing=judge(form, given) if given is not None else ())


def _of_kind(clauses: DiscretionClauses, kind: str) -> tuple[Consideration, ...]:
    return tuple(it for it in clauses.considerations if it.kind == kind)


def _door_and_limits(
    frame: Frame, term: Term, clauses: DiscretionClauses, member: str | None
) -> tuple[bool | None, tuple[Limit, ...]]:
    """Whether the question is opened, and the limits with the values the case gives them."""
    index = frame.program.assessed.get(term.id)
    plain = tuple(
        Limit(it.kind, it.value, it.value.value if isinstance(it.value, Literal) else None, it.basis)
        for it in clauses.bounds
    )
    if index is None:
        return (True if clauses.opens_when is None else None), plain
    slot = frame.program.slots[index]
    names = frame.names(index, (member,) if slot.dims and member is not None else ())
    shape, refs = slot.data[1], slot.args[1:] if slot.op == "used" else slot.args
    opened: bool | None = True
    if shape[:1] == ("door",):
        opened, shape, refs = frame.raw(*frame.at(refs[0], names)), shape[1:], refs[1:]
    values = [frame.value(*frame.at(ref, names)) for ref in refs]
    found = iter(values)
    return opened, tuple(evolve(limit, value=next(found, limit.value)) for limit in plain)


def judge(form: Form, assessment: Assessment) -> tuple[str, ...]:
    """Why an assessment is refused, in the words of `lacks`: incomplete, outside its bounds, or without an answer.

    A departure from guidance needs a reason of its own: to repeat the other reasons is none.
    """
    if assessment.state == "unknown" or assessment.used is False:
        return ()
    found = list(lacks(form.term, evolve(assessment, complete=False)))
    if form.term.is_action and assessment.used is None:
        found.append("use")
    if form.type is not None and assessment.value is None:
        found.append("answer")
    return tuple(dict.fromkeys((*found, *_beyond(form, assessment))))


def _beyond(form: Form, assessment: Assessment) -> Iterator[str]:
    worth = assessment.value
    for limit in form.limits:
        if worth is None or limit.value is None:
            continue
        if limit.kind == "recommends":
            own = assessment.departure.strip()
            if worth != limit.value and (not own or own == assessment.reasons.strip()):
                yield "departure"
        elif (limit.kind == "at_least" and worth < limit.value) or (limit.kind == "at_most" and worth > limit.value):  # type: ignore[operator]
            yield limit.kind


# ── words that must not count ───────────────────────────────────────────────────────────────────────────────────


@frozen
class Mention:
    """Words in the reasons that name what must not count: the consideration, and the words as they were written."""

    consideration: Consideration
    words: tuple[str, ...]


def mentions(policy: Policy, form: Form, assessment: Assessment) -> tuple[Mention, ...]:
    """What must not count and is named all the same in what was written; a warning, since naming is not relying."""
    text = " ".join((assessment.reasons, assessment.departure, *assessment.considered.values()))
    sentences = [re.findall(r"[^\W\d_]+", part.lower()) for part in re.split(r"[.!?;\n]", text)]
    found = []
    for consideration in form.must_not:
        words = _mentioned(sentences, _called(policy, consideration))
        if words:
            found.append(Mention(consideration, words))
    return tuple(found)


def _called(policy: Policy, consideration: Consideration) -> list[str]:
    """Everything it is called, in any language."""
    term = policy.terms.get(consideration.term or "")
    labels = [*consideration.labels.values(), *(term.labels.values() if term is not None else ())]
    return list(dict.fromkeys([*labels, consideration.name.replace("_", " ")]))


def _mentioned(sentences: list[list[str]], names: Iterable[str]) -> tuple[str, ...]:
    """The words of the first sentence that names it: its longest word, and at least half of those that tell."""
    for name in names:
        telling = [word for word in re.findall(r"[^\W\d_]+", name.lower()) if len(word) > 2 and word not in _SMALL]
        if not telling:
            continue
        longest = max(telling, key=len)
        for sentence in sentences:
            hits = {word: [it for it in sentence if _same(it, word)] for word in telling}
            if hits[longest] and 2 * sum(map(bool, hits.values())) >= len(telling):
                return tuple(dict.fromkeys(it for found in hits.values() for it in found))
    return ()


def _same(one: str, other: str) -> bool:
    """Whether two words are one word with different endings: `barnetrygd`, `barnetrygden`."""
    short, long = sorted((_stem(one), _stem(other)), key=len)
    return short == long or (len(short) >= 6 and long.startswith(short) and len(long) - len(short) <= 2)


def _stem(word: str) -> str:
    for ending in ("ene", "ane", "ers", "er", "en", "et", "ar", "es", "ies", "a", "e", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


_SMALL = frozenset(
    """og eller som har kan med for til fra frå det den dei de ikke ikkje hva kva hvor kor hvorfor kvifor hvordan
    korleis søkeren søkjaren hun han ho seg sin sitt sine dette nok enn ved hos over under
    and that who why how for from with has have does not the his her their they applicant""".split()  # noqa: SIM905
)
"""Words that tell nothing of what a thing is."""
