"""The editor server, driven as an editor drives it: a real process, the protocol over its standard streams."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.lsp.positions import Buffer, units
from engine.lsp.tokens import TYPES
from engine.store.law_import import import_laws
from engine.syntax.parse import ITEM_CONCEPTS
from engine.syntax.tables import spelled
from tests.law.samples import act, ledd, section
from tests.surfaces.lsp_client import Editor, Refused, editor

ROOT = Path(__file__).parents[2]

RULES = """\
-- Støtte til blåbær 🫐 og annet
language en
act bærloven LOV-2001-01-01-1
  nb "Bærloven"  nn "Bærlova"  en "The Berry Act"
  covers from 2010-01-01
entity søker
  nb "søkeren"  nn "søkjaren"  en "the applicant"
fact alder of søker : years
  nb "alder"  nn "alder"  en "age"
  ask nb "🫐 Hvor gammel?"  nn "🫐 Kor gamal?"  en "🫐 How old?"
fact bolig of søker : one of hus, hytte
  nb "bolig"  nn "bustad"  en "home"
  ask nb "Hvilken bolig?"  nn "Kva bustad?"  en "What home?"
parameter sats_for_bær : money per month
  nb "satsen"  nn "satsen"  en "the rate"
  from 2023-01-01  100 kr  basis § 3
  from 2024-01-01  120 kr  basis § 3
right støtte of søker
  nb met "🫐 Du får støtte" not met "Du får ikke støtte"
  nn met "🫐 Du får stønad" not met "Du får ikkje stønad"
  en met "🫐 You get support" not met "You do not get support"
  basis § 2
rule gir_støtte  en "🫐 support"
  basis § 2
  søker has støtte
  when alder >= 18 years and bolig is hus
exception for_gammel to gir_støtte
  basis § 2
  when alder > 66 years
discretion tungt of søker : yes or no
  nb "om det er tungt"  nn "om det er tungt"  en "whether it is hard"
  ask nb "Er det tungt?"  nn "Er det tungt?"  en "Is it hard?"
  basis § 2
  standard
  must consider ryggen  nb "ryggen"  nn "ryggen"  en "🫐 the back"  basis § 2
exception for_tungt to gir_støtte
  basis § 2
  when tungt
amount utbetalt of søker : money per month
  nb "det som betales"  nn "det som blir betalt"  en "what is paid"
  basis § 3
rule full_sats
  basis § 3
  utbetalt is sats_for_bær + 5 kr
  when støtte
"""
CASES = """\
språk nb
lov bærloven
sak "🫐 en voksen i hus" på 2024-05-01
  gitt alder: 40 år, bolig: hus, tungt: nei
  vent utbetalt: 125 kr per måned, støtte: oppfylt ved § 2
sak "en som bor i hytte" på 2024-05-01
  gitt alder: 40 år, bolig: hytte, tungt: nei
  vent støtte: oppfylt
"""
LOCAL = """\
målform nn
lov bygda LOV-2020-01-01-1
bruker bærloven
omgrep ung av søker : ja eller nei
  nb "ung"  nn "ung"  en "young"
regel er_ung
  heimel § 1
  ung gjeld
  når bærloven.alder < 25 år
"""
LAW = act(
    section("2", "Støtte", ledd("Den som er voksen, får støtte til bær."))
    + section("3", "Sats", ledd("Støtten er en månedlig sats. Kommunen kan gi mer.")),
    id="LOV-2001-01-01-1",
    ref="lov/2001-01-01-1",
    title="Lov om bær",
    short="Bærloven",
    in_force="2010-01-01",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of policies and a store of law texts beside it."""
    root = tmp_path_factory.mktemp("bær 🫐")
    (root / "policies").mkdir()
    for name, text in (("rules", RULES), ("cases", CASES), ("local", LOCAL)):
        (root / "policies" / f"{name}.policy").write_text(text, encoding="utf-8")
    (root / "texts").mkdir()
    (root / "texts" / "berries.xml").write_bytes(LAW)
    import_laws([str(root / "texts")], str(root / "law"), None)
    return root


