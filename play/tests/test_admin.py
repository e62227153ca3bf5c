"""What staff do with Play's tables, beyond what holds for every table."""

import json
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.forms import MultiWidget
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import make_admin, make_user
from play.admin.story import BEATS_SHOWN
from play.models import Beat, Event, Game, WordSeedTable
from play.tests import factories
from play.tests.factories import DICE, ORACLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.force_login(make_admin())
    return client


def page(name, *args):
    return reverse(f"admin:play_{name}", args=args)


def rows_listed(response):
    return list(response.context_data["cl"].result_list)


@pytest.mark.usefixtures("undrawn_pages")
def test_a_game_is_found_by_a_members_address(staff):
    game, _other = factories.make_game(), factories.make_game_member()
    for role in ("organizer", "player"):
        user = make_user(email=f"{role}@story.example")
        factories.make_game_member(game=game, user=user, role=role)
    response = staff.get(page("game_changelist"), {"q": "@story.example"})
    assert rows_listed(response) == [game]
    (found,) = rows_listed(response)
    assert (found.organizer_email, found.seats_taken) == ("organizer@story.example", 2)


@pytest.mark.usefixtures("undrawn_pages")
def test_who_left_has_no_seat_in_the_list(staff):
    game = factories.make_game()
    factories.make_game_member(game=game, left_at=timezone.now() + timedelta(seconds=1))
    (listed,) = rows_listed(staff.get(page("game_changelist")))
    assert listed.seats_taken is None


@pytest.mark.usefixtures("undrawn_pages")
@pytest.mark.parametrize(("seat", "expected"), [("taken", "sits"), ("left", "gone")])
def test_members_are_filtered_by_seat(staff, seat, expected):
    members = {
        "sits": factories.make_game_member(),
        "gone": factories.make_game_member(left_at=timezone.now() + timedelta(seconds=1)),
    }
    response = staff.get(page("gamemember_changelist"), {"seat": seat})
    assert rows_listed(response) == [members[expected]]


@pytest.mark.usefixtures("undrawn_pages")
@pytest.mark.parametrize("state", ["open", "expired", "revoked"])
def test_invitations_are_filtered_by_state(staff, state):
    now = timezone.now()
    late = {"created_at": now - timedelta(days=2), "expires_at": now - timedelta(days=1)}
    invitations = {
        "open": factories.make_invitation(),
        "expired": factories.make_invitation(**late),
        "revoked": factories.make_invitation(revoked_at=now),
    }
    response = staff.get(page("invitation_changelist"), {"state": state})
    assert rows_listed(response) == [invitations[state]]


def test_selected_invitations_are_revoked(staff):
    invitation = factories.make_invitation()
    data = {"action": "revoke", "_selected_action": [invitation.pk]}
    staff.post(page("invitation_changelist"), data)
    invitation.refresh_from_db()
    assert invitation.is_open is False


@pytest.mark.usefixtures("undrawn_pages")
def test_staff_make_no_invitation_whose_token_nobody_has(staff):
    assert staff.get(page("invitation_add")).status_code == 403


def test_a_scene_shows_its_newest_beats_with_their_events(staff):
    scene = factories.make_scene()
    beats = [Beat(scene=scene, order=number) for number in range(1, BEATS_SHOWN + 3)]
    Beat.objects.bulk_create(beats)
    Event.objects.create(beat=beats[-1], order=1, type="narrative", content="The last word.")
    response = staff.get(page("scene_change", scene.pk))
    (formset,) = (
        inline.formset
        for inline in response.context["inline_admin_formsets"]
        if inline.opts.model is Beat
    )
    assert [form.instance.order for form in formset.initial_forms] == [
        beat.order for beat in reversed(beats[2:])
    ]
    assert response.content.decode().count("1. Narrative: The last word.") == 1


@pytest.mark.usefixtures("undrawn_pages")
def test_a_scene_with_beats_is_changed(staff):
    scene = factories.make_scene()
    factories.make_event(beat=factories.make_beat(scene=scene))
    url = page("scene_change", scene.pk)
    data = {**shown(staff.get(url)), "place": "The mill"}
    assert staff.post(url, data).status_code == 302
    scene.refresh_from_db()
    assert (scene.place, scene.beats.count()) == ("The mill", 1)


