from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from common.fields import hold_documents
from common.models import UUIDModel


class LeagueModel(UUIDModel):
    """A row with a time of its own, whose JSON columns are held against the rules' documents."""

    created_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)

    class Meta:
        abstract = True

    def document_checks(self):
        """By column, the function that raises ``DocumentError`` where its value is not right."""
        return {}

    def clean_fields(self, exclude=None):
        """As always, and each document as well, unless its column is left out of the form."""
        faults = {}
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as error:
            faults = error.update_error_dict(faults)
        left_out = faults.keys() | set(exclude or ())
        checks = self.document_checks()
        try:
            hold_documents(self, **{name: checks[name] for name in checks.keys() - left_out})
        except ValidationError as error:
            faults = error.update_error_dict(faults)
        if faults:
            raise ValidationError(faults)


def named_within(row, name, *parents):
    """``name``, with what it is a part of where that is at hand: a name never costs a query."""
    cache = row._state.fields_cache
    known_parents = [cache[parent] for parent in parents if cache.get(parent)]
    names = [getattr(parent, "name", None) or str(parent) for parent in known_parents]
    return f"{name} ({', '.join(names)})" if names else name


def known(field, choices, *, name, message):
    """The database's own check that ``field`` holds one of ``choices``."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": choices}),
        name=name,
        violation_error_message=message,
    )


def at_least(low, *fields, name, message):
    """The database's own check that each of ``fields`` is ``low`` or more, or NULL."""
    condition = models.Q(**{f"{field}__gte": low for field in fields})
    return models.CheckConstraint(condition=condition, name=name, violation_error_message=message)
