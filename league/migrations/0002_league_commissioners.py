from functools import partial

from django.db import migrations

from common.staff_groups import make_group, remove_group, rights_over

NAME = "League commissioner"

# What a commissioner plans and corrects. What happened on the court and in votes is looked at.
PLANNED = "league season team agent scheduledgame governor"
RECORDED = "gameresult boxscore commentary mirror governanceevent tokenbalance"
RIGHTS = [
    *rights_over("view add change delete", PLANNED),
    *rights_over("view", RECORDED),
]


class Migration(migrations.Migration):
    dependencies = [
        ("league", "0001_initial"),
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(
            partial(make_group, name=NAME, app_label="league", rights=RIGHTS),
            partial(remove_group, name=NAME),
        )
    ]
