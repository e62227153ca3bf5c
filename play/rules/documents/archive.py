"""A whole game as one document, for another Fireside to take in.

Each row has the fields of its table. Who wrote or did something is the key of a person; a key of
another row says what it belongs to.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from common.dice.results import DiceResult
from play.rules.documents.base import MAX_LINE, Document, Key, Part, checked
from play.rules.documents.beats import EventType, Notation, PastBeat
from play.rules.documents.edits import Changes
from play.rules.documents.game_settings import GameSettings
from play.rules.documents.interpretations import Interpretations
from play.rules.fortune import ODDS, RESULTS

MAX_BODY, MAX_EMAIL = 100_000, 254

# Strictly a time is no text, and JSON has no other way to spell it.
Time = Annotated[AwareDatetime, Field(strict=False)]
Body = Annotated[str, Field(max_length=MAX_BODY)]
Sentence = Annotated[str, Field(max_length=MAX_LINE)]
Small = Annotated[int, Field(ge=0, le=32_767)]
Large = Annotated[int, Field(ge=0, le=2_147_483_647)]
Tension = Annotated[int, Field(ge=1, le=9)]
UnitStatus = Literal["proposed", "active", "complete", "declined"]


def _up_to(length):
    return Annotated[str, Field(max_length=length)]


class Person(Part):
    """``email`` is how another Fireside knows who it is, where the archive tells it."""

    id: Key
    name: _up_to(80)
    email: _up_to(MAX_EMAIL) | None = None


class Row(Part):
    id: Key
    created_at: Time


class GameRow(Row):
    name: _up_to(120)
    pitch: Body
    status: Literal["setup", "active", "paused", "archived"]
    world_document: Body
    settings: GameSettings


class MemberRow(Row):
    user: Key
    role: Literal["organizer", "player"]
    mail: Literal["at_once", "daily", "off"]
    left_at: Time | None


class PauseRow(Row):
    paused_by: Key | None
    reason: Sentence
    resumed_by: Key | None
    ended_at: Time | None


class SafetyLineRow(Row):
    added_by: Key | None
    kind: Literal["line", "veil"]
    text: _up_to(300)


class SetupPromptRow(Row):
    order: Small
    topic: _up_to(60)
    question: Sentence
    status: Literal["pending", "active", "skipped", "complete"]
    outcome: Body


class SetupAnswerRow(Row):
    prompt: Key
    author: Key | None
    text: Body


class WordTableRow(Row):
    """Tables that no game owns are known by name and type where the archive is taken in."""

    name: _up_to(80)
    genre: _up_to(40)
    type: Literal["action", "descriptor"]
    words: list[_up_to(40)]
    is_own: bool
    is_active: bool


class CharacterRow(Row):
    player: Key | None
    name: _up_to(100)
    description: Body
    notes: Body
    voice_notes: Body
    retired_at: Time | None


class ActRow(Row):
    number: Small | None
    title: _up_to(150)
    guiding_question: Sentence
    status: UnitStatus
    proposed_by: Key | None
    started_at: Time | None
    completed_at: Time | None
    summary: Body


class SceneRow(ActRow):
    act: Key
    place: _up_to(300)
    tension: Tension
    tension_carried: Tension | None


class PresenceRow(Row):
    scene: Key
    character: Key
    left_at: Time | None


class TensionVoteRow(Row):
    scene: Key
    voter: Key | None
    delta: Literal[-1, 0, 1]


class BeatRow(Row):
    scene: Key
    author: Key | None
    character: Key | None
    order: Large
    significance: Literal["major", "minor"]
    status: Literal["proposed", "approved", "canon", "challenged", "revised", "rejected"]


class EventRow(Row):
    beat: Key
    order: Small
    type: EventType
    content: Body
    notation: Notation
    dice: DiceResult | None
    total: int | None
    question: Sentence
    action_word: _up_to(40)
    descriptor_word: _up_to(40)
    scope: Literal["", "world", "personal"]
    interpretations: Interpretations | None
    chosen: Body
    odds: Literal["", *ODDS]
    tension: Tension | None
    die: Annotated[int, Field(ge=0, le=99)] | None
    result: Literal["", *RESULTS]
    contest_closes_at: Time | None
    contested_by: Key | None
    contested_at: Time | None


class OracleVoteRow(Row):
    event: Key
    voter: Key | None
    reading: Key | None
    own_words: Sentence


class XCardRow(Row):
    beat: Key
    lifted_at: Time | None


class SpotlightRow(Row):
    beat: Key
    character: Key
    closes_at: Time
    answered_at: Time | None


class ChallengeRow(Row):
    beat: Key
    challenger: Key | None
    reason: Body
    status: Literal["open", "revised", "dismissed", "withdrawn"]
    answer: Body
    resolved_at: Time | None


class BeatVersionRow(Row):
    beat: Key
    number: Small
    content: PastBeat
    replaced_by: Key | None
    challenge: Key | None


class ProposalRow(Row):
    kind: Literal[
        "start", "act", "scene", "beat", "scene_complete", "act_complete", "tension", "twist"
    ]
    act: Key | None
    scene: Key | None
    beat: Key | None
    proposer: Key | None
    text: Body
    status: Literal["open", "passed", "rejected", "withdrawn", "superseded"]
    closes_at: Time
    closed_at: Time | None
    replaces: Key | None


class VoteRow(Row):
    proposal: Key
    voter: Key | None
    choice: Literal["yes", "no", "suggest"]
    text: Body


class CommentRow(Row):
    beat: Key | None
    challenge: Key | None
    proposal: Key | None
    author: Key | None
    text: Body


class NPCRow(Row):
    created_by: Key | None
    introduced_in: Key | None
    name: _up_to(100)
    description: Body
    wants: Sentence
    notes: Body


class EntryRow(Row):
    created_by: Key | None
    introduced_in: Key | None
    kind: Literal["location", "faction", "item", "concept", "other"]
    name: _up_to(150)
    description: Body


class RelationshipRow(Row):
    created_by: Key | None
    source_character: Key | None
    source_npc: Key | None
    source_entry: Key | None
    label: _up_to(100)
    target_character: Key | None
    target_npc: Key | None
    target_entry: Key | None


class EditRow(Row):
    editor: Key | None
    character: Key | None
    npc: Key | None
    world_entry: Key | None
    changes: Changes


class GameArchive(Document):
    """What is kept elsewhere or is for one person alone (invitations, notices, drafts, how far
    somebody has read) is no part of it.
    """

    kind: Literal["fireside-game"]
    people: list[Person]
    game: GameRow
    members: list[MemberRow]
    pauses: list[PauseRow]
    safety_lines: list[SafetyLineRow]
    setup_prompts: list[SetupPromptRow]
    setup_answers: list[SetupAnswerRow]
    word_tables: list[WordTableRow]
    characters: list[CharacterRow]
    acts: list[ActRow]
    scenes: list[SceneRow]
    presences: list[PresenceRow]
    tension_votes: list[TensionVoteRow]
    beats: list[BeatRow]
    events: list[EventRow]
    oracle_votes: list[OracleVoteRow]
    x_cards: list[XCardRow]
    spotlights: list[SpotlightRow]
    challenges: list[ChallengeRow]
    beat_versions: list[BeatVersionRow]
    proposals: list[ProposalRow]
    votes: list[VoteRow]
    comments: list[CommentRow]
    npcs: list[NPCRow]
    entries: list[EntryRow]
    relationships: list[RelationshipRow]
    edits: list[EditRow]

    @model_validator(mode="after")
    def _people_differ(self):
        keys = [person.id for person in self.people]
        emails = [person.email.lower() for person in self.people if person.email]
        if len({*keys}) != len(keys) or len({*emails}) != len(emails):
            raise PydanticCustomError("person", "Two people should not be the same")
        return self


def fields_of(table: str) -> list[str]:
    """The fields of a row of ``table``, as its model calls them."""
    annotation = GameArchive.model_fields[table].annotation
    row = annotation if table == "game" else annotation.__args__[0]
    return list(row.model_fields)


def read_archive(value: object) -> dict:
    """``value``, its times read, once it is known to be an archive. Raises ``DocumentError``."""
    return checked(GameArchive, value).model_dump(exclude_unset=True)
