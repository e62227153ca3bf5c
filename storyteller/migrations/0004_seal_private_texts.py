from django.db import migrations, models
from django.db.models import Value

from common.fields import TextListField

SEALED = {
    "lifeeventboundary": {"off_limit_aspects": TextListField},
    "lifeeventtrauma": {"resolution_notes": models.TextField, "support_notes": models.TextField},
    "storytellerboundary": {"off_limit_topics": TextListField},
}


def seal(apps, schema_editor):
    """What is read clear is written sealed."""
    _write_again(apps, schema_editor, lambda kind, text: text)


def unseal(apps, schema_editor):
    """An expression goes past the column, which would seal what it is given."""
    _write_again(apps, schema_editor, lambda kind, text: Value(text, output_field=kind()))


def _write_again(apps, schema_editor, written):
    using = schema_editor.connection.alias
    for name, columns in SEALED.items():
        rows = apps.get_model("storyteller", name).objects.using(using)
        for row in rows.only("pk", *columns).iterator(chunk_size=500):
            texts = {
                column: written(kind, getattr(row, column)) for column, kind in columns.items()
            }
            rows.filter(pk=row.pk).update(**texts)


class Migration(migrations.Migration):
    dependencies = [("storyteller", "0003_add_own_tables")]
    operations = [migrations.RunPython(seal, unseal)]
