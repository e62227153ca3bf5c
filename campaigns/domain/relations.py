"""Who is what to whom: declared by a game master, kept in the documents of the NPCs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Abs

from accounts.models import User
from campaigns.domain.errors import refused_as
from campaigns.domain.locks import running
from campaigns.domain.npcs import locked_npc, mentioning
from campaigns.domain.people_errors import RelationError
from campaigns.domain.standings import refresh_standings
from campaigns.models import NPC, CampaignCharacter, CampaignMember, Character, NPCStanding
from campaigns.rules.standing import Band, audience_of, band_of
from campaigns.rules.visibility import Viewer, sees

type Other = NPC | Character

STRONGEST = 200
_DOCUMENTS = [f"npc__{name}" for name in NPC.documents]


@dataclass(frozen=True, slots=True)
class Relation:
    """One entry of the document of ``source``: what they are to ``target``, and how they feel.

    Towards an NPC ``attitude`` is what was declared; towards a character it is the score of today,
    and ``start`` what was declared.
    """

    source: NPC
    target: Other
    kind: str
    attitude: int
    start: int
    notes: str
    visibility: str

    @property
    def band(self) -> Band:
        return band_of(self.attitude)

    @property
    def is_to_character(self) -> bool:
        return isinstance(self.target, Character)

    @property
    def end(self) -> str:
        """How a form names the target."""
        return f"{'character' if self.is_to_character else 'npc'}:{self.target.pk}"

    @property
    def is_secret(self) -> bool:
        return self.visibility in ("game_master", "author")


@dataclass(frozen=True, slots=True)
class StandingOf:
    """How an NPC stands towards a character, for a sheet or a card."""

    npc: NPC
    score: int
    last_met: datetime | None

    @property
    def band(self) -> Band:
        return band_of(self.score)


def relate(
    user: User,
    npc: NPC,
    other: Other,
    *,
    kind: str,
    attitude: int = 0,
    notes: str = "",
    visibility: str = "everyone",
    is_mutual: bool = False,
) -> None:
    """Say what ``npc`` is to ``other``; what was said before of the two is replaced.

    ``attitude``, -100 to 100, is how they feel towards an NPC, and towards a character how they
    felt before they met: the log moves it from there. ``is_mutual`` says the same of ``other``, if
    that is an NPC. Raises ``RelationError``, or what ``running`` raises.
    """
    with running(user, npc.campaign_id):
        npc = locked_npc(npc.pk)
        _require_near(npc, other)
        entry = {
            "relationship_type": kind,
            "trust_level": attitude,
            "notes": notes.strip(),
            "visibility": visibility,
            "author": str(user.pk),
        }
        _put(npc, _end(other), entry)
        if is_mutual and isinstance(other, NPC):
            _put(locked_npc(other.pk), _end(npc), entry)
        if isinstance(other, Character):
            refresh_standings([npc.pk])


def unrelate(user: User, npc: NPC, other: Other, *, both: bool = False) -> None:
    """Take back what ``npc`` is to ``other``; with ``both``, also the other way round."""
    with running(user, npc.campaign_id):
        npc = locked_npc(npc.pk)
        _put(npc, _end(other), None)
        if both and isinstance(other, NPC):
            _put(locked_npc(other.pk), _end(npc), None)
        if isinstance(other, Character):
            refresh_standings([npc.pk])


def relations_of(npc: NPC, viewer: Viewer) -> tuple[list[Relation], list[Relation]]:
    """Those of ``npc`` and those of others towards them, as far as ``viewer`` may know of them."""
    incoming = mentioning(npc).shown_to(viewer)
    towards = [
        relation
        for relation in relations_among([*incoming, npc], viewer, only=npc)
        if relation.source != npc
    ]
    keys = [tie["npc_id"] for tie in npc.relationships if tie.get("npc_id")]
    known = NPC.objects.filter(pk__in=keys, campaign=npc.campaign_id).shown_to(viewer)
    own = [each for each in relations_among([npc, *known], viewer) if each.source == npc]
    return own, towards


def relations_among(
    npcs: Iterable[NPC], viewer: Viewer, *, only: NPC | None = None
) -> list[Relation]:
    """The relations of ``npcs`` among each other and to characters, by who may know what.

    ``npcs`` are those whom ``viewer`` may know of: whoever is not among them is not on the list.
    With ``only``, those alone that lead to this NPC. Two queries.
    """
    by_key = {npc.pk: npc for npc in npcs}
    ties = [(npc, tie) for npc in by_key.values() for tie in npc.relationships if sees(viewer, tie)]
    if only is not None:
        ties = [(npc, tie) for npc, tie in ties if tie.get("npc_id") == only.pk]
    characters = Character.objects.in_bulk(
        {tie["character_id"] for _, tie in ties if tie.get("character_id")}
    )
    scores = _scores(by_key, viewer) if characters else {}
    found = []
    for npc, tie in ties:
        key = tie.get("npc_id") or tie.get("character_id")
        target = by_key.get(key) if tie.get("npc_id") else characters.get(key)
        if target is not None and target != npc:
            found.append(_relation(npc, target, tie, scores))
    return found


def strongest_towards(
    npcs: QuerySet[NPC], characters: Iterable[Character], viewer: Viewer
) -> list[Relation]:
    """How ``npcs`` stand towards ``characters`` today, declared or not: the strongest feelings.

    ``npcs`` are those whom ``viewer`` may know of. One query; at most ``STRONGEST`` of them.
    """
    audience = audience_of(viewer.role)
    score, met = f"score_for_{audience}", f"met_for_{audience}"
    characters = {character.pk: character for character in characters}
    rows = NPCStanding.objects.filter(npc__in=npcs.values("pk"), character__in=list(characters))
    rows = rows.exclude(**{score: 0, f"{met}__isnull": True}).select_related("npc")
    rows = rows.only(score, met, "character", "npc__name", "npc__campaign", "npc__relationships")
    strongest = rows.order_by(Abs(score).desc(), "npc__name", "npc", "character")[:STRONGEST]
    found = []
    for row in strongest:
        ties = [tie for tie in row.npc.relationships if sees(viewer, tie)]
        tie = next((tie for tie in ties if tie.get("character_id") == row.character_id), {})
        declared = {"relationship_type": "", **tie}
        scores = {(row.npc_id, row.character_id): getattr(row, score)}
        found.append(_relation(row.npc, characters[row.character_id], declared, scores))
    return found


def scores_towards(npcs: Iterable[str], characters: Iterable[str], viewer: Viewer) -> Mapping:
    """By NPC and character the score of today and the last meeting that ``viewer`` knows of."""
    audience = audience_of(viewer.role)
    rows = NPCStanding.objects.filter(npc__in=list(npcs), character__in=list(characters))
    columns = ("npc", "character", f"score_for_{audience}", f"met_for_{audience}")
    return {(npc, who): (score, met) for npc, who, score, met in rows.values_list(*columns)}


def standings_of(character: Character, user: User) -> list[StandingOf]:
    """Who likes ``character`` and who does not, as far as ``user`` may know: most trust first.

    Of every campaign that the character has played in. Those who have neither met them nor begun
    with an attitude are left out. Two queries.
    """
    campaigns = CampaignCharacter.objects.filter(character=character).values("campaign")
    roles = CampaignMember.objects.filter(user=user, campaign__in=campaigns)
    audiences = {
        campaign: audience_of(role) for campaign, role in roles.values_list("campaign", "role")
    }
    npcs = NPC.objects.visible_to(user).filter(campaign__in=campaigns)
    rows = NPCStanding.objects.filter(character=character, npc__in=npcs.values("pk"))
    # Without the documents of the NPCs, of whom there may be thousands.
    rows = rows.select_related("npc").defer(*_DOCUMENTS)
    found = []
    for row in rows:
        audience = audiences.get(row.npc.campaign_id, "readers")
        score = getattr(row, f"score_for_{audience}")
        met = getattr(row, f"met_for_{audience}")
        if score or met:
            found.append(StandingOf(row.npc, score, met))
    return sorted(found, key=lambda each: (-each.score, each.npc.name, each.npc.pk))


def strongest(found: Iterable[StandingOf], count: int) -> list[StandingOf]:
    """Those ``count`` of ``found`` who feel most, for or against; in the order that they have."""
    found = list(found)
    most = sorted(found, key=lambda each: -abs(each.score))[:count]
    return [each for each in found if each in most]


def _scores(by_key, viewer):
    column = f"score_for_{audience_of(viewer.role)}"
    rows = NPCStanding.objects.filter(npc__in=by_key)
    return {(npc, who): score for npc, who, score in rows.values_list("npc", "character", column)}


def _relation(npc, target, tie, scores):
    declared = tie.get("trust_level", 0)
    is_character = isinstance(target, Character)
    return Relation(
        npc,
        target,
        tie.get("relationship_type", "neutral"),
        scores.get((npc.pk, target.pk), declared) if is_character else declared,
        declared,
        tie.get("notes", ""),
        tie.get("visibility", "everyone"),
    )


def _require_near(npc, other):
    if other == npc:
        raise RelationError("Somebody is always something to themselves. Choose another.")
    if isinstance(other, NPC):
        is_near = other.campaign_id == npc.campaign_id
    else:
        is_near = CampaignCharacter.objects.filter(
            campaign=npc.campaign_id, character=other
        ).exists()
    if not is_near:
        raise RelationError(f"{other.name} is not in this campaign.")


def _end(other):
    return ("npc_id" if isinstance(other, NPC) else "character_id"), other.pk


def _put(npc, end, entry):
    """Replace the entry of ``npc`` towards one end, at its old place; ``None`` takes it away."""
    side, key = end
    ties = list(npc.relationships)
    place = next((n for n, tie in enumerate(ties) if tie.get(side) == key), None)
    if entry is None and place is None:
        raise RelationError("Somebody has taken this relation away.")
    new = [] if entry is None else [{side: key, **entry}]
    npc.relationships = (
        [*ties, *new] if place is None else [*ties[:place], *new, *ties[place + 1 :]]
    )
    with refused_as(RelationError):
        npc.clean()
    npc.save(update_fields=["relationships", "updated_at"])
