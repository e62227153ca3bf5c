from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value

from common.fields import TextListField
from common.models import UUIDModel
from common.tokens import HASH_LENGTH


class PersonalAccessTokenQuerySet(models.QuerySet):
    def open_at(self, now):
        """Those that a program can use at ``now``."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=now), revoked_at=None)


class PersonalAccessToken(UUIDModel):
    """A key by which a program reads what its owner may read. Only its hash is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DB_CASCADE,
        related_name="access_tokens",
        db_index=False,
        verbose_name="owner",
    )
    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=HASH_LENGTH, editable=False)
    scopes = TextListField(default=list, db_default=Value([], TextListField()))
    created_at = models.DateTimeField(editable=False)
    expires_at = models.DateTimeField(null=True, blank=True, help_text="Empty: never.")
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PersonalAccessTokenQuerySet.as_manager()

    class Meta:
        db_table = "personal_access_tokens"
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], name="accesstoken_hash_unique"),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="accesstoken_name_filled",
                violation_error_message="A token needs a name, by which you know it again.",
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=F("created_at")),
                name="accesstoken_expires_later",
                violation_error_message="A token cannot run out before it was made.",
            ),
        ]
        indexes = [
            # Somebody's tokens, latest first.
            models.Index(fields=["user", "-created_at"], name="accesstoken_user"),
        ]

    def __str__(self):
        return self.name

    def is_open_at(self, now):
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > now)
