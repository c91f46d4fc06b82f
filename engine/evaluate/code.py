"""From a program's slots to Python source: straight lines, no dispatch, whole numbers where they suffice.

Numbers in generated code are whole numbers over a denominator known when the code is written (`Layout.below`):
`75 % of x` of a fact in hundredths is an integer in hundredths of a hundredth. A slot whose denominator cannot be
known (a division by something variable) holds a `Fraction`. Facts come in hundredths, or, for the rare case with finer
facts, as fractions in a second version of the code; both give the same exact values.
Here a program becomes functions; `code_body` and what builds on it write their lines. Start reading at `generate`.
"""

from __future__ import annotations

from engine.evaluate.code_body import Module
from engine.evaluate.code_marks import marking
from engine.evaluate.code_rules import Lines
from engine.evaluate.slots import Layout, Program
from engine.model.policy import Policy

MARKED_BY_CODE = 2_000
"""The most slots whose marking is written out: it looks at each, where a walk looks only at those that matter."""


def generate(program: Program, policy: Policy, facts_below: int | None) -> tuple[str, Layout]:
    """The source of a module with `run` (and `RUNS`, the programs for other days), and how to read its values."""
    writer = _Writer(policy, facts_below)
    layout = writer.program(program)
    head = [
        "from datetime import date",
        "from fractions import Fraction",
        "from engine.evaluate.runtime import (",
        "    bisect, combine, day_began, days_where, effect, full, moved, rounded, shift, sum_over_days, within,",
        ")",
    ]
    return "\n".join([*head, *writer.constants, *writer.functions, f"RUN = {writer.top}"]) + "\n", layout


class _Writer(Module):
    def __init__(self, policy: Policy, facts_below: int | None) -> None:
        super().__init__(policy, facts_below)
        self.functions: list[str] = []
        self.top = ""
        self._tops: dict[int, str] = {}

    def program(self, program: Program, knows_day: bool = True) -> Layout:
        subs = [self.program(sub, False) for sub in program.subs]
        names = [self._tops[id(sub)] for sub in program.subs]
        body = Lines(self, program, subs, knows_day)
        lines = body.lines()
        number = len(self.functions)
        name = f"run_{number}"
        values = ", ".join(f"s{i}" for i in range(len(program.slots)))
        self.functions.append(
            "\n".join(
                [
                    f"def {name}(day, g, A, W, C, I, L, E):",
                    *lines,
                    f"    return ({values}{',' if len(program.slots) == 1 else ''})",
                    f"{name}.subs = ({''.join(sub + ', ' for sub in names)})",
                    *([marking(program, f"mark_{number}")] if len(program.slots) <= MARKED_BY_CODE else []),
                    f"{name}.mark = {f'mark_{number}' if len(program.slots) <= MARKED_BY_CODE else None}",
                ]
            )
        )
        self.top = name
        self._tops[id(program)] = name
        return Layout(tuple(body.below), tuple(subs))