@pytest.fixture(scope="module", params=["utf-16", "utf-8", "utf-32"])
def there(request: pytest.FixtureRequest, folder: Path) -> Iterator[Editor]:
    """An editor of each kind, with the whole folder checked once."""
    with editor(folder, "--store", str(folder / "law"), encodings=(request.param,)) as opened:
        opened.encoding = opened.capabilities["positionEncoding"]
        assert opened.encoding == request.param
        opened.until_asked("workspace/codeLens/refresh")
        yield opened


ONE = pytest.mark.parametrize("there", ["utf-16"], indirect=True, scope="module")
"""For what has nothing to do with how positions are counted."""


class Page:
    """One open file: its text, and places in it named by the words that stand there."""

    version = 1

    def __init__(self, there: Editor, path: Path, text: str) -> None:
        self.there, self.uri, self.text = there, path.as_uri(), text
        there.open(self.uri, text)

    def at(self, words: str, nth: int = 0, into: int = 0) -> dict[str, int]:
        """The position of some words, in the units of the editor."""
        offset = -1
        for _ in range(nth + 1):
            offset = self.text.index(words, offset + 1)
        return self.position(offset + into)

    def position(self, offset: int) -> dict[str, int]:
        before = self.text[:offset].split("\n")
        return {"line": len(before) - 1, "character": units(before[-1], self.there.encoding)}

    def ask(self, feature: str, words: str, nth: int = 0, into: int = 0, **more: Any) -> Any:
        return self.there.ask(feature, self.uri, position=self.at(words, nth, into), **more)

    def words(self, range_: dict[str, Any]) -> str:
        """What stands in a range."""
        return words_in(self.text, range_, self.there.encoding)

    def line(self, position: dict[str, int]) -> str:
        """The line a position is on."""
        return self.text.split("\n")[position["line"]]

    def becomes(self, text: str) -> list[dict[str, Any]]:
        """The text is replaced, and the findings that come at once are given."""
        self.version += 1
        self.text = text
        self.there.change(self.uri, self.version, {"text": text})
        self.there.until(lambda: self.there.versions.get(self.uri) == self.version)
        return self.there.diagnostics[self.uri]

    def finds(self, code: str) -> dict[str, Any]:
        """Waits for a finding of a code."""
        self.there.until(
            lambda: any(str(it["code"]).startswith(code) for it in self.there.diagnostics.get(self.uri, ()))
        )
        return next(it for it in self.there.diagnostics[self.uri] if str(it["code"]).startswith(code))

    def fixes(self, code: str) -> dict[str, str]:
        """The quick fixes of a finding: each title with the text it leads to."""
        found = self.finds(code)
        actions = self.there.ask("codeAction", self.uri, range=found["range"], context={"diagnostics": [found]})
        mine = [each for each in actions if each["diagnostics"][0]["code"] == found["code"]]
        return {
            each["title"]: applied(each["edit"], {self.uri: self.text}, self.there.encoding)[self.uri] for each in mine
        }

    def close(self) -> None:
        self.there.notify("textDocument/didClose", {"textDocument": {"uri": self.uri}})


def words_in(text: str, range_: dict[str, Any], encoding: str) -> str:
    start, end = (offset_of(text, range_[side], encoding) for side in ("start", "end"))
    return text[start:end]


def offset_of(text: str, position: dict[str, int], encoding: str) -> int:
    lines = text.split("\n")
    line, wanted = lines[position["line"]], position["character"]
    column = next(at for at in range(len(line) + 1) if units(line[:at], encoding) == wanted)
    return sum(len(each) + 1 for each in lines[: position["line"]]) + column


def applied(edit: dict[str, Any], texts: dict[str, str], encoding: str) -> dict[str, str]:
    """What some files become by an edit."""
    new = dict(texts)
    for change in edit["documentChanges"]:
        uri = change["textDocument"]["uri"]
        edits = [
            (
                offset_of(texts[uri], it["range"]["start"], encoding),
                offset_of(texts[uri], it["range"]["end"], encoding),
                it,
            )
            for it in change["edits"]
        ]
        for start, end, it in sorted(edits, key=lambda each: each[0], reverse=True):
            new[uri] = new[uri][:start] + it["newText"] + new[uri][end:]
    return new


