"""What changed in the text of the law: sentences added, repealed, amended or renumbered, with the words on both sides.

Start reading at `law_changes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from attrs import frozen

from engine.law.stale import Changed, Staleness, stale
from engine.law.text import LawText
from engine.model.citations import Citation
from engine.model.policy import Policy

ALIKE = 0.8
"""How alike two sentences must be for the one to be the other under a new address."""


@frozen
class TextChange:
    """A sentence that is not what it was: `added`, `repealed`, `amended`, `renumbered`, `commenced` or `suspended`.

    `to` is its address now, where that is another. `rests` are the ids of the rules that rest on it.
    """

    kind: str
    citation: Citation
    before: str
    after: str
    to: Citation | None = None
    rests: tuple[str, ...] = ()

    @property
    def now(self) -> Citation:
        return self.to or self.citation


def law_changes(policy: Policy, old: Mapping[str, LawText], new: Mapping[str, LawText]) -> tuple[TextChange, ...]:
    """The sentences that differ in the acts both texts hold, in the order of the law."""
    found = stale(policy, old, new)
    told = [*_told(list(found.changes))]
    return tuple(
        TextChange(it.kind, it.citation, it.before, it.after, it.to, _resting(found, it))
        for it in sorted(told, key=lambda it: it.now.order)
    )


def _told(changes: list[Changed]) -> Iterable[TextChange]:
    """Each change once: what moved is not told as repealed here and added there."""
    arrived = {it.moved_to: it for it in changes if it.moved_to is not None and it.kind != "commenced"}
    came = {it.citation: it for it in changes if it.kind == "added" and it.citation not in arrived}
    for change in changes:
        old, new = (unit.text if unit is not None else "" for unit in (change.old, change.new))
        if change.moved_to is not None:
            yield TextChange("renumbered", change.citation, old, old, change.moved_to)
            if new and change.citation not in arrived:
                yield TextChange("added", change.citation, "", new)
        elif change.kind == "removed":
            other = _most_alike(old, came.values())
            if other is None or other.new is None:
                yield TextChange("repealed", change.citation, old, "")
            else:
                del came[other.citation]
                yield TextChange("renumbered", change.citation, old, other.new.text, other.citation)
        elif change.kind == "changed" and change.citation not in arrived:
            yield TextChange("amended", change.citation, old, new)
        elif change.kind == "changed":
            yield TextChange("repealed", change.citation, old, "")
        elif change.kind in ("commenced", "suspended"):
            yield TextChange(change.kind, change.citation, old, new)
    for change in came.values():
        yield TextChange("added", change.citation, "", change.new.text if change.new is not None else "")


def _most_alike(text: str, others: Iterable[Changed]) -> Changed | None:
    """The sentence that came and is most like one that went, where one is alike enough."""
    scored = [
        (SequenceMatcher(None, text, it.new.text, autojunk=False).ratio(), it) for it in others if it.new is not None
    ]
    best = max(scored, key=lambda one: one[0], default=(0.0, None))
    return best[1] if best[0] >= ALIKE else None


def _resting(found: Staleness, change: TextChange) -> tuple[str, ...]:
    here = (change.citation, change.to)
    ids = (it.id for it in found.stale if it.is_rule and any(one.citation in here for one in it.changed))
    return tuple(dict.fromkeys(ids))
