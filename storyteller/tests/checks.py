"""What forms and the database say of rows."""

from django.db import IntegrityError, transaction
from django.db.models import FETCH_PEERS


def check_rows(model):
    """Raise what a form would say of a row. Keys and constraints the database has held already."""
    for row in model.objects.fetch_mode(FETCH_PEERS):
        keys = [f.name for f in row._meta.local_fields if f.is_relation and getattr(row, f.attname)]
        row.full_clean(exclude=keys, validate_unique=False, validate_constraints=False)


def refusal_of(row, **columns):
    """What the database says to these values in the columns of the row, or nothing."""
    try:
        with transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**columns)
    except IntegrityError as error:
        return str(error)
    return ""