@pytest.fixture
def rules(there: Editor, folder: Path) -> Iterator[Page]:
    page = Page(there, folder / "policies" / "rules.policy", RULES)
    yield page
    page.close()


@pytest.fixture
def cases(there: Editor, folder: Path) -> Iterator[Page]:
    page = Page(there, folder / "policies" / "cases.policy", CASES)
    yield page
    page.close()


@pytest.fixture
def local(there: Editor, folder: Path) -> Iterator[Page]:
    page = Page(there, folder / "policies" / "local.policy", LOCAL)
    yield page
    page.close()


def texts_of(folder: Path) -> dict[str, str]:
    return {path.as_uri(): path.read_text(encoding="utf-8") for path in (folder / "policies").iterdir()}


# Finding one's way


def test_a_hover_tells_meaning_effect_days_and_the_laws_words(rules: Page) -> None:
    told = rules.ask("hover", "gir_støtte  en")
    assert rules.words(told["range"]) == "gir_støtte"
    text = told["contents"]["value"]
    assert "rule gir_støtte" in text
    assert "🫐 support" in text
    assert "søker has støtte\nwhen alder >= 18 years and bolig is hus" in text
    assert "**Set aside by** `for_gammel` (§ 2), `for_tungt` (§ 2)" in text
    assert "**In force** no limit in time" in text
    assert "> Den som er voksen, får støtte til bær." in text


@ONE
def test_a_hover_tells_a_parameters_history(rules: Page) -> None:
    text = rules.ask("hover", "sats_for_bær + 5")["contents"]["value"].replace("\xa0", " ")
    assert text.index("- 2024-01-01") < text.index("- 2023-01-01 – 2023-12-31")
    assert "NOK 120 per month" in text


@ONE
def test_a_hover_tells_of_facts_choices_and_addresses(rules: Page) -> None:
    assert "Asked as: 🫐 How old?" in rules.ask("hover", "alder >= 18")["contents"]["value"]
    assert "One of the words of `bolig`" in rules.ask("hover", "hus\nexception")["contents"]["value"]
    address = rules.ask("hover", "§ 3\n  utbetalt")
    assert rules.words(address["range"]) == "§ 3"
    assert "> Støtten er en månedlig sats. Kommunen kan gi mer." in address["contents"]["value"]
    assert "`full_sats`" in address["contents"]["value"]


@ONE
def test_a_hover_tells_what_an_assessment_weighs(rules: Page) -> None:
    text = rules.ask("hover", "tungt\namount")["contents"]["value"]
    assert "- standard\n- must consider `ryggen`: 🫐 the back" in text


@ONE
def test_a_hover_speaks_the_language_of_the_file(local: Page, cases: Page) -> None:
    assert "Blir spurt slik: 🫐 Kor gamal?" in local.ask("hover", "alder <")["contents"]["value"]
    assert "Oppfylt: 🫐 Du får støtte" in cases.ask("hover", "støtte: oppfylt ved")["contents"]["value"]


def test_a_definition_is_found_from_another_file(rules: Page, local: Page, cases: Page) -> None:
    for found in (local.ask("definition", "alder <"), cases.ask("definition", "alder: 40", 1)):
        (place,) = found
        assert place["uri"] == rules.uri
        assert rules.words(place["range"]) == "alder"
        assert place["range"]["start"] == rules.at("alder of")
    headers = local.ask("definition", "bærloven.alder")
    assert sorted(it["uri"] for it in headers) == [cases.uri, rules.uri]


def test_references_are_found_in_every_file_and_place(rules: Page, folder: Path) -> None:
    found = rules.ask("references", "alder of", context={"includeDeclaration": True})
    texts = texts_of(folder)
    assert [words_in(texts[it["uri"]], it["range"], rules.there.encoding) for it in found] == ["alder"] * 6
    assert len(rules.ask("references", "alder of", context={"includeDeclaration": False})) == 5
    assert len(rules.ask("documentHighlight", "alder of")) == 3


