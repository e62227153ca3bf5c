from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from common.models import TimestampedModel, UUIDModel


class UserManager(BaseUserManager):
    use_in_migrations = True

    @classmethod
    def normalize_email(cls, email):
        """Lower case throughout: sign-in looks an address up in that form."""
        return super().normalize_email(email).lower()

    def create_user(self, email, password=None, **fields):
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        fields |= {"is_staff": True, "is_superuser": True}
        return self.create_user(email, password, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(UUIDModel, TimestampedModel, AbstractBaseUser, PermissionsMixin):
    """A person with an account: player, spectator, storyteller or staff."""

    email = models.EmailField("e-mail address", max_length=254)
    display_name = models.CharField(
        max_length=80,
        blank=True,
        default="",
        db_default="",
        help_text="How others at the table see you.",
    )
    is_active = models.BooleanField(
        "active",
        default=True,
        db_default=True,
        help_text="Switch off to lock an account out without deleting what its owner wrote.",
    )
    is_staff = models.BooleanField(
        "staff", default=False, db_default=False, help_text="May open the admin."
    )

    objects = UserManager()

    EMAIL_FIELD = USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        db_table = "users"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message="An account with this e-mail address exists already.",
            ),
            models.CheckConstraint(
                condition=~models.Q(email=""),
                name="user_email_not_empty",
                violation_error_message="An account needs an e-mail address.",
            ),
        ]

    def __str__(self):
        return self.get_short_name()

    def get_full_name(self):
        return f"{self.display_name} <{self.email}>" if self.display_name else self.email

    def get_short_name(self):
        """The display name, or the part of the address before the @: never the whole address."""
        return self.display_name or self.email.partition("@")[0]
