"""Adding what is missing, and nothing else."""

from operator import attrgetter


class Additions:
    """Makes rows that are not there yet, and counts them."""

    def __init__(self):
        self.count = 0

    def add(self, known, rows, *key):
        """Make those ``rows`` whose key none of the ``known`` rows has.

        Returns all rows by key. ``known`` is a queryset.
        """
        key_of = attrgetter(*key)
        found = {key_of(row): row for row in known}
        missing = [row for row in rows if key_of(row) not in found]
        for row in missing:
            _check(row)
        known.model.objects.bulk_create(missing)
        self.count += len(missing)
        return found | {key_of(row): row for row in missing}


def _check(row):
    # Keys and constraints are held by the database, without a query for each of hundreds of rows.
    relations = {field.name for field in row._meta.fields if field.is_relation}
    row.clean_fields(exclude=relations)
    row.clean()
