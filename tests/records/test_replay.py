"""Records judged against other policies: an editorial change parts nothing, a real one is named where it parted."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from engine.records.record import Circumstances, as_text, make_record
from engine.records.replay import VERDICTS
from engine.records.restore import restore
from engine.store.records import record_from
from engine.workspace import Workspace, open_workspace, read_workspace
from explain.replayed import tell_verdict
from explain.vocabulary import LANGUAGES
from tests.house.files import ROOT
from tests.records.samples import POLICY, changed, recorded, workspace_of

EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.json"))


@pytest.fixture(scope="module")
def law() -> Workspace:
    return open_workspace([str(ROOT / "policies")])


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    return recorded(workspace_of(POLICY))


# ── write, read, replay ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_shipped_example_is_replayed_to_the_same_bytes(law: Workspace, path: Path) -> None:
    record = recorded(law, path.read_text(encoding="utf-8"))
    assert law.replay(record).name == "same_words"
    assert made_again(law, record) == as_text(record)


def test_a_sample_of_the_cases_beside_the_law_is_replayed_to_the_same_bytes(law: Workspace) -> None:
    from engine.records.examples import case_of

    for example in law.policy.cases[::67]:
        decision = law.decide_case(*case_of(law.policy, example))
        record = make_record(law.policy, decision, Circumstances())
        read, wrong = record_from("record.json", as_text(record))
        assert read == record, (example.name, wrong)
        assert made_again(law, record) == as_text(record), example.name


def made_again(workspace: Workspace, record: dict[str, Any]) -> str:
    """The record of the case that a record holds, with the same words."""
    restored = restore(workspace.policy, record)
    assert restored.gone == ()
    again = make_record(workspace.policy, workspace.decide_case(restored.case, restored.options), Circumstances())
    return as_text({**again, "words": record["words"], "sha256": record["sha256"]})


def test_steps_come_after_what_they_rest_on_and_every_rule_cites(record: dict[str, Any]) -> None:
    for number, step in enumerate(record["steps"]):
        assert all(below < number for below in step["rests_on"])
        assert step["kind"] != "rule" or step["basis"]
        assert f"{step['kind']} {step['id']}" in record["meaning"] or step["kind"] == "parameter"
    ends = {(end["term"], end["from"]): record["steps"][end["step"]] for end in record["derivations"]}
    for answer in record["decision"]["answers"]:
        for segment in answer["segments"]:
            assert ends[answer["term"], segment["from"]]["value"] == segment["value"]


# ── verdicts ────────────────────────────────────────────────────────────────────────────────────────────────────

WORDS = ('nb met "Du har rett til hjelp"', 'nb met "Du skal få hjelp"')
EDITORIAL = {
    "a remark": ("right help of", "-- asked for by many\nright help of"),
    "an indent": ("  applicant has help\n", "     applicant has help\n"),
    "a label of something unused": ('nb "merknad"', 'nb "merknaden"'),
    "the order of a condition": ("not works and income < rate", "income < rate and not works"),
    "a validity that holds the days": ("  basis § 1 ledd 2\n", "  basis § 1 ledd 2\n  in force from 2010-01-01\n"),
    "one more word to choose": ("one of single, couple", "one of single, couple, shared"),
    "a later rate": ("  from 2025-01-01  9 000 kr", "  from 2027-01-01  9 500 kr\n  from 2025-01-01  9 000 kr"),
    "a renamed rule": ("help_in_need", "needy"),
    "a fact that is not there and did not matter": (
        'fact note of applicant : text\n  nb "merknad"  nn "merknad"  en "note"\n',
        "",
    ),
}


@pytest.mark.parametrize("change", EDITORIAL.values(), ids=EDITORIAL)
def test_what_is_only_editorial_leaves_even_the_words(record: dict[str, Any], change: tuple[str, str]) -> None:
    verdict = changed(change).replay(record)
    assert (verdict.name, verdict.parted) == ("same_words", None)


def test_the_order_of_declarations_means_nothing(record: dict[str, Any]) -> None:
    head, *items = POLICY.partition("right help of")
    help, *rest = "".join(items).partition("discretion hardship of")
    assert workspace_of(head + "".join(rest) + help).replay(record).name == "same_words"


def test_other_words_are_told_by_language(record: dict[str, Any]) -> None:
    verdict = changed(WORDS).replay(record)
    assert (verdict.name, verdict.parted, verdict.languages) == ("same_reasons", None, ("nb",))


def test_a_renamed_fact_is_the_same_fact_where_the_policy_says_so(record: dict[str, Any]) -> None:
    renamed = changed(
        ("fact income", "fact earnings"), ("income <", "earnings <"), ('en "income"', 'en "income"\n  formerly income')
    )
    assert renamed.replay(record).name == "same_words"


def test_a_renamed_rule_is_told(record: dict[str, Any]) -> None:
    verdict = changed(("help_in_need", "needy")).replay(record)
    assert verdict.renamed == (("sample.help_in_need", "sample.needy"),)


OTHER_REASONS = {
    "a rule says something else": (("income < rate", "income < 2 * rate"), "rule", "sample.help_in_need", "changed"),
    "another provision": (("§ 2 ledd 2", "§ 2 ledd 4"), "rule", "sample.payment_if_couple", "basis"),
    "one more exception to weigh": (
        ("right relief of", "exception rich to help_in_need\n  basis § 9\n  when income > 9 000 kr\nright relief of"),
        "rule",
        "sample.rich",
        "added",
    ),
}


@pytest.mark.parametrize(("change", "kind", "id", "why"), OTHER_REASONS.values(), ids=OTHER_REASONS)
def test_other_reasons_for_the_same_are_named(
    record: dict[str, Any], change: tuple[str, str], kind: str, id: str, why: str
) -> None:
    verdict = changed(change).replay(record)
    assert verdict.name == "other_reasons"
    assert verdict.parted is not None
    assert (verdict.parted.kind, verdict.parted.id, verdict.parted.why) == (kind, id, why)


ABROAD = """\
exception abroad to help_in_need
  basis § 9
  when away
