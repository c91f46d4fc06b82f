"""Words for what surrounds the rules: facts, open points, assessments, duties, readings, values, the record.

One function per kind of entry; each says which template it wants and fills every name that template may use.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from engine.evaluate.parameters import row_of
from engine.model.case import Assessment, Origin
from engine.model.policy import Term
from explain import selection as told
from explain.blanks import Blanks
from explain.citations import document_name
from explain.formulae import in_clause, in_words
from explain.names import (
    Voice,
    body_name,
    member_name,
    name_of,
    of_member,
    quoted,
    statement,
    subject_name,
    term_name,
    worded,
    words_in,
)
from explain.norms import asked_whether, duty
from explain.outcomes import asked_of
from explain.selection import Entry
from explain.vocabulary import has_word, joined


def fact_blanks(voice: Voice, entry: Entry, what: told.FactKnown) -> Blanks:
    term = voice.policy.terms[what.term]
    value = False if what.statement.state == "not_shown" else what.statement.value
    shown = () if value is None else (voice.show(value, term.type),)
    words = {
        "name": term_name(voice, what.term, what.member),
        "statement": statement(voice, what.term, value, what.member) if value is not None else "",
        "value": shown[0].text if shown else "",
        "days": _span(voice, what.days),
        "origin": "; ".join(it for it in (_origin(voice, what.statement.origin), _withheld(voice, what)) if it),
        "matters": "yes" if entry.decisive else "",
        "duties": joined(list(dict.fromkeys(term_name(voice, *it) for it in what.fulfils)), voice.language),
        "counted": "yes" if term.type.kind in ("number", "date") else "",
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


def _withheld(voice: Voice, what: told.FactKnown) -> str:
    """For those who handle the case: that the party may not see it, and why."""
    basis = what.statement.withheld
    return voice.word("withheld", basis=basis) if basis and voice.reader != "person" else ""


def _origin(voice: Voice, origin: Origin) -> str:
    """Who vouches for a fact, in the words of the case; a date among them is put in words."""
    basis = origin.basis if voice.reader != "person" else ""
    document = origin.document if voice.names else ""
    told = (_known_as(voice, origin.by), document, basis, day_of(voice, origin.at))
    return ", ".join(it for it in told if it)


def beside_blanks(voice: Voice, entry: Entry, what: told.Beside) -> Blanks:
    return Blanks(entry.kind, {"names": "; ".join(term_name(voice, *it) for it in what.terms)})


def vouched_blanks(voice: Voice, entry: Entry, what: told.Vouched) -> Blanks:
    """Who told it: a body the policy knows goes by its name in the reader's language."""
    by = _known_as(voice, what.origin.by)
    if voice.reader == "person" and what.origin.by and by == _known_as(voice, subject_name(voice)):
        by = voice.word("you")
    return Blanks(
        entry.kind, {"by": by, "from": what.origin.document if voice.names else "", "at": day_of(voice, what.origin.at)}
    )


def _known_as(voice: Voice, name: str) -> str:
    """A name as the reader's language has it, where it is one the policy gives somebody in some language."""
    for entity in voice.policy.entities.values():
        if name in (entity.name, *entity.labels.values()):
            return words_in(entity.labels, voice.language) or name
    return name if voice.names or not name else voice.word("somebody")


def day_of(voice: Voice, at: str) -> str:
    """The day of a moment in words; what is no moment stands as it is."""
    with suppress(ValueError):
        return voice.day(date.fromisoformat(at[:10])) if at else ""
    return at


def list_blanks(voice: Voice, entry: Entry, what: told.ListKnown) -> Blanks:
    members = list(what.members) if voice.reader != "person" and voice.names else []
    words = {
        "name": name_of(voice, voice.policy.lists[what.list]),
        "number": str(len(what.members)),
        "empty": "" if what.members else "yes",
        "members": joined(members, voice.language),
    }
    return Blanks(entry.kind, words, name=what.list)


