import uuid

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import common.encrypted
import common.fields
import common.functions
import storyteller.models.book_files
import storyteller.models.uploads
from common.create_tables import CreateTables


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("storyteller", "0002_story_editors"),
    ]

    # Sealed texts stay text for the database: no table has to be made anew.
    sealed = [
        migrations.AlterField(
            model_name="lifeeventboundary",
            name="off_limit_aspects",
            field=common.encrypted.EncryptedTextListField(
                blank=True,
                db_default=models.Value([], common.fields.TextListField()),
                default=list,
                help_text="Never raised. One aspect a line.",
            ),
        ),
        migrations.AlterField(
            model_name="lifeeventtrauma",
            name="resolution_notes",
            field=common.encrypted.EncryptedTextField(blank=True, db_default="", default=""),
        ),
        migrations.AlterField(
            model_name="lifeeventtrauma",
            name="support_notes",
            field=common.encrypted.EncryptedTextField(blank=True, db_default="", default=""),
        ),
        migrations.AlterField(
            model_name="sessionartifact",
            name="content",
            field=common.encrypted.SealableTextField(blank=True, db_default="", default=""),
        ),
        migrations.AlterField(
            model_name="sessioninteraction",
            name="storyteller_response",
            field=common.encrypted.SealableTextField(
                blank=True, db_default="", default="", verbose_name="answered"
            ),
        ),
        migrations.AlterField(
            model_name="storytellerboundary",
            name="off_limit_topics",
            field=common.encrypted.EncryptedTextListField(
                blank=True,
                db_default=models.Value([], common.fields.TextListField()),
                default=list,
                help_text="Never raised. One topic a line.",
            ),
        ),
    ]
    tables = [
        migrations.CreateModel(
            name="StorytellerInvitation",
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
                    "updated_at",
                    models.DateTimeField(
                        auto_now=True, db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("family", "Family"), ("editor", "Editor")], max_length=20
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
                (
                    "max_uses",
                    models.PositiveSmallIntegerField(
                        db_default=1, default=1, verbose_name="uses allowed"
                    ),
                ),
                (
                    "uses",
                    models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="used"),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="storyteller_invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "storyteller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="invitations",
                        to="storyteller.storyteller",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "db_table": "storyteller_invitations",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("token_hash",),
                        name="storyteller_invitations_token_once",
                        violation_error_message="There is a link with this token already.",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            django.db.models.functions.text.Length("token_hash"), 64
                        ),
                        name="storyteller_invitations_token_is_hashed",
                        violation_error_message="Only the hash of a token is stored.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("max_uses__gte", 1),
                            ("uses__gte", 0),
                            ("uses__lte", models.F("max_uses")),
                        ),
                        name="storyteller_invitations_uses_within_limit",
                        violation_error_message="An invitation is not used more often than allowed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))),
                        name="storyteller_invitations_expires_later",
                        violation_error_message="An invitation expires after it was made.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["family", "editor"])),
                        name="storyteller_invitations_role_known",
                        violation_error_message="Role must be one of: family, editor.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StorytellerHelper",
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
                    "updated_at",
                    models.DateTimeField(
                        auto_now=True, db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("family", "Family"), ("editor", "Editor")], max_length=20
                    ),
                ),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "storyteller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="helpers",
                        to="storyteller.storyteller",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="storyteller_helps",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="helpers",
                        to="storyteller.storytellerinvitation",
                    ),
                ),
            ],
            options={
                "verbose_name": "helper",
                "db_table": "storyteller_helpers",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("storyteller", "user"),
                        name="storyteller_helpers_once",
                        violation_error_message="This person helps already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["family", "editor"])),
                        name="storyteller_helpers_role_known",
                        violation_error_message="Role must be one of: family, editor.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StorytellerProject",
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
                    "updated_at",
                    models.DateTimeField(
                        auto_now=True, db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                (
                    "subject_kind",
                    models.CharField(
                        choices=[
                            ("self", "The keeper’s own life"),
                            ("living", "The life of somebody living"),
                            ("memory", "In memory of somebody"),
                        ],
                        db_default="self",
                        default="self",
                        max_length=20,
                        verbose_name="whose life",
                    ),
                ),
                (
                    "subject_name",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Empty where the storyteller tells of their own life.",
                        max_length=200,
                        verbose_name="told about",
                    ),
                ),
                ("subject_is_living", models.BooleanField(db_default=True, default=True)),
                ("subject_birth_year", models.IntegerField(blank=True, null=True)),
                ("subject_death_year", models.IntegerField(blank=True, null=True)),
                (
                    "scope_description",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="In the storyteller’s words: which chapter of the life, or which event.",
                        validators=[django.core.validators.MaxLengthValidator(5000)],
                        verbose_name="which part",
                    ),
                ),
                (
                    "context",
                    common.fields.DocumentField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text='Plain facts that the scope asks for, such as {"birth_year": "1941"}.',
                    ),
                ),
                (
                    "profile",
                    common.fields.DocumentField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text='What was ticked, such as {"has_children": true}.',
                    ),
                ),
                ("introduced_at", models.DateTimeField(blank=True, null=True)),
                ("subject_clarified_at", models.DateTimeField(blank=True, null=True)),
                ("profile_saved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reminders",
                    models.CharField(
                        choices=[
                            ("none", "None"),
                            ("weekly", "Once a week"),
                            ("on_request", "Only when asked for"),
                        ],
                        db_default="none",
                        default="none",
                        max_length=20,
                    ),
                ),
                ("next_reminder_at", models.DateTimeField(blank=True, null=True)),
                (
                    "may_zoom_in",
                    models.BooleanField(
                        blank=True,
                        help_text="Whether questions may go deeper without asking each time. Unknown: ask.",
                        null=True,
                    ),
                ),
                ("zoom_asked_at", models.DateTimeField(blank=True, null=True)),
                ("shape_revealed_at", models.DateTimeField(blank=True, null=True)),
                ("last_seen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "process_version",
                    models.ForeignKey(
                        blank=True,
                        help_text="Which questions are asked; a storyteller keeps to the version of their start.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="projects",
                        to="storyteller.processversion",
                    ),
                ),
                (
                    "scope",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="projects",
                        to="storyteller.scopetype",
                    ),
                ),
                (
                    "storyteller",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="project",
                        to="storyteller.storyteller",
                    ),
                ),
            ],
            options={
                "verbose_name": "project",
                "db_table": "storyteller_projects",
                "indexes": [
                    models.Index(fields=["next_reminder_at"], name="idx_project_next_reminder")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("subject_birth_year__range", (1000, 2200))),
                        name="storyteller_projects_subject_birth_year_1000_to_2200",
                        violation_error_message="Subject birth year lies between 1000 and 2200.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("subject_death_year__range", (1000, 2200))),
                        name="storyteller_projects_subject_death_year_1000_to_2200",
                        violation_error_message="Subject death year lies between 1000 and 2200.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("subject_death_year__gte", models.F("subject_birth_year"))
                        ),
                        name="storyteller_projects_subject_death_year_in_order",
                        violation_error_message="Subject death year cannot be before subject birth year.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("subject_kind", "memory"), _negated=True),
                            models.Q(
                                ("subject_is_living", False),
                                models.Q(("subject_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="storyteller_projects_memory_has_a_name",
                        violation_error_message="Say in whose memory the story is told.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("subject_kind__in", ["self", "living", "memory"])),
                        name="storyteller_projects_subject_kind_known",
                        violation_error_message="Subject kind must be one of: self, living, memory.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reminders__in", ["none", "weekly", "on_request"])),
                        name="storyteller_projects_reminders_known",
                        violation_error_message="Reminders must be one of: none, weekly, on_request.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
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
                    "updated_at",
                    models.DateTimeField(
                        auto_now=True, db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("photo", "Photo"),
                            ("voice", "Recording"),
                            ("document", "Document"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        max_length=200,
                        storage=storyteller.models.uploads.private_storage,
                        upload_to=storyteller.models.uploads.upload_path,
                    ),
                ),
                (
                    "preview",
                    models.FileField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="A smaller copy of a photo, for pages.",
                        max_length=200,
                        storage=storyteller.models.uploads.private_storage,
                        upload_to=storyteller.models.uploads.upload_path,
                    ),
                ),
                ("content_type", models.CharField(max_length=100)),
                ("bytes", models.BigIntegerField(help_text="In bytes.", verbose_name="size")),
                (
                    "sha256",
                    models.CharField(
                        max_length=64,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[0-9a-f]{64}\\Z", "A SHA-256 checksum is 64 hexadecimal digits."
                            )
                        ],
                        verbose_name="checksum",
                    ),
                ),
                ("width", models.IntegerField(blank=True, help_text="In pixels.", null=True)),
                ("height", models.IntegerField(blank=True, help_text="In pixels.", null=True)),
                (
                    "seconds",
                    models.IntegerField(
                        blank=True, help_text="In seconds.", null=True, verbose_name="length"
                    ),
                ),
                (
                    "caption",
                    models.CharField(blank=True, db_default="", default="", max_length=300),
                ),
                (
                    "alt_text",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="What there is to see, for people who cannot see it.",
                        max_length=500,
                        verbose_name="description",
                    ),
                ),
                ("taken_year", models.IntegerField(blank=True, null=True)),
                ("taken_month", models.IntegerField(blank=True, null=True)),
                ("taken_day", models.IntegerField(blank=True, null=True)),
                (
                    "is_approved",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="What the keeper adds is, at once.",
                        verbose_name="approved",
                    ),
                ),
                ("include_in_book", models.BooleanField(db_default=False, default=False)),
                (
                    "privacy_level",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("limited", "Limited"),
                            ("private", "Private"),
                            ("never_publish", "Never publish"),
                        ],
                        db_default="limited",
                        default="limited",
                        max_length=20,
                        verbose_name="privacy",
                    ),
                ),
                (
                    "life_event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="uploads",
                        to="storyteller.lifeevent",
                    ),
                ),
                (
                    "storyteller",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="uploads",
                        to="storyteller.storyteller",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="storyteller_uploads",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "uploads",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("storyteller", "sha256"),
                        name="uploads_once_per_storyteller",
                        violation_error_message="This file is here already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("bytes__gte", 1)),
                        name="uploads_bytes_at_least_1",
                        violation_error_message="Bytes is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("width__gte", 1)),
                        name="uploads_width_at_least_1",
                        violation_error_message="Width is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("height__gte", 1)),
                        name="uploads_height_at_least_1",
                        violation_error_message="Height is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seconds__gte", 0)),
                        name="uploads_seconds_not_negative",
                        violation_error_message="Seconds cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("taken_year__range", (1000, 2200))),
                        name="uploads_taken_year_1000_to_2200",
                        violation_error_message="Taken year lies between 1000 and 2200.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("taken_month__range", (1, 12))),
                        name="uploads_taken_month_1_to_12",
                        violation_error_message="Taken month lies between 1 and 12.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taken_day__isnull", True),
                            models.Q(
                                ("taken_month__isnull", False),
                                ("taken_day__range", (1, 31)),
                                models.Q(
                                    models.Q(("taken_month__in", [4, 6, 9, 11]), _negated=True),
                                    ("taken_day__lte", 30),
                                    _connector="OR",
                                ),
                                models.Q(
                                    models.Q(("taken_month", 2), _negated=True),
                                    ("taken_day__lte", 29),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="uploads_taken_day_of_month",
                        violation_error_message="Taken day needs a month that has such a day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["photo", "voice", "document"])),
                        name="uploads_kind_known",
                        violation_error_message="Kind must be one of: photo, voice, document.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("privacy_level__in", ["public", "limited", "private", "never_publish"])
                        ),
                        name="uploads_privacy_level_known",
                        violation_error_message="Privacy level must be one of: public, limited, private, never_publish.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChapterApproval",
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
                    "draft_version",
                    models.PositiveIntegerField(help_text="Which version of the chapter was read."),
                ),
                (
                    "approved_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        default=django.utils.timezone.now,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="chapter_approvals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="approvals",
                        to="storyteller.storychapter",
                    ),
                ),
            ],
            options={
                "db_table": "chapter_approvals",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("chapter",),
                        name="chapter_approvals_one_that_holds",
                        violation_error_message="This chapter is approved already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("draft_version__gte", 1)),
                        name="chapter_approvals_draft_version_at_least_1",
                        violation_error_message="Draft version is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("withdrawn_at__gte", models.F("approved_at"))),
                        name="chapter_approvals_withdrawn_at_in_order",
                        violation_error_message="Withdrawn at cannot be before approved at.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChapterReview",
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
                    "coherence",
                    models.DecimalField(
                        decimal_places=1,
                        help_text="From 0 to 10.",
                        max_digits=3,
                        verbose_name="coherence",
                    ),
                ),
                (
                    "pacing",
                    models.DecimalField(
                        decimal_places=1,
                        help_text="From 0 to 10.",
                        max_digits=3,
                        verbose_name="pacing",
                    ),
                ),
                (
                    "character_consistency",
                    models.DecimalField(
                        decimal_places=1,
                        help_text="From 0 to 10.",
                        max_digits=3,
                        verbose_name="consistency of characters",
                    ),
                ),
                (
                    "senses",
                    models.DecimalField(
                        decimal_places=1,
                        help_text="From 0 to 10.",
                        max_digits=3,
                        verbose_name="senses",
                    ),
                ),
                (
                    "themes",
                    models.DecimalField(
                        decimal_places=1,
                        help_text="From 0 to 10.",
                        max_digits=3,
                        verbose_name="themes",
                    ),
                ),
                (
                    "emotional_resonance",
                    models.DecimalField(
                        decimal_places=1,
                        help_text="From 0 to 10.",
                        max_digits=3,
                        verbose_name="emotional resonance",
                    ),
                ),
                (
                    "voice_consistency",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="From 0.00 to 1.00.",
                        max_digits=3,
                        null=True,
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("approved", "Good"),
                            ("needs_polish", "Needs polish"),
                            ("needs_revision", "Needs revision"),
                        ],
                        max_length=20,
                    ),
                ),
                ("notes", models.TextField(blank=True, db_default="", default="")),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="reviews",
                        to="storyteller.storychapter",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="chapter_reviews",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "chapter_reviews",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("coherence__range", (0, 10)),
                            ("pacing__range", (0, 10)),
                            ("character_consistency__range", (0, 10)),
                            ("senses__range", (0, 10)),
                            ("themes__range", (0, 10)),
                            ("emotional_resonance__range", (0, 10)),
                        ),
                        name="chapter_reviews_marks_0_to_10",
                        violation_error_message="A mark lies between 0 and 10.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("voice_consistency__range", (0, 1))),
                        name="chapter_reviews_voice_consistency_0_to_1",
                        violation_error_message="Voice consistency lies between 0.00 and 1.00.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("result__in", ["approved", "needs_polish", "needs_revision"])
                        ),
                        name="chapter_reviews_result_known",
                        violation_error_message="Result must be one of: approved, needs_polish, needs_revision.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsentRecord",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("given", "Given"),
                            ("withdrawn", "Withdrawn"),
                            ("restored", "Restored"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "wording_version",
                    models.PositiveSmallIntegerField(
                        help_text="Which text they agreed to.", verbose_name="wording"
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        default=django.utils.timezone.now,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="consent_records",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "storyteller",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="consent_records",
                        to="storyteller.storyteller",
                    ),
                ),
            ],
            options={
                "db_table": "consent_records",
                "indexes": [
                    models.Index(
                        fields=["storyteller", "made_at"], name="idx_consent_record_storyteller"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("wording_version__gte", 1)),
                        name="consent_records_wording_version_at_least_1",
                        violation_error_message="Wording version is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["given", "withdrawn", "restored"])),
                        name="consent_records_kind_known",
                        violation_error_message="Kind must be one of: given, withdrawn, restored.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DimensionScore",
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
                    "updated_at",
                    models.DateTimeField(
                        auto_now=True, db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                (
                    "candidate",
                    models.CharField(
                        choices=[
                            ("loss_to_connection", "From loss to connection"),
                            ("transformation", "Transformation"),
                            ("endurance", "Endurance"),
                            ("threat_survival", "Surviving a threat"),
                            ("identity_shift", "A shift of identity"),
                            ("meaning_making", "Making meaning"),
                        ],
                        max_length=100,
                        verbose_name="pattern",
                    ),
                ),
                (
                    "dimension",
                    models.CharField(
                        choices=[
                            ("relationship_to_loss", "Relation to loss"),
                            ("relationship_to_agency", "Relation to agency"),
                            ("relationship_to_meaning", "Relation to meaning"),
                            ("identity_shift", "Shift of identity"),
                        ],
                        max_length=50,
                    ),
                ),
                (
                    "score",
                    models.DecimalField(
                        decimal_places=2, help_text="From 0.00 to 1.00.", max_digits=3
                    ),
                ),
                ("note", models.TextField(blank=True, db_default="", default="")),
                (
                    "analysis",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="dimension_scores",
                        to="storyteller.archetypeanalysis",
                    ),
                ),
                (
                    "scored_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="dimension_scores",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "dimension_scores",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("analysis", "candidate", "dimension"),
                        name="dimension_scores_once",
                        violation_error_message="This pattern has a score in this respect already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("score__range", (0, 1))),
                        name="dimension_scores_score_0_to_1",
                        violation_error_message="Score lies between 0.00 and 1.00.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "candidate__in",
                                [
                                    "loss_to_connection",
                                    "transformation",
                                    "endurance",
                                    "threat_survival",
                                    "identity_shift",
                                    "meaning_making",
                                ],
                            )
                        ),
                        name="dimension_scores_candidate_known",
                        violation_error_message="Candidate must be one of: loss_to_connection, transformation, endurance, threat_survival, identity_shift, meaning_making.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "dimension__in",
                                [
                                    "relationship_to_loss",
                                    "relationship_to_agency",
                                    "relationship_to_meaning",
                                    "identity_shift",
                                ],
                            )
                        ),
                        name="dimension_scores_dimension_known",
                        violation_error_message="Dimension must be one of: relationship_to_loss, relationship_to_agency, relationship_to_meaning, identity_shift.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DownloadLink",
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
                    "updated_at",
                    models.DateTimeField(
                        auto_now=True, db_default=django.db.models.functions.datetime.Now()
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
                ("downloads", models.PositiveIntegerField(db_default=0, default=0)),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                (
                    "book_export",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="download_links",
                        to="storyteller.bookexport",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="download_links",
                        to="storyteller.bookexportdelivery",
                    ),
                ),
            ],
            options={
                "db_table": "download_links",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("token_hash",),
                        name="download_links_token_once",
                        violation_error_message="There is a link with this token already.",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            django.db.models.functions.text.Length("token_hash"), 64
                        ),
                        name="download_links_token_is_hashed",
                        violation_error_message="Only the hash of a token is stored.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("downloads__gte", 0)),
                        name="download_links_downloads_not_negative",
                        violation_error_message="Downloads cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))),
                        name="download_links_expires_later",
                        violation_error_message="A link expires after it was made.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExportOptions",
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
                    "updated_at",
                    models.DateTimeField(
                        auto_now=True, db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                (
                    "trim_size",
                    models.CharField(
                        choices=[
                            ("6x9", "6 × 9 in"),
                            ("7x10", "7 × 10 in"),
                            ("8.5x11", "8.5 × 11 in"),
                        ],
                        db_default="6x9",
                        default="6x9",
                        max_length=20,
                    ),
                ),
                ("include_photos", models.BooleanField(db_default=True, default=True)),
                (
                    "privacy_note",
                    models.BooleanField(
                        db_default=True,
                        default=True,
                        help_text="Says on the rights page that some names and places were changed.",
                        verbose_name="note on privacy",
                    ),
                ),
                (
                    "progress",
                    models.PositiveSmallIntegerField(
                        db_default=0, default=0, help_text="Per cent."
                    ),
                ),
                ("step", models.CharField(blank=True, db_default="", default="", max_length=200)),
                ("task_id", models.CharField(blank=True, db_default="", default="", max_length=64)),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=200,
                        storage=storyteller.models.uploads.private_storage,
                        upload_to=storyteller.models.book_files.book_path,
                    ),
                ),
                (
                    "book_export",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="options",
                        to="storyteller.bookexport",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="book_exports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "export options",
                "db_table": "export_options",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("progress__range", (0, 100))),
                        name="export_options_progress_0_to_100",
                        violation_error_message="Progress lies between 0 and 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("trim_size__in", ["6x9", "7x10", "8.5x11"])),
                        name="export_options_trim_size_known",
                        violation_error_message="Trim size must be one of: 6x9, 7x10, 8.5x11.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyMemory",
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
                    "updated_at",
                    models.DateTimeField(
                        auto_now=True, db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                (
                    "teller_name",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=150,
                        verbose_name="told by (name)",
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "text",
                    models.TextField(validators=[django.core.validators.MaxLengthValidator(20000)]),
                ),
                ("year", models.IntegerField(blank=True, null=True)),
                ("month", models.IntegerField(blank=True, null=True)),
                ("day", models.IntegerField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for approval"),
                            ("approved", "Approved"),
                            ("declined", "Not used"),
                        ],
                        db_default="waiting",
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "life_event",
                    models.ForeignKey(
                        blank=True,
                        help_text="The life event that was made of it.",
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="family_memories",
                        to="storyteller.lifeevent",
                    ),
                ),
                (
                    "storyteller",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="family_memories",
                        to="storyteller.storyteller",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="family_memories",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "family memories",
                "db_table": "family_memories",
                "indexes": [
                    models.Index(
                        fields=["storyteller", "status"], name="idx_family_memory_storyteller"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (1000, 2200))),
                        name="family_memories_year_1000_to_2200",
                        violation_error_message="Year lies between 1000 and 2200.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__range", (1, 12))),
                        name="family_memories_month_1_to_12",
                        violation_error_message="Month lies between 1 and 12.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("day__isnull", True),
                            models.Q(("day__range", (1, 31)), ("month__isnull", False)),
                            _connector="OR",
                        ),
                        name="family_memories_day_with_month",
                        violation_error_message="A day needs its month.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["approved", "declined"]), _negated=True),
                            ("decided_at__isnull", False),
                            _connector="OR",
                        ),
                        name="family_memories_decided_has_a_time",
                        violation_error_message="A decision has a time at which it was made.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["waiting", "approved", "declined"])),
                        name="family_memories_status_known",
                        violation_error_message="Status must be one of: waiting, approved, declined.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PromptAnswer",
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
                    "updated_at",
                    models.DateTimeField(
                        auto_now=True, db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                (
                    "sensitivity_tier",
                    models.IntegerField(
                        choices=[
                            (1, "1: safe"),
                            (2, "2: optional"),
                            (3, "3: private, never published"),
                        ],
                        db_default=1,
                        default=1,
                        help_text="Of the question when it was answered. Text of tier 3 is sealed.",
                    ),
                ),
                (
                    "text",
                    common.encrypted.SealableTextField(
                        blank=True,
                        db_default="",
                        default="",
                        validators=[django.core.validators.MaxLengthValidator(50000)],
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Begun"),
                            ("answered", "Answered"),
                            ("skipped", "Skipped for now"),
                            ("declined", "Not to be asked again"),
                        ],
                        db_default="draft",
                        default="draft",
                        max_length=20,
                    ),
                ),
                (
                    "depth",
                    models.CharField(
                        choices=[("broad", "Broad"), ("zoomed", "Close")],
                        db_default="broad",
                        default="broad",
                        max_length=20,
                    ),
                ),
                (
                    "step",
                    models.PositiveSmallIntegerField(
                        db_default=1,
                        default=1,
                        help_text="Which of the questions that lead deeper was reached.",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        db_default=1,
                        default=1,
                        help_text="Counts the saves: who saves an older one is told.",
                    ),
                ),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "interaction",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="prompt_answers",
                        to="storyteller.sessioninteraction",
                    ),
                ),
                (
                    "section_prompt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="answers",
                        to="storyteller.sectionprompt",
                        verbose_name="question",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="prompt_answers",
                        to="storyteller.storytellersession",
                    ),
                ),
                (
                    "storyteller",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="prompt_answers",
                        to="storyteller.storyteller",
                    ),
                ),
            ],
            options={
                "db_table": "prompt_answers",
                "indexes": [
                    models.Index(
                        fields=["storyteller", "status"], name="idx_prompt_answer_storyteller"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("storyteller", "section_prompt"),
                        name="prompt_answers_once",
                        violation_error_message="This question has an answer already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "answered"), _negated=True),
                            ("saved_at__isnull", False),
                            _connector="OR",
                        ),
                        name="prompt_answers_answered_is_saved",
                        violation_error_message="An answer has a time at which it was saved.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sensitivity_tier", 3), _negated=True),
                            ("text", ""),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Left("text", 7),
                                models.Value("sealed:"),
                            ),
                            _connector="OR",
                        ),
                        name="prompt_answers_tier_3_is_sealed",
                        violation_error_message="An answer of tier 3 is sealed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("step__gte", 1)),
                        name="prompt_answers_step_at_least_1",
                        violation_error_message="Step is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)),
                        name="prompt_answers_version_at_least_1",
                        violation_error_message="Version is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sensitivity_tier__in", [1, 2, 3])),
                        name="prompt_answers_sensitivity_tier_known",
                        violation_error_message="Sensitivity tier must be one of: 1, 2, 3.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "answered", "skipped", "declined"])
                        ),
                        name="prompt_answers_status_known",
                        violation_error_message="Status must be one of: draft, answered, skipped, declined.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("depth__in", ["broad", "zoomed"])),
                        name="prompt_answers_depth_known",
                        violation_error_message="Depth must be one of: broad, zoomed.",
                    ),
                ],
            },
        ),
    ]
    operations = [
        migrations.AlterModelOptions(
            name="storyteller",
            options={"permissions": [("read_sealed_texts", "Can read sealed texts")]},
        ),
        migrations.SeparateDatabaseAndState(state_operations=sealed),
        CreateTables(tables),
    ]
