"""What a change to the rule files is, as a value: which declaration, what was done to it, and each field both ways.

Start reading at `Change`.
"""

from __future__ import annotations

from attrs import field, frozen

from engine.model.citations import Citation
from engine.model.policy import Phrases
from engine.source import NOWHERE, Span

ADDED, REMOVED, AMENDED, RENUMBERED, RENAMED = "added", "removed", "amended", "renumbered", "renamed"
EDITORIAL, MEANING, INTERFACE = "editorial", "meaning", "interface"
"""How much a change is: words and layout; what a decision rests on; what is asked, of whom, in which form."""


@frozen
class FieldChange:
    """One field as it was written and as it is; an empty text where it was not there."""

    field: str
    before: str
    after: str
    severity: str
    rests: str = ""
    """For a consideration, a bound, a reading or a row: which one."""


@frozen
class Change:
    """One declaration that is not what it was.

    `what` is what it declares: `rule`, `exception`, `presumption`, `fact`, `discretion`, `amount` … , `parameter`,
    `interpretation`, `not_formalised`, `part`, `service`, `source`, `entity`, `list`, `unit`, `calendar`, `status` or
    `property`. `id` is its id now, or what it was where it is gone; `former` the older id where that is another.
    `basis` and `former_basis` are the addresses on each side, `labels` its words for readers, `text` what a rule that
    came or went says, as written. `span` is its place, in the older files when it is gone.
    """

    kind: str
    what: str
    id: str
    source: str
    severity: str
    basis: tuple[Citation, ...] = ()
    former_basis: tuple[Citation, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    labels: Phrases = field(factory=dict)
    former: str = ""
    text: str = ""
    span: Span = field(default=NOWHERE, eq=False, repr=False)

    @property
    def matters(self) -> bool:
        """Whether it is more than words."""
        return self.severity != EDITORIAL

    @property
    def provisions(self) -> tuple[Citation, ...]:
        """Its addresses now, or what they were."""
        return self.basis or self.former_basis
