"""Characters are made and deleted; what stands on their sheet changes in ``sheet_changes``."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from campaigns.domain.character_errors import CharacterError, CharacterInUseError
from campaigns.domain.errors import refused_as
from campaigns.domain.sheet_changes import character_lock
from campaigns.models import (
    NPC,
    CampaignCharacter,
    Character,
    CharacterChange,
    CharacterOwner,
    NPCInteraction,
    Spell,
)
from campaigns.models.bases import new_key
from campaigns.rules.sheet_verbs.casting import SpellFacts


def create_character(
    user: User, sheet: dict, *, now: datetime, key: str | None = None, how: str = "Made"
) -> Character:
    """A character of ``user`` with ``sheet``, a document of version 2. Raises ``CharacterError``.

    Its history begins with this.
    """
    with transaction.atomic():
        character = Character(pk=key or new_key(), name=sheet.get("name", ""), data=sheet)
        with refused_as(CharacterError):
            character.full_clean()
        character.save(force_insert=True)
        CharacterOwner.objects.create(character=character, owner=user, created_at=now)
        CharacterChange.objects.create(
            character=character,
            actor=user,
            made_at=now,
            kind="create",
            summary=f"{how}: {character.name}.",
            before=None,
            after=character.data,
        )
    return character


@dataclass(frozen=True)
class Traces:
    """What hangs on a character: what would go with it, and what keeps it from going."""

    changes: int
    campaigns: list[str]
    interactions: int
    sessions: int
    relationships: int
    goes: list[str] = field(default_factory=list)

    @property
    def is_in_use(self) -> bool:
        return bool(self.interactions or self.sessions or self.relationships)


def traces_of(character: Character) -> Traces:
    """Everything that refers to ``character``."""
    seats = CampaignCharacter.objects.filter(character=character).select_related("campaign")
    campaigns = [seat.campaign for seat in seats.order_by("campaign__name", "campaign__pk")]
    ties = NPC.objects.filter(campaign__in=campaigns).values_list("relationships", flat=True)
    return Traces(
        changes=character.changes.count(),
        campaigns=[campaign.name for campaign in campaigns],
        interactions=NPCInteraction.objects.filter(character=character).count(),
        sessions=sum(
            character.pk in session.get("characters", [])
            for campaign in campaigns
            for session in campaign.data.get("sessions", [])
        ),
        relationships=sum(
            tie.get("character_id") == character.pk for entries in ties for tie in entries
        ),
    )


def delete_character(user: User, key: str, *, name: str) -> None:
    """Delete a character that no log needs; its ``name`` was typed to be sure.

    Seats in campaigns and the history go with it. Raises ``CharacterInUseError``,
    ``CharacterError``, and what ``character_lock`` raises.
    """
    with character_lock(user, key) as character:
        if name.strip() != character.name:
            raise CharacterError("That is not the name of the character.")
        if traces_of(character).is_in_use:
            raise CharacterInUseError(
                f"{character.name} stands in the log of a campaign, which would be left with"
                " holes. Retire the character instead: the sheet stays, and nobody plays it."
            )
        CampaignCharacter.objects.filter(character=character).delete()
        character.delete()


def spells_by_key(keys) -> dict[str, Spell]:
    """Spells of the compendium by their key; a key that it does not have is left out."""
    rows = Spell.objects.defer("description", "higher_levels", "data").filter(pk__in=set(keys))
    return {spell.pk: spell for spell in rows}


def facts_of(spell: Spell) -> SpellFacts:
    """What a sheet needs to know of ``spell``."""
    return SpellFacts(
        key=spell.pk,
        name=spell.name,
        level=spell.level,
        classes=spell.spell_lists,
        is_concentration=spell.concentration,
        is_ritual=spell.ritual,
    )


def find_spells(text: str, *, of_class: str = "", highest: int = 9) -> QuerySet[Spell]:
    """Spells whose name holds ``text``, lowest level first; of one class's list, where it says so.

    ``highest`` is the highest level that they may have.
    """
    rows = Spell.objects.on_list_of(of_class) if of_class else Spell.objects.all()
    rows = rows.filter(name__icontains=text.strip(), level__lte=highest)
    return rows.defer("description", "higher_levels", "data").order_by("level", "name", "pk")
