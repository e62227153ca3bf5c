from django.db import migrations

from campaigns.rules.documents.sheet_versions import downgraded, upgraded

BATCH = 200


def drop(apps, schema_editor):
    """Sheets of version 1 become sheets of version 2, without the numbers that rules compute."""
    _rewrite(apps, schema_editor, upgraded)


def put_back(apps, schema_editor):
    _rewrite(apps, schema_editor, downgraded)


def _rewrite(apps, schema_editor, converted):
    rows = apps.get_model("campaigns", "Character").objects.using(schema_editor.connection.alias)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        batch = list(rows.filter(pk__in=keys[start : start + BATCH]).only("pk", "data"))
        for character in batch:
            character.data = converted(character.data)
        rows.bulk_update(batch, ["data"])


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_add_invitations_and_history")]

    operations = [migrations.RunPython(drop, put_back)]
