import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
from django.db import migrations, models

import common.functions


class Migration(migrations.Migration):
    dependencies = [
        ("storyteller", "0007_widen_archetypes"),
    ]

    operations = [
        migrations.CreateModel(
            name="QuestionLink",
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
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        default=django.utils.timezone.now,
                        editable=False,
                    ),
                ),
                (
                    "token_hash",
                    models.CharField(
                        editable=False,
                        help_text="SHA-256 of the token, in hexadecimal.",
                        max_length=64,
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="expires")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                (
                    "section_prompt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="question_links",
                        to="storyteller.sectionprompt",
                        verbose_name="question",
                    ),
                ),
                (
                    "storyteller",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="question_links",
                        to="storyteller.storyteller",
                    ),
                ),
            ],
            options={
                "verbose_name": "question by mail",
                "verbose_name_plural": "questions by mail",
                "db_table": "question_links",
                "indexes": [
                    models.Index(
                        fields=["storyteller", "created_at"], name="idx_question_link_teller"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("token_hash",),
                        name="question_links_token_once",
                        violation_error_message="There is a link with this token already.",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            django.db.models.functions.text.Length("token_hash"), 64
                        ),
                        name="question_links_token_is_hashed",
                        violation_error_message="Only the hash of a token is stored.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))),
                        name="question_links_expires_later",
                        violation_error_message="A link expires after it was made.",
                    ),
                ],
            },
        ),
    ]
