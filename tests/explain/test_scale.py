"""Long chains, whole policies and any hash seed: explanations come, and come out the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from engine.evaluate import decide
from engine.records.examples import case_of
from engine.resolve import resolve
from engine.source import SourceText
from engine.syntax import parse
from explain import LANGUAGES, READERS, explain, render
from tests.explain.pages import decision_of, policy_of

ROOT = Path(__file__).parents[2]


def chain(length: int) -> str:
    head = (
        'language en\nact loven LOV-2000-01-01-1\n  nb "Loven"\n  covers from 2000-01-01\n'
        'entity person\n  nb "personen"\nfact start of person : yes or no\n  nb "begynnelsen"\n'
        "term t0 of person : yes or no\nrule r0\n  basis § 1\n  t0 holds\n  when start\n"
    )
    links = (
        f'term t{n} of person : yes or no\n  nb "ledd {n}"\nrule r{n}\n  basis § {n % 90 + 1}\n  t{n} holds\n'
        f"  when t{n - 1}\n"
        for n in range(1, length)
    )
    return head + "".join(links)


def test_a_long_chain_is_explained_to_its_end() -> None:
    policy = policy_of(chain(1500))
    decision = decision_of(policy, '{"on": "2024-01-01", "ask": ["t1499"], "facts": {"start": true}}')
    justification = explain(policy, decision, "person", "nb")
    assert sum(line.step.startswith("rule:") and line.kind == "rule_stands" for line in justification.lines) == 1500
    assert "Begynnelsen: ja." in render(justification)


def test_every_case_beside_the_law_can_be_explained() -> None:
    texts = sorted((ROOT / "policies").rglob("*.policy"))
    policy, _ = resolve([parse(SourceText(path.name, path.read_text(encoding="utf-8")))[0] for path in texts])
    assert policy.cases
    for number, example in enumerate(policy.cases[::3]):  # `hjemmel test` decides them all; here every third is told
        decision = decide(policy, *case_of(policy, example))
        reader, language = READERS[number % 3], LANGUAGES[number // 3 % 3]
        assert render(explain(policy, decision, reader, language)).strip()


def test_the_same_bytes_under_any_hash_seed() -> None:
    program = (
        "import sys; from tests.explain.pages import expectations, told\n"
        "page = open('tests/golden/justifications/open.md', encoding='utf-8').read()\n"
        "sys.stdout.buffer.write(''.join(told(it) for it in expectations(page)).encode())\n"
    )
    runs = {
        subprocess.run(
            (sys.executable, "-c", program),
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
