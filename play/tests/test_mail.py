import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.mail import EmailMultiAlternatives

from accounts.tests.factories import make_user
from play.domain.errors import SeatError
from play.domain.mail import EVERY, GATHERS, STALE, choose_mail, send_due
from play.models import GameMember, Notification
from play.tests.factories import make_game, make_game_member, make_notification, make_proposal
from play.tests.tables import LATER, NOW

pytestmark = pytest.mark.django_db
SITE = "https://fireside.example"
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


def seat(mail="at_once", **fields):
    return make_game_member(**{"mail": mail, **fields})


def tell(member, text="A beat.", ago=MINUTE, **fields):
    """A notice for ``member``, made so long before now."""
    return make_notification(
        game=member.game, recipient=member.user, text=text, created_at=NOW - ago, **fields
    )


def outlined(mails):
    return [(mail.to, mail.subject) for mail in mails]


def test_news_goes_out_at_once_and_once(mailoutbox):
    ines = seat(game=make_game(name="The Lamp"))
    notice = tell(ines)
    assert (send_due(now=NOW), send_due(now=NOW)) == (1, 0)
    assert outlined(mailoutbox) == [([ines.user.email], "The Lamp: A beat.")]
    notice.refresh_from_db()
    assert notice.mailed_at == NOW


def test_what_came_together_goes_in_one_mail_a_game(mailoutbox):
    ines = seat(game=make_game(name="The Lamp"))
    again = seat(user=ines.user, game=make_game(name="The Weir"))
    for minutes, member in ((3, ines), (2, again), (1, ines)):
        tell(member, ago=minutes * MINUTE)
    assert send_due(now=NOW) == 2
    assert [mail.subject for mail in mailoutbox] == [
        "The Lamp: 2 things are new",
        "The Weir: A beat.",
    ]


def test_what_is_read_stale_or_yet_to_come_is_not_mailed(mailoutbox):
    ines = seat()
    tell(ines, read_at=NOW)
    tell(ines, ago=STALE)
    tell(ines, ago=-MINUTE)
    assert (send_due(now=NOW), mailoutbox) == (0, [])


@pytest.mark.parametrize(
    "fields", [{"mail": "off"}, {"left_at": LATER}, {"user": None}], ids=["off", "left", "locked"]
)
def test_who_wants_none_left_or_is_locked_out_gets_no_mail(mailoutbox, fields):
    if "user" in fields:
        fields = {"user": make_user(is_active=False)}
    tell(seat(**fields))
    assert (send_due(now=NOW), mailoutbox) == (0, [])


def test_a_vote_that_is_over_is_not_asked_for(mailoutbox):
    ines = seat()
    over = make_proposal(game=ines.game, status="passed", closed_at=LATER)
    going = make_proposal(game=ines.game)
    tell(ines, kind="vote_needed", text="Old vote.", proposal=over)
    tell(ines, "New vote.", ago=2 * MINUTE, kind="vote_needed", proposal=going)
    tell(ines, kind="vote_ended", text="It ended.", proposal=over)
    send_due(now=NOW)
    assert re.findall(r"^- (.*)$", mailoutbox[0].body, re.MULTILINE) == ["New vote.", "It ended."]


def test_a_daily_mail_gathers_an_hour_and_comes_once_a_day(mailoutbox):
    ines = seat("daily")
    tell(ines, ago=0 * MINUTE)
    assert send_due(now=NOW + GATHERS - MINUTE) == 0
    first = NOW + GATHERS
    assert send_due(now=first) == 1
    tell(ines, ago=-GATHERS)
    assert send_due(now=first + EVERY - MINUTE) == 0
    assert send_due(now=first + EVERY) == 1
    assert len(mailoutbox) == 2


def test_a_daily_mail_tells_of_all_games_that_want_it(mailoutbox):
    ines = seat("daily", game=make_game(name="The Lamp"))
    others = [seat(mail, user=ines.user) for mail in ("daily", "off")]
    for member in (ines, *others):
        tell(member, ago=GATHERS)
    assert send_due(now=NOW) == 1
    assert outlined(mailoutbox) == [([ines.user.email], "2 things are new in 2 games")]
    assert Notification.objects.get(mailed_at=None).game == others[1].game


def test_a_mail_at_once_does_not_put_the_daily_one_off(mailoutbox):
    daily = seat("daily")
    at_once = seat(user=daily.user)
    tell(at_once)
    tell(daily, ago=GATHERS)
    assert send_due(now=NOW) == 2


