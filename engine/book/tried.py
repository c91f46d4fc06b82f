"""The cases beside the law, tried: what came out of each, and which rules carried it.

The deciding is passed in. `try_all` gives values without a language; `told_case` puts one into words.
Start reading at `try_all`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from attrs import frozen

from engine.book.authors_words import written_in
from engine.book.gather import slug
from engine.book.rule_text import RuleTexts
from engine.book.writer import Run, Text, Writer, plain
from engine.evaluate.decision import Decision, Segment
from engine.model.case import Case, Options
from engine.model.expressions import Value
from engine.model.policy import CaseExample, GivenFact, Period, Policy
from engine.records.examples import run_example
from explain.names import sentence, statement

Decide = Callable[[Case, Options], Decision]
MOST_WAITS = 4
MOST_IN_TITLE = 2
"""How many outcomes a case is called by."""


@frozen
class Came:
    """What came of one term on some days: a value, or what it waits for (`None` is open), and the rules that stood."""

    term: str
    member: str | None
    first: date
    last: date
    value: Value | None
    waits: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]


@frozen
class Tried:
    """A case with what came out. `ready` is set where the case asks whether the decision may be made."""

    example: CaseExample
    anchor: str
    passed: bool
    came: tuple[Came, ...]
    ready: bool | None = None

    @property
    def rules(self) -> frozenset[str]:
        return frozenset(id for each in self.came for id in each.rules)


@frozen
class ToldCase:
    """A case in words: its title for this reader, the author's name for it, what is given, and what came out.

    The title is the author's name where the reader has that language, and what came out of the case where not.
    """

    anchor: str
    title: str
    name: str
    name_language: str
    days: str
    given: tuple[Text, ...]
    results: tuple[tuple[str, Text, tuple[Run, ...]], ...]
    passed: bool


def try_all(policy: Policy, decide: Decide, source: str = "") -> list[Tried]:
    """Every case of a policy, or of one source, in the order of the files."""
    taken: dict[str, int] = {}
    return [_tried(policy, each, decide, taken) for each in policy.cases if not source or each.source == source]


def _tried(policy: Policy, example: CaseExample, decide: Decide, taken: dict[str, int]) -> Tried:
    decisions: list[Decision] = []

    def deciding(case: Case, options: Options) -> Decision:
        decisions.append(decide(case, options))
        return decisions[-1]

    result = run_example(policy, example, deciding)
    name = slug(example.name)
    key = f"{example.source} {name}"
    taken[key] = taken.get(key, 0) + 1
    anchor = f"sak-{name}" if taken[key] == 1 else f"sak-{name}-{taken[key]}"
    asks_ready = any(not expected.term for expected in example.expected)
    return Tried(
        example, anchor, result.passed, tuple(_came(example, decisions[0])), decisions[0].ready if asks_ready else None
    )


def _came(example: CaseExample, decision: Decision) -> Iterable[Came]:
    """The answers to what the case expects something of, on the days it speaks of."""
    wanted = dict.fromkeys((expected.term, expected.member) for expected in example.expected if expected.term)
    for answer in decision.answers:
        if (answer.term, answer.member) not in wanted:
            continue
        for segment in answer.segments:
            yield Came(
                answer.term, answer.member, segment.first, segment.last, segment.value, _waits(segment), _stood(segment)
            )


def _waits(segment: Segment) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((wait.kind, wait.id) for wait in segment.waits))


def _stood(segment: Segment) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for id, _, standing in segment.grounds if standing))


# ── in words ────────────────────────────────────────────────────────────────────────────────────────────────────────


def told_case(writer: Writer, texts: RuleTexts, tried: Tried) -> ToldCase:
    """A case in the reader's words."""
    example = tried.example
    results = tuple(_result(writer, example, each) for each in tried.came)
    if ready := _ready(writer, tried):
        results = (*results, ("", (Run(ready),), ()))
    return ToldCase(
        anchor=tried.anchor,
        title=case_title(writer, texts, tried),
        name=example.name,
        name_language=case_language(texts, example),
        days=_days(writer, example.day, example.last or example.day),
        given=tuple(_given(writer, each) for each in example.given),
        results=results,
        passed=tried.passed,
    )


def case_language(texts: RuleTexts, example: CaseExample) -> str:
    """The language the author named a case in."""
    return written_in(example.name, texts.written(example.span.file))


def case_title(writer: Writer, texts: RuleTexts, tried: Tried) -> str:
    """What a reader may call a case: the author's name, or what came out where that is in another language."""
    example = tried.example
    if case_language(texts, example) == writer.language or not tried.came:
        return example.name
    told = case_outcome(writer, tried).rstrip(".")
    place = next((run.text for came in tried.came for run in _carried(writer, came)), "")
    return f"{place}: {told}" if place else told


