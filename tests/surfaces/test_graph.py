"""Circles and drawings, on policies made by hand: the graph needs only the plan."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.graph import Node, build_graph, cycles
from engine.graph.components import circles
from engine.graph.export import NoGraphviz, export
from engine.graph.labels import labels
from engine.model.citations import Basis, Citation
from engine.model.expressions import YES, Expression, Otherwise, Read, Sum
from engine.model.policy import Conclusion, NotFormalised, Policy, Rule, Term
from engine.model.units import NUMBER

BASIS = (Basis(Citation("LOV-2001-01-01-1", "4", (("L", "2"),))),)


def term(name: str, kind: str = "amount") -> Term:
    return Term(f"act.{name}", name, "act", kind=kind, entity="act.person", type=NUMBER)


def reading(*names: str) -> Expression:
    return Sum(tuple(Read(f"act.{name}", type=NUMBER) for name in names), (1,) * len(names), type=NUMBER)


def rule(
    name: str, concludes: str = "", value: Expression | None = None, when: Expression = YES, to: Iterable[str] = ()
) -> Rule:
    return Rule(
        f"act.{name}",
        name,
        "act",
        kind="exception" if to else "rule",
        subject="act.person",
        basis=BASIS,
        conclusion=Conclusion("is", f"act.{concludes}", value) if concludes else None,
        condition=when,
        targets=tuple(f"act.{target}" for target in to),
    )


def policy(rules: Iterable[Rule], terms: Iterable[Term], gaps: Iterable[NotFormalised] = ()) -> Policy:
    return Policy(
        rules={each.id: each for each in rules},
        terms={each.id: each for each in terms},
        not_formalised=tuple(gaps),
    )


def told(made: Policy) -> list[tuple[str, str]]:
    return [(found.code, found.message) for found in cycles(made)]


THREE = [term("a"), term("b"), term("c")]


def test_a_circle_is_told_in_words_from_its_first_name() -> None:
    rules = [rule("r", "c", reading("a")), rule("s", "a", reading("b")), rule("t", "b", reading("c"))]
    assert told(policy(rules, THREE)) == [("G101", "`a` depends on `b`, which depends on `c`, which depends on `a`")]


def test_a_term_that_reads_itself_depends_on_itself() -> None:
    assert told(policy([rule("r", "a", reading("a"))], THREE)) == [("G101", "`a` depends on itself")]


def test_a_circle_through_an_exception_or_a_gap_is_found() -> None:
    base = [rule("r", "a", reading("b")), rule("s", "b")]
    through_exception = [*base, rule("e", to=["s"], when=reading("a"))]
    assert told(policy(through_exception, THREE)) == [("G101", "`a` depends on `b`, which depends on `a`")]
    gap = NotFormalised(BASIS[0].citation, "act", ("act.b",), reading("a"), "by hand")
    assert told(policy(base, THREE, [gap])) == [("G101", "`a` depends on `b`, which depends on `a`")]


def test_a_departure_from_what_otherwise_applies_is_no_circle() -> None:
    departure = rule("e", "a", Otherwise(type=NUMBER), to=["r"])
    further = rule("f", "a", Otherwise(type=NUMBER), to=["e", "r"])
    assert told(policy([rule("r", "a", reading("b")), departure, further], THREE)) == []


def test_an_exception_to_a_whole_chapter_makes_no_rule_need_another() -> None:
    rules = [rule("r", "a", reading("b")), rule("s", "b", reading("c")), rule("e", to=["r", "s"], when=reading("c"))]
    assert told(policy(rules, THREE)) == []


def test_exceptions_in_a_circle_are_told() -> None:
    rules = [rule("r", "a"), rule("e", to=["r", "f"]), rule("f", to=["e"])]
    assert told(policy(rules, THREE)) == [("G102", "`e` is an exception to `f`, which is an exception to `e`")]


def test_ten_thousand_terms_in_a_row_and_in_a_ring() -> None:
    count = 10_000
    terms = [term(f"t{number:05}") for number in range(count)]
    row = [rule(f"r{number:05}", f"t{number:05}", reading(f"t{number + 1:05}")) for number in range(count - 1)]
    assert told(policy(row, terms)) == []
    ((code, message),) = told(policy([*row, rule("last", f"t{count - 1:05}", reading("t00000"))], terms))
    assert code == "G101"
    assert message.startswith("`t00000` depends on `t00001`, which depends on `t00002`")
    assert message.endswith("and so on through 9991 more, which depends on `t00000`")


@given(st.dictionaries(st.integers(0, 8), st.lists(st.integers(0, 8), max_size=4)))
def test_a_circle_is_found_exactly_when_there_is_one(needs: dict[int, list[int]]) -> None:
    found = circles(needs)
    for circle in found:
        assert all(after in needs[here] for here, after in zip(circle, [*circle[1:], circle[0]], strict=True))
    left = {node: set(others) & set(needs) for node, others in needs.items()}
    while free := [node for node, others in left.items() if not others & set(left)]:
        for node in free:
            del left[node]
    assert bool(found) == bool(left)


AWKWARD = policy(
    [rule('r"<b>', "a", reading("b")), rule("e", to=['r"<b>'])], [*THREE, term("f", "fact"), term("d", "discretion")]
)


def test_the_order_of_a_policy_changes_no_graph() -> None:
    turned = policy(reversed(AWKWARD.rules.values()), reversed(AWKWARD.terms.values()))
    assert build_graph(turned) == build_graph(AWKWARD)


def test_labels_cannot_break_a_drawing() -> None:
    graph = build_graph(AWKWARD)
    named = labels(AWKWARD, graph)
    assert r'[label="r\"<b>\n§ 4 (2)", shape=box' in export(graph, named, "dot")
    assert '("r#34;#60;b#62;<br>§ 4 (2)")' in export(graph, named, "mermaid")


def test_the_json_has_every_edge_as_it_is_read_aloud() -> None:
    graph = build_graph(AWKWARD)
    data = json.loads(export(graph, labels(AWKWARD, graph), "json"))
    edges = [(edge["from"]["id"], edge["kind"], edge["to"]["id"]) for edge in data["edges"]]
    assert edges == [
        ("act.e", "sets_aside", 'act.r"<b>'),
        ('act.r"<b>', "concludes", "act.a"),
        ('act.r"<b>', "reads", "act.b"),
    ]


def test_focus_keeps_what_lies_near() -> None:
    graph = build_graph(AWKWARD)
    near = graph.around(graph.named("a"), 1)
    assert near.nodes == (Node("rule", 'act.r"<b>'), Node("term", "act.a"))
    assert len(graph.around(graph.named("a"), 2).nodes) == 4


def test_svg_needs_graphviz_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(NoGraphviz, match="Graphviz"):
        export(build_graph(AWKWARD), labels(AWKWARD, build_graph(AWKWARD)), "svg")
