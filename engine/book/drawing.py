"""Pictures of what lies around a term: what it rests on to the left, what rests on it to the right.

Drawn by Graphviz where it is installed, all in one run; without it the lists beside the pictures say the same. Only
nearest neighbours are drawn. Start reading at `draw`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from html import escape
from textwrap import wrap

from attrs import frozen

MOST = 12
"""How many neighbours are drawn on either side; the others are counted."""
_WIDTH = 26


@frozen
class Picture:
    """One term, its neighbours by name, and what a reader who cannot see it is told."""

    key: str
    centre: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    title: str
    described: str
    more: str
    """How the neighbours that are not drawn are counted, with `{n}` for their number."""


def can_draw() -> bool:
    """Whether Graphviz is installed."""
    return shutil.which("dot") is not None


def draw(pictures: Sequence[Picture]) -> dict[str, str]:
    """The SVG of each picture by its key; none at all without Graphviz, or where it fails."""
    program = shutil.which("dot")
    if program is None or not pictures:
        return {}
    text = "\n".join(_dot(picture) for picture in pictures)
    drawn = subprocess.run([program, "-Tsvg"], input=text.encode(), capture_output=True, check=False)
    found = re.findall(r"<svg .*?</svg>", drawn.stdout.decode("utf-8", "replace"), re.DOTALL)
    if drawn.returncode or len(found) != len(pictures):
        return {}
    return {picture.key: _finished(picture, svg) for picture, svg in zip(pictures, found, strict=True)}


def _dot(picture: Picture) -> str:
    lines = [
        "digraph {",
        "rankdir=LR; ranksep=0.45; nodesep=0.14; bgcolor=transparent;",
        'node [shape=box, style="rounded,filled", fillcolor="#ffffff", color="#8a8f98", fontname="sans-serif",'
        ' fontsize=12, margin="0.13,0.06", height=0.3]; edge [color="#5c6370", arrowsize=0.6];',
        f'c [label={_label(picture.centre)}, fillcolor="#e3ecf7", color="#1a4f8b", penwidth=1.5];',
    ]
    lines += [f"b{n} [label={_label(name)}]; b{n} -> c;" for n, name in enumerate(_few(picture, picture.before))]
    lines += [f"a{n} [label={_label(name)}]; c -> a{n};" for n, name in enumerate(_few(picture, picture.after))]
    return "\n".join([*lines, "}"])


def _few(picture: Picture, names: Sequence[str]) -> list[str]:
    rest = len(names) - MOST
    return list(names) if rest <= 1 else [*names[:MOST], picture.more.format(n=rest)]


def _label(name: str) -> str:
    lines = wrap(name, _WIDTH, break_on_hyphens=False) or [""]
    return '"' + "\\n".join(line.replace("\\", "\\\\").replace('"', '\\"') for line in lines) + '"'


def _finished(picture: Picture, svg: str) -> str:
    """The drawing alone, with its title and its words, and no titles of single boxes."""
    svg = re.sub(r"<!--.*?-->\n?", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<title>.*?</title>\n?", "", svg, flags=re.DOTALL)
    svg = re.sub(r' (id|class)="[^"]*"', "", svg)
    svg = re.sub(r' xmlns:xlink="[^"]*"', "", svg)
    head, body = svg.split(">", 1)
    names = f'role="img" aria-labelledby="{picture.key}-t {picture.key}-d"'
    title = f'<title id="{picture.key}-t">{escape(picture.title)}</title>'
    described = f'<desc id="{picture.key}-d">{escape(picture.described)}</desc>'
    return f"{head} {names}>{title}{described}{body}"
