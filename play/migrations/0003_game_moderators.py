from functools import partial

from django.db import migrations

from common.staff_groups import make_group, remove_group, rights_over

NAME = "Game moderator"

# What a moderator may mend or remove when a table calls for help; the story stays its authors'.
KEPT = "wordseedtable"
REMOVED = "comment character npc worldentry relationship invitation party"
MENDED = "game gamemember gamepause act scene beat challenge proposal spotlight safetyline"
SEEN = (
    "event beatversion edit vote oraclevote tensionvote xcard scenepresence setupprompt"
    " setupanswer gamewordseedtable notification"
)
RIGHTS = [
    *rights_over("view add change delete", KEPT),
    *rights_over("view change delete", REMOVED),
    *rights_over("view change", MENDED),
    *rights_over("view", SEEN),
]


class Migration(migrations.Migration):
    dependencies = [
        ("play", "0002_games"),
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(
            partial(make_group, name=NAME, app_label="play", rights=RIGHTS),
            partial(remove_group, name=NAME),
        )
    ]
