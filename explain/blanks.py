"""The blanks of each sentence: what an entry is about, put into words that a template can set in its place.

One function per kind of entry; each says which template it wants and fills every name that template may use.
Start reading at `blanks_of`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date

from attrs import field, frozen

from engine.model import expressions as model
from engine.model.case import Assessment, Origin
from engine.model.expressions import YES, Expression
from engine.model.policy import Term
from engine.model.units import Type
from explain import selection as told
from explain.formulae import in_figures, in_steps, in_words, requirement
from explain.names import Voice, body_name, member_name, name_of, quoted, statement, term_name, words_in
from explain.selection import Entry
from explain.values import Shown
from explain.vocabulary import has_word, joined

Words = Mapping[str, str]


@frozen
class Blanks:
    """Which template, the words for it, the values behind these words, and the name in the rule file.

    The first value is the one the sentence is about. `dated` says that the template itself sets the days in.
    `note` is what a lawyer is told besides; `parts` are the values a formula was made from, each in words.
    """

    kind: str
    words: Words = field(factory=dict)
    values: tuple[Shown, ...] = ()
    name: str = ""
    dated: bool = False
    note: str = ""
    parts: tuple[tuple[Shown, str], ...] = ()


def blanks_of(voice: Voice, entry: Entry) -> Blanks:
    """The blanks of one entry.

    Raises:
        TypeError: an entry of a kind nobody has words for, which is a bug.
    """
    what = entry.what
    if what is None:
        return Blanks(entry.kind)
    makers: dict[type, Callable[..., Blanks]] = {
        told.Outcome: _outcome,
        told.Concluded: _concluded,
        told.Checked: _checked,
        told.Presumed: _presumed,
        told.FactKnown: _fact,
        told.ListKnown: _list,
        told.Waiting: _waiting,
        told.Discretionary: _discretionary,
        told.Considered: _considered,
        told.Limited: _limited,
        told.Said: _said,
        told.Duty: _duty,
        told.Missing: _missing,
        told.ReadAs: _reading,
        told.Unmodelled: _unmodelled,
        told.ParameterRead: _parameter,
        told.Notice: _notice,
        told.Recorded: _recorded,
    }
    return makers[type(what)](voice, entry, what)


def _outcome(voice: Voice, entry: Entry, what: told.Outcome) -> Blanks:
    term = voice.policy.terms.get(what.term)
    words = {
        "name": term_name(voice, what.term, what.member) if what.term else "",
        "statement": statement(voice, what.term, what.value, what.member) if what.value is not None else "",
        "norm": _norm(voice, term, str(what.value)) if term and term.is_action and what.value is not None else "",
        "waiting": str(what.waiting),
        "faults": str(what.faults),
        "value": "",
    }
    values: tuple[Shown, ...] = ()
    if what.value is not None and term is not None:
        values = (voice.show(what.value, term.type),)
        words["value"] = values[0].text
    dated = voice.reader == "person" and not words["statement"] and entry.kind != "not_ready"
    return Blanks(entry.kind, words, values, what.term, dated)


def _norm(voice: Voice, term: Term | None, effect: str) -> str:
    """What a body must or may do, as a clause."""
    if term is None or not term.body:
        return voice.word(f"norm_{effect}_passive")
    return voice.word(f"norm_{effect}", body=body_name(voice, term.body))


def _concluded(voice: Voice, entry: Entry, what: told.Concluded) -> Blanks:
    term = voice.policy.terms[what.term]
    rule = voice.policy.rules.get(what.rule)
    amount_type = term.amount_type or term.type
    said = entry.kind.endswith(("_value", "_binds")) or entry.kind in ("ceiling_stands", "floor_stands")
    shown = (what.value, what.otherwise) if said else ()
    values = [voice.show(it, amount_type) for it in shown if it is not None]
    plain = isinstance(what.formula, model.Literal)
    formula, parts = _formula(voice, what)
    words = {
        "name": term_name(voice, what.term, what.member),
        "root": "yes" if what.is_root else "",
        "label": words_in(rule.labels, voice.language) if rule else "",
        "conditions": "yes" if rule is not None and rule.condition != YES else "",
        "formula": formula,
        "figures": _figures(voice, what),
        "value": values[0].text if values and what.value is not None else "",
        "plain": "yes" if plain else "",
        "otherwise": values[-1].text if values and what.otherwise is not None else "",
        "norm": _norm(voice, term, what.effect) if what.effect else "",
        "without": _norm(voice, term, what.replaces) if what.replaces else "",
        "against": voice.cite(what.set_aside_by),
        "first": voice.day(what.first) if what.first else "",
        "last": voice.day(what.last) if what.last else "",
        "alone": _alone(what.alone),
    }
    note = _in_force(voice, what) if entry.kind not in ("validity", "rule_not_in_force") else ""
    return Blanks(entry.kind, words, tuple(values), what.rule, note=note, parts=tuple(parts) if said else ())


def _in_force(voice: Voice, what: told.Concluded) -> str:
    """When a rule is in force; empty for one that always is."""
    first, last = (voice.day(it) if it else "" for it in (what.first, what.last))
    concept = "_".join(it for it in ("in_force", "from" if first else "", "to" if last else "") if it)
    return voice.word(concept, first=first, last=last) if first or last else ""


def _formula(voice: Voice, what: told.Concluded) -> tuple[str, list[tuple[Shown, str]]]:
    """The formula in words; for a person in short steps, each value said before what it was made from."""
    if what.formula is None:
        return "", []
    if voice.reader == "person" and what.figures is not None and what.value is not None:
        return in_steps(voice, what.figures)
    return in_words(voice, what.formula), []


def _figures(voice: Voice, what: told.Concluded) -> str:
    """The formula with its numbers; empty where that would only say the value once more."""
    if what.figures is None or isinstance(what.formula, (model.Literal, model.Read, model.ReadParameter)):
        return ""
    return in_figures(voice, what.figures)


def _alone(alone: bool | None) -> str:
    return "" if alone is None else "yes" if alone else "no"


def _checked(voice: Voice, entry: Entry, what: told.Checked) -> Blanks:
    node = what.expression
    state = entry.kind.removeprefix("condition_")
    words = {
        "status": voice.word(state) if entry.kind != "any_of" else "",
        "wanted": voice.word("yes" if what.wanted else "no") if what.value is None else "",
        "alone": _alone(what.alone),
    }
    if entry.kind == "any_of":
        return Blanks("any_of", words)
    if isinstance(node, (model.Compare, model.Between)):
        return _comparison(voice, node, what, words)
    if isinstance(node, (model.Read, model.Used)):
        return _answered(voice, node, what, words)
    answer = voice.word("open") if what.value is None else voice.show(what.value, node.type).text
    return Blanks("condition_answered", words | {"name": in_words(voice, node, what.day), "answer": answer})


def _answered(voice: Voice, node: model.Read | model.Used, what: told.Checked, words: Words) -> Blanks:
    """A condition that asks for one term: the author's sentence for that answer, or the name and the answer."""
    said = ""
    if isinstance(node, model.Read) and what.value is not None:
        said = statement(voice, node.term, what.value, what.member)
    if said:
        return Blanks("condition_said", {**words, "statement": said}, name=node.term)
    name = term_name(voice, node.term, what.member)
    if isinstance(node, model.Used):
        name = voice.word("used", power=name)
    answer = voice.word("open") if what.value is None else voice.show(what.value, node.type).text
    return Blanks("condition_answered", {**words, "name": name, "answer": answer}, name=node.term)


