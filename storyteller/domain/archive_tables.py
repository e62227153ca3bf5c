"""Which tables a copy of a story is made of, and what their columns hold outside the database."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from uuid import UUID

from django.db import models

from accounts.models import User
from common.encrypted import SealableTextField, is_private
from common.fields import DocumentField, TextListField, UUIDListField
from storyteller import models as room
from storyteller.rules.archive import Column

# In this order, each row comes after those that it names, but for rows of its own table.
TABLES: tuple[type[models.Model], ...] = (
    room.Storyteller,
    room.StorytellerBoundary,
    room.StorytellerPreference,
    room.StorytellerProject,
    room.StorytellerProgress,
    room.ConsentRecord,
    room.StorytellerSectionSelection,
    room.StorytellerSectionStatus,
    room.LifeEvent,
    room.LifeEventTimespan,
    room.LifeEventLocation,
    room.LifeEventParticipant,
    room.LifeEventDetail,
    room.LifeEventMedia,
    room.LifeEventTrauma,
    room.LifeEventBoundary,
    room.LifeEventPreference,
    room.StorytellerSession,
    room.SessionScope,
    room.SessionProfile,
    room.SessionProgress,
    room.SessionSectionStatus,
    room.SessionLifeEvent,
    room.SessionInteraction,
    room.SessionArtifact,
    room.SessionSynthesis,
    room.SessionArchetype,
    room.SessionNote,
    room.PromptAnswer,
    room.Upload,
    room.FamilyMemory,
    room.Collection,
    room.CollectionLifeEvent,
    room.CollectionRelationship,
    room.CollectionTag,
    room.CollectionSynthesis,
    room.CollectionGrouping,
    room.CollectionGroupingMember,
    room.Story,
    room.StoryChapter,
    room.ChapterSection,
    room.StoryTheme,
    room.ChapterTheme,
    room.StoryCharacter,
    room.CharacterRelationship,
    room.CharacterAppearance,
    room.StoryScene,
    room.StoryCollection,
    room.StoryDraft,
    room.ArchetypeAnalysis,
    room.DimensionScore,
    room.Requirement,
    room.EditRequirement,
    room.ChapterReview,
    room.ChapterApproval,
    room.AgentInstance,
    room.UserFeedback,
    room.BookExport,
    room.ExportOptions,
    room.BookExportDelivery,
)
# Who may come in is decided anew where a story is taken in; a link is a secret of its holder.
LEFT_OUT = (
    room.StorytellerHelper,
    room.StorytellerInvitation,
    room.DownloadLink,
    room.QuestionLink,
)
# What only means something in the place where it was made.
_LOCAL = {
    "updated_at",
    "book_export.file_url",
    "export_options.task_id",
    "storyteller_projects.next_reminder_at",
}
# How rows that all stories share are known elsewhere: by names instead of keys.
SHARED: dict[type[models.Model], tuple[str, ...]] = {
    room.ProcessVersion: ("version_name",),
    room.ProcessSection: ("process_version__version_name", "section_key"),
    room.ProcessNode: ("process_version__version_name", "node_key"),
    room.SectionPrompt: (
        "section__process_version__version_name",
        "section__section_key",
        "process_prompt__process_node__node_key",
        "process_prompt__prompt_key",
    ),
    room.ScopeType: ("scope_key",),
    room.Agent: ("agent_key",),
}
KEEPER = "keeper"
_KINDS = (
    (models.FileField, "file"),
    (SealableTextField, "sealable"),
    (TextListField, "texts"),
    (UUIDListField, "keys"),
    (DocumentField, "document"),
    (models.UUIDField, "key"),
    (models.DateTimeField, "time"),
    (models.DateField, "date"),
    (models.BooleanField, "switch"),
    (models.DecimalField, "decimal"),
    (models.IntegerField, "whole"),
    (models.CharField, "text"),
    (models.TextField, "text"),
)


def name_of(model: type[models.Model]) -> str:
    return model._meta.db_table


@cache
def fields_of(model: type[models.Model]) -> tuple[models.Field, ...]:
    """The columns of ``model`` that a copy holds."""
    table = name_of(model)
    return tuple(
        field
        for field in model._meta.local_fields
        if not {field.name, f"{table}.{field.name}"} & _LOCAL
    )


@cache
def columns_of(model: type[models.Model]) -> tuple[Column, ...]:
    return tuple(
        Column(
            field.name,
            kind_of(field),
            # A file may be lost from the disk; its row still says that there was one.
            field.null or isinstance(field, models.FileField),
            field.max_length if isinstance(field, models.CharField) else None,
        )
        for field in fields_of(model)
    )


@cache
def kind_of(field: models.Field) -> str:
    if field.is_relation:
        target = field.related_model
        if target is User:
            return "person"
        return "shared" if target in SHARED else "key"
    return next(kind for parent, kind in _KINDS if isinstance(field, parent))


def rows_of(model: type[models.Model], storyteller: room.Storyteller) -> models.QuerySet:
    """The rows of ``model`` that belong to ``storyteller``."""
    if model is room.Storyteller:
        return model.objects.filter(pk=storyteller.pk)
    return model.objects.filter(**{model.objects.all().path: storyteller.pk})


def related_of(model: type[models.Model]) -> Iterator[str]:
    """The rows that are fetched along with a row, to be named by other things than a key."""
    for field in fields_of(model):
        if kind_of(field) == "person":
            yield field.name
        elif kind_of(field) == "shared":
            ways = [path.rpartition("__")[0] for path in SHARED[field.related_model]]
            yield from {f"{field.name}__{way}" if way else field.name for way in ways}


def as_document(row: models.Model, keeper: UUID | None) -> dict:
    """``row`` as plain JSON. Files are named by where they lie in the copy."""
    return {field.name: _plain(row, field, keeper) for field in fields_of(type(row))}


def media_name(row: models.Model, field: models.Field) -> str:
    """Where a file of ``row`` lies in the copy; nothing where there is none."""
    file = getattr(row, field.name)
    if not file:
        return ""
    ending = file.name.rpartition("/")[2].rpartition(".")
    suffix = f".{ending[2]}" if ending[1] and ending[2].isalnum() else ""
    return f"media/{name_of(type(row))}/{row.pk}/{field.name}{suffix.lower()[:9]}"


def _plain(row, field, keeper):
    kind = kind_of(field)
    if kind == "person":
        person = getattr(row, field.name)
        return person and (KEEPER if person.pk == keeper else person.get_short_name())
    if kind == "shared":
        return _names(getattr(row, field.name), SHARED[field.related_model])
    if kind == "file":
        return media_name(row, field) or None
    value = getattr(row, field.attname)
    if is_private(value):
        return {"private": str(value)}
    return _simple(value)


def _names(row, paths):
    if row is None:
        return None
    found = []
    for path in paths:
        value = row
        for part in path.split("__"):
            value = getattr(value, part)
        found.append(value)
    return found


def _simple(value):
    match value:
        case UUID() | Decimal():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case list():
            return [_simple(item) for item in value]
    return value
