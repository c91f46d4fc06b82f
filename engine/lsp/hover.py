"""What is told of the thing under the cursor: what it is, what it means, its effect, its days, and the law's words.

Written from the text as it is now; what only the resolved policy knows (which rules conclude a term, a parameter's
values) is added where there is one. In the language of the file. Start reading at `hover_text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from engine.authoring.addresses import address_at, addresses_in
from engine.authoring.references import Texts
from engine.authoring.sheet import without_remarks
from engine.authoring.uses import Target
from engine.lsp.keyword_hover import keyword_told
from engine.lsp.laws import Laws, cited, document_of
from engine.lsp.words import kinds, word
from engine.model.citations import Citation
from engine.model.policy import Period, Policy
from engine.source import Span
from engine.syntax.nodes import Item, Phrase
from engine.syntax.tables import spelled

MOST = 8
"""Rules named of one thing."""


@frozen
class Told:
    """Markdown about a place, and the place it is about."""

    text: str
    span: Span


@frozen
class _Teller:
    """What a hover is written from."""

    texts: Texts
    policy: Policy | None
    laws: Laws
    language: str

    def word(self, concept: str, **blanks: object) -> str:
        return word(concept, self.language, **blanks)


def hover_text(texts: Texts, policy: Policy | None, laws: Laws, name: str, offset: int) -> Told | None:
    """What is told at an offset of a file, if anything."""
    sheet = texts.sheets[name]
    number = sheet.number_at(offset)
    if number is None:
        return None
    begin, piece = sheet.placed[number]
    teller = _Teller(texts, policy, laws, sheet.language)
    found = texts.at(name, offset)
    if found is not None and found.binder is not None:
        return Told(f"`{found.text}`: {teller.word('variable')}", found.span)
    if found is not None and found.target is not None:
        return Told("\n\n".join(_of_target(teller, found.target)), found.span)
    address = address_at(piece, offset - begin)
    if address is not None:
        citation = cited(texts, address, texts.where(name, number).source)
        span = Span(name, begin + address.span.start, begin + address.span.end)
        return Told("\n\n".join(_of_citation(teller, citation)), span) if citation is not None else None
    word = keyword_told(piece, offset - begin)
    return Told(word[0], Span(name, begin + word[1].start, begin + word[1].end)) if word is not None else None


def _of_target(teller: _Teller, target: Target) -> Iterator[str]:
    item = teller.texts.directory.item(target)
    if target.kind == "choice":
        yield f"`{target.name}`"
        yield f"{teller.word('word_of')} `{target.owner}`"
        yield from _choice_words(teller, target, item)
        return
    if target.kind == "reading":
        yield f"`{target.name}`: {teller.word('reading_of')} `{target.owner}`"
        yield from _readings(teller, item, target.name)
        return
    if item is None:
        yield f"`{target.name}`: {teller.word('broken')}"
        return
    yield _first_line(teller, target, item)
    yield from _meaning(teller, item)
    yield from _effect(teller, target, item)
    yield from _days(teller, target, item)
    yield from _law(teller, target, item)


def _first_line(teller: _Teller, target: Target, item: Item) -> str:
    """The declaration itself, up to the words for readers, as written."""
    text = _written(teller, target, item)
    assert item.name is not None
    head = re.split(r'\n|\s(?=(?:nb|nn|en)\s[^\n]*")', text, maxsplit=1)[0].strip()
    return f"```policy\n{head}\n```"


def _written(teller: _Teller, target: Target, item: Item) -> str:
    sheet = teller.texts.sheets.get(item.span.file)
    return without_remarks(sheet.source.text[item.span.start : item.span.end]).strip() if sheet is not None else ""


def _meaning(teller: _Teller, item: Item) -> Iterator[str]:
    phrases = _chosen(item.phrases, teller.language)
    for phrase in phrases:
        if phrase.not_met is None:
            yield phrase.text
        else:
            yield f"{teller.word('met')}: {phrase.text}  \n{teller.word('not_met')}: {phrase.not_met}"
    for clause in item.all("ask"):
        yield from (f"{teller.word('asked')}: {phrase.text}" for phrase in _chosen(clause.parts, teller.language))
    held = [part.text for clause in item.all("held_by") for part in clause.parts]
    if held:
        yield f"{teller.word('held_by')}: {', '.join(held)}"
    authority = item.first("authority")
    if authority is not None:
        yield f"{teller.word('decided_by')}: `{authority.parts[0].text}`"


def _chosen(phrases: Iterable[object], language: str) -> list[Phrase]:
    """The phrases in the reader's language; where there is none, those in the first language there is."""
    listed = [phrase for phrase in phrases if isinstance(phrase, Phrase)]
    if not listed:
        return []
    own = [phrase for phrase in listed if phrase.language == language]
    return own or [phrase for phrase in listed if phrase.language == listed[0].language]


