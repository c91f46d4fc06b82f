"""A construct as a railroad picture: SVG that needs nothing beside it, is read aloud, and suits a light or dark page.

Drawn by `railroad-diagrams`, which only this module knows and only the makers of the reference need. A picture is
never wider than a page: a row that is goes on below. Start reading at `picture`.
"""

from __future__ import annotations

import re
from typing import Any

from engine.reference.constructs import Construct, Reference
from engine.reference.production import production
from engine.reference.shapes import Either, Maybe, Own, Part, Row, Several, Shape, Word

WIDEST = 760
"""Pixels: what fits on a page of a site, and of paper."""
_ROOM = 640
"""What a row may take, so that the picture with its ends stays within the widest."""
_TURNS = 40
"""What the turns take where a row goes on below."""

_STYLE = """
.ground{fill:#fff}
path{stroke:#57606a;stroke-width:2;fill:none}
rect{stroke:#57606a;stroke-width:1.5;fill:#f6f8fa}
.word rect{stroke:#1a4f8b;fill:#e3ecf7}
.own rect{stroke:#8a6100;fill:#fff4d6}
text{font:14px ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;text-anchor:middle;fill:#1f2328}
.word text{font-weight:bold;fill:#0d2f57}
.own text{font-style:italic}
@media (prefers-color-scheme:dark){
.ground{fill:#0d1117}
path{stroke:#9aa4af}
rect{stroke:#9aa4af;fill:#1c2128}
.word rect{stroke:#6cb0f5;fill:#12294a}
.own rect{stroke:#d9a93f;fill:#3a2e0f}
text{fill:#e6edf3}
.word text{fill:#dcebff}
}
""".strip()


def picture(construct: Construct, reference: Reference) -> str:
    """The SVG of a construct, the same bytes for the same grammar."""
    import railroad

    railroad.INTERNAL_ALIGNMENT = "left"  # what one chooses between begins at one edge, as in a list
    diagram = railroad.Diagram(_drawn(construct.shape, reference, _ROOM), type="simple")
    diagram.format(8, 8, 8, 8)
    id = construct.id.replace("_", "-")
    width, height = (f"{float(diagram.attrs[name]):g}" for name in ("width", "height"))
    heading = reference.page["picture"]
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" lang="{reference.language}" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" role="img" aria-labelledby="{id}-t {id}-d">',
        f'<title id="{id}-t">{_escaped(f"{heading}: {construct.name}")}</title>',
        f'<desc id="{id}-d">{_escaped(" ".join(production(construct, reference).split()))}</desc>',
        f"<style>\n{_STYLE}\n</style>",
        '<rect class="ground" width="100%" height="100%" style="stroke:none"/>',
    ]
    return "\n".join([*head, _tidy(_lines(diagram.children)), "</svg>"]) + "\n"


def _lines(children: list[Any]) -> str:
    written: list[str] = []
    for child in children:
        child.writeSvg(written.append)
    return "".join(written)


def _tidy(svg: str) -> str:
    """Without lines of no length and empty groups, and with numbers as short as they are."""
    svg = re.sub(r'<path d="M[-\d. ]+(?:h-?0(?:\.0)?)?" />', "", svg)
    svg = re.sub(r"(\d)\.0(?!\d)", r"\1", svg)
    svg = svg.replace(' class="terminal "', "").replace(' class="non-terminal "', "").replace('" />', '"/>')
    svg = re.sub(r' class="(?:non-)?terminal (\w+)"', r' class="\1"', svg)
    svg = re.sub(r' transform="translate\(.5 .5\)"', "", svg)
    empty = re.compile(r"<g>\s*</g>")
    while empty.search(svg):
        svg = empty.sub("", svg)
    return re.sub(r"\n\s*", "\n", re.sub(r"</g>", "</g>\n", svg)).strip()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _drawn(shape: Shape, reference: Reference, room: float) -> Any:
    """The shape as the library draws it, in no more room than given where it can be broken."""
    import railroad as draw

    match shape:
        case Word(text):
            return draw.Terminal(text, cls="word")
        case Own(terminal):
            return draw.Terminal(reference.words[terminal].shown, cls="own")
        case Part(name):
            return draw.NonTerminal(reference.named(name).name, cls="part")
        case Row(parts):
            return _row([_drawn(part, reference, room) for part in parts], room)
        case Either(choices):
            choice = draw.Choice(0, *(_drawn(choice, reference, room - 40) for choice in choices))
            choice.down += choice.items[-1].height  # a last choice of several lines, which the library leaves out
            return choice
        case Maybe(inner):
            return draw.Optional(_drawn(inner, reference, room - 40))
        case Several(inner, between, least):
            again = _drawn(between, reference, room - 20) if between is not None else None
            if least:
                return draw.OneOrMore(_drawn(inner, reference, room - 20), again)
            return draw.ZeroOrMore(_drawn(inner, reference, room - 60), again)


def _row(items: list[Any], room: float) -> Any:
    """Items after each other; on several lines where they do not fit on one."""
    import railroad as draw

    whole = draw.Sequence(*items)
    if whole.width <= room + _TURNS:
        return whole
    lines: list[list[Any]] = [[]]
    for item in items:
        if lines[-1] and draw.Sequence(*lines[-1], item).width > room:
            lines.append([])
        lines[-1].append(item)
    return draw.Stack(*(draw.Sequence(*line) for line in lines))
