"""What the first pages show: a person's campaigns, and one of them before its next session."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet

from accounts.models import User
from campaigns.domain.party import party_of
from campaigns.models import (
    NPC,
    Campaign,
    CampaignCharacter,
    CampaignMember,
    Character,
    NPCInteraction,
)
from campaigns.rules.elements import QUEST
from campaigns.rules.fifth_edition.equipment import armor_class
from campaigns.rules.fifth_edition.skills import passive

MET_SHOWN, MET_READ, QUESTS_SHOWN = 6, 60, 6
OPEN_STATES = ("active", "offered")


def campaigns_of(user: User, *, archived: bool) -> QuerySet[Campaign]:
    """Campaigns and templates of ``user``, latest first, each with its members and their seat."""
    members = CampaignMember.objects.select_related("user").order_by("role", "created_at", "pk")
    rows = Campaign.objects.joined_by(user).prefetch_related(
        Prefetch("members", members, to_attr="present")
    )
    rows = rows.filter(state="archived") if archived else rows.exclude(state="archived")
    return rows.order_by("-created_at", "pk")


def templates_for(user: User) -> QuerySet[Campaign]:
    """What ``user`` may start from, their own first, each with the number of its NPCs."""
    people = NPC.objects.filter(campaign=OuterRef("pk")).order_by().values("campaign")
    return (
        Campaign.objects.usable_by(user)
        .exclude(state="archived")
        .alias(is_mine=Exists(CampaignMember.objects.filter(campaign=OuterRef("pk"), user=user)))
        .annotate(people=people.annotate(count=Count("pk")).values("count"))
        .order_by("-is_mine", "-created_at", "pk")
    )


def open_campaigns(user: User) -> QuerySet[Campaign]:
    """Campaigns of others that everybody may read."""
    mine = Campaign.objects.joined_by(user)
    rows = Campaign.objects.filter(visibility="everyone", is_template=False)
    return rows.exclude(state="archived").exclude(pk__in=mine).order_by("-created_at", "pk")


@dataclass(frozen=True)
class PartyMember:
    """Somebody who plays: what a game master looks up in every session."""

    appearance: CampaignCharacter
    name: str
    player: str
    level: int
    character_class: str
    current: int
    maximum: int
    temporary: int
    armor_class: int
    perception: int


def party_on_board(user: User, campaign: Campaign) -> list[PartyMember]:
    """The party as far as ``user`` may see its sheets. One query."""
    shown = Character.objects.visible_to(user)
    rows = party_of(campaign).filter(character__in=shown)
    return [_party_member(row) for row in rows]


def people_met_lately(user: User, campaign: Campaign) -> list[tuple[NPC, NPCInteraction]]:
    """The NPCs of the latest interactions that ``user`` may know of, each with theirs."""
    rows = NPCInteraction.objects.visible_to(user).counted().filter(npc__campaign=campaign)
    latest = {}
    for row in rows.select_related("npc").order_by("-timestamp", "pk")[:MET_READ]:
        latest.setdefault(row.npc_id, row)
    return [(row.npc, row) for row in islice(latest.values(), MET_SHOWN)]


def open_quests(seen: dict[str, Any]) -> list[tuple[str, dict]]:
    """Quests under way, then those on offer, each with its mark: of a document that is seen."""
    quests = [
        quest for quest in QUEST.elements_of(seen) if quest.get("status", "offered") in OPEN_STATES
    ]
    quests.sort(key=lambda quest: OPEN_STATES.index(quest.get("status", "offered")))
    return [(QUEST.mark(quest), quest) for quest in quests[:QUESTS_SHOWN]]


def last_session(seen: dict[str, Any]) -> dict | None:
    return max(seen.get("sessions", []), key=lambda session: session["number"], default=None)


def answers_to(planned: dict | None, members: list[CampaignMember]) -> list[tuple[str, str]]:
    """Who comes: each who sits at the table, with "yes", "maybe", "no" or nothing yet."""
    given = (planned or {}).get("answers", {})
    seated = [member for member in members if member.role != CampaignMember.Role.READER]
    return [(str(member.user), given.get(str(member.user_id), "")) for member in seated]


def _party_member(row):
    sheet = row.character.data
    hit_points = sheet["hit_points"]
    ownership = getattr(row.character, "ownership", None)
    return PartyMember(
        appearance=row,
        name=row.character.name,
        player=str(ownership.owner) if ownership else "",
        level=sheet["level"],
        character_class=sheet["character_class"],
        current=hit_points["current"],
        maximum=hit_points["maximum"],
        temporary=hit_points.get("temporary", 0),
        armor_class=armor_class(sheet),
        perception=passive(sheet),
    )
