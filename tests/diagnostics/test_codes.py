"""Every code has a page and a sample that triggers it, and every page is right about its own examples.

The examples under *Avoid* on a page give the code, and those under *Prefer* do not. A code whose sample cannot be
read on a page (a hidden character, a file too long, a missing folder) has one in `MADE`.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import engine
import explain
from engine.analysis import check
from engine.authoring.verified import verified
from engine.diagnostics import Code, Diagnostic, Severity, all_codes
from engine.diagnostics.pages import FOLDER, page_files
from engine.diagnostics.render import render
from engine.evaluate import decide
from engine.graph import cycles
from engine.law.read import read_law
from engine.model.policy import Policy
from engine.model.provisions import LawDocument, Paragraph, Provisions, Section
from engine.records.record import Circumstances, as_text, make_record
from engine.resolve import resolve
from engine.shipped import shipped
from engine.source import SourceText
from engine.store.baseline import read_baseline
from engine.store.cases import read_case
from engine.store.files import load_texts
from engine.store.law_import import import_laws
from engine.store.law_store import open_store
from engine.store.overrides import read_override
from engine.store.provisions import read_provisions
from engine.store.records import find_records, record_from
from engine.store.revisions import load_revision
from engine.store.settings import read_settings
from engine.syntax import parse
from tests.letters.pages import example, letter_of

BLOCK = re.compile(r"^```(policy|json)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK_TO_SELF = "loop"
BY_THE_SOLVER = ("A205", "A305", "A961", "A962", "A963")
"""What only `check --verify` finds."""


def every_code() -> tuple[Code, ...]:
    """The codes of the whole program, whichever module declares them."""
    for package in (engine, explain):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    return tuple(code for code in all_codes() if re.fullmatch(r"[SRGAEP]\d{3}", code.number))


CODES = every_code()
PAGES = {path.stem: path for path in page_files()}


def test_codes_and_pages_are_the_same_set() -> None:
    assert sorted(PAGES) == sorted(f"{code.number}-{code.slug}" for code in CODES)


def test_slugs_are_told_apart_too() -> None:
    slugs = [code.slug for code in CODES]
    assert sorted(slugs) == sorted(set(slugs))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_to_avoid_what_to_prefer_and_why(name: str) -> None:
    code, _, slug = name.partition("-")
    text = PAGES[name].read_text(encoding="utf-8")
    assert text.startswith(f"# {code} {slug}\n\n")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Avoid", "Prefer", "Why"]


@pytest.mark.parametrize("name", PAGES)
def test_a_sample_triggers_the_code(name: str, tmp_path: Path) -> None:
    code = name.partition("-")[0]
    samples = examples(PAGES[name], "Avoid")
    assert samples or code in MADE, f"{name} needs an example on its page, or one in MADE"
    for kind, text in samples:
        source, found = findings(code, kind, text)
        assert code in {each.code for each in found}, render(found, {source.name: source})
    if code in MADE:
        assert code in {each.code for each in MADE[code](tmp_path)}


@pytest.mark.parametrize("name", PAGES)
def test_what_to_prefer_is_free_of_it_and_of_every_error(name: str) -> None:
    code = name.partition("-")[0]
    for kind, text in examples(PAGES[name], "Prefer"):
        source, found = findings(code, kind, text)
        wrong = [each for each in found if each.code == code or each.severity is Severity.ERROR]
        assert wrong == [], render(wrong, {source.name: source})


def examples(path: Path, heading: str) -> list[tuple[str, str]]:
    """The code blocks under a heading of a page: what kind each is, and its text."""
    part = path.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [(match[1], match[2]) for match in BLOCK.finditer(part)]


def findings(code: str, kind: str, text: str) -> tuple[SourceText, list[Diagnostic]]:
    """What is found in a policy, or in a case read against the example policy of these pages; and the text itself."""
    if kind == "json":
        source = SourceText("example.json", text)
        return source, read_case(source, example_policy())[2]
    begun = text.startswith("language") or code.startswith("S")  # a mistake of spelling needs no whole policy
    source = SourceText(
        "example.policy", text if begun else shipped(*FOLDER, "beginning.policy").read_text("utf-8") + text
    )
    document, unread = parse(source)
    if code.startswith("S"):
        return source, unread
    policy, unbound = resolve([document])
    checked = check(policy, None)
    if code in BY_THE_SOLVER:
        checked = list(verified(policy, checked).found)
    return source, [*unread, *unbound, *cycles(policy), *checked]


@cache
def example_policy() -> Policy:
    text = SourceText("example.policy", shipped(*FOLDER, "example.policy").read_text("utf-8"))
    policy, wrong = resolve([parse(text)[0]])
    assert wrong == []
    return policy


def syntax(text: str) -> list[Diagnostic]:
    return parse(SourceText("made.policy", "language en\n" + text))[1]


def many_rules() -> list[Diagnostic]:
    """More rules for one amount than are compared two by two."""
    rules = "".join(f"rule r_{n} basis § 1 support is {n} kr when rent > {n} kr\n" for n in range(80))
    return findings("A104", "policy", rules)[1]


def copied() -> list[Diagnostic]:
    """What is said of words that are a sentence of the act."""
    said = "den som er bosatt i kommunen og ikke kan sørge for seg selv"
    text = f'language en\nact a LOV-2001-01-01-1\nentity e\nfact f of e : number nb "{said}"\n'
    policy, _ = resolve([parse(SourceText("made.policy", text))[0]])
    return check(policy, sentences={"LOV-2001-01-01-1": [f"Kommunen skal gi hjelp til {said}."]})


def cited(address: str) -> list[Diagnostic]:
    """What a look-up says of a rule that rests on an address, in an act of two sections, one of them repealed."""
    sections = {
        "1": Section("1", paragraphs=(Paragraph(1, 2), Paragraph(2, 1, in_force=False))),
        "2": Section("2", status="repealed"),
    }
    act = LawDocument("LOV-2001-01-01-1", in_force=date(2001, 1, 1), sections=sections)
    text = f"language en\nact a LOV-2001-01-01-1\n  covers from 2001-01-01\nrule r\n  basis {address}\n  x is 1 kr\n"
    text = text.replace("rule", "entity e\namount x of e : money\nrule")
    policy, _ = resolve([parse(SourceText("made.policy", text))[0]])
    return check(policy, Provisions(documents={act.id: act}))


def test_an_address_not_in_force_is_no_news_of_a_rule_that_waits() -> None:
    assert "A703" in {each.code for each in cited("§ 1 ledd 2")}
    assert "A703" not in {each.code for each in cited("§ 1 ledd 2\n  in force once commenced")}


def path_findings(*paths: Path | str) -> list[Diagnostic]:
    return load_texts([str(path) for path in paths])[1]


def written(folder: Path, data: bytes) -> Path:
    path = folder / "made.policy"
    path.write_bytes(data)
    return path


def looped(folder: Path) -> Path:
    os.symlink(folder, folder / LINK_TO_SELF)
    return folder


LAW = (
    '<!DOCTYPE html><html><body><dd class="legacyID">LOV-2001-01-01-1</dd><dd class="lastChangeInForce">2020-01-01</dd>'
    '<main class="documentBody">{0}{0}</main></body></html>'
)
SECTION = '<article class="legalArticle" data-name="§1"><article class="legalP">{}</article></article>'


def law_findings(text: str, edition: date | None = None) -> list[Diagnostic]:
    return read_law("made.xml", text.encode(), edition)[1]


def imported(folder: Path, *words: str, into: str = "store") -> Iterable[Diagnostic]:
    """What an import says of a folder of texts of one act."""
    (folder / "texts").mkdir()
    for number, each in enumerate(words):
        (folder / "texts" / f"{number}.xml").write_text(LAW.format(SECTION.format(each)), encoding="utf-8")
    return import_laws([str(folder / "texts")], str(folder / into), None).diagnostics


def damaged(folder: Path) -> list[Diagnostic]:
    (folder / "index.json").write_text("{}")
    return open_store(str(folder))[1]


def record_findings(*changes: tuple[str, str]) -> list[Diagnostic]:
    """What is said of a stored record of a small case once its text has been changed."""
    case, options, _ = read_case(SourceText("case.json", '{"on": "2024-05-01", "ask": ["support"]}'), example_policy())
    assert case is not None
    record = make_record(example_policy(), decide(example_policy(), case, options), Circumstances())
    text = as_text(record)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return record_from("record.json", text)[1]


def override_findings(text: str) -> list[Diagnostic]:
    case, options, _ = read_case(SourceText("case.json", '{"on": "2024-05-01", "ask": ["support"]}'), example_policy())
    assert case is not None
    decision = decide(example_policy(), case, options)
    return read_override(SourceText("override.json", text), example_policy(), decision)[1]


OVERRIDE = (
    '{"term": "support", "value": 1, "by": "x", "role": "y", "reasons": "z", "basis": "§ 1", "from": "2030-01-01"}'
)


def no_letter(name: str, *info: str, **changes: object) -> tuple[Diagnostic, ...]:
    """Why one of the documented cases, changed, has no letter."""
    return letter_of(json.dumps(json.loads(example(name)) | changes), *info).diagnostics


def undated() -> tuple[Diagnostic, ...]:
    case = json.loads(example("refusal"))
    del case["decided_on"]
    return letter_of(json.dumps(case)).diagnostics


def betraying() -> tuple[Diagnostic, ...]:
    facts = json.loads(example("refusal"))["facts"]
    facts["other_resources"] |= {"withheld": {"basis": "§ 19"}, "origin": {"document": "60 000 kroner i banken"}}
    return no_letter("refusal", facts=facts)


def settings_findings(folder: Path, text: str) -> list[Diagnostic]:
    path = folder / "hjemmel.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings([str(path)], {code.number: code for code in CODES}).wrong


Made = Callable[[Path], Iterable[Diagnostic]]
MADE: dict[str, Made] = {
    "S201": lambda _: syntax("entity per\u200bson\n"),
    "S202": lambda _: syntax("entity p\u0435rson\n"),
    "S203": lambda _: syntax('entity person nb "sa\u030a"\n'),
    "S301": lambda _: syntax("-- filler\n" * 400_000),
    "S302": lambda _: syntax(f"rule r basis § 1 ledd 1 x is {'(1 + ' * 101}1{')' * 101}\n"),
    "S303": lambda _: syntax(f"entity {'x' * 101}\n"),
    "S304": lambda _: syntax(f'entity person nb "{"x" * 4_001}"\n'),
    "S305": lambda _: syntax(f"rule r basis § 1 ledd 1 x is {'1' * 41}\n"),
    "A008": lambda _: copied(),
    "A104": lambda _: many_rules(),
    "A701": lambda _: cited("§ 1 ledd 1 punktum 3"),
    "A702": lambda _: cited("§ 2"),
    "A703": lambda _: cited("§ 1 ledd 2"),
    "A704": lambda _: cited("LOV-1999-01-01-1 § 1"),
    "E401": lambda _: no_letter("refusal", "suppose=2024-01-01"),
    "E402": lambda _: no_letter("family-open"),
    "E403": lambda _: no_letter("family-not-ready"),
    "E404": lambda _: undated(),
    "E405": lambda _: no_letter("home-help"),
    "E406": lambda _: no_letter("refusal", "reasons=later"),
    "E407": lambda _: betraying(),
    "P101": lambda folder: path_findings(folder / "missing.policy"),
    "P102": lambda _: path_findings("/dev/null"),
    "P103": lambda folder: path_findings(written(folder, b"PK\x03\x04\x00")),
    "P104": lambda folder: path_findings(written(folder, "språk nb".encode("latin-1"))),
    "P105": lambda folder: path_findings(written(folder, b"-" * (8 * 1024 * 1024 + 1))),
    "P106": lambda folder: path_findings(folder),
    "P107": lambda folder: path_findings(written(folder, b"\xef\xbb\xbflanguage en\n")),
    "P108": lambda folder: path_findings(looped(folder)),
    "P401": lambda _: read_provisions(SourceText("made.json", "{"))[1],
    "P402": lambda _: read_provisions(SourceText("made.json", "[]"))[1],
    "P501": lambda _: law_findings("<html>"),
    "P502": lambda _: law_findings('<!DOCTYPE html [<!ENTITY a "b">]><html>&a;</html>'),
    "P503": lambda _: law_findings("<div>" * 300 + "</div>" * 300),
    "P504": lambda _: law_findings("<html/>"),
    "P505": lambda _: law_findings(LAW.format(SECTION.format("Kommunen svarer."))),
    "P506": lambda folder: open_store(str(folder))[1],
    "P507": damaged,
    "P508": lambda folder: imported(folder, "Kommunen svarer.", into="texts/0.xml"),
    "P509": lambda folder: imported(folder),
    "P510": lambda _: law_findings(LAW.format(""), date(2019, 12, 31)),
    "P511": lambda folder: imported(folder, "Kommunen svarer.", "Staten svarer."),
    "P601": lambda _: record_from("case.json", '{"on": "2024-05-01"}')[1],
    "P602": lambda _: record_findings(("hjemmel record 1", "hjemmel record 2")),
    "P603": lambda _: record_findings(("2024-05-01", "2024-05-02")),
    "P604": lambda _: record_findings(("\n}\n", "")),
    "P605": lambda _: override_findings(OVERRIDE),
    "P606": lambda folder: find_records([str(folder)])[1],
    "P701": lambda _: load_revision("HEAD", ["no-such-folder"])[1],
    "P711": lambda folder: settings_findings(folder, "check = ["),
    "P712": lambda folder: settings_findings(folder, "colour = 1"),
    "P713": lambda folder: settings_findings(folder, '[[check]]\ncode = "A6011"'),
    "P714": lambda folder: settings_findings(folder, '[[check]]\ncode = "A601"\nseverity = "off"'),
    "P715": lambda folder: settings_findings(folder, '[[check]]\ncode = "R102"\nseverity = "off"\nreason = "x"'),
    "P716": lambda folder: settings_findings(folder, '[[check]]\ncode = "A601"\npath = "nowhere"'),
    "P717": lambda folder: read_baseline(str(written(folder, b"[]")))[1],
    "P109": lambda folder: path_findings(written(folder, b" \n")),
}
