"""Golden dialogues: what is asked, why, and what is not, in each language. `--accept -n 0` writes what came out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from attrs import define

from engine.cli.dialogue import Desk, Stopped, hold
from engine.cli.dialogue_end import ending
from engine.interview.session import Session
from engine.model.case import Options
from engine.model.policy import Policy
from engine.store.names import index
from tests.explain.pages import decision_of, policy_of

PAGES = sorted((Path(__file__).parents[1] / "golden" / "interviews").glob("*.md"))
FENCE = re.compile(r"^```(?P<kind>\w+)(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@define
class Paper:
    """A dialogue on paper: the lines that are said, and all that is written."""

    said: list[str]
    text: str = ""

    def read(self) -> str:
        if not self.said:
            self.text += ">\n"
            raise Stopped
        line = self.said.pop(0)
        self.text += f"> {line}\n"
        return line

    def write(self, text: str) -> None:
        self.text += text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_golden_dialogue_goes_as_it_says(page: Path, accept: bool) -> None:
    text = page.read_text(encoding="utf-8")
    blocks = list(FENCE.finditer(text))
    policy = policy_of(*(it["text"] for it in blocks if it["kind"] == "policy"))
    spoken = [(it, dialogue(policy, it["info"].strip(), it["text"])) for it in blocks if it["kind"] == "dialogue"]
    assert spoken
    if accept:
        for block, said in reversed(spoken):
            text = text[: block.start("text")] + said + text[block.end("text") :]
        page.write_text(text, encoding="utf-8")
        return
    for block, said in spoken:
        assert said == block["text"], f"{page.name}, {block['info']}"


def dialogue(policy: Policy, language: str, written: str) -> str:
    """The dialogue that the lines after `> ` of a block give; the block holds them from the first."""
    said = [line[2:] for line in written.splitlines() if line.startswith("> ")]
    case = decision_of(policy, '{"on": "2024-05-01", "ask": ["help"]}').case
    paper = Paper(said)
    desk = Desk(policy, index(policy), Session(case, Options()), language, paper.read, paper.write)
    step = hold(desk)
    return paper.text + "\n" + ending(desk, step, answered=False)
