from league.models.games import BoxScore, Commentary, GameResult, ScheduledGame
from league.models.governance import GovernanceEvent, Governor, TokenBalance
from league.models.mirrors import Mirror
from league.models.projections import GovernanceWindow, Proposal, Trade, Vote
from league.models.seasons import League, Season
from league.models.teams import Agent, Team

__all__ = [
    "Agent",
    "BoxScore",
    "Commentary",
    "GameResult",
    "GovernanceEvent",
    "GovernanceWindow",
    "Governor",
    "League",
    "Mirror",
    "Proposal",
    "ScheduledGame",
    "Season",
    "Team",
    "TokenBalance",
    "Trade",
    "Vote",
]
