"""The reasons: the facts that mattered, the rules and what they say, the calculation, and the assessments.

Three parts kept apart, as the law asks: what was found, what the law says, what weighed. Every sentence is the one a
person's page has, in paragraphs and lists that suit a letter. Start reading at `facts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from engine.model.case import Assessment
from engine.model.citations import Citation
from engine.model.policy import Consideration
from explain.case_blanks import day_of, fact_blanks, limited_blanks, list_blanks, vouched_blanks
from explain.document import Block, Bullets, Definitions, Heading, Paragraph, Runs, runs
from explain.grounds import addresses
from explain.letter import grounds_told
from explain.letter.draft import Draft, Lack, Section
from explain.letter.result import FIRST, decided
from explain.names import body_name, quoted, sentence, statement, term_name, worded, words_in
from explain.phrase import phrased, tidy
from explain.selection import (
    Concluded,
    Considered,
    Discretionary,
    Entry,
    FactKnown,
    Limited,
    ListKnown,
    Said,
    Vouched,
)
from explain.templates import fill
from explain.vocabulary import joined

Key = tuple[str, str | None]


# ── facts ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def facts(draft: Draft) -> Section:
    """The facts that mattered, by who vouches for them."""
    told: dict[str, list[Runs]] = {}
    for entry in draft.entries("facts"):
        told.setdefault(_lead(draft, entry), []).extend(_told(draft, entry))
    blocks = [it for lead, items in told.items() for it in (draft.paragraph(lead), Bullets(tuple(items)))]
    title = draft.say("facts", "title")
    return Section("facts", title, tuple(blocks) or (draft.paragraph(draft.say("facts", "no_facts")),))


def _told(draft: Draft, entry: Entry) -> Iterator[Runs]:
    """What one source has told, each fact with its document behind it."""
    origin = entry.what.origin if isinstance(entry.what, Vouched) else None
    document = ", ".join(it for it in (origin.document, _on(draft, origin.at)) if it) if origin is not None else ""
    yield from (runs(_fact(draft, it, document)) for it in entry.within)


def _lead(draft: Draft, entry: Entry) -> str:
    if not isinstance(entry.what, Vouched) or not entry.what.origin.by:
        return draft.say("facts", "told_by_nobody")
    by = vouched_blanks(draft.voice, entry, entry.what).words["by"]
    if by == draft.voice.word("you"):
        return draft.say("facts", "told_by_you")
    if by in _ourselves(draft):
        return draft.say("facts", "told_by_us")
    return draft.say("facts", "told_by", by=by)


def _ourselves(draft: Draft) -> set[str]:
    """What those who decide are called."""
    terms = (draft.policy.terms[it.term] for it in draft.decision.answers)
    bodies = {it.body for it in terms if it.body} | {it for it in draft.policy.entities if it.endswith(".municipality")}
    return {body_name(draft.voice, it) for it in bodies}


def _on(draft: Draft, at: str) -> str:
    day = day_of(draft.voice, at)
    return draft.say("facts", "recorded", day=day) if day else ""


def _fact(draft: Draft, entry: Entry, document: str) -> str:
    voice = draft.voice
    if isinstance(entry.what, ListKnown):
        text = draft.say("facts", "list_said", **list_blanks(voice, entry, entry.what).words)
    elif isinstance(entry.what, FactKnown):
        blanks = fact_blanks(voice, entry, entry.what)
        text = fill(voice.language, "facts", (f"{blanks.kind}_person", blanks.kind), blanks.words, voice.setting)
    else:
        text = fill(voice.language, "facts", (entry.kind,), {"name": entry.kind}, voice.setting)
    text = sentence(tidy(text))
    return f"{text[:-1]} ({document})." if document and text.endswith(".") else text


# ── rules ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def rules(draft: Draft) -> Section | Lack:
    """The rules that carried the answer with what they say, how it was reckoned, and what was considered."""
    blocks: list[Block] = [*grounds_told.told(draft), *_amounts(draft), *_considered(draft), *_rests(draft)]
    if not blocks:
        return Lack("no rule of the decision may be told")
    return Section("rules", draft.say("rules", "title"), tuple(blocks))


def _amounts(draft: Draft) -> Iterator[Block]:
    lines = [it for it in draft.lines("amount") if it.kind != "display_note"]
    if lines:
        yield Heading(3, runs(draft.say("rules", "amount")))
        if all(it.segments[-1].value in (False, "none", "must_not") for it in decided(draft)):
            yield draft.paragraph(draft.say("rules", "amount_refused"))
        yield Bullets(tuple(runs(_dated(it.when, it.text)) for it in lines))


def said_once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The steps of a calculation; one that came to the same for each of a list is told once, without saying whose."""
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for it in entries:
        what = it.what
        same = (what.rule, what.value, what.otherwise) if isinstance(what, Concluded) and what.member else (it.step,)
        groups.setdefault((*same, it.kind, it.days), []).append(it)
    return tuple(_one_of(group) for group in groups.values())