def test_the_outline_goes_by_section(rules: Page) -> None:
    symbols = rules.there.ask("documentSymbol", rules.uri)
    named = {it["name"]: [child["name"] for child in it.get("children") or ()] for it in symbols}
    assert named["§ 2"] == ["støtte", "gir_støtte", "for_gammel", "tungt", "for_tungt"]
    assert named["§ 3"] == ["utbetalt", "full_sats"]
    group = next(it for it in symbols if it["name"] == "§ 2")
    assert [rules.words(child["selectionRange"]) for child in group["children"]] == named["§ 2"]
    assert group["children"][0]["detail"] == "right · 🫐 Du får støtte"


@ONE
def test_anything_is_found_by_name_and_by_words(there: Editor) -> None:
    assert [it["name"] for it in there.request("workspace/symbol", {"query": "gir_st"})] == ["gir_støtte"]
    assert "bolig" in [it["name"] for it in there.request("workspace/symbol", {"query": "BOLIG"})]


# Writing


def labels(found: dict[str, Any]) -> list[str]:
    return [it["label"] for it in found["items"]]


@ONE
@pytest.mark.parametrize(
    ("written", "offered", "not_offered"),
    [
        ("ru", {"rule"}, {"when", "alder"}),
        ("rule x\n  basis § ", {"§ 2", "§ 3"}, {"alder"}),
        ("rule x\n  in fo", {"in force"}, {"alder"}),
        ("rule x\n  basis § 2\n  s", {"søker", "since"}, {"sats_for_bær"}),
        ("rule x\n  basis § 2\n  søker has ", {"støtte"}, {"alder", "gir_støtte"}),
        ("rule x\n  basis § 2\n  søker has støtte\n  when al", {"alder"}, {"always"}),
        ("rule x\n  basis § 2\n  søker has støtte\n  when bolig is ", {"hus", "hytte"}, {"gir_støtte"}),
        ("exception x to ", {"gir_støtte", "støtte"}, {"søker"}),
        ("fact x of ", {"søker"}, {"alder"}),
        ("fact x of søker : mo", {"money", "month"}, {"moved to next"}),
        ("fact x of søker : date\n  n", {"nb nn en", "nb nn en met"}, {"not"}),
        ('case "x" on 2024-01-01\n  given bolig: ', {"hus", "hytte", "unknown"}, {"alder"}),
        ("rule ", set(), {"alder", "when"}),
        ("-- ru", set(), {"rule"}),
    ],
)
def test_what_may_come_next_is_offered(rules: Page, written: str, offered: set[str], not_offered: set[str]) -> None:
    rules.becomes(RULES + written)
    found = set(labels(rules.there.ask("completion", rules.uri, position=rules.position(len(rules.text)))))
    assert offered <= found
    assert not not_offered & found


@ONE
def test_keywords_are_those_of_the_files_language(cases: Page) -> None:
    cases.becomes(CASES + "regel x\n  hjemmel § 2\n  støtte gjelder\n  n")
    found = labels(cases.there.ask("completion", cases.uri, position=cases.position(len(cases.text))))
    assert "når" in found
    assert "when" not in found


def test_a_skeleton_replaces_what_was_typed(rules: Page) -> None:
    rules.becomes(RULES + "exc")
    found = rules.there.ask("completion", rules.uri, position=rules.position(len(rules.text)))
    skeleton = next(it for it in found["items"] if it["insertTextFormat"] == 2)
    assert rules.words(skeleton["textEdit"]["range"]) == "exc"
    assert skeleton["textEdit"]["newText"].startswith("exception ${1:name} to ${2:rule}\n  basis § ${3:1}")


def test_a_new_name_reaches_every_file(rules: Page, folder: Path) -> None:
    placed = rules.ask("prepareRename", "alder >=", into=2)
    assert (placed["placeholder"], rules.words(placed["range"])) == ("alder", "alder")
    edit = rules.ask("rename", "alder >=", newName="år_gammel")
    new = applied(edit, texts_of(folder), rules.there.encoding)
    assert sum(text.count("år_gammel") for text in new.values()) == 6
    assert "når bærloven.år_gammel < 25 år" in next(text for uri, text in new.items() if uri.endswith("local.policy"))
    assert not any(word in text for text in new.values() for word in ("alder of", "alder >", "alder <", "alder:"))


