import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("storyteller", "0005_story_editors_see_own_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="promptanswer",
            name="life_event",
            field=models.ForeignKey(
                blank=True,
                help_text="The moment of the life that the answer tells of.",
                null=True,
                on_delete=django.db.models.deletion.DB_SET_NULL,
                related_name="prompt_answers",
                to="storyteller.lifeevent",
            ),
        ),
        migrations.AddField(
            model_name="upload",
            name="prompt_answer",
            field=models.ForeignKey(
                blank=True,
                help_text="The answer that it was put beside.",
                null=True,
                on_delete=django.db.models.deletion.DB_SET_NULL,
                related_name="uploads",
                to="storyteller.promptanswer",
                verbose_name="answer",
            ),
        ),
    ]