def _one_of(group: list[Entry]) -> Entry:
    first, *others = group
    if not others or not isinstance(first.what, Concluded):
        return first
    rest = tuple(evolve(it, silent=True, within=_silent(it.within)) for it in others)
    whole = evolve(first.what, member=None)
    return evolve(first, what=whole, within=(*_silent(first.within), *rest))


def _silent(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(evolve(it, silent=True, within=_silent(it.within)) for it in entries)


def _considered(draft: Draft) -> Iterator[Block]:
    """The rules that were considered and do not apply, one by one."""
    told = [it for entry in draft.entries("considered") for it in entry.within]
    lines = [phrased(draft.voice, draft.selection, "considered", it) for it in told]
    said = [_dated(it.when, it.text) for it in lines if it.text]
    if said:
        yield Heading(3, runs(draft.say("rules", "considered")))
        yield draft.paragraph(draft.say("rules", "none_apply"))
        yield Bullets(tuple(runs(it) for it in said))


def _rests(draft: Draft) -> Iterator[Block]:
    """The rates used and the doubtful provisions as they were read."""
    rates, read = ([it for it in draft.lines("rests") if it.kind == kind] for kind in ("rates", "read_as"))
    lines = [*rates, *(it for it in draft.lines("notices") if it.kind not in FIRST), *read]
    if lines:
        yield Heading(3, runs(draft.say("rules", "rests")))
        yield from (Paragraph(runs(it.text)) for it in lines)


def _dated(when: str, text: str) -> str:
    return f"{when[:1].upper()}{when[1:]}: {text}" if when else text


# ── considerations ─────────────────────────────────────────────────────────────────────────────────────────────────


def considerations(draft: Draft) -> Section | Lack | None:
    """The assessments that mattered, with what was looked at and why; nothing where no discretion was used."""
    told = [
        it
        for it in draft.entries("discretion")
        if it.kind in ("discretion_given", "discretion_used", "discretion_not_used")
    ]
    if not told:
        return None
    silent = [it for it in told if isinstance(it.what, Discretionary) and not _has_reasons(it.what.assessment)]
    if silent and isinstance(silent[0].what, Discretionary):
        name = draft.policy.terms[silent[0].what.term].name
        return Lack(f"the assessment `{name}` says neither what was considered nor why")
    reviews = [tuple(_reviews(draft, entry, "review")) for entry in told]
    alike = len(set(reviews)) == 1 and len(told) > 1
    blocks: list[Block] = []
    for entry, review in zip(told, reviews, strict=True):
        blocks += [*_assessment(draft, entry), *(() if alike else review)]
    blocks += _reviews(draft, told[0], "review_all") if alike else ()
    return Section("considerations", draft.say("considerations", "title"), tuple(blocks))


def beforehand(draft: Draft) -> Section | None:
    """What duties before the decision made somebody assess, such as what each child needs."""
    shown = {_key(it) for it in draft.entries("discretion")}
    blocks: list[Block] = []
    provisions: list[Citation] = []
    for duty, found in _assessed_for_duties(draft):
        new = [it for it in found if _key(it) not in shown]
        shown |= {_key(it) for it in new}
        blocks += [it for entry in new for it in _assessment(draft, entry)]
        provisions += addresses(draft.policy.terms[duty].basis) if new else ()
    if not blocks:
        return None
    return Section("beforehand", draft.say("beforehand", "title"), tuple(blocks), tuple(dict.fromkeys(provisions)))


def _assessed_for_duties(draft: Draft) -> Iterator[tuple[str, list[Entry]]]:
    """Each duty that has arisen, with the assessments that fulfil it as a caseworker is told of them."""
    entries = _every_assessment(draft)
    for duty in draft.decision.duties:
        clauses = draft.policy.terms[duty.term].duty
        if not duty.arisen or clauses is None:
            continue
        terms = {it.term for it in clauses.fulfilled_by if it.term and draft.policy.terms[it.term].discretion}
        yield duty.term, [it for it in entries if _key(it)[0] in terms]


def _every_assessment(draft: Draft) -> list[Entry]:
    """Every assessment the case holds and that counts, with its checklist, in the policy's order."""
    found: list[Entry] = []
    states = {(it.term, it.member): it for it in draft.decision.assessments}
    order = {term: place for place, term in enumerate(draft.policy.terms)}
    for key in sorted(draft.decision.case.assessments, key=lambda it: (order.get(it[0], 0), it[1] or "")):
        state = states.get(key)
        if state is not None and not state.lacks:
            found.append(_as_entry(draft, key, draft.decision.case.assessments[key][0]))
    return found


def _as_entry(draft: Draft, key: Key, given: Assessment) -> Entry:
    """An assessment no answer rests on, told like one that an answer does."""
    term = draft.policy.terms[key[0]]
    days = (draft.decision.case.day, draft.decision.case.last or draft.decision.case.day)
    basis = addresses(term.basis, *days)
    clauses = term.discretion
    within: list[Entry] = []
    for it in clauses.considerations if clauses is not None else ():
        said = given.considered.get(it.name, "")
        if it.kind != "must_not" and said:
            within.append(Entry(f"{it.kind}_found", it.name, Considered(key[0], it, said), addresses(it.basis, *days)))
    if given.reasons:
        within.append(Entry("reasons_given", "reasons", Said(key[0], given.reasons)))
    what = Discretionary(key[0], key[1], "given", given.value, given)
    return Entry("discretion_given", f"discretion:{key[0]}:{key[1] or ''}", what, basis, within=tuple(within))


def _key(entry: Entry) -> Key:
    return (entry.what.term, entry.what.member) if isinstance(entry.what, Discretionary) else ("", None)


def _assessment(draft: Draft, entry: Entry) -> Iterator[Block]:
    """One assessment: the answer, what was looked at, what must not count, any departure, and the reasons."""
    what = entry.what
    assert isinstance(what, Discretionary)
    lines = [it for one in entry.within for it in (one.within or (one,))]
    kind = "question_action" if draft.policy.terms[what.term].is_action else "question"
    yield Heading(3, runs(draft.say("considerations", kind, name=_called(draft, what))))
    yield draft.paragraph(draft.cited(_answer(draft, what), entry.basis))
    looked = tuple(_looked_at(draft, it.what) for it in lines if isinstance(it.what, Considered) and it.what.found)
    if looked:
        yield draft.paragraph(draft.say("considerations", "looked_at"))
        yield Definitions(looked)
    forbidden = [it for it in lines if it.kind == "must_not_count"]
    yield draft.paragraph(*_not_counted(draft, forbidden), *_departures(draft, lines), *_reasons(draft, lines))


def _called(draft: Draft, what: Discretionary) -> str:
    return term_name(draft.voice, what.term, what.member)


def _answer(draft: Draft, what: Discretionary) -> str:
    """The answer in the author's sentence, or the value with its name; the heading has said whose."""
    voice, term = draft.voice, draft.policy.terms[what.term]
    if term.is_action:
        shown = voice.show(what.value, term.amount_type).text if what.value is not None and term.amount_type else ""
        kind = "not_used" if what.assessment is not None and what.assessment.used is False else "used"
        return draft.say("result", kind, deed=term_name(voice, what.term), value=shown)
    said = statement(voice, what.term, what.value) if isinstance(what.value, bool) else ""
    if said or what.value is None:
        return said
    blanks = {"name": term_name(voice, what.term), "value": voice.show(what.value, term.type).text}
    yes_no = isinstance(what.value, bool)
    return fill(
        voice.language,
        "discretion",
        ("discretion_given_person",),
        {**blanks, "statement": "", "yes_no": "yes" if yes_no else "", "by": ""},
    )


def _looked_at(draft: Draft, what: Considered) -> tuple[Runs, Runs]:
    name = words_in(what.consideration.labels, draft.voice.language) or what.consideration.name.replace("_", " ")
    return runs(name[:1].upper() + name[1:]), runs(quoted(what.found, draft.voice.language))


def _not_counted(draft: Draft, entries: Iterable[Entry]) -> Iterator[str]:
    told = [it for it in entries if isinstance(it.what, Considered)]
    names = [_consideration(draft, it.what.consideration) for it in told if isinstance(it.what, Considered)]
    if names:
        text = draft.say("considerations", "not_counted", names=joined(names, draft.voice.language))
        yield draft.cited(text, (citation for it in told for citation in it.basis))


def _consideration(draft: Draft, it: Consideration) -> str:
    return words_in(it.labels, draft.voice.language) or it.name.replace("_", " ")


def _departures(draft: Draft, lines: Iterable[Entry]) -> Iterator[str]:
    for it in lines:
        if isinstance(it.what, Limited) and it.what.departure:
            limit = limited_blanks(draft.voice, it, it.what).words["limit"]
            departure = quoted(it.what.departure, draft.voice.language)
            yield draft.cited(draft.say("considerations", "guidance", limit=limit, departure=departure), it.basis)


def _reasons(draft: Draft, lines: Iterable[Entry]) -> Iterator[str]:
    for it in lines:
        if it.kind == "reasons_given" and isinstance(it.what, Said):
            yield sentence(draft.say("considerations", "reasons", text=quoted(it.what.text, draft.voice.language)))


def _has_reasons(given: Assessment | None) -> bool:
    return given is not None and bool(given.reasons or given.considered)


def _reviews(draft: Draft, entry: Entry, kind: str) -> Iterator[Block]:
    """How far an assessment is reviewed on appeal."""
    for it in entry.within:
        if it.kind == "review" and isinstance(it.what, Said):
            text = worded(it.what.text, it.what.words, draft.voice.language)
            yield draft.paragraph(draft.cited(draft.say("considerations", kind, text=text), it.basis))
