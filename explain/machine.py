"""The explanation for another program: every step with its identity, its hash, and no sentence to rely on.

Two explanations with the same `hash` tell the same steps of the same policy, whatever words they are put in.
Start reading at `as_data`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from engine.evaluate.decision import Decision
from engine.model.policy import Policy
from explain.justification import Justification, Line
from explain.phrase import phrase
from explain.review import nature_of
from explain.select import select

LAYOUT = 1
"""Raised whenever the data below changes shape."""


def as_data(policy: Policy, decision: Decision) -> Mapping[str, Any]:
    """All steps of a decision, with everything a lawyer is told, as values for JSON."""
    selection = select(policy, decision, "lawyer", depth="full")
    natures = {it.step: nature_of(policy, it) for it in selection.entries}
    justification = phrase(policy, decision, selection, "en")
    steps = [_hashed(_step(part.kind, line, natures)) for part in justification.parts for line in part.lines]
    data = {
        "layout": LAYOUT,
        "policy": decision.policy_digest,
        "on": [decision.case.day.isoformat(), (decision.case.last or decision.case.day).isoformat()],
        "answers": [[it.term, it.member] for it in decision.answers],
        "steps": steps,
    }
    return _hashed(data)


def as_lines(justification: Justification) -> Mapping[str, Any]:
    """What one reader is told, each line with what it was made from: steps, provisions, days and exact values."""
    parts = [
        {"kind": part.kind, "title": part.title, "lines": [_said(line) for line in part.lines]}
        for part in justification.parts
    ]
    names = ("reader", "language", "title", "edition")
    return {**{name: getattr(justification, name) for name in names}, "parts": parts}


def _said(line: Line) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "step": line.step,
        "steps": list(line.steps or (line.step,)),
        "text": line.text,
        **_behind(line),
        "address": line.address,
        "when": line.when,
        "values": [{"text": it.text, "exact": it.exact, "unit": it.unit, "rounded": it.rounded} for it in line.values],
        "level": line.level,
        "decisive": line.decisive,
        "name": line.name,
        "quotes": [
            {"provision": str(it.citation), "text": it.text, "of": it.of, "why_not": it.why_not} for it in line.quotes
        ],
    }


def _behind(line: Line) -> dict[str, Any]:
    days = [day.isoformat() for day in line.days] if line.days is not None else None
    return {"provisions": [str(citation) for citation in line.basis], "days": days}


def _step(part: str, line: Line, natures: Mapping[str, str]) -> dict[str, Any]:
    return {
        "step": line.step,
        "part": part,
        "kind": line.kind,
        "nature": natures.get(line.step, ""),
        **_behind(line),
        "decisive": line.decisive,
        "values": [{"exact": it.exact, "unit": it.unit} for it in line.values],
    }


def _hashed(data: dict[str, Any]) -> dict[str, Any]:
    """The data with the sha256 of its JSON, keys sorted and without spaces."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {**data, "hash": hashlib.sha256(text.encode()).hexdigest()}