@pytest.mark.usefixtures("undrawn_pages")
def test_a_beat_is_added_with_a_roll(staff):
    scene = factories.make_scene()
    data = {
        **shown(staff.get(page("beat_add"))),
        "scene": scene.pk,
        "order": 1,
        "status": "canon",
        **event_form(0, type="roll", notation="2d6kh1+2", total=6, dice=json.dumps(DICE)),
        "events-TOTAL_FORMS": 1,
    }
    assert staff.post(page("beat_add"), data).status_code == 302
    event = Event.objects.get()
    assert (event.beat.scene, event.dice, event.total) == (scene, DICE, 6)
    # Pages that have the scene open are told.
    assert (event.beat.revision, event.beat.scene.revision) == (1, 1)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"type": "narrative", "content": "Rain.", "odds": "likely"},
            "A fortune roll, and nothing else, has odds, a tension and a result.",
        ),
        (
            {"type": "roll", "notation": "d6", "total": 1, "dice": '{"terms": []}'},
            "terms: List should have at least 1 item after validation, not 0",
        ),
        (
            {**ORACLE, "interpretations": "{"},
            "JSON is malformed: Expecting property name enclosed in double quotes at line 1, "
            "column 2",
        ),
    ],
)
def test_an_event_that_breaks_a_rule_is_shown_again_with_the_reason(staff, fields, message):
    beat = factories.make_beat()
    data = {"beat": beat.pk, "order": 1, **fields}
    response = staff.post(page("event_add"), data)
    errors = response.context["adminform"].form.errors
    assert message in [text for messages in errors.values() for text in messages]
    assert Event.objects.count() == 0


@pytest.mark.usefixtures("undrawn_pages")
def test_a_second_organizer_is_refused_in_words(staff):
    game = factories.make_game()
    factories.make_game_member(game=game, role="organizer")
    data = {"game": game.pk, "user": make_user().pk, "role": "organizer", "mail": "daily"}
    response = staff.post(page("gamemember_add"), data)
    form = response.context_data["adminform"].form
    assert form.errors == {"__all__": ["A game has one organizer."]}


def test_a_game_is_deleted_with_all_below_it(staff):
    event = factories.make_event()
    factories.make_vote(proposal=factories.make_proposal(game=event.beat.scene.act.game))
    game = event.beat.scene.act.game
    assert staff.post(page("game_delete", game.pk), {"post": "yes"}).status_code == 302
    assert (Game.objects.filter(pk=game.pk).count(), Event.objects.count()) == (0, 0)


def test_nobody_reads_what_was_not_sent(staff):
    draft = factories.make_draft()
    response = staff.get(page("draft_change", draft.pk))
    assert response.status_code == 200
    assert "Rain f" not in response.content.decode()


@pytest.mark.usefixtures("undrawn_pages")
def test_an_x_card_says_nothing_of_who_used_it(staff):
    card = factories.make_x_card()
    form = staff.get(page("xcard_change", card.pk)).context_data["adminform"].form
    assert list(form.fields) == ["beat", "lifted_at"]


# Word tables from a file.

CSV = """name,type,genre,words
Harbour,action,noir,"smuggle
whisper"
Harbour,noun,noir,rope
Harbour,descriptor,noir,"salty
salty"
"""


@pytest.mark.usefixtures("undrawn_pages")
def test_an_import_reports_faulty_lines_and_writes_nothing(staff):
    response = staff.post(page("wordseedtable_import"), {"text": CSV, "step": "import"})
    faults = {line.number: line.faults for line in response.context_data["report"].faulty}
    assert faults == {
        4: [("type", "“noun” is none of: action, descriptor.")],
        5: [("words", "2: “salty” stands there twice")],
    }
    assert WordSeedTable.objects.count() == 0


def test_an_import_takes_what_is_in_order_and_changes_what_is_there(staff):
    shared = factories.make_word_seed_table(name="Harbour", type="action", words=["row"])
    own = factories.make_word_seed_table(
        name="Harbour", type="action", words=["sing"], game=factories.make_game()
    )
    data = {"text": "name,type,words\nHarbour,action,smuggle\n", "step": "import"}
    assert staff.post(page("wordseedtable_import"), data).status_code == 302
    for table, words in ((shared, ["smuggle"]), (own, ["sing"])):
        table.refresh_from_db()
        assert table.words == words
    assert LogEntry.objects.get().object_id == str(shared.pk)


@pytest.mark.usefixtures("undrawn_pages")
def test_an_export_is_taken_in_again_unchanged(staff):
    factories.make_word_seed_table(words=["seek", "old, cold", "=sum"])
    exported = staff.get(page("wordseedtable_export", "csv"))
    text = b"".join(exported.streaming_content).decode("utf-8-sig")
    response = staff.post(page("wordseedtable_import"), {"text": text, "step": "check"})
    assert [line.outcome for line in response.context_data["report"].lines] == ["unchanged"]


# A person at the page.


def shown(response):
    """What a browser would send of an admin page as it is shown."""
    forms = [response.context_data["adminform"].form]
    for inline in response.context_data["inline_admin_formsets"]:
        forms.append(inline.formset.management_form)
        if inline.has_change_permission:
            forms += inline.formset.initial_forms
    return dict(control for form in forms for field in form for control in controls(field))


def controls(field):
    """What the controls of a field are called and hold: a time has two, for its day and hour."""
    value, widget = field.value(), field.field.widget
    if not isinstance(widget, MultiWidget):
        return [(field.html_name, "" if value is None else value)]
    parts = widget.get_context(field.html_name, value, {})["widget"]["subwidgets"]
    return [(part["name"], part["value"] or "") for part in parts]


def event_form(number, **fields):
    empty = {"order": 1, "content": "", "dice": "", "interpretations": ""}
    return {f"events-{number}-{name}": value for name, value in {**empty, **fields}.items()}
