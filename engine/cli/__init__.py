"""The command line: one module per command, imported only when that command is run.

Answers go to stdout and talk to stderr. Exit 0: did it; 1: found problems; 2: could not run.
Start reading at `app.main`.
"""

from engine.cli.app import main

__all__ = ["main"]