def test_the_mail_says_it_in_text_and_in_html_and_escapes_there(mailoutbox):
    ines = seat(game=make_game(name="<b>Lamp</b> & Co"))
    tell(ines, text="Bo wrote <script>alert(1)</script>.")
    send_due(now=NOW)
    mail = mailoutbox[0]
    assert "- Bo wrote <script>alert(1)</script>.\n" in mail.body
    html, kind = mail.alternatives[0]
    assert kind == "text/html"
    assert "<script>" not in html
    assert "<b>Lamp</b>" not in html
    assert "Bo wrote &lt;script&gt;alert(1)&lt;/script&gt;." in html


def test_a_name_in_two_lines_adds_no_header(mailoutbox):
    tell(seat(game=make_game(name="Lamp\nBcc: all@example.org")))
    send_due(now=NOW)
    assert mailoutbox[0].subject == "Lamp Bcc: all@example.org: A beat."


def test_each_mail_has_a_link_to_end_them(mailoutbox, client):
    ines = seat("daily", game=make_game(name="The Lamp"))
    seat("daily", user=ines.user)
    tell(ines, ago=GATHERS)
    send_due(now=NOW)
    mail = mailoutbox[0]
    link = mail.extra_headers["List-Unsubscribe"].strip("<>")
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"Fewer mails, or none: {link}\n" in mail.body
    assert f"List-Unsubscribe: <{link}>" in mail.message().as_string().splitlines()
    client.post(link.removeprefix(SITE), {"List-Unsubscribe": "One-Click"})
    assert set(GameMember.objects.values_list("mail", flat=True)) == {"off"}


class Server:
    """What the mail server answers, one thing a mail; where nothing is left, it takes the mail."""

    def __init__(self, monkeypatch, *answers):
        self.answers, self.taken = list(answers), []
        self.meanwhile = lambda: None

        def send(mail):
            return self.take(mail)

        monkeypatch.setattr(EmailMultiAlternatives, "send", send)

    def take(self, mail):
        self.meanwhile()
        answer = self.answers.pop(0) if self.answers else None
        if answer:
            raise answer
        self.taken.append(mail.to[0])
        return 1


def test_a_server_that_fails_loses_nothing_and_sends_nothing_twice(monkeypatch):
    people = [seat(), seat(), seat()]
    for number, member in enumerate(people):
        tell(member, ago=(10 - number) * MINUTE)
    server = Server(monkeypatch, None, SMTPServerDisconnected())
    assert send_due(now=NOW) == 1
    assert Notification.objects.filter(mailed_at=None).count() == 2
    assert send_due(now=NOW + MINUTE) == 2
    assert server.taken == [member.user.email for member in people]


@pytest.mark.parametrize(("code", "left"), [(550, 0), (450, 1)])
def test_a_refused_address_holds_nobody_up(monkeypatch, code, left):
    refused, other = seat(), seat()
    tell(refused, ago=2 * MINUTE)
    tell(other)
    answer = SMTPRecipientsRefused({refused.user.email: (code, b"no")})
    server = Server(monkeypatch, answer)
    assert send_due(now=NOW) == 1
    assert server.taken == [other.user.email]
    assert Notification.objects.filter(mailed_at=None).count() == left


def test_a_fault_of_ours_loses_nothing_either(monkeypatch):
    tell(seat())
    Server(monkeypatch, ValueError("A fault"))
    with pytest.raises(ValueError, match="A fault"):
        send_due(now=NOW)
    assert Notification.objects.filter(mailed_at=None).count() == 1


def test_what_another_program_took_meanwhile_is_not_sent_again(monkeypatch):
    members = [seat(), seat()]
    for number, member in enumerate(members):
        tell(member, ago=(10 - number) * MINUTE)
    server = Server(monkeypatch)

    def send_all():
        server.meanwhile = lambda: None
        send_due(now=NOW)

    server.meanwhile = send_all
    send_due(now=NOW)
    assert sorted(server.taken) == sorted(member.user.email for member in members)


def test_queries_grow_with_the_mails_and_not_with_the_notices(django_assert_num_queries):
    for number in (1, 5):
        member = seat()
        for _ in range(number):
            tell(member)
        with django_assert_num_queries(6):
            send_due(now=NOW)


def test_a_person_chooses_how_mail_comes():
    member = seat("daily")
    choose_mail(member, mail="at_once")
    member.refresh_from_db()
    assert member.mail == "at_once"
    with pytest.raises(SeatError):
        choose_mail(member, mail="weekly")
