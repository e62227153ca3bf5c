"""Setting up a storyteller: everything at once or nothing, and each part of it changed later."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from accounts.models import User
from storyteller.domain.boundaries import boundary_of
from storyteller.domain.consent import record_consent
from storyteller.domain.errors import NoProcessError
from storyteller.domain.lanes import grounds_of, make_lanes, open_for_profile, open_for_scope
from storyteller.domain.people import require_consent
from storyteller.domain.phases import reach
from storyteller.models import (
    ConsentRecord,
    ProcessVersion,
    ScopeType,
    Storyteller,
    StorytellerBoundary,
    StorytellerPreference,
    StorytellerProgress,
    StorytellerProject,
)
from storyteller.rules import trust


@dataclass(frozen=True)
class Beginning:
    """What somebody said before the first question. What they left open is asked again later.

    ``person``, ``subject``, ``boundary`` and ``preference`` hold columns of their tables.
    """

    person: dict
    subject: dict = field(default_factory=dict)
    scope: ScopeType | None = None
    scope_description: str = ""
    profile: dict | None = None
    boundary: dict = field(default_factory=dict)
    preference: dict = field(default_factory=dict)


@transaction.atomic
def begin_storyteller(
    user: User, beginning: Beginning, *, now: datetime, key: UUID | None = None
) -> Storyteller:
    """Make a storyteller with all that belongs to one. Consent was given with it.

    ``key`` becomes its id: sent twice, the same beginning makes one storyteller. Raises
    ``NoProcessError`` where no version of the process is active, and ``ValidationError``.
    """
    # Two windows of one person: the second waits here, and then finds what the first one made.
    User.objects.select_for_update().get(pk=user.pk)
    if key and (made := Storyteller.objects.filter(pk=key, user=user).first()):
        return made
    project, boundary = _make_rows(user, beginning, now, key or uuid4())
    storyteller = project.storyteller
    record_consent(storyteller, ConsentRecord.Kind.GIVEN, user=user, now=now)
    grounds = grounds_of(project, boundary)
    if beginning.scope:
        open_for_scope(storyteller, grounds, now=now)
    if beginning.profile is not None:
        open_for_profile(storyteller, grounds, now=now)
    _go_on(project)
    # With its rows as they are now, not as they were made.
    return Storyteller.objects.get(pk=storyteller.pk)


def _make_rows(user, beginning, now, key):
    version = active_version()
    person = {"consent_given": True, "consent_date": now, "created_at": now, **beginning.person}
    storyteller = Storyteller(id=key, user=user, **person)
    its = {"storyteller": storyteller, "created_at": now}
    steps = {"introduced_at": now, "subject_clarified_at": now, **beginning.subject}
    if beginning.scope:
        steps |= {"scope": beginning.scope, "scope_description": beginning.scope_description}
    if beginning.profile is not None:
        steps |= _profile_of(beginning.profile, now)
    boundary = StorytellerBoundary(**its, **beginning.boundary)
    project = StorytellerProject(**its, process_version=version, **steps)
    rows = [
        # The row that the others belong to is saved before them.
        storyteller,
        boundary,
        StorytellerPreference(**its, **beginning.preference),
        project,
        StorytellerProgress(
            **its, process_version=version, phase_status="in_progress", last_active_at=now
        ),
    ]
    for row in rows:
        row.full_clean(exclude=["storyteller"])
        row.save()
    make_lanes(storyteller, version)
    return project, boundary


@transaction.atomic
def change_person(storyteller: Storyteller, **columns) -> None:
    """Names, birth, place: whatever was wrong is put right. Raises ``ValidationError``."""
    row = Storyteller.objects.select_for_update().get(pk=storyteller.pk)
    _set(row, columns)


@transaction.atomic
def change_preferences(storyteller: Storyteller, **columns) -> None:
    row, _ = StorytellerPreference.objects.get_or_create(storyteller=storyteller)
    _set(row, columns)


@transaction.atomic
def introduce(storyteller: Storyteller, *, now: datetime) -> None:
    """How this works was read."""
    project = project_of(storyteller)
    project.introduced_at = project.introduced_at or now
    project.save()
    _go_on(project)


@transaction.atomic
def clarify_subject(storyteller: Storyteller, *, now: datetime, **columns) -> None:
    """Whose life it is. Raises ``ValidationError``."""
    project = project_of(storyteller)
    _set(project, {**columns, "subject_clarified_at": project.subject_clarified_at or now})
    _go_on(project)


@transaction.atomic
def choose_scope(
    storyteller: Storyteller, scope: ScopeType, *, now: datetime, description: str = ""
) -> None:
    """How much is told. Chosen again, it opens more and closes nothing."""
    require_consent(storyteller)
    project = project_of(storyteller)
    _set(project, {"scope": scope, "scope_description": description})
    open_for_scope(storyteller, grounds_of(project, boundary_of(storyteller)), now=now)
    _go_on(project)


@transaction.atomic
def save_profile(storyteller: Storyteller, profile: dict, *, now: datetime) -> None:
    """What is ticked about a life, such as ``{"has_children": True}``. Lanes follow it."""
    require_consent(storyteller)
    project = project_of(storyteller)
    _set(project, _profile_of(profile, now))
    follow_profile(storyteller, now=now)
    _go_on(project)


def facts_asked(project: StorytellerProject) -> list[dict]:
    """The plain facts that the scope asks for before stories: key, label, and whether needed."""
    return project.scope.required_context_fields.get("fields", []) if project.scope else []


@transaction.atomic
def save_facts(storyteller: Storyteller, facts: dict[str, str]) -> None:
    """Plain facts by the key of their question, in words. What is empty was left out."""
    require_consent(storyteller)
    project = project_of(storyteller)
    _set(project, {"context": {key: text for key, text in facts.items() if text}})
    reach(storyteller.pk, "section_selection", done=["contextual_grounding"])


@transaction.atomic
def follow_profile(storyteller: Storyteller, *, now: datetime) -> None:
    """Open and close lanes by profile and boundaries, after either changed."""
    project = project_of(storyteller)
    if project.profile_saved_at:
        open_for_profile(storyteller, grounds_of(project, boundary_of(storyteller)), now=now)


def project_of(storyteller: Storyteller) -> StorytellerProject:
    """The project, made where a storyteller has none yet: staff may add one without."""
    found = StorytellerProject.objects.select_related("scope").filter(storyteller=storyteller)
    if project := found.first():
        return project
    version = ProcessVersion.objects.filter(is_active=True).first()
    project = StorytellerProject.objects.create(storyteller=storyteller, process_version=version)
    if version:
        make_lanes(storyteller, version)
    return project


def steps_done(project: StorytellerProject) -> list[str]:
    """The steps of trust that are done, in their order."""
    done = {
        "introduction": project.introduced_at,
        "subject_clarification": project.subject_clarified_at,
        "scope_selection": project.scope_id,
        "gentle_profile": project.profile_saved_at,
    }
    return [step for step in trust.STEPS if done[step]]


def next_trust_step(project: StorytellerProject) -> str:
    return trust.next_step(steps_done(project))


def active_version() -> ProcessVersion:
    version = ProcessVersion.objects.filter(is_active=True).first()
    if version is None:
        raise NoProcessError
    return version


def _profile_of(ticked, now):
    return {"profile": {"version": 1, **ticked}, "profile_saved_at": now}


def _set(row, columns):
    for name, value in columns.items():
        setattr(row, name, value)
    row.full_clean(exclude=["storyteller"])
    row.save()


def _go_on(project):
    """The phase follows the steps of trust, and leaves alone whoever is past them."""
    done = steps_done(project)
    reach(project.storyteller_id, trust.phase_after(done), done=trust.phases_done(done))