def waiting_blanks(voice: Voice, entry: Entry, what: told.Waiting) -> Blanks:
    wait, policy = what.wait, voice.policy
    term = policy.terms.get(wait.id)
    declared = term or policy.parameters.get(wait.id) or policy.lists.get(wait.id) or policy.sources.get(wait.id)
    name = name_of(voice, declared, wait.id)
    if wait.kind == "not_formalised" and wait.detail in policy.terms:
        name = term_name(voice, wait.detail)
    if not wait.id:
        name = joined([term_name(voice, *it) for it in what.answers], voice.language)
    name = of_member(voice, name, wait.member, term)
    left = (term.left_to,) if term is not None and wait.kind == "left_open" else ()
    who = [body_name(voice, it) for it in left or asked_of(policy, wait.id)]
    answers = (
        [asked_whether(voice, *it) or term_name(voice, *it) for it in what.answers] if voice.reader != "person" else []
    )
    words = {
        "name": name,
        "question": _question(voice, term, wait.member),
        "who": joined(who, voice.language, "or"),
        "subject": subject_name(voice),
        "day": voice.day(date.fromisoformat(wait.day)) if wait.day else "",
        "detail": joined(_lacking(voice, term, wait.detail), voice.language),
        "rules": joined([voice.cite(it) for it in what.rules if it], voice.language),
        "answers": joined(answers, voice.language),
        "because": _because(voice, entry),
        "provision": voice.cite(entry.basis),
        "office": "" if voice.reader == "person" else "yes",
    }
    return Blanks(entry.kind, words, name=wait.id)


def _question(voice: Voice, term: Term | None, member: str) -> str:
    """The question as it is asked; about a member it says which."""
    asked = words_in(term.ask, voice.language) if term is not None else ""
    if not asked or of_member(voice, asked, member, term) == asked:
        return asked
    whose = member_name(voice, member, term)
    return f"{whose[:1].upper()}{whose[1:]}: {asked}"


def asking_blanks(voice: Voice, entry: Entry, what: told.Asking) -> Blanks:
    return Blanks(entry.kind, {"who": joined([body_name(voice, it) for it in what.who], voice.language, "or")})


def lacking_blanks(voice: Voice, entry: Entry, what: told.Lacking) -> Blanks:
    who = joined([body_name(voice, it) for it in what.who], voice.language, "or")
    who = who or (subject_name(voice) if entry.kind == "lacking_answer" else "")
    names = dict.fromkeys(_lacked(voice, id_, member) for id_, member in what.waits)
    return Blanks(entry.kind, {"who": who, "names": "; ".join(names)})


def _lacked(voice: Voice, id_: str, member: str) -> str:
    """What is missing, by its name."""
    policy = voice.policy
    if id_ in policy.terms:
        return term_name(voice, id_, member or None)
    left = next((it.citation for it in policy.not_formalised if str(it.citation) == id_), None)
    if left is not None:
        return voice.cite((left,))
    declared = policy.lists.get(id_) or policy.parameters.get(id_) or policy.sources.get(id_)
    return name_of(voice, declared, id_)


def same_blanks(voice: Voice, entry: Entry, what: told.SameAs) -> Blanks:
    return Blanks(entry.kind, {"name": term_name(voice, what.term, what.member)})


def _because(voice: Voice, entry: Entry) -> str:
    """Why a provision is not formalised, in the author's own words."""
    found = next((it for it in voice.policy.not_formalised if it.citation in entry.basis), None)
    if found is None or "not_formalised" not in entry.kind:
        return ""
    return worded(found.because, found.because_in, voice.language)


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


def discretionary_blanks(voice: Voice, entry: Entry, what: told.Discretionary) -> Blanks:
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
        "yes_no": "yes" if isinstance(what.value, bool) else "",
        "door": in_clause(voice, clauses.opens_when) if clauses is not None and clauses.opens_when else "",
        "duties": joined([term_name(voice, *it) for it in what.fulfils], voice.language),
        "waits": joined(list(dict.fromkeys(term_name(voice, *it) for it in what.door)), voice.language),
        "by": _assessor(voice, given) if given else "",
        "lacks": joined(_lacking(voice, term, ", ".join(what.lacks)), voice.language),
    }
    return Blanks(entry.kind, words, (value,) if value else (), what.term)


def _assessor(voice: Voice, given: Assessment) -> str:
    """Who made an assessment, in which role, and when."""
    role = body_name(voice, given.role) if given.role else ""
    by = given.by if voice.names else ""
    return ", ".join(it for it in (by, role, _origin(voice, Origin(at=given.at))) if it)


def considered_blanks(voice: Voice, entry: Entry, what: told.Considered) -> Blanks:
    it = what.consideration
    term = voice.policy.terms.get(it.term) if it.term else None
    name = words_in(it.labels, voice.language) or name_of(voice, term, it.name)
    return Blanks(
        entry.kind, {"name": name, "found": quoted(what.found, voice.language) if what.found else ""}, name=it.name
    )


def limited_blanks(voice: Voice, entry: Entry, what: told.Limited) -> Blanks:
    words = {
        "limit": in_words(voice, what.bound.value),
        "departure": quoted(what.departure, voice.language) if what.departure else "",
    }
    return Blanks(entry.kind, words, name=what.bound.kind)


