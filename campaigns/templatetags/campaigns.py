"""What the pages of the room have in common: rows of links, pictures, and whom things are for."""

from datetime import date

from django import template
from django.urls import NoReverseMatch, reverse

from campaigns.rules.vista import HEIGHT, WIDTH, vista_of

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
# Nobody plays in a template.
OF_A_TABLE = {"sessions", "party"}


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
    if campaign.is_template:
        names = tuple(entry for entry in names if entry[0] not in OF_A_TABLE)
    addresses = [(_address(name, campaign.pk), text) for name, text in names]
    addresses = [(address, text) for address, text in addresses if address]
    path = context["request"].path
    here = max(
        (address for address, _ in addresses if path.startswith(address)), key=len, default=""
    )
    links = [(address, text, address == here) for address, text in addresses]
    return {"campaign": campaign, **_links(path, links)}


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
