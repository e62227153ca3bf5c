"""What a table refuses, asked about before a row is saved."""

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.db.models import CheckConstraint, Q


class AllChecks:
    """The checks of a table, held against a row together: each alone would ask the database."""

    def __init__(self, checks: list[CheckConstraint]):
        self.checks = checks

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        """Raise what the checks say that the row breaks. One of a column left out says nothing."""
        left_out = set(exclude or ())
        checks = [each for each in self.checks if left_out.isdisjoint(_columns(each))]
        if not checks:
            return
        every = CheckConstraint(condition=Q(*(each.condition for each in checks)), name="every")
        columns = {field.name for field in model._meta.local_fields}
        unasked = columns.difference(*map(_columns, checks))
        try:
            every.validate(model, instance, exclude=unasked, using=using)
        except ValidationError:
            raise ValidationError([*_faults(checks, model, instance, exclude, using)]) from None


def together(constraints):
    """The constraints, with all checks as one."""
    checks = [each for each in constraints if isinstance(each, CheckConstraint)]
    yield AllChecks(checks)
    yield from (each for each in constraints if not isinstance(each, CheckConstraint))


def _columns(check):
    # A Q remembers its columns, from one row to the next.
    condition = check.condition if isinstance(check.condition, Q) else Q(check.condition)
    return condition.referenced_base_fields


def _faults(checks, model, instance, exclude, using):
    for check in checks:
        try:
            check.validate(model, instance, exclude=exclude, using=using)
        except ValidationError as fault:
            yield fault
