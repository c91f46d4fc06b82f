"""Cases run where they stand, with the texts as they are on the screen."""

from __future__ import annotations

from tests.editor.pages import ONE, Page
from tests.editor.samples import RULES


def test_a_case_is_run_from_its_lens_with_the_texts_as_they_are(cases: Page, rules: Page) -> None:
    lenses = cases.there.ask("codeLens", cases.uri)
    assert [it["command"]["title"] for it in lenses] == ["Kjør de 2 sakene i filen", "Kjør saken", "Kjør saken"]
    run = [cases.there.request("workspace/executeCommand", it["command"]) for it in lenses[1:]]
    assert [(it["run"], it["passed"]) for it in run] == [(1, 1), (1, 0)]
    assert cases.there.messages[-2:] == [
        "«🫐 en voksen i hus» ble som ventet",
        "«en som bor i hytte»: 1 ble ikke som ventet",
    ]
    cases.there.until(lambda: any(it["code"] == "case" for it in cases.there.diagnostics[cases.uri]))
    failure = next(it for it in cases.there.diagnostics[cases.uri] if it["code"] == "case" and it["severity"] == 1)
    assert failure["message"] == "`støtte`: ventet oppfylt, fikk ikke oppfylt"
    assert cases.words(failure["range"]) == "støtte: oppfylt"
    rules.becomes(RULES.replace("bolig is hus", "bolig is hytte"))
    (all_,) = [it["command"] for it in lenses if it["command"]["command"] == "hjemmel.runCases"]
    assert cases.there.request("workspace/executeCommand", all_)["passed"] == 1


@ONE
def test_a_case_that_was_run_is_run_again_when_a_rule_changes(cases: Page, rules: Page) -> None:
    def failures() -> list[str]:
        return [
            it["message"] for it in cases.there.diagnostics[cases.uri] if (it["code"], it["severity"]) == ("case", 1)
        ]

    (command,) = [it["command"] for it in cases.there.ask("codeLens", cases.uri) if "de 2" in it["command"]["title"]]
    assert cases.there.request("workspace/executeCommand", command)["passed"] == 1
    passed = next(it for it in cases.there.diagnostics[cases.uri] if it["code"] == "case" and it["severity"] == 3)
    assert cases.words(passed["range"]) == 'sak "🫐 en voksen i hus" på 2024-05-01'
    rules.becomes(RULES.replace("bolig is hus", "(bolig is hus or bolig is hytte)"))
    cases.there.until(lambda: failures() == [])
    rules.becomes(RULES)
    cases.there.until(lambda: failures() == ["`støtte`: ventet oppfylt, fikk ikke oppfylt"])


@ONE
def test_no_case_is_run_while_the_policies_have_errors(cases: Page, rules: Page) -> None:
    """A rule that is left out would let a case come out as if the law were another."""
    rules.becomes(RULES.replace("when støtte", "wehn støtte"))
    (command, *_) = [it["command"] for it in cases.there.ask("codeLens", cases.uri)]
    answer = cases.there.request("workspace/executeCommand", command)
    assert answer["run"] == 0
    assert answer["message"].startswith("1 feil i regelverket stopper sakene fra å bli kjørt")
