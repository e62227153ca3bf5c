from functools import partial

from django.db import migrations

from common.staff_groups import make_group, rights_over

RIGHTS = rights_over("view", "governancewindow proposal trade vote")


class Migration(migrations.Migration):
    dependencies = [("league", "0003_projections")]
    operations = [
        migrations.RunPython(
            partial(make_group, name="League commissioner", app_label="league", rights=RIGHTS),
            migrations.RunPython.noop,
        )
    ]
