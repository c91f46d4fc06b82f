"""Lenses above items and hints inside lines: run a case, see its exceptions and what depends on it, types and units.

Both need the resolved policy; until there is one there are none. Start reading at `lenses` and `hints`.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from engine.authoring.references import Texts, spans_of
from engine.graph import Node
from engine.lsp.analysed import Analysed
from engine.lsp.words import unit_words, word
from engine.model.expressions import Literal, walk
from engine.model.policy import Policy
from engine.model.units import Type
from engine.source import Span
from engine.syntax.nodes import Item

RUN_CASE = "hjemmel.runCase"
RUN_CASES = "hjemmel.runCases"
SHOW_EXCEPTIONS = "hjemmel.showExceptions"
SHOW_DEPENDENTS = "hjemmel.showDependents"


@frozen
class Lens:
    """A line above an item: its place, what it says, and the command it runs with a file and a name."""

    span: Span
    title: str
    command: str
    name: str


def lenses(texts: Texts, checked: Analysed | None, name: str) -> Iterator[Lens]:
    """Every lens of a file."""
    sheet = texts.sheets[name]
    language = sheet.language
    counts = _Counts(checked) if checked is not None else None
    cases = [
        (begin, piece.item) for begin, piece in sheet.placed if piece.item is not None and piece.item.kind == "case"
    ]
    if len(cases) > 1:
        first = Span(name, cases[0][0], cases[0][0] + 1)
        yield Lens(first, word("run_cases", language, n=len(cases)), RUN_CASES, "")
    for begin, item in cases:
        yield Lens(Span(name, begin, begin + 1), word("run_case", language), RUN_CASE, item.get("title") or "")
    if counts is None:
        return
    for number, (begin, piece) in enumerate(sheet.placed):
        if piece.item is not None and piece.item.name is not None and piece.item.kind != "source":
            id = f"{texts.where(name, number).source}.{piece.item.name.text}"
            yield from _of_item(Span(name, begin, begin + 1), id, piece.item, counts, language)


def _of_item(span: Span, id: str, item: Item, counts: _Counts, language: str) -> Iterator[Lens]:
    exceptions = len(counts.exceptions(id, item.kind == "declaration" or item.kind == "table"))
    if exceptions:
        title = word("exception", language) if exceptions == 1 else word("exceptions", language, n=exceptions)
        yield Lens(span, title, SHOW_EXCEPTIONS, id)
    dependents = len(counts.dependents(id))
    if dependents:
        title = word("depends_one", language) if dependents == 1 else word("depends", language, n=dependents)
        yield Lens(span, title, SHOW_DEPENDENTS, id)


class _Counts:
    """What sets a thing aside and what depends on it, by id, from the graph."""

    def __init__(self, analysed: Analysed) -> None:
        kept = analysed.__dict__.get("counts")
        if kept is None:
            kept = analysed.__dict__["counts"] = _counted(analysed)
        self._aside, self._reads, self._policy = kept[0], kept[1], analysed.workspace.policy

    def exceptions(self, id: str, is_term: bool) -> list[str]:
        """The exceptions to a rule, or to any rule that concludes a term."""
        if not is_term:
            return self._aside.get(id, [])
        rules = self._policy.rules
        concluding = [
            rule
            for rule in rules
            if (c := rules[rule].conclusion) is not None and c.term == id and not rules[rule].targets
        ]
        return sorted({each for rule in concluding for each in self._aside.get(rule, [])})

    def dependents(self, id: str) -> list[str]:
        return self._reads.get(id, [])


def _counted(analysed: Analysed) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    aside: dict[str, list[str]] = {}
    reads: dict[str, list[str]] = {}
    for edge in analysed.graph.edges:
        if edge.kind == "sets_aside":
            aside.setdefault(edge.target.id, []).append(edge.source.id)
        elif edge.kind == "reads":
            reads.setdefault(edge.target.id, []).append(edge.source.id)
    return aside, {id: sorted(set(found)) for id, found in reads.items()}


def exceptions_of(analysed: Analysed, id: str) -> list[str]:
    """The ids of what sets a rule, or the rules of a term, aside."""
    policy = analysed.workspace.policy
    is_term = id in policy.terms and Node("rule", id) not in analysed.graph.nodes
    return _Counts(analysed).exceptions(id, is_term)


def dependents_of(analysed: Analysed, id: str) -> list[str]:
    """The ids of what reads a thing."""
    return _Counts(analysed).dependents(id)


# Hints


@frozen
class Hint:
    """A word shown behind an offset of a file."""

    offset: int
    text: str


def hints(texts: Texts, analysed: Analysed, name: str, first: int, last: int) -> Iterator[Hint]:
    """The unit behind each name with one that is read or concluded in a rule, and behind amounts written without."""
    sheet = texts.sheets[name]
    policy = analysed.workspace.policy
    for number, (begin, piece) in enumerate(sheet.placed):
        item = piece.item
        if item is None or item.kind not in _HINTED or begin + len(piece.text) < first or begin > last:
            continue
        where = texts.where(name, number)
        for use, span in spans_of(piece):
            if use.role in ("readable", "term") and not _is_followed_by_of(piece.text, span.end):
                target = texts.directory.bind(use, where)
                type = _type(policy, target.id) if target is not None else None
                if type is not None and (text := _unit(type, sheet.language)):
                    yield Hint(begin + span.end, text)
        if analysed.begins.get(id(piece)) is not None and item.name is not None:
            then = analysed.begins[id(piece)]
            rule_id = f"{where.source}.{item.name.text}"
            for offset, text in _amounts(policy, rule_id, piece.text, then, sheet.language):
                yield Hint(begin + offset, text)


_HINTED = ("rule", "exception", "presumption", "property")


def _is_followed_by_of(text: str, end: int) -> bool:
    """Whether a path goes on: the hint would part `rent of c`."""
    return text[end : end + 1] == "." or any(text[end:].startswith(f" {of} ") for of in ("of", "av"))


def _type(policy: Policy, id: str) -> Type | None:
    if id in policy.terms:
        return policy.terms[id].amount_type or policy.terms[id].type
    return policy.parameters[id].type if id in policy.parameters else None


def _unit(type: Type, language: str) -> str:
    if type.kind == "number" and (type.percent or str(type.unit)):
        return ": %" if type.percent else f": {unit_words(str(type.unit), language)}"
    return ""


def _amounts(policy: Policy, id: str, text: str, then: int, language: str) -> Iterator[tuple[int, str]]:
    """Amounts in kr that took the period of what they met: that period, behind them."""
    rule = policy.rules.get(id)
    if rule is None:
        return
    value = rule.conclusion.value if rule.conclusion is not None else None
    for tree in (rule.condition, value):
        for node in walk(tree) if tree is not None else ():
            start, end = node.span.start - then, node.span.end - then
            if isinstance(node, Literal) and node.type.is_money and 0 <= start < end <= len(text):
                unit = unit_words(str(node.type.unit), language)
                if text[start:end].endswith("kr") and unit != "kr":
                    yield end, unit.removeprefix("kr ")
