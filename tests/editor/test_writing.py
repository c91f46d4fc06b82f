"""Writing: what may come next, new names, and layout."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.syntax.tables import ITEM_CONCEPTS, spelled
from tests.editor.client import Editor, Refused
from tests.editor.pages import ONE, Page, applied, labels, offset_of, texts_of
from tests.editor.samples import CASES, RULES


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


@ONE
def test_every_kind_of_item_begins_a_file_in_every_language(there: Editor) -> None:
    for language, keyword in (("en", "language"), ("nb", "språk"), ("nn", "målform")):
        uri = f"untitled:{language}"
        text = f"{keyword} {language}\nlov x LOV-2020-01-01-2\n".replace("lov x", f"{spelled(language)['ACT']} x")
        there.open(uri, text)
        found = labels(there.ask("completion", uri, position={"line": 2, "character": 0}))
        assert {spelled(language)[concept] for concept in ITEM_CONCEPTS} <= set(found)
