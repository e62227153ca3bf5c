from league.admin.games import (
    BoxScoreAdmin,
    CommentaryAdmin,
    GameResultAdmin,
    ScheduledGameAdmin,
)
from league.admin.governance import (
    GovernanceEventAdmin,
    GovernorAdmin,
    MirrorAdmin,
    TokenBalanceAdmin,
)
from league.admin.seasons import AgentAdmin, LeagueAdmin, SeasonAdmin, TeamAdmin

__all__ = [
    "AgentAdmin",
    "BoxScoreAdmin",
    "CommentaryAdmin",
    "GameResultAdmin",
    "GovernanceEventAdmin",
    "GovernorAdmin",
    "LeagueAdmin",
    "MirrorAdmin",
    "ScheduledGameAdmin",
    "SeasonAdmin",
    "TeamAdmin",
    "TokenBalanceAdmin",
]
