"""Characters are made and deleted; what stands on their sheet changes in ``sheet_changes``."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from campaigns.domain.character_errors import CharacterError, CharacterInUseError
from campaigns.domain.compendium import spell_index
from campaigns.domain.errors import refused_as
from campaigns.domain.sheet_changes import character_lock
from campaigns.models import (
    NPC,
    CampaignCharacter,
    Character,
    CharacterChange,
    CharacterOwner,
    NPCInteraction,
)
from campaigns.models.bases import new_key
from campaigns.rules.compendium.filters import Asked
from campaigns.rules.compendium.index import Found
from campaigns.rules.compendium.records import SpellRecord
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


def spells_by_key(keys: Iterable[str]) -> dict[str, SpellRecord]:
    """Spells of the compendium by their key; a key that it does not have is left out."""
    known = spell_index().by_key
    return {key: known[key] for key in keys if key in known}


def facts_of(spell: SpellRecord) -> SpellFacts:
    """What a sheet needs to know of ``spell``."""
    return SpellFacts(
        key=spell.key,
        name=spell.name,
        level=spell.level,
        classes=list(spell.classes),
        is_concentration=spell.concentration,
        is_ritual=spell.ritual,
    )


def find_spells(text: str, *, of_class: str = "", highest: int = 9) -> Found:
    """Spells up to level ``highest``: of one class's list, where it says so.

    With a text, the likeliest names first, also where it was mistyped; else lowest level first.
    """
    chosen = {"level": tuple(str(level) for level in range(highest + 1))}
    if of_class:
        chosen["class"] = (of_class,)
    asked = Asked(text=text.strip(), chosen=chosen, sort="name" if text.strip() else "level")
    return spell_index().ask(asked)