def _comparison(voice: Voice, node: model.Compare | model.Between, what: told.Checked, words: Words) -> Blanks:
    """What was found, and where it lies: the opposite comparison is named, never a "not"."""
    left = node.left if isinstance(node, model.Compare) else node.part
    found = voice.show(what.found, left.type) if what.found is not None else Shown("", "")
    if isinstance(node, model.Compare):
        as_is = what.wanted if what.value is None else what.value is True
        limit = requirement(voice, node, as_is=as_is)
        reached = _shown_limit(voice, node.right, what.limit, node.right.type)
    else:
        ends = {"low": in_words(voice, node.low), "high": in_words(voice, node.high)}
        outside = what.value is False or (what.value is None and not what.wanted)
        limit, reached = voice.word("outside" if outside else "between", **ends), None
    name = in_words(voice, left, what.day)
    if what.member:
        name = voice.word("member", name=name, member=member_name(voice, what.member))
    blanks = {**words, "name": name, "found": found.text, "limit": limit, "reached": reached.text if reached else ""}
    kind = "condition_compared" if what.value is not None else "condition_compared_open"
    return Blanks(kind, blanks, (found, *([reached] if reached else [])))


def _shown_limit(voice: Voice, node: Expression, value: model.Value | None, type_: Type) -> Shown | None:
    """The value of the limit, when its words do not already say it."""
    return None if value is None or isinstance(node, model.Literal) else voice.show(value, type_)


def _presumed(voice: Voice, entry: Entry, what: told.Presumed) -> Blanks:
    who = body_name(voice, what.shown_by) if what.shown_by else ""
    return Blanks(entry.kind, {"name": term_name(voice, what.term, what.member), "who": who}, name=what.term)


