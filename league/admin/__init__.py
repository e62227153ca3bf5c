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
from league.admin.projections import (
    GovernanceWindowAdmin,
    ProposalAdmin,
    TradeAdmin,
    VoteAdmin,
)
from league.admin.seasons import AgentAdmin, LeagueAdmin, SeasonAdmin, TeamAdmin

__all__ = [
    "AgentAdmin",
    "BoxScoreAdmin",
    "CommentaryAdmin",
    "GameResultAdmin",
    "GovernanceEventAdmin",
    "GovernanceWindowAdmin",
    "GovernorAdmin",
    "LeagueAdmin",
    "MirrorAdmin",
    "ProposalAdmin",
    "ScheduledGameAdmin",
    "SeasonAdmin",
    "TeamAdmin",
    "TokenBalanceAdmin",
    "TradeAdmin",
    "VoteAdmin",
]
