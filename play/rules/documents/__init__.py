"""The JSON documents of this room: what each must look like, and the function that says so."""

from common.dice.results import check_dice, total_of
from play.rules.documents.beats import check_draft, check_past_beat
from play.rules.documents.edits import check_changes
from play.rules.documents.game_settings import check_game_settings, default_game_settings
from play.rules.documents.interpretations import check_interpretations, reading_ids

__all__ = [
    "check_changes",
    "check_dice",
    "check_draft",
    "check_game_settings",
    "check_interpretations",
    "check_past_beat",
    "default_game_settings",
    "reading_ids",
    "total_of",
]
