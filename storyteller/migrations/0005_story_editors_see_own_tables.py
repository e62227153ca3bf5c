from functools import partial

from django.db import migrations

from common.staff_groups import make_group, rights_over

# Sealed texts stay covered for them: that is a right of its own.
RIGHTS = rights_over(
    "view",
    "storytellerproject consentrecord storytellerhelper familymemory upload promptanswer"
    " chapterreview chapterapproval dimensionscore exportoptions downloadlink",
)


class Migration(migrations.Migration):
    dependencies = [("storyteller", "0004_seal_private_texts")]
    operations = [
        migrations.RunPython(
            partial(make_group, name="Story editor", app_label="storyteller", rights=RIGHTS),
            migrations.RunPython.noop,
        )
    ]