@ONE
@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("bolig", "`bolig` is already declared in `bærloven`"),
        ("ung", "`ung` is declared in `bygda`, and `bygda` reads both"),
        ("når", "`når` is a keyword (nb, nn)"),
        ("to ord", "`to ord` is no name: a name is a letter followed by letters, digits and `_`"),
    ],
)
def test_a_name_that_would_clash_is_refused(rules: Page, new: str, why: str) -> None:
    with pytest.raises(Refused, match=why.replace("(", r"\(").replace(")", r"\)")):
        rules.ask("rename", "alder >=", newName=new)


@ONE
def test_what_nobody_declared_has_no_new_name(rules: Page) -> None:
    assert rules.ask("prepareRename", "when alder") is None
    with pytest.raises(Refused, match="nothing here has a name"):
        rules.ask("rename", "when alder", newName="x")


def test_a_file_is_laid_out(rules: Page) -> None:
    untidy = RULES.replace("  when alder > 66 years", "    when    alder   > 66 years")
    rules.becomes(untidy)
    (edit,) = rules.there.ask("formatting", rules.uri, options={"tabSize": 2, "insertSpaces": True})
    start = offset_of(untidy, edit["range"]["start"], rules.there.encoding)
    end = offset_of(untidy, edit["range"]["end"], rules.there.encoding)
    laid_out = untidy[:start] + edit["newText"] + untidy[end:]
    assert "  when alder > 66 years" in laid_out
    rules.becomes(laid_out)
    assert rules.there.ask("formatting", rules.uri, options={"tabSize": 2, "insertSpaces": True}) == []


# Findings and their fixes


def test_findings_come_while_typing_and_go_when_mended(rules: Page) -> None:
    rules.becomes(RULES.replace("when støtte", "wehn støtte"))
    mistake = rules.finds("S101 unexpected-word")
    assert mistake["severity"] == 1
    assert rules.words(mistake["range"]) == "wehn"
    assert mistake["message"].endswith("did you mean `when`?")
    fixed = rules.fixes("S101")
    assert fixed["Write `when`"] == RULES
    rules.becomes(RULES)
    rules.there.until(lambda: all(it["severity"] != 1 for it in rules.there.diagnostics[rules.uri]))


@ONE
def test_an_unknown_name_is_mended_by_the_word_that_was_meant(rules: Page) -> None:
    rules.becomes(RULES.replace("alder > 66", "aldr > 66"))
    assert rules.words(rules.finds("R102")["range"]) == "aldr"
    assert rules.fixes("R102")["Write `alder`"] == RULES


@ONE
def test_a_missing_basis_is_taken_from_the_term(rules: Page) -> None:
    rules.becomes(RULES.replace("rule full_sats\n  basis § 3\n", "rule full_sats\n"))
    assert rules.fixes("R401")["Add `basis § 3`, which `utbetalt` rests on"] == RULES


@ONE
def test_missing_words_are_put_in_to_be_written(rules: Page) -> None:
    rules.becomes(RULES.replace('  nb "bolig"  nn "bustad"  en "home"', '  nb "bolig"  en "home"'))
    (text,) = rules.fixes("A501").values()
    assert '  nb "bolig"  en "home"\n  nn "…"' in text


@ONE
def test_a_source_that_is_not_used_is_put_in(local: Page) -> None:
    local.becomes(LOCAL.replace("bruker bærloven\n", "").replace("bærloven.alder", "alder"))
    assert "lov bygda LOV-2020-01-01-1\nbruker bærloven\n" in local.fixes("R105")["Use `bærloven`"]


