"""What is told in bokmål and nynorsk: every finding of every code, every fix, and what a case gave, or nothing."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.analysis import check
from engine.diagnostics import Diagnostic, Note, Severity
from engine.diagnostics.pretty import pretty
from engine.diagnostics.render import render
from engine.diagnostics.translate import FILES, in_language, sentence
from engine.evaluate import decide
from engine.graph import cycles
from engine.records.examples import run_example
from engine.resolve import resolve
from engine.shipped import shipped
from engine.source import SourceText, Span
from engine.syntax import parse
from tests.diagnostics.test_codes import MADE, PAGES, examples, findings

ROOT = Path(__file__).parents[2]
ROWS = {
    table: [row for name in FILES for row in tomllib.loads(shipped("grammar", name).read_text("utf-8")).get(table, [])]
    for table in ("sentences", "phrases")
}
GOLDEN = Path(__file__).parents[1] / "golden" / "diagnostics"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[Diagnostic]:
    """Every finding on the pages of the codes and on the golden pages, and of what has no sample on a page."""
    return list(all_found(tmp_path_factory.mktemp("made")))


def all_found(folder: Path) -> Iterator[Diagnostic]:
    for name, path in PAGES.items():
        code = name.partition("-")[0]
        for kind, text in examples(path, "Avoid"):
            yield from findings(code, kind, text)[1]
        if code in MADE:
            (folder / code).mkdir()
            yield from MADE[code](folder / code)
    for page in sorted(GOLDEN.rglob("*.md")):
        for text in re.findall(r"```policy\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            document, unread = parse(SourceText("page.policy", text if begun(text) else f"language en\n{text}"))
            policy, unbound = resolve([document])
            yield from [*unread, *unbound, *cycles(policy), *(check(policy) if not unbound else [])]


def begun(text: str) -> bool:
    return text.startswith(("language", "språk", "målform"))


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_code_is_told_in_it(told: list[Diagnostic], language: str) -> None:
    assert {each.code for each in told} == {name.partition("-")[0] for name in PAGES}
    parts = {part for each in told for part in said_by(each) if part}
    assert [part for part in sorted(parts) if sentence(part, language) is None] == []


def said_by(found: Diagnostic) -> list[str]:
    return [found.message, found.hint, *(it.message for it in found.notes), *(it.message for it in found.fixes)]


FORMS = ("pretty", "compact", "json", "sarif", "github", "junit")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_no_form_falls_back_on_english(told: list[Diagnostic], language: str, form: str) -> None:
    for each in told[:: 1 if form == "compact" else 20]:
        text = render([each], {}, form, languages={"": language})
        said = in_language(each, language)
        assert said is not each
        assert each.message == said.message or each.message not in text


STEMS = ("Fix", "Note")
LEFT_TO_SAMPLES = (
    *("`_` is _", "`_` is __", "`_` has _", "`_` _", "_ _", "_ of `_`", "_ not checked: _", "Add `_ _`, _"),
    *("_ in the condition of `_`", "_ is _, and sets aside _", "_ is in force _, but _", "_ departs from both"),
    *("`_` is larger than _", "`_` means nothing in _", "`_` has no _ files at `_`", "_, which is withheld"),
    *("`_` is _, and so has no value", "it was changed after it was written; _"),
)
"""Sentences put together from parts that are known only when they are said; the samples above hold each of them."""


def test_every_sentence_written_in_the_program_is_known() -> None:
    unknown = []
    for path in sorted([*(ROOT / "engine").rglob("*.py"), *(ROOT / "explain").rglob("*.py")]):
        for said in written(ast.parse(path.read_text(encoding="utf-8"))):
            filled = [said.replace("\0", it) for it in ("7", "x", "`x`")]
            if not any(each.fullmatch(it) for each in PATTERNS for it in filled):
                unknown.append(said.replace("\0", "_"))
    assert set(unknown) == set(LEFT_TO_SAMPLES)


def pattern(template: str) -> re.Pattern[str]:
    """A sentence with anything in its blanks, and a number in those for numbers."""
    return re.compile("".join(BLANKS.get(it, re.escape(it)) for it in re.split(r"(\{[a-z]\})", template)), re.DOTALL)


BLANKS = {f"{{{it}}}": ".+" for it in "abcdefklsuvwx"} | {"{n}": r"\d+", "{m}": r"\d+", "{i}": r"[^\W\d]\w*"}
TOO_WIDE = ("{a}, {b}", "{a} from {b}", "{a} to {b}", "`{a}` has {n} {w}")
"""Almost anything is one of these."""
PATTERNS = [pattern(row[0]) for row in ROWS["sentences"] if row[0] not in TOO_WIDE]


def written(tree: ast.AST) -> Iterator[str]:
    """What findings, notes and fixes are told with where they are made; NUL stands for what is filled in."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr == "at" and is_code(node.func.value):
            parts = [*node.args[1:2], *(it.value for it in node.keywords if it.arg in ("hint", "message"))]
        elif isinstance(node.func, ast.Name) and node.func.id in STEMS:
            parts = node.args[node.func.id == "Note" :][:1]
        else:
            continue
        yield from (said for part in parts for said in spelled(part) if said)


