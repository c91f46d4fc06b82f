"""The extension for Visual Studio Code: its grammar is fresh and colours as it should, and it packs into one file."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from engine import __version__
from engine.lsp.textmate import EXTENSION, files, grammar
from engine.lsp.vsix import Incomplete, main, pack
from engine.syntax.tables import LANGUAGES, keywords

MODULES = Path(__file__).parents[2] / "build" / "textmate" / "node_modules"

SAMPLES: dict[str, list[tuple[str, str]]] = {
    'language en\nrule pays_out  en "🫐 pays"': [
        ("language", "keyword.other.language"),
        ("rule", "keyword.declaration"),
        ("pays_out", "entity.name.function"),
        ("en", "storage.modifier.language"),
        ("🫐 pays", "string.quoted.double"),
    ],
    "language en\n  basis § 20 a ledd 1 punktum 3, fvl § 25 since 2024-06-01": [
        ("basis", "keyword.other"),
        ("§ 20 a", "markup.underline.link.provision"),
        ("punktum 3", "markup.underline.link.provision"),
        ("fvl", "variable.other"),
        ("since", "keyword.other"),
        ("2024-06-01", "constant.numeric.date"),
    ],
    "language en\n  support is at least 7 550 kr per month -- so far": [
        ("support", "variable.other"),
        ("is at least", "keyword.operator.word"),
        ("7 550", "constant.numeric"),
        ("kr", "support.type"),
        ("month", "support.type"),
        ("-- so far", "comment.line.double-dash"),
    ],
    "språk nb\nregel når_på_skole\n  når på_skole og ikke unntatt_fra": [
        ("regel", "keyword.declaration"),
        ("når_på_skole", "entity.name.function"),
        ("når", "keyword.control"),
        ("på_skole", "variable.other"),
        ("og", "keyword.control"),
        ("ikke", "keyword.control"),
        ("unntatt_fra", "variable.other"),
    ],
    'målform nn\nikkje formalisert § 36 rører ved stønad fordi "seinare"': [
        ("ikkje formalisert", "keyword.declaration"),
        ("rører ved", "keyword.other"),
        ("stønad", "variable.other"),
        ("fordi", "keyword.other"),
    ],
    "målform nn\n  vent rett: ikkje oppfylt, beløp_no: 649,07… kr": [
        ("vent", "keyword.other"),
        ("ikkje oppfylt", "constant.language"),
        ("649,07…", "constant.numeric"),
    ],
}


def test_the_grammar_and_settings_are_what_the_keywords_make_them() -> None:
    """`python -m engine.lsp.textmate` writes them anew."""
    assert {path.name: path.read_text(encoding="utf-8") for path in files()} == {
        path.name: text for path, text in files().items()
    }


@pytest.mark.parametrize("text", SAMPLES)
def test_words_are_coloured_after_what_they_are(text: str) -> None:
    found = [(word, scope.removesuffix(".hjemmel")) for line in coloured(text.split("\n")) for word, scope in line]
    assert [each for each in SAMPLES[text] if each not in found] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_keyword_is_coloured_whole_in_its_language(language: str) -> None:
    for concept, words in keywords().items():
        for spelling in words[language].lstrip(",").split("|"):
            if concept != "LANGUAGE":
                first = f"{keywords()['LANGUAGE'][language]} {language}"
                (line,) = coloured([first, f"  _ {spelling} x"])[1:]
                assert line[0][0] == spelling, f"{concept}: {line}"
                assert not line[0][1].startswith("variable")


def test_the_grammar_colours_the_same_in_the_editors_own_engine() -> None:
    node = shutil.which("node")
    if node is None or not (MODULES / "vscode-textmate").is_dir():
        pytest.skip(f"needs node, and vscode-textmate and vscode-oniguruma in {MODULES.parent.name}/{MODULES.name}")
    (path,) = (path for path in files() if "syntaxes" in path.parts)
    script = Path(__file__).with_name("textmate.js")
    for text, wanted in SAMPLES.items():
        ran = subprocess.run(
            [node, str(script), str(MODULES), str(path)], input=text.encode(), capture_output=True, check=True
        )
        lines = [json.loads(line) for line in ran.stdout.decode().splitlines()]
        found = [(word, scope.removesuffix(".hjemmel")) for line in lines for word, scope in line]
        assert [each for each in wanted if each not in found] == []


# The one file


def test_the_extension_packs_into_one_file_with_all_it_names(tmp_path: Path) -> None:
    folder = with_library(tmp_path)
    names = pack(folder, tmp_path / "a.vsix")
    with zipfile.ZipFile(tmp_path / "a.vsix") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == names
        package = json.loads(archive.read("extension/package.json"))
        types = ElementTree.fromstring(archive.read("[Content_Types].xml"))
        manifest = ElementTree.fromstring(archive.read("extension.vsixmanifest"))
    endings = {it.get("Extension") for it in types}
    alone = {it.get("PartName") for it in types}
    assert [name for name in names if Path(name).suffix not in endings and f"/{name}" not in alone] == [
        "[Content_Types].xml"
    ]
    space = {"vs": "http://schemas.microsoft.com/developer/vsx-schema/2011"}
    identity = manifest.find("vs:Metadata/vs:Identity", space)
    assert identity is not None
    assert (identity.get("Id"), identity.get("Version")) == (package["name"], package["version"])
    assert {it.get("Path") for it in manifest.findall("vs:Assets/vs:Asset", space)} <= set(names)
    wanted = [package["main"], *(it["path"] for it in package["contributes"]["grammars"])]
    wanted += [it["configuration"] for it in package["contributes"]["languages"]]
    assert {f"extension/{it.removeprefix('./')}" for it in wanted} <= set(names)
    assert "extension/node_modules/vscode-languageclient/lib/node/main.js" in names
    assert not any(name.endswith((".d.ts", ".map", "package-lock.json")) for name in names)


def test_the_same_extension_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = with_library(tmp_path)
    pack(folder, tmp_path / "a.vsix")
    (folder / "package.json").touch()
    pack(folder, tmp_path / "b.vsix")
    assert (tmp_path / "a.vsix").read_bytes() == (tmp_path / "b.vsix").read_bytes()


def test_without_its_library_it_is_not_packed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Incomplete):
        pack(EXTENSION, tmp_path / "a.vsix")
    assert main([str(EXTENSION), str(tmp_path / "a.vsix")]) == 2
    assert "run `npm ci --omit=dev` there" in capsys.readouterr().err
    assert not (tmp_path / "a.vsix").exists()


def test_the_extension_has_the_version_of_the_program() -> None:
    package = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
    assert package["version"] == __version__
    locked = json.loads((EXTENSION / "package-lock.json").read_text(encoding="utf-8"))
    library = locked["packages"]["node_modules/vscode-languageclient"]["version"]
    assert package["dependencies"] == {"vscode-languageclient": library}


def with_library(tmp_path: Path) -> Path:
    """The extension with something in place of the library that npm fetches."""
    folder = tmp_path / "extension"
    shutil.copytree(EXTENSION, folder)
    library = folder / "node_modules" / "vscode-languageclient"
    for name in ("package.json", "License.txt", "lib/node/main.js", "lib/node/main.d.ts", "lib/node/main.js.map"):
        (library / name).parent.mkdir(parents=True, exist_ok=True)
        (library / name).write_text("{}", encoding="utf-8")
    return folder


# A grammar of TextMate's form, run: as much of it as ours uses


def coloured(lines: list[str]) -> list[list[tuple[str, str]]]:
    """Each line's words, with the innermost scope of each."""
    stack: list[tuple[dict[str, Any], str]] = [({"patterns": grammar()["patterns"]}, "source.hjemmel")]
    found = []
    for line in lines:
        here: list[tuple[str, str]] = []
        at = 0
        while at <= len(line):
            rule, scope = stack[-1]
            end = compiled(rule["end"]).search(line, at) if "end" in rule else None
            first = min(
                ((match.start(), number, match, each) for number, (match, each) in enumerate(matches(rule, line, at))),
                default=None,
                key=lambda it: it[:2],
            )
            if end is not None and (first is None or end.start() <= first[0]):
                here += [(line[at : end.start()], scope)] if end.start() > at else []
                stack.pop()
                at = max(end.end(), at + (end.end() == end.start() == at))
            elif first is None:
                break
            else:
                _, _, match, each = first
                name = each.get("name", scope)
                captures = each.get("captures") or each.get("beginCaptures") or {}
                parts = [(match[int(n)], it["name"]) for n, it in sorted(captures.items()) if match[int(n)]]
                here += parts or [(match.group(), name)]
                if "begin" in each:
                    stack.append((each, name))
                at = max(match.end(), at + (match.end() == match.start()))
        found.append(here)
    return found


def matches(rule: dict[str, Any], line: str, at: int) -> Iterator[tuple[re.Match[str], dict[str, Any]]]:
    for each in rule.get("patterns", ()):
        if "include" in each:
            included = grammar_once()["repository"][each["include"].removeprefix("#")]
            single = "match" in included or "begin" in included
            yield from matches({"patterns": [included] if single else included["patterns"]}, line, at)
        elif (match := compiled(each.get("match") or each["begin"]).search(line, at)) is not None:
            yield match, each


@cache
def grammar_once() -> dict[str, Any]:
    return grammar()


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(r"[\p{L}\p{N}_]", r"\w").replace(r"[\p{L}]", r"[^\W\d_]"))
