from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("storyteller", "0006_link_answers_and_uploads"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="archetypeanalysis",
            name="archetype_analysis_dominant_archetype_known",
        ),
        migrations.AlterField(
            model_name="archetypeanalysis",
            name="dominant_archetype",
            field=models.CharField(
                blank=True,
                choices=[
                    ("loss_to_connection", "From loss to connection"),
                    ("transformation", "Transformation"),
                    ("endurance", "Endurance"),
                    ("threat_survival", "Surviving a threat"),
                    ("identity_shift", "A shift of identity"),
                    ("meaning_making", "Making meaning"),
                    ("relationship_to_loss", "Relation to loss"),
                    ("relationship_to_agency", "Relation to agency"),
                    ("relationship_to_meaning", "Relation to meaning"),
                ],
                db_default="",
                default="",
                max_length=100,
                verbose_name="dominant",
            ),
        ),
        migrations.AddConstraint(
            model_name="archetypeanalysis",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "dominant_archetype__in",
                        [
                            "loss_to_connection",
                            "transformation",
                            "endurance",
                            "threat_survival",
                            "identity_shift",
                            "meaning_making",
                            "relationship_to_loss",
                            "relationship_to_agency",
                            "relationship_to_meaning",
                            "",
                        ],
                    )
                ),
                name="archetype_analysis_dominant_archetype_known",
                violation_error_message="Dominant archetype must be one of: loss_to_connection, transformation, endurance, threat_survival, identity_shift, meaning_making, relationship_to_loss, relationship_to_agency, relationship_to_meaning.",
            ),
        ),
    ]
