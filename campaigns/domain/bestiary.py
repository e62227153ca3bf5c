"""Monsters: finding them, and taking over what they can do."""

from copy import deepcopy

from django.db.models import Q, QuerySet

from campaigns.models import Monster


def monsters_like(
    text: str = "",
    *,
    size: str = "",
    creature_type: str = "",
    least: float | None = None,
    most: float | None = None,
) -> QuerySet[Monster]:
    """Monsters by name of which all holds; ``least`` and ``most`` are challenge ratings."""
    wanted = Q()
    if text:
        wanted &= Q(name__icontains=text)
    if size:
        wanted &= Q(size=size)
    if creature_type:
        wanted &= Q(creature_type=creature_type)
    if least is not None:
        wanted &= Q(challenge_rating__gte=least)
    if most is not None:
        wanted &= Q(challenge_rating__lte=most)
    return Monster.objects.filter(wanted).order_by("name", "id")


def creature_types() -> list[str]:
    """The types of which the bestiary has a monster."""
    types = Monster.objects.order_by("creature_type").values_list("creature_type", flat=True)
    return list(types.distinct())


def stat_block_of(monster: Monster) -> dict:
    """A stat block of its own for an NPC: what is changed in it later changes no monster."""
    return deepcopy(monster.stats)
