"""What `hjemmel check` leaves out: by `hjemmel.toml`, with a reason, and by a baseline of old findings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from engine.cli.screen import exit_code, finish, stop, talk, tell
from engine.cli.tongue import here, several

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.diagnostics import Diagnostic
    from engine.source import SourceText

_GONE = "{n} of the baseline is gone; write it anew"
_GONE_MANY = "{n} of the baseline are gone; write it anew"


def settings_of(
    paths: Sequence[str], found: Sequence[Diagnostic], texts: Mapping[str, SourceText]
) -> tuple[Sequence[Diagnostic], Mapping[str, SourceText], tuple[str, ...]]:
    """The findings as the settings want them, and beside them what is wrong with the settings themselves; and the
    baselines they name."""
    from engine.diagnostics import in_order
    from engine.store.settings import settings_for, settled

    settings = settings_for(paths)
    kept = in_order([*settled(found, settings.entries), *settings.wrong])
    return kept, {**texts, **(settings.texts if settings.wrong else {})}, settings.baselines


def write_old(name: str, found: Sequence[Diagnostic], texts: Mapping[str, SourceText]) -> None:
    """Write a baseline of what is found, whole or not at all."""
    from engine.store.baseline import baseline_text, can_be_old
    from engine.store.sessions import save_text

    try:
        save_text(name, baseline_text(found, texts, os.path.dirname(name) or "."))
    except OSError as error:
        stop(f"cannot write `{name}`: {(error.strerror or 'unknown reason').lower()}")
    number = sum(map(can_be_old, found))
    talk(f"{name}: " + several(number, "{n} finding kept as old", "{n} findings kept as old", here()))


def new_findings(
    name: str, found: Sequence[Diagnostic], texts: Mapping[str, SourceText]
) -> tuple[Sequence[Diagnostic], int]:
    """What is not in the baseline, and the exit code: a new warning counts, a new note does not."""
    from engine.diagnostics import Severity
    from engine.store.baseline import judged, read_baseline

    baseline, wrong = read_baseline(name)
    if baseline is None:
        tell(wrong, {})
        finish(exit_code(wrong) or 1)
    result = judged(found, texts, os.path.dirname(name) or ".", baseline)
    if result.old:
        talk(several(result.old, "{n} old finding left out", "{n} old findings left out", here()))
    if result.gone:
        talk(several(result.gone, _GONE, _GONE_MANY, here()))
    warned = any(it.severity is Severity.WARNING for it in result.new)
    return result.new, exit_code(result.new) or int(warned)
