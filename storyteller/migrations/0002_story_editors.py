from functools import partial

from django.db import migrations

from common.staff_groups import make_group, remove_group, rights_over

NAME = "Story editor"

# An editor keeps the prompts and works on books. What somebody told is looked at, not rewritten.
WRITTEN = (
    "processprompt promptpacktemplate promptpackprompt sectionprompt sessiontemplate scopetype"
    " story storytheme storycollection storychapter chaptersection chaptertheme storyscene"
    " storycharacter characterrelationship characterappearance storydraft editrequirement"
    " requirement collection collectionlifeevent collectionrelationship collectiontag"
    " collectionsynthesis collectiongrouping collectiongroupingmember"
)
ANSWERED = "userfeedback bookexport bookexportdelivery agentinstance"
SEEN = (
    "storyteller storytellerboundary storytellerpreference storytellersession sessioninteraction"
    " sessionsynthesis sessionnote lifeevent lifeeventtimespan lifeeventlocation"
    " lifeeventparticipant lifeeventdetail lifeeventmedia lifeeventboundary lifeeventpreference"
    " processversion processsection processnode agent archetypeanalysis"
)
RIGHTS = [
    *rights_over("view add change delete", WRITTEN),
    *rights_over("view change", ANSWERED),
    *rights_over("view", SEEN),
]


class Migration(migrations.Migration):
    dependencies = [
        ("storyteller", "0001_initial"),
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(
            partial(make_group, name=NAME, app_label="storyteller", rights=RIGHTS),
            partial(remove_group, name=NAME),
        )
    ]