def said_blanks(voice: Voice, entry: Entry, what: told.Said) -> Blanks:
    spoken = entry.kind in ("authority", "wrong_role")
    text = body_name(voice, what.text) if spoken else worded(what.text, what.words, voice.language)
    return Blanks(entry.kind, {"text": text}, name=what.term)


def duty_blanks(voice: Voice, entry: Entry, what: told.Duty) -> Blanks:
    term = voice.policy.terms[what.term]
    before = [voice.word("decision") if it == "decision" else term_name(voice, it) for it in what.before]
    words = {
        "name": term_name(voice, what.term, what.member),
        "norm": duty(voice, what.term, what.member),
        "body": term.body,
        "before": joined(before, voice.language),
    }
    return Blanks(entry.kind, words, name=what.term)


def fulfils_blanks(voice: Voice, entry: Entry, what: told.Fulfils) -> Blanks:
    term = voice.policy.terms[what.by]
    said = statement(voice, what.by, what.value, what.of) if what.value is not None else ""
    shown = () if what.value is None else (voice.show(what.value, term.type),)
    words = {
        "name": term_name(voice, what.duty, what.member),
        "norm": duty(voice, what.duty, what.member),
        "body": voice.policy.terms[what.duty].body,
        "by": term_name(voice, what.by, what.of),
        "statement": said,
        "value": shown[0].text if shown else "",
    }
    return Blanks(entry.kind, words, shown, name=what.duty)


def missing_blanks(voice: Voice, entry: Entry, what: told.Missing) -> Blanks:
    part = voice.policy.parts.get(what.id)
    name = name_of(voice, part) if part is not None else term_name(voice, what.id, what.member)
    return Blanks(entry.kind, {"name": name}, name=what.id)


def reading_blanks(voice: Voice, entry: Entry, what: told.ReadAs) -> Blanks:
    it = voice.policy.interpretations[what.interpretation]
    reading = next(found for found in it.readings if found.name == what.reading)
    words = {
        "label": words_in(it.labels, voice.language),
        "text": worded(reading.text, reading.text_in, voice.language),
        "because": worded(reading.because, reading.because_in, voice.language),
        "source": worded(reading.source, reading.source_in, voice.language) if reading.source else "",
        "others": "; ".join(worded(r.text, r.text_in, voice.language) for r in it.readings if r is not reading),
    }
    return Blanks(entry.kind, words, name=f"{it.name} {reading.name}")


def unmodelled_blanks(voice: Voice, entry: Entry, what: told.Unmodelled) -> Blanks:
    it = voice.policy.not_formalised[what.index]
    affected = joined([term_name(voice, term) for term in it.affects], voice.language)
    because = worded(it.because, it.because_in, voice.language)
    words = {"because": because, "affects": affected, "provision": voice.cite(entry.basis)}
    return Blanks(entry.kind, words)


def left_out_blanks(voice: Voice, entry: Entry, what: told.LeftOut) -> Blanks:
    left = [voice.policy.not_formalised[it] for it in what.indexes]
    affected = dict.fromkeys(term_name(voice, term) for it in left for term in it.affects)
    provisions = voice.cite(tuple(it.citation for it in left))
    return Blanks(entry.kind, {"provisions": provisions, "affects": joined(list(affected), voice.language)})


def parameter_blanks(voice: Voice, entry: Entry, what: told.ParameterRead) -> Blanks:
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


def notice_blanks(voice: Voice, entry: Entry, what: told.Notice) -> Blanks:
    policy = voice.policy
    declared = policy.parameters.get(what.id) or policy.rules.get(what.id)
    source = policy.sources.get(what.id)
    name = name_of(voice, declared, what.id)
    if source is not None and source.labels:
        name = document_name(source.document, voice.language, "full", policy.sources)
    try:
        day = voice.day(date.fromisoformat(what.detail))
    except ValueError:
        day = ""
    row = row_of(policy, what.id, what.detail) if what.kind == "unverified" else None
    detail = worded(row.reported, row.reported_in, voice.language) if row is not None else what.detail
    names = [name, *(name_of(voice, policy.parameters.get(other), other) for other in what.also)]
    many = "yes" if what.also else ""
    told_of = joined(names, voice.language)
    return Blanks(entry.kind, {"name": told_of, "day": day, "detail": detail, "many": many}, name=what.id)


def recorded_blanks(voice: Voice, entry: Entry, what: told.Recorded) -> Blanks:
    term = voice.policy.terms.get(what.name)
    own = f"date_{what.name.replace(' ', '_')}"
    rule = voice.policy.rules.get(what.name)
    name = voice.word(own) if has_word(own) else name_of(voice, term or rule, what.name)
    return Blanks(entry.kind, {"name": name, "text": what.text, "day": voice.day(what.day) if what.day else ""})
