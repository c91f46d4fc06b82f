"""The program run inside the process of the tests: for the many small runs that are not about the process itself."""

from __future__ import annotations

import os
from pathlib import Path

from attrs import frozen
from click.testing import CliRunner

from engine.cli.app import program
from tests.surfaces.program import Program, Ran


@frozen
class Inside:
    """Runs in the folder of a `Program`, and is called as one is."""

    folder: Path

    def __call__(self, *arguments: str, input: str = "") -> Ran:
        here = os.getcwd()
        os.chdir(self.folder)
        try:
            done = CliRunner().invoke(program, arguments, input=input, catch_exceptions=False)
        finally:
            os.chdir(here)
        return Ran(done.exit_code, done.stdout, done.stderr)

    def write(self, name: str, text: str) -> str:
        return Program(self.folder, self.folder).write(name, text)
