"""The same policy, case and date give the same bytes: under any hash seed, locale, time zone and working directory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SURROUNDINGS = (
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "nb_NO.UTF-8", "TZ": "Europe/Oslo"},
    {"PYTHONHASHSEED": "4242", "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"},
)

DECIDED = """
import sys
from engine.evaluate import decide
from engine.records.examples import case_of
from engine.records.json import to_json
from engine.workspace import read_workspace
from tests.conformance.agreement import comparisons

def keep(policy, case, options):
    sys.stdout.buffer.write(to_json(policy, decide(policy, case, options)).encode() + b"\\n")

for seed in range(25):
    for policy, case, options in comparisons(seed):
        keep(policy, case, options)
policy = read_workspace([sys.argv[1]]).policy
for example in policy.cases:
    keep(policy, *case_of(policy, example))
"""


def test_a_decision_is_the_same_bytes_everywhere(root: Path, tmp_path: Path) -> None:
    answers = [run(root, tmp_path, surroundings) for surroundings in SURROUNDINGS]
    assert len(answers[0]) > 10_000
    assert answers[1:] == answers[:1] * (len(answers) - 1)


def run(root: Path, folder: Path, surroundings: dict[str, str]) -> bytes:
    environment = {**os.environ, **surroundings, "PYTHONPATH": str(root), "PYTHONUTF8": "0"}
    command = [sys.executable, "-c", DECIDED, str(root / "policies")]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=300)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout
