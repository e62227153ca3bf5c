"""Notices by mail: at once, once a day or never, as each person wants it of each game."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import policy as policies
from itertools import groupby
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet
from django.template.loader import render_to_string

from accounts.models import User
from play.domain.addresses import absolute, address_of, game_address
from play.domain.errors import SeatError
from play.domain.mail_links import unsubscribe_link
from play.domain.notifications import Kind
from play.models import Game, GameMember, Notification

logger = logging.getLogger(__name__)

# A daily mail waits so long for more to come with it, and so long after the one before it.
GATHERS, EVERY = timedelta(hours=1), timedelta(days=1)
# What could not be sent for so long is no news any more. It is still to be read in the site.
STALE = timedelta(days=7)
# What the standard for mail allows.
LONGEST_LINE = 998
ASKS_FOR_A_VOTE = (Kind.VOTE_NEEDED, Kind.ACT_PROPOSED, Kind.SCENE_PROPOSED)


class Letter(EmailMultiAlternatives):
    def message(self, *, policy=policies.default):
        """With each header in one line: folded, a long link would be encoded, and lead nowhere."""
        return super().message(policy=policy.clone(max_line_length=LONGEST_LINE))


@dataclass(frozen=True, slots=True)
class Line:
    """One notice as a mail shows it."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """What is new in one game."""

    game: Game
    url: str
    lines: list[Line]
    unsubscribe_url: str


def choose_mail(member: GameMember, *, mail: str) -> None:
    """How ``member`` hears by mail of the game. Raises ``SeatError`` for what there is not."""
    if mail not in GameMember.Mail:
        raise SeatError("Mail comes at once, once a day or never.")
    member.mail = mail
    member.save(update_fields=["mail", "updated_at"])


def send_due(*, now: datetime) -> int:
    """Send what is due, and return the number of mails.

    A notice goes into one mail at most, also where two programs send at the same time. When the
    mail server fails, what it did not take is sent the next time.
    """
    at_once, daily = GameMember.Mail.AT_ONCE, GameMember.Mail.DAILY
    letters = [(user, game, at_once) for user, game in _for_at_once(now)]
    letters += [(user, None, daily) for user in _for_daily(now)]
    sent = 0
    for user, game, preference in letters:
        notices = _claim(user, game, preference, now)
        try:
            sent += bool(notices) and _send(user, notices, game)
        except SMTPRecipientsRefused as error:
            logger.warning("The mail server refused a recipient, user %s", user.pk)
            if _may_work_later(error):
                _release(notices)
        except OSError as error:
            _release(notices)
            logger.warning("Mail waits until the mail server works again: %s", error)
            break
        except Exception:
            _release(notices)
            raise
    return sent


def _unsent(preference: str, now: datetime) -> QuerySet[Notification]:
    """Notices for people who sit at the table, want them so and have not read them in the site."""
    over = Q(kind__in=ASKS_FOR_A_VOTE, proposal__isnull=False) & ~Q(proposal__status="open")
    return Notification.objects.filter(
        ~over,
        read_at=None,
        mailed_at=None,
        created_at__gt=now - STALE,
        created_at__lte=now,
        recipient__is_active=True,
        game__members__user=F("recipient"),
        game__members__left_at=None,
        game__members__mail=preference,
    )


def _for_at_once(now) -> list[tuple[User, Game]]:
    """Who gets a mail about which game, whoever waits longest first."""
    waiting = _unsent(GameMember.Mail.AT_ONCE, now).select_related("recipient", "game")
    pairs = {
        (notice.recipient_id, notice.game_id): (notice.recipient, notice.game)
        for notice in waiting.order_by("created_at", "pk")
    }
    return list(pairs.values())


def _for_daily(now) -> list[User]:
    """Who gets a daily mail: something new is there, and the mail before it is a day old."""
    waiting = (
        _unsent(GameMember.Mail.DAILY, now)
        .order_by()
        .values("recipient")
        .annotate(oldest=Min("created_at"))
        .filter(oldest__lte=now - GATHERS)
        .values("recipient")
    )
    daily = {"game__members__user": OuterRef("pk"), "game__members__mail": GameMember.Mail.DAILY}
    mailed = Notification.objects.filter(
        recipient=OuterRef("pk"), mailed_at__gt=now - EVERY, **daily
    )
    return list(User.objects.filter(~Exists(mailed), pk__in=waiting).order_by("created_at", "pk"))


def _claim(user, game, preference, now) -> list[Notification]:
    """The notices that go into the mail, marked before it is sent, so that none goes twice."""
    unsent = _unsent(preference, now).filter(recipient=user)
    if game:
        unsent = unsent.filter(game=game)
    with transaction.atomic():
        claimed = unsent.select_for_update(of=("self",), no_key=True).select_related("game")
        notices = list(claimed.order_by("game__created_at", "game", "created_at", "pk"))
        keys = [notice.pk for notice in notices]
        Notification.objects.filter(pk__in=keys).update(mailed_at=now)
    return notices


def _release(notices: Iterable[Notification]) -> None:
    keys = [notice.pk for notice in notices]
    Notification.objects.filter(pk__in=keys).update(mailed_at=None)


def _may_work_later(error: SMTPRecipientsRefused) -> bool:
    return any(code < 500 for code, _ in error.recipients.values())


def _send(user, notices, game):
    sections = [
        _section(user, list(rows)) for _, rows in groupby(notices, key=lambda row: row.game_id)
    ]
    stop = unsubscribe_link(user, game)
    context = {
        "user": user,
        "sections": sections,
        "game": game,
        "unsubscribe_url": stop,
    }
    message = Letter(
        _subject(sections, notices),
        render_to_string("play/mail/notices.txt", context),
        to=[user.email],
        # Mail programs show a button for this, which asks no more questions.
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    message.attach_alternative(render_to_string("play/mail/notices.html", context), "text/html")
    return message.send()


def _section(user, notices):
    game = notices[0].game
    return Section(
        game,
        absolute(game_address(game.pk)),
        [Line(notice.text, absolute(address_of(notice))) for notice in notices],
        unsubscribe_link(user, game),
    )


def _subject(sections, notices):
    """In one line, whatever somebody called their game."""
    if len(notices) == 1:
        text = f"{notices[0].game.name}: {notices[0].text}"
    elif len(sections) == 1:
        text = f"{sections[0].game.name}: {len(notices)} things are new"
    else:
        text = f"{len(notices)} things are new in {len(sections)} games"
    return " ".join(text.split())
