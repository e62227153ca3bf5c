from django.db import models
from django.db.models import Q

from campaigns.models.characters import Character
from campaigns.models.npcs import NPC
from common.models import UUIDModel

_BOUNDS = (-100, 100)
_SCORE = {"default": 0, "db_default": 0}


class NPCStanding(UUIDModel):
    """How an NPC stands towards a character today, so that a roster can be filtered by it.

    It follows from the log of interactions, in the same transaction, and
    ``manage.py rebuild_standings`` makes it anew. There is a score for each audience, made of what
    that audience may see; so are the times of the last meeting, empty where there was none.
    """

    npc = models.ForeignKey(
        NPC,
        on_delete=models.DB_CASCADE,
        related_name="standings",
        db_index=False,
        verbose_name="NPC",
    )
    character = models.ForeignKey(
        Character, on_delete=models.DB_CASCADE, related_name="npc_standings", db_index=False
    )
    score_for_readers = models.SmallIntegerField(**_SCORE)
    score_for_members = models.SmallIntegerField(**_SCORE)
    score_for_game_masters = models.SmallIntegerField(**_SCORE)
    met_for_readers = models.DateTimeField(null=True, blank=True)
    met_for_members = models.DateTimeField(null=True, blank=True)
    met_for_game_masters = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "npc_standings"
        verbose_name = "standing of an NPC"
        verbose_name_plural = "standings of NPCs"
        constraints = [
            models.UniqueConstraint(
                fields=["npc", "character"],
                name="npcstanding_once",
                violation_error_message="An NPC stands in one way towards a character.",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"score_for_{audience}__range": _BOUNDS}),
                    name=f"npcstanding_{audience}_bounded",
                    violation_error_message="A score lies between -100 and 100.",
                )
                for audience in ("readers", "members", "game_masters")
            ),
        ]
        indexes = [
            # Who likes this character.
            models.Index(fields=["character"], name="npc_standings_character")
        ]

    def __str__(self):
        return f"{self.score_for_game_masters:+}"
