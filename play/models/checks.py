"""What several tables of this room demand of a row, said once."""

from functools import reduce
from operator import or_

from django.db.models import CheckConstraint, F, Q


def known(model, field, values, message):
    """Only ``values``: the database knows nothing of the choices that Django offers."""
    return CheckConstraint(
        condition=Q(**{f"{field}__in": values}),
        name=f"{model}_{field}_known",
        violation_error_message=message,
    )


def not_empty(model, field, message):
    return CheckConstraint(
        condition=~Q(**{field: ""}),
        name=f"{model}_{field}_not_empty",
        violation_error_message=message,
    )


def exactly_one(fields):
    """One of the nullable columns ``fields`` is set and the others are not."""
    return reduce(or_, (_only(field, fields) for field in fields))


def at_most_one(fields):
    return exactly_one(fields) | Q(**{f"{field}__isnull": True for field in fields})


def not_before(start, end):
    """``end`` is open, or not earlier than ``start``."""
    return Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": F(start)})


def short(key):
    """Enough of a UUID to tell rows apart."""
    return str(key)[:8]


def _only(field, fields):
    return Q(**{f"{other}__isnull": other != field for other in fields})
