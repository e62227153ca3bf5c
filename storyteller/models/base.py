"""What models of this room share."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

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


class CreatedModel(models.Model):
    """A row that knows when it was made."""

    created_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)

    class Meta:
        abstract = True
