"""What cannot be done with the people of a campaign. Each text is a sentence for who asked."""

from campaigns.domain.errors import CampaignsError


class NPCError(CampaignsError):
    """The NPC cannot be so, or exists no longer."""


class NPCHasLogError(NPCError):
    """Something would be lost with them that the person has not agreed to lose."""

    def __init__(self, name: str, count: int):
        self.count = count
        what = "one interaction" if count == 1 else f"{count} interactions"
        super().__init__(f"{name} has {what} in the log. Say that they may go too.")


class InteractionError(CampaignsError):
    """The interaction cannot be so, or is not such that this could be done with it."""


class NotYoursError(CampaignsError):
    """It belongs to somebody else's character, or somebody else wrote it."""


class RelationError(CampaignsError):
    """The relation cannot be so, or exists no longer."""
