from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.db.models import Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from campaigns.models.bases import (
    LONGEST_KEY,
    DocumentedModel,
    KeyedModel,
    RandomKey,
    filled,
    holds,
    known,
    new_key,
)
from campaigns.rules.documents import check_monster_source, check_stats
from campaigns.rules.documents.stat_block import CHALLENGE_RATINGS, SIZES
from common.fields import DocumentField


def _of_the_stats(key, default, output_field, **options):
    """A column that the database computes from the stat block, with the block's own default."""
    entry = Coalesce(Cast(KT(f"stats__{key}"), output_field), Value(default))
    return models.GeneratedField(
        expression=entry, output_field=output_field, db_persist=True, **options
    )


class Monster(DocumentedModel, KeyedModel):
    """A creature of the bestiary, from which an NPC can take its stats over.

    Size, type and challenge rating are computed by the database from the stat block.
    """

    id = models.CharField(
        "key",
        primary_key=True,
        default=new_key,
        db_default=RandomKey(),
        validators=[
            MaxLengthValidator(LONGEST_KEY),
            RegexValidator(r"^[a-z0-9][a-z0-9_-]*\Z", "Use small letters, digits, - and _."),
        ],
        help_text="Such as marsh-wyrm. An import finds a monster again by its key.",
    )
    name = models.CharField(validators=[MaxLengthValidator(200)])
    description = models.TextField(
        blank=True, default="", db_default="", validators=[MaxLengthValidator(20_000)]
    )
    stats = DocumentField("stat block", help_text="What it can do, as an NPC's stat block.")
    source = DocumentField(
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text='{"title": "…", "licence": "…", "url": "https://…", "key": "…"}',
    )
    size = _of_the_stats("size", "medium", models.CharField())
    creature_type = _of_the_stats(
        "creature_type", "humanoid", models.CharField(), verbose_name="type"
    )
    challenge_rating = _of_the_stats("challenge_rating", 0.0, models.FloatField())

    documents = {"stats": check_stats, "source": check_monster_source}

    class Meta:
        db_table = "monsters"
        constraints = [
            filled("monster", "id", "A monster needs a key."),
            filled("monster", "name", "A monster needs a name."),
            holds("monster", "stats", "object"),
            holds("monster", "source", "object"),
            known("monster", "size", list(SIZES), "Choose one of the six sizes."),
            known(
                "monster",
                "challenge_rating",
                list(CHALLENGE_RATINGS),
                "A challenge rating is 0, 0.125, 0.25, 0.5 or a whole number up to 30.",
            ),
        ]
        indexes = [
            models.Index(fields=["name"], name="monsters_name"),
            models.Index(fields=["challenge_rating", "name"], name="monsters_rating_name"),
            models.Index(fields=["creature_type", "name"], name="monsters_type_name"),
        ]

    def __str__(self):
        return self.name
