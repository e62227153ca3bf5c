import uuid

import django.db.models.deletion
from django.db import migrations, models

import common.functions


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0004_drop_derived_numbers"),
    ]

    operations = [
        migrations.CreateModel(
            name="NPCStanding",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=common.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("score_for_readers", models.SmallIntegerField(db_default=0, default=0)),
                ("score_for_members", models.SmallIntegerField(db_default=0, default=0)),
                ("score_for_game_masters", models.SmallIntegerField(db_default=0, default=0)),
                ("met_for_readers", models.DateTimeField(blank=True, null=True)),
                ("met_for_members", models.DateTimeField(blank=True, null=True)),
                ("met_for_game_masters", models.DateTimeField(blank=True, null=True)),
                (
                    "character",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="npc_standings",
                        to="campaigns.character",
                    ),
                ),
                (
                    "npc",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="standings",
                        to="campaigns.npc",
                        verbose_name="NPC",
                    ),
                ),
            ],
            options={
                "verbose_name": "standing of an NPC",
                "verbose_name_plural": "standings of NPCs",
                "db_table": "npc_standings",
                "indexes": [models.Index(fields=["character"], name="npc_standings_character")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("npc", "character"),
                        name="npcstanding_once",
                        violation_error_message="An NPC stands in one way towards a character.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("score_for_readers__range", (-100, 100))),
                        name="npcstanding_readers_bounded",
                        violation_error_message="A score lies between -100 and 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("score_for_members__range", (-100, 100))),
                        name="npcstanding_members_bounded",
                        violation_error_message="A score lies between -100 and 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("score_for_game_masters__range", (-100, 100))),
                        name="npcstanding_game_masters_bounded",
                        violation_error_message="A score lies between -100 and 100.",
                    ),
                ],
            },
        ),
        migrations.RemoveIndex(model_name="npc", name="npcs_campaign_name"),
        migrations.AddIndex(
            model_name="npc",
            index=models.Index(
                fields=["campaign", "name", "visibility", "author_key", "location", "occupation"],
                name="npcs_roster",
            ),
        ),
    ]
