"""`hjemmel.toml`: which findings a project quiets or sharpens, where, and why, and its list of old ones. Read strictly.

It lies beside the policies or above them, and speaks of the files below its own folder. Each entry names a check by
code or slug, says how much it matters, and gives a reason; a later entry goes before an earlier. What makes a policy
impossible to decide by can be quieted by nobody. Start reading at `settings_for` and `settled`.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from engine.diagnostics import Code, Diagnostic, Severity, all_codes, did_you_mean
from engine.source import SourceText, Span
from engine.store.files import decode, read_file

FILE = "hjemmel.toml"
OFF = "off"
SEVERITIES = (OFF, "note", "warning", "error")
KEYS = ("code", "severity", "reason", "path")
TOP = ("check", "baseline")

NOT_TOML = Code("P711", "settings-not-toml", "a settings file is not TOML")
UNKNOWN_SETTING = Code("P712", "unknown-setting", "a settings file holds something that means nothing there")
NO_SUCH_CODE = Code("P713", "no-such-code", "a setting names a check that does not exist")
NO_REASON = Code("P714", "setting-without-reason", "a setting says nothing of why")
NOT_TO_BE_QUIETED = Code("P715", "not-to-be-quieted", "a setting quiets what makes a policy unusable")
NO_SUCH_PATH = Code("P716", "no-such-path", "a setting speaks of a path that is not there")


@frozen
class Setting:
    """One entry: the code, how much it matters (`off` or a severity), below which path, and why."""

    code: str
    severity: str
    reason: str
    path: str
    """An absolute path; the folder of the file where the entry names none."""


@frozen
class Settings:
    """What the settings files of some policies say: their entries, the baselines they name, their texts, and what is
    wrong in them."""

    entries: tuple[Setting, ...] = ()
    baselines: tuple[str, ...] = ()
    texts: Mapping[str, SourceText] = field(factory=dict)
    wrong: tuple[Diagnostic, ...] = ()


def settings_for(paths: Iterable[str]) -> Settings:
    """The settings that count for some paths. Asked for when the checks have been loaded: it knows their codes."""
    files = find_settings(paths)
    codes = {name: code for code in all_codes() for name in (code.number, code.slug)} if files else {}
    return read_settings(files, codes)


def find_settings(paths: Iterable[str]) -> list[str]:
    """The settings files beside or above some paths, the nearest of each, sorted."""
    found = {near for path in paths if path != "-" and (near := _nearest(path)) is not None}
    return sorted(found)


def _nearest(path: str) -> str | None:
    here = os.path.abspath(path)
    here = here if os.path.isdir(here) else os.path.dirname(here)
    while True:
        candidate = os.path.join(here, FILE)
        if os.path.isfile(candidate):
            return os.path.relpath(candidate) if _is_below(candidate, os.getcwd()) else candidate
        above = os.path.dirname(here)
        if above == here or os.path.exists(os.path.join(here, ".git")):
            return None
        here = above


def read_settings(files: Iterable[str], codes: Mapping[str, Code]) -> Settings:
    """What some settings files say; a wrong entry is left out. `codes` are the checks there are, by number and slug."""
    entries: list[Setting] = []
    baselines: list[str] = []
    texts: dict[str, SourceText] = {}
    found: list[Diagnostic] = []
    for name in files:
        file, unread = read_file(name)
        source, undecoded = decode(file) if file is not None else (None, [])
        found += [*unread, *(it for it in undecoded if it.code != "P109")]
        if source is not None:
            texts[name] = source
            data = _read(source, found)
            entries += _entries(source, data, codes, found)
            baselines += _baseline(source, data, found)
    return Settings(tuple(entries), tuple(baselines), texts, tuple(found))


def _read(source: SourceText, found: list[Diagnostic]) -> dict[str, Any]:
    try:
        data = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        found.append(_not_toml(source, str(error)))
        return {}
    for key in data:
        if key not in TOP:
            hint = did_you_mean(key, TOP) or "entries begin with `[[check]]`"
            found.append(UNKNOWN_SETTING.at(_place(source, key), f"`{key}` means nothing in {FILE}", hint=hint))
    return data


def _baseline(source: SourceText, data: Mapping[str, Any], found: list[Diagnostic]) -> Iterator[str]:
    """The file of old findings, which must be there."""
    written = data.get("baseline", "")
    if not isinstance(written, str):
        message = "`baseline` is no text"
        found.append(UNKNOWN_SETTING.at(_place(source, "baseline"), message, hint="write it in quotation marks"))
    elif written:
        path = _beside(source, written)
        if os.path.isfile(path):
            yield os.path.relpath(path) if _is_below(path, os.getcwd()) else path
        else:
            message = f"there is no `{written}` below the folder of {FILE}"
            hint = f"`hjemmel check --write-baseline {written}` writes one"
            found.append(NO_SUCH_PATH.at(_place(source, "baseline"), message, hint=hint))


def _entries(
    source: SourceText, data: Mapping[str, Any], codes: Mapping[str, Code], found: list[Diagnostic]
) -> Iterator[Setting]:
    entries = data.get("check", [])
    if not isinstance(entries, list) or not all(isinstance(it, dict) for it in entries):
        found.append(UNKNOWN_SETTING.at(_place(source, "check"), "`check` is not written as `[[check]]`"))
        return
    for number, entry in enumerate(entries):
        setting = _entry(_Entry(source, entry, number), codes, found)
        if setting is not None:
            yield setting


@frozen
class _Entry:
    """One table of the file, and where its parts stand."""

    source: SourceText
    values: Mapping[str, Any]
    number: int

    def at(self, key: str = "") -> Span:
        heads = [match.start() for match in re.finditer(r"^[ \t]*\[\[[ \t]*check[ \t]*\]\]", self.source.text, re.M)]
        if self.number >= len(heads):
            return _place(self.source, key or "check")
        begin = heads[self.number]
        end = heads[self.number + 1] if self.number + 1 < len(heads) else len(self.source.text)
        return _place(self.source, key, begin, end) if key else _line(self.source, begin)

    def text(self, key: str) -> str:
        value = self.values.get(key, "")
        return value.strip() if isinstance(value, str) else ""


def _entry(entry: _Entry, codes: Mapping[str, Code], found: list[Diagnostic]) -> Setting | None:
    before = len(found)
    for key, value in entry.values.items():
        if key not in KEYS:
            hint = did_you_mean(key, KEYS) or f"known here: {', '.join(KEYS)}"
            found.append(UNKNOWN_SETTING.at(entry.at(key), f"`{key}` means nothing in an entry", hint=hint))
        elif not isinstance(value, str):
            found.append(UNKNOWN_SETTING.at(entry.at(key), f"`{key}` is no text", hint="write it in quotation marks"))
    code = _code(entry, codes, found)
    severity = entry.text("severity")
    if severity not in SEVERITIES:
        said = f"`{severity}` is no severity" if severity else "an entry says nothing of `severity`"
        hint = did_you_mean(severity, SEVERITIES) or f"write one of {', '.join(SEVERITIES)}"
        found.append(UNKNOWN_SETTING.at(entry.at("severity" if severity else ""), said, hint=hint))
    if not entry.text("reason"):
        found.append(NO_REASON.at(entry.at(), "an entry gives no `reason`", hint="say why, for whoever reads it later"))
    path = _path(entry, found)
    if len(found) > before or code is None:
        return None
    return Setting(code.number, severity, entry.text("reason"), path)


def _code(entry: _Entry, codes: Mapping[str, Code], found: list[Diagnostic]) -> Code | None:
    written = entry.text("code")
    code = codes.get(written) or codes.get(written.partition("-")[0])
    if code is None:
        said = f"no check has the code `{written}`" if written else "an entry says nothing of `code`"
        span = entry.at("code" if written else "")
        found.append(NO_SUCH_CODE.at(span, said, hint=did_you_mean(written, codes.keys())))
    elif not code.number.startswith("A"):
        message = f"`{written}` makes a policy unusable, and is told of always"
        found.append(NOT_TO_BE_QUIETED.at(entry.at("code"), message, hint="only checks (A…) can be set"))
    return code


def _path(entry: _Entry, found: list[Diagnostic]) -> str:
    path = _beside(entry.source, entry.text("path") or ".")
    if not os.path.exists(path):
        message = f"there is no `{entry.text('path')}` below the folder of {FILE}"
        found.append(NO_SUCH_PATH.at(entry.at("path"), message))
    return path


def _beside(source: SourceText, written: str) -> str:
    """A path as written, from the folder of the settings file."""
    return os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(source.name)), written))


def settled(found: Iterable[Diagnostic], settings: Sequence[Setting]) -> list[Diagnostic]:
    """The findings as the settings want them: quieted, sharpened, or as they were."""
    kept = []
    for each in found:
        setting = next((it for it in reversed(settings) if it.code == each.code and _reaches(it, each)), None)
        if setting is None:
            kept.append(each)
        elif setting.severity != OFF:
            kept.append(evolve(each, severity=Severity(setting.severity)))
    return kept


def _reaches(setting: Setting, found: Diagnostic) -> bool:
    return bool(found.span.file) and _is_below(os.path.abspath(found.span.file), setting.path)


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))


def _not_toml(source: SourceText, said: str) -> Diagnostic:
    where = re.search(r"\(at line (\d+), column (\d+)\)", said)
    start = source.line_starts[min(int(where[1]), len(source.line_starts)) - 1] + int(where[2]) - 1 if where else 0
    message = f"`{source.name}` is not TOML: {said.partition(' (at ')[0].lower()}"
    return NOT_TOML.at(Span(source.name, min(start, len(source.text)), min(start + 1, len(source.text))), message)


def _place(source: SourceText, key: str, begin: int = 0, end: int | None = None) -> Span:
    """The line a key stands on, from the key on."""
    match = re.compile(rf"^[ \t]*(\[*[ \t]*{re.escape(key)}\b[^\n]*)", re.M).search(
        source.text, begin, end or len(source.text)
    )
    return Span(source.name, match.start(1), match.end(1)) if match is not None else _line(source, begin)


def _line(source: SourceText, start: int) -> Span:
    end = source.text.find("\n", start)
    return Span(source.name, start, end if end >= 0 else len(source.text))
