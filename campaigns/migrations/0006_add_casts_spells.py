import django.db.models.functions.comparison
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0005_add_npc_standings"),
    ]

    operations = [
        migrations.AddField(
            model_name="npc",
            name="casts_spells",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(
                        models.Q(
                            ("stats__spells__0__isnull", False),
                            django.db.models.lookups.Contains(
                                django.db.models.functions.comparison.Cast(
                                    "stats", models.TextField()
                                ),
                                "pellcasting",
                            ),
                            _connector="OR",
                        ),
                        then=models.Value(True),
                    ),
                    default=models.Value(False),
                ),
                output_field=models.BooleanField(),
            ),
        ),
        migrations.AddIndex(
            model_name="npc",
            index=models.Index(
                condition=models.Q(("casts_spells", True)),
                fields=["campaign", "name"],
                name="npcs_casting",
            ),
        ),
    ]