def test_a_broken_file_still_has_its_whole_items(rules: Page) -> None:
    rules.becomes(
        RULES.replace("exception for_gammel to gir_støtte", "exception for_gammel to to ((") + "rule slutt\n  bas"
    )
    symbols = rules.there.ask("documentSymbol", rules.uri)
    names = [child["name"] for it in symbols for child in (it.get("children") or [it])]
    assert {"støtte", "gir_støtte", "for_gammel", "full_sats", "slutt"} <= set(names)
    assert "🫐 support" in rules.ask("hover", "gir_støtte  en")["contents"]["value"]
    assert "Asked as" in rules.ask("hover", "alder > 66")["contents"]["value"]
    assert "basis" in labels(rules.there.ask("completion", rules.uri, position=rules.position(len(rules.text))))


def test_only_a_part_of_a_text_may_be_sent(rules: Page) -> None:
    """Positions after emoji are counted as agreed, also where a change lies behind one on its line."""
    at = rules.at('" not met "Du får ikke', into=-1)
    before = rules.position(rules.text.index('støtte" not met'))
    rules.version += 1
    end = {"line": at["line"], "character": at["character"] + 1}
    rules.there.change(rules.uri, 2, {"range": {"start": before, "end": end}, "text": "blåbær 🫐🫐"})
    rules.text = RULES.replace('Du får støtte" not', 'Du får blåbær 🫐🫐" not')
    symbols = rules.there.ask("documentSymbol", rules.uri)
    group = next(it for it in symbols if it["name"] == "§ 2")
    assert group["children"][0]["detail"] == "right · 🫐 Du får blåbær 🫐🫐"
    tokens = rules.there.ask("semanticTokens/full", rules.uri)["data"]
    assert '"🫐 Du får blåbær 🫐🫐"' in [word for word, _ in decoded(rules, tokens)]


# How a file looks


def decoded(page: Page, data: list[int]) -> list[tuple[str, str]]:
    """Each token's words and type."""
    found, line, character = [], 0, 0
    for at in range(0, len(data), 5):
        down, along, length, kind, _ = data[at : at + 5]
        line, character = line + down, along + (0 if down else character)
        place = {"line": line, "character": character}, {"line": line, "character": character + length}
        found.append((page.words({"start": place[0], "end": place[1]}), TYPES[kind]))
    return found


def test_every_word_has_a_colour_after_what_it_means(rules: Page) -> None:
    found = decoded(rules, rules.there.ask("semanticTokens/full", rules.uri)["data"])
    for word, kind in (
        ("-- Støtte til blåbær 🫐 og annet", "comment"),
        ("bærloven", "namespace"),
        ("søker", "class"),
        ("alder", "variable"),
        ("gir_støtte", "function"),
        ("støtte", "property"),
        ("hus", "enumMember"),
        ("§ 2", "decorator"),
        ("money", "keyword"),
        ("120", "number"),
        ('"🫐 support"', "string"),
    ):
        assert (word, kind) in found
    some = rules.there.ask(
        "semanticTokens/range", rules.uri, range={"start": rules.at("rule full"), "end": rules.at("  when støtte")}
    )
    assert decoded(rules, some["data"])[-1][0] != "rule"
    assert ("full_sats", "function") in decoded(rules, some["data"])


def test_items_and_sections_fold(rules: Page) -> None:
    folds = rules.there.ask("foldingRange", rules.uri)
    first = rules.at("right støtte")["line"]
    assert {(it["startLine"], it["endLine"]) for it in folds} >= {(first, first + 4), (first, first + 20)}


def test_types_and_units_are_shown_behind_names(rules: Page) -> None:
    whole = {"start": {"line": 0, "character": 0}, "end": rules.position(len(rules.text))}

    def shown() -> set[tuple[str, str]]:
        hints = rules.there.ask("inlayHint", rules.uri, range=whole)
        return {(rules.line(it["position"]).strip(), it["label"]) for it in hints}

    rules.there.until_checked(lambda: ("utbetalt is sats_for_bær + 5 kr", "per month") in shown())
    assert ("utbetalt is sats_for_bær + 5 kr", ": kr per month") in shown()
    assert ("when alder > 66 years", ": years") in shown()


