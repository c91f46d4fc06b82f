"""From nodes to the solver's formulas: each step with its three-valued meaning, on a day that is itself an unknown.

Follows `engine.evaluate.code` step by step. What is not looked into (counts of days, the beginning of a run of days)
may be anything, but the same wherever the same is asked: so what is proved holds, and what is found must be tried.
`encode_step` and what builds on it say what each step means. Start reading at `Encoder.values`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

from engine.model.policy import Term
from engine.solver.days import Day
from engine.solver.encode_rules import AnyStep
from engine.solver.encode_step import Frame
from engine.solver.normal import Normals, cone
from engine.solver.world import MEMBERS, World


class Encoder:
    """The formulas of some nodes in a world; `terms` are the declarations of both policies compared."""

    def __init__(self, world: World, normals: Normals, terms: Mapping[str, Term]) -> None:
        self.world, self.normals, self.terms = world, normals, terms
        self._frames: dict[tuple[int, ...], Frame] = {}

    def values(self, roots: Iterable[int], day: Day) -> Frame:
        """The values of nodes on a day, by number and members."""
        frame = self._frames.setdefault(tuple(part.get_id() for part in day.parts), {})
        for number in cone(self.normals.nodes, roots):
            node = self.normals.nodes[number]
            for members in product(range(MEMBERS), repeat=len(node.dims)):
                if (number, members) not in frame:
                    names = dict(zip((name for name, _ in node.dims), members, strict=True))
                    frame[number, members] = AnyStep(self, frame, number, node, names, day).value()
        return frame
