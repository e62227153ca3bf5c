"""Campaigns, their people, what happened, characters and spells, to be read by programs.

A program sees what the owner of its token sees: rows by ``visible_to``, documents by ``redaction``.
"""

from functools import partial

from django.db.models import Q

from accounts.api import listing, not_found, reads, respond
from campaigns.api import queries
from campaigns.api.scopes import CAMPAIGNS, CHARACTERS, SPELLS
from campaigns.domain.compendium import spell_index
from campaigns.domain.locks import viewer_of
from campaigns.domain.redaction import interaction_seen_by, npc_seen_by, seen_by
from campaigns.models import NPC, Campaign, CampaignMember, Character, NPCInteraction, Spell
from campaigns.rules.compendium.filters import read_asked

SPELL_COLUMNS = (
    "id",
    "name",
    "level",
    "school",
    "casting_time",
    "range",
    "components",
    "duration",
    "description",
    "higher_levels",
    "ritual",
    "concentration",
    "damage_dice",
    "save_type",
    "spell_lists",
    "data",
)


@reads(CAMPAIGNS)
def campaigns(request):
    return listing(
        request,
        queries.CampaignQuery(request.GET),
        partial(_campaigns, request.user),
        partial(_campaign_lines, request.user),
    )


@reads(CAMPAIGNS)
def campaign(request, campaign):
    row = _opened(request.user, campaign)
    if row is None:
        return not_found("campaign")
    return respond(seen_by(viewer_of(request.user, row), row))


@reads(CAMPAIGNS)
def npcs(request, campaign):
    row = _opened(request.user, campaign)
    if row is None:
        return not_found("campaign")
    return listing(
        request,
        queries.NPCQuery(request.GET),
        partial(_npcs, request.user, row),
        lambda people: _npc_documents(request.user, row, people),
    )


@reads(CAMPAIGNS)
def npc(request, npc):
    row = _found(NPC.objects.visible_to(request.user).select_related("campaign"), npc)
    if row is None:
        return not_found("NPC")
    return respond(_npc_documents(request.user, row.campaign, [row])[0])


@reads(CAMPAIGNS)
def interactions(request, campaign):
    row = _opened(request.user, campaign)
    if row is None:
        return not_found("campaign")
    viewer = viewer_of(request.user, row)
    return listing(
        request,
        queries.InteractionQuery(request.GET),
        partial(_interactions, request.user, row),
        lambda rows: [interaction_seen_by(viewer, interaction) for interaction in rows],
    )


@reads(CHARACTERS)
def characters(request):
    return listing(
        request,
        queries.CharacterQuery(request.GET),
        partial(_characters, request.user),
        lambda rows: [_character_line(row) for row in rows],
    )


@reads(CHARACTERS)
def character(request, character):
    row = _found(Character.objects.visible_to(request.user), character)
    if row is None:
        return not_found("character")
    return respond(_character_line(row) | {"sheet": row.data})


@reads(SPELLS)
def spells(request):
    def found(wanted):
        index = spell_index()
        chosen = {key: [value] if key in ("q", "sort") else value for key, value in wanted.items()}
        asked = {key: [each for each in values if each] for key, values in chosen.items()}
        return index.ask(read_asked(asked, index.sources))

    return listing(request, queries.SpellQuery(request.GET), found, _spell_documents)


@reads(SPELLS)
def spell(request, spell):
    row = _found(Spell.objects, spell)
    return not_found("spell") if row is None else respond(_spell_document(row))


def _found(rows, key):
    # PostgreSQL refuses NUL, even in a comparison.
    return None if "\0" in key else rows.filter(pk=key).first()


def _opened(user, key):
    return _found(Campaign.objects.visible_to(user), key)


def _campaigns(user, wanted):
    rows = Campaign.objects.visible_to(user)
    if wanted["role"]:
        rows = rows.filter(members__user=user, members__role=wanted["role"])
    if wanted["state"]:
        rows = rows.filter(state=wanted["state"])
    if wanted["template"] is not None:
        rows = rows.filter(is_template=wanted["template"])
    return rows.filter(name__icontains=wanted["q"]).order_by("-created_at", "pk")


def _campaign_lines(user, rows):
    seats = CampaignMember.objects.filter(user=user, campaign__in=rows)
    roles = dict(seats.values_list("campaign", "role"))
    columns = ("id", "name", "description", "setting", "tone", "is_template", "is_custom", "state")
    times = ("created_at", "updated_at")
    return [
        {column: getattr(row, column) for column in (*columns, *times)}
        | {"role": roles.get(row.pk)}
        for row in rows
    ]


def _npcs(user, campaign, wanted):
    rows = NPC.objects.visible_to(user).filter(campaign=campaign)
    if words := wanted["q"]:
        rows = rows.filter(Q(name__icontains=words) | Q(occupation__icontains=words))
    if wanted["location"]:
        rows = rows.filter(location__iexact=wanted["location"])
    if wanted["importance"]:
        rows = _with(rows, "importance", wanted["importance"], otherwise="minor")
    if wanted["alive"] is not None:
        rows = _with(rows, "is_alive", wanted["alive"], otherwise=True)
    return rows.order_by("name", "pk")


def _with(rows, key, value, *, otherwise):
    """Rows whose document says ``value`` at ``key``, or is silent where ``otherwise`` is meant."""
    holds = Q(**{f"data__{key}": value})
    return rows.filter(holds | Q(**{f"data__{key}__isnull": True}) if value == otherwise else holds)


def _npc_documents(user, campaign, people):
    known = NPC.objects.visible_to(user).filter(campaign=campaign).values_list("pk", flat=True)
    viewer, known = viewer_of(user, campaign), set(known)
    return [npc_seen_by(viewer, row, known=known) for row in people]


def _interactions(user, campaign, wanted):
    rows = NPCInteraction.objects.visible_to(user).filter(npc__campaign=campaign)
    lookups = {
        "npc": "npc",
        "character": "character",
        "kind": "interaction_type",
        "since": "timestamp__gte",
        "until": "timestamp__lt",
    }
    given = {lookup: wanted[name] for name, lookup in lookups.items() if wanted[name]}
    return rows.filter(**given).order_by("-timestamp", "pk")


def _characters(user, wanted):
    rows = Character.objects.visible_to(user)
    if wanted["campaign"]:
        playing = {"appearances__campaign": wanted["campaign"], "appearances__left_at": None}
        # What ``user`` sees of a campaign is for its members: a character tells nothing of another.
        joined = Campaign.objects.joined_by(user)
        rows = rows.filter(**playing, appearances__campaign__in=joined)
    lookups = {
        "character_class": "character_class",
        "min_level": "level__gte",
        "max_level": "level__lte",
    }
    given = {lookup: wanted[name] for name, lookup in lookups.items() if wanted[name]}
    return rows.filter(name__icontains=wanted["q"], **given).order_by("name", "pk").distinct()


def _character_line(row):
    return {
        "id": row.pk,
        "name": row.name,
        "level": row.level,
        "character_class": row.character_class,
        "race": row.data.get("race", ""),
    }


def _spell_documents(records):
    rows = Spell.objects.in_bulk([record.key for record in records])
    # One that was deleted since the list was made is not there any more.
    return [_spell_document(rows[record.key]) for record in records if record.key in rows]


def _spell_document(row):
    return {column: getattr(row, column) for column in SPELL_COLUMNS}
