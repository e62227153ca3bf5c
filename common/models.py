import uuid

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from common.checks import together
from common.functions import RandomUUID


class CheckedModel(models.Model):
    """A row that is checked before it is saved without asking the database what is known."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude=None):
        """A row that was fetched is there."""
        fetched = self._state.fields_cache.items()
        there = {name for name, row in fetched if row and not row._state.adding}
        super().clean_fields(exclude=there.union(exclude or ()))

    def get_constraints(self):
        """All checks are asked about at once."""
        return [
            (model, list(together(constraints))) for model, constraints in super().get_constraints()
        ]


class UUIDModel(CheckedModel):
    """A row whose key is a random UUID, given by Python or, for plain SQL, by the database."""

    id = models.UUIDField(
        primary_key=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False
    )

    class Meta:
        abstract = True

    def validate_unique(self, exclude=None):
        """A random key is nobody else’s."""
        super().validate_unique(exclude={"id"}.union(exclude or ()))


class TimestampedModel(models.Model):
    """A row that knows when it was made and when it last changed."""

    created_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    updated_at = models.DateTimeField(auto_now=True, db_default=Now())

    class Meta:
        abstract = True
