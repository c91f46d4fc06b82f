"""A stored record as provenance: W3C PROV-O in JSON-LD 1.1, for archives that keep how something came about.

The context stands in the document, so that nothing is fetched to read it. Entities are what the decision was made from
and what came of it: facts, parameters, provisions, rules, assessments, results, and what an official put instead.
Activities are the deciding, each assessment and each override; agents the engine and whoever answered or vouched.
Provisions have identifiers like those of ELI, made from the number of the act. Start reading at `to_prov`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from engine.records.encode import Data, without_empty
from engine.records.meaning import digest

NAMESPACE = "urn:hjemmel:"
CONTEXT: Data = {
    "@version": 1.1,
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "hjemmel": NAMESPACE,
    "id": "@id",
    "type": "@type",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "value": {"@id": "prov:value"},
    "sha256": "hjemmel:sha256",
    "outcome": "hjemmel:outcome",
    "reasons": "hjemmel:reasons",
    "unit": "hjemmel:unit",
    "basis": "hjemmel:basis",
    "from": {"@id": "hjemmel:from", "@type": "xsd:date"},
    "to": {"@id": "hjemmel:to", "@type": "xsd:date"},
    **{
        name: {"@id": f"prov:{name}", "@type": "@id"}
        for name in (
            "used",
            "wasGeneratedBy",
            "wasDerivedFrom",
            "wasAttributedTo",
            "wasAssociatedWith",
            "wasInvalidatedBy",
            "wasRevisionOf",
            "actedOnBehalfOf",
        )
    },
    "endedAtTime": {"@id": "prov:endedAtTime", "@type": "xsd:dateTime"},
    "generatedAtTime": {"@id": "prov:generatedAtTime", "@type": "xsd:dateTime"},
}


def to_prov(record: Data) -> str:
    """The provenance of a record as the text of a JSON-LD document; the same record gives the same bytes."""
    found: dict[str, Data] = {}
    for node in _nodes(record):
        held = found.get(node["id"], node)
        found[node["id"]] = {**node, **held, "type": list(dict.fromkeys([*held["type"], *node["type"]]))}
    graph = [found[id] for id in sorted(found)]
    return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _nodes(record: Data) -> Iterator[Data]:
    """Every node of the graph, in the order of the record; one may come twice."""
    decision, base = record["decision"], f"{NAMESPACE}record:{record['sha256']}"
    yield _node(base, "prov:Entity", "hjemmel:Record", sha256=record["sha256"], label=record["id"])
    yield _engine(decision)
    facts, assessed = list(_facts(record, base)), list(_assessments(record, base))
    steps = list(_steps(record, base))
    yield from (node for group in (facts, assessed, steps) for node in group)
    used = [n["id"] for n in (*facts, *assessed, *steps) if "prov:Entity" in n["type"]]
    yield _node(
        f"{base}:deciding",
        "prov:Activity",
        label="decision by rules",
        used=sorted({*used, f"{NAMESPACE}policy:{decision['policy']['digest']}"}),
        wasAssociatedWith=_engine_id(decision),
        endedAtTime=_moment(record["dates"]["decided"]),
    )
    policy = decision["policy"]
    yield _node(f"{NAMESPACE}policy:{policy['digest']}", "prov:Entity", "hjemmel:Policy", sha256=policy["digest"])
    yield from _results(record, base)
    yield from _overrides(record, base)


def _node(id: str, *types: str, **said: Any) -> Data:
    return {"id": id, "type": list(types), **without_empty(said)}


def _engine_id(decision: Data) -> str:
    return f"{NAMESPACE}engine:{decision['engine']}"


def _engine(decision: Data) -> Data:
    label = f"Hjemmel {decision['engine']}"
    return _node(_engine_id(decision), "prov:Agent", "prov:SoftwareAgent", label=label)


# ── what went in ────────────────────────────────────────────────────────────────────────────────────────────────


def _facts(record: Data, base: str) -> Iterator[Data]:
    """Each statement of a fact, and who vouches for it."""
    for entry in record["decision"]["facts"]:
        for number, said in enumerate(entry["statements"], start=1):
            origin = said.get("origin", {})
            by = _agent_id(origin.get("by", ""))
            if by:
                yield _node(by, "prov:Agent", label=origin["by"])
            yield _node(
                f"{base}:fact:{_of(entry, 'fact')}:{number}",
                "prov:Entity",
                "hjemmel:Fact",
                label=entry["fact"],
                **_value(said.get("value")),
                **{"from": said.get("from"), "to": said.get("to")},
                wasAttributedTo=by,
                generatedAtTime=_moment(origin.get("at")),
            )


def _assessments(record: Data, base: str) -> Iterator[Data]:
    """Each answer of a person, as what came of an activity of theirs."""
    for entry in record["decision"]["assessments"]:
        for number, said in enumerate(entry["answers"], start=1):
            id, by = f"{base}:assessment:{_of(entry, 'term')}:{number}", _agent_id(said.get("by", ""))
            role = _agent_id(said.get("role", ""))
            if role:
                yield _node(role, "prov:Agent", "prov:Organization", label=said["role"])
            if by:
                yield _node(by, "prov:Agent", "prov:Person", label=said["by"], actedOnBehalfOf=role)
            ended = _moment(said.get("at"))
            yield _node(f"{id}:assessing", "prov:Activity", wasAssociatedWith=by or role, endedAtTime=ended)
            yield _node(
                id,
                "prov:Entity",
                "hjemmel:Assessment",
                label=entry["term"],
                **_value(said.get("value")),
                reasons=said.get("reasons", ""),
                wasGeneratedBy=f"{id}:assessing",
                wasAttributedTo=by or role,
            )


def _steps(record: Data, base: str) -> Iterator[Data]:
    """The rules that mattered with their provisions, and the parameters read."""
    for step in record["steps"]:
        if not step["decisive"] or step["kind"] == "term":
            continue
        provisions = [_provision(address) for address in step["basis"]]
        for address, id in zip(step["basis"], provisions, strict=True):
            hashed = (record["law"] or {"sentences": {}})["sentences"].get(address)
            yield _node(id, "prov:Entity", "hjemmel:Provision", label=address, sha256=hashed)
        if step["kind"] == "parameter":
            id, value = f"{base}:parameter:{_slug(step['id'])}:{step['on']}", _value(step["value"])
            yield _node(id, "prov:Entity", "hjemmel:Parameter", label=step["id"], **value, wasDerivedFrom=provisions)
        else:
            meaning = record["meaning"].get(f"rule {step['id']}", digest(step["id"]))
            id = f"{NAMESPACE}rule:{_slug(step['id'])}:{meaning[:16]}"
            said = {"label": step["id"], "sha256": meaning}
            yield _node(id, "prov:Entity", "hjemmel:Rule", "prov:Plan", **said, wasDerivedFrom=provisions)


# ── what came out ───────────────────────────────────────────────────────────────────────────────────────────────


def _results(record: Data, base: str) -> Iterator[Data]:
    """The engine's result, stretch by stretch; one that an official set aside says by what."""
    aside = {(_of(each, "term"), said["from"]) for each in record["overrides"] for said in each["set_aside"]}
    for entry in record["decision"]["answers"]:
        for segment in entry["segments"]:
            whose = _of(entry, "term")
            set_aside = (whose, segment["from"]) in aside
            yield _node(
                f"{base}:result:{whose}:{segment['from']}",
                "prov:Entity",
                "hjemmel:Result",
                label=entry["term"],
                outcome=segment["outcome"],
                **_value(segment["value"]),
                **{"from": segment["from"], "to": segment["to"]},
                wasGeneratedBy=f"{base}:deciding",
                wasInvalidatedBy=f"{base}:override:{whose}" if set_aside else None,
            )


