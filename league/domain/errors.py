"""What the rules of a league do not allow. Each text is a sentence for the person who asked."""


class LeagueError(Exception):
    """The league does not allow it."""


class FloorClosedError(LeagueError):
    """No window is open, so nobody can propose, vote or trade."""

    def __init__(self):
        super().__init__("The Floor is closed just now. It opens again after the next round.")


class SeasonNotOpenError(LeagueError):
    """The season is not, or no longer, at the point where this could be done."""


class NotAGovernorError(LeagueError):
    """Only an active governor of the season may do this."""


class AlreadyGovernsError(LeagueError):
    """One person has one team in a season."""


class NotEnoughTokensError(LeagueError):
    """A governor cannot spend more than they have."""


class ProposalError(LeagueError):
    """The proposal is not such that this could be done with it."""


class ProposalLimitError(LeagueError):
    """As many proposals as the rules allow in a window, or amendments of a proposal, are made."""


class TradeError(LeagueError):
    """The trade is not such that this could be done with it."""


class NoRuleToRollBackError(LeagueError):
    """The game cannot be played under these rules, and no enacted rule is left to take back."""
