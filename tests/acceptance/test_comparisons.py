"""What a comparison must keep true, numbered as in the requirements: 11 nothing differs, 12 witnesses, 17 § 35,
18 nobody reached or nothing changed, 19 considerations, 20 renumbering; and that a refactoring of a real file is equal.
"""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from engine.diff import values as v
from engine.diff.comparison import Comparison, Wanted, compare_versions
from engine.diff.data import as_data
from engine.diff.law_text import law_changes
from engine.diff.structure import structure
from engine.law.text import LawText
from engine.model.case import Case, Statement
from engine.model.policy import Policy
from engine.source import SourceText
from engine.store.files import FileBytes
from engine.syntax.format import format_source
from engine.syntax.parse import item_spans, read_language
from engine.workspace import Workspace, workspace_of
from explain.compared import comparison_page
from explain.document_text import as_text
from tests.changes.pages import on_days, shipped, small
from tests.conformance.reference import decide
from tests.law.samples import act, ledd, read, section

ACT = "sosialtjenesteloven"
CHAPTER = f"policies/{ACT}/kapittel-4-kvalifiseringsprogram.policy"
BENEFIT = tuple(f"{ACT}.{it}" for it in ("qualification_benefit", "yearly_benefit", "is_under_25", "daily_benefit"))


SUPPORT = """\
fact poor of person : yes or no
  nb "har lite"  nn "har lite"  en "has little"
  basis § 5
fact ill of person : yes or no
  nb "er syk"  nn "er sjuk"  en "is ill"
  basis § 5
right help of person
  nb "hjelp"  nn "hjelp"  en "the help"
  basis § 5
rule help_given
  nb "Den som har lite, får hjelp"  nn "Den som har lite, får hjelp"  en "A person who has little gets help"
  basis § 5 ledd 1
  person has help
  when poor
"""
CONSIDERED = """\
discretion hardship of person : yes or no
  nb "tyngende"  nn "tyngjande"  en "burdensome"
  basis § 4
  free
  must consider health nb "helsen"  nn "helsa"  en "health"  basis § 4
right relief of person
  nb "lettelse"  nn "lette"  en "the relief"
  basis § 4
rule relief_given
  basis § 4
  person has relief
  when hardship
"""
MORE = '  must consider children nb "barna"  nn "barna"  en "the children"  basis § 4\n'


# ── 11: nothing differs ─────────────────────────────────────────────────────────────────────────────────────────


def refactored() -> Workspace:
    """The shipped policies with one file turned upside down, renamed, in other keywords and with another label."""
    files = []
    for file in shipped().files:
        if "/cases/" in file.name:
            continue  # they are no part of what is compared, and long to read
        if file.name == CHAPTER:
            laid_out, _ = format_source(SourceText(file.name, turned(file.data.decode())), "nb")
            assert laid_out is not None
            file = FileBytes(f"policies/{ACT}/programmet.policy", laid_out.encode())
        files.append(file)
    return workspace_of(files)


def turned(text: str) -> str:
    """A rule file with its rules and declarations in the opposite order, below its heading."""
    _, start, _ = read_language(SourceText("x", text))
    items = [text[begin:end] for begin, end in item_spans(text, "en", start)]
    heading = [it for it in items if it.startswith(("act ", "uses "))]
    rest = [it for it in reversed(items) if it not in heading]
    said = "".join(it.rstrip() + "\n\n" for it in [*heading, *rest])
    return "language en\n" + said.replace('"Deltakere under 25 år får to tredjedeler"', '"To tredjedeler under 25 år"')


def test_11_a_file_turned_upside_down_renamed_and_reformatted_means_the_same() -> None:
    made = compare_versions(shipped().side("before"), refactored().side("after"), Wanted(within=(ACT,)))
    assert set(made.equal) == {v.STRUCTURAL}
    assert not any(it.relation.matters for it in made.meaning)
    assert {(it.id, it.kind, it.severity) for it in made.changes} == {
        (f"{ACT}.young_participant", "amended", "editorial")
    }
    assert not made.matters


def test_11_a_version_differs_in_nothing_from_itself() -> None:
    policy = shipped().policy
    assert structure(policy, policy, shipped().sources, shipped().sources) == ()


def test_a_condition_put_otherwise_is_proved_equal_and_told_as_a_change_of_words_in_the_rule() -> None:
    made = small(SUPPORT, SUPPORT.replace("when poor", "when poor or (poor and ill)"))
    help = next(it.relation for it in made.meaning)
    assert (help.relation, help.level, help.knowledge) == (v.EQUAL, v.COMPLETE, v.ASKS_SAME)
    assert [(it.id, it.fields[0].before, it.fields[0].after) for it in made.changes] == [
        ("prøveloven.help_given", "when poor", "when poor or (poor and ill)")
    ]