def _overrides(record: Data, base: str) -> Iterator[Data]:
    """What an official decided instead, on what, and why."""
    for each in record["overrides"]:
        whose, by, role = _of(each, "term"), _agent_id(each["by"]), _agent_id(each["role"])
        yield _node(role, "prov:Agent", "prov:Organization", label=each["role"])
        yield _node(by, "prov:Agent", "prov:Person", label=each["by"], actedOnBehalfOf=role)
        id = f"{base}:override:{whose}"
        yield _node(id, "prov:Activity", label="override", wasAssociatedWith=by, endedAtTime=_moment(each["at"]))
        yield _node(
            f"{id}:result",
            "prov:Entity",
            "hjemmel:Result",
            label=each["term"],
            outcome=each["outcome"],
            **_value(each["value"]),
            reasons=each["reasons"],
            basis=each["basis"],
            wasGeneratedBy=id,
            wasAttributedTo=by,
            wasRevisionOf=[f"{base}:result:{whose}:{said['from']}" for said in each["set_aside"]],
        )


# ── small parts ─────────────────────────────────────────────────────────────────────────────────────────────────


def _value(value: Any) -> Data:
    """A value as PROV has it: one literal, and the unit beside it."""
    if isinstance(value, dict):
        return {"value": value["exact"], "unit": value["unit"]}
    return {"value": value}


def _provision(address: str) -> str:
    """An identifier for a provision in the manner of ELI: `…:eli:lov:2009:12:18:131:§35:L1:P1`.

    >>> _provision("LOV-2009-12-18-131 § 35 L1 P1")
    'urn:hjemmel:eli:lov:2009:12:18:131:%C2%A735:L1:P1'
    """
    document, *rest = address.replace("§ ", "§").replace("kap. ", "kap.").split(" ")
    parts = re.fullmatch(r"([A-Z]+)-(\d{4})-(\d\d)-(\d\d)-(.+)", document)
    names = [parts[1].lower(), *parts.groups()[1:]] if parts else [document]
    return f"{NAMESPACE}eli:" + ":".join(quote(name, safe="") for name in [*names, *rest])


def _agent_id(name: str) -> str:
    return f"{NAMESPACE}agent:{_slug(name)}" if name else ""


def _of(entry: Data, word: str) -> str:
    return _slug(entry[word]) + (f":{_slug(entry['member'])}" if "member" in entry else "")


def _slug(name: str) -> str:
    return quote(name, safe="")


def _moment(said: str | None) -> str | None:
    """A day or a time as `xsd:dateTime`; a day is its beginning."""
    if not said:
        return None
    return said if "T" in said else f"{said}T00:00:00"
