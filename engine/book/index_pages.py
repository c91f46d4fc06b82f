"""The pages that lead to the others: the front page, one for each act, and the indexes.

Start reading at `index_pages` and `act_page`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from engine.book.contents import Contents
from engine.book.explained_words import explained_words
from engine.book.gather import Act
from engine.book.provision_page import title_of, told_doubt, told_gap
from engine.book.rates import history_anchor
from engine.book.told_changes import ChangedSection, changed_at, told_change
from engine.book.told_properties import ToldProperty, told_property
from engine.book.writer import Run, Writer
from engine.law.coverage import GROUPS
from engine.model.citations import Citation
from engine.model.provisions import LawDocument
from explain.names import body_name, words_in
from explain.services import Asked, Offered, catalogue

Page = tuple[str, str, Mapping[str, Any]]


def indexes(contents: Contents) -> list[tuple[str, str]]:
    """The indexes of the book, by the word for each and its page; those with nothing in them are left out."""
    book = contents.book
    discretion = any(book.policy.terms[id].discretion is not None for sort, id in book.spots if sort == "term")
    rates = any(it.rows and it.source in book.acts for it in contents.histories("nb"))
    every = [
        ("services", "tjenester", book.has("service")),
        ("terms", "begreper", True),
        ("parameters", "satser", rates),
        ("discretion_here", "skjonn", discretion),
        ("interpretations", "tolkninger", book.has("interpretation")),
        ("properties", "egenskaper", book.has("property")),
        ("gaps", "ikke-formalisert", book.has("gap")),
        ("changes", "endringer", contents.changed is not None),
        ("glossary", "ord", True),
    ]
    return [(concept, page) for concept, page, has_something in every if has_something]


def index_pages(contents: Contents, root: Writer) -> Iterator[Page]:
    """The front page and the indexes of a language: path, template and what it needs."""
    yield (
        "index",
        "front.j2",
        {
            "acts": [_act_row(contents, root, act) for act in contents.acts()],
            "covered": bool(contents.law.coverage),
        },
    )
    there = {page for _, page in indexes(contents)}
    for page, template, told in _filled(contents, root):
        if page in there:
            yield page, template, told()
    yield "sok", "search.j2", {}


def _filled(contents: Contents, root: Writer) -> Iterator[tuple[str, str, Callable[[], Mapping[str, Any]]]]:
    """Each index: its page, its template, and what tells it, called only where there is something to tell."""

    def by_act(told: Callable[[Contents, Writer], Iterable[Any]], page: str) -> Callable[[], Mapping[str, Any]]:
        return lambda: {"acts": list(told(contents, root.at(page)))}

    yield "tjenester", "services.j2", by_act(_services, "tjenester")
    yield "begreper", "terms.j2", lambda: {"letters": _letters(contents, root.at("begreper"))}
    yield "satser", "rates_index.j2", by_act(_rates, "satser")
    yield "tolkninger", "doubts.j2", by_act(_doubts, "tolkninger")
    yield "skjonn", "discretion.j2", by_act(_assessed, "skjonn")
    yield "egenskaper", "claims.j2", by_act(_claims, "egenskaper")
    yield "ikke-formalisert", "gaps.j2", by_act(_gaps, "ikke-formalisert")
    yield "endringer", "changes.j2", lambda: _changes(contents, root.at("endringer"))
    yield "ord", "words.j2", lambda: {"groups": explained_words(root.language)}


def _act_row(contents: Contents, writer: Writer, act: Act) -> Mapping[str, Any]:
    rules = sum(len(one.of("rule")) for one in act.provisions.values())
    covered = contents.law.coverage.get(act.document)
    share = covered.percent["formalised"] + covered.percent["discretionary"] if covered is not None else None
    return {
        "name": writer.act(act.document),
        "href": writer.page(f"{act.folder}/index"),
        "kind": writer.word(f"kind_{act.source.kind}"),
        "document": act.source.document,
        "provisions": len(act.provisions),
        "rules": rules,
        "cases": len(contents.cases_of.get(act.source.id, ())),
        "share": share,
        "commenced": not act.source.once_commenced,
    }


def act_page(contents: Contents, writer: Writer, act: Act) -> Mapping[str, Any]:
    """The page of an act: what it is, its provisions, what is covered, its services, rates and cases."""
    source, policy = act.source, writer.book.policy
    cases = contents.cases_of.get(source.id, [])
    rates = [each for each in contents.histories(writer.language) if each.source == source.id and each.rows]
    return {
        "act_name": writer.act(act.document),
        "kind": writer.word(f"kind_{source.kind}"),
        "document": source.document,
        "commenced": not source.once_commenced,
        "covers": writer.days(source.covers) or writer.word("days_all"),
        "under": writer.basis(source.under),
        "replaces": writer.act(_document(contents, source.replaces)) if source.replaces else "",
        "provisions": [_provision_row(contents, writer, one) for one in act.provisions.values()],
        "coverage": _coverage(contents, writer, act),
        "services": [writer.named_service(it.id) for it in policy.services.values() if it.source == source.id],
        "cases": len(cases),
        "passed": sum(each.passed for each in cases),
        "cases_href": writer.page(f"{act.folder}/saker"),
        "rates": [each.name[:1].upper() + each.name[1:] for each in rates],
        "rates_href": writer.page(f"{act.folder}/satser"),
        "gaps": list(_gaps_of(writer, act)),
    }


def _document(contents: Contents, source: str) -> str:
    found = contents.policy.sources.get(source)
    return found.document if found is not None else source


def _provision_row(contents: Contents, writer: Writer, one: Any) -> Mapping[str, Any]:
    """A provision in the list of its act: what it is called, what is there, and what is said of its ledd."""
    counts = [
        ("rules", len(one.of("rule"))),
        ("discretion_here", len(one.of("assessed"))),
        ("gaps", len(one.of("gap"))),
    ]
    groups = dict.fromkeys(each.group for each in contents.law.ledd(one.citation))
    sorts = dict.fromkeys(writer.book.policy.statuses[int(entry.id)].kind for entry in one.of("status"))
    told = list(groups) or list(sorts)
    return {
        "run": Run(title_of(writer, one), writer.page(one.page)),
        "heading": contents.law.heading(one.citation),
        "summary": _first_words(writer, one),
        "counts": [_counted(writer, concept, n) for concept, n in counts if n],
        "groups": [writer.word(f"group_{group}") for group in told],
    }


def _counted(writer: Writer, concept: str, number: int) -> str:
    """`1 rule`, `2 rules`."""
    one = concept == "rules" and number == 1
    return f"{number} {writer.word('kind_rule' if one else concept).lower()}"


def _first_words(writer: Writer, one: Any) -> str:
    """The first rule that has words of its own, for a reader who looks for the right section."""
    rules = (writer.book.policy.rules[entry.id] for entry in one.of("rule"))
    return next((words_in(rule.labels, writer.language) for rule in rules if rule.labels), "")


def _coverage(contents: Contents, writer: Writer, act: Act) -> Mapping[str, Any] | None:
    covered = contents.law.coverage.get(act.document)
    if covered is None:
        return None
    rows = [(writer.word(f"group_{group}"), group, covered.counts[group], covered.percent[group]) for group in GROUPS]
    unseen = [writer.cite(each.citation) for each in covered.ledd if each.group == "unseen"]
    edition = _edition(writer, contents.law.edition(act.document) or covered.document.edition, covered.document)
    return {"rows": [row for row in rows if row[2]], "unseen": unseen, "edition": edition}


def _edition(writer: Writer, edition: date | None, document: LawDocument) -> str:
    """Which day the text measured against is of, or the earliest it can be."""
    day = edition or document.not_before
    if day is None:
        return ""
    return writer.word("coverage_edition" if edition is not None else "law_edition_unsaid", day=writer.voice.day(day))


# ── indexes ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _services(contents: Contents, writer: Writer) -> Iterator[tuple[Run, list[Mapping[str, Any]]]]:
    offered = catalogue(writer.book.policy, writer.language, contents.day)
    for act in contents.acts():
        here = writer.at(writer.here, act.document)
        own = [_service(here, each) for each in offered if each.source == act.source.id]
        if own:
            yield Run(writer.act(act.document), writer.page(f"{act.folder}/index")), own


def _service(writer: Writer, each: Offered) -> Mapping[str, Any]:
    spot = writer.book.spot("service", each.id)
    return {
        "anchor": spot.anchor if spot is not None else "",
        "name": each.name,
        "described": each.described,
        "basis": [(writer.cite(citation), "") for citation in each.basis],
        "asks": [_ask(writer, asked) for asked in each.asks],
    }


def _ask(writer: Writer, asked: Asked) -> Mapping[str, Any]:
    return {
        "name": Run(asked.name, writer.to("term", asked.term)),
        "effect": writer.asked_for(asked.effects),
        "basis": [(writer.cite(citation), "") for citation in asked.basis],
        "settled": writer.word(f"settled_{asked.settled_by}"),
        "assessments": list(asked.assessments) if asked.settled_by == "assessments" else [],
    }


def _letters(contents: Contents, writer: Writer) -> list[tuple[str, str, list[Mapping[str, Any]]]]:
    """Everything with a name, by its first letter, with å last."""
    rows: list[tuple[str, Mapping[str, Any]]] = []
    policy = writer.book.policy
    for sort, things in (("term", policy.terms), ("parameter", policy.parameters)):
        for id in things:
            href = writer.to(sort, id)
            if href:
                name = writer.name(sort, id)
                kind = writer.effect(policy.terms[id]) if sort == "term" else writer.word("kind_parameter")
                where = _where(writer, sort, id)
                rows.append(
                    (_without_article(name, writer.language), {"run": Run(name, href), "kind": kind, "where": where})
                )
    rows.sort(key=lambda row: (_alphabetical(row[0]), row[1]["where"]))
    letters: dict[str, list[Mapping[str, Any]]] = {}
    for name, row in rows:
        first = name[:1].upper()
        letters.setdefault(first if first.isalpha() else "#", []).append(row)
    names = {"Æ": "ae", "Ø": "oe", "Å": "aa", "#": "tall"}
    return [(letter, f"bokstav-{names.get(letter, letter.lower())}", found) for letter, found in letters.items()]


def _without_article(name: str, language: str) -> str:
    """A name as it is looked for: without the small words it begins with.

    >>> _without_article("whether the applicant is ill", "en"), _without_article("that help is given", "en")
    ('applicant is ill', 'help is given')
    >>> _without_article("en bolig", "nb"), _without_article("at den som søkjer, bur her", "nn")
    ('bolig', 'den som søkjer, bur her')
    """
    small = r"(whether |that |an? |the )+" if language == "en" else r"(om |at |å |en |et |ei |ein |eit )+"
    return re.sub(f"^{small}", "", name.strip("«»“”"), flags=re.IGNORECASE)


def _where(writer: Writer, sort: str, id: str) -> str:
    """The act and the section a thing stands at."""
    spot = writer.book.spot(sort, id)
    found = writer.provisions.get(spot.page) if spot is not None else None
    if found is None:
        return ""
    act, provision = found
    return f"{writer.act(act.document)} {title_of(writer, provision)}"


def _alphabetical(text: str) -> tuple[int, ...]:
    """A sort key with æ, ø and å last, in that order, and signs before letters."""
    order = "abcdefghijklmnopqrstuvwxyzæøå"
    return tuple(order.find(letter) + 100 if letter in order else ord(letter) % 100 for letter in text.lower())


def _rates(contents: Contents, writer: Writer) -> Iterator[tuple[Run, list[Run]]]:
    for act in contents.acts():
        own = [it for it in contents.histories(writer.language) if it.source == act.source.id and it.rows]
        page = writer.page(f"{act.folder}/satser")
        if own:
            runs = [Run(it.name[:1].upper() + it.name[1:], f"{page}#{history_anchor(it.id)}") for it in own]
            yield Run(writer.act(act.document), writer.page(f"{act.folder}/index")), runs


def _doubts(contents: Contents, writer: Writer) -> Iterator[tuple[Run, list[Mapping[str, Any]]]]:
    for act in contents.acts():
        here = writer.at(writer.here, act.document)
        entries = [entry for one in act.provisions.values() for entry in one.of("interpretation")]
        told = [told_doubt(contents, here, writer.book.policy.interpretations[entry.id]) for entry in entries]
        if told:
            hrefs = [writer.to("interpretation", entry.id) for entry in entries]
            linked: list[Mapping[str, Any]] = [{**each, "href": href} for each, href in zip(told, hrefs, strict=True)]
            yield Run(writer.act(act.document), writer.page(f"{act.folder}/index")), linked


def _assessed(contents: Contents, writer: Writer) -> Iterator[tuple[Run, list[Mapping[str, Any]]]]:
    """What a person assesses, act by act: where it stands, and who does."""
    policy = writer.book.policy
    for act in contents.acts():
        here = writer.at(writer.here, act.document)
        told: list[Mapping[str, Any]] = []
        for entry in (entry for one in act.provisions.values() for entry in one.of("assessed")):
            term = policy.terms[entry.id]
            clauses = term.discretion
            authority = clauses.authority if clauses is not None else ""
            told.append(
                {
                    "name": here.named("term", term.id),
                    "cited": here.basis(term.basis[:1]),
                    "authority": body_name(here.voice, authority) if authority else "",
                }
            )
        if told:
            yield Run(writer.act(act.document), writer.page(f"{act.folder}/index")), told


def _claims(contents: Contents, writer: Writer) -> Iterator[tuple[Run, list[tuple[ToldProperty, str]]]]:
    """What the rules promise of every case, act by act, each with where it stands."""
    for act in contents.acts():
        here = writer.at(writer.here, act.document)
        entries = [entry for one in act.provisions.values() for entry in one.of("property")]
        told = [(told_property(contents, here, int(each.id)), here.to("property", each.id)) for each in entries]
        if told:
            yield Run(writer.act(act.document), writer.page(f"{act.folder}/index")), told


def _gaps(contents: Contents, writer: Writer) -> Iterator[tuple[Run, list[Mapping[str, Any]]]]:
    for act in contents.acts():
        told = list(_gaps_of(writer.at(writer.here, act.document), act))
        if told:
            yield Run(writer.act(act.document), writer.page(f"{act.folder}/index")), told


def _gaps_of(writer: Writer, act: Act) -> Iterator[Mapping[str, Any]]:
    for one in act.provisions.values():
        for entry in one.of("gap"):
            yield told_gap(writer, int(entry.id))


def _changes(contents: Contents, writer: Writer) -> Mapping[str, Any]:
    """What is different between two days, section by section, and what it means."""
    changed = contents.changed
    assert changed is not None
    days = [writer.voice.day(day) for day in changed.days]
    relations = [
        {
            "name": writer.named("term", each.term),
            "relation": writer.word(f"relation_{each.relation}"),
            "level": writer.word(f"level_{each.level}"),
        }
        for each in changed.outcomes or ()
    ]
    return {
        "about": writer.word("changes_about", before=days[0], after=days[1]),
        "groups": list(_changed_acts(contents, writer)),
        "covers": [told_change(contents, writer, changed, it) for it in changed.changes if not it.provisions],
        "days": days,
        "compared_law": [writer.act(document) for document in changed.documents],
        "relations": relations,
        "compared": changed.outcomes is not None,
        "rest": writer.word("change_rest", n=changed.left) if changed.left and changed.outcomes is not None else "",
    }


def _changed_acts(contents: Contents, writer: Writer) -> Iterator[tuple[str, list[ChangedSection]]]:
    """The sections where something changed, act by act in the order of the book, each once."""
    changed = contents.changed
    assert changed is not None
    places = [it.provisions[0] for it in changed.changes if it.provisions] + [it.now for it in changed.wording]
    sections = {Citation(it.document, it.section, (), "" if it.section else it.chapter) for it in places}
    order = [*writer.book.by_document]
    documents = sorted(
        {it.document for it in sections},
        key=lambda it: (it not in order, it if it not in order else "", order.index(it) if it in order else 0),
    )
    for document in documents:
        own = sorted((it for it in sections if it.document == document), key=lambda it: it.order)
        told = [one for it in own if (one := changed_at(contents, writer, it)) is not None]
        yield writer.act(document), told