def _choice_words(teller: _Teller, target: Target, item: Item | None) -> Iterator[str]:
    type = item.get("type") if item is not None else None
    if type is None:
        return
    for choice, phrases in zip(type.choices, type.words, strict=False):
        if choice.text == target.name:
            yield from (phrase.text for phrase in _chosen(phrases, teller.language))


def _readings(teller: _Teller, item: Item | None, only: str = "") -> Iterator[str]:
    for clause in item.all("reading") if item is not None else ():
        name, is_chosen, text, because, _ = clause.parts
        if not only or name.text == only:
            mark = f" ({teller.word('chosen')})" if is_chosen else ""
            said = " ".join(phrase.text for phrase in _said(text.phrases, teller.language))
            why = " ".join(phrase.text for phrase in _said(because.phrases, teller.language))
            yield f"- `{name.text}`{mark}: {said}  \n  {why}"


def _said(phrases: tuple[Phrase, ...], language: str) -> list[Phrase]:
    return _chosen(phrases, language) if any(phrase.language for phrase in phrases) else list(phrases)


# Effect and days


def _effect(teller: _Teller, target: Target, item: Item) -> Iterator[str]:
    policy = teller.policy
    if item.kind in ("rule", "exception", "presumption"):
        body = "\n".join(_follows(_written(teller, target, item), item))
        if body:
            yield f"```policy\n{body}\n```"
    if item.kind == "interpretation":
        yield "\n".join(_readings(teller, item))
    if assessed := list(_assessed(teller, target, item)):
        yield "\n".join(assessed)
    if policy is None:
        return
    if target.id in policy.rules and item.kind != "declaration":
        rule = policy.rules[target.id]
        aside = [id for id, other in policy.rules.items() if target.id in other.targets]
        yield from _rules(teller, "sets_aside", rule.targets)
        yield from _rules(teller, "set_aside_by", aside)
    if target.id in policy.terms:
        term = [
            id for id, rule in policy.rules.items() if rule.conclusion is not None and rule.conclusion.term == target.id
        ]
        yield from _rules(teller, "concluded_by", term)
    if target.id in policy.parameters:
        yield from _history(teller, target.id)


def _assessed(teller: _Teller, target: Target, item: Item) -> Iterator[str]:
    """What the law says of an assessment: its kind, what is weighed, and within which bounds."""
    words, text = spelled(teller.language), _written(teller, target, item)
    for clause in item.clauses:
        if clause.kind in ("standard", "free"):
            yield f"- {words[clause.kind.upper()]}"
        elif clause.kind == "consideration":
            concept, name, *rest = clause.parts
            said = " ".join(phrase.text for phrase in _chosen(rest, teller.language))
            yield f"- {words[concept.concept]} `{name.text}`" + (f": {said}" if said else "")
        elif clause.kind in ("at_least", "at_most", "recommends", "opens_when"):
            at, end = clause.span.start - item.span.start, clause.span.end - item.span.start
            yield f"- `{' '.join(text[at:end].split())}`"


def _follows(text: str, item: Item) -> Iterator[str]:
    """The conclusion and the condition of a rule, as written."""
    start = item.span.start
    for clause in item.clauses:
        if clause.kind.startswith("concludes_") or clause.kind in ("condition", "unless_only"):
            at, end = clause.span.start - start, clause.span.end - start
            yield re.sub(r"\n\s*", "\n  ", text[at:end])


def _rules(teller: _Teller, concept: str, ids: Iterable[str]) -> Iterator[str]:
    listed = list(dict.fromkeys(ids))
    if not listed:
        return
    shown = [f"`{id.rpartition('.')[2]}`{_place_of_rule(teller, id)}" for id in listed[:MOST]]
    more = f" … ({len(listed)})" if len(listed) > MOST else ""
    yield f"**{teller.word(concept)}** {', '.join(shown)}{more}"


def _place_of_rule(teller: _Teller, id: str) -> str:
    from explain.citations import cite

    assert teller.policy is not None
    rule = teller.policy.rules.get(id)
    if rule is None or not rule.basis:
        return ""
    source = teller.policy.sources.get(rule.source)
    home = source.document if source is not None else ""
    return f" ({cite(rule.basis[0].citation, teller.language, 'compact', teller.policy.sources, home)})"


