"""How a document of a campaign is written: whole, anew, and held against its rules first."""

from campaigns.domain.errors import CampaignsError
from campaigns.models import Campaign
from common.documents import DocumentError
from common.forms import describe


def write(campaign: Campaign, error: type[CampaignsError], **documents: object) -> None:
    """Store ``documents`` in their columns of ``campaign``, which is locked.

    Raises ``error``, and stores nothing, where one is not as the rules want it.
    """
    for column, document in documents.items():
        _check(campaign, column, document, error)
        setattr(campaign, column, document)
    campaign.save(update_fields=[*documents, "updated_at"])


def _check(campaign, column, document, error):
    if document is None:
        return
    try:
        campaign.documents[column](document)
    except DocumentError as refusal:
        raise error("; ".join(map(describe, refusal.faults))) from refusal
