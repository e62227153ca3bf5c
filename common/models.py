import uuid

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from common.functions import RandomUUID


class UUIDModel(models.Model):
    """A row whose key is a random UUID, given by Python or, for plain SQL, by the database."""

    id = models.UUIDField(
        primary_key=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False
    )

    class Meta:
        abstract = True


class TimestampedModel(models.Model):
    """A row that knows when it was made and when it last changed."""

    created_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    updated_at = models.DateTimeField(auto_now=True, db_default=Now())

    class Meta:
        abstract = True
