"""What the pages of the room have in common: rows of links, pictures, and whom things are for."""

from datetime import date

from django import template
from django.urls import reverse

from campaigns.rules.vista import HEIGHT, WIDTH, vista_of

register = template.Library()

ROOM = (
    ("home", "Campaigns"),
    ("characters", "Characters"),
    ("spells", "Spells"),
    ("bestiary", "Bestiary"),
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
# Nobody plays in a template.
OF_A_TABLE = {"sessions", "party"}
# Pages that belong to one of the above without being below its address.
BELOW = {
    "locations": ("factions", "events", "art", "world"),
    "members": ("invitations", "leave_campaign"),
}


@register.inclusion_tag("campaigns/_nav.html", takes_context=True)
def room_nav(context):
    """The parts of the room, and which of them this page is in."""
    ways = [(_address(name), text, [_address(name)]) for name, text in ROOM]
    return {"pages": _links(context["request"].path, ways)}


@register.inclusion_tag("campaigns/_campaign_nav.html", takes_context=True)
def campaign_nav(context):
    """The pages of the campaign that this page belongs to; some are for its members alone."""
    campaign, member = context["campaign"], context.get("member")
    names = OF_A_CAMPAIGN + (FOR_MEMBERS if member else ())
    ways = [
        (
            _address(name, campaign.pk),
            text,
            [_address(each, campaign.pk) for each in (name, *BELOW.get(name, ()))],
        )
        for name, text in names
        if not (campaign.is_template and name in OF_A_TABLE)
    ]
    return {"campaign": campaign, "pages": _links(context["request"].path, ways)}


@register.inclusion_tag("campaigns/_vista.html")
def vista(key):
    """The landscape of a campaign: a picture that says nothing that the page does not say."""
    return {"vista": vista_of(key), "width": WIDTH, "height": HEIGHT}


@register.inclusion_tag("campaigns/_audience.html", takes_context=True)
def audience(context, element):
    """Whom an element is for, where that is not everybody: told to game masters."""
    viewer = context.get("viewer")
    shown = element.get("visibility", "everyone") if viewer and viewer.runs_it else "everyone"
    return {"audience": shown}


@register.filter
def as_date(text):
    """A date of a document, such as 2026-03-31, as a date."""
    return date.fromisoformat(text) if text else None


def _links(path, ways):
    """Address, text, whether this page is somewhere there, and whether it is that very page."""
    starts = {start: address for address, _, below in ways for start in below}
    here = max((start for start in starts if path.startswith(start)), key=len, default=None)
    return [
        (address, text, here is not None and starts[here] == address, address == path)
        for address, text, _ in ways
    ]


def _address(name, *args):
    return reverse(f"campaigns:{name}", args=args)
