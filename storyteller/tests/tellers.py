"""A small process to tell by, and people who tell: what tests of pages and verbs begin with."""

from datetime import UTC, datetime, timedelta

from accounts.tests.factories import make_admin, make_user
from common.tests.logs import unlogged
from storyteller.domain.beginning import Beginning, begin_storyteller
from storyteller.models import ProcessPrompt, ScopeType, SectionPrompt, StorytellerSectionStatus
from storyteller.tests.factories import (
    make_process_node,
    make_process_section,
    make_process_version,
    make_storyteller_helper,
)

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)
FACTS = {
    "version": 1,
    "fields": [
        {"key": "birth_year", "label": "Year of birth"},
        {"key": "moves", "label": "Towns you have lived in", "required": False},
    ],
}
# Sections by key: what each waits for. Each has five questions.
SECTIONS = {
    "origins": {"requires_scope": "whole_life"},
    "childhood": {"minimum_prompts_required": 5},
    "teen_years": {"after": "childhood"},
    "milestones": {"minimum_prompts_required": 8},
    "parenthood": {"requires_profile_flags": {"version": 1, "has_children": True}},
    "caregiving_loss": {
        "requires_profile_flags": {"version": 1, "comfortable_discussing_loss": True}
    },
}
QUESTIONS = 5
SCOPES = {
    "whole_life": (["origins", "childhood"], ["origins", "childhood"]),
    "single_event": (["milestones"], ["milestones"]),
    "unsure": (["milestones"], ["milestones"]),
}


def at(**later):
    return NOW + timedelta(**later)


def make_process():
    """The active version, with its sections, questions and scopes."""
    version = make_process_version(is_active=True)
    node = make_process_node(process_version=version)
    made = {}
    prompts = []
    for number, (key, waits) in enumerate(SECTIONS.items(), 1):
        after = made.get(waits.get("after"))
        rest = {name: value for name, value in waits.items() if name != "after"}
        made[key] = make_process_section(
            process_version=version,
            section_key=key,
            section_name=key.replace("_", " ").title(),
            order_index=number,
            unlock_after_section=after,
            **rest,
        )
        prompts += [
            ProcessPrompt(
                process_node=node, prompt_key=f"{key}_{n}", prompt_text="Where?", order_index=n
            )
            for n in range(QUESTIONS)
        ]
    ProcessPrompt.objects.bulk_create(prompts)
    SectionPrompt.objects.bulk_create(
        SectionPrompt(
            section=made[prompt.prompt_key.rpartition("_")[0]],
            process_prompt=prompt,
            order_index=prompt.order_index,
        )
        for prompt in prompts
    )
    for key, (enabled, suggested) in SCOPES.items():
        ScopeType.objects.create(
            process_version=version,
            scope_key=key,
            scope_name=key,
            user_facing_label=ScopeType.ScopeKey(key).label,
            enabled_sections=enabled,
            suggested_sections=suggested,
            required_context_fields=FACTS if key == "whole_life" else {},
        )
    return version


def make_teller(*, user=None, name="Ada", scope="whole_life", profile=None, now=NOW, **fields):
    """Somebody who has begun, with the scope and the profile given. Needs ``make_process``."""
    beginning = Beginning(
        person={"preferred_name": name, "relationship_to_user": "self"},
        scope=ScopeType.objects.get(scope_key=scope) if scope else None,
        profile=profile,
        **fields,
    )
    return begin_storyteller(user or make_user(), beginning, now=now)


def add_helper(storyteller, role="family", **fields):
    """Somebody who helps; the user."""
    return make_storyteller_helper(storyteller=storyteller, role=role, **fields).user


def someone_refused(storyteller):
    """A stranger whom nothing may let in: not the admin, nor that they helped once."""
    return add_helper(storyteller, "editor", user=make_admin(), removed_at=NOW)


def statuses(client, user, verb, addresses, sent=None):
    """What the user, or a guest, gets at each address."""
    client.logout()
    if user:
        client.force_login(user)
    with unlogged():
        return {address: getattr(client, verb)(address, sent).status_code for address in addresses}


def lanes(storyteller):
    """The state of each lane by the key of its section."""
    rows = StorytellerSectionStatus.objects.filter(storyteller=storyteller)
    return dict(rows.values_list("process_section__section_key", "status"))


def lane(storyteller, key):
    return StorytellerSectionStatus.objects.select_related("process_section").get(
        storyteller=storyteller, process_section__section_key=key
    )