def test_a_fact_that_only_the_older_version_has_can_stand_in_a_case() -> None:
    gone = SUPPORT.replace(SUPPORT[: SUPPORT.index("fact ill")], "").replace("when poor", "when ill")
    made = small(SUPPORT, gone)
    assert [it.id for it in made.changes if it.kind == "removed"] == ["prøveloven.poor"]
    assert "has little" in as_text(comparison_page(made, "en"))
    assert as_data(made)["differs"] is True


# ── 12 and 17: § 35 in 2019 and 2024, with witnesses that hold ──────────────────────────────────────────────────


def section_35(first: date, last: date) -> Comparison:
    return on_days(first, last, BENEFIT if last.year == 2024 else BENEFIT[:1])


def test_12_every_witness_differs_as_claimed_by_the_reference() -> None:
    made = section_35(date(2024, 6, 30), date(2024, 7, 1))
    witnesses = [(it.relation.term, one) for it in made.meaning for one in it.relation.witnesses]
    assert witnesses
    for term, witness in witnesses:
        assert (by_reference(made.old, term, witness.case), by_reference(made.new, term, witness.case)) == (
            witness.before,
            witness.after,
        )


def by_reference(policy: Policy, term: str, case: Case) -> object:
    values = decide(policy, evolve(case, requested=(term,)))
    return next(iter(values.values()))[0]


def test_17_in_2024_everybody_gets_more_and_the_right_is_the_same() -> None:
    made = section_35(date(2024, 6, 30), date(2024, 7, 1))
    told = {it.relation.term.rpartition(".")[2]: it for it in made.meaning}
    right, yearly, daily = (told[it] for it in ("qualification_benefit", "yearly_benefit", "daily_benefit"))
    assert (right.relation.relation, right.relation.level) == (v.EQUAL, v.STRUCTURAL)
    assert (yearly.relation.relation, yearly.relation.level, yearly.roots) == (v.MORE, v.SOLVER, ())
    assert daily.roots == (f"{ACT}.yearly_benefit",)
    assert made.interpretations == ()
    page = as_text(comparison_page(made, "nb")).replace("\N{NO-BREAK SPACE}", " ")
    assert "+ 5 085,15 kr per år" in page
    assert "+ 19,56 kr per stønadsdag" in page


def test_17_in_2019_the_answer_depends_on_how_taking_part_is_read() -> None:
    made = section_35(date(2018, 12, 31), date(2019, 1, 1))
    found = next(it for it in made.interpretations if it.interpretation == f"{ACT}.interrupted_before_2019")
    relations = {reading: relation.relation for reading, relation in found.by_reading}
    assert relations == {"not_taking_part": v.EQUAL, "still_taking_part": v.NARROWER}
    narrower = dict(found.by_reading)["still_taking_part"]
    assert any((it.before, it.after) == (True, False) for it in narrower.witnesses)


# ── 18: nobody is reached, or nothing changed ───────────────────────────────────────────────────────────────────


def person(poor: bool) -> Case:
    fact = {("prøveloven.poor", None): (Statement("known", poor),)}
    return Case(date(2024, 5, 1), facts=fact, requested=("prøveloven.help",))


@pytest.mark.parametrize(
    ("poor", "said"),
    [(False, "none of the cases reaches what changed"), (True, "though 6 of the cases have an outcome")],
)
def test_18_cases_in_which_nothing_changes_say_why(poor: bool, said: str) -> None:
    after = SUPPORT.replace("when poor", "when poor or (poor and ill)")
    made = small(SUPPORT, after, Wanted(cases=(person(poor),) * 6))
    assert made.impact is not None
    assert not made.impact.changed
    assert said in " ".join(as_text(comparison_page(made, "en")).split())


# ── 19 and 20: considerations and renumbering ───────────────────────────────────────────────────────────────────


def test_19_a_new_consideration_shows_though_every_outcome_is_equal() -> None:
    made = small(CONSIDERED, CONSIDERED.replace("right relief", MORE + "right relief"))
    assert not any(it.relation.matters for it in made.meaning)
    assert made.matters
    field = next(field for it in made.changes for field in it.fields)
    assert (field.field, field.rests, field.before) == ("consideration", "children", "")
    assert "consideration children added" in as_text(comparison_page(made, "en"))


def test_20_a_renumbered_rule_is_not_removed_and_added() -> None:
    made = small(SUPPORT, SUPPORT.replace("§ 5", "§ 7").replace("help_given", "help_due"))
    assert {it.kind for it in made.changes} == {"renumbered"}
    rule = next(it for it in made.changes if it.what == "rule")
    assert (rule.id, rule.former) == ("prøveloven.help_due", "prøveloven.help_given")
    assert not any(it.relation.matters for it in made.meaning)


def test_20_a_renumbered_sentence_is_not_repealed_and_added() -> None:
    old, new = law("2", "Den som har lite, får hjelp."), law("3", "Den som har lite, får hjelp.")
    found = law_changes(Policy(), {old.id: old}, {new.id: new})
    assert [(it.kind, it.citation.section, it.to.section if it.to else "") for it in found] == [
        ("renumbered", "2", "3")
    ]


def law(number: str, text: str) -> LawText:
    return read(act(section(number, "", ledd(text))))
