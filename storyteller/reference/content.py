"""The rows that the TOML files of this package describe, not yet saved.

The files name columns as the tables do. A list there is numbered from 1, in its order.
"""

import tomllib
from functools import cache
from pathlib import Path
from uuid import UUID

from storyteller.models import (
    Agent,
    ProcessCommitment,
    ProcessFlowEdge,
    ProcessNode,
    ProcessNodeType,
    ProcessPrompt,
    ProcessSection,
    ProcessVersion,
    PromptPackPrompt,
    PromptPackTemplate,
    ScopeType,
    SectionPrompt,
    SessionTemplate,
)

FOLDER = Path(__file__).parent
# The node that asks the questions of the sections.
CAPTURE = "story_capture"


@cache
def read(name):
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)


@cache
def read_sections():
    files = [read(path) for path in (FOLDER / "sections").glob("*.toml")]
    return sorted(files, key=lambda section: section["order_index"])


def version():
    fields = read("version.toml")["version"]
    return ProcessVersion(**fields | {"id": UUID(fields["id"])})


def commitments(version):
    for number, fields in enumerate(read("version.toml")["commitments"], 1):
        yield ProcessCommitment(process_version=version, order_index=number, **fields)


def node_types():
    return [ProcessNodeType(**fields) for fields in read("nodes.toml")["types"]]


def nodes(version, types):
    for number, fields in enumerate(read("nodes.toml")["nodes"], 1):
        columns = _without(fields, "type", "prompts")
        yield ProcessNode(
            process_version=version,
            node_type=types[fields["type"]],
            order_index=number,
            **columns,
        )


def edges(version, nodes):
    for number, fields in enumerate(read("nodes.toml")["edges"], 1):
        yield ProcessFlowEdge(
            process_version=version,
            from_node=nodes[fields["from"]],
            to_node=nodes[fields["to"]],
            order_index=number,
            **_without(fields, "from", "to"),
        )


def sections(version, known):
    """Those that are not ``known``. Each comes after the one that it waits for."""
    found = {section.section_key: section for section in known}
    for fields in read_sections():
        key = fields["section_key"]
        if key not in found:
            found[key] = ProcessSection(
                process_version=version,
                unlock_after_section=found.get(fields.get("unlock_after")),
                **_without(fields, "unlock_after", "prompts"),
            )
            yield found[key]


def prompts(nodes):
    for fields in read("nodes.toml")["nodes"]:
        yield from _prompts(nodes[fields["node_key"]], fields.get("prompts", []))
    asked = [prompt for section in read_sections() for prompt in section["prompts"]]
    yield from _prompts(nodes[CAPTURE], [{"response_format": "text"} | fields for fields in asked])


def _prompts(node, entries):
    for number, fields in enumerate(entries, 1):
        yield ProcessPrompt(process_node=node, order_index=number, **fields)


def section_prompts(sections, prompts, node):
    for fields in read_sections():
        for number, prompt in enumerate(fields["prompts"], 1):
            yield SectionPrompt(
                section=sections[fields["section_key"]],
                process_prompt=prompts[node.pk, prompt["prompt_key"]],
                order_index=number,
            )


def packs():
    for fields in read("packs.toml")["packs"]:
        columns = _without(fields, "prompts")
        yield PromptPackTemplate(**columns | {"id": UUID(fields["id"])})


def pack_prompts(packs):
    for pack in read("packs.toml")["packs"]:
        for number, fields in enumerate(pack["prompts"], 1):
            yield PromptPackPrompt(
                prompt_pack=packs[UUID(pack["id"])], order_index=number, **fields
            )


def scopes(version):
    for number, fields in enumerate(read("scopes.toml")["scopes"], 1):
        yield ScopeType(process_version=version, display_order=number, **fields)


def session_templates(version):
    for fields in read("sessions.toml")["templates"]:
        yield SessionTemplate(process_version=version, **fields | {"id": UUID(fields["id"])})


def agents():
    return [Agent(**fields) for fields in read("agents.toml")["agents"]]


def _without(fields, *names):
    return {name: value for name, value in fields.items() if name not in names}
