"""The page of one provision: what is told at each ledd, beside the words of the law, and what follows below.

Start reading at `provision_page`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import frozen

from engine.book.contents import CaseLink, Contents
from engine.book.gather import ELSEWHERE, TOLD, Act, Entry, Provision, anchor_of, ledd_of
from engine.book.law import Words, words_of
from engine.book.rates import history_anchor, told_history
from engine.book.told_changes import changed_at
from engine.book.told_properties import told_property
from engine.book.told_rules import told_rule
from engine.book.told_terms import told_term
from engine.book.writer import Run, Writer
from engine.model.citations import Citation
from engine.model.policy import Interpretation, NotFormalised, Rule
from explain.citations import cite, section
from explain.names import sentence, worded, words_in

MOST_CASES = 8
"""How many cases of a provision stand open; the rest are folded."""


@frozen
class Item:
    """Something told at a ledd: its sort, what the template needs, and the addresses that begin at it."""

    sort: str
    told: Any
    anchors: tuple[str, ...] = ()


@frozen
class Part:
    """A ledd, or what is of the whole section: its place, its title, the words of the law and what is told."""

    anchor: str
    title: str
    words: tuple[Words, ...]
    in_force: bool
    group: str
    items: tuple[Item, ...]
    also: tuple[tuple[Run, str], ...]
    empty: str
    """What is said where nothing is told here."""


def title_of(writer: Writer, provision: Provision) -> str:
    """`§ 20 a`, `kapittel 4`, or what the page is where no section is named."""
    citation = provision.citation
    if citation.section:
        return f"§\N{NO-BREAK SPACE}{section(citation.section)}"
    if citation.chapter:
        text = cite(citation, writer.language, "full", None, citation.document)
        return text[:1].upper() + text[1:]
    return writer.word("elsewhere" if provision.page.endswith(f"/{ELSEWHERE}") else "whole_document")


def provision_page(contents: Contents, writer: Writer, act: Act, provision: Provision) -> Mapping[str, Any]:
    """Everything the template of a provision needs."""
    told = {sort: list(_told(contents, writer, provision, sort)) for sort in ("concluded", "fact")}
    parts = list(_parts(contents, writer, provision))
    cases = _cases(contents, writer, provision)
    return {
        "title": title_of(writer, provision),
        "heading": contents.law.heading(provision.citation),
        "law_language": contents.law_language(provision.citation.document),
        "act_name": writer.act(act.document),
        "act_href": writer.page(f"{act.folder}/index"),
        "services": [writer.named_service(entry.id) for entry in provision.of("service")],
        "summary": _summary(writer, provision),
        "law_day": _law_day(contents, writer, provision.citation) if any(part.words for part in parts) else "",
        "parts": parts,
        "concluded": told["concluded"],
        "facts": told["fact"],
        "rates": list(_rates(contents, writer, act, provision)),
        "cases": cases if len(cases) <= MOST_CASES + 1 else cases[:MOST_CASES],
        "more_cases": cases[MOST_CASES:] if len(cases) > MOST_CASES + 1 else [],
        "gone": [writer.title(rule) for rule in contents.gone(provision)],
        "changed": changed_at(contents, writer, provision.citation),
        "before": _neighbour(writer, act, provision, -1),
        "after": _neighbour(writer, act, provision, 1),
    }


def _summary(writer: Writer, provision: Provision) -> list[Run]:
    """The rules of the provision by their own words, each leading to its rule, with its days.

    A table's rows count as one, and what holds only under a reading that is not chosen is not said here.
    """
    policy = writer.book.policy
    said: dict[tuple[str, str], Run] = {}
    for entry in provision.of("rule"):
        rule = policy.rules[entry.id]
        chosen = rule.reading is None or policy.interpretations[rule.reading[0]].chosen == rule.reading[1]
        if rule.labels and chosen:
            named = writer.named_rule(entry.id)
            said.setdefault((named.text, named.days), named)
    return list(said.values())


def _law_day(contents: Contents, writer: Writer, citation: Citation) -> str:
    day = contents.law.day(citation.document)
    if day is None:
        return ""
    unsaid = contents.law.edition(citation.document) is None
    told = writer.word("law_edition_unsaid" if unsaid else "law_edition", day=writer.voice.day(day))
    if contents.day is None or contents.day <= day:
        return told
    return f"{told} {writer.word('law_older', day=writer.voice.day(contents.day))}"


def _neighbour(writer: Writer, act: Act, provision: Provision, step: int) -> Run | None:
    pages = list(act.provisions)
    at = pages.index(provision.page) + step
    if not 0 <= at < len(pages):
        return None
    other = act.provisions[pages[at]]
    return Run(title_of(writer, other), writer.page(other.page))


# ── the ledd ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _parts(contents: Contents, writer: Writer, provision: Provision) -> Iterator[Part]:
    told = provision.of(*TOLD)
    by_ledd: dict[Citation, list[Entry]] = {ledd: [] for ledd in provision.ledd}
    for entry in told:
        by_ledd.setdefault(ledd_of(entry.citation), []).append(entry)
    groups = {str(each.citation): each.group for each in contents.law.ledd(provision.citation)}
    whole = not any(ledd.path for ledd in by_ledd)
    told_of_all = any(by_ledd[ledd] for ledd in by_ledd if not ledd.path)
    for ledd in sorted(by_ledd, key=lambda it: it.order):
        entries = by_ledd[ledd]
        words = words_of(contents.law, ledd) if ledd.path or whole else ()
        yield Part(
            anchor_of(ledd) or "hele",
            _part_title(writer, ledd),
            words,
            contents.law.is_in_force(ledd) if ledd.section else True,
            groups.get(str(ledd), ""),
            tuple(_items(contents, writer, ledd, entries)),
            tuple(_also(writer, entries)),
            writer.word("nothing_here_alone" if told_of_all else "nothing_here"),
        )


def _part_title(writer: Writer, ledd: Citation) -> str:
    if ledd.path:
        text = cite(Citation(ledd.document, "", ledd.path), writer.language, "full", None, ledd.document)
        return text[:1].upper() + text[1:]
    concept = "whole_section" if ledd.section else "whole_chapter" if ledd.chapter else "our_rules"
    return writer.word(concept)


def _items(contents: Contents, writer: Writer, ledd: Citation, entries: Iterable[Entry]) -> Iterator[Item]:
    seen = {anchor_of(ledd), ""}
    written: set[object] = set()
    for entry in entries:
        steps = range(1, len(entry.citation.path) + 1)
        around = [anchor_of(Citation("", "", entry.citation.path[:step])) for step in steps]
        anchors = tuple(each for each in around if each not in seen)
        seen.update(anchors)
        if entry.sort == "also":
            if anchors:
                yield Item("place", None, anchors)
            continue
        told = _item(contents, writer, entry, written)
        yield Item(entry.sort, told, anchors)


def _item(contents: Contents, writer: Writer, entry: Entry, written: set[object]) -> Any:
    """What is told of an entry; what the author wrote in one item is shown once."""
    policy = writer.book.policy
    match entry.sort:
        case "rule":
            return told_rule(writer, contents.relations, contents.texts, policy.rules[entry.id])
        case "assessed":
            return contents.told_term(writer, policy.terms[entry.id])
        case "interpretation":
            return told_doubt(contents, writer, policy.interpretations[entry.id])
        case "gap":
            return told_gap(writer, int(entry.id))
        case "property":
            return told_property(contents, writer, int(entry.id))
        case "status":
            status = policy.statuses[int(entry.id)]
            because = worded(status.because, status.because_in, writer.language) if status.because else ""
            rests = (basis.citation for rule in policy.rules.values() for basis in rule.basis)
            built_on = status.kind == "defines" and any(status.citation.contains(each) for each in rests)
            about = writer.word("status_defines_built_on" if built_on else f"status_{status.kind}_about")
            return {
                "anchor": _anchor(writer, entry),
                "title": writer.word(f"status_{status.kind}"),
                "cited": writer.cite(status.citation),
                "because": sentence(because) if because else about,
            }
        case _:
            return _small(contents, writer, entry)


def _small(contents: Contents, writer: Writer, entry: Entry) -> Mapping[str, Any]:
    """A part of the letter, a calendar or a list: what it is called and on which basis."""
    policy = writer.book.policy
    maps: Mapping[str, Any] = {"part": policy.parts, "calendar": policy.calendars, "list": policy.lists}
    found = maps[entry.sort][entry.id]
    concept = "letter_part" if entry.sort == "part" else entry.sort
    name = words_in(found.labels, writer.language) or found.name.replace("_", " ")
    return {
        "anchor": _anchor(writer, entry),
        "kind": writer.word(concept),
        "title": name[:1].upper() + name[1:],
        "about": writer.word("letter_part_about") if entry.sort == "part" else "",
        "basis": writer.basis(found.basis),
        "text": contents.texts.html(found.span, writer.language),
    }


def _anchor(writer: Writer, entry: Entry) -> str:
    spot = writer.book.spot(entry.sort, entry.id)
    return spot.anchor if spot is not None else ""


def _also(writer: Writer, entries: Iterable[Entry]) -> Iterator[tuple[Run, str]]:
    """The rules that stand elsewhere and rest on this as well, each with where it stands."""
    rules = writer.book.policy.rules
    for id in dict.fromkeys(entry.id for entry in entries if entry.sort == "also"):
        basis = rules[id].basis[0].citation
        yield writer.named_rule(id), writer.cite(basis).text


def told_doubt(contents: Contents, writer: Writer, doubt: Interpretation) -> Mapping[str, Any]:
    """An interpretation: what the doubt is, each reading with its reasons, and the one chosen."""
    rules = [rule for rule in contents.policy.rules.values() if rule.reading and rule.reading[0] == doubt.id]
    readings = [
        {
            "chosen": reading.name == doubt.chosen,
            "rules": [writer.named_rule(rule.id) for rule in _under(contents, rules, reading.name)],
            "outcomes": [writer.named("term", id) for id in _outcomes(contents, rules, reading.name)],
            "text": worded(reading.text, reading.text_in, writer.language),
            "because": worded(reading.because, reading.because_in, writer.language) if reading.because else "",
            "source": worded(reading.source, reading.source_in, writer.language) if reading.source else "",
        }
        for reading in sorted(doubt.readings, key=lambda it: it.name != doubt.chosen)
    ]
    spot = writer.book.spot("interpretation", doubt.id)
    return {
        "anchor": spot.anchor if spot is not None else "",
        "title": writer.doubt(doubt),
        "cited": writer.cite(doubt.of),
        "readings": readings,
        "no_rules": not rules,
    }


def _under(contents: Contents, rules: Iterable[Rule], reading: str) -> list[Rule]:
    """The rules that hold under one reading alone, those of the day of the book."""
    there = contents.book.policy.rules
    return [rule for rule in rules if rule.id in there and rule.reading is not None and rule.reading[1] == reading]


def _outcomes(contents: Contents, rules: Iterable[Rule], reading: str) -> list[str]:
    """What the rules of a reading conclude, or set aside the rules of."""
    there = contents.book.policy.rules
    found: dict[str, None] = {}
    for rule in _under(contents, rules, reading):
        targets = [there[id] for id in rule.targets if id in there]
        concluded = [each.conclusion for each in (rule, *targets) if each.conclusion is not None]
        found |= dict.fromkeys(conclusion.term for conclusion in concluded)
    return list(found)


def told_gap(writer: Writer, number: int) -> Mapping[str, Any]:
    """What is not formalised: where, why, when it matters and to what."""
    gap: NotFormalised = writer.book.policy.not_formalised[number]
    spot = writer.book.spot("gap", str(number))
    return {
        "anchor": spot.anchor if spot is not None else "",
        "cited": writer.cite(gap.citation),
        "href": writer.href(spot),
        "because": sentence(worded(gap.because, gap.because_in, writer.language)),
        "conditions": writer.conditions(gap.condition),
        "affects": [writer.named("term", id) for id in gap.affects],
    }


# ── below the provision ─────────────────────────────────────────────────────────────────────────────────────────────


def _told(contents: Contents, writer: Writer, provision: Provision, sort: str) -> Iterator[Any]:
    for entry in provision.of(sort):
        term = writer.book.policy.terms[entry.id]
        yield (
            contents.told_term(writer, term)
            if sort == "concluded"
            else told_term(writer, contents.relations, contents.texts, term)
        )


def _rates(contents: Contents, writer: Writer, act: Act, provision: Provision) -> Iterator[Any]:
    """The rates that rest on the provision, and where their whole history stands."""
    ids = [entry.id for entry in provision.of("parameter")]
    for history in contents.histories(writer.language):
        if history.id in ids and history.rows:
            told = told_history(writer, history)
            spot = writer.book.spot("parameter", history.id)
            yield {
                "anchor": spot.anchor if spot is not None else "",
                "told": told,
                "href": f"{writer.page(f'{_folder(writer, act, history.source)}/satser')}#{history_anchor(history.id)}",
            }


def _folder(writer: Writer, act: Act, source: str) -> str:
    """The folder of the act whose page of rates has a history."""
    return writer.book.acts[source].folder if source in writer.book.acts else act.folder


def _cases(contents: Contents, writer: Writer, provision: Provision) -> list[CaseLink]:
    """The cases that try a rule of the provision, or expect an answer by it."""
    found = {at for entry in provision.of("rule") for at in contents.trying.get(entry.id, ())}
    if provision.citation.section:
        found |= set(contents.expecting.get((provision.citation.document, provision.citation.section), ()))
    return [contents.case_link(writer, contents.tried[at]) for at in sorted(found)]
