"""Links for whoever holds them. The token in a link is shown once; only its hash is kept."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone

from common.models import UUIDModel
from common.tokens import HASH_LENGTH, hash_token, make_token


class LinkModel(UUIDModel):
    """A link, found by the hash of its token. It needs ``created_at`` and ``link_constraints``."""

    token_hash = models.CharField(
        max_length=HASH_LENGTH, editable=False, help_text="SHA-256 of the token, in hexadecimal."
    )
    expires_at = models.DateTimeField("expires")

    class Meta:
        abstract = True

    @classmethod
    def issue(cls, *, now: datetime, **fields: Any) -> tuple[Self, str]:
        """A new link, and its token, which nobody can ask for again."""
        token = make_token()
        link = cls.objects.create(token_hash=hash_token(token), created_at=now, **fields)
        return link, token


class InvitationModel(LinkModel):
    """A link by which as many people come in as ``max_uses`` says, which each room bounds."""

    uses = models.PositiveSmallIntegerField("used", default=0, db_default=0)
    revoked_at = models.DateTimeField("revoked", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return not self.why_closed(timezone.now())

    def why_closed(self, now: datetime) -> str:
        """Why nobody comes in by this link, for whoever holds it; empty if they do."""
        if self.revoked_at is not None:
            return "This link was taken back. Ask for a new one."
        if self.expires_at <= now:
            return "This link has run out. Ask for a new one."
        if self.uses >= self.max_uses:
            return "This link was used as often as it may be. Ask for a new one."
        return ""

    def use(self) -> None:
        """Somebody came in. Whoever calls this holds a lock under which ``uses`` was read."""
        self.uses += 1
        self.save(update_fields=["uses", "updated_at"])


def revoke(links: models.QuerySet, *, now: datetime) -> int:
    """They lead nowhere from ``now`` on. One that was revoked before keeps its time. How many?"""
    return links.filter(revoked_at=None).update(revoked_at=now, updated_at=now)


def uses_allowed(usual: int) -> models.PositiveSmallIntegerField:
    """The column ``max_uses`` of an invitation."""
    return models.PositiveSmallIntegerField("uses allowed", default=usual, db_default=usual)


def link_constraints(prefix: str) -> list[models.BaseConstraint]:
    """What the database holds every link to, each named with ``prefix``."""
    return [
        # A link that somebody follows is looked up by the hash of its token.
        models.UniqueConstraint(
            fields=["token_hash"],
            name=f"{prefix}_token_unique",
            violation_error_message="There is a link with this token already.",
        ),
        models.CheckConstraint(
            condition=Exact(Length("token_hash"), HASH_LENGTH),
            name=f"{prefix}_token_is_hashed",
            violation_error_message="Only the hash of a token is stored.",
        ),
        models.CheckConstraint(
            condition=Q(expires_at__gt=F("created_at")),
            name=f"{prefix}_expires_later",
            violation_error_message="A link expires after it was made.",
        ),
    ]


def invitation_constraints(prefix: str) -> list[models.BaseConstraint]:
    """What the database holds every invitation to, each named with ``prefix``."""
    return [
        *link_constraints(prefix),
        models.CheckConstraint(
            condition=Q(uses__gte=0, max_uses__gte=1, uses__lte=F("max_uses")),
            name=f"{prefix}_uses_within_limit",
            violation_error_message="An invitation is not used more often than allowed.",
        ),
    ]