def test_lenses_show_exceptions_and_what_depends(rules: Page) -> None:
    def titled() -> dict[tuple[str, str], Any]:
        lenses = rules.there.ask("codeLens", rules.uri)
        return {
            (rules.line(it["range"]["start"]).split(" ")[1], it["command"]["title"]): it["command"] for it in lenses
        }

    rules.there.until_checked(lambda: ("alder", "3 depend on this") in titled())
    assert ("støtte", "1 depends on this") in titled()
    for command, names in (
        (titled()["gir_støtte", "2 exceptions"], ["for_gammel", "for_tungt"]),
        (titled()["støtte", "1 depends on this"], ["full_sats"]),
    ):
        found = rules.there.request("workspace/executeCommand", command)
        assert [rules.words(place["range"]) for place in found] == names


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
    assert failure["message"] == "`støtte`: expected met, got not met"
    assert cases.words(failure["range"]) == "støtte: oppfylt"
    rules.becomes(RULES.replace("bolig is hus", "bolig is hytte"))
    (all_,) = [it["command"] for it in lenses if it["command"]["command"] == "hjemmel.runCases"]
    assert cases.there.request("workspace/executeCommand", all_)["passed"] == 1


@ONE
def test_no_case_is_run_while_the_policies_have_errors(cases: Page, rules: Page) -> None:
    """A rule that is left out would let a case come out as if the law were another."""
    rules.becomes(RULES.replace("when støtte", "wehn støtte"))
    (command, *_) = [it["command"] for it in cases.there.ask("codeLens", cases.uri)]
    answer = cases.there.request("workspace/executeCommand", command)
    assert answer["run"] == 0
    assert answer["message"].startswith("1 feil i regelverket stopper sakene fra å bli kjørt")


# Files and positions


@ONE
def test_a_file_that_changes_on_disk_is_read_again(there: Editor, folder: Path) -> None:
    new = folder / "policies" / "new.policy"
    new.write_text("language en\nact bærloven\nentity helt_ny\n", encoding="utf-8")
    changed = {"changes": [{"uri": new.as_uri(), "type": 1}]}
    there.notify("workspace/didChangeWatchedFiles", changed)
    assert [it["name"] for it in there.request("workspace/symbol", {"query": "helt_ny"})] == ["helt_ny"]
    new.unlink()
    there.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": new.as_uri(), "type": 3}]})
    assert there.request("workspace/symbol", {"query": "helt_ny"}) == []


@ONE
def test_a_file_outside_and_one_never_saved_are_read_by_themselves(there: Editor, folder: Path) -> None:
    (folder / "elsewhere").mkdir(exist_ok=True)
    outside = Page(
        there, folder / "elsewhere" / "alone.policy", "language en\nact en_lov LOV-2020-01-01-1\nentity hun\n"
    )
    assert [it["name"] for it in there.ask("documentSymbol", outside.uri)] == ["en_lov", "hun"]
    there.open("untitled:Untitled-1", "language en\nact ulagret LOV-2020-01-01-2\nentity han\n")
    assert [it["name"] for it in there.ask("documentSymbol", "untitled:Untitled-1")] == ["ulagret", "han"]


@ONE
@pytest.mark.parametrize("text", ["", "a\rb", "language en", "\ufeff\u2028", "language en\nrule " + "(" * 300])
def test_a_text_that_is_no_rule_file_is_served_too(there: Editor, text: str) -> None:
    uri = "untitled:odd"
    there.open(uri, text)
    assert there.ask("semanticTokens/full", uri)["data"][3:4] in ([], [TYPES.index("keyword")])
    assert there.ask("hover", uri, position={"line": 0, "character": 1}) is None
    assert there.ask("completion", uri, position={"line": 7, "character": 9})["items"] is not None
    assert there.ask("codeLens", uri) == []


