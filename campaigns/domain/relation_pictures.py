"""The relations of a campaign as a picture."""

from collections.abc import Iterable

from django.urls import reverse

from campaigns.domain.relations import Other, Relation
from campaigns.models import Character
from campaigns.rules.standing import in_signs
from common.relation_pictures import Figure, Picture, Tie
from common.relation_pictures import draw as draw_ties


def draw(relations: Iterable[Relation]) -> Picture:
    """Those whom ``relations`` join; the kind of each line is how the source feels."""
    return draw_ties(map(_tie, relations))


def _tie(relation):
    source, target = _figure(relation.source), _figure(relation.target)
    label = relation.kind or in_signs(relation.attitude)
    sentence = f"{source.name} to {target.name}: {label}"
    return Tie(source, target, label, sentence, relation.band.key)


def _figure(other: Other) -> Figure:
    """A character and an NPC may have the same key: they are rows of two tables.

    Whoever sees the map may open each NPC on it, but not each character: some have left.
    """
    if isinstance(other, Character):
        return Figure(("character", other.pk), other.name, kind="character")
    url = reverse("campaigns:npc", args=[other.campaign_id, other.pk])
    return Figure(("npc", other.pk), other.name, url, "npc")
