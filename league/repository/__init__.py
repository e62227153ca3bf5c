"""The one way to the league's tables: what is appended and stored, and what may be asked."""

from league.repository.games import NotScheduledError, store_game_result, store_game_results
from league.repository.log import NewEvent, append_event, append_events, season_lock
from league.repository.reads import (
    get_active_proposals,
    get_agent,
    get_current_ruleset,
    get_game_result,
    get_mirror,
    get_proposal,
    get_team,
    get_token_balance,
    get_vote_tally,
    store_mirror,
    store_mirrors,
)
from league.repository.rebuild import Difference, differences, rebuild
from league.repository.standings import get_standings

__all__ = [
    "Difference",
    "NewEvent",
    "NotScheduledError",
    "append_event",
    "append_events",
    "differences",
    "get_active_proposals",
    "get_agent",
    "get_current_ruleset",
    "get_game_result",
    "get_mirror",
    "get_proposal",
    "get_standings",
    "get_team",
    "get_token_balance",
    "get_vote_tally",
    "rebuild",
    "season_lock",
    "store_game_result",
    "store_game_results",
    "store_mirror",
    "store_mirrors",
]
