from play.models.agreements import SafetyLine, SetupAnswer, SetupPrompt
from play.models.beats import Beat, BeatVersion, Challenge, Draft, Spotlight, XCard
from play.models.events import Event, OracleVote
from play.models.games import Game, GameMember, GamePause, Invitation
from play.models.party import Party
from play.models.proposals import Proposal, Vote
from play.models.story import Act, ReadMark, Scene, ScenePresence, TensionVote
from play.models.talk import Comment, Notification
from play.models.word_tables import GameWordSeedTable, WordSeedTable
from play.models.world import NPC, Character, Edit, Relationship, WorldEntry

__all__ = [
    "NPC",
    "Act",
    "Beat",
    "BeatVersion",
    "Challenge",
    "Character",
    "Comment",
    "Draft",
    "Edit",
    "Event",
    "Game",
    "GameMember",
    "GamePause",
    "GameWordSeedTable",
    "Invitation",
    "Notification",
    "OracleVote",
    "Party",
    "Proposal",
    "ReadMark",
    "Relationship",
    "SafetyLine",
    "Scene",
    "ScenePresence",
    "SetupAnswer",
    "SetupPrompt",
    "Spotlight",
    "TensionVote",
    "Vote",
    "WordSeedTable",
    "WorldEntry",
    "XCard",
]