def _fact(voice: Voice, entry: Entry, what: told.FactKnown) -> Blanks:
    term = voice.policy.terms[what.term]
    value = False if what.statement.state == "not_shown" else what.statement.value
    shown = () if value is None else (voice.show(value, term.type),)
    words = {
        "name": term_name(voice, what.term, what.member),
        "statement": statement(voice, what.term, value, what.member) if value is not None else "",
        "value": shown[0].text if shown else "",
        "days": _span(voice, what.days),
        "origin": _origin(voice, what.statement.origin),
        "matters": "yes" if entry.decisive else "",
    }
    return Blanks(entry.kind, words, shown, what.term)


def _span(voice: Voice, days: tuple[date | None, date | None] | None) -> str:
    first, last = days or (None, None)
    if first is not None and first == last:
        return voice.word("on_date_only", day=voice.day(first))
    if first is not None and last is not None:
        return voice.word("from_to", first=voice.day(first), last=voice.day(last))
    if first is not None:
        return voice.word("from", first=voice.day(first))
    return voice.word("to", last=voice.day(last)) if last is not None else ""


def _origin(voice: Voice, origin: Origin) -> str:
    """Who vouches for a fact, in the words of the case; a date among them is put in words."""
    at = origin.at
    with suppress(ValueError):
        at = voice.day(date.fromisoformat(at[:10])) if at else ""
    basis = origin.basis if voice.reader != "person" else ""
    return ", ".join(it for it in (origin.by, origin.document, basis, at) if it)


def _list(voice: Voice, entry: Entry, what: told.ListKnown) -> Blanks:
    members = [member_name(voice, it) for it in what.members] if voice.reader != "person" else []
    words = {
        "name": name_of(voice, voice.policy.lists[what.list]),
        "number": str(len(what.members)),
        "members": joined(members, voice.language),
    }
    return Blanks(entry.kind, words, name=what.list)


def _waiting(voice: Voice, entry: Entry, what: told.Waiting) -> Blanks:
    wait, policy = what.wait, voice.policy
    term = policy.terms.get(wait.id)
    declared = term or policy.parameters.get(wait.id) or policy.lists.get(wait.id) or policy.sources.get(wait.id)
    name = name_of(voice, declared, wait.id)
    if not wait.id:
        name = joined([term_name(voice, *it) for it in what.answers], voice.language)
    if wait.member:
        name = voice.word("member", name=name, member=member_name(voice, wait.member, term))
    who = [body_name(voice, it) for it in term.held_by] if term else []
    if term is not None and term.discretion is not None and term.discretion.authority:
        who = [body_name(voice, term.discretion.authority)]
    answers = [term_name(voice, *it) for it in what.answers] if voice.reader != "person" else []
    words = {
        "name": name,
        "question": words_in(term.ask, voice.language) if term else "",
        "who": joined(who, voice.language, "or"),
        "day": voice.day(date.fromisoformat(wait.day)) if wait.day else "",
        "detail": joined(_lacking(voice, term, wait.detail), voice.language),
        "rules": joined([voice.cite(it) for it in what.rules if it], voice.language),
        "answers": joined(answers, voice.language),
        "because": _because(voice, entry),
        "provision": voice.cite(entry.basis),
        "office": "" if voice.reader == "person" else "yes",
    }
    return Blanks(entry.kind, words, name=wait.id)


def _because(voice: Voice, entry: Entry) -> str:
    """Why a provision is not formalised, in the author's own words."""
    found = next((it for it in voice.policy.not_formalised if it.citation in entry.basis), None)
    return quoted(found.because, voice.language) if found is not None and "not_formalised" in entry.kind else ""


def _lacking(voice: Voice, term: Term | None, detail: str) -> list[str]:
    """What is missing from an assessment, in words: `consideration health` is the consideration by its name."""
    clauses = term.discretion if term is not None else None
    names = {it.name: it for it in clauses.considerations} if clauses is not None else {}
    said = []
    for lack in detail.split(", ") if detail else ():
        sort, _, name = lack.partition(" ")
        if has_word(f"lack_{sort}"):
            label = words_in(names[name].labels, voice.language) if name in names else ""
            said.append(voice.word(f"lack_{sort}", name=label or name.replace("_", " ")))
    return said


def _discretionary(voice: Voice, entry: Entry, what: told.Discretionary) -> Blanks:
    term = voice.policy.terms[what.term]
    clauses = term.discretion
    type_ = term.amount_type or term.type
    value = None if what.value is None else voice.show(what.value, type_)
    given = what.assessment
    words = {
        "name": term_name(voice, what.term, what.member),
        "question": words_in(term.ask, voice.language),
        "statement": statement(voice, what.term, what.value, what.member) if what.value is not None else "",
        "value": value.text if value else "",
        "door": in_words(voice, clauses.opens_when) if clauses is not None and clauses.opens_when else "",
        "by": _assessor(voice, given) if given else "",
    }
    return Blanks(entry.kind, words, (value,) if value else (), what.term)


