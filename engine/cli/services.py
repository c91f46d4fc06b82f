"""`hjemmel services`: what a person may ask for, with what the law makes of it and who settles it."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from engine.cli.cases import opened
from engine.cli.options import LANGUAGES, Day, policies
from engine.cli.screen import answer, finish, talk, unknown
from engine.cli.tongue import here, told

if TYPE_CHECKING:
    from engine.model.policy import Policy
    from explain.services import Offered


@click.command("services")
@click.argument("words", metavar="[WORDS]…", nargs=-1)
@click.option("--language", type=click.Choice(LANGUAGES), default="nb", show_default=True)
@click.option("--on", "day", type=Day(), metavar="DATE", help="As the rules are on this day.  [default: on any day]")
@policies
@click.option("--format", "format", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(
    words: tuple[str, ...], language: str, day: date | None, policy_paths: tuple[str, ...], format: str
) -> None:
    """List the services a person may ask for, act by act. WORDS narrow the list, in any language.

    Exits 1 when no service has the words.
    """
    from explain.services import catalogue, page

    policy = opened(policy_paths, "json" if format == "json" else "pretty").policy
    found = catalogue(policy, language, day, words)
    answer(_json(policy, found) if format == "json" else page(policy, found, language))
    if not found:
        talk(f"hjemmel: {told(_none(policy, words), here())}")
        finish(1)


def _none(policy: Policy, words: tuple[str, ...]) -> str:
    if not policy.services:
        return "these policies declare no service"
    names = {text for service in policy.services.values() for text in (service.name, *service.labels.values())}
    names |= {part for name in names for part in name.split() if len(part) > 3}
    said = " ".join(words)
    return unknown(f"no service has the words `{said}`", said, sorted(names))


def _json(policy: Policy, services: list[Offered]) -> str:
    return json.dumps([_service(policy, each) for each in services], ensure_ascii=False, indent=1)


def _service(policy: Policy, service: Offered) -> dict[str, Any]:
    labels = policy.services[service.id].labels
    return {
        "id": service.id,
        "name": service.name,
        "names": dict(labels),
        "described": service.described,
        "source": service.source,
        "provisions": [str(citation) for citation in service.basis],
        "in_force": service.in_force,
        "asks": [
            {
                "term": asked.term,
                "name": asked.name,
                "effects": list(asked.effects),
                "provisions": [str(citation) for citation in asked.basis],
                "settled_by": asked.settled_by,
                "assessments": list(asked.assessments),
            }
            for asked in service.asks
        ],
    }
