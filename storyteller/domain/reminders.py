"""A question by mail, for whoever wants one: once a week, or when asked for."""

import logging
from datetime import datetime, timedelta
from email import policy as policies
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string

from storyteller.domain.addresses import absolute
from storyteller.domain.mail_links import unsubscribe_token
from storyteller.domain.questions import Asking
from storyteller.models import QuestionLink, SectionPrompt, Storyteller, StorytellerProject
from storyteller.models.base import SensitivityTier
from storyteller.rules import prompts
from storyteller.rules.prompts import Question, Stand

logger = logging.getLogger(__name__)

Rhythm = StorytellerProject.Reminders
EVERY = timedelta(days=7)
# So long a question can be answered by its link.
LINK_LIVES = timedelta(days=14)
# What a mail server can refuse for good.
REFUSED_FOR_GOOD = 500
# What the standard for mail allows.
LONGEST_LINE = 998


class Letter(EmailMultiAlternatives):
    def message(self, *, policy=policies.default):
        """With each header in one line: folded, a long link would be encoded, and lead nowhere."""
        return super().message(policy=policy.clone(max_line_length=LONGEST_LINE))


@transaction.atomic
def choose_rhythm(project: StorytellerProject, *, rhythm: str, now: datetime) -> None:
    """How often a question comes. The first weekly one comes in a week; never is never at once."""
    row = StorytellerProject.objects.select_for_update().get(pk=project.pk)
    if row.reminders == rhythm:
        return
    row.reminders = rhythm
    row.next_reminder_at = now + EVERY if rhythm == Rhythm.WEEKLY else None
    row.full_clean(exclude=["storyteller"])
    row.save(update_fields=["reminders", "next_reminder_at", "updated_at"])


def ask_for_question(project: StorytellerProject, *, now: datetime) -> bool:
    """A question is wanted now; whether one was sent. Without a mail server it waits.

    Whoever wants none gets none.
    """
    wanted = StorytellerProject.objects.filter(pk=project.pk).exclude(reminders=Rhythm.NONE)
    wanted.update(next_reminder_at=now)
    return bool(_send_to(project.pk, now))


def send_due(*, now: datetime) -> int:
    """Send what is due, and return the number of mails.

    A question goes into one mail, also where two programs send at the same time. When the mail
    server fails, what it did not take is sent the next time.
    """
    sent = 0
    for key in due(now).order_by("next_reminder_at", "pk").values_list("pk", flat=True):
        found = _send_to(key, now)
        if found is None:
            break
        sent += found
    return sent


def due(now: datetime) -> QuerySet[StorytellerProject]:
    """Those to whom a question is due. Whoever withdrew consent gets none."""
    return StorytellerProject.objects.filter(
        reminders__in=[Rhythm.WEEKLY, Rhythm.ON_REQUEST],
        next_reminder_at__lte=now,
        storyteller__consent_given=True,
        storyteller__deleted_at=None,
        storyteller__is_active=True,
        storyteller__user__is_active=True,
    )


def forget_links(*, now: datetime) -> int:
    """Delete links that opened nothing for as long as they had opened something."""
    old = QuestionLink.objects.filter(expires_at__lte=now - LINK_LIVES)
    return old.delete()[0]


def mailable(asking: Asking) -> Question | None:
    """What to ask by mail: nothing delicate, and if possible nothing that was mailed before.

    A mail is read by whoever is near, so that only questions of tier 1 are sent which need no
    warning, whatever the storyteller is comfortable with.
    """
    asked = [
        q
        for q in asking.questions
        if q.tier == SensitivityTier.SAFE
        and not q.is_sensitive
        and not q.topics
        and q.state == ""
        and asking.stand(q) is Stand.OPEN
    ]
    mailed = QuestionLink.objects.filter(storyteller=asking.storyteller)
    known = set(mailed.values_list("section_prompt", flat=True))
    lanes = asking.open_lanes
    fresh = prompts.next_question([q for q in asked if q.key not in known], lanes)
    return fresh or prompts.next_question(asked, lanes)


def _send_to(key, now) -> int | None:
    """The number of mails: 0 where nothing is due or safe to ask, None where no mail goes out."""
    claimed = _claim(key, now)
    if claimed is None:
        return 0
    project, link, token = claimed
    try:
        return _letter(project.storyteller, link, token).send()
    except SMTPRecipientsRefused as error:
        logger.warning("The mail server refused the keeper of story %s", project.storyteller_id)
        if all(code >= REFUSED_FOR_GOOD for code, _ in error.recipients.values()):
            link.delete()
            return 0
        _release(project, link, now)
        return 0
    except OSError as error:
        _release(project, link, now)
        logger.warning("A question waits until the mail server works again: %s", error)
        return None
    except Exception:
        _release(project, link, now)
        raise


@transaction.atomic
def _claim(key, now):
    """The question and its link, noted before the mail is sent, so that none goes out twice."""
    rows = due(now).filter(pk=key).select_for_update(of=("self",))
    project = rows.select_related("storyteller__user", "scope").first()
    if project is None:
        return None
    project.next_reminder_at = _next(project, now)
    project.save(update_fields=["next_reminder_at", "updated_at"])
    question = mailable(Asking(project.storyteller))
    if question is None:
        return None
    link, token = QuestionLink.issue(
        storyteller=project.storyteller,
        section_prompt=SectionPrompt.objects.select_related("process_prompt", "section").get(
            pk=question.key
        ),
        now=now,
        expires_at=now + LINK_LIVES,
    )
    return project, link, token


def _next(project, now):
    """In a week's rhythm, whatever was missed; who asks for each, asks again."""
    if project.reminders != Rhythm.WEEKLY:
        return None
    missed = (now - project.next_reminder_at) // EVERY
    return project.next_reminder_at + (missed + 1) * EVERY


def _release(project, link, now):
    link.delete()
    StorytellerProject.objects.filter(pk=project.pk).exclude(reminders=Rhythm.NONE).update(
        next_reminder_at=now
    )


def _letter(storyteller: Storyteller, link: QuestionLink, token: str) -> Letter:
    stop = absolute("stop_questions", unsubscribe_token(storyteller.pk))
    context = {
        "storyteller": storyteller,
        "question": link.section_prompt.process_prompt.prompt_text,
        "section": link.section_prompt.section,
        "answer_url": absolute("mailed_question", token),
        "story_url": absolute("storyteller", storyteller.pk),
        "stop_url": stop,
        "days": LINK_LIVES.days,
    }
    letter = Letter(
        subject="A question for you",
        body=render_to_string("storyteller/care/question.txt", context),
        to=[storyteller.user.email],
        # Mail programs show a button for this, which asks no more questions.
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    html = render_to_string("storyteller/care/question.html", context)
    letter.attach_alternative(html, "text/html")
    return letter