fact away of applicant : yes or no
right relief of"""
DIFFERS = {
    "a rate": (("8 000 kr", "8 100 kr"), "parameter", "sample.rate", "value", "2024-11-01"),
    "a rate of later days": (("9 000 kr", "9 100 kr"), "parameter", "sample.rate", "value", "2025-01-01"),
    "a share": (("2/3 of what", "3/4 of what"), "rule", "sample.payment_if_couple", "changed", "2024-11-01"),
    "a rule deep down": (("< 18 years)", "< 16 years)"), "rule", "sample.minors_counted", "changed", "2024-11-01"),
    "a rule below an exception": (
        ("rate + 100 kr", "rate + 200 kr"),
        "rule",
        "sample.payment_by_rate",
        "changed",
        "2024-11-01",
    ),
    "an exception nobody was asked about": (
        ("right relief of", ABROAD),
        "rule",
        "sample.abroad",
        "added",
        "2024-11-01",
    ),
    "one more thing to consider": (
        ("  must consider health", "  must consider own_view  basis § 4\n  must consider health"),
        "assessment",
        "sample.hardship",
        "changed",
        "2024-11-01",
    ),
    "a word that may not be chosen": (
        ("couple", "pair"),
        "fact",
        "sample.household",
        "no_choice",
        "",
    ),
    "another reading": (
        ('own chosen "the applicant" because "the text says so"\n  reading all',
         'own "the applicant" because "the text says so"\n  reading all chosen'),
        "reading",
        "sample.whose",
        "value",
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "kind", "id", "why", "on"), DIFFERS.values(), ids=DIFFERS)
def test_a_difference_is_named_by_the_step_where_it_began(
    record: dict[str, Any], change: tuple[str, str], kind: str, id: str, why: str, on: str
) -> None:
    workspace = changed(change)
    verdict = workspace.replay(record)
    assert verdict.name == "differs"
    assert verdict.other is not None
    assert verdict.parted is not None
    assert (verdict.parted.kind, verdict.parted.id, verdict.parted.why, verdict.parted.on) == (kind, id, why, on)
    for language in LANGUAGES:
        assert any(id in text for text in tell_verdict(workspace.policy, record, verdict, language))


def test_a_question_that_is_gone_differs_and_is_named(record: dict[str, Any]) -> None:
    verdict = changed(("right help of", "right aid of"), ("has help", "has aid")).replay(record)
    assert verdict.name == "differs"
    assert verdict.parted is not None
    assert (verdict.parted.kind, verdict.parted.id, verdict.parted.why) == ("asked", "sample.help", "gone")


def test_a_fact_in_another_unit_is_not_read_as_if_it_were_the_same(record: dict[str, Any]) -> None:
    yearly = changed(
        ('money per month\n  nb "inntekt"', 'money per year\n  nb "inntekt"'),
        ("income < rate", "income / (12 months per year) < rate"),
    )
    verdict = yearly.replay(record)
    assert [(each.id, each.why, each.decisive) for each in verdict.gone] == [("sample.income", "other_unit", True)]
    assert verdict.name == "differs"


def test_a_fact_that_has_become_one_of_each_member_is_told(record: dict[str, Any]) -> None:
    of_child = changed(
        ("fact income of applicant", "fact income of child"),
        ("not works and income < rate", "not works and (every c in children where income of c < rate)"),
    )
    verdict = of_child.replay(record)
    assert [(each.id, each.why) for each in verdict.gone] == [("sample.income", "other_kind")]


def test_a_decision_that_is_no_longer_ready_differs_and_names_the_duty(record: dict[str, Any]) -> None:
    duty = (
        "duty hear of applicant by municipality\n  basis § 8\n  arises when help\n"
        "  fulfilled by heard\n  due before help\nfact heard of applicant : yes or no\nright relief of"
    )
    verdict = changed(("right relief of", duty)).replay(record)
    assert verdict.name == "differs"
    assert verdict.parted is not None
    assert (verdict.parted.kind, verdict.parted.id, verdict.parted.why) == ("duty", "sample.hear", "added")


def test_every_verdict_has_a_name_in_every_language() -> None:
    from explain.replayed import verdict_name

    for language in LANGUAGES:
        names = [verdict_name(name, language) for name in (*VERDICTS, "not_judged")]
        assert len(set(names)) == len(names)


# ── the policies that come with the program ─────────────────────────────────────────────────────────────────────


def test_shipped_policies_may_change_under_stored_decisions(law: Workspace, tmp_path: Path) -> None:
    """New words in one act, and a new rate in another part of it: each record is touched by what reaches it."""
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    for name, old, new in (
        ("sosialtjenesteloven/kapittel-4-kvalifiseringsprogram.policy", "  2.041  known", "  2.1  known"),
        ("sosialtjenesteloven/kapittel-4-stonad.policy", "Du har ikke rett til", "Du har nok ikke rett til"),
    ):
        path = tmp_path / "policies" / name
        text = path.read_text(encoding="utf-8")
        assert old in text, name
        path.write_text("-- gone through by a jurist\n" + text.replace(old, new), encoding="utf-8")
    later = read_workspace([str(tmp_path / "policies")])
    chosen = [path for path in EXAMPLES if path.stem in ("qualification-benefit", "refusal", "family-ready")]
    verdicts = {path.stem: later.replay(recorded(law, path.read_text(encoding="utf-8"))) for path in chosen}
    rated = verdicts.pop("qualification-benefit")
    assert rated.name == "differs"
    assert rated.parted is not None
    assert (rated.parted.kind, rated.parted.id) == ("parameter", "sosialtjenesteloven.benefit_factor")
    assert {stem: verdict.name for stem, verdict in verdicts.items()} == {
        "refusal": "same_reasons",
        "family-ready": "same_words",
    }
