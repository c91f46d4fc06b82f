"""`hjemmel graph`: what depends on what, drawn or as data."""

from __future__ import annotations

import click

from engine.cli.screen import answer, stop, unknown

FORMATS = ("dot", "mermaid", "json", "svg")


@click.command("graph")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "format", type=click.Choice(FORMATS), default="dot", show_default=True)
@click.option("--focus", metavar="NAME", help="Only what lies around a rule, a term, a fact or a parameter.")
@click.option(
    "--steps", type=click.IntRange(1, 50), default=2, show_default=True, help="How many arrows away from the focus."
)
def command(paths: tuple[str, ...], format: str, focus: str | None, steps: int) -> None:
    """Show what depends on what. SVG needs Graphviz."""
    from engine.cli.cases import opened
    from engine.graph.export import NoGraphviz, export
    from engine.graph.labels import labels

    workspace = opened(paths)
    graph = workspace.graph()
    if focus is not None:
        centres = graph.named(focus)
        if not centres:
            names = {node.id.rpartition(".")[2] for node in graph.nodes}
            stop(unknown(f"no rule, term, fact or parameter is called `{focus}`", focus, names))
        graph = graph.around(centres, steps)
    try:
        answer(export(graph, labels(workspace.policy, graph), format))
    except NoGraphviz as error:
        stop(str(error))
