"""Who may do what in a campaign. Whether somebody may see it at all, ``visible_to`` has answered.

Each predicate asks a seat as ``member_of`` gives it: nobody's, where the person has none.
"""

from campaigns.domain.locks import is_game_master, is_seated
from campaigns.models import Campaign, CampaignMember, Character


def can_edit(member: CampaignMember | None, campaign: Campaign) -> bool:
    """Sessions, quests, places, people and the campaign itself, while it is not archived."""
    return is_game_master(member) and campaign.state != "archived"


def can_run(member: CampaignMember | None, campaign: Campaign) -> bool:
    """Archive, take out of the archive, export with all secrets, make a template, delete."""
    return is_game_master(member)


def can_invite(member: CampaignMember | None, campaign: Campaign) -> bool:
    return can_edit(member, campaign)


def can_bring_character(member: CampaignMember | None, campaign: Campaign) -> bool:
    """Whoever sits at the table brings a character of theirs."""
    return is_seated(member) and campaign.state != "archived" and not campaign.is_template


def can_log(member: CampaignMember | None, campaign: Campaign) -> bool:
    """Write down what happened with an NPC: players for their own characters, masters for all."""
    return is_seated(member) and campaign.state != "archived"


def can_answer(member: CampaignMember | None, campaign: Campaign) -> bool:
    """Whether they come to the next session."""
    return is_seated(member) and campaign.state != "archived"


def can_leave(member: CampaignMember | None, campaign: Campaign) -> bool:
    """That a last game master stays, the domain asks."""
    return member is not None


def can_export(member: CampaignMember | None, campaign: Campaign) -> bool:
    """What a player gets holds what they may see."""
    return member is not None


def can_see_members(member: CampaignMember | None, campaign: Campaign) -> bool:
    """A visitor of an open campaign reads of the world, not of the people around the table."""
    return member is not None


def can_start_from(member: CampaignMember | None, campaign: Campaign) -> bool:
    """Take a copy: of a template that is for all, or of what one runs oneself."""
    is_offered = campaign.is_template and (
        not campaign.is_custom or campaign.visibility == "everyone"
    )
    return is_offered or is_game_master(member)


def can_change_character(user, character: Character) -> bool:
    """Its owner, and the game masters of the campaigns that it plays in."""
    return Character.objects.run_by(user).filter(pk=character.pk).exists()
