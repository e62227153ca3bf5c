"""What models of this room share."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from common.models import UUIDModel
from storyteller.models.constraints import together

KEY = RegexValidator(
    r"\A[a-z][a-z0-9_]*\Z",
    "A key is made of small letters, digits and underscores, and begins with a letter.",
)

ADDRESS = RegexValidator(
    r"\A(https?://|/)\S+\Z", "An address begins with https://, http:// or /, and has no spaces."
)


class SensitivityTier(models.IntegerChoices):
    SAFE = 1, "1: safe"
    OPTIONAL = 2, "2: optional"
    PRIVATE = 3, "3: private, never published"


class CheckedModel(UUIDModel):
    """A row that is checked before it is saved without asking the database what is known."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude=None):
        """A row that was fetched is there."""
        fetched = self._state.fields_cache.items()
        there = {name for name, row in fetched if row and not row._state.adding}
        super().clean_fields(exclude=there.union(exclude or ()))

    def validate_unique(self, exclude=None):
        """A random key is nobody else’s."""
        super().validate_unique(exclude={"id"}.union(exclude or ()))

    def get_constraints(self):
        """All checks are asked about at once."""
        return [
            (model, list(together(constraints))) for model, constraints in super().get_constraints()
        ]


class CreatedModel(models.Model):
    """A row that knows when it was made."""

    created_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)

    class Meta:
        abstract = True
