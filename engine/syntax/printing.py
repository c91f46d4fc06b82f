"""Text laid out in a width: what may break breaks only where it must.

After Wadler, "A prettier printer" (2003), with remarks that stay on their line. A layout is built from the functions
here and drawn by `draw`. Nothing here knows the policy language. Start reading at `draw`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, field, frozen

WIDTH = 120
"""The columns a line may have, where the words let it."""


@frozen
class Break:
    """A place where a line may end: `flat` is what stands there when it does not; `None`: it always ends."""

    flat: str | None


@frozen
class Nest:
    """What breaks inside begins that many columns further in."""

    columns: int
    doc: Doc


@frozen
class Group:
    """Breaks inside are taken all or none."""

    doc: Doc
    broken: bool


@frozen
class Fill:
    """Items in a row; before each a break that is taken only where the item would not fit."""

    items: tuple[Doc, ...]


@frozen
class Remark:
    """Words that end their line: written behind the line, or on a line of their own where a line begins."""

    text: str
    own_line: bool


Doc = str | tuple["Doc", ...] | Break | Nest | Group | Fill | Remark

SPACE = Break(" ")
GAP = Break("  ")
HARD = Break(None)


def group(*parts: Doc) -> Group:
    """Parts on one line if they fit and hold no forced break, else broken at every break between them."""
    return Group(parts, any(is_broken(part) for part in parts))


def joined(separator: Doc, parts: Iterable[Doc]) -> Doc:
    """Parts with a separator between each two."""
    row: list[Doc] = []
    for part in parts:
        row += [separator, part] if row else [part]
    return tuple(row)


def is_broken(doc: Doc) -> bool:
    """Whether a layout cannot stand on one line."""
    match doc:
        case Break(flat):
            return flat is None
        case Remark():
            return True
        case Group(_, broken):
            return broken
        case Nest(_, inner):
            return is_broken(inner)
        case Fill(items):
            return any(map(is_broken, items))
        case tuple():
            return any(map(is_broken, doc))
    return False


def flat(doc: Doc) -> str:
    """A layout on one line; remarks are left out."""
    match doc:
        case str():
            return doc
        case Break(words):
            return words or ""
        case Nest(_, inner) | Group(inner, _):
            return flat(inner)
        case Fill(items):
            return " ".join(map(flat, items))
        case tuple():
            return "".join(map(flat, doc))
    return ""


def draw(doc: Doc, width: int = WIDTH) -> str:
    """The layout as text, without a line break at its end."""
    page = _Page()
    waiting: list[tuple[int, bool, Doc]] = [(0, True, doc)]
    while waiting:
        indent, broken, next_doc = waiting.pop()
        match next_doc:
            case str():
                page.write(next_doc, indent)
            case tuple():
                waiting += [(indent, broken, part) for part in reversed(next_doc)]
            case Nest(columns, inner):
                waiting.append((indent + columns, broken, inner))
            case Group(inner, forced):
                fits = not forced and page.column + len(flat(inner)) + _following(waiting) <= width
                waiting.append((indent, not fits, inner))
            case Break(words):
                if broken or words is None or page.remarked:
                    page.end_line(indent)
                else:
                    page.write(words, indent)
            case Remark(text, own_line):
                page.remark(text, own_line, indent)
            case Fill(items):
                waiting += [(indent, True, part) for part in reversed(_fill(items, page.column, indent, width))]
    page.end_line(0)
    return "\n".join(page.lines)


@define
class _Page:
    """What has been drawn: whole lines, and the line under way. Behind a remark nothing more stands on its line."""

    lines: list[str] = field(factory=list)
    line: str = ""
    remarked: bool = False

    @property
    def column(self) -> int:
        return len(self.line)

    def write(self, text: str, indent: int) -> None:
        if self.remarked and not text.strip():
            return
        if self.remarked:
            self.end_line(indent)
        self.line += text

    def remark(self, text: str, own_line: bool, indent: int) -> None:
        if own_line and self.line.strip():
            self.end_line(indent)
        self.line += text if own_line else "  " + text
        self.remarked = True

    def end_line(self, indent: int) -> None:
        self.lines.append(self.line.rstrip())
        self.line, self.remarked = " " * indent, False


def _following(waiting: Sequence[tuple[int, bool, Doc]]) -> int:
    """How much stands on the line after a group, up to the next break."""
    length = 0
    for _, broken, doc in reversed(waiting):
        more, ended = _until_break(doc, broken)
        length += more
        if ended:
            break
    return length


def _until_break(doc: Doc, broken: bool) -> tuple[int, bool]:
    match doc:
        case str():
            return len(doc), False
        case Break(words):
            return (0, True) if broken or words is None else (len(words), False)
        case Nest(_, inner) | Group(inner, _):
            return _until_break(inner, broken)
        case Fill(items):
            return (len(flat(items[0])) if items else 0), len(items) > 1
        case tuple():
            length = 0
            for part in doc:
                more, ended = _until_break(part, broken)
                length += more
                if ended:
                    return length, True
            return length, False
        case Remark():
            return 0, True


def _fill(items: tuple[Doc, ...], column: int, indent: int, width: int) -> list[Doc]:
    """The items with a space or a line's end before each, as they fit."""
    laid: list[Doc] = []
    for number, item in enumerate(items):
        size = len(flat(item))
        broken_before = number > 0 and is_broken(items[number - 1])
        if number == 0:
            column += size
        elif not broken_before and not is_broken(item) and column + 1 + size <= width:
            laid.append(" ")
            column += 1 + size
        else:
            laid.append(HARD)
            column = indent + size
        laid.append(item)
    return laid
