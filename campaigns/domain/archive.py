"""A whole campaign as a document, and such a document as a campaign.

Keys change in a way that follows from who takes it in: the same person and file give the same
keys, so that a file taken in twice is one campaign.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched, groupby
from typing import Any
from uuid import UUID, uuid5

from django.db import DataError, IntegrityError, transaction
from django.db.models import Q

from accounts.models import User
from campaigns.domain.campaigns import seat_first
from campaigns.domain.errors import ArchiveError, refused_as
from campaigns.domain.locks import member_of, viewer_of
from campaigns.domain.redaction import interaction_seen_by, npc_seen_by, seen_by
from campaigns.domain.standings import rebuild_standings
from campaigns.models import (
    NPC,
    Campaign,
    CampaignCharacter,
    Character,
    NPCInteraction,
)
from campaigns.rules.documents.archive import KIND, read_campaign_archive
from campaigns.rules.visibility import AUTHOR
from common.documents import DocumentError, read_json
from common.forms import describe

type Document = dict[str, Any]

# A campaign of 2,000 NPCs and 100,000 interactions is a file of 42 MB, in 1.6 million parts. The
# second bound is one of memory: a file of nothing but empty lists would take 30 times its size.
MAX_BYTES, MAX_PARTS = 60_000_000, 5_000_000
_LISTS = ("locations", "quests", "sessions", "events")
_TEXTS = ("name", "description", "setting", "tone", "homebrew_rules", "world_description")
BATCH = 500


@dataclass(frozen=True)
class Exported:
    """``left_out`` interactions are with characters whose sheets the exporter may not see."""

    document: Document
    left_out: int


@dataclass(frozen=True)
class Counts:
    """How much ``export_campaign`` would put into its file, and leave out."""

    npcs: int
    characters: int
    interactions: int
    left_out: int


@dataclass(frozen=True)
class Imported:
    campaign: Campaign
    is_new: bool


def export_campaign(user: User, campaign: Campaign) -> Exported:
    """All of ``campaign`` that ``user``, a member, sees: for a game master that is the whole.

    People are known by no key that another Fireside would understand, so nobody is named as an
    author, and no answer to a session to come is told.
    """
    viewer = viewer_of(user, campaign)
    characters = list(_characters(user, campaign))
    sheets = {row["id"] for row in characters}
    npcs = _npcs(viewer, campaign, sheets)
    met = {row["id"] for row in npcs}
    interactions = list(_interactions(viewer, campaign, user))
    told = [
        row
        for row in interactions
        if row["npc_id"] in met and row["character_id"] in {None, *sheets}
    ]
    document = {
        "version": 1,
        "kind": KIND,
        "is_whole": viewer.runs_it,
        "campaign": _campaign(viewer, campaign, sheets),
        "npcs": npcs,
        "characters": characters,
        "interactions": told,
    }
    return Exported(document, len(interactions) - len(told))


def count_export(user: User, campaign: Campaign) -> Counts:
    """What the file of ``export_campaign`` would hold, without making it. Four queries."""
    shown = Character.objects.visible_to(user).filter(appearances__campaign=campaign)
    seen = NPCInteraction.objects.visible_to(user).filter(npc__campaign=campaign)
    told = seen.filter(Q(character=None) | Q(character__in=shown.values("pk"))).count()
    return Counts(
        npcs=NPC.objects.visible_to(user).filter(campaign=campaign).count(),
        characters=shown.count(),
        interactions=told,
        left_out=seen.count() - told,
    )


def read_archive(content: bytes) -> object:
    """What a file of at most ``MAX_BYTES`` spells. Raises ``ArchiveError``."""
    if sum(map(content.count, (b"{", b"[", b","))) > MAX_PARTS:
        raise ArchiveError(f"This file has more than {MAX_PARTS:,} parts, and no campaign has.")
    try:
        return read_json(content)
    except DocumentError as error:
        raise ArchiveError("; ".join(map(describe, error.faults))) from error


def import_campaign(user: User, document: object, *, now: datetime) -> Imported:
    """The campaign of ``document``, run by ``user``.

    One that ``user`` took in before stays as it is. Raises ``ArchiveError``.
    """
    _require_archive(document)
    key = _new_key(str(user.pk), document["campaign"]["id"])
    if known := Campaign.objects.filter(pk=key).first():
        if member_of(user, known) is None:
            raise ArchiveError("You took this campaign in before, and have left it since.")
        return Imported(known, is_new=False)
    try:
        with transaction.atomic():
            campaign = _Intake(user, document, key, now).take_in()
    except (DataError, IntegrityError) as error:
        raise ArchiveError("The rows of this file do not fit together.") from error
    return Imported(campaign, is_new=True)


def _require_archive(document):
    """What the check made of the document is let go: only the document itself is stored."""
    try:
        read_campaign_archive(document)
    except DocumentError as error:
        faults = "; ".join(map(describe, error.faults))
        raise ArchiveError(f"This is not the export of a campaign: {faults}") from error


# Out.


def _campaign(viewer, campaign, sheets):
    seen = seen_by(viewer, campaign)
    for name in ("is_custom", "template_id"):
        del seen[name]
    data = _with_elements(seen["data"], _nameless)
    if "sessions" in data:
        data["sessions"] = [_attended(session, sheets) for session in data["sessions"]]
    if "next_session" in data:
        planned = data["next_session"]
        data["next_session"] = {key: planned[key] for key in planned if key != "answers"}
    art = seen["world_art"]
    if art and "pictures" in art:
        art = {**art, "pictures": list(map(_nameless, art["pictures"]))}
    return {**seen, "data": data, "world_art": art}


def _attended(session, sheets):
    if "characters" not in session:
        return session
    return {**session, "characters": [key for key in session["characters"] if key in sheets]}


def _npcs(viewer, campaign, sheets):
    rows = list(NPC.objects.filter(campaign=campaign).order_by("created_at", "pk"))
    known = {row.pk for row in rows if npc_seen_by(viewer, row, known=())}
    seen = (npc_seen_by(viewer, row, known=known) for row in rows)
    return [_npc(npc, sheets) for npc in seen if npc]


def _npc(npc, sheets):
    ties = [_nameless(tie) for tie in npc["relationships"] if _is_told(tie, sheets)]
    return {**npc, "relationships": ties, "data": _nameless(npc["data"])}


def _is_told(tie, sheets):
    return tie.get("character_id") is None or tie["character_id"] in sheets


def _characters(user, campaign):
    shown = Character.objects.visible_to(user)
    rows = CampaignCharacter.objects.filter(campaign=campaign, character__in=shown)
    for row in rows.select_related("character").order_by("joined_at", "pk"):
        yield {
            "id": row.character_id,
            "sheet": row.character.data,
            "joined_at": row.joined_at.isoformat(),
            "left_at": row.left_at and row.left_at.isoformat(),
        }


def _interactions(viewer, campaign, user) -> Iterator[Document]:
    rows = NPCInteraction.objects.visible_to(user).filter(npc__campaign=campaign)
    for row in rows.order_by("timestamp", "pk"):
        if seen := interaction_seen_by(viewer, row):
            data = {key: seen["data"][key] for key in seen["data"] if key != "undone_by"}
            yield {**seen, "timestamp": row.timestamp.isoformat(), "data": _nameless(data)}


def _nameless(element):
    return {name: value for name, value in element.items() if name != "author"}


def _with_elements(data: Document, change: Callable[[Document], Document]) -> Document:
    """A new document in which each element that could have an author went through ``change``."""
    changed = {**data}
    for name in _LISTS:
        if name in data:
            changed[name] = list(map(change, data[name]))
    if "factions" in data.get("world_state", {}):
        factions = list(map(change, data["world_state"]["factions"]))
        changed["world_state"] = {**data["world_state"], "factions": factions}
    return changed


# In.


class _Intake:
    """One file on its way into the database, with the keys that its rows get there."""

    def __init__(self, user: User, document: Document, key: str, now: datetime):
        self.user, self.document, self.key, self.now = user, document, key, now
        self.npcs = self._keys("npcs", "npc")
        self.characters = self._free_keys(self._keys("characters", "character"))

    def take_in(self) -> Campaign:
        campaign = self._campaign()
        _put(NPC, self._npcs(campaign))
        self._take_in_characters(campaign)
        _put(NPCInteraction, self._interactions())
        rebuild_standings(NPC.objects.filter(campaign=campaign))
        return campaign

    def _keys(self, table, word):
        rows = self.document.get(table, [])
        return {row["id"]: _new_key(self.key, f"{word}:{row['id']}") for row in rows}

    def _free_keys(self, keys):
        """Characters outlive their campaign: one that the file made before stays as it became."""
        taken = set(Character.objects.filter(pk__in=keys.values()).values_list("pk", flat=True))
        return {
            old: _new_key(key, self.now.isoformat()) if key in taken else key
            for old, key in keys.items()
        }

    def _campaign(self):
        row = self.document["campaign"]
        campaign = Campaign(
            id=self.key,
            is_template=row.get("is_template", False),
            is_custom=True,
            created_at=self.now,
            world_art=self._art(row.get("world_art")),
            data=self._data(row["data"]),
            **{name: row[name] for name in _TEXTS if name in row},
        )
        with refused_as(ArchiveError):
            campaign.full_clean()
        campaign.save(force_insert=True)
        seat_first(self.user, campaign, now=self.now)
        return campaign

    def _data(self, data):
        data = _with_elements(data, self._own)
        if "sessions" in data:
            data["sessions"] = [self._attended(session) for session in data["sessions"]]
        return data

    def _art(self, art):
        if not art or "pictures" not in art:
            return art
        return {**art, "pictures": list(map(self._own, art["pictures"]))}

    def _attended(self, session):
        keys = session.get("characters", [])
        known = [self.characters[key] for key in keys if key in self.characters]
        return {**session, "characters": known} if "characters" in session else session

    def _npcs(self, campaign):
        for place, row in enumerate(self.document.get("npcs", [])):
            ties = [self._own(self._tie(tie)) for tie in row.get("relationships", [])]
            yield NPC(
                id=self.npcs[row["id"]],
                campaign=campaign,
                name=row["name"],
                race=row.get("race", ""),
                occupation=row.get("occupation", ""),
                location=row.get("location", ""),
                personality=row.get("personality", {}),
                stats=row.get("stats"),
                relationships=ties,
                data=self._own(row.get("data", {})),
                # One after the other, so that they come out again in this order.
                created_at=self.now + timedelta(microseconds=place),
            )

    def _tie(self, tie):
        if tie.get("npc_id") is not None:
            return {**tie, "npc_id": self.npcs[tie["npc_id"]]}
        return {**tie, "character_id": self.characters[tie["character_id"]]}

    def _take_in_characters(self, campaign):
        """Sheets without an owner: they belong to whoever runs the campaign."""
        rows = self.document.get("characters", [])
        Character.objects.bulk_create(
            Character(id=self.characters[row["id"]], name=row["sheet"]["name"], data=row["sheet"])
            for row in rows
        )
        CampaignCharacter.objects.bulk_create(
            CampaignCharacter(
                id=uuid5(UUID(self.key), f"appearance:{row['id']}"),
                campaign=campaign,
                character_id=self.characters[row["id"]],
                joined_at=_moment(row["joined_at"]),
                left_at=_moment(row["left_at"]) if row.get("left_at") else None,
            )
            for row in rows
        )

    def _interactions(self):
        rows = self.document.get("interactions", [])
        for row, key in zip(rows, self._interaction_keys(rows), strict=True):
            character = row.get("character_id")
            yield NPCInteraction(
                id=key,
                npc_id=self.npcs[row["npc_id"]],
                character_id=character and self.characters[character],
                interaction_type=row["interaction_type"],
                summary=row["summary"],
                outcome=row.get("outcome", ""),
                relationship_change=row.get("relationship_change", 0),
                timestamp=_moment(row["timestamp"]),
                data=self._own(row.get("data", {})),
            )

    def _interaction_keys(self, rows):
        """What happened at the same moment is told in the order of its keys, here as there."""
        for _, at_once in groupby(rows, key=lambda row: _moment(row["timestamp"])):
            yield from sorted(_new_key(self.key, f"interaction:{row['id']}") for row in at_once)

    def _own(self, element):
        """What was for its author alone is for whoever takes it in."""
        if element.get("visibility") == AUTHOR:
            return {**element, "author": str(self.user.pk)}
        return element


def _put(model, rows):
    """``rows`` are made and let go by the batch: there may be a hundred thousand."""
    for batch in batched(rows, BATCH):
        model.objects.bulk_create(batch)


def _new_key(target: str, key: str) -> str:
    """``target`` is a UUID as text: of an account, or of the campaign that was made of the file."""
    return str(uuid5(UUID(target), key))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
