"""What a person is read, in order: steps that belong together are told in one breath, and none of them is left out.

Open points go together by who can close them, facts by who vouches for them, an assessment's considerations by what
became of them, and what the answer rests on is a few lines at the end. Start reading at `in_passages`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from engine.model.case import Origin
from engine.model.citations import Citation
from engine.model.policy import Policy
from explain.outcomes import asked_of
from explain.selection import Asking, Discretionary, Entry, FactKnown, LeftOut, Section, Unmodelled, Vouched, Waiting

_ORDER = (
    "notices",
    "outcome",
    "ready",
    "open",
    "facts",
    "spare",
    "grounds",
    "amount",
    "not_granted",
    "considered",
    "discretion",
    "changes",
    "duties",
    "rests",
)
"""The answer and what is missing, then why, then what was considered, and last what the answer rests on."""

_GATHERED = (("values", "rates"), ("readings", "read_as"))
"""Parts that are one line each at the end of the page, and the template that opens it."""

_WEIGHED = {
    "must_found": "weighed",
    "may_found": "weighed",
    "must_taken": "to_weigh",
    "must_free": "to_weigh",
    "must_todo": "not_weighed",
    "may_taken": "may_weigh",
    "may_free": "may_weigh",
    "may_todo": "may_weigh",
    "must_not_count": "not_to_count",
}
"""Which of a checklist's lines are told in one sentence, and the template that opens it."""


def in_passages(policy: Policy, sections: Sequence[Section]) -> list[Section]:
    """The sections in the order they are read, with what belongs together told together."""
    told = {
        part: tuple(it for section in sections if section.part == part for it in section.entries) for part in _ORDER
    }
    last = {section.part: section.entries for section in sections}
    rests = (Entry(kind, kind, within=last[part]) for part, kind in _GATHERED if last.get(part))
    told["open"] = tuple(_by_who(policy, told["open"]))
    told["facts"] = tuple(_by_origin(told["facts"]))
    told["discretion"] = tuple(_in_few_sentences(it) for it in _with_inner_lines(told["discretion"]))
    if told["considered"]:
        told["considered"] = _with_closed(told["considered"], told["discretion"])
        told["discretion"] = tuple(it for it in told["discretion"] if it.kind != "discretion_closed")
    told["changes"] = tuple(_with_inner_lines(told["changes"]))
    told["duties"] = tuple(_with_inner_lines(told["duties"]))
    told["rests"] = (*rests, *_left_out(last.get("not_formalised", ())))
    nothing_settled = all(it.kind == "open" for it in told["outcome"])
    titles = {"grounds": "rules"} if nothing_settled else {}
    return [Section(part, told[part], title=titles.get(part, "")) for part in _ORDER]


def _by_who(policy: Policy, waits: Iterable[Entry]) -> Iterator[Entry]:
    """Questions by who can answer them, each with what its answers lead to; what nobody can answer stands alone."""
    sorts = {"wait_fact": "answer", "wait_list": "answer", "wait_assessment": "assess", "wait_use": "decide"}
    groups: dict[tuple[str, tuple[str, ...]], list[Entry]] = {}
    for it in _with_inner_lines(waits):
        who = asked_of(policy, it.what.wait.id) if isinstance(it.what, Waiting) else ()
        groups.setdefault((sorts.get(it.kind, it.step), who), []).append(it)
    for (sort, who), told in sorted(groups.items(), key=lambda it: it[0] != ("answer", ())):
        if sort in sorts.values():
            yield Entry(f"to_{sort}", f"to_{sort}:{','.join(who)}", Asking(who), within=tuple(told))
        else:
            yield from told


def _by_origin(facts: Iterable[Entry]) -> Iterator[Entry]:
    """Facts by who vouches for them: first what is so or not so, then the amounts, dates and lists."""
    groups: dict[tuple[str, str, str], list[Entry]] = {}
    for it in facts:
        origin = it.what.statement.origin if isinstance(it.what, FactKnown) else Origin()
        groups.setdefault((origin.by, origin.document, origin.at), []).append(it)
    for (by, document, at), told in sorted(groups.items(), key=lambda it: not any(it[0])):
        step, origin = f"vouched:{by}:{document}:{at}", Origin(by, at, document)
        first = [it for it in told if isinstance(it.what, FactKnown) and isinstance(it.what.statement.value, bool)]
        rest = [it for it in told if it not in first]
        yield Entry("told_by", step, Vouched(origin), within=(*first, *rest))


def _in_few_sentences(question: Entry) -> Entry:
    """A question left to a person, with the considerations that came to the same in one sentence."""
    opened = isinstance(question.what, Discretionary) and question.what.state != "not_opened"
    within: list[Entry] = []
    for it in question.within:
        kind = _WEIGHED.get(it.kind)
        if kind is None:
            within.append(evolve(it, silent=opened and it.kind == "authority"))
        elif within and within[-1].kind == kind:
            within[-1] = evolve(within[-1], within=(*within[-1].within, it), basis=_ordered(within[-1].basis, it.basis))
        else:
            within.append(Entry(kind, f"{question.step}:{kind}:{it.step}", None, it.basis, within=(it,)))
    return evolve(question, within=tuple(within))


def _with_closed(considered: tuple[Entry, ...], discretion: Iterable[Entry]) -> tuple[Entry, ...]:
    """Powers nobody has here go with the rules not used: these have said so."""
    closed = (evolve(it, silent=True) for it in discretion if it.kind == "discretion_closed")
    return (evolve(considered[0], within=(*considered[0].within, *closed)), *considered[1:])


def _ordered(some: tuple[Citation, ...], more: tuple[Citation, ...]) -> tuple[Citation, ...]:
    return tuple(sorted({*some, *more}, key=lambda it: it.order))


def _with_inner_lines(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Each first line with the lines under it."""
    waiting: Entry | None = None
    for it in entries:
        if it.level == 0:
            if waiting is not None:
                yield waiting
            waiting = it
        elif waiting is not None:
            waiting = evolve(waiting, within=(*waiting.within, it))
    if waiting is not None:
        yield waiting


def _left_out(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The provisions without a rule in one sentence."""
    indexes = tuple(it.what.index for it in entries if isinstance(it.what, Unmodelled))
    if indexes:
        yield Entry("left_out", "left_out", LeftOut(indexes), within=tuple(evolve(it, silent=True) for it in entries))