def case_outcome(writer: Writer, tried: Tried) -> str:
    """What came out of a case, in a line."""
    example = tried.example
    if not tried.came:
        return _ready(writer, tried)
    said = []
    for came in tried.came[:MOST_IN_TITLE]:
        days, text, _ = _result(writer, example, came)
        said.append(f"{days}: {plain(text)}" if days else plain(text))
    more = len(tried.came) - MOST_IN_TITLE
    return " ".join([*(sentence(each) for each in said), *([writer.word("and_more", n=more)] if more > 0 else [])])


def _ready(writer: Writer, tried: Tried) -> str:
    """Whether the decision may be made, where the case asks that."""
    if tried.ready is None:
        return ""
    return sentence(writer.word("case_ready" if tried.ready else "case_not_ready"))


def _days(writer: Writer, first: date, last: date) -> str:
    return writer.voice.day(first) if first == last else writer.days(Period(first, last))


def _given(writer: Writer, given: GivenFact) -> Text:
    """One thing the case gives, in the author's sentence for it where there is one."""
    when = f" ({days})" if (days := writer.days(given.period)) else ""
    if given.members is not None:
        name = writer.named("list", given.term)
        who = ", ".join(given.members) or writer.word("case_nobody")
        complete = writer.word("case_complete" if given.complete else "case_incomplete")
        return (name, Run(f": {who} ({complete}){when}"))
    of = f"{given.member}: " if given.member else ""
    if isinstance(given.value, bool) and given.used is None:
        said = statement(writer.voice, given.term, given.value)
        if said:
            return (Run(of), *writer.linked(said, [("term", given.term)]), Run(when))
    name = writer.named("term", given.term)
    return (Run(of), name, Run(f": {_answer(writer, given)}{when}"))


def _answer(writer: Writer, given: GivenFact) -> str:
    term = writer.book.policy.terms[given.term]
    type_ = term.amount_type or term.type
    said = [writer.word("case_used" if given.used else "case_not_used")] if given.used is not None else []
    if given.state == "unknown":
        said.append(writer.word("case_unknown"))
    elif given.value is not None and not (given.used is not None and isinstance(given.value, bool)):
        said.append(writer.value(given.value, type_))
    return ", ".join(said) or writer.word("case_unknown")


def _result(writer: Writer, example: CaseExample, came: Came) -> tuple[str, Text, tuple[Run, ...]]:
    """The days where they are some of the case's, what came out, and the provisions of the rules that carried it."""
    whole = came.first <= example.day and came.last >= (example.last or example.day)
    days = "" if whole else _days(writer, came.first, came.last)
    return days, _outcome(writer, came), _carried(writer, came)


def _outcome(writer: Writer, came: Came) -> Text:
    term = writer.book.policy.terms[came.term]
    of = f"{came.member}: " if came.member else ""
    name = writer.named("term", came.term)
    if came.value is None:
        return (Run(of), name, Run(": "), *_open(writer, came))
    if isinstance(came.value, bool):
        said = statement(writer.voice, came.term, came.value)
        if said:
            return (Run(of), *writer.linked(sentence(said), [("term", came.term)]))
    if term.is_action and isinstance(came.value, str):
        return (Run(of), *writer.linked(sentence(writer.said(term, came.value)), [("term", came.term)]))
    return (Run(of), name, Run(f": {writer.value(came.value, term.type)}"))


def _open(writer: Writer, came: Came) -> Text:
    policy = writer.book.policy
    waits = [
        writer.named("term", id) if id in policy.terms else writer.named("list", id)
        for _, id in came.waits
        if id in policy.terms or id in policy.lists
    ]
    waits = list(dict.fromkeys(waits))
    if not waits:
        return (Run(writer.word("case_open_bare")),)
    before, _, after = writer.word("case_open").partition("{what}")
    runs = [Run(before)]
    for number, each in enumerate(waits[:MOST_WAITS]):
        runs += [Run(", "), each] if number else [each]
    more = f" {writer.word('and_more', n=len(waits) - MOST_WAITS)}" if len(waits) > MOST_WAITS else ""
    return (*runs, Run(after + more))


def _carried(writer: Writer, came: Came) -> tuple[Run, ...]:
    """The first address of each rule that stood, leading to the rule; of the term, where none did."""
    found: dict[str, Run] = {}
    for id in came.rules:
        rule = writer.book.policy.rules.get(id)
        if rule is not None and rule.basis:
            run = writer.cite(rule.basis[0].citation)
            found.setdefault(run.text, Run(run.text, writer.to("rule", id)))
    if not found:
        return tuple(writer.cite(basis.citation) for basis in writer.book.policy.terms[came.term].basis[:1])
    return tuple(found.values())
