"""Questions that were sent by mail, each with a link by which it can be answered once."""

from django.db import models

from common.links import LinkModel, link_constraints
from storyteller.models.base import CreatedModel
from storyteller.models.visibility import of_storyteller


class QuestionLink(LinkModel, CreatedModel):
    """A question in a mail. Whoever holds its link may answer it, once, and see nothing else."""

    storyteller = models.ForeignKey(
        "storyteller.Storyteller", models.DB_CASCADE, related_name="question_links", db_index=False
    )
    section_prompt = models.ForeignKey(
        "storyteller.SectionPrompt",
        models.DB_CASCADE,
        related_name="question_links",
        verbose_name="question",
    )
    used_at = models.DateTimeField("answered", null=True, blank=True)

    objects = of_storyteller(helpers=())

    class Meta:
        db_table = "question_links"
        verbose_name = "question by mail"
        verbose_name_plural = "questions by mail"
        constraints = [
            *link_constraints("question_links"),
        ]
        indexes = [
            models.Index(fields=["storyteller", "created_at"], name="idx_question_link_teller"),
        ]

    def __str__(self):
        return f"Question of {self.created_at:%Y-%m-%d}"

    def is_open_at(self, now):
        return self.used_at is None and self.expires_at > now