def _assessor(voice: Voice, given: Assessment) -> str:
    """Who made an assessment, in which role, and when."""
    role = body_name(voice, given.role) if given.role else ""
    return ", ".join(it for it in (given.by, role, _origin(voice, Origin(at=given.at))) if it)


def _considered(voice: Voice, entry: Entry, what: told.Considered) -> Blanks:
    it = what.consideration
    term = voice.policy.terms.get(it.term) if it.term else None
    name = words_in(it.labels, voice.language) or name_of(voice, term, it.name)
    return Blanks(
        entry.kind, {"name": name, "found": quoted(what.found, voice.language) if what.found else ""}, name=it.name
    )


def _limited(voice: Voice, entry: Entry, what: told.Limited) -> Blanks:
    words = {
        "limit": in_words(voice, what.bound.value),
        "departure": quoted(what.departure, voice.language) if what.departure else "",
    }
    return Blanks(entry.kind, words, name=what.bound.kind)


def _said(voice: Voice, entry: Entry, what: told.Said) -> Blanks:
    spoken = entry.kind in ("authority", "wrong_role")
    text = body_name(voice, what.text) if spoken else quoted(what.text, voice.language)
    return Blanks(entry.kind, {"text": text}, name=what.term)


def _duty(voice: Voice, entry: Entry, what: told.Duty) -> Blanks:
    term = voice.policy.terms[what.term]
    before = [voice.word("decision") if it == "decision" else term_name(voice, it) for it in what.before]
    words = {
        "name": term_name(voice, what.term, what.member),
        "body": body_name(voice, term.body) if term.body else "",
        "before": joined(before, voice.language),
    }
    return Blanks(entry.kind, words, name=what.term)


def _missing(voice: Voice, entry: Entry, what: told.Missing) -> Blanks:
    part = voice.policy.parts.get(what.id)
    name = name_of(voice, part) if part is not None else term_name(voice, what.id, what.member)
    return Blanks(entry.kind, {"name": name}, name=what.id)


def _reading(voice: Voice, entry: Entry, what: told.ReadAs) -> Blanks:
    it = voice.policy.interpretations[what.interpretation]
    reading = next(found for found in it.readings if found.name == what.reading)
    words = {
        "label": words_in(it.labels, voice.language),
        "text": quoted(reading.text, voice.language),
        "because": quoted(reading.because, voice.language),
        "source": quoted(reading.source, voice.language) if reading.source else "",
        "others": joined([quoted(r.text, voice.language) for r in it.readings if r is not reading], voice.language),
    }
    return Blanks(entry.kind, words, name=f"{it.name} {reading.name}")


def _unmodelled(voice: Voice, entry: Entry, what: told.Unmodelled) -> Blanks:
    it = voice.policy.not_formalised[what.index]
    affected = joined([term_name(voice, term) for term in it.affects], voice.language)
    words = {"because": quoted(it.because, voice.language), "affects": affected, "provision": voice.cite(entry.basis)}
    return Blanks(entry.kind, words)


def _parameter(voice: Voice, entry: Entry, what: told.ParameterRead) -> Blanks:
    step = what.step
    declared = voice.policy.parameters.get(step.id)
    value = voice.show(step.value, declared.type) if declared is not None and step.value is not None else None
    words = {
        "name": name_of(voice, declared, step.id),
        "value": value.text if value else "",
        "since": voice.day(step.first) if step.first else "",
        "day": voice.day(step.day),
        "known": voice.day(step.known) if step.known and step.known != step.first else "",
    }
    return Blanks(entry.kind, words, (value,) if value else (), step.id)


def _notice(voice: Voice, entry: Entry, what: told.Notice) -> Blanks:
    policy = voice.policy
    declared = policy.sources.get(what.id) or policy.parameters.get(what.id) or policy.rules.get(what.id)
    try:
        day = voice.day(date.fromisoformat(what.detail))
    except ValueError:
        day = ""
    return Blanks(
        entry.kind, {"name": name_of(voice, declared, what.id), "day": day, "detail": what.detail}, name=what.id
    )


def _recorded(voice: Voice, entry: Entry, what: told.Recorded) -> Blanks:
    term = voice.policy.terms.get(what.name)
    own = f"date_{what.name.replace(' ', '_')}"
    rule = voice.policy.rules.get(what.name)
    name = voice.word(own) if has_word(own) else name_of(voice, term or rule, what.name)
    return Blanks(entry.kind, {"name": name, "text": what.text, "day": voice.day(what.day) if what.day else ""})
