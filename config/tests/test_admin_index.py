from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from accounts.tests.factories import make_admin, make_user
from common import attention
from common.attention import Attention, notices
from config.tests.test_admin_pages import make
from league.models import Season
from league.tests.factories import make_game_result
from play.models import Challenge
from play.tests.factories import make_challenge
from storyteller.models import BookExport

pytestmark = pytest.mark.django_db

ROOMS = ["play", "campaigns", "league", "storyteller", "accounts"]
PAST = timezone.now() - timedelta(days=1)
FAILED = {"failed_at": PAST, "failure_reason": "The press stood still."}

# By what a notice says: what a row has that it counts.
MATCHING = {
    "proposals past their time": {"closes_at": PAST, "created_at": PAST - timedelta(days=1)},
    "beats folded away by an X-card": {"lifted_at": None},
    "open challenges": {"status": "open"},
    "games under way": {"status": "active"},
    "games that rest": {"status": "paused"},
    "characters without an owner": {},
    "campaigns that nobody runs": {},
    "campaigns": {},
    "games simulated and not yet shown": {"status": "simulated", "game_result": make_game_result},
    "seasons to set up": {"status": "setup"},
    "seasons under way": {"status": "playoffs"},
    "books that could not be made": {"export_status": "failed", **FAILED},
    "books that were not delivered": {"delivery_status": "failed", "failure_reason": "No paper."},
    "answers that people need at once": {"requires_immediate_action": True},
    "sessions that should have begun": {"status": "scheduled", "scheduled_at": PAST},
    "guides to be looked at": {"flagged_for_review": True},
    "edits that wait": {"status": "pending"},
    "feedback without an answer": {"resolution_status": "pending"},
    "new this week": {},
    "locked out": {"is_active": False},
}


def every_item():
    return [item for room in ROOMS for item in attention._sources[room]()]


@pytest.fixture
def superuser(client):
    user = make_admin()
    client.force_login(user)
    return user


def index(client):
    return client.get(reverse("admin:index"))


def test_index_shows_rooms_in_their_order(client, superuser):
    text = index(client).content.decode()
    places = [text.index(f'data-room="{room}"') for room in ROOMS]
    assert places == sorted(places)


def test_index_groups_the_tables_of_a_large_room(client, superuser):
    assertContains(index(client), "<h3>Life events</h3>")


def test_index_names_what_needs_staff_and_leads_there(client, superuser):
    make_challenge(status="open")
    url = reverse("admin:play_challenge_changelist", query={"status__exact": "open"})
    notice = f'<a href="{url}"><strong>1</strong> open challenges</a>'
    assertContains(index(client), notice, html=True)


def test_index_is_silent_where_nothing_needs_staff(client, superuser):
    assertNotContains(index(client), "open challenges")


def test_index_tells_staff_only_of_what_they_may_see(client):
    make_challenge(status="open")
    staff = make_user(is_staff=True)
    staff.user_permissions.add(Permission.objects.get(codename="view_game"))
    client.force_login(staff)
    assertNotContains(index(client), "open challenges")


def test_index_takes_the_same_queries_however_many_rows_there_are(client, superuser):
    index(client)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            index(client)
        counts.append(len(queries))
        for model in (Challenge, Season, BookExport):
            make(model)
            make(model)
    assert counts[0] == counts[1]


def test_urgent_notices_come_first(superuser, monkeypatch):
    make_challenge()
    items = [
        Attention("calm", Challenge.objects.all()),
        Attention("urgent", Challenge.objects.all(), is_urgent=True),
    ]
    monkeypatch.setitem(attention._sources, "play", lambda: items)
    assert [notice.text for notice in notices("play", superuser)] == ["urgent", "calm"]


@pytest.mark.usefixtures("undrawn_pages")
@pytest.mark.parametrize("text", MATCHING)
def test_list_behind_a_notice_shows_what_was_counted(client, superuser, text):
    item = next(item for item in every_item() if item.text == text)
    make(item.rows.model)
    matching = {k: v() if callable(v) else v for k, v in MATCHING[text].items()}
    row = make(item.rows.model, **matching)
    assert row in item.rows
    notice = attention._notice(item)
    shown = client.get(notice.url).context_data["cl"].queryset
    assert (notice.count, set(shown)) == (item.rows.count(), set(item.rows))


def test_every_notice_is_tested():
    assert {item.text for item in every_item()} == set(MATCHING)
