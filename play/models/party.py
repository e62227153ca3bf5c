from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import Value
from django.urls import reverse

from common.documents import DocumentError
from common.fields import DocumentField
from common.forms import describe
from common.models import TimestampedModel, UUIDModel
from play.rules.scene_run import (
    FIRST_SCENE,
    LAST_SCENE,
    check_session_id,
    check_size,
    check_state,
)

# Where a part of the state has another name than its column.
_COLUMNS = {"party_name": "name"}


class Party(UUIDModel, TimestampedModel):
    """A party's scene run: who they are, which of the eleven scenes they reached, what they chose.

    The columns are those of the scene flow specification. Players and the front end never see the
    key: they know a run by its ``session_id``.
    """

    session_id = models.TextField(
        "session", help_text="The run's public name, such as shard-472-demo."
    )
    name = models.TextField("party name")
    heroes = DocumentField(
        default=list,
        db_default=Value([], models.JSONField()),
        blank=True,
        help_text="A list of objects with name, class and hp; other keys are kept.",
    )
    symbol_choice = models.TextField("symbol", null=True, blank=True)  # noqa: DJ001 -- the specification tells "none chosen" from an empty text
    scene_index = models.IntegerField("scene")
    choices = DocumentField(
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text='What the party decided, by scene: {"scene8": "fight"}.',
    )

    class Meta:
        db_table = "parties"
        verbose_name = "scene run"
        constraints = [
            models.UniqueConstraint(
                fields=["session_id"],
                name="party_session_id_unique",
                violation_error_code="unique",
                violation_error_message="A run with this session id exists already.",
            ),
            models.CheckConstraint(
                condition=models.Q(scene_index__range=(FIRST_SCENE, LAST_SCENE)),
                name="party_scene_1_to_11",
                violation_error_message="A run is in one of the scenes 1 to 11.",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.session_id})"

    def clean(self):
        """Hold the run against the same rules as the API does."""
        errors = {}
        for column, fault in self._faults():
            # That a scene is missing the field itself has said already.
            if column != "scene_index" or self.scene_index is not None:
                errors.setdefault(column, []).append(describe(fault))
        if errors:
            raise ValidationError(errors)

    def _faults(self):
        try:
            check_session_id(self.session_id)
        except DocumentError as error:
            yield from (("session_id", fault) for fault in error.faults)
        try:
            check_size(check_state(self.state))
        except DocumentError as error:
            for fault in error.faults:
                part = fault.location[0] if fault.location else NON_FIELD_ERRORS
                yield _COLUMNS.get(part, part), fault

    @property
    def state(self):
        return {
            "scene_index": self.scene_index,
            "party_name": self.name,
            "heroes": self.heroes,
            "symbol_choice": self.symbol_choice,
            "choices": self.choices,
        }

    def get_absolute_url(self):
        return reverse("play:run", args=[self.session_id])
