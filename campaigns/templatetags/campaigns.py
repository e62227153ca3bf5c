"""The rows of links above the pages of the room, and of a campaign."""

from django import template
from django.urls import NoReverseMatch, reverse

register = template.Library()

ROOM = (
    ("home", "Campaigns", ""),
    ("characters", "Characters", "characters/"),
    ("spells", "Spells", "spells/"),
    ("bestiary", "Bestiary", "bestiary/"),
)
OF_A_CAMPAIGN = (
    ("campaign", "Overview"),
    ("people", "People"),
    ("npc_relations", "Relations"),
    ("sessions", "Sessions"),
    ("quests", "Quests"),
    ("locations", "Places"),
)
FOR_MEMBERS = (("party", "Party"), ("members", "Members"))


@register.inclusion_tag("campaigns/_nav.html", takes_context=True)
def room_nav(context):
    """The parts of the room, and which of them this page is in."""
    path = context["request"].path
    addresses = [(_address(name), text) for name, text, _ in ROOM]
    addresses = [(address, text) for address, text in addresses if address]
    here = max(
        (address for address, _ in addresses if path.startswith(address)), key=len, default=""
    )
    return _links(path, [(address, text, address == here) for address, text in addresses])


@register.inclusion_tag("campaigns/_campaign_nav.html", takes_context=True)
def campaign_nav(context):
    """The pages of the campaign that this page belongs to; some are for its members alone."""
    campaign, member = context["campaign"], context.get("member")
    names = OF_A_CAMPAIGN + (FOR_MEMBERS if member else ())
    addresses = [(_address(name, campaign.pk), text) for name, text in names]
    addresses = [(address, text) for address, text in addresses if address]
    path = context["request"].path
    here = max(
        (address for address, _ in addresses if path.startswith(address)), key=len, default=""
    )
    links = [(address, text, address == here) for address, text in addresses]
    return {"campaign": campaign, **_links(path, links)}


def _links(path, links):
    return {
        "path": path,
        "pages": [(address, text, is_here, address == path) for address, text, is_here in links],
    }


def _address(name, *args):
    try:
        return reverse(f"campaigns:{name}", args=args)
    except NoReverseMatch:
        return ""
