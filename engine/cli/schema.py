"""`hjemmel schema`: what a case, a decision, an interview or a stored record looks like, for other programs."""

from __future__ import annotations

import json

import click

from engine.cli.options import policies
from engine.cli.screen import answer


@click.command("schema")
@click.argument("what", type=click.Choice(("case", "decision", "diff", "interview", "record")))
@policies
def command(what: str, policy_paths: tuple[str, ...]) -> None:
    """Print the JSON Schema (2020-12) of a case for these policies, of a decision, of a comparison, of a step of an
    interview, or of a stored record."""
    if what == "decision":
        from engine.records.schema import decision_schema

        schema = decision_schema()
    elif what == "diff":
        from engine.diff.schema import diff_schema

        schema = diff_schema()
    elif what == "interview":
        from engine.interview.schema import interview_schema

        schema = interview_schema()
    elif what == "record":
        from engine.records.record_schema import record_schema

        schema = record_schema()
    else:
        from engine.cli.cases import opened
        from engine.store.case_schema import case_schema

        schema = case_schema(opened(policy_paths).policy)
    answer(json.dumps(schema, ensure_ascii=False, indent=2))
