"""What changed between two days: which rules, rates and readings, and what that means for the outcomes they carry.

The meaning is compared for the outcomes the changed rules conclude, at most `MOST` of them, and only where the package
for proofs is installed. Start reading at `changed`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib.util import find_spec

from attrs import frozen

from engine.book.writer import Run, Writer
from engine.diff.freeze import as_on
from engine.diff.parts import Part, parts, provisions
from engine.diff.values import Relation
from engine.graph.reads import of_condition, of_value
from engine.model.citations import Citation
from engine.model.policy import Policy
from explain.names import words_in

MOST = 12
"""How many outcomes are compared by what they mean."""


@frozen(slots=False)
class Changed:
    """The policy of two days, the parts in which they differ, and the relations of some outcomes.

    `relations` is `None` where nothing could be compared; `left` counts the outcomes that were not.
    """

    before: Policy
    after: Policy
    days: tuple[date, date]
    parts: tuple[Part, ...]
    relations: tuple[Relation, ...] | None = None
    left: int = 0

    def at(self, citation: Citation) -> list[Part]:
        """The parts that rest on a section first of all."""
        key = citation.document, citation.section
        return [part for part in self.parts if key in {(it.document, it.section) for it in self.citations(part)[:1]}]

    def citations(self, part: Part) -> tuple[Citation, ...]:
        return provisions(self.before, self.after, part)


@frozen
class ToldChange:
    """One change in words: how, what sort of thing, its name, its provisions, and what it said before."""

    how: str
    sort: str
    name: Run
    cited: tuple[Run, ...]
    was: str


def changed(policy: Policy, days: tuple[date, date], within: str = "") -> Changed:
    """What is otherwise on the second day than on the first; of one source alone when `within` names it."""
    before, after = as_on(policy, days[0]), as_on(policy, days[1])
    found = [part for part in parts(before, after) if not within or part.id.startswith(f"{within}.")]
    terms = _concluded(before, after, found)
    if find_spec("z3") is None:
        return Changed(before, after, days, tuple(found), None, len(terms))
    from engine.diff.meaning import meaning

    relations = meaning(before, after, terms[:MOST], days)
    return Changed(before, after, days, tuple(found), relations, max(0, len(terms) - MOST))


def _concluded(before: Policy, after: Policy, found: Sequence[Part]) -> list[str]:
    """The outcomes that changed rules conclude, or that rules with a changed rate in them do, on both days.

    In the order of the policy.
    """
    from engine.diff.meaning import comparable

    rules = {part.id for part in found if part.kind == "rules"}
    rates = {("parameter", part.id) for part in found if part.kind == "parameters"}
    touched = {
        rule.conclusion.term
        for policy in (before, after)
        for id, rule in policy.rules.items()
        if rule.conclusion is not None and (id in rules or rates.intersection((*of_condition(rule), *of_value(rule))))
    }
    return [id for id in comparable(before, after) if id in touched]


def told_change(writer: Writer, changed: Changed, part: Part) -> ToldChange:
    """One change in the reader's words."""
    old, new = (_item(policy, part) for policy in (changed.before, changed.after))
    how = "added" if old is None else "removed" if new is None else "amended"
    name, href = _named(writer, part, new if new is not None else old)
    return ToldChange(
        writer.word(f"change_{how}"),
        writer.word(f"part_{part.kind}"),
        Run(name, href),
        tuple(writer.cite(each) for each in changed.citations(part)),
        _was(writer, part, old, new),
    )


def _item(policy: Policy, part: Part) -> object:
    return None if part.kind == "gaps" else getattr(policy, part.kind).get(part.id)


def _named(writer: Writer, part: Part, item: object) -> tuple[str, str]:
    sort = {"rules": "rule", "parameters": "parameter", "terms": "term", "interpretations": "interpretation"}
    if part.kind == "gaps" or item is None:
        return part.id, ""
    labels, name = getattr(item, "labels", {}), getattr(item, "name", part.id)
    said = words_in(labels, writer.language)
    if part.kind == "rules":
        said = writer.title(item)  # type: ignore[arg-type]
    return said or name.replace("_", " "), writer.to(sort[part.kind], part.id)


def _was(writer: Writer, part: Part, old: object, new: object) -> str:
    """The value of a rate before and now, where it has one."""
    if part.kind != "parameters" or old is None:
        return ""
    values = [getattr(each, "values", ()) for each in (old, new)]
    type_ = old.type  # type: ignore[attr-defined]
    nothing = writer.word("no_value")
    said = [writer.value(rows[0].value, type_) if rows and rows[0].value is not None else nothing for rows in values]
    return " → ".join(said)
