"""Python source that follows what settled a program's slots, from the answer down, in one straight run.

Slots are taken from last to first, so every slot is reached before its parts. `v` holds the values, `d` flags;
what needs a closer look (members, other days, limits) is left to `other`. The meaning is that of `walk`.
Start reading at `marking`.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.evaluate.slots import AND_PARTS, BRANCH_PARTS, EVERY_PART, OR_PARTS, OTHER_PARTS, PAIRED_PARTS, Program


def marking(program: Program, name: str) -> str:
    """The source of a function that flags every slot without members below those already flagged."""
    lines = [f"def {name}(v, d, other):"]
    for index in range(len(program.slots) - 1, -1, -1):
        if not program.slots[index].dims:
            lines += _lines(index, *program.shapes[index])
    return "\n".join([*lines, "    return d"])


def _lines(index: int, shape: int, args: tuple[int, ...]) -> Iterator[str]:
    parts = tuple(dict.fromkeys(args))
    if shape == EVERY_PART:
        yield f"    if d[{index}]: {_flag(parts)}"
    elif shape in (AND_PARTS, OR_PARTS):
        settled = "False" if shape == AND_PARTS else "True"
        yield f"    if d[{index}]:"
        yield f"        if v[{index}] is {settled}:"
        for part in parts:
            yield f"            if v[{part}] is {settled}: d[{part}] = 1"
        yield f"        else: {_flag(parts)}"
    elif shape == PAIRED_PARTS and args:
        yield f"    if d[{index}]:"
        for stands, worth in zip(args[::2], args[1::2], strict=True):
            yield f"        d[{stands}] = 1"
            yield f"        if v[{stands}] is not False: d[{worth}] = 1"
    elif shape == BRANCH_PARTS:
        condition, then, otherwise = args
        yield f"    if d[{index}]:"
        yield f"        d[{condition}] = 1"
        yield f"        if v[{condition}] is not False: d[{then}] = 1"
        yield f"        if not v[{condition}]: d[{otherwise}] = 1"
    elif shape == OTHER_PARTS:
        yield f"    if d[{index}]: other({index})"


def _flag(parts: tuple[int, ...]) -> str:
    return " = ".join(f"d[{part}]" for part in parts) + " = 1" if parts else "pass"