def test_positions_go_both_ways_in_text_that_is_not_in_normal_form() -> None:
    """Letters typed as two marks count as the editor counts them, and mean the same to the engine."""
    raw = "a\r\nbla\u030aba\u030a\ud83e\uded0".encode("utf-16", "surrogatepass").decode("utf-16") + " x\n"
    for encoding in ("utf-8", "utf-16", "utf-32"):
        buffer = Buffer("a", raw, encoding)
        assert buffer.source.text == "a\r\nblåbå🫐 x\n"
        for offset in range(len(buffer.source.text)):
            if buffer.source.text[offset] not in "\r\n":
                assert buffer.offset(buffer.position(offset)) == offset
        assert buffer.position(buffer.source.text.index("x")).character == units("bla\u030aba\u030a🫐 ", encoding)


@ONE
def test_every_kind_of_item_begins_a_file_in_every_language(there: Editor) -> None:
    for language, keyword in (("en", "language"), ("nb", "språk"), ("nn", "målform")):
        uri = f"untitled:{language}"
        text = f"{keyword} {language}\nlov x LOV-2020-01-01-2\n".replace("lov x", f"{spelled(language)['ACT']} x")
        there.open(uri, text)
        found = labels(there.ask("completion", uri, position={"line": 2, "character": 0}))
        assert {spelled(language)[concept] for concept in ITEM_CONCEPTS} <= set(found)


def test_without_pygls_the_command_says_what_to_install() -> None:
    hidden = "import sys; sys.modules['pygls'] = sys.modules['lsprotocol'] = None; sys.argv = ['hjemmel', 'lsp']"
    ran = subprocess.run(
        [sys.executable, "-c", f"{hidden}; from engine.cli import main; main()"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith(
        "hjemmel: the editor server needs more than is installed: pip install 'hjemmel[editor]'"
    )


# The largest file


def test_the_largest_shipped_file_is_served(capsys: pytest.CaptureFixture[str]) -> None:
    """Every feature on the file with most lines. How long each took is printed, and is nobody's promise."""
    path = max(sorted((ROOT / "policies").rglob("*.policy")), key=lambda it: it.read_bytes().count(b"\n"))
    text = path.read_text(encoding="utf-8")
    took: dict[str, float] = {}
    with editor(ROOT, str(path.parent)) as there:
        there.encoding = "utf-16"
        began = time.perf_counter()

        def timed(name: str, ask: Any) -> Any:
            start = time.perf_counter()
            answer = ask()
            took[name] = time.perf_counter() - start
            return answer

        page = Page(there, path, text)
        timed("open", lambda: there.until(lambda: page.uri in there.diagnostics))
        took["checked"] = 0.0
        there.until_checked(lambda: bool(there.ask("codeLens", page.uri)))
        took["checked"] = time.perf_counter() - began
        rule = {"position": page.at("\nrule ", into=6)}
        whole = {"range": {"start": {"line": 0, "character": 0}, "end": page.position(len(text))}}
        answers = {
            name: timed(name, lambda name=name, more=more: there.ask(name, page.uri, **more))
            for name, more in (
                ("hover", rule),
                ("definition", rule),
                ("references", {**rule, "context": {"includeDeclaration": True}}),
                ("prepareRename", rule),
                ("rename", {**rule, "newName": "et_helt_annet_navn"}),
                ("completion", {"position": page.position(len(text))}),
                ("documentSymbol", {}),
                ("foldingRange", {}),
                ("semanticTokens/full", {}),
                ("inlayHint", whole),
                ("codeLens", {}),
                ("codeAction", {**whole, "context": {"diagnostics": []}}),
            )
        }
        assert [
            name for name, answer in answers.items() if not answer and name not in ("codeAction", "completion")
        ] == []
        at = page.at("\nrule ", into=6)
        for number, letter in enumerate("abc"):
            there.diagnostics.pop(page.uri, None)
            change = {"range": {"start": at, "end": at}, "text": letter}
            there.change(page.uri, number + 2, change)
            timed(f"edit {letter}", lambda: there.until(lambda: page.uri in there.diagnostics))
            timed(f"outline after {letter}", lambda: there.ask("documentSymbol", page.uri))
    with capsys.disabled():
        lines = [f"    {name:<22} {seconds * 1000:8.1f} ms" for name, seconds in took.items()]
        print(f"\n  {path.relative_to(ROOT)}, {text.count(chr(10))} lines:", *lines, sep="\n")
