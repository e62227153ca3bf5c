from functools import partial

from django.db import migrations

from common.staff_groups import make_group, rights_over

RIGHTS = rights_over("view", "questionlink")


class Migration(migrations.Migration):
    dependencies = [("storyteller", "0008_add_question_links")]
    operations = [
        migrations.RunPython(
            partial(make_group, name="Story editor", app_label="storyteller", rights=RIGHTS),
            migrations.RunPython.noop,
        )
    ]
