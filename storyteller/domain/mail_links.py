"""Links in mails: one that ends the mails, and one that answers a single question once."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from datetime import datetime
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db import transaction

from common.tokens import hash_token
from storyteller.domain.answers import answer_of, give_answer, open_answer
from storyteller.domain.errors import StorytellerError
from storyteller.domain.questions import Asking, question_of
from storyteller.models import PromptAnswer, QuestionLink, StorytellerProject
from storyteller.models.base import SensitivityTier
from storyteller.rules.prompts import Stand

_SIGNER = Signer(salt="storyteller.questions-by-mail")


class LinkClosedError(StorytellerError):
    """A link that answers nothing any more; the sentence says why."""


def unsubscribe_token(storyteller: UUID) -> str:
    """It does not expire: a mail may be old when somebody has had enough."""
    return _SIGNER.sign(urlsafe_b64encode(storyteller.bytes).decode().rstrip("="))


def project_of_token(token: str) -> StorytellerProject | None:
    """Whose mails the link ends; None where the link is not whole."""
    try:
        key = UUID(bytes=urlsafe_b64decode(_SIGNER.unsign(token) + "=="))
    except (BadSignature, Error, ValueError):
        return None
    projects = StorytellerProject.objects.select_related("storyteller")
    return projects.filter(storyteller=key).first()


def open_question(token: str, *, now: datetime) -> QuestionLink:
    """The question that ``token`` opens. Raises ``LinkClosedError``."""
    return _open(QuestionLink.objects.all(), token, now)


@transaction.atomic
def answer_by_link(token: str, *, text: str, now: datetime) -> QuestionLink:
    """Keep the answer, and close the link. Raises ``LinkClosedError``, ``NothingToldError``.

    Whoever holds a link can tell, and can read nothing: a text that stands there already is
    neither shown nor written over.
    """
    link = _open(QuestionLink.objects.select_for_update(of=("self",)), token, now)
    teller, prompt = link.storyteller, link.section_prompt
    row = open_answer(teller, prompt, now=now)
    give_answer(teller, prompt, text=text, mark=row.version, now=now)
    link.used_at = now
    link.save(update_fields=["used_at"])
    return link


def _open(rows, token, now):
    found = rows.select_related(
        "storyteller__user",
        "storyteller__project__scope",
        "section_prompt__section",
        "section_prompt__process_prompt",
    ).filter(
        token_hash=hash_token(token),
        storyteller__consent_given=True,
        storyteller__deleted_at=None,
        storyteller__user__is_active=True,
    )
    link = found.first()
    if link is None:
        raise LinkClosedError("This link leads to no question.")
    if link.used_at is not None:
        raise LinkClosedError("This question is answered already. Thank you.")
    if link.expires_at <= now:
        raise LinkClosedError("This link has run out. The question waits for you in Fireside.")
    _require_safe(link)
    return link


def _require_safe(link):
    """Boundaries may have been drawn since the mail was sent."""
    question = question_of(link.section_prompt)
    is_open = Asking(link.storyteller).stand(question) is Stand.OPEN
    if not is_open or question.is_sensitive or question.tier != SensitivityTier.SAFE:
        raise LinkClosedError("This question is not asked any more.")
    row = answer_of(link.storyteller, link.section_prompt)
    if row is None:
        return
    if row.status == PromptAnswer.Status.ANSWERED:
        raise LinkClosedError("This question is answered already. Thank you.")
    if row.status == PromptAnswer.Status.DECLINED:
        raise LinkClosedError("This question is not asked any more.")
    if row.text:
        raise LinkClosedError("This answer is begun already. Go on with it in Fireside.")
