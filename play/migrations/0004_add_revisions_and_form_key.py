from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("play", "0003_game_moderators"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="scene",
            name="beside_revision",
            field=models.PositiveBigIntegerField(
                db_default=0,
                default=0,
                editable=False,
                help_text=(
                    "Counts the same for what stands beside the story: votes, turns and people."
                ),
            ),
        ),
        migrations.AddField(
            model_name="beat",
            name="revision",
            field=models.PositiveBigIntegerField(
                db_default=0,
                default=0,
                editable=False,
                help_text="That of its scene when the beat last changed its looks.",
            ),
        ),
        migrations.AddField(
            model_name="beat",
            name="form_key",
            field=models.UUIDField(
                blank=True,
                editable=False,
                help_text=(
                    "The form that it was written in, which makes one beat however often it is"
                    " sent."
                ),
                null=True,
            ),
        ),
        migrations.AddIndex(
            model_name="beat",
            index=models.Index(fields=["scene", "revision"], name="play_beat_by_revision"),
        ),
        migrations.AddConstraint(
            model_name="beat",
            constraint=models.UniqueConstraint(
                fields=["scene", "author", "form_key"],
                name="beat_once_per_form",
                violation_error_message="This form has become a beat already.",
            ),
        ),
    ]