def _history(teller: _Teller, id: str) -> Iterator[str]:
    from explain.histories import histories

    assert teller.policy is not None
    found = next((it for it in histories(teller.policy, teller.language) if it.id == id), None)
    if found is None or not found.rows:
        return
    lines = []
    rows = sorted(found.rows, key=lambda row: row.first or date.min, reverse=True)
    for row in rows[:MOST]:
        text = row.text if row.value is not None else teller.word("unverified")
        last = f" – {row.last}" if row.last is not None else ""
        known = f", {teller.word('known')} {row.known}" if row.known is not None and row.known != row.first else ""
        reported = f" ({teller.word('reported')}: {row.reported})" if row.reported else ""
        lines.append(f"- {row.first}{last}: {text}{known}{reported}")
    if len(rows) > MOST:
        lines.append(f"- … {teller.word('earlier', n=len(rows) - MOST)}")
    yield f"**{teller.word('history')}**\n" + "\n".join(lines)


def _days(teller: _Teller, target: Target, item: Item) -> Iterator[str]:
    policy = teller.policy
    rule = policy.rules.get(target.id) if policy is not None and item.kind != "declaration" else None
    term = policy.terms.get(target.id) if policy is not None else None
    if rule is not None and rule.once_commenced:
        yield f"**{teller.word('in_force')}** {teller.word('commenced')}"
    elif rule is not None:
        yield f"**{teller.word('in_force')}** {_period(teller, rule.validity)}"
    elif term is not None and term.validity != Period():
        yield f"**{teller.word('in_force')}** {_period(teller, term.validity)}"


def _period(teller: _Teller, period: Period) -> str:
    if period.first is None and period.last is None:
        return teller.word("always")
    return f"{period.first or '…'} – {period.last or '…'}"


# The law


def _law(teller: _Teller, target: Target, item: Item) -> Iterator[str]:
    basis = [part for clause in item.all("basis") for part in clause.parts]
    addresses = basis or [each for each in (item.get("address"),) if each is not None]
    citations = [found for each in addresses if (found := cited(teller.texts, each, target.source)) is not None]
    if not citations:
        return
    yield f"**{teller.word('rests_on')}** " + ", ".join(_cite(teller, each, target.source) for each in citations)
    yield from (quote for each in citations[:2] if (quote := _quoted(teller, each)))


def _cite(teller: _Teller, citation: Citation, source: str = "") -> str:
    from explain.citations import cite

    sources = teller.policy.sources if teller.policy is not None else {}
    home = document_of(teller.texts, source) if source else ""
    return cite(citation, teller.language, "full", sources, home)


def _quoted(teller: _Teller, citation: Citation) -> str:
    found = teller.laws.text(citation)
    if found is None:
        return ""
    words, in_force = found
    return f"> {words}" + ("" if in_force else f"\n>\n> ({teller.word('not_in_force')})")


def _of_citation(teller: _Teller, citation: Citation) -> Iterator[str]:
    yield f"**{_cite(teller, citation)}**"
    quoted = _quoted(teller, citation)
    if quoted:
        yield quoted
    elif citation.section:
        yield teller.word("no_place" if teller.laws.holds(citation.document) else "no_text")
    here = list(_resting(teller, citation))
    if here:
        more = f" … ({len(here)})" if len(here) > MOST else ""
        yield f"**{teller.word('rules_here')}** {', '.join(f'`{name}`' for name in here[:MOST])}{more}"


def _resting(teller: _Teller, citation: Citation) -> Iterator[str]:
    """The rules that rest on a provision or a place in it, from the texts as they are now."""
    for file in sorted(teller.texts.sheets):
        for number, (_, piece) in enumerate(teller.texts.sheets[file].placed):
            item = piece.item
            if item is None or item.name is None or item.kind not in ("rule", "exception", "presumption", "table"):
                continue
            source = teller.texts.where(file, number).source
            basis = item.first("basis")
            spans = {each.span for each in (basis.parts if basis is not None else ())}
            resting = [each for each in addresses_in(piece) if each.span in spans]
            if any((c := cited(teller.texts, each, source)) is not None and citation.contains(c) for each in resting):
                yield item.name.text


def kind_word(kind: str, language: str) -> str:
    """What a kind of thing is called in the language of a file."""
    return kinds(language).get(kind, kind.replace("_", " "))
