import uuid
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import common.fields
import common.functions
from common.create_tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    tables = [
        migrations.CreateModel(
            name="Agent",
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
                    "agent_key",
                    models.CharField(
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z][a-z0-9_]*\\Z",
                                "A key is made of small letters, digits and underscores, and begins with a letter.",
                            )
                        ],
                        verbose_name="key",
                    ),
                ),
                ("agent_name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "agent_description",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="description"
                    ),
                ),
                (
                    "agent_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("capture", "Capture"),
                            ("synthesis", "Synthesis"),
                            ("reflection", "Reflection"),
                            ("analysis", "Analysis"),
                            ("guidance", "Guidance"),
                            ("editor", "Editor"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="type",
                    ),
                ),
                ("primary_objective", models.TextField(blank=True, db_default="", default="")),
                (
                    "secondary_objectives",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                    ),
                ),
                (
                    "base_constraints",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        verbose_name="constraints",
                    ),
                ),
                (
                    "default_tone",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("empathetic", "Empathetic"),
                            ("neutral", "Neutral"),
                            ("encouraging", "Encouraging"),
                            ("analytical", "Analytical"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="tone",
                    ),
                ),
                (
                    "persona_description",
                    models.TextField(blank=True, db_default="", default="", verbose_name="persona"),
                ),
                ("communication_style", models.TextField(blank=True, db_default="", default="")),
                (
                    "can_create_artifacts",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="keeps artifacts"
                    ),
                ),
                (
                    "can_analyze_content",
                    models.BooleanField(db_default=False, default=False, verbose_name="analyses"),
                ),
                (
                    "can_generate_prompts",
                    models.BooleanField(db_default=False, default=False, verbose_name="asks"),
                ),
                (
                    "can_provide_feedback",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="gives feedback"
                    ),
                ),
                (
                    "used_in_process_phases",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        verbose_name="phases",
                    ),
                ),
                (
                    "suggested_for_node_types",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        verbose_name="node types",
                    ),
                ),
                (
                    "system_prompt_template",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="instructions"
                    ),
                ),
                (
                    "greeting_template",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="greeting"
                    ),
                ),
                (
                    "closing_template",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="farewell"
                    ),
                ),
                (
                    "default_model",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Only for a guide that a machine speaks for. None needs to be.",
                        max_length=50,
                        verbose_name="model",
                    ),
                ),
                (
                    "temperature",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        help_text="From 0.0, sober, to 2.0, wild.",
                        max_digits=2,
                        null=True,
                    ),
                ),
                ("max_tokens", models.IntegerField(blank=True, null=True)),
                (
                    "configuration",
                    common.fields.DocumentField(
                        blank=True, db_default=models.Value({}, models.JSONField()), default=dict
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(db_default=True, default=True, verbose_name="active"),
                ),
                ("version", models.IntegerField(db_default=1, default=1)),
            ],
            options={
                "verbose_name": "guide",
                "db_table": "agent",
                "ordering": ["agent_name"],
                "indexes": [models.Index(fields=["agent_type"], name="idx_agent_type")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agent_key",),
                        name="idx_agent_key",
                        violation_error_message="There is a guide with this key already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("temperature__range", (0, 2))),
                        name="agent_temperature_0_to_2",
                        violation_error_message="Temperature lies between 0 and 2.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)),
                        name="agent_version_at_least_1",
                        violation_error_message="Version is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("max_tokens__gte", 1)),
                        name="agent_max_tokens_at_least_1",
                        violation_error_message="Max tokens is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "agent_type__in",
                                [
                                    "capture",
                                    "synthesis",
                                    "reflection",
                                    "analysis",
                                    "guidance",
                                    "editor",
                                    "",
                                ],
                            )
                        ),
                        name="agent_agent_type_known",
                        violation_error_message="Agent type must be one of: capture, synthesis, reflection, analysis, guidance, editor.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "default_tone__in",
                                ["empathetic", "neutral", "encouraging", "analytical", ""],
                            )
                        ),
                        name="agent_default_tone_known",
                        violation_error_message="Default tone must be one of: empathetic, neutral, encouraging, analytical.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Storyteller",
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
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        help_text="Who looks after this storyteller.",
                        null=True,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="storytellers",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
                (
                    "relationship_to_user",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("self", "Self"),
                            ("parent", "Parent"),
                            ("grandparent", "Grandparent"),
                            ("spouse", "Spouse"),
                            ("friend", "Friend"),
                            ("client", "Client"),
                        ],
                        db_default="",
                        default="",
                        help_text="Who the storyteller is to the owner of the account.",
                        max_length=50,
                        verbose_name="relationship to the account",
                    ),
                ),
                (
                    "first_name",
                    models.CharField(blank=True, db_default="", default="", max_length=100),
                ),
                (
                    "middle_name",
                    models.CharField(blank=True, db_default="", default="", max_length=100),
                ),
                (
                    "last_name",
                    models.CharField(blank=True, db_default="", default="", max_length=100),
                ),
                (
                    "preferred_name",
                    models.CharField(blank=True, db_default="", default="", max_length=100),
                ),
                ("birth_year", models.IntegerField(blank=True, null=True)),
                ("birth_month", models.IntegerField(blank=True, null=True)),
                ("birth_day", models.IntegerField(blank=True, null=True)),
                (
                    "birth_place",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
                (
                    "is_living",
                    models.BooleanField(db_default=True, default=True, verbose_name="living"),
                ),
                (
                    "current_location",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
                (
                    "consent_given",
                    models.BooleanField(
                        db_default=False, default=False, help_text="No session takes place before."
                    ),
                ),
                ("consent_date", models.DateTimeField(blank=True, null=True)),
                (
                    "profile_image_url",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A(https?://|/)\\S+\\Z",
                                "An address begins with https://, http:// or /, and has no spaces.",
                            )
                        ],
                        verbose_name="picture",
                    ),
                ),
                ("is_active", models.BooleanField(db_default=True, default=True)),
                (
                    "deleted_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When consent was withdrawn; the storyteller is then hidden.",
                        null=True,
                    ),
                ),
            ],
            options={
                "db_table": "storyteller",
                "indexes": [
                    models.Index(fields=["user", "is_active"], name="idx_storyteller_user")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("birth_year__range", (1900, 2200))),
                        name="storyteller_birth_year_1900_to_2200",
                        violation_error_message="Birth year lies between 1900 and 2200.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("birth_month__range", (1, 12))),
                        name="storyteller_birth_month_1_to_12",
                        violation_error_message="Birth month lies between 1 and 12.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("birth_day__isnull", True),
                            models.Q(
                                ("birth_month__isnull", False),
                                ("birth_day__range", (1, 31)),
                                models.Q(
                                    models.Q(("birth_month__in", [4, 6, 9, 11]), _negated=True),
                                    ("birth_day__lte", 30),
                                    _connector="OR",
                                ),
                                models.Q(
                                    models.Q(("birth_month", 2), _negated=True),
                                    ("birth_day__lte", 29),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="storyteller_birth_day_of_month",
                        violation_error_message="Birth day needs a month that has such a day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("consent_given", False),
                            ("consent_date__isnull", False),
                            _connector="OR",
                        ),
                        name="storyteller_consent_given_needs_consent_date",
                        violation_error_message="Consent given needs a value for consent date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deleted_at__isnull", True), ("is_active", False), _connector="OR"
                        ),
                        name="storyteller_deleted_is_not_active",
                        violation_error_message="A storyteller who withdrew is not active.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "relationship_to_user__in",
                                ["self", "parent", "grandparent", "spouse", "friend", "client", ""],
                            )
                        ),
                        name="storyteller_relationship_to_user_known",
                        violation_error_message="Relationship to user must be one of: self, parent, grandparent, spouse, friend, client.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcessVersion",
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
                ("version_name", models.CharField(max_length=100, verbose_name="name")),
                ("description", models.TextField(blank=True, db_default="", default="")),
                (
                    "is_active",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="New sessions follow the one active version.",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_column="created_by",
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="process_versions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "process_version",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_active", True)),
                        fields=("is_active",),
                        name="process_version_one_active",
                        violation_error_code="unique",
                        violation_error_message="Another version is active. Switch it off first.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcessNodeType",
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
                    "type_name",
                    models.CharField(
                        choices=[
                            ("informational", "Informational"),
                            ("fork", "Fork"),
                            ("data_collection", "Data collection"),
                            ("iterative", "Iterative"),
                            ("synthesis", "Synthesis"),
                        ],
                        max_length=50,
                        verbose_name="type",
                    ),
                ),
                ("description", models.TextField(blank=True, db_default="", default="")),
                ("requires_user_input", models.BooleanField(db_default=True, default=True)),
                ("can_skip", models.BooleanField(db_default=False, default=False)),
                ("is_repeatable", models.BooleanField(db_default=False, default=False)),
            ],
            options={
                "db_table": "process_node_type",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("type_name",),
                        name="process_node_type_type_name_once",
                        violation_error_code="unique",
                        violation_error_message="This type exists already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "type_name__in",
                                [
                                    "informational",
                                    "fork",
                                    "data_collection",
                                    "iterative",
                                    "synthesis",
                                ],
                            )
                        ),
                        name="process_node_type_type_name_known",
                        violation_error_message="Type name must be one of: informational, fork, data_collection, iterative, synthesis.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcessNode",
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
                    "process_version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="nodes",
                        to="storyteller.processversion",
                    ),
                ),
                (
                    "node_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="nodes",
                        to="storyteller.processnodetype",
                    ),
                ),
                (
                    "node_key",
                    models.CharField(
                        help_text="Small letters, digits and underscores, such as trust_setup.",
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z][a-z0-9_]*\\Z",
                                "A key is made of small letters, digits and underscores, and begins with a letter.",
                            )
                        ],
                        verbose_name="key",
                    ),
                ),
                ("node_name", models.CharField(max_length=200, verbose_name="name")),
                ("order_index", models.IntegerField(verbose_name="order")),
                ("purpose", models.TextField()),
                ("outcome", models.TextField(blank=True, db_default="", default="")),
                (
                    "user_facing_text",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        verbose_name="text for the storyteller",
                    ),
                ),
                ("is_optional", models.BooleanField(db_default=False, default=False)),
                ("requires_completion", models.BooleanField(db_default=True, default=True)),
                (
                    "agent_objective",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="objective of the agent"
                    ),
                ),
                (
                    "agent_constraints",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        verbose_name="constraints of the agent",
                    ),
                ),
            ],
            options={
                "db_table": "process_node",
                "ordering": ["order_index"],
                "indexes": [
                    models.Index(
                        fields=["process_version", "order_index"], name="idx_process_node_version"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("process_version", "node_key"),
                        name="process_node_key_once_per_version",
                        violation_error_code="unique",
                        violation_error_message="This version has a node with this key already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("order_index__gte", 0)),
                        name="process_node_order_index_not_negative",
                        violation_error_message="Order index cannot be negative.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StorytellerSession",
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
                    "storyteller",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="sessions",
                        to="storyteller.storyteller",
                    ),
                ),
                (
                    "process_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="sessions",
                        to="storyteller.processversion",
                    ),
                ),
                (
                    "current_process_node",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="current_sessions",
                        to="storyteller.processnode",
                        verbose_name="current node",
                    ),
                ),
                (
                    "session_name",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=200, verbose_name="name"
                    ),
                ),
                ("intention", models.TextField(help_text="What this session is for.")),
                (
                    "success_indicators",
                    common.fields.DocumentField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text='Such as {"minutes": 5, "words": 200, "signs": ["a natural ending"]}.',
                    ),
                ),
                (
                    "completion_indicators",
                    common.fields.DocumentField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text="As for success.",
                    ),
                ),
                (
                    "constraints",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        help_text="One a line.",
                    ),
                ),
                ("procedure_notes", models.TextField(blank=True, db_default="", default="")),
                ("scheduled_at", models.DateTimeField(blank=True, null=True)),
                ("scheduled_duration_minutes", models.IntegerField(blank=True, null=True)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("actual_duration_minutes", models.IntegerField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("scheduled", "Scheduled"),
                            ("in_progress", "In progress"),
                            ("completed", "Completed"),
                            ("cancelled", "Cancelled"),
                            ("paused", "Paused"),
                        ],
                        db_default="scheduled",
                        default="scheduled",
                        max_length=50,
                    ),
                ),
                ("summary", models.TextField(blank=True, db_default="", default="")),
                (
                    "success_rating",
                    models.IntegerField(blank=True, help_text="From 1 to 5.", null=True),
                ),
                (
                    "completion_percentage",
                    models.IntegerField(blank=True, null=True, verbose_name="completed %"),
                ),
                ("needs_followup", models.BooleanField(db_default=False, default=False)),
                ("followup_notes", models.TextField(blank=True, db_default="", default="")),
                (
                    "next_session_suggestion",
                    models.TextField(blank=True, db_default="", default=""),
                ),
            ],
            options={
                "verbose_name": "session",
                "db_table": "session",
                "indexes": [
                    models.Index(fields=["storyteller", "status"], name="idx_session_storyteller"),
                    models.Index(fields=["scheduled_at"], name="idx_session_scheduled"),
                    models.Index(fields=["status"], name="idx_session_status"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ended_at__gte", models.F("started_at"))),
                        name="session_ended_at_in_order",
                        violation_error_message="Ended at cannot be before started at.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("success_rating__range", (1, 5))),
                        name="session_success_rating_1_to_5",
                        violation_error_message="Success rating lies between 1 and 5.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("completion_percentage__range", (0, 100))),
                        name="session_completion_percentage_0_to_100",
                        violation_error_message="Completion percentage lies between 0 and 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scheduled_duration_minutes__gte", 1)),
                        name="session_scheduled_duration_minutes_at_least_1",
                        violation_error_message="Scheduled duration minutes is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("actual_duration_minutes__gte", 0)),
                        name="session_actual_duration_minutes_not_negative",
                        violation_error_message="Actual duration minutes cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "in_progress"), _negated=True),
                            ("started_at__isnull", False),
                            _connector="OR",
                        ),
                        name="session_in_progress_has_started",
                        violation_error_message="A session in progress has a time at which it started.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "completed"), _negated=True),
                            ("ended_at__isnull", False),
                            _connector="OR",
                        ),
                        name="session_completed_has_ended",
                        violation_error_message="A completed session has a time at which it ended.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["scheduled", "in_progress", "completed", "cancelled", "paused"],
                            )
                        ),
                        name="session_status_known",
                        violation_error_message="Status must be one of: scheduled, in_progress, completed, cancelled, paused.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgentInstance",
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
                    "agent",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="instances",
                        to="storyteller.agent",
                        verbose_name="guide",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="agent_instances",
                        to="storyteller.storytellersession",
                    ),
                ),
                (
                    "storyteller",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="agent_instances",
                        to="storyteller.storyteller",
                    ),
                ),
                (
                    "instance_objective",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="objective"
                    ),
                ),
                (
                    "instance_constraints",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        verbose_name="constraints",
                    ),
                ),
                (
                    "agent_context",
                    common.fields.DocumentField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        verbose_name="context",
                    ),
                ),
                (
                    "tone_override",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="other tone",
                    ),
                ),
                (
                    "model_override",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="other model",
                    ),
                ),
                (
                    "temperature_override",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=2,
                        null=True,
                        verbose_name="other temperature",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("completed", "Completed"),
                            ("paused", "Paused"),
                            ("failed", "Failed"),
                        ],
                        db_default="active",
                        default="active",
                        max_length=50,
                    ),
                ),
                (
                    "started_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        default=django.utils.timezone.now,
                        editable=False,
                    ),
                ),
                ("completed_at", models.DateTimeField(blank=True, null=True)),
                ("paused_at", models.DateTimeField(blank=True, null=True)),
                ("failed_at", models.DateTimeField(blank=True, null=True)),
                ("failure_reason", models.TextField(blank=True, db_default="", default="")),
                (
                    "total_interactions",
                    models.IntegerField(db_default=0, default=0, verbose_name="interactions"),
                ),
                (
                    "total_artifacts_created",
                    models.IntegerField(db_default=0, default=0, verbose_name="artifacts"),
                ),
                (
                    "average_response_time_ms",
                    models.IntegerField(
                        blank=True,
                        help_text="In milliseconds.",
                        null=True,
                        verbose_name="average answer time",
                    ),
                ),
                (
                    "user_satisfaction_rating",
                    models.IntegerField(
                        blank=True, help_text="From 1 to 5.", null=True, verbose_name="rating"
                    ),
                ),
                (
                    "flagged_for_review",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="to be looked at"
                    ),
                ),
                ("review_notes", models.TextField(blank=True, db_default="", default="")),
            ],
            options={
                "verbose_name": "guide at work",
                "verbose_name_plural": "guides at work",
                "db_table": "agent_instance",
                "ordering": ["-started_at"],
                "indexes": [
                    models.Index(fields=["agent"], name="idx_agent_instance_agent"),
                    models.Index(fields=["session"], name="idx_agent_instance_session"),
                    models.Index(fields=["storyteller"], name="idx_agent_instance_storyteller"),
                    models.Index(fields=["status"], name="idx_agent_instance_status"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("total_interactions__gte", 0)),
                        name="agent_instance_total_interactions_not_negative",
                        violation_error_message="Total interactions cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("total_artifacts_created__gte", 0)),
                        name="agent_instance_total_artifacts_created_not_negative",
                        violation_error_message="Total artifacts created cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("average_response_time_ms__gte", 0)),
                        name="agent_instance_average_response_time_ms_not_negative",
                        violation_error_message="Average response time ms cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("user_satisfaction_rating__range", (1, 5))),
                        name="agent_instance_user_satisfaction_rating_1_to_5",
                        violation_error_message="User satisfaction rating lies between 1 and 5.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("temperature_override__range", (0, 2))),
                        name="agent_instance_temperature_override_0_to_2",
                        violation_error_message="Temperature override lies between 0 and 2.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("completed_at__gte", models.F("started_at"))),
                        name="agent_instance_completed_at_in_order",
                        violation_error_message="Completed at cannot be before started at.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "failed"), _negated=True),
                            models.Q(("failure_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="agent_instance_failed_says_why",
                        violation_error_message="Where the status is “failed”, say why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["active", "completed", "paused", "failed"])
                        ),
                        name="agent_instance_status_known",
                        violation_error_message="Status must be one of: active, completed, paused, failed.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Collection",
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
                    "storyteller",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="collections",
                        to="storyteller.storyteller",
                    ),
                ),
                ("collection_name", models.CharField(max_length=200, verbose_name="name")),
                ("description", models.TextField(blank=True, db_default="", default="")),
                (
                    "organizing_principle",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("theme", "Theme"),
                            ("archetype", "Archetype"),
                            ("timeline", "Timeline"),
                            ("storyline", "Storyline"),
                            ("relationship", "Relationship"),
                            ("place", "Place"),
                            ("transformation", "Transformation"),
                            ("custom", "Custom"),
                        ],
                        db_default="",
                        default="",
                        help_text="By what these events were brought together.",
                        max_length=100,
                    ),
                ),
                (
                    "organizing_value",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="What the principle is about: which theme, which place, which years.",
                    ),
                ),
                (
                    "narrative_arc",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("linear", "Linear"),
                            ("cyclical", "Cyclical"),
                            ("transformation", "Transformation"),
                            ("quest", "Quest"),
                            ("tragedy", "Tragedy"),
                            ("comedy", "Comedy"),
                            ("rebirth", "Rebirth"),
                            ("rags_to_riches", "Rags to riches"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                    ),
                ),
                (
                    "archetype_pattern",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("loss_to_connection", "From loss to connection"),
                            ("transformation", "Transformation"),
                            ("endurance", "Endurance"),
                            ("threat_survival", "Surviving a threat"),
                            ("identity_shift", "A shift of identity"),
                            ("meaning_making", "Making meaning"),
                        ],
                        db_default="",
                        default="",
                        help_text="The shape that the events have taken, if one shows.",
                        max_length=100,
                    ),
                ),
                (
                    "collection_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("thematic", "Thematic"),
                            ("chronological", "Chronological"),
                            ("relational", "Relational"),
                            ("geographical", "Geographical"),
                            ("emotional_journey", "Emotional journey"),
                            ("custom", "Custom"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                    ),
                ),
                (
                    "is_provisional",
                    models.BooleanField(
                        db_default=True,
                        default=True,
                        help_text="A suggestion, until the storyteller approves it.",
                        verbose_name="provisional",
                    ),
                ),
                (
                    "is_approved",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="The storyteller agrees with this collection.",
                        verbose_name="approved",
                    ),
                ),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "include_in_book",
                    models.BooleanField(
                        db_default=True, default=True, verbose_name="goes into the book"
                    ),
                ),
                (
                    "book_section_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("chapter", "Chapter"),
                            ("part", "Part"),
                            ("vignette", "Vignette"),
                            ("sidebar", "Sidebar"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="place in the book",
                    ),
                ),
                (
                    "suggested_title",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
                (
                    "display_order",
                    models.IntegerField(blank=True, help_text="Smallest first.", null=True),
                ),
                (
                    "synthesis_summary",
                    models.TextField(blank=True, db_default="", default="", verbose_name="summary"),
                ),
                (
                    "synthesis_themes",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        verbose_name="themes",
                    ),
                ),
                (
                    "synthesis_tone",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=50, verbose_name="tone"
                    ),
                ),
            ],
            options={
                "verbose_name": "collection",
                "db_table": "collection",
                "ordering": ["display_order", "collection_name"],
                "indexes": [
                    models.Index(fields=["storyteller"], name="idx_collection_storyteller"),
                    models.Index(fields=["organizing_principle"], name="idx_collection_principle"),
                    models.Index(fields=["archetype_pattern"], name="idx_collection_archetype"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_approved", False), ("approved_at__isnull", False), _connector="OR"
                        ),
                        name="collection_is_approved_needs_approved_at",
                        violation_error_message="Approved needs a value for approved at.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_approved", False), ("is_provisional", False), _connector="OR"
                        ),
                        name="collection_approved_is_not_provisional",
                        violation_error_message="What is approved is no longer provisional.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("display_order__gte", 0)),
                        name="collection_display_order_not_negative",
                        violation_error_message="Display order cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "organizing_principle__in",
                                [
                                    "theme",
                                    "archetype",
                                    "timeline",
                                    "storyline",
                                    "relationship",
                                    "place",
                                    "transformation",
                                    "custom",
                                    "",
                                ],
                            )
                        ),
                        name="collection_organizing_principle_known",
                        violation_error_message="Organizing principle must be one of: theme, archetype, timeline, storyline, relationship, place, transformation, custom.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "narrative_arc__in",
                                [
                                    "linear",
                                    "cyclical",
                                    "transformation",
                                    "quest",
                                    "tragedy",
                                    "comedy",
                                    "rebirth",
                                    "rags_to_riches",
                                    "",
                                ],
                            )
                        ),
                        name="collection_narrative_arc_known",
                        violation_error_message="Narrative arc must be one of: linear, cyclical, transformation, quest, tragedy, comedy, rebirth, rags_to_riches.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "archetype_pattern__in",
                                [
                                    "loss_to_connection",
                                    "transformation",
                                    "endurance",
                                    "threat_survival",
                                    "identity_shift",
                                    "meaning_making",
                                    "",
                                ],
                            )
                        ),
                        name="collection_archetype_pattern_known",
                        violation_error_message="Archetype pattern must be one of: loss_to_connection, transformation, endurance, threat_survival, identity_shift, meaning_making.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "collection_type__in",
                                [
                                    "thematic",
                                    "chronological",
                                    "relational",
                                    "geographical",
                                    "emotional_journey",
                                    "custom",
                                    "",
                                ],
                            )
                        ),
                        name="collection_collection_type_known",
                        violation_error_message="Collection type must be one of: thematic, chronological, relational, geographical, emotional_journey, custom.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "book_section_type__in",
                                ["chapter", "part", "vignette", "sidebar", ""],
                            )
                        ),
                        name="collection_book_section_type_known",
                        violation_error_message="Book section type must be one of: chapter, part, vignette, sidebar.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Story",
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
                    "storyteller",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="stories",
                        to="storyteller.storyteller",
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                (
                    "subtitle",
                    models.CharField(blank=True, db_default="", default="", max_length=300),
                ),
                (
                    "working_title",
                    models.CharField(blank=True, db_default="", default="", max_length=300),
                ),
                (
                    "overall_archetype",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("loss_to_connection", "From loss to connection"),
                            ("transformation", "Transformation"),
                            ("endurance", "Endurance"),
                            ("threat_survival", "Surviving a threat"),
                            ("identity_shift", "A shift of identity"),
                            ("meaning_making", "Making meaning"),
                        ],
                        db_default="",
                        default="",
                        help_text="The pattern that the whole book follows.",
                        max_length=100,
                        verbose_name="archetype",
                    ),
                ),
                (
                    "secondary_archetypes",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                    ),
                ),
                (
                    "narrative_structure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("linear", "Linear"),
                            ("non_linear", "Non linear"),
                            ("circular", "Circular"),
                            ("braided", "Braided"),
                            ("frame_story", "Frame story"),
                            ("mosaic", "Mosaic"),
                            ("three_act", "Three acts"),
                            ("hero_journey", "Hero’s journey"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                    ),
                ),
                (
                    "point_of_view",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("first_person_present", "First person present"),
                            ("first_person_past", "First person past"),
                            ("second_person", "Second person"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                    ),
                ),
                (
                    "narrative_voice",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reflective", "Reflective"),
                            ("immediate", "Immediate"),
                            ("conversational", "Conversational"),
                            ("literary", "Literary"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                    ),
                ),
                (
                    "tense",
                    models.CharField(
                        blank=True,
                        choices=[("present", "Present"), ("past", "Past"), ("mixed", "Mixed")],
                        db_default="",
                        default="",
                        max_length=50,
                    ),
                ),
                (
                    "tone",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("intimate", "Intimate"),
                            ("humorous", "Humorous"),
                            ("somber", "Somber"),
                            ("hopeful", "Hopeful"),
                            ("defiant", "Defiant"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                    ),
                ),
                (
                    "intended_audience",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("family", "Family"),
                            ("descendants", "Descendants"),
                            ("general_public", "General public"),
                            ("specific_community", "Specific community"),
                        ],
                        db_default="",
                        default="",
                        max_length=200,
                        verbose_name="audience",
                    ),
                ),
                (
                    "primary_purpose",
                    models.TextField(blank=True, db_default="", default="", verbose_name="purpose"),
                ),
                (
                    "central_question",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="What a reader keeps wanting to know.",
                    ),
                ),
                (
                    "central_themes",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                    ),
                ),
                (
                    "story_timeframe_start",
                    models.IntegerField(
                        blank=True,
                        help_text="The year with which the story begins.",
                        null=True,
                        verbose_name="told from",
                    ),
                ),
                (
                    "story_timeframe_end",
                    models.IntegerField(
                        blank=True,
                        help_text="The year with which it ends.",
                        null=True,
                        verbose_name="told until",
                    ),
                ),
                (
                    "uses_flashback",
                    models.BooleanField(db_default=False, default=False, verbose_name="looks back"),
                ),
                (
                    "uses_flashforward",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="looks ahead"
                    ),
                ),
                (
                    "opening_strategy",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_medias_res", "In medias res"),
                            ("origin_story", "Origin story"),
                            ("pivotal_moment", "Pivotal moment"),
                            ("frame_present_day", "Frame present day"),
                            ("atmospheric_scene", "Atmospheric scene"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="opening",
                    ),
                ),
                (
                    "closing_strategy",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("resolution", "Resolution"),
                            ("reflection", "Reflection"),
                            ("return_to_frame", "Return to frame"),
                            ("open_ended", "Open ended"),
                            ("full_circle", "Full circle"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="closing",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planning", "Planning"),
                            ("drafting", "Drafting"),
                            ("revising", "Revising"),
                            ("complete", "Complete"),
                        ],
                        db_default="planning",
                        default="planning",
                        max_length=50,
                    ),
                ),
                (
                    "current_draft_version",
                    models.IntegerField(db_default=1, default=1, verbose_name="draft version"),
                ),
                ("estimated_word_count", models.IntegerField(blank=True, null=True)),
                ("target_word_count", models.IntegerField(blank=True, null=True)),
                ("estimated_page_count", models.IntegerField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "story",
                "verbose_name_plural": "stories",
                "db_table": "story",
                "ordering": ["title"],
                "indexes": [models.Index(fields=["storyteller"], name="idx_story_storyteller")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("story_timeframe_end__gte", models.F("story_timeframe_start"))
                        ),
                        name="story_story_timeframe_end_in_order",
                        violation_error_message="Story timeframe end cannot be before story timeframe start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("current_draft_version__gte", 1)),
                        name="story_current_draft_version_at_least_1",
                        violation_error_message="Current draft version is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("story_timeframe_start__gte", 1)),
                        name="story_story_timeframe_start_at_least_1",
                        violation_error_message="Story timeframe start is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("story_timeframe_end__gte", 1)),
                        name="story_story_timeframe_end_at_least_1",
                        violation_error_message="Story timeframe end is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("estimated_word_count__gte", 0)),
                        name="story_estimated_word_count_not_negative",
                        violation_error_message="Estimated word count cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("target_word_count__gte", 0)),
                        name="story_target_word_count_not_negative",
                        violation_error_message="Target word count cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("estimated_page_count__gte", 0)),
                        name="story_estimated_page_count_not_negative",
                        violation_error_message="Estimated page count cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "overall_archetype__in",
                                [
                                    "loss_to_connection",
                                    "transformation",
                                    "endurance",
                                    "threat_survival",
                                    "identity_shift",
                                    "meaning_making",
                                    "",
                                ],
                            )
                        ),
                        name="story_overall_archetype_known",
                        violation_error_message="Overall archetype must be one of: loss_to_connection, transformation, endurance, threat_survival, identity_shift, meaning_making.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "narrative_structure__in",
                                [
                                    "linear",
                                    "non_linear",
                                    "circular",
                                    "braided",
                                    "frame_story",
                                    "mosaic",
                                    "three_act",
                                    "hero_journey",
                                    "",
                                ],
                            )
                        ),
                        name="story_narrative_structure_known",
                        violation_error_message="Narrative structure must be one of: linear, non_linear, circular, braided, frame_story, mosaic, three_act, hero_journey.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "point_of_view__in",
                                ["first_person_present", "first_person_past", "second_person", ""],
                            )
                        ),
                        name="story_point_of_view_known",
                        violation_error_message="Point of view must be one of: first_person_present, first_person_past, second_person.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "narrative_voice__in",
                                ["reflective", "immediate", "conversational", "literary", ""],
                            )
                        ),
                        name="story_narrative_voice_known",
                        violation_error_message="Narrative voice must be one of: reflective, immediate, conversational, literary.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tense__in", ["present", "past", "mixed", ""])),
                        name="story_tense_known",
                        violation_error_message="Tense must be one of: present, past, mixed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "tone__in",
                                ["intimate", "humorous", "somber", "hopeful", "defiant", ""],
                            )
                        ),
                        name="story_tone_known",
                        violation_error_message="Tone must be one of: intimate, humorous, somber, hopeful, defiant.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "intended_audience__in",
                                [
                                    "family",
                                    "descendants",
                                    "general_public",
                                    "specific_community",
                                    "",
                                ],
                            )
                        ),
                        name="story_intended_audience_known",
                        violation_error_message="Intended audience must be one of: family, descendants, general_public, specific_community.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "opening_strategy__in",
                                [
                                    "in_medias_res",
                                    "origin_story",
                                    "pivotal_moment",
                                    "frame_present_day",
                                    "atmospheric_scene",
                                    "",
                                ],
                            )
                        ),
                        name="story_opening_strategy_known",
                        violation_error_message="Opening strategy must be one of: in_medias_res, origin_story, pivotal_moment, frame_present_day, atmospheric_scene.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "closing_strategy__in",
                                [
                                    "resolution",
                                    "reflection",
                                    "return_to_frame",
                                    "open_ended",
                                    "full_circle",
                                    "",
                                ],
                            )
                        ),
                        name="story_closing_strategy_known",
                        violation_error_message="Closing strategy must be one of: resolution, reflection, return_to_frame, open_ended, full_circle.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["planning", "drafting", "revising", "complete"])
                        ),
                        name="story_status_known",
                        violation_error_message="Status must be one of: planning, drafting, revising, complete.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArchetypeAnalysis",
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
                    "storyteller",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="archetype_analyses",
                        to="storyteller.storyteller",
                    ),
                ),
                (
                    "analysis_scope",
                    models.CharField(
                        choices=[
                            ("whole_story", "Whole story"),
                            ("collection", "Collection"),
                            ("story_book", "Story book"),
                        ],
                        db_default="whole_story",
                        default="whole_story",
                        max_length=50,
                        verbose_name="of",
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="archetype_analyses",
                        to="storyteller.collection",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="archetype_analyses",
                        to="storyteller.story",
                    ),
                ),
                (
                    "analysis_number",
                    models.IntegerField(
                        help_text="Counts from 1 for each storyteller.", verbose_name="number"
                    ),
                ),
                (
                    "analyzed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        default=django.utils.timezone.now,
                        editable=False,
                    ),
                ),
                (
                    "candidate_archetypes",
                    common.fields.DocumentField(
                        help_text='{"candidates": [{"archetype": "identity_shift", "confidence": 0.7}]}',
                        verbose_name="candidates",
                    ),
                ),
                (
                    "refinement_status",
                    models.CharField(
                        choices=[
                            ("exploring", "Exploring"),
                            ("narrowing", "Narrowing"),
                            ("resolved", "Resolved"),
                        ],
                        help_text="Resolved when one candidate is left, with a confidence of 0.85 or more.",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "dominant_archetype",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("relationship_to_loss", "Relation to loss"),
                            ("relationship_to_agency", "Relation to agency"),
                            ("relationship_to_meaning", "Relation to meaning"),
                            ("identity_shift", "Shift of identity"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="dominant",
                    ),
                ),
                (
                    "dominant_confidence",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="From 0.00 to 1.00.",
                        max_digits=3,
                        null=True,
                        verbose_name="confidence",
                    ),
                ),
                ("refinement_progress", models.TextField(blank=True, db_default="", default="")),
                (
                    "discriminating_requirements_lodged",
                    models.IntegerField(
                        db_default=0,
                        default=0,
                        verbose_name="questions asked to tell candidates apart",
                    ),
                ),
                (
                    "narrative_patterns",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                    ),
                ),
                (
                    "thematic_indicators",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                    ),
                ),
                (
                    "emotional_arc_description",
                    models.TextField(blank=True, db_default="", default=""),
                ),
                (
                    "character_development_notes",
                    models.TextField(blank=True, db_default="", default=""),
                ),
                ("identity_before", models.TextField(blank=True, db_default="", default="")),
                ("identity_after", models.TextField(blank=True, db_default="", default="")),
                (
                    "identity_shift_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("radical", "Radical"),
                            ("gradual", "Gradual"),
                            ("cyclical", "Cyclical"),
                            ("static", "Static"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                    ),
                ),
                (
                    "relationship_to_loss_strength",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=3,
                        null=True,
                        verbose_name="relation to loss",
                    ),
                ),
                (
                    "relationship_to_loss_notes",
                    models.TextField(blank=True, db_default="", default="", verbose_name="on loss"),
                ),
                (
                    "relationship_to_agency_strength",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=3,
                        null=True,
                        verbose_name="relation to agency",
                    ),
                ),
                (
                    "relationship_to_agency_notes",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="on agency"
                    ),
                ),
                (
                    "relationship_to_meaning_strength",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=3,
                        null=True,
                        verbose_name="relation to meaning",
                    ),
                ),
                (
                    "relationship_to_meaning_notes",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="on meaning"
                    ),
                ),
                (
                    "revealed_to_user",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Only on request: a shape is offered, never imposed.",
                        verbose_name="shown to the storyteller",
                    ),
                ),
                ("revealed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user_feedback_received",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="feedback received"
                    ),
                ),
                (
                    "user_confirmed",
                    models.BooleanField(
                        blank=True,
                        help_text="Whether the storyteller recognises the shape. Empty while not asked.",
                        null=True,
                        verbose_name="confirmed",
                    ),
                ),
                (
                    "user_reframed_as",
                    models.CharField(blank=True, db_default="", default="", max_length=100),
                ),
                ("user_reframe_notes", models.TextField(blank=True, db_default="", default="")),
                (
                    "analysis_method",
                    models.CharField(
                        choices=[
                            ("ai_inference", "Inferred by a machine"),
                            ("user_specified", "Set by a person"),
                            ("hybrid", "Both together"),
                        ],
                        db_default="user_specified",
                        default="user_specified",
                        max_length=100,
                        verbose_name="method",
                    ),
                ),
                ("analysis_notes", models.TextField(blank=True, db_default="", default="")),
                (
                    "previous_analysis",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="next_analyses",
                        to="storyteller.archetypeanalysis",
                        verbose_name="previous analysis",
                    ),
                ),
            ],
            options={
                "verbose_name": "archetype analysis",
                "verbose_name_plural": "archetype analyses",
                "db_table": "archetype_analysis",
                "ordering": ["-analysis_number"],
                "indexes": [
                    models.Index(fields=["collection"], name="idx_analysis_collection"),
                    models.Index(fields=["story"], name="idx_archetype_analysis_story"),
                    models.Index(fields=["revealed_to_user"], name="idx_analysis_revealed"),
                    models.Index(
                        fields=["storyteller", "refinement_status"], name="idx_analysis_refinement"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("storyteller", "analysis_number"),
                        name="idx_archetype_analysis_number",
                        violation_error_message="The storyteller has an analysis with this number already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("analysis_number__gte", 1)),
                        name="archetype_analysis_analysis_number_at_least_1",
                        violation_error_message="Analysis number is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("discriminating_requirements_lodged__gte", 0)),
                        name="archetype_analysis_questions_not_negative",
                        violation_error_message="The number of questions cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("dominant_confidence__range", (0, 1))),
                        name="archetype_analysis_dominant_confidence_0_to_1",
                        violation_error_message="Dominant confidence lies between 0.00 and 1.00.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("relationship_to_loss_strength__range", (0, 1))),
                        name="archetype_analysis_relationship_to_loss_strength_0_to_1",
                        violation_error_message="Relationship to loss strength lies between 0.00 and 1.00.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("relationship_to_agency_strength__range", (0, 1))),
                        name="archetype_analysis_relationship_to_agency_strength_0_to_1",
                        violation_error_message="Relationship to agency strength lies between 0.00 and 1.00.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("relationship_to_meaning_strength__range", (0, 1))),
                        name="archetype_analysis_relationship_to_meaning_strength_0_to_1",
                        violation_error_message="Relationship to meaning strength lies between 0.00 and 1.00.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("refinement_status", "resolved"), _negated=True),
                            models.Q(
                                models.Q(("dominant_archetype", ""), _negated=True),
                                ("dominant_confidence__gte", Decimal("0.85")),
                                ("dominant_confidence__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="archetype_analysis_resolved_has_dominant",
                        violation_error_message="A resolved analysis has a dominant archetype with a confidence from 0.85 on.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("analysis_scope", "collection"), _negated=True),
                            ("collection__isnull", False),
                            _connector="OR",
                        ),
                        name="archetype_analysis_of_a_collection",
                        violation_error_message="Say which collection the analysis is of.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("analysis_scope", "story_book"), _negated=True),
                            ("story__isnull", False),
                            _connector="OR",
                        ),
                        name="archetype_analysis_of_a_story",
                        violation_error_message="Say which story the analysis is of.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("previous_analysis", models.F("id")), _negated=True),
                        name="archetype_analysis_not_its_own_previous",
                        violation_error_message="An analysis does not follow itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("analysis_scope__in", ["whole_story", "collection", "story_book"])
                        ),
                        name="archetype_analysis_analysis_scope_known",
                        violation_error_message="Analysis scope must be one of: whole_story, collection, story_book.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("refinement_status__in", ["exploring", "narrowing", "resolved"])
                        ),
                        name="archetype_analysis_refinement_status_known",
                        violation_error_message="Refinement status must be one of: exploring, narrowing, resolved.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "dominant_archetype__in",
                                [
                                    "relationship_to_loss",
                                    "relationship_to_agency",
                                    "relationship_to_meaning",
                                    "identity_shift",
                                    "",
                                ],
                            )
                        ),
                        name="archetype_analysis_dominant_archetype_known",
                        violation_error_message="Dominant archetype must be one of: relationship_to_loss, relationship_to_agency, relationship_to_meaning, identity_shift.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "identity_shift_type__in",
                                ["radical", "gradual", "cyclical", "static", ""],
                            )
                        ),
                        name="archetype_analysis_identity_shift_type_known",
                        violation_error_message="Identity shift type must be one of: radical, gradual, cyclical, static.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("analysis_method__in", ["ai_inference", "user_specified", "hybrid"])
                        ),
                        name="archetype_analysis_analysis_method_known",
                        violation_error_message="Analysis method must be one of: ai_inference, user_specified, hybrid.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryChapter",
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
                    "story",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="chapters",
                        to="storyteller.story",
                    ),
                ),
                ("chapter_number", models.IntegerField(verbose_name="number")),
                (
                    "chapter_title",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=300, verbose_name="title"
                    ),
                ),
                (
                    "chapter_subtitle",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=300,
                        verbose_name="subtitle",
                    ),
                ),
                (
                    "chapter_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("scene_chapter", "Scene chapter"),
                            ("reflection_chapter", "Reflection chapter"),
                            ("bridge_chapter", "Bridge chapter"),
                            ("thematic_chapter", "Thematic chapter"),
                            ("chronological_chapter", "Chronological chapter"),
                            ("character_chapter", "Character chapter"),
                            ("place_chapter", "Place chapter"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="type",
                    ),
                ),
                (
                    "narrative_purpose",
                    models.TextField(blank=True, db_default="", default="", verbose_name="purpose"),
                ),
                (
                    "narrative_position",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("opening", "Opening"),
                            ("rising_action", "Rising action"),
                            ("midpoint", "Midpoint"),
                            ("climax", "Climax"),
                            ("falling_action", "Falling action"),
                            ("resolution", "Resolution"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="position",
                    ),
                ),
                (
                    "chapter_arc",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("transformation", "Transformation"),
                            ("revelation", "Revelation"),
                            ("escalation", "Escalation"),
                            ("deepening", "Deepening"),
                            ("contrast", "Contrast"),
                            ("parallel", "Parallel"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="arc",
                    ),
                ),
                ("emotional_arc", models.TextField(blank=True, db_default="", default="")),
                ("opening_hook", models.TextField(blank=True, db_default="", default="")),
                ("closing_resonance", models.TextField(blank=True, db_default="", default="")),
                (
                    "chapter_timeframe_start",
                    models.IntegerField(
                        blank=True, help_text="A year.", null=True, verbose_name="told from"
                    ),
                ),
                (
                    "chapter_timeframe_end",
                    models.IntegerField(
                        blank=True, help_text="A year.", null=True, verbose_name="told until"
                    ),
                ),
                (
                    "primary_mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("scene", "Scene"),
                            ("summary", "Summary"),
                            ("reflection", "Reflection"),
                            ("mixed", "Mixed"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="told as",
                    ),
                ),
                (
                    "scene_to_summary_ratio",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Words in scenes out of all words of the chapter. From 0.70 to 0.80 reads best.",
                        max_digits=3,
                        null=True,
                        verbose_name="share of scenes",
                    ),
                ),
                ("summary", models.TextField(blank=True, db_default="", default="")),
                ("epigraph", models.TextField(blank=True, db_default="", default="")),
                (
                    "epigraph_attribution",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=200,
                        verbose_name="source of the epigraph",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("outlined", "Outlined"),
                            ("drafted", "Drafted"),
                            ("revised", "Revised"),
                            ("polished", "Polished"),
                        ],
                        db_default="planned",
                        default="planned",
                        max_length=50,
                    ),
                ),
                (
                    "current_draft_version",
                    models.IntegerField(db_default=1, default=1, verbose_name="draft version"),
                ),
                ("word_count", models.IntegerField(blank=True, null=True)),
                ("estimated_word_count", models.IntegerField(blank=True, null=True)),
                (
                    "display_order",
                    models.IntegerField(
                        blank=True,
                        help_text="Smallest first, where the order of reading is not that of the numbers.",
                        null=True,
                    ),
                ),
            ],
            options={
                "verbose_name": "chapter",
                "db_table": "story_chapter",
                "ordering": ["chapter_number"],
                "indexes": [
                    models.Index(
                        fields=["story", "chapter_number"], name="idx_story_chapter_story"
                    ),
                    models.Index(fields=["story", "display_order"], name="idx_story_chapter_order"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("chapter_timeframe_end__gte", models.F("chapter_timeframe_start"))
                        ),
                        name="story_chapter_chapter_timeframe_end_in_order",
                        violation_error_message="Chapter timeframe end cannot be before chapter timeframe start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scene_to_summary_ratio__range", (0, 1))),
                        name="story_chapter_scene_to_summary_ratio_0_to_1",
                        violation_error_message="Scene to summary ratio lies between 0.00 and 1.00.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("chapter_number__gte", 1)),
                        name="story_chapter_chapter_number_at_least_1",
                        violation_error_message="Chapter number is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("current_draft_version__gte", 1)),
                        name="story_chapter_current_draft_version_at_least_1",
                        violation_error_message="Current draft version is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("chapter_timeframe_start__gte", 1)),
                        name="story_chapter_chapter_timeframe_start_at_least_1",
                        violation_error_message="Chapter timeframe start is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("chapter_timeframe_end__gte", 1)),
                        name="story_chapter_chapter_timeframe_end_at_least_1",
                        violation_error_message="Chapter timeframe end is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("word_count__gte", 0)),
                        name="story_chapter_word_count_not_negative",
                        violation_error_message="Word count cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("estimated_word_count__gte", 0)),
                        name="story_chapter_estimated_word_count_not_negative",
                        violation_error_message="Estimated word count cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("display_order__gte", 0)),
                        name="story_chapter_display_order_not_negative",
                        violation_error_message="Display order cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "chapter_type__in",
                                [
                                    "scene_chapter",
                                    "reflection_chapter",
                                    "bridge_chapter",
                                    "thematic_chapter",
                                    "chronological_chapter",
                                    "character_chapter",
                                    "place_chapter",
                                    "",
                                ],
                            )
                        ),
                        name="story_chapter_chapter_type_known",
                        violation_error_message="Chapter type must be one of: scene_chapter, reflection_chapter, bridge_chapter, thematic_chapter, chronological_chapter, character_chapter, place_chapter.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "narrative_position__in",
                                [
                                    "opening",
                                    "rising_action",
                                    "midpoint",
                                    "climax",
                                    "falling_action",
                                    "resolution",
                                    "",
                                ],
                            )
                        ),
                        name="story_chapter_narrative_position_known",
                        violation_error_message="Narrative position must be one of: opening, rising_action, midpoint, climax, falling_action, resolution.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "chapter_arc__in",
                                [
                                    "transformation",
                                    "revelation",
                                    "escalation",
                                    "deepening",
                                    "contrast",
                                    "parallel",
                                    "",
                                ],
                            )
                        ),
                        name="story_chapter_chapter_arc_known",
                        violation_error_message="Chapter arc must be one of: transformation, revelation, escalation, deepening, contrast, parallel.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("primary_mode__in", ["scene", "summary", "reflection", "mixed", ""])
                        ),
                        name="story_chapter_primary_mode_known",
                        violation_error_message="Primary mode must be one of: scene, summary, reflection, mixed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["planned", "outlined", "drafted", "revised", "polished"],
                            )
                        ),
                        name="story_chapter_status_known",
                        violation_error_message="Status must be one of: planned, outlined, drafted, revised, polished.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChapterSection",
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
                    "chapter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="sections",
                        to="storyteller.storychapter",
                    ),
                ),
                ("section_number", models.IntegerField(verbose_name="number")),
                (
                    "section_title",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=200, verbose_name="title"
                    ),
                ),
                (
                    "section_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("scene", "Scene"),
                            ("summary", "Summary"),
                            ("reflection", "Reflection"),
                            ("dialogue", "Dialogue"),
                            ("description", "Description"),
                            ("transition", "Transition"),
                            ("flashback", "Flashback"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="type",
                    ),
                ),
                (
                    "scene_setting",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=500,
                        verbose_name="setting",
                    ),
                ),
                (
                    "scene_characters",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        verbose_name="characters",
                    ),
                ),
                (
                    "scene_purpose",
                    models.TextField(blank=True, db_default="", default="", verbose_name="purpose"),
                ),
                ("content", models.TextField(blank=True, db_default="", default="")),
                ("notes", models.TextField(blank=True, db_default="", default="")),
                (
                    "uses_dialogue",
                    models.BooleanField(db_default=False, default=False, verbose_name="dialogue"),
                ),
                (
                    "uses_sensory_details",
                    models.BooleanField(db_default=False, default=False, verbose_name="senses"),
                ),
                (
                    "uses_internal_monologue",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="inner voice"
                    ),
                ),
                (
                    "show_vs_tell",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("showing", "Showing"),
                            ("telling", "Telling"),
                            ("mixed", "Mixed"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="shown or told",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("outlined", "Outlined"),
                            ("drafted", "Drafted"),
                            ("revised", "Revised"),
                            ("polished", "Polished"),
                        ],
                        db_default="outlined",
                        default="outlined",
                        max_length=50,
                    ),
                ),
                ("word_count", models.IntegerField(blank=True, null=True)),
                (
                    "sequence_order",
                    models.IntegerField(
                        blank=True, help_text="Smallest first.", null=True, verbose_name="order"
                    ),
                ),
            ],
            options={
                "verbose_name": "section",
                "db_table": "chapter_section",
                "ordering": ["sequence_order", "section_number"],
                "indexes": [
                    models.Index(
                        fields=["chapter", "sequence_order"], name="idx_chapter_section_chapter"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("section_number__gte", 1)),
                        name="chapter_section_section_number_at_least_1",
                        violation_error_message="Section number is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("word_count__gte", 0)),
                        name="chapter_section_word_count_not_negative",
                        violation_error_message="Word count cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sequence_order__gte", 0)),
                        name="chapter_section_sequence_order_not_negative",
                        violation_error_message="Sequence order cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "section_type__in",
                                [
                                    "scene",
                                    "summary",
                                    "reflection",
                                    "dialogue",
                                    "description",
                                    "transition",
                                    "flashback",
                                    "",
                                ],
                            )
                        ),
                        name="chapter_section_section_type_known",
                        violation_error_message="Section type must be one of: scene, summary, reflection, dialogue, description, transition, flashback.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("show_vs_tell__in", ["showing", "telling", "mixed", ""])
                        ),
                        name="chapter_section_show_vs_tell_known",
                        violation_error_message="Show vs tell must be one of: showing, telling, mixed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["outlined", "drafted", "revised", "polished"])
                        ),
                        name="chapter_section_status_known",
                        violation_error_message="Status must be one of: outlined, drafted, revised, polished.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryTheme",
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
                    "story",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="themes",
                        to="storyteller.story",
                    ),
                ),
                ("theme_name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "theme_description",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="description"
                    ),
                ),
                (
                    "theme_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("central", "Central"),
                            ("major", "Major"),
                            ("minor", "Minor"),
                            ("motif", "Motif"),
                        ],
                        db_default="",
                        default="",
                        help_text="A central theme runs through most chapters, a major one through about half, a minor one through a quarter.",
                        max_length=50,
                        verbose_name="weight",
                    ),
                ),
                (
                    "symbols",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                    ),
                ),
                (
                    "motifs",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                    ),
                ),
                (
                    "imagery",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                    ),
                ),
                (
                    "theme_arc",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="how it unfolds"
                    ),
                ),
            ],
            options={
                "verbose_name": "theme",
                "db_table": "story_theme",
                "ordering": ["theme_name"],
                "indexes": [models.Index(fields=["story"], name="idx_story_theme_story")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("theme_type__in", ["central", "major", "minor", "motif", ""])
                        ),
                        name="story_theme_theme_type_known",
                        violation_error_message="Theme type must be one of: central, major, minor, motif.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ChapterTheme",
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
                    "chapter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="chapter_themes",
                        to="storyteller.storychapter",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="chapter_themes",
                        to="storyteller.storytheme",
                    ),
                ),
                (
                    "prominence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("dominant", "Dominant"),
                            ("present", "Present"),
                            ("subtle", "Subtle"),
                            ("emerging", "Emerging"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                    ),
                ),
                ("how_explored", models.TextField(blank=True, db_default="", default="")),
            ],
            options={
                "verbose_name": "theme of a chapter",
                "verbose_name_plural": "themes of chapters",
                "db_table": "chapter_theme",
                "indexes": [
                    models.Index(fields=["chapter"], name="idx_chapter_theme_chapter"),
                    models.Index(fields=["theme"], name="idx_chapter_theme_theme"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("chapter", "theme"),
                        name="chapter_theme_once",
                        violation_error_message="This chapter has that theme already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("prominence__in", ["dominant", "present", "subtle", "emerging", ""])
                        ),
                        name="chapter_theme_prominence_known",
                        violation_error_message="Prominence must be one of: dominant, present, subtle, emerging.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryCharacter",
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
                    "story",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="characters",
                        to="storyteller.story",
                    ),
                ),
                (
                    "storyteller",
                    models.ForeignKey(
                        blank=True,
                        help_text="Given where the character is the storyteller.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="portrayals",
                        to="storyteller.storyteller",
                        verbose_name="storyteller",
                    ),
                ),
                (
                    "character_name",
                    models.CharField(
                        help_text="As the book calls them.", max_length=200, verbose_name="name"
                    ),
                ),
                (
                    "real_name",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Never printed where the name is a pseudonym.",
                        max_length=200,
                    ),
                ),
                (
                    "is_pseudonym",
                    models.BooleanField(db_default=False, default=False, verbose_name="pseudonym"),
                ),
                (
                    "character_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("protagonist", "Protagonist"),
                            ("antagonist", "Antagonist"),
                            ("ally", "Ally"),
                            ("mentor", "Mentor"),
                            ("foil", "Foil"),
                            ("supporting", "Supporting"),
                            ("minor", "Minor"),
                            ("background", "Background"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="role",
                    ),
                ),
                (
                    "relationship_to_protagonist",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("self", "Self"),
                            ("parent", "Parent"),
                            ("spouse", "Spouse"),
                            ("child", "Child"),
                            ("friend", "Friend"),
                            ("colleague", "Colleague"),
                            ("adversary", "Adversary"),
                            ("teacher", "Teacher"),
                            ("stranger", "Stranger"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                    ),
                ),
                ("physical_description", models.TextField(blank=True, db_default="", default="")),
                (
                    "personality_traits",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                    ),
                ),
                ("speech_patterns", models.TextField(blank=True, db_default="", default="")),
                ("backstory", models.TextField(blank=True, db_default="", default="")),
                ("motivation", models.TextField(blank=True, db_default="", default="")),
                (
                    "has_arc",
                    models.BooleanField(db_default=False, default=False, verbose_name="changes"),
                ),
                (
                    "arc_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("growth", "Growth"),
                            ("fall", "Fall"),
                            ("redemption", "Redemption"),
                            ("corruption", "Corruption"),
                            ("static", "Static"),
                            ("catalyst", "Catalyst"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="arc",
                    ),
                ),
                ("arc_description", models.TextField(blank=True, db_default="", default="")),
                ("initial_state", models.TextField(blank=True, db_default="", default="")),
                ("transformation", models.TextField(blank=True, db_default="", default="")),
                ("final_state", models.TextField(blank=True, db_default="", default="")),
                (
                    "degree_of_revelation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full", "Full"),
                            ("partial", "Partial"),
                            ("minimal", "Minimal"),
                            ("composite", "Composite"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="how much is told",
                    ),
                ),
                (
                    "privacy_level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full_name", "Full name"),
                            ("first_name_only", "First name only"),
                            ("pseudonym", "Pseudonym"),
                            ("composite_character", "Composite character"),
                            ("anonymous", "Anonymous"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="how they are named",
                    ),
                ),
                (
                    "composite_of",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        help_text="The people from whom a composite character is made.",
                        verbose_name="drawn from",
                    ),
                ),
                (
                    "first_appearance_chapter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="introductions",
                        to="storyteller.storychapter",
                        verbose_name="first appears in",
                    ),
                ),
                ("introduction_strategy", models.TextField(blank=True, db_default="", default="")),
                ("is_living", models.BooleanField(blank=True, null=True, verbose_name="living")),
                (
                    "consent_obtained",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="agreed to appear"
                    ),
                ),
            ],
            options={
                "verbose_name": "character",
                "db_table": "story_character",
                "ordering": ["character_name"],
                "indexes": [
                    models.Index(fields=["story"], name="idx_story_character_story"),
                    models.Index(fields=["character_type"], name="idx_story_character_type"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "character_type__in",
                                [
                                    "protagonist",
                                    "antagonist",
                                    "ally",
                                    "mentor",
                                    "foil",
                                    "supporting",
                                    "minor",
                                    "background",
                                    "",
                                ],
                            )
                        ),
                        name="story_character_character_type_known",
                        violation_error_message="Character type must be one of: protagonist, antagonist, ally, mentor, foil, supporting, minor, background.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "relationship_to_protagonist__in",
                                [
                                    "self",
                                    "parent",
                                    "spouse",
                                    "child",
                                    "friend",
                                    "colleague",
                                    "adversary",
                                    "teacher",
                                    "stranger",
                                    "",
                                ],
                            )
                        ),
                        name="story_character_relationship_to_protagonist_known",
                        violation_error_message="Relationship to protagonist must be one of: self, parent, spouse, child, friend, colleague, adversary, teacher, stranger.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "arc_type__in",
                                [
                                    "growth",
                                    "fall",
                                    "redemption",
                                    "corruption",
                                    "static",
                                    "catalyst",
                                    "",
                                ],
                            )
                        ),
                        name="story_character_arc_type_known",
                        violation_error_message="Arc type must be one of: growth, fall, redemption, corruption, static, catalyst.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "degree_of_revelation__in",
                                ["full", "partial", "minimal", "composite", ""],
                            )
                        ),
                        name="story_character_degree_of_revelation_known",
                        violation_error_message="Degree of revelation must be one of: full, partial, minimal, composite.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "privacy_level__in",
                                [
                                    "full_name",
                                    "first_name_only",
                                    "pseudonym",
                                    "composite_character",
                                    "anonymous",
                                    "",
                                ],
                            )
                        ),
                        name="story_character_privacy_level_known",
                        violation_error_message="Privacy level must be one of: full_name, first_name_only, pseudonym, composite_character, anonymous.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CharacterRelationship",
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
                    "story",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="character_relations",
                        to="storyteller.story",
                    ),
                ),
                (
                    "character_a",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="relations_from",
                        to="storyteller.storycharacter",
                        verbose_name="character",
                    ),
                ),
                (
                    "character_b",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="relations_to",
                        to="storyteller.storycharacter",
                        verbose_name="other character",
                    ),
                ),
                (
                    "relationship_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("parent_child", "Parent and child"),
                            ("romantic", "Romantic"),
                            ("friendship", "Friendship"),
                            ("rivalry", "Rivalry"),
                            ("mentor_mentee", "Mentor and mentee"),
                            ("colleagues", "Colleagues"),
                            ("adversaries", "Adversaries"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="type",
                    ),
                ),
                (
                    "relationship_description",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="description"
                    ),
                ),
                (
                    "has_arc",
                    models.BooleanField(db_default=False, default=False, verbose_name="changes"),
                ),
                (
                    "relationship_arc",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("strengthening", "Strengthening"),
                            ("deteriorating", "Deteriorating"),
                            ("transforming", "Transforming"),
                            ("reconciling", "Reconciling"),
                            ("separating", "Separating"),
                            ("static", "Static"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="arc",
                    ),
                ),
                ("initial_dynamic", models.TextField(blank=True, db_default="", default="")),
                ("key_conflict", models.TextField(blank=True, db_default="", default="")),
                ("resolution", models.TextField(blank=True, db_default="", default="")),
                (
                    "significance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("central", "Central"),
                            ("major", "Major"),
                            ("supporting", "Supporting"),
                            ("background", "Background"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                    ),
                ),
            ],
            options={
                "verbose_name": "relation between characters",
                "verbose_name_plural": "relations between characters",
                "db_table": "character_relationship",
                "indexes": [models.Index(fields=["story"], name="idx_character_relation_story")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("character_a", "character_b"),
                        name="character_relationship_once",
                        violation_error_message="These two characters are related already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("character_a", models.F("character_b")), _negated=True),
                        name="character_relationship_of_two",
                        violation_error_message="A character has no relation to themselves.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "relationship_type__in",
                                [
                                    "parent_child",
                                    "romantic",
                                    "friendship",
                                    "rivalry",
                                    "mentor_mentee",
                                    "colleagues",
                                    "adversaries",
                                    "",
                                ],
                            )
                        ),
                        name="character_relationship_relationship_type_known",
                        violation_error_message="Relationship type must be one of: parent_child, romantic, friendship, rivalry, mentor_mentee, colleagues, adversaries.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "relationship_arc__in",
                                [
                                    "strengthening",
                                    "deteriorating",
                                    "transforming",
                                    "reconciling",
                                    "separating",
                                    "static",
                                    "",
                                ],
                            )
                        ),
                        name="character_relationship_relationship_arc_known",
                        violation_error_message="Relationship arc must be one of: strengthening, deteriorating, transforming, reconciling, separating, static.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "significance__in",
                                ["central", "major", "supporting", "background", ""],
                            )
                        ),
                        name="character_relationship_significance_known",
                        violation_error_message="Significance must be one of: central, major, supporting, background.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CharacterAppearance",
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
                    "character",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="appearances",
                        to="storyteller.storycharacter",
                    ),
                ),
                (
                    "chapter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="appearances",
                        to="storyteller.storychapter",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="appearances",
                        to="storyteller.chaptersection",
                    ),
                ),
                (
                    "role_in_scene",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("active", "Active"),
                            ("present", "Present"),
                            ("mentioned", "Mentioned"),
                            ("referenced", "Referenced"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="role",
                    ),
                ),
                (
                    "significance_in_scene",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("central", "Central"),
                            ("supporting", "Supporting"),
                            ("background", "Background"),
                            ("cameo", "Cameo"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="significance",
                    ),
                ),
                (
                    "character_development",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="develops here"
                    ),
                ),
                ("development_notes", models.TextField(blank=True, db_default="", default="")),
            ],
            options={
                "verbose_name": "appearance",
                "db_table": "character_appearance",
                "indexes": [
                    models.Index(fields=["character"], name="idx_appearance_character"),
                    models.Index(fields=["chapter"], name="idx_appearance_chapter"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role_in_scene__in",
                                ["active", "present", "mentioned", "referenced", ""],
                            )
                        ),
                        name="character_appearance_role_in_scene_known",
                        violation_error_message="Role in scene must be one of: active, present, mentioned, referenced.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "significance_in_scene__in",
                                ["central", "supporting", "background", "cameo", ""],
                            )
                        ),
                        name="character_appearance_significance_in_scene_known",
                        violation_error_message="Significance in scene must be one of: central, supporting, background, cameo.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LifeEvent",
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
                    "storyteller",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="life_events",
                        to="storyteller.storyteller",
                    ),
                ),
                (
                    "event_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("childhood", "Childhood"),
                            ("education", "Education"),
                            ("career_period", "Career period"),
                            ("relationship", "Relationship"),
                            ("military_service", "Military service"),
                            ("faith_journey", "Faith journey"),
                            ("parenthood", "Parenthood"),
                            ("caregiving", "Caregiving"),
                            ("illness", "Illness"),
                            ("loss", "Loss"),
                            ("adventure", "Adventure"),
                            ("custom", "Custom"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="type",
                    ),
                ),
                ("event_name", models.CharField(max_length=200, verbose_name="name")),
                ("description", models.TextField(blank=True, db_default="", default="")),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("origins", "Origins"),
                            ("family", "Family"),
                            ("work", "Work"),
                            ("relationships", "Relationships"),
                            ("health", "Health"),
                            ("spiritual", "Spiritual"),
                            ("adventure", "Adventure"),
                            ("loss", "Loss"),
                            ("transformation", "Transformation"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                    ),
                ),
                (
                    "significance_level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("formative", "Formative"),
                            ("major", "Major"),
                            ("notable", "Notable"),
                            ("minor", "Minor"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="significance",
                    ),
                ),
                (
                    "emotional_tone",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("joyful", "Joyful"),
                            ("difficult", "Difficult"),
                            ("mixed", "Mixed"),
                            ("neutral", "Neutral"),
                            ("transformative", "Transformative"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                    ),
                ),
                (
                    "is_turning_point",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="turning point"
                    ),
                ),
                (
                    "is_ongoing",
                    models.BooleanField(db_default=False, default=False, verbose_name="ongoing"),
                ),
                ("include_in_story", models.BooleanField(db_default=True, default=True)),
                (
                    "include_level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full_detail", "Full detail"),
                            ("summary", "Summary"),
                            ("mention", "Mention"),
                            ("omit", "Omit"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                    ),
                ),
                ("display_order", models.IntegerField(db_default=0, default=0)),
            ],
            options={
                "db_table": "life_event",
                "indexes": [
                    models.Index(fields=["storyteller"], name="idx_life_event_storyteller"),
                    models.Index(fields=["event_type"], name="idx_life_event_type"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("display_order__gte", 0)),
                        name="life_event_display_order_not_negative",
                        violation_error_message="Display order cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "event_type__in",
                                [
                                    "childhood",
                                    "education",
                                    "career_period",
                                    "relationship",
                                    "military_service",
                                    "faith_journey",
                                    "parenthood",
                                    "caregiving",
                                    "illness",
                                    "loss",
                                    "adventure",
                                    "custom",
                                    "",
                                ],
                            )
                        ),
                        name="life_event_event_type_known",
                        violation_error_message="Event type must be one of: childhood, education, career_period, relationship, military_service, faith_journey, parenthood, caregiving, illness, loss, adventure, custom.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "category__in",
                                [
                                    "origins",
                                    "family",
                                    "work",
                                    "relationships",
                                    "health",
                                    "spiritual",
                                    "adventure",
                                    "loss",
                                    "transformation",
                                    "",
                                ],
                            )
                        ),
                        name="life_event_category_known",
                        violation_error_message="Category must be one of: origins, family, work, relationships, health, spiritual, adventure, loss, transformation.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "significance_level__in",
                                ["formative", "major", "notable", "minor", ""],
                            )
                        ),
                        name="life_event_significance_level_known",
                        violation_error_message="Significance level must be one of: formative, major, notable, minor.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "emotional_tone__in",
                                ["joyful", "difficult", "mixed", "neutral", "transformative", ""],
                            )
                        ),
                        name="life_event_emotional_tone_known",
                        violation_error_message="Emotional tone must be one of: joyful, difficult, mixed, neutral, transformative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("include_level__in", ["full_detail", "summary", "mention", "omit", ""])
                        ),
                        name="life_event_include_level_known",
                        violation_error_message="Include level must be one of: full_detail, summary, mention, omit.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CollectionLifeEvent",
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
                    "collection",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="collection_events",
                        to="storyteller.collection",
                    ),
                ),
                (
                    "life_event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="collection_events",
                        to="storyteller.lifeevent",
                        verbose_name="life event",
                    ),
                ),
                (
                    "sequence_order",
                    models.IntegerField(
                        blank=True, help_text="Smallest first.", null=True, verbose_name="order"
                    ),
                ),
                (
                    "is_anchor_event",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="An event that the collection rests on: a scene rather than a summary.",
                        verbose_name="anchor",
                    ),
                ),
                (
                    "narrative_role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("inciting_incident", "Inciting incident"),
                            ("rising_action", "Rising action"),
                            ("climax", "Climax"),
                            ("falling_action", "Falling action"),
                            ("resolution", "Resolution"),
                            ("reflection", "Reflection"),
                            ("setup", "Setup"),
                            ("turning_point", "Turning point"),
                            ("consequence", "Consequence"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                    ),
                ),
                ("narrative_function", models.TextField(blank=True, db_default="", default="")),
                ("connection_to_theme", models.TextField(blank=True, db_default="", default="")),
                (
                    "added_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        default=django.utils.timezone.now,
                        editable=False,
                    ),
                ),
                (
                    "added_by",
                    models.CharField(
                        blank=True,
                        choices=[("system", "System"), ("user", "User"), ("agent", "Agent")],
                        db_default="",
                        default="",
                        max_length=100,
                    ),
                ),
            ],
            options={
                "verbose_name": "event in a collection",
                "verbose_name_plural": "events in collections",
                "db_table": "collection_life_event",
                "ordering": ["sequence_order"],
                "indexes": [
                    models.Index(
                        fields=["collection", "sequence_order"], name="idx_collection_event_order"
                    ),
                    models.Index(fields=["life_event"], name="idx_collection_event_event"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("collection", "life_event"),
                        name="collection_life_event_once",
                        violation_error_message="This collection holds that event already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sequence_order__gte", 0)),
                        name="collection_life_event_sequence_order_not_negative",
                        violation_error_message="Sequence order cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "narrative_role__in",
                                [
                                    "inciting_incident",
                                    "rising_action",
                                    "climax",
                                    "falling_action",
                                    "resolution",
                                    "reflection",
                                    "setup",
                                    "turning_point",
                                    "consequence",
                                    "",
                                ],
                            )
                        ),
                        name="collection_life_event_narrative_role_known",
                        violation_error_message="Narrative role must be one of: inciting_incident, rising_action, climax, falling_action, resolution, reflection, setup, turning_point, consequence.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("added_by__in", ["system", "user", "agent", ""])),
                        name="collection_life_event_added_by_known",
                        violation_error_message="Added by must be one of: system, user, agent.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CollectionRelationship",
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
                    "source_collection",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="relations_from",
                        to="storyteller.collection",
                        verbose_name="from",
                    ),
                ),
                (
                    "target_collection",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="relations_to",
                        to="storyteller.collection",
                        verbose_name="to",
                    ),
                ),
                (
                    "relationship_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("leads_to", "Leads to"),
                            ("contrasts_with", "Contrasts with"),
                            ("parallels", "Parallels"),
                            ("causes", "Causes"),
                            ("influenced_by", "Influenced by"),
                            ("mirrors", "Mirrors"),
                            ("precedes", "Precedes"),
                            ("resolves", "Resolves"),
                            ("complicates", "Complicates"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="type",
                    ),
                ),
                (
                    "relationship_description",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="description"
                    ),
                ),
                (
                    "strength",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("strong", "Strong"),
                            ("moderate", "Moderate"),
                            ("weak", "Weak"),
                            ("subtle", "Subtle"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                    ),
                ),
                (
                    "is_bidirectional",
                    models.BooleanField(db_default=False, default=False, verbose_name="both ways"),
                ),
            ],
            options={
                "verbose_name": "relation between collections",
                "verbose_name_plural": "relations between collections",
                "db_table": "collection_relationship",
                "indexes": [
                    models.Index(fields=["source_collection"], name="idx_collection_link_source"),
                    models.Index(fields=["target_collection"], name="idx_collection_link_target"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source_collection", "target_collection", "relationship_type"),
                        name="collection_relationship_once",
                        violation_error_message="These two collections are related in this way already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_collection", models.F("target_collection")), _negated=True
                        ),
                        name="collection_relationship_of_two",
                        violation_error_message="A collection has no relation to itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "relationship_type__in",
                                [
                                    "leads_to",
                                    "contrasts_with",
                                    "parallels",
                                    "causes",
                                    "influenced_by",
                                    "mirrors",
                                    "precedes",
                                    "resolves",
                                    "complicates",
                                    "",
                                ],
                            )
                        ),
                        name="collection_relationship_relationship_type_known",
                        violation_error_message="Relationship type must be one of: leads_to, contrasts_with, parallels, causes, influenced_by, mirrors, precedes, resolves, complicates.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("strength__in", ["strong", "moderate", "weak", "subtle", ""])
                        ),
                        name="collection_relationship_strength_known",
                        violation_error_message="Strength must be one of: strong, moderate, weak, subtle.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CollectionTag",
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
                    "collection",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="tags",
                        to="storyteller.collection",
                    ),
                ),
                (
                    "tag_category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("emotion", "Emotion"),
                            ("theme", "Theme"),
                            ("location", "Location"),
                            ("era", "Era"),
                            ("relationship", "Relationship"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="category",
                    ),
                ),
                (
                    "tag_value",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=200, verbose_name="value"
                    ),
                ),
                (
                    "relevance_note",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="why it fits"
                    ),
                ),
            ],
            options={
                "verbose_name": "tag",
                "db_table": "collection_tag",
                "indexes": [
                    models.Index(fields=["collection"], name="idx_collection_tag_collection"),
                    models.Index(
                        fields=["tag_category", "tag_value"], name="idx_collection_tag_category"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "tag_category__in",
                                ["emotion", "theme", "location", "era", "relationship", ""],
                            )
                        ),
                        name="collection_tag_tag_category_known",
                        violation_error_message="Tag category must be one of: emotion, theme, location, era, relationship.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryDraft",
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
                    "story",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="drafts",
                        to="storyteller.story",
                    ),
                ),
                (
                    "chapter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="drafts",
                        to="storyteller.storychapter",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        help_text="For the draft of a section: which one.",
                        null=True,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="drafts",
                        to="storyteller.chaptersection",
                    ),
                ),
                (
                    "draft_type",
                    models.CharField(
                        choices=[
                            ("story_level", "Whole story"),
                            ("chapter", "Chapter"),
                            ("section", "Section"),
                        ],
                        db_default="chapter",
                        default="chapter",
                        help_text="The unit of the manuscript whose text this is.",
                        max_length=50,
                        verbose_name="of",
                    ),
                ),
                ("draft_version", models.IntegerField(verbose_name="version")),
                (
                    "version_name",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=100, verbose_name="name"
                    ),
                ),
                ("content", models.TextField(blank=True, db_default="", default="")),
                ("word_count", models.IntegerField(blank=True, null=True)),
                ("revision_notes", models.TextField(blank=True, db_default="", default="")),
                ("feedback_received", models.TextField(blank=True, db_default="", default="")),
                (
                    "is_current",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="The version that counts. A unit has one at most.",
                        verbose_name="current",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft",
                "db_table": "story_draft",
                "ordering": ["-draft_version"],
                "indexes": [
                    models.Index(fields=["story", "draft_version"], name="idx_story_draft_story"),
                    models.Index(
                        fields=["chapter", "draft_version"], name="idx_story_draft_chapter"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("draft_version__gte", 1)),
                        name="story_draft_draft_version_at_least_1",
                        violation_error_message="Draft version is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("word_count__gte", 0)),
                        name="story_draft_word_count_not_negative",
                        violation_error_message="Word count cannot be negative.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("draft_type", "story_level"), ("is_current", True)),
                        fields=("story",),
                        name="story_draft_one_current_of_story",
                        violation_error_message="This story has a current draft already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("draft_type", "story_level")),
                        fields=("story", "draft_version"),
                        name="story_draft_version_of_story",
                        violation_error_message="This story has a draft of that version already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("draft_type", "chapter"), ("is_current", True)),
                        fields=("chapter",),
                        name="story_draft_one_current_of_chapter",
                        violation_error_message="This chapter has a current draft already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("draft_type", "chapter")),
                        fields=("chapter", "draft_version"),
                        name="story_draft_version_of_chapter",
                        violation_error_message="This chapter has a draft of that version already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("draft_type", "section"), ("is_current", True)),
                        fields=("section",),
                        name="story_draft_one_current_of_section",
                        violation_error_message="This section has a current draft already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("draft_type", "section")),
                        fields=("section", "draft_version"),
                        name="story_draft_version_of_section",
                        violation_error_message="This section has a draft of that version already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("draft_type__in", ["story_level", "chapter", "section"])
                        ),
                        name="story_draft_draft_type_known",
                        violation_error_message="Draft type must be one of: story_level, chapter, section.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
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
                ("workflow_type", models.CharField(max_length=150, verbose_name="workflow")),
                (
                    "data",
                    common.fields.DocumentField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text="What the workflow was given.",
                    ),
                ),
                (
                    "task_context",
                    common.fields.DocumentField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text="What its steps left behind.",
                    ),
                ),
            ],
            options={
                "verbose_name": "workflow event",
                "db_table": "events",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="BookExport",
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
                    "story",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="exports",
                        to="storyteller.story",
                    ),
                ),
                (
                    "storyteller",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="exports",
                        to="storyteller.storyteller",
                    ),
                ),
                (
                    "export_format",
                    models.CharField(
                        choices=[
                            ("pdf", "PDF"),
                            ("epub", "EPUB"),
                            ("mobi", "MOBI"),
                            ("docx", "Word (docx)"),
                            ("print_ready", "Print-ready PDF"),
                            ("html", "HTML"),
                            ("markdown", "Markdown"),
                        ],
                        db_default="pdf",
                        default="pdf",
                        max_length=50,
                        verbose_name="format",
                    ),
                ),
                (
                    "export_version",
                    models.IntegerField(
                        db_default=1,
                        default=1,
                        help_text="Counts from 1 for each format of a story.",
                        verbose_name="version",
                    ),
                ),
                (
                    "export_scope",
                    models.CharField(
                        choices=[
                            ("full_book", "Whole book"),
                            ("chapter", "Chapter"),
                            ("collection", "Collection"),
                            ("preview", "Preview"),
                        ],
                        db_default="full_book",
                        default="full_book",
                        max_length=50,
                        verbose_name="what",
                    ),
                ),
                (
                    "chapter_ids",
                    common.fields.UUIDListField(
                        blank=True,
                        db_default=models.Value([], common.fields.UUIDListField()),
                        default=list,
                        help_text="Their ids, one a line. Empty for the whole book.",
                        verbose_name="chapters",
                    ),
                ),
                (
                    "collection_ids",
                    common.fields.UUIDListField(
                        blank=True,
                        db_default=models.Value([], common.fields.UUIDListField()),
                        default=list,
                        help_text="Their ids, one a line.",
                        verbose_name="collections",
                    ),
                ),
                (
                    "format_options",
                    common.fields.DocumentField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text='{"trim": "6x9", "body_points": 11}',
                        verbose_name="layout",
                    ),
                ),
                (
                    "export_status",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("generating", "Generating"),
                            ("ready", "Ready"),
                            ("failed", "Failed"),
                            ("expired", "Expired"),
                        ],
                        db_default="queued",
                        default="queued",
                        max_length=50,
                        verbose_name="status",
                    ),
                ),
                ("generation_started_at", models.DateTimeField(blank=True, null=True)),
                ("generation_completed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "generation_duration_seconds",
                    models.IntegerField(
                        blank=True, help_text="In seconds.", null=True, verbose_name="took"
                    ),
                ),
                (
                    "file_url",
                    models.TextField(blank=True, db_default="", default="", verbose_name="file"),
                ),
                (
                    "file_size_bytes",
                    models.BigIntegerField(
                        blank=True, help_text="In bytes.", null=True, verbose_name="size"
                    ),
                ),
                (
                    "file_checksum",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="SHA-256 of the file.",
                        max_length=64,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[0-9a-f]{64}\\Z", "A SHA-256 checksum is 64 hexadecimal digits."
                            )
                        ],
                        verbose_name="checksum",
                    ),
                ),
                ("page_count", models.IntegerField(blank=True, null=True)),
                ("word_count", models.IntegerField(blank=True, null=True)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                (
                    "downloaded_count",
                    models.IntegerField(db_default=0, default=0, verbose_name="downloads"),
                ),
                ("last_downloaded_at", models.DateTimeField(blank=True, null=True)),
                ("failed_at", models.DateTimeField(blank=True, null=True)),
                ("failure_reason", models.TextField(blank=True, db_default="", default="")),
                ("error_log", models.TextField(blank=True, db_default="", default="")),
                (
                    "generated_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("user_request", "Asked for by a person"),
                            ("scheduled", "Scheduled"),
                            ("preview", "Preview"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="asked for by",
                    ),
                ),
                ("generation_notes", models.TextField(blank=True, db_default="", default="")),
            ],
            options={
                "verbose_name": "export",
                "db_table": "book_export",
                "ordering": ["-created_at"],
                "indexes": [
                    models.Index(fields=["story"], name="idx_book_export_story"),
                    models.Index(fields=["storyteller"], name="idx_book_export_storyteller"),
                    models.Index(fields=["export_status"], name="idx_book_export_status"),
                    models.Index(fields=["expires_at"], name="idx_book_export_expires"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("export_version__gte", 1)),
                        name="book_export_export_version_at_least_1",
                        violation_error_message="Export version is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("generation_duration_seconds__gte", 0)),
                        name="book_export_generation_duration_seconds_not_negative",
                        violation_error_message="Generation duration seconds cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("file_size_bytes__gte", 0)),
                        name="book_export_file_size_bytes_not_negative",
                        violation_error_message="File size bytes cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("page_count__gte", 0)),
                        name="book_export_page_count_not_negative",
                        violation_error_message="Page count cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("word_count__gte", 0)),
                        name="book_export_word_count_not_negative",
                        violation_error_message="Word count cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("downloaded_count__gte", 0)),
                        name="book_export_downloaded_count_not_negative",
                        violation_error_message="Downloaded count cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("generation_completed_at__gte", models.F("generation_started_at"))
                        ),
                        name="book_export_generation_completed_at_in_order",
                        violation_error_message="Generation completed at cannot be before generation started at.",
                    ),
                    models.UniqueConstraint(
                        fields=("story", "export_format", "export_version"),
                        name="book_export_version_once",
                        violation_error_message="This version of the export exists already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("export_status", "ready"), _negated=True),
                            models.Q(("file_url", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="book_export_ready_has_file",
                        violation_error_message="An export that is ready has a file.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("export_status", "failed"), _negated=True),
                            models.Q(("failure_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="book_export_failed_says_why",
                        violation_error_message="Where the status is “failed”, say why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "export_format__in",
                                ["pdf", "epub", "mobi", "docx", "print_ready", "html", "markdown"],
                            )
                        ),
                        name="book_export_export_format_known",
                        violation_error_message="Export format must be one of: pdf, epub, mobi, docx, print_ready, html, markdown.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("export_scope__in", ["full_book", "chapter", "collection", "preview"])
                        ),
                        name="book_export_export_scope_known",
                        violation_error_message="Export scope must be one of: full_book, chapter, collection, preview.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "export_status__in",
                                ["queued", "generating", "ready", "failed", "expired"],
                            )
                        ),
                        name="book_export_export_status_known",
                        violation_error_message="Export status must be one of: queued, generating, ready, failed, expired.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("generated_by__in", ["user_request", "scheduled", "preview", ""])
                        ),
                        name="book_export_generated_by_known",
                        violation_error_message="Generated by must be one of: user_request, scheduled, preview.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BookExportDelivery",
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
                    "book_export",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="deliveries",
                        to="storyteller.bookexport",
                        verbose_name="export",
                    ),
                ),
                (
                    "storyteller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="deliveries",
                        to="storyteller.storyteller",
                    ),
                ),
                (
                    "delivery_method",
                    models.CharField(
                        choices=[
                            ("download", "Download"),
                            ("email", "E-mail"),
                            ("cloud_storage", "Cloud storage"),
                            ("print_service", "Print service"),
                        ],
                        db_default="download",
                        default="download",
                        max_length=50,
                        verbose_name="by",
                    ),
                ),
                (
                    "delivered_to",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="An address, a folder or a printer’s order number.",
                        max_length=300,
                        verbose_name="to",
                    ),
                ),
                (
                    "delivery_status",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("sent", "Sent"),
                            ("delivered", "Delivered"),
                            ("failed", "Failed"),
                        ],
                        db_default="pending",
                        default="pending",
                        max_length=50,
                        verbose_name="status",
                    ),
                ),
                ("delivered_at", models.DateTimeField(blank=True, null=True)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("downloaded_at", models.DateTimeField(blank=True, null=True)),
                ("failure_reason", models.TextField(blank=True, db_default="", default="")),
            ],
            options={
                "verbose_name": "delivery",
                "verbose_name_plural": "deliveries",
                "db_table": "book_export_delivery",
                "ordering": ["-created_at"],
                "indexes": [
                    models.Index(fields=["book_export"], name="idx_export_delivery_export"),
                    models.Index(fields=["delivery_status"], name="idx_export_delivery_status"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("delivery_status", "failed"), _negated=True),
                            models.Q(("failure_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="book_export_delivery_failed_says_why",
                        violation_error_message="Where the status is “failed”, say why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "delivery_method__in",
                                ["download", "email", "cloud_storage", "print_service"],
                            )
                        ),
                        name="book_export_delivery_delivery_method_known",
                        violation_error_message="Delivery method must be one of: download, email, cloud_storage, print_service.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("delivery_status__in", ["pending", "sent", "delivered", "failed"])
                        ),
                        name="book_export_delivery_delivery_status_known",
                        violation_error_message="Delivery status must be one of: pending, sent, delivered, failed.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UserFeedback",
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
                    "storyteller",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="feedback",
                        to="storyteller.storyteller",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who said it.",
                        null=True,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="feedback",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
                (
                    "feedback_on_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("collection", "Collection"),
                            ("synthesis", "Synthesis"),
                            ("archetype", "Archetype"),
                            ("draft", "Draft"),
                            ("chapter", "Chapter"),
                            ("prompt", "Prompt"),
                            ("section", "Section"),
                            ("agent_interaction", "Agent interaction"),
                            ("system", "System"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="about",
                    ),
                ),
                (
                    "feedback_on_id",
                    models.UUIDField(
                        blank=True,
                        help_text="Names a row of the table that the kind stands for.",
                        null=True,
                        verbose_name="id of that",
                    ),
                ),
                (
                    "feedback_on_name",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=200,
                        verbose_name="its name",
                    ),
                ),
                (
                    "feedback_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("approval", "Approval"),
                            ("correction", "Correction"),
                            ("rejection", "Rejection"),
                            ("revision_request", "Revision request"),
                            ("suggestion", "Suggestion"),
                            ("concern", "Concern"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="type",
                    ),
                ),
                (
                    "feedback_category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accuracy", "Accuracy"),
                            ("tone", "Tone"),
                            ("completeness", "Completeness"),
                            ("privacy", "Privacy"),
                            ("relevance", "Relevance"),
                            ("quality", "Quality"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="category",
                    ),
                ),
                ("feedback_text", models.TextField(verbose_name="text")),
                ("specific_issue", models.TextField(blank=True, db_default="", default="")),
                ("suggested_change", models.TextField(blank=True, db_default="", default="")),
                (
                    "sentiment",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("positive", "Positive"),
                            ("neutral", "Neutral"),
                            ("negative", "Negative"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("critical", "Critical"),
                            ("important", "Important"),
                            ("minor", "Minor"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                    ),
                ),
                (
                    "requires_immediate_action",
                    models.BooleanField(db_default=False, default=False, verbose_name="at once"),
                ),
                (
                    "agent_response",
                    models.TextField(blank=True, db_default="", default="", verbose_name="answer"),
                ),
                (
                    "resolution_status",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("acknowledged", "Acknowledged"),
                            ("resolved", "Resolved"),
                            ("cannot_resolve", "Cannot resolve"),
                            ("wont_fix", "Will not be fixed"),
                        ],
                        db_default="pending",
                        default="pending",
                        max_length=50,
                        verbose_name="status",
                    ),
                ),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                ("resolution_notes", models.TextField(blank=True, db_default="", default="")),
                (
                    "used_for_improvement",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="led to an improvement"
                    ),
                ),
                ("improvement_notes", models.TextField(blank=True, db_default="", default="")),
                (
                    "feedback_given_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        default=django.utils.timezone.now,
                        editable=False,
                    ),
                ),
            ],
            options={
                "verbose_name": "feedback",
                "verbose_name_plural": "feedback",
                "db_table": "user_feedback",
                "ordering": ["-feedback_given_at"],
                "indexes": [
                    models.Index(fields=["storyteller"], name="idx_user_feedback_storyteller"),
                    models.Index(
                        fields=["feedback_on_type", "feedback_on_id"], name="idx_user_feedback_type"
                    ),
                    models.Index(fields=["resolution_status"], name="idx_user_feedback_resolution"),
                    models.Index(
                        fields=["priority", "requires_immediate_action"],
                        name="idx_user_feedback_priority",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resolution_status", "wont_fix"), _negated=True),
                            models.Q(("resolution_notes", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="user_feedback_wont_fix_says_why",
                        violation_error_message="Where the status is “wont fix”, say why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "feedback_on_type__in",
                                [
                                    "collection",
                                    "synthesis",
                                    "archetype",
                                    "draft",
                                    "chapter",
                                    "prompt",
                                    "section",
                                    "agent_interaction",
                                    "system",
                                    "",
                                ],
                            )
                        ),
                        name="user_feedback_feedback_on_type_known",
                        violation_error_message="Feedback on type must be one of: collection, synthesis, archetype, draft, chapter, prompt, section, agent_interaction, system.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "feedback_type__in",
                                [
                                    "approval",
                                    "correction",
                                    "rejection",
                                    "revision_request",
                                    "suggestion",
                                    "concern",
                                    "",
                                ],
                            )
                        ),
                        name="user_feedback_feedback_type_known",
                        violation_error_message="Feedback type must be one of: approval, correction, rejection, revision_request, suggestion, concern.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "feedback_category__in",
                                [
                                    "accuracy",
                                    "tone",
                                    "completeness",
                                    "privacy",
                                    "relevance",
                                    "quality",
                                    "",
                                ],
                            )
                        ),
                        name="user_feedback_feedback_category_known",
                        violation_error_message="Feedback category must be one of: accuracy, tone, completeness, privacy, relevance, quality.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sentiment__in", ["positive", "neutral", "negative", ""])
                        ),
                        name="user_feedback_sentiment_known",
                        violation_error_message="Sentiment must be one of: positive, neutral, negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("priority__in", ["critical", "important", "minor", ""])
                        ),
                        name="user_feedback_priority_known",
                        violation_error_message="Priority must be one of: critical, important, minor.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "resolution_status__in",
                                [
                                    "pending",
                                    "acknowledged",
                                    "resolved",
                                    "cannot_resolve",
                                    "wont_fix",
                                ],
                            )
                        ),
                        name="user_feedback_resolution_status_known",
                        violation_error_message="Resolution status must be one of: pending, acknowledged, resolved, cannot_resolve, wont_fix.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CollectionGrouping",
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
                    "storyteller",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="groupings",
                        to="storyteller.storyteller",
                    ),
                ),
                ("grouping_name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "grouping_description",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="description"
                    ),
                ),
                (
                    "grouping_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("archetype", "Archetype"),
                            ("storyline", "Storyline"),
                            ("timeline", "Timeline"),
                            ("thematic_meta", "Thematic meta"),
                            ("book_part", "Book part"),
                            ("narrative_thread", "Narrative thread"),
                            ("custom", "Custom"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="type",
                    ),
                ),
                (
                    "grouping_principle",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="principle"
                    ),
                ),
                (
                    "book_part_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("part", "Part"),
                            ("section", "Section"),
                            ("act", "Act"),
                            ("book", "Book"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="place in the book",
                    ),
                ),
                (
                    "suggested_part_title",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
                (
                    "display_order",
                    models.IntegerField(
                        blank=True,
                        help_text="Groupings become the parts of the outline in this order.",
                        null=True,
                    ),
                ),
            ],
            options={
                "verbose_name": "grouping",
                "db_table": "collection_grouping",
                "ordering": ["display_order", "grouping_name"],
                "indexes": [models.Index(fields=["storyteller"], name="idx_grouping_storyteller")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("display_order__gte", 0)),
                        name="collection_grouping_display_order_not_negative",
                        violation_error_message="Display order cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "grouping_type__in",
                                [
                                    "archetype",
                                    "storyline",
                                    "timeline",
                                    "thematic_meta",
                                    "book_part",
                                    "narrative_thread",
                                    "custom",
                                    "",
                                ],
                            )
                        ),
                        name="collection_grouping_grouping_type_known",
                        violation_error_message="Grouping type must be one of: archetype, storyline, timeline, thematic_meta, book_part, narrative_thread, custom.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("book_part_type__in", ["part", "section", "act", "book", ""])
                        ),
                        name="collection_grouping_book_part_type_known",
                        violation_error_message="Book part type must be one of: part, section, act, book.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CollectionGroupingMember",
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
                    "grouping",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="members",
                        to="storyteller.collectiongrouping",
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="grouping_members",
                        to="storyteller.collection",
                    ),
                ),
                (
                    "sequence_order",
                    models.IntegerField(
                        blank=True, help_text="Smallest first.", null=True, verbose_name="order"
                    ),
                ),
                (
                    "relationship_to_grouping",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="why it belongs here"
                    ),
                ),
            ],
            options={
                "verbose_name": "collection in a grouping",
                "verbose_name_plural": "collections in groupings",
                "db_table": "collection_grouping_member",
                "ordering": ["sequence_order"],
                "indexes": [
                    models.Index(
                        fields=["grouping", "sequence_order"], name="idx_grouping_member_order"
                    ),
                    models.Index(fields=["collection"], name="idx_grouping_member_collection"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("grouping", "collection"),
                        name="collection_grouping_member_once",
                        violation_error_message="This grouping holds that collection already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sequence_order__gte", 0)),
                        name="collection_grouping_member_sequence_order_not_negative",
                        violation_error_message="Sequence order cannot be negative.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LifeEventTrauma",
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
                    "life_event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="trauma",
                        to="storyteller.lifeevent",
                    ),
                ),
                (
                    "is_trauma",
                    models.BooleanField(db_default=True, default=True, verbose_name="trauma"),
                ),
                (
                    "trauma_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("loss", "Loss"),
                            ("abuse", "Abuse"),
                            ("violence", "Violence"),
                            ("betrayal", "Betrayal"),
                            ("illness", "Illness"),
                            ("accident", "Accident"),
                            ("combat", "Combat"),
                            ("natural_disaster", "Natural disaster"),
                            ("other", "Other"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="type",
                    ),
                ),
                (
                    "trauma_status",
                    models.CharField(
                        choices=[
                            ("resolved", "Resolved"),
                            ("ongoing", "Ongoing"),
                            ("partially_resolved", "Partially resolved"),
                        ],
                        max_length=50,
                        verbose_name="status",
                    ),
                ),
                ("resolution_notes", models.TextField(blank=True, db_default="", default="")),
                ("requires_explicit_consent", models.BooleanField(db_default=True, default=True)),
                ("consent_given", models.BooleanField(db_default=False, default=False)),
                ("consent_date", models.DateTimeField(blank=True, null=True)),
                (
                    "recommends_professional_support",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        verbose_name="professional support is recommended",
                    ),
                ),
                ("support_notes", models.TextField(blank=True, db_default="", default="")),
                (
                    "default_privacy_level",
                    models.CharField(
                        choices=[("private", "Private"), ("limited", "Limited"), ("full", "Full")],
                        db_default="private",
                        default="private",
                        max_length=50,
                    ),
                ),
                (
                    "assessed_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("user_indicated", "User indicated"),
                            ("system_inferred", "System inferred"),
                            ("professional", "Professional"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                    ),
                ),
                (
                    "assessed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        default=django.utils.timezone.now,
                    ),
                ),
            ],
            options={
                "db_table": "life_event_trauma",
                "indexes": [models.Index(fields=["life_event"], name="idx_life_event_trauma")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("consent_given", False),
                            ("consent_date__isnull", False),
                            _connector="OR",
                        ),
                        name="life_event_trauma_consent_given_needs_consent_date",
                        violation_error_message="Consent given needs a value for consent date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "trauma_type__in",
                                [
                                    "loss",
                                    "abuse",
                                    "violence",
                                    "betrayal",
                                    "illness",
                                    "accident",
                                    "combat",
                                    "natural_disaster",
                                    "other",
                                    "",
                                ],
                            )
                        ),
                        name="life_event_trauma_trauma_type_known",
                        violation_error_message="Trauma type must be one of: loss, abuse, violence, betrayal, illness, accident, combat, natural_disaster, other.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("trauma_status__in", ["resolved", "ongoing", "partially_resolved"])
                        ),
                        name="life_event_trauma_trauma_status_known",
                        violation_error_message="Trauma status must be one of: resolved, ongoing, partially_resolved.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("default_privacy_level__in", ["private", "limited", "full"])
                        ),
                        name="life_event_trauma_default_privacy_level_known",
                        violation_error_message="Default privacy level must be one of: private, limited, full.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "assessed_by__in",
                                ["user_indicated", "system_inferred", "professional", ""],
                            )
                        ),
                        name="life_event_trauma_assessed_by_known",
                        violation_error_message="Assessed by must be one of: user_indicated, system_inferred, professional.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LifeEventBoundary",
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
                    "life_event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="boundary",
                        to="storyteller.lifeevent",
                    ),
                ),
                (
                    "override_storyteller_default",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Consent to deepen then decides alone.",
                    ),
                ),
                (
                    "comfortable_discussing",
                    models.BooleanField(
                        blank=True,
                        help_text="Unknown: what the storyteller said in general holds.",
                        null=True,
                    ),
                ),
                (
                    "privacy_level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("public", "Public"),
                            ("limited", "Limited"),
                            ("private", "Private"),
                            ("never_publish", "Never publish"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="privacy",
                    ),
                ),
                (
                    "can_mention_but_not_detail",
                    models.BooleanField(db_default=False, default=False),
                ),
                ("requires_pseudonyms", models.BooleanField(db_default=False, default=False)),
                (
                    "requires_location_anonymization",
                    models.BooleanField(db_default=False, default=False),
                ),
                ("consent_to_deepen", models.BooleanField(db_default=False, default=False)),
                ("consent_date", models.DateTimeField(blank=True, null=True)),
                (
                    "off_limit_aspects",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        help_text="Never raised. One aspect a line.",
                    ),
                ),
                ("boundary_notes", models.TextField(blank=True, db_default="", default="")),
            ],
            options={
                "verbose_name_plural": "life event boundaries",
                "db_table": "life_event_boundary",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("consent_to_deepen", False),
                            ("consent_date__isnull", False),
                            _connector="OR",
                        ),
                        name="life_event_boundary_consent_to_deepen_needs_consent_date",
                        violation_error_message="Consent to deepen needs a value for consent date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "privacy_level__in",
                                ["public", "limited", "private", "never_publish", ""],
                            )
                        ),
                        name="life_event_boundary_privacy_level_known",
                        violation_error_message="Privacy level must be one of: public, limited, private, never_publish.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LifeEventPreference",
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
                    "life_event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="preference",
                        to="storyteller.lifeevent",
                    ),
                ),
                (
                    "preferred_depth",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("headline_only", "Headline only"),
                            ("summary", "Summary"),
                            ("detailed", "Detailed"),
                            ("exhaustive", "Exhaustive"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                    ),
                ),
                (
                    "preferred_approach",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("chronological", "Chronological"),
                            ("thematic", "Thematic"),
                            ("impressionistic", "Impressionistic"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                    ),
                ),
                ("wants_multiple_sessions", models.BooleanField(db_default=False, default=False)),
                ("estimated_sessions_needed", models.IntegerField(blank=True, null=True)),
                ("prefers_specific_prompts", models.BooleanField(db_default=False, default=False)),
                ("prefers_voice_for_this", models.BooleanField(blank=True, null=True)),
                ("should_be_chapter", models.BooleanField(db_default=False, default=False)),
                (
                    "suggested_chapter_title",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
                (
                    "merge_with_other_event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="merge_wishes",
                        to="storyteller.lifeevent",
                    ),
                ),
                ("agent_should_be_gentle", models.BooleanField(db_default=False, default=False)),
                (
                    "agent_should_validate_facts",
                    models.BooleanField(db_default=False, default=False),
                ),
                ("notes", models.TextField(blank=True, db_default="", default="")),
            ],
            options={
                "db_table": "life_event_preference",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("estimated_sessions_needed__gte", 1)),
                        name="life_event_preference_estimated_sessions_needed_at_least_1",
                        violation_error_message="Estimated sessions needed is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merge_with_other_event", models.F("life_event")), _negated=True
                        ),
                        name="life_event_preference_merges_with_another",
                        violation_error_message="A life event can be merged only with another one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "preferred_depth__in",
                                ["headline_only", "summary", "detailed", "exhaustive", ""],
                            )
                        ),
                        name="life_event_preference_preferred_depth_known",
                        violation_error_message="Preferred depth must be one of: headline_only, summary, detailed, exhaustive.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "preferred_approach__in",
                                ["chronological", "thematic", "impressionistic", ""],
                            )
                        ),
                        name="life_event_preference_preferred_approach_known",
                        violation_error_message="Preferred approach must be one of: chronological, thematic, impressionistic.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LifeEventTimespan",
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
                    "life_event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="timespans",
                        to="storyteller.lifeevent",
                    ),
                ),
                (
                    "timespan_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("primary", "Primary"),
                            ("secondary", "Secondary"),
                            ("recurring", "Recurring"),
                            ("specific_moment", "Specific moment"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="type",
                    ),
                ),
                ("start_year", models.IntegerField(blank=True, null=True)),
                ("start_month", models.IntegerField(blank=True, null=True)),
                ("start_day", models.IntegerField(blank=True, null=True)),
                ("start_approximate", models.BooleanField(db_default=False, default=False)),
                ("end_year", models.IntegerField(blank=True, null=True)),
                ("end_month", models.IntegerField(blank=True, null=True)),
                ("end_day", models.IntegerField(blank=True, null=True)),
                ("end_approximate", models.BooleanField(db_default=False, default=False)),
                (
                    "is_ongoing",
                    models.BooleanField(db_default=False, default=False, verbose_name="ongoing"),
                ),
                ("description", models.TextField(blank=True, db_default="", default="")),
                ("order_index", models.IntegerField(db_default=0, default=0, verbose_name="order")),
            ],
            options={
                "db_table": "life_event_timespan",
                "ordering": ["order_index"],
                "indexes": [models.Index(fields=["life_event"], name="idx_life_event_timespan")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("start_year__range", (1000, 2200))),
                        name="life_event_timespan_start_year_1000_to_2200",
                        violation_error_message="Start year lies between 1000 and 2200.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end_year__range", (1000, 2200))),
                        name="life_event_timespan_end_year_1000_to_2200",
                        violation_error_message="End year lies between 1000 and 2200.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("start_month__range", (1, 12))),
                        name="life_event_timespan_start_month_1_to_12",
                        violation_error_message="Start month lies between 1 and 12.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_day__isnull", True),
                            models.Q(
                                ("start_month__isnull", False),
                                ("start_day__range", (1, 31)),
                                models.Q(
                                    models.Q(("start_month__in", [4, 6, 9, 11]), _negated=True),
                                    ("start_day__lte", 30),
                                    _connector="OR",
                                ),
                                models.Q(
                                    models.Q(("start_month", 2), _negated=True),
                                    ("start_day__lte", 29),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="life_event_timespan_start_day_of_month",
                        violation_error_message="Start day needs a month that has such a day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end_month__range", (1, 12))),
                        name="life_event_timespan_end_month_1_to_12",
                        violation_error_message="End month lies between 1 and 12.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end_day__isnull", True),
                            models.Q(
                                ("end_month__isnull", False),
                                ("end_day__range", (1, 31)),
                                models.Q(
                                    models.Q(("end_month__in", [4, 6, 9, 11]), _negated=True),
                                    ("end_day__lte", 30),
                                    _connector="OR",
                                ),
                                models.Q(
                                    models.Q(("end_month", 2), _negated=True),
                                    ("end_day__lte", 29),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="life_event_timespan_end_day_of_month",
                        violation_error_message="End day needs a month that has such a day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_month__isnull", True),
                            ("start_year__isnull", False),
                            _connector="OR",
                        ),
                        name="life_event_timespan_start_month_with_start_year",
                        violation_error_message="Start month needs start year.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end_month__isnull", True),
                            ("end_year__isnull", False),
                            _connector="OR",
                        ),
                        name="life_event_timespan_end_month_with_end_year",
                        violation_error_message="End month needs end year.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_year__isnull", True),
                            ("end_year__isnull", True),
                            ("end_year__gt", models.F("start_year")),
                            models.Q(
                                ("end_year", models.F("start_year")),
                                models.Q(
                                    ("start_month__isnull", True),
                                    ("end_month__isnull", True),
                                    ("end_month__gt", models.F("start_month")),
                                    models.Q(
                                        ("end_month", models.F("start_month")),
                                        models.Q(
                                            ("end_day__gte", models.F("start_day")),
                                            ("start_day__isnull", True),
                                            ("end_day__isnull", True),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="life_event_timespan_end_in_order",
                        violation_error_message="The end cannot be before the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_ongoing", False), ("end_year__isnull", True), _connector="OR"
                        ),
                        name="life_event_timespan_ongoing_has_no_end",
                        violation_error_message="What is ongoing has no end yet.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("order_index__gte", 0)),
                        name="life_event_timespan_order_index_not_negative",
                        violation_error_message="Order index cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "timespan_type__in",
                                ["primary", "secondary", "recurring", "specific_moment", ""],
                            )
                        ),
                        name="life_event_timespan_timespan_type_known",
                        violation_error_message="Timespan type must be one of: primary, secondary, recurring, specific_moment.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LifeEventLocation",
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
                    "life_event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="locations",
                        to="storyteller.lifeevent",
                    ),
                ),
                (
                    "location_name",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=200, verbose_name="name"
                    ),
                ),
                (
                    "location_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("city", "City"),
                            ("country", "Country"),
                            ("region", "Region"),
                            ("specific_place", "Specific place"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="type",
                    ),
                ),
                (
                    "is_primary_location",
                    models.BooleanField(db_default=False, default=False, verbose_name="main place"),
                ),
                ("description", models.TextField(blank=True, db_default="", default="")),
                ("order_index", models.IntegerField(db_default=0, default=0, verbose_name="order")),
            ],
            options={
                "db_table": "life_event_location",
                "ordering": ["order_index"],
                "indexes": [models.Index(fields=["life_event"], name="idx_life_event_location")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("order_index__gte", 0)),
                        name="life_event_location_order_index_not_negative",
                        violation_error_message="Order index cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "location_type__in",
                                ["city", "country", "region", "specific_place", ""],
                            )
                        ),
                        name="life_event_location_location_type_known",
                        violation_error_message="Location type must be one of: city, country, region, specific_place.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LifeEventParticipant",
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
                    "life_event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="participants",
                        to="storyteller.lifeevent",
                    ),
                ),
                (
                    "first_name",
                    models.CharField(blank=True, db_default="", default="", max_length=100),
                ),
                (
                    "last_name",
                    models.CharField(blank=True, db_default="", default="", max_length=100),
                ),
                (
                    "nickname",
                    models.CharField(blank=True, db_default="", default="", max_length=100),
                ),
                (
                    "relationship_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("spouse", "Spouse"),
                            ("child", "Child"),
                            ("parent", "Parent"),
                            ("friend", "Friend"),
                            ("colleague", "Colleague"),
                            ("mentor", "Mentor"),
                        ],
                        db_default="",
                        default="",
                        help_text="To the storyteller.",
                        max_length=100,
                        verbose_name="relationship",
                    ),
                ),
                (
                    "role_in_event",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=200, verbose_name="role"
                    ),
                ),
                (
                    "significance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("central", "Central"),
                            ("supporting", "Supporting"),
                            ("mentioned", "Mentioned"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                    ),
                ),
                ("use_real_name", models.BooleanField(db_default=True, default=True)),
                (
                    "pseudonym",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Stands in the book where the real name must not.",
                        max_length=100,
                    ),
                ),
                (
                    "is_deceased",
                    models.BooleanField(db_default=False, default=False, verbose_name="deceased"),
                ),
                ("notes", models.TextField(blank=True, db_default="", default="")),
            ],
            options={
                "db_table": "life_event_participant",
                "indexes": [models.Index(fields=["life_event"], name="idx_life_event_participant")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("use_real_name", True),
                            models.Q(("pseudonym", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="life_event_participant_hidden_needs_pseudonym",
                        violation_error_message="Give a pseudonym, or use the real name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "relationship_type__in",
                                ["spouse", "child", "parent", "friend", "colleague", "mentor", ""],
                            )
                        ),
                        name="life_event_participant_relationship_type_known",
                        violation_error_message="Relationship type must be one of: spouse, child, parent, friend, colleague, mentor.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("significance__in", ["central", "supporting", "mentioned", ""])
                        ),
                        name="life_event_participant_significance_known",
                        violation_error_message="Significance must be one of: central, supporting, mentioned.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LifeEventDetail",
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
                    "life_event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="details",
                        to="storyteller.lifeevent",
                    ),
                ),
                (
                    "detail_key",
                    models.CharField(
                        help_text="Small letters, digits and underscores, such as ship_name.",
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z][a-z0-9_]*\\Z",
                                "A key is made of small letters, digits and underscores, and begins with a letter.",
                            )
                        ],
                        verbose_name="key",
                    ),
                ),
                (
                    "detail_value",
                    models.TextField(
                        help_text="A list has one entry a line.", verbose_name="value"
                    ),
                ),
                (
                    "detail_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("text", "Text"),
                            ("number", "Number"),
                            ("date", "Date"),
                            ("boolean", "Boolean"),
                            ("list", "List"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="type",
                    ),
                ),
                (
                    "display_label",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=200, verbose_name="label"
                    ),
                ),
                (
                    "display_order",
                    models.IntegerField(db_default=0, default=0, verbose_name="order"),
                ),
                (
                    "is_private",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Never leaves the storyteller’s own pages.",
                        verbose_name="private",
                    ),
                ),
            ],
            options={
                "db_table": "life_event_detail",
                "ordering": ["display_order"],
                "indexes": [
                    models.Index(fields=["life_event"], name="idx_life_event_detail"),
                    models.Index(
                        fields=["life_event", "detail_key"], name="idx_life_event_detail_key"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("display_order__gte", 0)),
                        name="life_event_detail_display_order_not_negative",
                        violation_error_message="Display order cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("detail_type__in", ["text", "number", "date", "boolean", "list", ""])
                        ),
                        name="life_event_detail_detail_type_known",
                        violation_error_message="Detail type must be one of: text, number, date, boolean, list.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LifeEventMedia",
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
                    "life_event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="media",
                        to="storyteller.lifeevent",
                    ),
                ),
                (
                    "media_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("photo", "Photo"),
                            ("document", "Document"),
                            ("letter", "Letter"),
                            ("audio", "Audio"),
                            ("video", "Video"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="type",
                    ),
                ),
                (
                    "file_url",
                    models.TextField(
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A(https?://|/)\\S+\\Z",
                                "An address begins with https://, http:// or /, and has no spaces.",
                            )
                        ],
                        verbose_name="file",
                    ),
                ),
                (
                    "thumbnail_url",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A(https?://|/)\\S+\\Z",
                                "An address begins with https://, http:// or /, and has no spaces.",
                            )
                        ],
                        verbose_name="thumbnail",
                    ),
                ),
                ("title", models.CharField(blank=True, db_default="", default="", max_length=200)),
                ("description", models.TextField(blank=True, db_default="", default="")),
                ("caption", models.TextField(blank=True, db_default="", default="")),
                (
                    "approximate_date",
                    models.DateField(
                        blank=True,
                        help_text="Roughly, where it is not known exactly.",
                        null=True,
                        verbose_name="date",
                    ),
                ),
                (
                    "location",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
                (
                    "people_in_media",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        help_text="One person a line.",
                    ),
                ),
                ("has_usage_rights", models.BooleanField(db_default=False, default=False)),
                ("can_publish", models.BooleanField(db_default=False, default=False)),
                (
                    "tags",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        help_text="One tag a line.",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "life event media",
                "db_table": "life_event_media",
                "indexes": [models.Index(fields=["life_event"], name="idx_life_event_media")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "media_type__in",
                                ["photo", "document", "letter", "audio", "video", ""],
                            )
                        ),
                        name="life_event_media_media_type_known",
                        violation_error_message="Media type must be one of: photo, document, letter, audio, video.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScopeType",
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
                    "process_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="scope_types",
                        to="storyteller.processversion",
                        verbose_name="process version",
                    ),
                ),
                (
                    "scope_key",
                    models.CharField(
                        choices=[
                            ("whole_life", "Whole life"),
                            ("major_chapter", "Major chapter"),
                            ("single_event", "Single event"),
                            ("unsure", "Not sure yet"),
                        ],
                        max_length=50,
                        verbose_name="key",
                    ),
                ),
                ("scope_name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "scope_description",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="For staff.",
                        verbose_name="description",
                    ),
                ),
                (
                    "user_facing_label",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="What storytellers read on the button.",
                        max_length=200,
                        verbose_name="label",
                    ),
                ),
                (
                    "user_facing_description",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="What storytellers read below it.",
                        verbose_name="explanation",
                    ),
                ),
                (
                    "example_use_cases",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                    ),
                ),
                (
                    "required_context_fields",
                    common.fields.DocumentField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text='{"fields": [{"key": "birth_year", "label": "Year of birth", "required": true}]}',
                        verbose_name="context asked",
                    ),
                ),
                (
                    "enabled_sections",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        help_text="Keys of sections that this scope unlocks, one a line.",
                    ),
                ),
                (
                    "suggested_sections",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        help_text="Keys of sections that are put on the list to begin with, one a line.",
                    ),
                ),
                ("minimum_life_events", models.IntegerField(blank=True, null=True)),
                ("estimated_sessions", models.IntegerField(blank=True, null=True)),
                (
                    "completion_criteria",
                    common.fields.DocumentField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text='{"minimum_sections": 5, "minimum_events": 10}',
                    ),
                ),
                (
                    "default_narrative_structure",
                    models.CharField(
                        blank=True,
                        choices=[("linear", "Linear"), ("thematic", "Thematic")],
                        db_default="",
                        default="",
                        max_length=100,
                    ),
                ),
                (
                    "display_order",
                    models.IntegerField(blank=True, help_text="Smallest first.", null=True),
                ),
                (
                    "is_active",
                    models.BooleanField(db_default=True, default=True, verbose_name="offered"),
                ),
            ],
            options={
                "verbose_name": "scope",
                "db_table": "scope_type",
                "ordering": ["display_order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scope_key",),
                        name="idx_scope_type_key",
                        violation_error_message="There is a scope with this key already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minimum_life_events__gte", 0)),
                        name="scope_type_minimum_life_events_not_negative",
                        violation_error_message="Minimum life events cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("estimated_sessions__gte", 0)),
                        name="scope_type_estimated_sessions_not_negative",
                        violation_error_message="Estimated sessions cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("display_order__gte", 0)),
                        name="scope_type_display_order_not_negative",
                        violation_error_message="Display order cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "scope_key__in",
                                ["whole_life", "major_chapter", "single_event", "unsure"],
                            )
                        ),
                        name="scope_type_scope_key_known",
                        violation_error_message="Scope key must be one of: whole_life, major_chapter, single_event, unsure.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("default_narrative_structure__in", ["linear", "thematic", ""])
                        ),
                        name="scope_type_default_narrative_structure_known",
                        violation_error_message="Default narrative structure must be one of: linear, thematic.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StorytellerProgress",
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
                    "storyteller",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="progress",
                        to="storyteller.storyteller",
                    ),
                ),
                (
                    "process_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="progress_rows",
                        to="storyteller.processversion",
                        verbose_name="process version",
                    ),
                ),
                (
                    "current_phase",
                    models.CharField(
                        choices=[
                            ("trust_setup", "Trust setup"),
                            ("scope_selection", "Scope selection"),
                            ("profile", "Profile"),
                            ("contextual_grounding", "Contextual grounding"),
                            ("section_selection", "Section selection"),
                            ("story_capture", "Story capture"),
                            ("synthesis", "Synthesis"),
                            ("archetype_inference", "Archetype inference"),
                            ("book_formation", "Book formation"),
                        ],
                        db_default="trust_setup",
                        default="trust_setup",
                        max_length=100,
                    ),
                ),
                (
                    "phase_status",
                    models.CharField(
                        choices=[
                            ("not_started", "Not started"),
                            ("in_progress", "In progress"),
                            ("completed", "Completed"),
                        ],
                        db_default="not_started",
                        default="not_started",
                        max_length=50,
                    ),
                ),
                (
                    "overall_completion_percentage",
                    models.IntegerField(
                        db_default=0,
                        default=0,
                        help_text="Per cent of the way, from sections, sessions, artifacts and chapters.",
                        verbose_name="completion",
                    ),
                ),
                (
                    "phases_completed",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                    ),
                ),
                (
                    "phases_skipped",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                    ),
                ),
                ("first_session_at", models.DateTimeField(blank=True, null=True)),
                ("first_capture_at", models.DateTimeField(blank=True, null=True)),
                ("first_synthesis_at", models.DateTimeField(blank=True, null=True)),
                ("book_started_at", models.DateTimeField(blank=True, null=True)),
                ("book_completed_at", models.DateTimeField(blank=True, null=True)),
                ("last_active_at", models.DateTimeField(blank=True, null=True)),
                (
                    "total_sessions_count",
                    models.IntegerField(db_default=0, default=0, verbose_name="sessions"),
                ),
                (
                    "total_interactions_count",
                    models.IntegerField(db_default=0, default=0, verbose_name="interactions"),
                ),
                (
                    "total_artifacts_count",
                    models.IntegerField(db_default=0, default=0, verbose_name="artifacts"),
                ),
                (
                    "suggested_next_phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("trust_setup", "Trust setup"),
                            ("scope_selection", "Scope selection"),
                            ("profile", "Profile"),
                            ("contextual_grounding", "Contextual grounding"),
                            ("section_selection", "Section selection"),
                            ("story_capture", "Story capture"),
                            ("synthesis", "Synthesis"),
                            ("archetype_inference", "Archetype inference"),
                            ("book_formation", "Book formation"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                    ),
                ),
                ("suggested_next_action", models.TextField(blank=True, db_default="", default="")),
            ],
            options={
                "verbose_name": "progress",
                "verbose_name_plural": "progress",
                "db_table": "storyteller_progress",
                "indexes": [
                    models.Index(fields=["storyteller"], name="idx_storyteller_progress"),
                    models.Index(
                        fields=["current_phase", "phase_status"],
                        name="idx_storyteller_progress_phase",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("overall_completion_percentage__range", (0, 100))),
                        name="storyteller_progress_overall_completion_percentage_0_to_100",
                        violation_error_message="Overall completion percentage lies between 0 and 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("total_sessions_count__gte", 0)),
                        name="storyteller_progress_total_sessions_count_not_negative",
                        violation_error_message="Total sessions count cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("total_interactions_count__gte", 0)),
                        name="storyteller_progress_total_interactions_count_not_negative",
                        violation_error_message="Total interactions count cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("total_artifacts_count__gte", 0)),
                        name="storyteller_progress_total_artifacts_count_not_negative",
                        violation_error_message="Total artifacts count cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("book_completed_at__gte", models.F("book_started_at"))),
                        name="storyteller_progress_book_completed_at_in_order",
                        violation_error_message="Book completed at cannot be before book started at.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "current_phase__in",
                                [
                                    "trust_setup",
                                    "scope_selection",
                                    "profile",
                                    "contextual_grounding",
                                    "section_selection",
                                    "story_capture",
                                    "synthesis",
                                    "archetype_inference",
                                    "book_formation",
                                ],
                            )
                        ),
                        name="storyteller_progress_current_phase_known",
                        violation_error_message="Current phase must be one of: trust_setup, scope_selection, profile, contextual_grounding, section_selection, story_capture, synthesis, archetype_inference, book_formation.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("phase_status__in", ["not_started", "in_progress", "completed"])
                        ),
                        name="storyteller_progress_phase_status_known",
                        violation_error_message="Phase status must be one of: not_started, in_progress, completed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "suggested_next_phase__in",
                                [
                                    "trust_setup",
                                    "scope_selection",
                                    "profile",
                                    "contextual_grounding",
                                    "section_selection",
                                    "story_capture",
                                    "synthesis",
                                    "archetype_inference",
                                    "book_formation",
                                    "",
                                ],
                            )
                        ),
                        name="storyteller_progress_suggested_next_phase_known",
                        violation_error_message="Suggested next phase must be one of: trust_setup, scope_selection, profile, contextual_grounding, section_selection, story_capture, synthesis, archetype_inference, book_formation.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcessSection",
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
                    "process_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="sections",
                        to="storyteller.processversion",
                    ),
                ),
                (
                    "section_key",
                    models.CharField(
                        help_text="Small letters, digits and underscores, such as childhood.",
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z][a-z0-9_]*\\Z",
                                "A key is made of small letters, digits and underscores, and begins with a letter.",
                            )
                        ],
                        verbose_name="key",
                    ),
                ),
                ("section_name", models.CharField(max_length=200, verbose_name="name")),
                ("description", models.TextField(blank=True, db_default="", default="")),
                ("order_index", models.IntegerField(db_default=0, default=0, verbose_name="order")),
                (
                    "is_core",
                    models.BooleanField(
                        db_default=True,
                        default=True,
                        help_text="Offered to everyone; other sections depend on the profile.",
                    ),
                ),
                (
                    "requires_scope",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("whole_life", "Whole life"),
                            ("major_chapter", "Major chapter"),
                            ("single_event", "Single event"),
                        ],
                        db_default="",
                        default="",
                        help_text="Offered only where this scope was chosen.",
                        max_length=50,
                    ),
                ),
                (
                    "requires_profile_flags",
                    common.fields.DocumentField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text='What the profile must say, such as {"has_children": true}.',
                    ),
                ),
                (
                    "unlock_after_section",
                    models.ForeignKey(
                        blank=True,
                        help_text="Opens once this section is completed.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="unlocks",
                        to="storyteller.processsection",
                    ),
                ),
                (
                    "minimum_prompts_required",
                    models.IntegerField(
                        db_default=0,
                        default=0,
                        help_text="Opens once so many prompts are answered in all sections; 0 for none.",
                    ),
                ),
            ],
            options={
                "db_table": "process_section",
                "ordering": ["order_index"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("process_version", "section_key"),
                        name="process_section_key_once_per_version",
                        violation_error_code="unique",
                        violation_error_message="This version has a section with this key already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("unlock_after_section", models.F("id")), _negated=True),
                        name="process_section_unlocks_another",
                        violation_error_message="A section cannot wait for itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("order_index__gte", 0)),
                        name="process_section_order_index_not_negative",
                        violation_error_message="Order index cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minimum_prompts_required__gte", 0)),
                        name="process_section_minimum_prompts_required_not_negative",
                        violation_error_message="Minimum prompts required cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "requires_scope__in",
                                ["whole_life", "major_chapter", "single_event", ""],
                            )
                        ),
                        name="process_section_requires_scope_known",
                        violation_error_message="Requires scope must be one of: whole_life, major_chapter, single_event.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StorytellerSectionSelection",
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
                    "storyteller",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="section_selections",
                        to="storyteller.storyteller",
                    ),
                ),
                (
                    "process_section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="selections",
                        to="storyteller.processsection",
                        verbose_name="section",
                    ),
                ),
                (
                    "selected_during_phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("initial_selection", "At the beginning"),
                            ("progressive_unlock", "On the way"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                    ),
                ),
                (
                    "selection_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("user_choice", "The storyteller chose it"),
                            ("scope_enabled", "The scope asks for it"),
                            ("profile_enabled", "The profile fits"),
                            ("prerequisite_met", "An earlier section is complete"),
                            ("agent_suggested", "A guide suggested it"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="reason",
                    ),
                ),
                (
                    "priority_level",
                    models.CharField(
                        blank=True,
                        choices=[("high", "High"), ("medium", "Medium"), ("low", "Low")],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="priority",
                    ),
                ),
                (
                    "is_required",
                    models.BooleanField(db_default=False, default=False, verbose_name="required"),
                ),
                (
                    "selected_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        default=django.utils.timezone.now,
                        editable=False,
                    ),
                ),
                ("user_notes", models.TextField(blank=True, db_default="", default="")),
            ],
            options={
                "verbose_name": "selected section",
                "db_table": "storyteller_section_selection",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("storyteller", "process_section"),
                        name="storyteller_section_selection_once",
                        violation_error_message="This section is selected already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "selected_during_phase__in",
                                ["initial_selection", "progressive_unlock", ""],
                            )
                        ),
                        name="storyteller_section_selection_selected_during_phase_known",
                        violation_error_message="Selected during phase must be one of: initial_selection, progressive_unlock.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "selection_reason__in",
                                [
                                    "user_choice",
                                    "scope_enabled",
                                    "profile_enabled",
                                    "prerequisite_met",
                                    "agent_suggested",
                                    "",
                                ],
                            )
                        ),
                        name="storyteller_section_selection_selection_reason_known",
                        violation_error_message="Selection reason must be one of: user_choice, scope_enabled, profile_enabled, prerequisite_met, agent_suggested.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority_level__in", ["high", "medium", "low", ""])),
                        name="storyteller_section_selection_priority_level_known",
                        violation_error_message="Priority level must be one of: high, medium, low.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StorytellerSectionStatus",
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
                    "storyteller",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="section_statuses",
                        to="storyteller.storyteller",
                    ),
                ),
                (
                    "process_section",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="storyteller_statuses",
                        to="storyteller.processsection",
                        verbose_name="section",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("locked", "Locked"),
                            ("unlocked", "Unlocked"),
                            ("in_progress", "In progress"),
                            ("completed", "Completed"),
                            ("skipped", "Skipped"),
                        ],
                        db_default="locked",
                        default="locked",
                        max_length=50,
                    ),
                ),
                ("unlocked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "unlocked_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("scope", "Scope"),
                            ("profile", "Profile"),
                            ("prerequisite", "Prerequisite"),
                            ("manual", "By hand"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                    ),
                ),
                ("unlock_reason", models.TextField(blank=True, db_default="", default="")),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("completed_at", models.DateTimeField(blank=True, null=True)),
                ("skipped_at", models.DateTimeField(blank=True, null=True)),
                ("skip_reason", models.TextField(blank=True, db_default="", default="")),
                ("prompts_answered", models.IntegerField(db_default=0, default=0)),
                ("prompts_total", models.IntegerField(blank=True, null=True)),
                ("scenes_captured", models.IntegerField(db_default=0, default=0)),
                (
                    "life_events_created",
                    models.IntegerField(db_default=0, default=0, verbose_name="life events"),
                ),
                (
                    "completion_percentage",
                    models.IntegerField(
                        db_default=0,
                        default=0,
                        help_text="Per cent of the prompts. From 80 on the section is complete.",
                        verbose_name="completion",
                    ),
                ),
                (
                    "prerequisite_sections_met",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="prerequisites met"
                    ),
                ),
                ("prerequisite_notes", models.TextField(blank=True, db_default="", default="")),
            ],
            options={
                "verbose_name": "section status",
                "verbose_name_plural": "section statuses",
                "db_table": "storyteller_section_status",
                "indexes": [
                    models.Index(
                        fields=["storyteller", "status"], name="idx_section_status_storyteller"
                    ),
                    models.Index(fields=["process_section"], name="idx_section_status_section"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("storyteller", "process_section"),
                        name="storyteller_section_status_once",
                        violation_error_message="This section has a status for the storyteller already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("completion_percentage__range", (0, 100))),
                        name="storyteller_section_status_completion_percentage_0_to_100",
                        violation_error_message="Completion percentage lies between 0 and 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("prompts_answered__gte", 0)),
                        name="storyteller_section_status_prompts_answered_not_negative",
                        violation_error_message="Prompts answered cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("prompts_total__gte", 0)),
                        name="storyteller_section_status_prompts_total_not_negative",
                        violation_error_message="Prompts total cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scenes_captured__gte", 0)),
                        name="storyteller_section_status_scenes_captured_not_negative",
                        violation_error_message="Scenes captured cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("life_events_created__gte", 0)),
                        name="storyteller_section_status_life_events_created_not_negative",
                        violation_error_message="Life events created cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("completed_at__gte", models.F("started_at"))),
                        name="storyteller_section_status_completed_at_in_order",
                        violation_error_message="Completed at cannot be before started at.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("prompts_answered__lte", models.F("prompts_total"))),
                        name="storyteller_section_status_within_total",
                        violation_error_message="No more prompts can be answered than there are.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["locked", "unlocked", "in_progress", "completed", "skipped"],
                            )
                        ),
                        name="storyteller_section_status_status_known",
                        violation_error_message="Status must be one of: locked, unlocked, in_progress, completed, skipped.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unlocked_by__in", ["scope", "profile", "prerequisite", "manual", ""])
                        ),
                        name="storyteller_section_status_unlocked_by_known",
                        violation_error_message="Unlocked by must be one of: scope, profile, prerequisite, manual.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcessCommitment",
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
                    "process_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="commitments",
                        to="storyteller.processversion",
                    ),
                ),
                ("order_index", models.IntegerField(verbose_name="order")),
                ("title", models.CharField(max_length=200)),
                ("description", models.TextField()),
            ],
            options={
                "db_table": "process_commitment",
                "ordering": ["order_index"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("order_index__gte", 0)),
                        name="process_commitment_order_index_not_negative",
                        violation_error_message="Order index cannot be negative.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcessFlowEdge",
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
                    "process_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="edges",
                        to="storyteller.processversion",
                    ),
                ),
                (
                    "from_node",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="ways_out",
                        to="storyteller.processnode",
                        verbose_name="from",
                    ),
                ),
                (
                    "to_node",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="ways_in",
                        to="storyteller.processnode",
                        verbose_name="to",
                    ),
                ),
                (
                    "condition_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("scope_match", "Scope match"),
                            ("profile_flag", "Profile flag"),
                            ("always", "Always"),
                            ("section_selected", "Section selected"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="condition",
                    ),
                ),
                (
                    "condition_value",
                    common.fields.DocumentField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text='Such as {"scopes": ["unsure"]}, {"has_children": true}, {"sections": ["work"]}.',
                    ),
                ),
                ("order_index", models.IntegerField(db_default=0, default=0, verbose_name="order")),
                (
                    "edge_label",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=100, verbose_name="label"
                    ),
                ),
            ],
            options={
                "verbose_name": "process flow edge",
                "db_table": "process_flow_edge",
                "ordering": ["order_index"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("to_node", models.F("from_node")), _negated=True),
                        name="process_flow_edge_leads_elsewhere",
                        violation_error_message="A way leads from one node to another.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("order_index__gte", 0)),
                        name="process_flow_edge_order_index_not_negative",
                        violation_error_message="Order index cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "condition_type__in",
                                ["scope_match", "profile_flag", "always", "section_selected", ""],
                            )
                        ),
                        name="process_flow_edge_condition_type_known",
                        violation_error_message="Condition type must be one of: scope_match, profile_flag, always, section_selected.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcessPrompt",
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
                    "process_node",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="prompts",
                        to="storyteller.processnode",
                    ),
                ),
                (
                    "prompt_key",
                    models.CharField(
                        help_text="Small letters, digits and underscores.",
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z][a-z0-9_]*\\Z",
                                "A key is made of small letters, digits and underscores, and begins with a letter.",
                            )
                        ],
                        verbose_name="key",
                    ),
                ),
                ("prompt_text", models.TextField(verbose_name="text")),
                (
                    "prompt_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("scene", "Scene"),
                            ("people", "People"),
                            ("tension", "Tension"),
                            ("change", "Change"),
                            ("meaning", "Meaning"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="type",
                    ),
                ),
                ("order_index", models.IntegerField(verbose_name="order")),
                ("is_required", models.BooleanField(db_default=False, default=False)),
                ("is_sensitive", models.BooleanField(db_default=False, default=False)),
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
                        help_text="Asked only where the storyteller is comfortable with this tier.",
                    ),
                ),
                (
                    "response_format",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("text", "Text"),
                            ("voice", "Voice"),
                            ("checkbox", "Checkbox"),
                            ("multi_select", "Multi select"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                    ),
                ),
                (
                    "max_length",
                    models.IntegerField(
                        blank=True,
                        help_text="In characters; empty for no limit.",
                        null=True,
                        verbose_name="longest answer",
                    ),
                ),
                ("example_response", models.TextField(blank=True, db_default="", default="")),
                (
                    "condition_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("profile_boundary", "Profile boundary"),
                            ("scope_match", "Scope match"),
                            ("section_active", "Section active"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="condition",
                    ),
                ),
                (
                    "condition_value",
                    common.fields.DocumentField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text='Such as {"topics": ["loss"]}, {"scopes": ["unsure"]}, {"sections": ["teens"]}.',
                    ),
                ),
            ],
            options={
                "db_table": "process_prompt",
                "ordering": ["order_index"],
                "indexes": [
                    models.Index(
                        fields=["process_node", "order_index"], name="idx_process_prompt_node"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("process_node", "prompt_key"),
                        name="process_prompt_key_once_per_node",
                        violation_error_code="unique",
                        violation_error_message="This node has a prompt with this key already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("order_index__gte", 0)),
                        name="process_prompt_order_index_not_negative",
                        violation_error_message="Order index cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("max_length__gte", 1)),
                        name="process_prompt_max_length_at_least_1",
                        violation_error_message="Max length is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "prompt_type__in",
                                ["scene", "people", "tension", "change", "meaning", ""],
                            )
                        ),
                        name="process_prompt_prompt_type_known",
                        violation_error_message="Prompt type must be one of: scene, people, tension, change, meaning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sensitivity_tier__in", [1, 2, 3])),
                        name="process_prompt_sensitivity_tier_known",
                        violation_error_message="Sensitivity tier must be one of: 1, 2, 3.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "response_format__in",
                                ["text", "voice", "checkbox", "multi_select", ""],
                            )
                        ),
                        name="process_prompt_response_format_known",
                        violation_error_message="Response format must be one of: text, voice, checkbox, multi_select.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "condition_type__in",
                                ["profile_boundary", "scope_match", "section_active", ""],
                            )
                        ),
                        name="process_prompt_condition_type_known",
                        violation_error_message="Condition type must be one of: profile_boundary, scope_match, section_active.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PromptPackTemplate",
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
                ("template_name", models.CharField(max_length=100, verbose_name="name")),
                ("description", models.TextField(blank=True, db_default="", default="")),
                (
                    "is_global",
                    models.BooleanField(
                        db_default=True, default=True, help_text="Offered in every section."
                    ),
                ),
            ],
            options={
                "verbose_name": "prompt pack",
                "db_table": "prompt_pack_template",
            },
        ),
        migrations.CreateModel(
            name="PromptPackPrompt",
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
                    "prompt_pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="prompts",
                        to="storyteller.promptpacktemplate",
                    ),
                ),
                (
                    "prompt_key",
                    models.CharField(
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z][a-z0-9_]*\\Z",
                                "A key is made of small letters, digits and underscores, and begins with a letter.",
                            )
                        ],
                        verbose_name="key",
                    ),
                ),
                ("prompt_text", models.TextField(verbose_name="text")),
                (
                    "prompt_type",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Such as scene, people, tension, change or meaning.",
                        max_length=50,
                        verbose_name="type",
                    ),
                ),
                ("order_index", models.IntegerField(verbose_name="order")),
                ("is_required", models.BooleanField(db_default=True, default=True)),
            ],
            options={
                "db_table": "prompt_pack_prompt",
                "ordering": ["order_index"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("prompt_pack", "prompt_key"),
                        name="prompt_pack_prompt_key_once_per_pack",
                        violation_error_code="unique",
                        violation_error_message="This pack has a prompt with this key already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("order_index__gte", 0)),
                        name="prompt_pack_prompt_order_index_not_negative",
                        violation_error_message="Order index cannot be negative.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SectionPrompt",
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
                    "section",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="section_prompts",
                        to="storyteller.processsection",
                    ),
                ),
                (
                    "process_prompt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="section_prompts",
                        to="storyteller.processprompt",
                        verbose_name="prompt",
                    ),
                ),
                ("order_index", models.IntegerField(db_default=0, default=0, verbose_name="order")),
            ],
            options={
                "db_table": "section_prompt",
                "ordering": ["order_index"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("section", "process_prompt"),
                        name="section_prompt_once_per_section",
                        violation_error_code="unique",
                        violation_error_message="This section asks this prompt already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("order_index__gte", 0)),
                        name="section_prompt_order_index_not_negative",
                        violation_error_message="Order index cannot be negative.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Requirement",
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
                    "storyteller",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="requirements",
                        to="storyteller.storyteller",
                    ),
                ),
                (
                    "requirement_type",
                    models.CharField(
                        choices=[
                            ("scene_detail", "Scene detail"),
                            ("character_insight", "Character insight"),
                            ("thematic_exploration", "Thematic exploration"),
                            ("timeline_clarification", "Timeline clarification"),
                            ("sensory_detail", "Sensory detail"),
                            ("emotional_context", "Emotional context"),
                            ("relationship_dynamic", "Relationship dynamic"),
                            ("turning_point", "Turning point"),
                        ],
                        max_length=50,
                        verbose_name="type",
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        choices=[
                            ("critical", "Critical"),
                            ("important", "Important"),
                            ("optional", "Optional"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="requirements",
                        to="storyteller.processsection",
                        verbose_name="section",
                    ),
                ),
                (
                    "life_event",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="requirements",
                        to="storyteller.lifeevent",
                        verbose_name="life event",
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="requirements",
                        to="storyteller.collection",
                    ),
                ),
                (
                    "archetype_lane",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("relationship_to_loss", "Relation to loss"),
                            ("relationship_to_agency", "Relation to agency"),
                            ("relationship_to_meaning", "Relation to meaning"),
                            ("identity_shift", "Shift of identity"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="archetype",
                    ),
                ),
                (
                    "archetype_refinement_purpose",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("validate", "Validate"),
                            ("discriminate", "Discriminate"),
                            ("strengthen", "Strengthen"),
                        ],
                        db_default="",
                        default="",
                        max_length=20,
                        verbose_name="purpose",
                    ),
                ),
                (
                    "discriminates_between",
                    common.fields.DocumentField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text='{"archetypes": ["identity_shift", "relationship_to_loss"]}',
                    ),
                ),
                (
                    "expected_archetype_outcomes",
                    common.fields.DocumentField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text='{"outcomes": [{"archetype": "identity_shift", "expected": "…"}]}',
                        verbose_name="expected outcomes",
                    ),
                ),
                ("requirement_description", models.TextField(verbose_name="description")),
                ("specific_gap", models.TextField(blank=True, db_default="", default="")),
                ("why_important", models.TextField(blank=True, db_default="", default="")),
                (
                    "suggested_prompts",
                    common.fields.DocumentField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text='{"prompts": ["What did the kitchen smell of?"]}',
                    ),
                ),
                (
                    "suggested_session_focus",
                    models.TextField(blank=True, db_default="", default=""),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("in_progress", "In progress"),
                            ("addressed", "Addressed"),
                            ("resolved", "Resolved"),
                            ("deferred", "Deferred"),
                            ("obsolete", "Obsolete"),
                        ],
                        db_default="pending",
                        default="pending",
                        max_length=20,
                    ),
                ),
                (
                    "created_by",
                    models.CharField(
                        db_default="system",
                        default="system",
                        max_length=50,
                        verbose_name="lodged by",
                    ),
                ),
                ("addressed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "addressed_in_session",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="addressed_requirements",
                        to="storyteller.storytellersession",
                        verbose_name="addressed in",
                    ),
                ),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "resolved_by",
                    models.CharField(blank=True, db_default="", default="", max_length=50),
                ),
                ("resolution_notes", models.TextField(blank=True, db_default="", default="")),
                ("deferred_at", models.DateTimeField(blank=True, null=True)),
                ("deferred_reason", models.TextField(blank=True, db_default="", default="")),
                ("obsolete_at", models.DateTimeField(blank=True, null=True)),
                ("obsolete_reason", models.TextField(blank=True, db_default="", default="")),
                (
                    "user_notified",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="storyteller was told"
                    ),
                ),
                (
                    "user_priority_override",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("critical", "Critical"),
                            ("important", "Important"),
                            ("optional", "Optional"),
                        ],
                        db_default="",
                        default="",
                        help_text="Goes before the priority above.",
                        max_length=20,
                        verbose_name="the storyteller’s priority",
                    ),
                ),
                (
                    "metadata",
                    common.fields.DocumentField(
                        blank=True, db_default=models.Value({}, models.JSONField()), default=dict
                    ),
                ),
            ],
            options={
                "verbose_name": "requirement",
                "db_table": "requirement",
                "ordering": ["-created_at"],
                "indexes": [
                    models.Index(
                        fields=["storyteller", "status"], name="idx_requirement_teller_status"
                    ),
                    models.Index(fields=["section", "priority"], name="idx_requirement_section"),
                    models.Index(fields=["priority", "status"], name="idx_requirement_priority"),
                    models.Index(fields=["addressed_in_session"], name="idx_requirement_session"),
                    models.Index(fields=["life_event"], name="idx_requirement_life_event"),
                    models.Index(
                        fields=["requirement_type", "status"], name="idx_requirement_type"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "deferred"), _negated=True),
                            models.Q(("deferred_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="requirement_deferred_says_why",
                        violation_error_message="Where the status is “deferred”, say why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "obsolete"), _negated=True),
                            models.Q(("obsolete_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="requirement_obsolete_says_why",
                        violation_error_message="Where the status is “obsolete”, say why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "requirement_type__in",
                                [
                                    "scene_detail",
                                    "character_insight",
                                    "thematic_exploration",
                                    "timeline_clarification",
                                    "sensory_detail",
                                    "emotional_context",
                                    "relationship_dynamic",
                                    "turning_point",
                                ],
                            )
                        ),
                        name="requirement_requirement_type_known",
                        violation_error_message="Requirement type must be one of: scene_detail, character_insight, thematic_exploration, timeline_clarification, sensory_detail, emotional_context, relationship_dynamic, turning_point.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority__in", ["critical", "important", "optional"])),
                        name="requirement_priority_known",
                        violation_error_message="Priority must be one of: critical, important, optional.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "archetype_lane__in",
                                [
                                    "relationship_to_loss",
                                    "relationship_to_agency",
                                    "relationship_to_meaning",
                                    "identity_shift",
                                    "",
                                ],
                            )
                        ),
                        name="requirement_archetype_lane_known",
                        violation_error_message="Archetype lane must be one of: relationship_to_loss, relationship_to_agency, relationship_to_meaning, identity_shift.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "archetype_refinement_purpose__in",
                                ["validate", "discriminate", "strengthen", ""],
                            )
                        ),
                        name="requirement_archetype_refinement_purpose_known",
                        violation_error_message="Archetype refinement purpose must be one of: validate, discriminate, strengthen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "pending",
                                    "in_progress",
                                    "addressed",
                                    "resolved",
                                    "deferred",
                                    "obsolete",
                                ],
                            )
                        ),
                        name="requirement_status_known",
                        violation_error_message="Status must be one of: pending, in_progress, addressed, resolved, deferred, obsolete.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "user_priority_override__in",
                                ["critical", "important", "optional", ""],
                            )
                        ),
                        name="requirement_user_priority_override_known",
                        violation_error_message="User priority override must be one of: critical, important, optional.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditRequirement",
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
                    "story",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="edit_requirements",
                        to="storyteller.story",
                    ),
                ),
                (
                    "storyteller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="edit_requirements",
                        to="storyteller.storyteller",
                    ),
                ),
                (
                    "chapter",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="edit_requirements",
                        to="storyteller.storychapter",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="edit_requirements",
                        to="storyteller.chaptersection",
                    ),
                ),
                (
                    "character",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="edit_requirements",
                        to="storyteller.storycharacter",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="edit_requirements",
                        to="storyteller.storytheme",
                    ),
                ),
                (
                    "issue_type",
                    models.CharField(
                        choices=[
                            ("flow", "Flow"),
                            ("pacing", "Pacing"),
                            ("clarity", "Clarity"),
                            ("consistency", "Consistency"),
                            ("sensory_detail", "Sensory detail"),
                            ("theme", "Theme"),
                            ("character_voice", "Character voice"),
                            ("timeline", "Timeline"),
                            ("tone", "Tone"),
                            ("scene_structure", "Scene structure"),
                            ("showing_vs_telling", "Showing vs telling"),
                            ("repetition", "Repetition"),
                        ],
                        max_length=50,
                        verbose_name="type",
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("blocking", "Blocking"),
                            ("important", "Important"),
                            ("polish", "Polish"),
                        ],
                        help_text="A blocking edit keeps the chapter from being approved.",
                        max_length=20,
                    ),
                ),
                ("specific_concern", models.TextField(verbose_name="concern")),
                ("why_problematic", models.TextField(blank=True, db_default="", default="")),
                ("suggested_approach", models.TextField(blank=True, db_default="", default="")),
                ("example_text", models.TextField(blank=True, db_default="", default="")),
                (
                    "line_numbers",
                    models.CharField(blank=True, db_default="", default="", max_length=50),
                ),
                (
                    "craft_standard_violated",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="standard",
                    ),
                ),
                (
                    "target_metric",
                    models.CharField(blank=True, db_default="", default="", max_length=100),
                ),
                (
                    "current_metric",
                    models.CharField(blank=True, db_default="", default="", max_length=100),
                ),
                (
                    "priority_order",
                    models.IntegerField(
                        blank=True, help_text="1 comes first.", null=True, verbose_name="order"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("in_review", "In review"),
                            ("resolved", "Resolved"),
                            ("wont_fix", "Will not be fixed"),
                            ("obsolete", "Obsolete"),
                        ],
                        db_default="pending",
                        default="pending",
                        max_length=20,
                    ),
                ),
                (
                    "created_by",
                    models.CharField(
                        db_default="system",
                        default="system",
                        max_length=50,
                        verbose_name="lodged by",
                    ),
                ),
                ("in_review_at", models.DateTimeField(blank=True, null=True)),
                (
                    "in_review_by",
                    models.CharField(blank=True, db_default="", default="", max_length=50),
                ),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "resolved_by",
                    models.CharField(blank=True, db_default="", default="", max_length=50),
                ),
                ("resolution_notes", models.TextField(blank=True, db_default="", default="")),
                ("wont_fix_at", models.DateTimeField(blank=True, null=True)),
                ("wont_fix_reason", models.TextField(blank=True, db_default="", default="")),
                ("obsolete_at", models.DateTimeField(blank=True, null=True)),
                ("obsolete_reason", models.TextField(blank=True, db_default="", default="")),
                (
                    "user_notified",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="storyteller was told"
                    ),
                ),
                (
                    "user_priority_override",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("blocking", "Blocking"),
                            ("important", "Important"),
                            ("polish", "Polish"),
                        ],
                        db_default="",
                        default="",
                        max_length=20,
                        verbose_name="the storyteller’s severity",
                    ),
                ),
                (
                    "user_agrees_with_edit",
                    models.BooleanField(
                        blank=True,
                        help_text="Empty while not asked.",
                        null=True,
                        verbose_name="storyteller agrees",
                    ),
                ),
                ("original_draft_version", models.IntegerField(blank=True, null=True)),
                ("resolved_in_draft_version", models.IntegerField(blank=True, null=True)),
                (
                    "metadata",
                    common.fields.DocumentField(
                        blank=True, db_default=models.Value({}, models.JSONField()), default=dict
                    ),
                ),
            ],
            options={
                "verbose_name": "edit",
                "db_table": "edit_requirement",
                "ordering": ["priority_order", "-created_at"],
                "indexes": [
                    models.Index(
                        fields=["story", "severity", "status"], name="idx_edit_story_severity"
                    ),
                    models.Index(fields=["chapter", "status"], name="idx_edit_requirement_chapter"),
                    models.Index(fields=["status", "severity"], name="idx_edit_requirement_status"),
                    models.Index(fields=["issue_type", "severity"], name="idx_edit_issue_type"),
                    models.Index(
                        fields=["story", "priority_order"], name="idx_edit_requirement_priority"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("priority_order__gte", 1)),
                        name="edit_requirement_priority_order_at_least_1",
                        violation_error_message="Priority order is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("original_draft_version__gte", 1)),
                        name="edit_requirement_original_draft_version_at_least_1",
                        violation_error_message="Original draft version is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("resolved_in_draft_version__gte", 1)),
                        name="edit_requirement_resolved_in_draft_version_at_least_1",
                        violation_error_message="Resolved in draft version is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "wont_fix"), _negated=True),
                            models.Q(("wont_fix_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="edit_requirement_wont_fix_says_why",
                        violation_error_message="Where the status is “wont fix”, say why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "obsolete"), _negated=True),
                            models.Q(("obsolete_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="edit_requirement_obsolete_says_why",
                        violation_error_message="Where the status is “obsolete”, say why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolved_in_draft_version__gte", models.F("original_draft_version"))
                        ),
                        name="edit_requirement_resolved_in_draft_version_in_order",
                        violation_error_message="Resolved in draft version cannot be before original draft version.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "issue_type__in",
                                [
                                    "flow",
                                    "pacing",
                                    "clarity",
                                    "consistency",
                                    "sensory_detail",
                                    "theme",
                                    "character_voice",
                                    "timeline",
                                    "tone",
                                    "scene_structure",
                                    "showing_vs_telling",
                                    "repetition",
                                ],
                            )
                        ),
                        name="edit_requirement_issue_type_known",
                        violation_error_message="Issue type must be one of: flow, pacing, clarity, consistency, sensory_detail, theme, character_voice, timeline, tone, scene_structure, showing_vs_telling, repetition.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("severity__in", ["blocking", "important", "polish"])),
                        name="edit_requirement_severity_known",
                        violation_error_message="Severity must be one of: blocking, important, polish.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["pending", "in_review", "resolved", "wont_fix", "obsolete"],
                            )
                        ),
                        name="edit_requirement_status_known",
                        violation_error_message="Status must be one of: pending, in_review, resolved, wont_fix, obsolete.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("user_priority_override__in", ["blocking", "important", "polish", ""])
                        ),
                        name="edit_requirement_user_priority_override_known",
                        violation_error_message="User priority override must be one of: blocking, important, polish.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryScene",
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
                    "story",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="scenes",
                        to="storyteller.story",
                    ),
                ),
                (
                    "chapter",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="scenes",
                        to="storyteller.storychapter",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="scenes",
                        to="storyteller.chaptersection",
                    ),
                ),
                (
                    "life_event",
                    models.ForeignKey(
                        blank=True,
                        help_text="The event that this scene tells.",
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="scenes",
                        to="storyteller.lifeevent",
                        verbose_name="life event",
                    ),
                ),
                (
                    "scene_name",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=200, verbose_name="name"
                    ),
                ),
                (
                    "scene_description",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="description"
                    ),
                ),
                (
                    "scene_setting",
                    models.TextField(blank=True, db_default="", default="", verbose_name="setting"),
                ),
                (
                    "scene_time",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=200, verbose_name="time"
                    ),
                ),
                (
                    "scene_place",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=200, verbose_name="place"
                    ),
                ),
                (
                    "scene_purpose",
                    models.TextField(blank=True, db_default="", default="", verbose_name="purpose"),
                ),
                ("reveals_character", models.TextField(blank=True, db_default="", default="")),
                ("advances_plot", models.TextField(blank=True, db_default="", default="")),
                ("develops_theme", models.TextField(blank=True, db_default="", default="")),
                (
                    "visual_details",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        verbose_name="seen",
                    ),
                ),
                (
                    "auditory_details",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        verbose_name="heard",
                    ),
                ),
                (
                    "tactile_details",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        verbose_name="felt",
                    ),
                ),
                (
                    "olfactory_details",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        verbose_name="smelled",
                    ),
                ),
                (
                    "gustatory_details",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        verbose_name="tasted",
                    ),
                ),
                (
                    "has_dialogue",
                    models.BooleanField(db_default=False, default=False, verbose_name="dialogue"),
                ),
                ("dialogue_snippet", models.TextField(blank=True, db_default="", default="")),
                (
                    "has_internal_monologue",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="inner voice"
                    ),
                ),
                ("internal_thoughts", models.TextField(blank=True, db_default="", default="")),
                (
                    "emotional_tone",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("tense", "Tense"),
                            ("joyful", "Joyful"),
                            ("melancholic", "Melancholic"),
                            ("anxious", "Anxious"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                    ),
                ),
                ("opening_image", models.TextField(blank=True, db_default="", default="")),
                ("inciting_action", models.TextField(blank=True, db_default="", default="")),
                ("complication", models.TextField(blank=True, db_default="", default="")),
                ("climax", models.TextField(blank=True, db_default="", default="")),
                ("resolution", models.TextField(blank=True, db_default="", default="")),
                ("reflection", models.TextField(blank=True, db_default="", default="")),
                ("meaning_made", models.TextField(blank=True, db_default="", default="")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("outlined", "Outlined"),
                            ("drafted", "Drafted"),
                            ("revised", "Revised"),
                            ("polished", "Polished"),
                        ],
                        db_default="outlined",
                        default="outlined",
                        max_length=50,
                    ),
                ),
                ("word_count", models.IntegerField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "scene",
                "db_table": "story_scene",
                "indexes": [
                    models.Index(fields=["story"], name="idx_story_scene_story"),
                    models.Index(fields=["chapter"], name="idx_story_scene_chapter"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("word_count__gte", 0)),
                        name="story_scene_word_count_not_negative",
                        violation_error_message="Word count cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "emotional_tone__in",
                                ["tense", "joyful", "melancholic", "anxious", ""],
                            )
                        ),
                        name="story_scene_emotional_tone_known",
                        violation_error_message="Emotional tone must be one of: tense, joyful, melancholic, anxious.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["outlined", "drafted", "revised", "polished"])
                        ),
                        name="story_scene_status_known",
                        violation_error_message="Status must be one of: outlined, drafted, revised, polished.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionInteraction",
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
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="interactions",
                        to="storyteller.storytellersession",
                    ),
                ),
                (
                    "life_event",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="interactions",
                        to="storyteller.lifeevent",
                    ),
                ),
                (
                    "interaction_sequence",
                    models.IntegerField(
                        help_text="Counted from 1 in each session.", verbose_name="number"
                    ),
                ),
                (
                    "interaction_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("prompt", "Prompt"),
                            ("response", "Response"),
                            ("clarification", "Clarification"),
                            ("reflection", "Reflection"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="type",
                    ),
                ),
                (
                    "agent_prompt",
                    models.TextField(blank=True, db_default="", default="", verbose_name="asked"),
                ),
                (
                    "prompt_category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("scene", "Scene"),
                            ("people", "People"),
                            ("tension", "Tension"),
                            ("change", "Change"),
                            ("meaning", "Meaning"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="category",
                    ),
                ),
                (
                    "storyteller_response",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="answered"
                    ),
                ),
                (
                    "response_method",
                    models.CharField(
                        blank=True,
                        choices=[("text", "Text"), ("voice", "Voice"), ("skip", "Skip")],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="method",
                    ),
                ),
                (
                    "sentiment",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("positive", "Positive"),
                            ("neutral", "Neutral"),
                            ("difficult", "Difficult"),
                            ("emotional", "Emotional"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                    ),
                ),
                (
                    "key_themes",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        help_text="One theme a line.",
                    ),
                ),
                (
                    "mentions_people",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        help_text="One person a line.",
                    ),
                ),
                (
                    "mentions_places",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        help_text="One place a line.",
                    ),
                ),
                ("duration_seconds", models.IntegerField(blank=True, null=True)),
            ],
            options={
                "db_table": "session_interaction",
                "ordering": ["session", "interaction_sequence"],
                "indexes": [
                    models.Index(fields=["life_event"], name="idx_session_interaction_event")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "interaction_sequence"),
                        name="idx_session_interaction_session",
                        violation_error_code="unique",
                        violation_error_message="This session has an interaction with this number already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("interaction_sequence__gte", 1)),
                        name="session_interaction_interaction_sequence_at_least_1",
                        violation_error_message="Interaction sequence is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("duration_seconds__gte", 0)),
                        name="session_interaction_duration_seconds_not_negative",
                        violation_error_message="Duration seconds cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "interaction_type__in",
                                ["prompt", "response", "clarification", "reflection", ""],
                            )
                        ),
                        name="session_interaction_interaction_type_known",
                        violation_error_message="Interaction type must be one of: prompt, response, clarification, reflection.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "prompt_category__in",
                                ["scene", "people", "tension", "change", "meaning", ""],
                            )
                        ),
                        name="session_interaction_prompt_category_known",
                        violation_error_message="Prompt category must be one of: scene, people, tension, change, meaning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("response_method__in", ["text", "voice", "skip", ""])),
                        name="session_interaction_response_method_known",
                        violation_error_message="Response method must be one of: text, voice, skip.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sentiment__in", ["positive", "neutral", "difficult", "emotional", ""])
                        ),
                        name="session_interaction_sentiment_known",
                        violation_error_message="Sentiment must be one of: positive, neutral, difficult, emotional.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionArtifact",
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
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="artifacts",
                        to="storyteller.storytellersession",
                    ),
                ),
                (
                    "life_event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_SET_NULL,
                        related_name="artifacts",
                        to="storyteller.lifeevent",
                    ),
                ),
                (
                    "artifact_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("scene_capture", "Scene capture"),
                            ("timeline_entry", "Timeline entry"),
                            ("relationship_mapping", "Relationship mapping"),
                            ("draft_paragraph", "Draft paragraph"),
                            ("photo_annotation", "Photo annotation"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="type",
                    ),
                ),
                (
                    "artifact_name",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=200, verbose_name="name"
                    ),
                ),
                ("content", models.TextField(blank=True, db_default="", default="")),
                (
                    "structured_data",
                    common.fields.DocumentField(
                        blank=True, db_default=models.Value({}, models.JSONField()), default=dict
                    ),
                ),
                (
                    "is_provisional",
                    models.BooleanField(db_default=True, default=True, verbose_name="provisional"),
                ),
                (
                    "is_approved",
                    models.BooleanField(db_default=False, default=False, verbose_name="approved"),
                ),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("included_in_synthesis", models.BooleanField(db_default=False, default=False)),
            ],
            options={
                "db_table": "session_artifact",
                "indexes": [
                    models.Index(fields=["session"], name="idx_session_artifact_session"),
                    models.Index(fields=["artifact_type"], name="idx_session_artifact_type"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_approved", False), ("approved_at__isnull", False), _connector="OR"
                        ),
                        name="session_artifact_is_approved_needs_approved_at",
                        violation_error_message="Approved needs a value for approved at.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_approved", False), ("is_provisional", False), _connector="OR"
                        ),
                        name="session_artifact_approved_is_not_provisional",
                        violation_error_message="What is approved is not provisional any more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "artifact_type__in",
                                [
                                    "scene_capture",
                                    "timeline_entry",
                                    "relationship_mapping",
                                    "draft_paragraph",
                                    "photo_annotation",
                                    "",
                                ],
                            )
                        ),
                        name="session_artifact_artifact_type_known",
                        violation_error_message="Artifact type must be one of: scene_capture, timeline_entry, relationship_mapping, draft_paragraph, photo_annotation.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionSynthesis",
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
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="syntheses",
                        to="storyteller.storytellersession",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="session_syntheses",
                        to="storyteller.processsection",
                    ),
                ),
                (
                    "synthesis_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("draft", "Draft"),
                            ("chapter", "Chapter"),
                            ("checkpoint", "Checkpoint"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="type",
                    ),
                ),
                ("title", models.CharField(blank=True, db_default="", default="", max_length=200)),
                ("content", models.TextField()),
                (
                    "is_provisional",
                    models.BooleanField(db_default=True, default=True, verbose_name="provisional"),
                ),
                ("version", models.IntegerField(db_default=1, default=1)),
                ("user_approved", models.BooleanField(blank=True, null=True)),
                ("user_feedback", models.TextField(blank=True, db_default="", default="")),
                (
                    "generated_at",
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
            ],
            options={
                "verbose_name_plural": "session syntheses",
                "db_table": "session_synthesis",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)),
                        name="session_synthesis_version_at_least_1",
                        violation_error_message="Version is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("synthesis_type__in", ["draft", "chapter", "checkpoint", ""])
                        ),
                        name="session_synthesis_synthesis_type_known",
                        violation_error_message="Synthesis type must be one of: draft, chapter, checkpoint.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionArchetype",
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
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="archetypes",
                        to="storyteller.storytellersession",
                    ),
                ),
                (
                    "archetype_type",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Such as loss_to_connection or endurance.",
                        max_length=100,
                        verbose_name="archetype",
                    ),
                ),
                (
                    "confidence_score",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="From 0.00 to 1.00.",
                        max_digits=3,
                        null=True,
                        verbose_name="confidence",
                    ),
                ),
                (
                    "themes",
                    common.fields.DocumentField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text='Such as {"themes": [{"name": "work", "strength": 0.7}]}.',
                    ),
                ),
                ("narrative_shape", models.TextField(blank=True, db_default="", default="")),
                ("revealed_to_user", models.BooleanField(db_default=False, default=False)),
                ("user_confirmed", models.BooleanField(blank=True, null=True)),
                (
                    "user_reframed",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        verbose_name="in the storyteller’s own words",
                    ),
                ),
                (
                    "inferred_at",
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
            ],
            options={
                "db_table": "session_archetype",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("confidence_score__range", (0, 1))),
                        name="session_archetype_confidence_score_0_to_1",
                        violation_error_message="Confidence score lies between 0.00 and 1.00.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionNote",
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
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="notes",
                        to="storyteller.storytellersession",
                    ),
                ),
                (
                    "note_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("observation", "Observation"),
                            ("concern", "Concern"),
                            ("insight", "Insight"),
                            ("technical", "Technical"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="type",
                    ),
                ),
                ("note_content", models.TextField(verbose_name="content")),
                (
                    "noted_at_interaction_sequence",
                    models.IntegerField(blank=True, null=True, verbose_name="at interaction"),
                ),
                (
                    "is_important",
                    models.BooleanField(db_default=False, default=False, verbose_name="important"),
                ),
                ("requires_followup", models.BooleanField(db_default=False, default=False)),
                (
                    "noted_by",
                    models.CharField(
                        blank=True,
                        choices=[("agent", "Agent"), ("system", "System"), ("user", "User")],
                        db_default="",
                        default="",
                        max_length=100,
                    ),
                ),
            ],
            options={
                "db_table": "session_note",
                "indexes": [models.Index(fields=["session"], name="idx_session_note_session")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("noted_at_interaction_sequence__gte", 1)),
                        name="session_note_noted_at_interaction_sequence_at_least_1",
                        violation_error_message="Noted at interaction sequence is 1 or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "note_type__in",
                                ["observation", "concern", "insight", "technical", ""],
                            )
                        ),
                        name="session_note_note_type_known",
                        violation_error_message="Note type must be one of: observation, concern, insight, technical.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("noted_by__in", ["agent", "system", "user", ""])),
                        name="session_note_noted_by_known",
                        violation_error_message="Noted by must be one of: agent, system, user.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionTemplate",
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
                    "process_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="session_templates",
                        to="storyteller.processversion",
                    ),
                ),
                ("template_name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "template_description",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="description"
                    ),
                ),
                (
                    "suggested_for_event_types",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        help_text="One type of life event a line.",
                    ),
                ),
                (
                    "suggested_for_process_nodes",
                    common.fields.UUIDListField(
                        blank=True,
                        db_default=models.Value([], common.fields.UUIDListField()),
                        default=list,
                        help_text="The keys of nodes, one a line.",
                    ),
                ),
                ("default_intention", models.TextField(blank=True, db_default="", default="")),
                (
                    "default_success_indicators",
                    common.fields.DocumentField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text='Such as {"minutes": 5, "words": 200, "signs": ["a natural ending"]}.',
                    ),
                ),
                (
                    "default_completion_indicators",
                    common.fields.DocumentField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text="As for success.",
                    ),
                ),
                (
                    "default_constraints",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                    ),
                ),
                (
                    "default_procedure_notes",
                    models.TextField(blank=True, db_default="", default=""),
                ),
                (
                    "default_duration_minutes",
                    models.IntegerField(
                        blank=True, null=True, verbose_name="default duration in minutes"
                    ),
                ),
                ("is_active", models.BooleanField(db_default=True, default=True)),
            ],
            options={
                "db_table": "session_template",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("default_duration_minutes__gte", 1)),
                        name="session_template_default_duration_minutes_at_least_1",
                        violation_error_message="Default duration minutes is 1 or more.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionScope",
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
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="scope",
                        to="storyteller.storytellersession",
                    ),
                ),
                (
                    "scope_type",
                    models.CharField(
                        choices=[
                            ("whole_life", "Whole life"),
                            ("major_chapter", "Major chapter"),
                            ("single_event", "Single event"),
                            ("unsure", "Help me choose"),
                        ],
                        max_length=50,
                        verbose_name="scope",
                    ),
                ),
                (
                    "scope_description",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="description"
                    ),
                ),
                ("time_period_start", models.DateField(blank=True, null=True, verbose_name="from")),
                ("time_period_end", models.DateField(blank=True, null=True, verbose_name="until")),
            ],
            options={
                "db_table": "session_scope",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("time_period_end__gte", models.F("time_period_start"))),
                        name="session_scope_time_period_end_in_order",
                        violation_error_message="Time period end cannot be before time period start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "scope_type__in",
                                ["whole_life", "major_chapter", "single_event", "unsure"],
                            )
                        ),
                        name="session_scope_scope_type_known",
                        violation_error_message="Scope type must be one of: whole_life, major_chapter, single_event, unsure.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionProfile",
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
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="profile",
                        to="storyteller.storytellersession",
                    ),
                ),
                ("has_relationships", models.BooleanField(blank=True, null=True)),
                ("has_children", models.BooleanField(blank=True, null=True)),
                ("has_multiple_careers", models.BooleanField(blank=True, null=True)),
                ("has_lived_multiple_places", models.BooleanField(blank=True, null=True)),
                ("has_military_service", models.BooleanField(blank=True, null=True)),
                (
                    "faith_important",
                    models.BooleanField(blank=True, null=True, verbose_name="faith is important"),
                ),
                (
                    "comfortable_discussing_romance",
                    models.BooleanField(
                        db_default=True, default=True, verbose_name="comfortable with romance"
                    ),
                ),
                (
                    "comfortable_discussing_trauma",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="comfortable with trauma"
                    ),
                ),
                ("prefers_some_private", models.BooleanField(db_default=False, default=False)),
                (
                    "additional_flags",
                    common.fields.DocumentField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text='Further ticks, such as {"lived_abroad": true}.',
                    ),
                ),
            ],
            options={
                "db_table": "session_profile",
            },
        ),
        migrations.CreateModel(
            name="SessionProgress",
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
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="progress",
                        to="storyteller.storytellersession",
                    ),
                ),
                (
                    "process_node",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="session_progress",
                        to="storyteller.processnode",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("in_progress", "In progress"),
                            ("completed", "Completed"),
                            ("skipped", "Skipped"),
                        ],
                        db_default="pending",
                        default="pending",
                        max_length=50,
                    ),
                ),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("completed_at", models.DateTimeField(blank=True, null=True)),
                ("prompts_completed", models.IntegerField(db_default=0, default=0)),
                ("prompts_total", models.IntegerField(blank=True, null=True)),
                (
                    "node_data",
                    common.fields.DocumentField(
                        blank=True, db_default=models.Value({}, models.JSONField()), default=dict
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "session progress",
                "db_table": "session_progress",
                "indexes": [
                    models.Index(fields=["session", "process_node"], name="idx_session_progress")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("completed_at__gte", models.F("started_at"))),
                        name="session_progress_completed_at_in_order",
                        violation_error_message="Completed at cannot be before started at.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("prompts_completed__gte", 0)),
                        name="session_progress_prompts_completed_not_negative",
                        violation_error_message="Prompts completed cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("prompts_total__gte", 0)),
                        name="session_progress_prompts_total_not_negative",
                        violation_error_message="Prompts total cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("prompts_completed__lte", models.F("prompts_total"))),
                        name="session_progress_within_total",
                        violation_error_message="No more prompts can be completed than there are.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["pending", "in_progress", "completed", "skipped"])
                        ),
                        name="session_progress_status_known",
                        violation_error_message="Status must be one of: pending, in_progress, completed, skipped.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionSectionStatus",
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
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="section_statuses",
                        to="storyteller.storytellersession",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="session_statuses",
                        to="storyteller.processsection",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("locked", "Locked"),
                            ("unlocked", "Unlocked"),
                            ("in_progress", "In progress"),
                            ("completed", "Completed"),
                        ],
                        db_default="locked",
                        default="locked",
                        max_length=50,
                    ),
                ),
                (
                    "is_selected",
                    models.BooleanField(db_default=False, default=False, verbose_name="selected"),
                ),
                ("prompts_answered", models.IntegerField(db_default=0, default=0)),
                ("unlocked_at", models.DateTimeField(blank=True, null=True)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("completed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "session section statuses",
                "db_table": "session_section_status",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "section"),
                        name="idx_session_section",
                        violation_error_code="unique",
                        violation_error_message="This session has a status for this section already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("completed_at__gte", models.F("started_at"))),
                        name="session_section_status_completed_at_in_order",
                        violation_error_message="Completed at cannot be before started at.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("prompts_answered__gte", 0)),
                        name="session_section_status_prompts_answered_not_negative",
                        violation_error_message="Prompts answered cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["locked", "unlocked", "in_progress", "completed"])
                        ),
                        name="session_section_status_status_known",
                        violation_error_message="Status must be one of: locked, unlocked, in_progress, completed.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionLifeEvent",
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
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="session_life_events",
                        to="storyteller.storytellersession",
                    ),
                ),
                (
                    "life_event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="session_life_events",
                        to="storyteller.lifeevent",
                    ),
                ),
                (
                    "is_primary_focus",
                    models.BooleanField(db_default=False, default=False, verbose_name="main focus"),
                ),
                (
                    "coverage_level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("introduction", "Introduction"),
                            ("exploration", "Exploration"),
                            ("deep_dive", "Deep dive"),
                            ("completion", "Completion"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="coverage",
                    ),
                ),
                ("prompts_completed", models.IntegerField(db_default=0, default=0)),
                ("notes", models.TextField(blank=True, db_default="", default="")),
            ],
            options={
                "db_table": "session_life_event",
                "indexes": [
                    models.Index(fields=["session"], name="idx_session_life_event_session"),
                    models.Index(fields=["life_event"], name="idx_session_life_event_event"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "life_event"),
                        name="session_life_event_once_per_session",
                        violation_error_code="unique",
                        violation_error_message="This session covers this life event already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("prompts_completed__gte", 0)),
                        name="session_life_event_prompts_completed_not_negative",
                        violation_error_message="Prompts completed cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "coverage_level__in",
                                ["introduction", "exploration", "deep_dive", "completion", ""],
                            )
                        ),
                        name="session_life_event_coverage_level_known",
                        violation_error_message="Coverage level must be one of: introduction, exploration, deep_dive, completion.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryCollection",
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
                    "story",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="sources",
                        to="storyteller.story",
                    ),
                ),
                (
                    "chapter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="sources",
                        to="storyteller.storychapter",
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="uses",
                        to="storyteller.collection",
                    ),
                ),
                (
                    "usage_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("primary_source", "Primary source"),
                            ("supplementary", "Supplementary"),
                            ("reference", "Reference"),
                            ("inspiration", "Inspiration"),
                            ("contrast", "Contrast"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="use",
                    ),
                ),
                ("material_used", models.TextField(blank=True, db_default="", default="")),
                (
                    "transformation_notes",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="notes on the retelling"
                    ),
                ),
            ],
            options={
                "verbose_name": "source of a chapter",
                "verbose_name_plural": "sources of chapters",
                "db_table": "story_collection",
                "indexes": [
                    models.Index(fields=["story"], name="idx_story_collection_story"),
                    models.Index(fields=["chapter"], name="idx_story_collection_chapter"),
                    models.Index(fields=["collection"], name="idx_story_collection_source"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("story", "chapter", "collection"),
                        name="story_collection_once",
                        violation_error_message="This chapter draws on that collection already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "usage_type__in",
                                [
                                    "primary_source",
                                    "supplementary",
                                    "reference",
                                    "inspiration",
                                    "contrast",
                                    "",
                                ],
                            )
                        ),
                        name="story_collection_usage_type_known",
                        violation_error_message="Usage type must be one of: primary_source, supplementary, reference, inspiration, contrast.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StorytellerBoundary",
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
                    "storyteller",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="boundary",
                        to="storyteller.storyteller",
                    ),
                ),
                (
                    "comfortable_discussing_romance",
                    models.BooleanField(db_default=True, default=True, verbose_name="romance"),
                ),
                (
                    "comfortable_discussing_intimacy",
                    models.BooleanField(db_default=False, default=False, verbose_name="intimacy"),
                ),
                (
                    "comfortable_discussing_loss",
                    models.BooleanField(db_default=True, default=True, verbose_name="loss"),
                ),
                (
                    "comfortable_discussing_trauma",
                    models.BooleanField(db_default=False, default=False, verbose_name="trauma"),
                ),
                (
                    "comfortable_discussing_illness",
                    models.BooleanField(db_default=True, default=True, verbose_name="illness"),
                ),
                (
                    "comfortable_discussing_conflict",
                    models.BooleanField(db_default=True, default=True, verbose_name="conflict"),
                ),
                (
                    "comfortable_discussing_faith",
                    models.BooleanField(db_default=True, default=True, verbose_name="faith"),
                ),
                (
                    "comfortable_discussing_finances",
                    models.BooleanField(db_default=False, default=False, verbose_name="finances"),
                ),
                (
                    "prefers_some_private",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        verbose_name="would keep some of it private",
                    ),
                ),
                (
                    "wants_explicit_warnings",
                    models.BooleanField(
                        db_default=True, default=True, verbose_name="wants to be warned first"
                    ),
                ),
                (
                    "off_limit_topics",
                    common.fields.TextListField(
                        blank=True,
                        db_default=models.Value([], common.fields.TextListField()),
                        default=list,
                        help_text="Never raised. One topic a line.",
                    ),
                ),
                (
                    "maximum_tier_comfortable",
                    models.IntegerField(
                        choices=[
                            (1, "1: safe"),
                            (2, "2: optional"),
                            (3, "3: private, never published"),
                        ],
                        db_default=2,
                        default=2,
                        help_text="Prompts of a higher tier are not asked.",
                        verbose_name="highest tier",
                    ),
                ),
                ("additional_notes", models.TextField(blank=True, db_default="", default="")),
            ],
            options={
                "verbose_name_plural": "storyteller boundaries",
                "db_table": "storyteller_boundary",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("maximum_tier_comfortable__in", [1, 2, 3])),
                        name="storyteller_boundary_maximum_tier_comfortable_known",
                        violation_error_message="Maximum tier comfortable must be one of: 1, 2, 3.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StorytellerPreference",
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
                    "storyteller",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="preference",
                        to="storyteller.storyteller",
                    ),
                ),
                (
                    "preferred_input_method",
                    models.CharField(
                        blank=True,
                        choices=[("text", "Text"), ("voice", "Voice"), ("mixed", "Mixed")],
                        db_default="",
                        default="",
                        max_length=50,
                    ),
                ),
                (
                    "session_length_preference",
                    models.CharField(
                        blank=True,
                        choices=[("short", "Short"), ("medium", "Medium"), ("long", "Long")],
                        db_default="",
                        default="",
                        max_length=50,
                    ),
                ),
                (
                    "desired_book_tone",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reflective", "Reflective"),
                            ("conversational", "Conversational"),
                            ("literary", "Literary"),
                            ("straightforward", "Straightforward"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                    ),
                ),
                (
                    "desired_book_length",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("concise", "Concise"),
                            ("moderate", "Moderate"),
                            ("comprehensive", "Comprehensive"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                    ),
                ),
                (
                    "wants_photos_included",
                    models.BooleanField(db_default=True, default=True, verbose_name="photos"),
                ),
                (
                    "wants_documents_included",
                    models.BooleanField(db_default=True, default=True, verbose_name="documents"),
                ),
                (
                    "wants_letters_quotes_included",
                    models.BooleanField(
                        db_default=True, default=True, verbose_name="letters and quotations"
                    ),
                ),
                (
                    "intended_audience",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("family", "Family"),
                            ("descendants", "Descendants"),
                            ("friends", "Friends"),
                            ("public", "Public"),
                            ("self", "Self"),
                        ],
                        db_default="",
                        default="",
                        max_length=100,
                    ),
                ),
                (
                    "primary_language",
                    models.CharField(
                        db_default="en",
                        default="en",
                        help_text="A language tag, such as en or pt-BR.",
                        max_length=50,
                    ),
                ),
                (
                    "additional_preferences",
                    common.fields.DocumentField(
                        blank=True, db_default=models.Value({}, models.JSONField()), default=dict
                    ),
                ),
            ],
            options={
                "db_table": "storyteller_preference",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("preferred_input_method__in", ["text", "voice", "mixed", ""])
                        ),
                        name="storyteller_preference_preferred_input_method_known",
                        violation_error_message="Preferred input method must be one of: text, voice, mixed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("session_length_preference__in", ["short", "medium", "long", ""])
                        ),
                        name="storyteller_preference_session_length_preference_known",
                        violation_error_message="Session length preference must be one of: short, medium, long.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "desired_book_tone__in",
                                ["reflective", "conversational", "literary", "straightforward", ""],
                            )
                        ),
                        name="storyteller_preference_desired_book_tone_known",
                        violation_error_message="Desired book tone must be one of: reflective, conversational, literary, straightforward.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "desired_book_length__in",
                                ["concise", "moderate", "comprehensive", ""],
                            )
                        ),
                        name="storyteller_preference_desired_book_length_known",
                        violation_error_message="Desired book length must be one of: concise, moderate, comprehensive.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "intended_audience__in",
                                ["family", "descendants", "friends", "public", "self", ""],
                            )
                        ),
                        name="storyteller_preference_intended_audience_known",
                        violation_error_message="Intended audience must be one of: family, descendants, friends, public, self.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CollectionSynthesis",
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
                    "collection",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="syntheses",
                        to="storyteller.collection",
                    ),
                ),
                (
                    "synthesis_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("summary", "Summary"),
                            ("theme_analysis", "Theme analysis"),
                            ("arc_analysis", "Arc analysis"),
                            ("character_development", "Character development"),
                            ("draft_chapter", "Draft chapter"),
                        ],
                        db_default="",
                        default="",
                        max_length=50,
                        verbose_name="type",
                    ),
                ),
                (
                    "synthesis_version",
                    models.IntegerField(
                        db_default=1,
                        default=1,
                        help_text="Counts from 1 for each type of each collection.",
                        verbose_name="version",
                    ),
                ),
                ("content", models.TextField()),
                (
                    "structured_data",
                    common.fields.DocumentField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text="The same content as a JSON object, if the text has a structure.",
                    ),
                ),
                (
                    "is_provisional",
                    models.BooleanField(
                        db_default=True,
                        default=True,
                        help_text="A draft, until the storyteller approves it.",
                        verbose_name="provisional",
                    ),
                ),
                (
                    "is_approved",
                    models.BooleanField(db_default=False, default=False, verbose_name="approved"),
                ),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user_feedback",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        verbose_name="what the storyteller says",
                    ),
                ),
                ("needs_revision", models.BooleanField(db_default=False, default=False)),
            ],
            options={
                "verbose_name": "synthesis",
                "verbose_name_plural": "syntheses",
                "db_table": "collection_synthesis",
                "ordering": ["-synthesis_version"],
                "indexes": [
                    models.Index(
                        fields=["collection", "synthesis_version"], name="idx_collection_synthesis"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_approved", False), ("approved_at__isnull", False), _connector="OR"
                        ),
                        name="collection_synthesis_is_approved_needs_approved_at",
                        violation_error_message="Approved needs a value for approved at.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_approved", False), ("is_provisional", False), _connector="OR"
                        ),
                        name="collection_synthesis_approved_is_not_provisional",
                        violation_error_message="What is approved is no longer provisional.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("synthesis_version__gte", 1)),
                        name="collection_synthesis_synthesis_version_at_least_1",
                        violation_error_message="Synthesis version is 1 or more.",
                    ),
                    models.UniqueConstraint(
                        fields=("collection", "synthesis_type", "synthesis_version"),
                        name="collection_synthesis_version_once",
                        violation_error_message="This version of the synthesis exists already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "synthesis_type__in",
                                [
                                    "summary",
                                    "theme_analysis",
                                    "arc_analysis",
                                    "character_development",
                                    "draft_chapter",
                                    "",
                                ],
                            )
                        ),
                        name="collection_synthesis_synthesis_type_known",
                        violation_error_message="Synthesis type must be one of: summary, theme_analysis, arc_analysis, character_development, draft_chapter.",
                    ),
                ],
            },
        ),
    ]
    operations = [CreateTables(tables)]
