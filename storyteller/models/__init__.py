from storyteller.models.agents import Agent, AgentInstance
from storyteller.models.analysis import ArchetypeAnalysis
from storyteller.models.answers import PromptAnswer
from storyteller.models.book_files import DownloadLink, ExportOptions
from storyteller.models.chapters import ChapterSection, ChapterTheme, StoryChapter
from storyteller.models.characters import CharacterAppearance, CharacterRelationship, StoryCharacter
from storyteller.models.collections import (
    Collection,
    CollectionLifeEvent,
    CollectionRelationship,
    CollectionTag,
)
from storyteller.models.drafts import StoryDraft
from storyteller.models.event_log import Event
from storyteller.models.exports import BookExport, BookExportDelivery
from storyteller.models.feedback import UserFeedback
from storyteller.models.groupings import CollectionGrouping, CollectionGroupingMember
from storyteller.models.helpers import (
    FamilyMemory,
    HelperRole,
    StorytellerHelper,
    StorytellerInvitation,
)
from storyteller.models.life_event_care import (
    LifeEventBoundary,
    LifeEventPreference,
    LifeEventTrauma,
)
from storyteller.models.life_events import (
    LifeEvent,
    LifeEventDetail,
    LifeEventLocation,
    LifeEventMedia,
    LifeEventParticipant,
    LifeEventTimespan,
)
from storyteller.models.operations import (
    ScopeType,
    StorytellerProgress,
    StorytellerSectionSelection,
    StorytellerSectionStatus,
)
from storyteller.models.process import (
    ProcessCommitment,
    ProcessFlowEdge,
    ProcessNode,
    ProcessNodeType,
    ProcessSection,
    ProcessVersion,
)
from storyteller.models.projects import ConsentRecord, StorytellerProject
from storyteller.models.prompts import (
    ProcessPrompt,
    PromptPackPrompt,
    PromptPackTemplate,
    SectionPrompt,
)
from storyteller.models.question_links import QuestionLink
from storyteller.models.requirements import EditRequirement, Requirement
from storyteller.models.reviews import ChapterApproval, ChapterReview, DimensionScore
from storyteller.models.scenes import StoryScene
from storyteller.models.session_records import (
    SessionArchetype,
    SessionArtifact,
    SessionInteraction,
    SessionNote,
    SessionSynthesis,
)
from storyteller.models.session_templates import (
    SessionTemplate,
)
from storyteller.models.sessions import (
    SessionLifeEvent,
    SessionProfile,
    SessionProgress,
    SessionScope,
    SessionSectionStatus,
    StorytellerSession,
)
from storyteller.models.story import Story, StoryCollection, StoryTheme
from storyteller.models.storytellers import (
    Storyteller,
    StorytellerBoundary,
    StorytellerPreference,
)
from storyteller.models.syntheses import CollectionSynthesis
from storyteller.models.uploads import Upload

__all__ = [
    "Agent",
    "AgentInstance",
    "ArchetypeAnalysis",
    "BookExport",
    "BookExportDelivery",
    "ChapterApproval",
    "ChapterReview",
    "ChapterSection",
    "ChapterTheme",
    "CharacterAppearance",
    "CharacterRelationship",
    "Collection",
    "CollectionGrouping",
    "CollectionGroupingMember",
    "CollectionLifeEvent",
    "CollectionRelationship",
    "CollectionSynthesis",
    "CollectionTag",
    "ConsentRecord",
    "DimensionScore",
    "DownloadLink",
    "EditRequirement",
    "Event",
    "ExportOptions",
    "FamilyMemory",
    "HelperRole",
    "LifeEvent",
    "LifeEventBoundary",
    "LifeEventDetail",
    "LifeEventLocation",
    "LifeEventMedia",
    "LifeEventParticipant",
    "LifeEventPreference",
    "LifeEventTimespan",
    "LifeEventTrauma",
    "ProcessCommitment",
    "ProcessFlowEdge",
    "ProcessNode",
    "ProcessNodeType",
    "ProcessPrompt",
    "ProcessSection",
    "ProcessVersion",
    "PromptAnswer",
    "PromptPackPrompt",
    "PromptPackTemplate",
    "QuestionLink",
    "Requirement",
    "ScopeType",
    "SectionPrompt",
    "SessionArchetype",
    "SessionArtifact",
    "SessionInteraction",
    "SessionLifeEvent",
    "SessionNote",
    "SessionProfile",
    "SessionProgress",
    "SessionScope",
    "SessionSectionStatus",
    "SessionSynthesis",
    "SessionTemplate",
    "Story",
    "StoryChapter",
    "StoryCharacter",
    "StoryCollection",
    "StoryDraft",
    "StoryScene",
    "StoryTheme",
    "Storyteller",
    "StorytellerBoundary",
    "StorytellerHelper",
    "StorytellerInvitation",
    "StorytellerPreference",
    "StorytellerProgress",
    "StorytellerProject",
    "StorytellerSectionSelection",
    "StorytellerSectionStatus",
    "StorytellerSession",
    "Upload",
    "UserFeedback",
]
