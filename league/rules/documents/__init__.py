"""The league's JSON columns, and how each is checked."""

from league.rules.documents.games import (
    check_context_snapshot,
    check_game_metadata,
    check_play_by_play,
    check_quarter_scores,
    check_tags,
)
from league.rules.documents.players import check_attributes, check_moves, default_attributes
from league.rules.documents.ruleset import check_ruleset, default_ruleset
from league.rules.documents.season import (
    check_season_config,
    check_venue,
    default_season_config,
    default_venue,
)

__all__ = [
    "check_attributes",
    "check_context_snapshot",
    "check_game_metadata",
    "check_moves",
    "check_play_by_play",
    "check_quarter_scores",
    "check_ruleset",
    "check_season_config",
    "check_tags",
    "check_venue",
    "default_attributes",
    "default_ruleset",
    "default_season_config",
    "default_venue",
]
