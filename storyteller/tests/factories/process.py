from itertools import count

from storyteller.models import (
    ProcessCommitment,
    ProcessFlowEdge,
    ProcessNode,
    ProcessNodeType,
    ProcessPrompt,
    ProcessSection,
    ProcessVersion,
    PromptPackPrompt,
    PromptPackTemplate,
    SectionPrompt,
)

_numbers = count(1)


def make_process_version(**fields):
    return ProcessVersion.objects.create(
        **{"version_name": f"Version {next(_numbers)}", "is_active": False, **fields}
    )


def make_process_commitment(*, process_version=None, **fields):
    return ProcessCommitment.objects.create(
        process_version=process_version or make_process_version(),
        **{
            "order_index": next(_numbers),
            "title": "Context comes first",
            "description": "Facts are gathered before anybody asks what they meant.",
            **fields,
        },
    )


def make_process_node_type(type_name="iterative", **fields):
    """There is one row a type: it is made once and found after that."""
    return ProcessNodeType.objects.get_or_create(type_name=type_name, defaults=fields)[0]


def make_process_node(*, process_version=None, node_type=None, **fields):
    number = next(_numbers)
    return ProcessNode.objects.create(
        process_version=process_version or make_process_version(),
        node_type=node_type or make_process_node_type(),
        **{
            "node_key": f"node_{number}",
            "node_name": f"Node {number}",
            "order_index": number,
            "purpose": "To gather a scene.",
            **fields,
        },
    )


def make_process_flow_edge(*, process_version=None, **fields):
    process_version = process_version or make_process_version()
    for end in ("from_node", "to_node"):
        fields.setdefault(end, make_process_node(process_version=process_version))
    return ProcessFlowEdge.objects.create(
        process_version=process_version, **{"condition_type": "always", **fields}
    )


def make_process_section(*, process_version=None, **fields):
    number = next(_numbers)
    return ProcessSection.objects.create(
        process_version=process_version or make_process_version(),
        **{
            "section_key": f"section_{number}",
            "section_name": f"Section {number}",
            "order_index": number,
            **fields,
        },
    )


def make_process_prompt(*, process_node=None, **fields):
    number = next(_numbers)
    return ProcessPrompt.objects.create(
        process_node=process_node or make_process_node(),
        **{
            "prompt_key": f"prompt_{number}",
            "prompt_text": "Where were you standing?",
            "prompt_type": "scene",
            "order_index": number,
            **fields,
        },
    )


def make_prompt_pack_template(**fields):
    return PromptPackTemplate.objects.create(
        **{"template_name": f"Pack {next(_numbers)}", **fields}
    )


def make_prompt_pack_prompt(*, prompt_pack=None, **fields):
    number = next(_numbers)
    return PromptPackPrompt.objects.create(
        prompt_pack=prompt_pack or make_prompt_pack_template(),
        **{
            "prompt_key": f"prompt_{number}",
            "prompt_text": "Who was with you?",
            "prompt_type": "people",
            "order_index": number,
            **fields,
        },
    )


def make_section_prompt(*, section=None, process_prompt=None, **fields):
    section = section or make_process_section()
    if process_prompt is None:
        node = make_process_node(process_version=section.process_version)
        process_prompt = make_process_prompt(process_node=node)
    return SectionPrompt.objects.create(section=section, process_prompt=process_prompt, **fields)
