"""Trees become one policy: every name bound, every shorthand expanded, every citation a value.

The only room that sees both spelling and meaning. `sources` sorts the items, `names` knows what may be called what,
`vocabulary`, `terms`, `parameters` and `tables` declare, `expressions` binds and types, `rules` and `targets` say what
follows and what it sets aside, `record` and `cases` keep the rest. Start reading at `resolve`.
"""

from engine.resolve.policy import resolve

__all__ = ["resolve"]