def is_code(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name.isupper()


def spelled(node: ast.expr) -> list[str]:
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=values):
            return ["".join(str(it.value) if isinstance(it, ast.Constant) else "\0" for it in values)]
        case ast.IfExp(body=body, orelse=orelse):
            return [*spelled(body), *spelled(orelse)]
        case ast.BoolOp(values=values):
            return [said for each in values for said in spelled(each)]
        case _:
            return []  # told by a name or a call: the samples hold it


CASES = """språk nb
lov l LOV-2001-01-01-1
  dekker fra 2001-01-01
enhet søker
faktum bor_her av søker : ja eller nei
faktum inntekt av søker : penger per år
begrep ung av søker : ja eller nei
beløp støtte av søker : penger per måned
beløp ingenting av søker : penger per måned
regel r
  hjemmel § 1
  ung gjelder
  når bor_her
regel s
  hjemmel § 2
  støtte er inntekt / (12 måneder per år)
sak "uventet" på 2024-01-01
  gitt bor_her: ja
  gitt inntekt: 1 000 kr per år
  vent ung: ikke oppfylt ved § 2
  vent støtte: 83,4… kr per måned ikke ved § 2
  vent støtte: uavklart venter på bor_her
  vent ingenting: 5 kr per måned
  vent ikke klar
sak "utenfor" på 2024-01-01
  vent ung: uavklart fra 2025-01-01 til 2025-02-01
  vent støtte: 5 kr per måned
sak "dag for dag" på 2024-01-01 til 2024-01-05
  gitt bor_her: ja fra 2024-01-01 til 2024-01-02
  gitt bor_her: nei fra 2024-01-03 til 2024-01-05
  vent ung: uavklart
"""


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_what_a_case_gave_is_told_in_it(language: str) -> None:
    document, unread = parse(SourceText("cases.policy", CASES))
    policy, unbound = resolve([document])
    assert [*unread, *unbound] == []
    results = [run_example(policy, each, lambda case, options: decide(policy, case, options)) for each in policy.cases]
    said = [failure.message for result in results for failure in result.failures]
    assert len(said) >= 10
    assert [each for each in said if sentence(each, language) is None] == []


def test_decimals_stand_after_a_comma_in_norwegian() -> None:
    said = "`x`: expected 100.5 kr/month, got open, waits for `y` (gap on 2024-05-01)"
    assert sentence(said, "nb") == (
        "`x`: ventet 100,5 kr/måned, fikk uavklart, venter på `y` (ingen regel gir en verdi 2024-05-01)"
    )


def test_each_sentence_keeps_the_blanks_it_is_given() -> None:
    for en, *others in [*ROWS["sentences"], *ROWS["phrases"]]:
        for other in others:
            assert set(re.findall(r"\{[a-z]\}", other)) <= set(re.findall(r"\{[a-z]\}", en)), other
            assert other.count("`") % 2 == 0


def test_no_sentence_is_there_twice() -> None:
    for table in ROWS.values():
        english = [row[0] for row in table]
        assert sorted(english) == sorted(set(english))


def finding(message: str, hint: str = "", note: str = "") -> Diagnostic:
    notes = (Note(Span("a.policy", 0, 1), note),) if note else ()
    return Diagnostic("R102", "unknown-name", Severity.ERROR, Span("a.policy", 0, 1), message, hint, "", notes)


def test_nobody_is_told_half_a_thing_in_each_language() -> None:
    known, strange = "unknown fact `incme`", "a sentence nobody has translated"
    assert in_language(finding(known), "nn").message == "`incme` er ikkje kjent som faktum"
    for each in (
        finding(known, hint=strange),
        finding(known, note=strange),
        finding(strange),
        finding("unknown zebra `x`"),
    ):
        assert in_language(each, "nb") is each
        shown = pretty([each], {"a.policy": SourceText("a.policy", "x")}, False, {"a.policy": "nb"})
        assert shown.startswith("error[R102")


def test_the_words_of_the_author_stand_as_they_are() -> None:
    assert sentence("`not and fact` is a fact, not a term", "nb") == "`not and fact` er et faktum, ikke et begrep"
