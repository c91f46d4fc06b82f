"""What is told of a word of the language itself: what it is for, in the language of the file.

Start reading at `keyword_told`.
"""

from __future__ import annotations

import re

from engine.authoring.sheet import Piece
from engine.syntax.concrete import Leaf, leaves_of, read_concrete

LINK = re.compile(r"\[([^\]]+)\]\(#[^)]*\)")
"""A link inside the reference, which leads nowhere from an editor."""


def keyword_told(piece: Piece, at: int) -> tuple[str, Leaf] | None:
    """Markdown about the keyword at a place of a piece, and the keyword; nothing of a piece that does not parse."""
    from engine.reference.explained import explain_word

    if piece.item is None:
        return None
    for leaf, within in leaves_of(read_concrete(piece.text, piece.language).root):
        if leaf.start <= at < leaf.end:
            told = [f"**{word}**: {about}" for word, about in explain_word(leaf, within, piece.language)]
            text = LINK.sub(r"\1", "\n\n".join(told))
            return (text, leaf) if text else None
    return None
