"""The cases that show what differs between two versions, as `case` blocks the newer policies pass.

Start reading at `case_file`.
"""

from __future__ import annotations

from attrs import evolve

from engine.authoring.scaffold import expectation
from engine.authoring.witness import called, case_block
from engine.diff.comparison import Comparison
from engine.diff.values import CLOSED, DOWN, OPENED, OTHER, UP, Witness
from engine.evaluate import decide

_TURNS = {UP: "new or more", DOWN: "lost or less", OTHER: "another answer", OPENED: "open now", CLOSED: "settled now"}


def case_file(made: Comparison) -> tuple[str, int]:
    """A rule file with a case for each difference in what was changed itself, and how many there are."""
    blocks: list[str] = []
    sources: dict[str, None] = {}
    for told in made.only(roots=True):
        for witness in told.relation.witnesses:
            blocks.append(_block(made, told.relation.term, witness))
            sources[made.new.terms[told.relation.term].source] = None
    heading = "language en\nuses " + ", ".join(sources) + "\n\n"
    return heading + "\n".join(blocks), len(blocks)


def _block(made: Comparison, term: str, witness: Witness) -> str:
    """One case, with what comes out of it in the newer policies; also of members, and where it is open."""
    policy, options = made.after.policy, made.wanted.options
    declared = policy.terms[term]
    title = f"{declared.name.replace('_', ' ')}: {_TURNS[witness.turn]}"
    text = case_block(policy, witness.case, title, [term]).rstrip("\n")
    if policy.entities[declared.entity].is_member or witness.after is None:
        case = evolve(witness.case, requested=(term,))
        for answer in decide(policy, case, options).answers:
            segment, name = answer.segments[0], called(policy, (term, answer.member))
            if segment.value is None:
                text += f"\n  expect {name}: open"
            elif answer.member is not None:
                text += "\n" + expectation(name, declared, segment, (), "en")
    return text + "\n"
