"""Seals every private text with the newest key, so that an older one can be given up."""

from django.apps import apps
from django.core.management import BaseCommand
from django.db import transaction
from tqdm import tqdm

from common.encrypted import sealed_fields

BATCH = 200


class Command(BaseCommand):
    help = (
        "Seal every private text anew with the first of FIELD_KEYS, also what it finds in clear."
        " It may be stopped and started again."
    )

    def handle(self, *, verbosity, **options):
        models = [model for model in apps.get_models() if sealed_fields(model)]
        total = sum(model._base_manager.count() for model in models)
        hidden = True if not verbosity else None  # None: shown on a terminal
        with tqdm(total=total, desc="Rows", unit="", disable=hidden) as bar:
            for model in models:
                for rows in batches(model):
                    bar.update(rows)
        if verbosity:
            self.stdout.write(f"Sealed with the newest key: {total} rows")


def batches(model):
    """Seal the rows of ``model`` anew, and say of each batch how many there were."""
    keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        yield _seal_anew(model, keys[start : start + BATCH])


@transaction.atomic
def _seal_anew(model, keys):
    """Locked, so that nobody's change in between is written over."""
    names = [field.attname for field in sealed_fields(model)]
    rows = model._base_manager.select_for_update().filter(pk__in=keys).only("pk", *names)
    for row in rows:
        model._base_manager.filter(pk=row.pk).update(**{n: getattr(row, n) for n in names})
    return len(keys)
