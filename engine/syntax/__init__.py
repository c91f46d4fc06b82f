"""Text to tree and back. Knows spelling, knows no meaning.

`parse` reads one rule file; `nodes` says what comes out; `tables` holds the built parsers. Start reading at `parse`.
"""

from engine.syntax.nodes import Document
from engine.syntax.parse import parse

__all__ = ["Document", "parse"]
