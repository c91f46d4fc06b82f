"""The program: its commands by name, and what happens when something outside goes wrong.

A user never meets a traceback. `HJEMMEL_DEBUG=1` shows it to whoever has to mend the program.
Start reading at `main`.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Mapping

import click

from engine import __version__

COMMANDS = {
    "ask": "Ask what can still change the outcome of a case, and nothing else.",
    "check": "Check policies: names, types, units, citations, circles, conflicts, gaps.",
    "decide": "Decide one case.",
    "diff": "Compare two versions: what changed, what it means, for whom, and what must follow.",
    "doc": "Write the policy book: a site with the legal content of the rules.",
    "explain": "Explain a decision to a person, a caseworker or a lawyer.",
    "fmt": "Lay rule files out the canonical way, or in another keyword language.",
    "form": "Print the form for an assessment: the law's own checklist.",
    "graph": "Show what depends on what.",
    "law": "Official texts: import them, show them, and say what the policies make of them.",
    "letter": "Write the letter of a decision: text, HTML, PDF or docx.",
    "like": "Show the decided cases nearest to one, without persons in them.",
    "new": "Write the first draft of a policy, a rule or a case, which passes check.",
    "lsp": "Serve an editor: findings, hovers, names, outlines and more while rules are written.",
    "parameters": "Show the histories of rates and amounts, as a table and a plot.",
    "record": "Decide one case and write the record to keep, or examine one that was kept.",
    "repl": "Try facts and expressions against the policies on a day.",
    "replay": "Judge stored records against today's engine and policies.",
    "rule": "Tell what a diagnostic code means.",
    "schema": "Print the JSON Schema of a case, a decision, a step of an interview, or a stored record.",
    "services": "List what a person may ask for, with provision and effect.",
    "test": "Run the cases beside the law.",
    "verify": "Prove the properties of policies, or refute each with a case.",
}
"""Every command, with the line the help shows of it; so that help imports none of them."""

DID_IT, FOUND_PROBLEMS, COULD_NOT_RUN = 0, 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141
"""What a shell gives a program that was stopped by Ctrl-C, or whose reader went away."""


class Commands(click.Group):
    """A group that knows its commands by name and imports one when it is called."""

    lines: Mapping[str, str] = COMMANDS
    modules = "engine.cli.{}"

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.lines)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.lines:
            return None
        command = importlib.import_module(self.modules.format(cmd_name)).command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.lines and not args[0].startswith("-"):
            from engine.diagnostics import did_you_mean

            hint = did_you_mean(args[0], self.lines.keys())
            raise click.UsageError(f"no command `{args[0]}`" + (f"; {hint}" if hint else ""), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(self.lines.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="hjemmel %(version)s")
def program() -> None:
    """Decide cases under Norwegian welfare law, and say why, with each provision.

    Exits 0 when it did what was asked, also when the answer is "not met"; 1 when it found problems; 2 when it could
    not run.
    """


def main() -> None:
    """Run the program with the arguments it was started with, and exit."""
    _speak_utf8()
    gc.disable()  # a command is short, and much of what it makes lives as long as it does
    try:
        code = program.main(prog_name="hjemmel", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = PIPE_CLOSED
    except Exception as error:
        if os.environ.get("HJEMMEL_DEBUG"):
            raise
        print(f"hjemmel: this should not have happened: {type(error).__name__}: {_one_line(error)}", file=sys.stderr)
        print("set HJEMMEL_DEBUG=1 and run it again to see where", file=sys.stderr)
        code = COULD_NOT_RUN
    sys.exit(code if isinstance(code, int) else DID_IT)


def _speak_utf8() -> None:
    """The same bytes wherever the program runs: UTF-8 with plain line ends."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
