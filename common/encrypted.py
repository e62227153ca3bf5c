"""Text that nobody reads in the database: sealed when it is written, clear when it is read.

A sealed text is ``sealed:`` and a Fernet token. Whatever does not begin so is clear text: the
empty text, and rows that other programs wrote. The keys are in ``FIELD_KEYS``, newest first: the
first one seals, each of them opens. ``manage.py rotate_field_keys`` seals everything anew.

Columns stay ``text`` and ``text[]``. The database can neither search nor compare what they hold;
all that can be asked is whether there is anything.
"""

from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import Exact
from django.db.models.query_utils import DeferredAttribute

from common.fields import TextListField

PREFIX = "sealed:"


class SealedTextError(Exception):
    """A text was sealed with a key that FIELD_KEYS does not name."""

    def __init__(self):
        super().__init__("A text was sealed with a key that FIELD_KEYS does not name.")


class Private(str):
    """A text that a ``SealableTextField`` seals. What was read sealed comes back as one."""

    __slots__ = ()


def seal(text: str) -> str:
    """``text`` as it is stored. Nothing is nothing, sealed or not."""
    return f"{PREFIX}{_box().encrypt(text.encode()).decode()}" if text else text


def unseal(stored: str) -> str:
    """What ``seal`` was given. Raises ``SealedTextError`` where no key opens it."""
    if not is_sealed(stored):
        return stored
    try:
        return _box().decrypt(stored.removeprefix(PREFIX).encode()).decode()
    except InvalidToken as error:
        raise SealedTextError from error


def is_sealed(stored: str) -> bool:
    return stored.startswith(PREFIX)


def is_private(text: object) -> bool:
    """Whether ``text`` is sealed where it is stored, or will be."""
    return isinstance(text, Private)


def _box() -> MultiFernet:
    return _box_of(tuple(settings.FIELD_KEYS))


@lru_cache(maxsize=4)
def _box_of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


class IsEmpty(Exact):
    """A text is never sealed twice alike, so only whether there is one can be asked."""

    def get_prep_lookup(self):
        if self.rhs:
            raise FieldError("A sealed text can only be compared with an empty one.")
        return super().get_prep_lookup()


class SealedField:
    """What sealed columns have in common."""

    is_sealed_field = True

    def get_lookup(self, name):
        known = {"exact": IsEmpty, "isnull": super().get_lookup("isnull")}
        return known.get(name)


class EncryptedTextField(SealedField, models.TextField):
    """A text that is always sealed."""

    description = "Sealed text"

    def get_db_prep_value(self, value, connection, prepared=False):
        value = super().get_db_prep_value(value, connection, prepared)
        return seal(value) if isinstance(value, str) else value

    def from_db_value(self, value, expression, connection):
        return value if value is None else unseal(value)


class EncryptedTextListField(SealedField, TextListField):
    """A list of texts, each sealed."""

    description = "List of sealed texts"

    def get_db_prep_value(self, value, connection, prepared=False):
        if value is None or hasattr(value, "as_sql"):
            return value
        sealed = [seal(item) for item in self.to_python(value)]
        return super().get_db_prep_value(sealed, connection, prepared)

    def from_db_value(self, value, expression, connection):
        items = super().from_db_value(value, expression, connection)
        return items if items is None else [unseal(item) for item in items]


class _Sticky(DeferredAttribute):
    """What was private stays private, also when a form writes a plain text over it."""

    def __set__(self, instance, value):
        name = self.field.attname
        was_private = isinstance(instance.__dict__.get(name), Private)
        if was_private and type(value) is str:
            value = Private(value)
        instance.__dict__[name] = value


class SealableTextField(SealedField, models.TextField):
    """A text that is sealed where it is ``Private``, and clear text otherwise."""

    description = "Text, sealed where it is private"
    descriptor_class = _Sticky

    def get_db_prep_value(self, value, connection, prepared=False):
        value = super().get_db_prep_value(value, connection, prepared)
        # A clear text that looks sealed could not be read again.
        if isinstance(value, Private) or (isinstance(value, str) and is_sealed(value)):
            return seal(str(value))
        return value

    def from_db_value(self, value, expression, connection):
        if value is None or not is_sealed(value):
            return value
        return Private(unseal(value))


def sealed_fields(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.local_fields if hasattr(field, "is_sealed_field")]


def may_be_clear(field: models.Field) -> bool:
    """Whether a column holds texts that are not sealed."""
    return isinstance(field, SealableTextField) or not hasattr(field, "is_sealed_field")
