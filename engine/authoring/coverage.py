"""What the cases beside the law cover: each rule and each exception both applied, and considered and not applied.

A case that fails covers nothing, and only what a case expects something of is covered by it: the duties that make a
decision ready are, when the case says whether it is ready. What the two words mean is told in `evaluate.examined`.
Start reading at `coverage`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice

from attrs import evolve, frozen

from engine.evaluate.examined import Examined, examine
from engine.evaluate.order import order_of_law
from engine.memory import uncollected
from engine.model.citations import Citation
from engine.model.expressions import YES, Otherwise, walk
from engine.model.policy import CaseExample, Policy, Rule
from engine.records.examples import case_of


@frozen(slots=False)
class CoveredRule:
    """A rule, the names of the cases that applied it, and of those that considered it and did not.

    `can_fall` is false for a rule without a condition that nothing sets aside: in force, it always applies.
    An exception that makes its value from what otherwise applies uses the rule it is to, and does not set it aside.
    """

    rule: Rule
    provisions: tuple[Citation, ...]
    applied_by: tuple[str, ...]
    passed_over_by: tuple[str, ...]
    can_fall: bool

    @property
    def is_exception(self) -> bool:
        return self.rule.kind == "exception"


@frozen
class Share:
    """So many of so many."""

    covered: int
    total: int

    @property
    def percent(self) -> int:
        """In whole percent, rounded down, so that 100 is said of all and nothing less.

        >>> Share(999, 1000).percent, Share(0, 0).percent
        (99, 100)
        """
        return 100 * self.covered // self.total if self.total else 100


@frozen(slots=False)
class Coverage:
    """What the cases cover, rule by rule in the order of the acts."""

    rules: tuple[CoveredRule, ...]

    @cached_property
    def by_source(self) -> Mapping[str, Coverage]:
        """The same, source by source."""
        found: dict[str, list[CoveredRule]] = {}
        for each in self.rules:
            found.setdefault(each.rule.source, []).append(each)
        return {source: Coverage(tuple(rules)) for source, rules in found.items()}

    @cached_property
    def sums(self) -> Mapping[str, tuple[Share, Share]]:
        """For provisions, rules and exceptions: how many were applied, and how many considered and not applied."""
        return {
            "provisions": _of_provisions(self.rules),
            "rules": _of_rules([each for each in self.rules if not each.is_exception]),
            "exceptions": _of_rules([each for each in self.rules if each.is_exception]),
        }

    @property
    def lowest(self) -> int:
        """The lowest of the sums, in percent."""
        return min(share.percent for both in self.sums.values() for share in both)


def coverage(policy: Policy, passed: Iterable[CaseExample]) -> Coverage:
    """What some cases cover, those that passed."""
    policy = evolve(policy)  # so that the hundreds of programs made for one case each do not fill the cache
    applied: dict[str, dict[str, None]] = {}
    passed_over: dict[str, dict[str, None]] = {}
    for example, seen in _examined(policy, passed):
        for rules, found in ((seen.applied, applied), (seen.passed_over, passed_over)):
            for rule in sorted(rules):
                found.setdefault(rule, {})[example.name] = None
    excepted = {target for rule in policy.rules.values() if not _departs(rule) for target in rule.targets}
    return Coverage(
        tuple(
            CoveredRule(
                rule,
                _provisions(policy, rule),
                tuple(applied.get(rule.id, ())),
                tuple(passed_over.get(rule.id, ())),
                _can_fall(rule, rule.id in excepted),
            )
            for rule in sorted(policy.rules.values(), key=lambda rule: (rule.source, order_of_law(rule)))
        )
    )


def _examined(policy: Policy, passed: Iterable[CaseExample]) -> Iterator[tuple[CaseExample, Examined]]:
    waiting = iter(passed)
    while some := tuple(islice(waiting, 100)):
        with uncollected():
            seen = [examine(policy, *case_of(policy, each), _judges_readiness(each)) for each in some]
        yield from zip(some, seen, strict=True)


def _judges_readiness(example: CaseExample) -> bool:
    return any(not expected.term for expected in example.expected)


def _provisions(policy: Policy, rule: Rule) -> tuple[Citation, ...]:
    """The provisions of its own source that a rule rests on; the first it cites where it rests on none of these."""
    document = policy.sources[rule.source].document
    cited = dict.fromkeys(basis.citation for basis in rule.basis)
    return tuple(each for each in cited if each.document == document) or tuple(cited)[:1]


def _can_fall(rule: Rule, is_excepted: bool) -> bool:
    is_limit = rule.conclusion is not None and rule.conclusion.kind in ("at_most", "at_least")
    return bool(rule.condition != YES or rule.unless_shown or is_excepted or is_limit)


def _departs(rule: Rule) -> bool:
    value = rule.conclusion.value if rule.conclusion is not None else None
    return value is not None and any(isinstance(node, Otherwise) for node in walk(value))


def _of_rules(rules: list[CoveredRule]) -> tuple[Share, Share]:
    falling = [each for each in rules if each.can_fall]
    return (
        Share(sum(bool(each.applied_by) for each in rules), len(rules)),
        Share(sum(bool(each.passed_over_by) for each in falling), len(falling)),
    )


def _of_provisions(rules: Iterable[CoveredRule]) -> tuple[Share, Share]:
    """A provision is covered where one of the rules that rest on it is."""
    applied: dict[Citation, bool] = {}
    passed_over: dict[Citation, bool] = {}
    for provision, each in _by_provision(rules):
        applied[provision] = applied.get(provision, False) or bool(each.applied_by)
        if each.can_fall:
            passed_over[provision] = passed_over.get(provision, False) or bool(each.passed_over_by)
    return (
        Share(sum(applied.values()), len(applied)),
        Share(sum(passed_over.values()), len(passed_over)),
    )


def _by_provision(rules: Iterable[CoveredRule]) -> Iterator[tuple[Citation, CoveredRule]]:
    return ((provision, each) for each in rules for provision in each.provisions)
