import uuid

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import CharField, Func, Q
from django.db.models.lookups import In

from common.fields import hold_documents
from common.models import CheckedModel

LONGEST_KEY = 64


def new_key():
    return str(uuid.uuid4())


class RandomKey(Func):
    """A random UUID as text, made by the database itself."""

    arity = 0
    function = "GEN_RANDOM_UUID"
    allowed_default = True
    output_field = CharField()

    def as_postgresql(self, compiler, connection, **extra_context):
        return self.as_sql(compiler, connection, template="GEN_RANDOM_UUID()::text")

    def as_sqlite(self, compiler, connection, **extra_context):
        # The 13th digit is the version, the 17th the variant.
        template = (
            "LOWER(HEX(RANDOMBLOB(4)) || '-' || HEX(RANDOMBLOB(2))"
            " || '-4' || SUBSTR(HEX(RANDOMBLOB(2)), 2)"
            " || '-' || SUBSTR('89AB', 1 + (RANDOM() & 3), 1) || SUBSTR(HEX(RANDOMBLOB(2)), 2)"
            " || '-' || HEX(RANDOMBLOB(6)))"
        )
        return self.as_sql(compiler, connection, template=template)


class JSONKind(Func):
    """What kind of value a JSON column holds: ``object``, ``array``, ``string``, …"""

    arity = 1
    function = "JSON_TYPE"
    output_field = CharField()

    def as_postgresql(self, compiler, connection, **extra_context):
        return self.as_sql(compiler, connection, function="JSONB_TYPEOF")


class KeyedModel(CheckedModel):
    """A row whose key is a text: a random UUID unless another is given."""

    id = models.CharField(
        "key",
        primary_key=True,
        default=new_key,
        db_default=RandomKey(),
        editable=False,
        validators=[MaxLengthValidator(LONGEST_KEY)],
    )

    class Meta:
        abstract = True


class DocumentedModel(models.Model):
    """A row with JSON columns; ``documents`` names the check of each."""

    documents = {}

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        hold_documents(self, **self.documents)


def filled(model, column, message):
    """The text in ``column`` is not empty."""
    return models.CheckConstraint(
        condition=~Q(**{column: ""}),
        name=f"{model}_{column}_filled",
        violation_error_message=message,
    )


def known(model, column, choices, message):
    """The value in ``column`` is one of its ``choices``."""
    return models.CheckConstraint(
        condition=Q(**{f"{column}__in": choices}),
        name=f"{model}_{column}_known",
        violation_error_message=message,
    )


def holds(model, column, kind, *, is_optional=False):
    """The JSON in ``column`` is an ``object``, or an ``array``; if optional, it may be missing."""
    words = {"object": "an object", "array": "a list"}
    # While validating, Django hands a missing document over as a JSON null.
    kinds = [kind, "null"] if is_optional else [kind]
    return models.CheckConstraint(
        condition=Q(In(JSONKind(column), kinds)),
        name=f"{model}_{column}_is_{kind}",
        violation_error_message=f"The JSON of {column.replace('_', ' ')} must be {words[kind]}.",
    )
