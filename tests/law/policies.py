"""A small policy on the made-up act, and a way to read others."""

from __future__ import annotations

from engine.model.policy import Policy
from engine.resolve import resolve
from engine.source import SourceText
from engine.syntax import parse
from tests.law.samples import ID

HEAD = f"""\
language en
act prøveloven {ID}
  covers from 2002-01-01
entity person
entity municipality
"""


def policy(text: str, name: str = "prøve.policy") -> Policy:
    """The policy a text makes; it must be free of errors."""
    document, unread = parse(SourceText(name, HEAD + text))
    made, unbound = resolve([document])
    assert unread == []
    assert unbound == []
    return made
