"""What the room does not allow. Each text is a sentence for the person who asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import capfirst


class CampaignsError(Exception):
    """It cannot be done so."""


@contextmanager
def refused_as(error: type[CampaignsError]) -> Iterator[None]:
    """What a row's ``full_clean`` refuses in the block is refused as ``error``, in its words."""
    try:
        yield
    except ValidationError as refusal:
        raise error(" ".join(_sentences(refusal))) from refusal


def _sentences(refusal):
    for field, messages in refusal.message_dict.items():
        prefix = "" if field == NON_FIELD_ERRORS else f"{capfirst(field).replace('_', ' ')}: "
        yield from (f"{prefix}{message}" for message in messages)


# Who may.


class NotAMemberError(CampaignsError):
    def __init__(self, text="You do not belong to this campaign."):
        super().__init__(text)


class NotTheGameMasterError(CampaignsError):
    def __init__(self, text="Only a game master of the campaign may do this."):
        super().__init__(text)


# The campaign.


class CampaignError(CampaignsError):
    """The campaign cannot be so, or is not such that this could be done with it."""


class CampaignArchivedError(CampaignsError):
    def __init__(self):
        super().__init__("The campaign is archived. Take it out of the archive to change it.")


class ChangedMeanwhileError(CampaignsError):
    """Somebody else saved it since it was opened."""

    def __init__(self, text="Somebody else changed this since you opened it. Look again."):
        super().__init__(text)


class ElementError(CampaignsError):
    """The session, quest, place, faction, hook or picture cannot be so."""


class MembershipError(CampaignsError):
    """Nobody can leave, be removed or be given a role in this way."""


class InvitationError(CampaignsError):
    """The link does not lead to the campaign, or not any more, or cannot be made so."""


class PartyError(CampaignsError):
    """The character cannot join or leave the campaign in this way."""


class TemplateError(CampaignsError):
    """Nobody can start from this, or make it a template."""


class ArchiveError(CampaignsError):
    """The file is not an export of a campaign, or cannot be taken in."""
