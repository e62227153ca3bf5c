"""What the room begins with: version 1 of the process, scopes, guides, sessions to start from."""

from storyteller.domain.process_versions import activate_version
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
from storyteller.reference import content
from storyteller.reference.additions import Additions

MODELS = (
    ProcessVersion,
    ProcessCommitment,
    ProcessNodeType,
    ProcessNode,
    ProcessFlowEdge,
    ProcessSection,
    ProcessPrompt,
    SectionPrompt,
    PromptPackTemplate,
    PromptPackPrompt,
    ScopeType,
    Agent,
    SessionTemplate,
)


def load():
    """Add what is missing, leave what is there, and return how many rows were added."""
    additions = Additions()
    version = _load_version(additions)
    _load_questions(additions, version, _load_nodes(additions, version))
    _load_packs(additions)
    additions.add(ScopeType.objects.all(), content.scopes(version), "scope_key")
    additions.add(Agent.objects.all(), content.agents(), "agent_key")
    additions.add(SessionTemplate.objects.all(), content.session_templates(version), "pk")
    return additions.count


def _load_version(additions):
    """New sessions follow it only where there is nothing yet that they could follow."""
    wanted = content.version()
    known = ProcessVersion.objects.filter(pk=wanted.pk)
    version = additions.add(known, [wanted], "pk")[wanted.pk]
    if version is wanted and not ProcessVersion.objects.filter(is_active=True).exists():
        activate_version(version)
    additions.add(version.commitments.all(), content.commitments(version), "order_index")
    return version


def _load_nodes(additions, version):
    types = additions.add(ProcessNodeType.objects.all(), content.node_types(), "type_name")
    nodes = additions.add(version.nodes.all(), content.nodes(version, types), "node_key")
    additions.add(version.edges.all(), content.edges(version, nodes), "order_index")
    return nodes


def _load_questions(additions, version, nodes):
    known = version.sections.all()
    sections = additions.add(known, content.sections(version, known), "section_key")
    prompts = additions.add(
        ProcessPrompt.objects.filter(process_node__process_version=version).select_related(
            "process_node"
        ),
        content.prompts(nodes),
        "process_node_id",
        "prompt_key",
    )
    additions.add(
        SectionPrompt.objects.filter(section__process_version=version),
        content.section_prompts(sections, prompts, nodes[content.CAPTURE]),
        "section_id",
        "process_prompt_id",
    )


def _load_packs(additions):
    packs = additions.add(PromptPackTemplate.objects.all(), content.packs(), "pk")
    additions.add(
        PromptPackPrompt.objects.all(), content.pack_prompts(packs), "prompt_pack_id", "prompt_key"
    )
