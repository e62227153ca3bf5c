"""The pages of a life: who may open which, what they keep, what they find, and what never shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from storyteller.domain.life_events import record_trauma, set_event_boundary
from storyteller.models import (
    LifeEvent,
    LifeEventBoundary,
    LifeEventLocation,
    LifeEventParticipant,
    LifeEventTrauma,
)
from storyteller.tests import factories as make
from storyteller.tests.tellers import add_helper, someone_refused, statuses

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SECRET = "zebra"


@pytest.fixture
def teller():
    return make.make_storyteller(consent_given=True, consent_date=NOW, preferred_name="Ada")


@pytest.fixture
def keeper(client, teller):
    client.force_login(teller.user)
    return teller.user


@pytest.fixture
def crossing(teller):
    return tell(teller, "The crossing", 1961, place="Harbour", person="Erik Holm")


def tell(teller, name, year=None, *, place="", person="", **fields):
    event = make.make_life_event(storyteller=teller, event_name=name, **fields)
    if year:
        make.make_life_event_timespan(life_event=event, start_year=year, end_year=None)
    if place:
        make.make_life_event_location(life_event=event, location_name=place)
    if person:
        first, last = person.split()
        make.make_life_event_participant(life_event=event, first_name=first, last_name=last)
    return event


def url(page, teller, *args, **query):
    return reverse(f"storyteller:{page}", args=[teller.pk, *args], query=query or None)


def pages_of(teller, event):
    detail = make.make_life_event_detail(life_event=event)
    span = event.timespans.get()
    seen = [
        *(url(name, teller) for name in ("timeline", "events", "people_of_life", "places_of_life")),
        url("event", teller, event.pk),
        url("person_of_life", teller, name="Erik Holm"),
        url("place_of_life", teller, name="Harbour"),
    ]
    written = [
        url("new_event", teller),
        *(url(n, teller, event.pk) for n in ("edit_event", "event_boundary", "event_trauma")),
        url("delete_event", teller, event.pk),
        *(
            url("new_part", teller, event.pk, kind)
            for kind in ("timespan", "place", "person", "detail", "media")
        ),
        url("part", teller, event.pk, "timespan", span.pk),
    ]
    return seen, written, [url("remove_part", teller, event.pk, "detail", detail.pk)]


def test_helpers_see_the_pages_of_a_life_and_the_keeper_all(client, teller, crossing):
    seen, written, posted = pages_of(teller, crossing)
    for user, addresses in (
        (add_helper(teller, "family"), seen),
        (add_helper(teller, "editor"), seen),
        (teller.user, [*seen, *written]),
    ):
        assert statuses(client, user, "get", addresses) == dict.fromkeys(addresses, 200)
    assert statuses(client, teller.user, "post", posted) == dict.fromkeys(posted, 302)


def test_everybody_else_is_refused(client, teller, crossing, undrawn_pages):
    seen, written, posted = pages_of(teller, crossing)
    for user, status in ((None, 302), (someone_refused(teller), 404)):
        opened, sent = [*seen, *written], [*posted, *written, *seen[5:]]
        assert statuses(client, user, "get", opened) == dict.fromkeys(opened, status)
        assert statuses(client, user, "post", sent) == dict.fromkeys(sent, status)
    for role in ("family", "editor"):
        user, sent = add_helper(teller, role), [*posted, *written, *seen[5:]]
        assert statuses(client, user, "get", written) == dict.fromkeys(written, 403)
        assert statuses(client, user, "post", sent) == dict.fromkeys(sent, 403)


def test_what_is_not_of_this_life_is_not_there(client, keeper, teller, crossing, undrawn_pages):
    other = tell(make.make_storyteller(consent_given=True, consent_date=NOW), "Theirs")
    missing = [
        url("event", teller, other.pk),
        url("new_part", teller, crossing.pk, "nonsense"),
        url("part", teller, crossing.pk, "detail", other.pk),
        url("person_of_life", teller, name="Nobody"),
        url("timeline", teller, year="19x7"),
        url("timeline", teller, decade="0001"),
        url("timeline", teller, decade="\N{ARABIC-INDIC DIGIT ONE}960"),
    ]
    assert {address: client.get(address).status_code for address in missing} == dict.fromkeys(
        missing, 404
    )


def make_secrets(teller, open_event):
    """Everything that helpers must never read, each with the word ``SECRET`` in it."""
    for level in ("private", "never_publish"):
        event = tell(
            teller, f"{SECRET} {level}", 1950, place=f"{SECRET}ville", person=f"{SECRET} x"
        )
        make.make_life_event_boundary(life_event=event, privacy_level=level)
    hurt = tell(teller, f"{SECRET} hurt", 1951, place=f"{SECRET}town", is_turning_point=True)
    make.make_life_event_trauma(life_event=hurt, resolution_notes=SECRET)
    make.make_life_event_detail(life_event=open_event, detail_value=SECRET, is_private=True)
    make.make_life_event_boundary(life_event=open_event, boundary_notes=SECRET)
    make.make_life_event_trauma(
        life_event=open_event, default_privacy_level="limited", support_notes=SECRET
    )
    for hidden in ({"privacy_level": "private", "is_approved": True}, {"is_approved": False}):
        make.make_upload(storyteller=teller, life_event=open_event, caption=SECRET, **hidden)
    make.make_life_event_participant(
        life_event=open_event, first_name=SECRET, use_real_name=False, pseudonym="Somebody Else"
    )


def test_helpers_never_read_find_or_count_what_is_private(client, teller, crossing):
    make_secrets(teller, crossing)
    addresses = [
        *(url(name, teller) for name in ("timeline", "events", "people_of_life", "places_of_life")),
        url("timeline", teller, decade=1950),
        url("timeline", teller, year=1950),
        url("event", teller, crossing.pk),
        url("person_of_life", teller, name="Somebody Else"),
    ]
    searches = [url("events", teller, **{name: SECRET}) for name in ("text", "person", "place")] + [
        url("events", teller, decade="1950"),
        url("events", teller, text="Crossing", privacy="hidden"),
    ]
    for role in ("family", "editor"):
        client.force_login(add_helper(teller, role))
        pages = {address: client.get(address) for address in addresses}
        for address, page in pages.items():
            assertNotContains(page, SECRET, msg_prefix=f"{role} {address}")
        counts = [client.get(address).context["page_obj"].paginator.count for address in searches]
        # A decade in which they know of nothing is none to choose, and so is a privacy.
        assert counts == [0, 0, 0, 1, 1]
        life = pages[url("timeline", teller)].context["timeline"]
        assert (life.begun, life.undated, len(life.picture.bars)) == (1, 0, 0)
        assert client.get(url("person_of_life", teller, name=f"{SECRET} Moor")).status_code == 404
        page = pages[url("event", teller, crossing.pk)]
        assertContains(page, "Somebody Else")
        assert (page.context["uploads"].count(), page.context["boundary"]) == (0, None)
    client.force_login(teller.user)
    counts = [client.get(address).context["page_obj"].paginator.count for address in searches]
    assert counts == [3, 3, 3, 3, 0]
    page = client.get(url("event", teller, crossing.pk))
    assertContains(page, f"{SECRET} Moor")
    for upload in page.context["uploads"]:
        assertContains(page, url("upload", teller, upload.pk))
    assert page.context["uploads"].count() == 2
    assertContains(client.get(url("events", teller)), "Only you see this", count=3)


def test_event_is_told_with_a_date_and_changed(client, keeper, teller):
    address = url("new_event", teller)
    refused = client.post(address, {"event_name": " ", "when-start_day": "3"})
    assert refused.status_code == 422
    assert {*refused.context["form"].errors, *refused.context["when"].errors} == {
        "event_name",
        "start_day",
    }
    sent = {"event_name": "<b>Ship</b>", "when-start_year": "1961", "when-start_approximate": "on"}
    client.post(address, sent | {"description": "We *sailed*.", "is_turning_point": "on"})
    event = LifeEvent.objects.get()
    page = client.get(url("event", teller, event.pk))
    assertContains(page, "&lt;b&gt;Ship&lt;/b&gt;")
    assertContains(page, "<em>sailed</em>")
    assertContains(page, "about 1961")
    span = event.timespans.get()
    assert (span.timespan_type, span.start_year, span.start_approximate) == ("primary", 1961, True)
    client.post(url("part", teller, event.pk, "timespan", span.pk), {"start_year": "1962"})
    span.refresh_from_db()
    assert (span.start_year, span.start_approximate) == (1962, False)
    wrong = {"start_year": "1962", "end_year": "1960"}
    response = client.post(url("part", teller, event.pk, "timespan", span.pk), wrong)
    assertContains(response, "cannot be before the start", status_code=422)
    client.post(url("edit_event", teller, event.pk), {"event_name": "Ship"})
    event.refresh_from_db()
    assert (event.event_name, event.is_turning_point) == ("Ship", False)
    client.post(url("new_part", teller, event.pk, "place"), {"location_name": "Deck"})
    client.post(url("new_part", teller, event.pk, "place"), {"location_name": "Quay"})
    flags = event.locations.values_list("location_name", "is_primary_location", "order_index")
    assert [*flags] == [("Deck", True, 0), ("Quay", False, 1)]
    client.post(
        url("new_part", teller, event.pk, "person"), {"nickname": "Nan", "use_real_name": "on"}
    )
    client.post(
        url("new_part", teller, event.pk, "detail"),
        {"detail_key": "ship", "detail_value": "The Gull", "is_private": "on"},
    )
    assertContains(client.get(url("event", teller, event.pk)), "The Gull")
    gone = client.get(url("delete_event", teller, event.pk)).context["counts"]
    assert (gone["dates"], gone["places"], gone["people"], gone["details"]) == (1, 2, 1, 1)
    other = tell(teller, "Another")
    make.make_life_event_preference(life_event=other, merge_with_other_event=event)
    assertRedirects(client.post(url("delete_event", teller, event.pk)), url("events", teller))
    assert [*LifeEvent.objects.values_list("event_name", flat=True)] == ["Another"]


def test_boundary_turns_the_override_on_and_consent_is_dated(client, keeper, teller, crossing):
    row = set_event_boundary(crossing, now=NOW, can_mention_but_not_detail=True)
    assert (row.override_storyteller_default, row.privacy_level, row.consent_date) == (
        True,
        "limited",
        None,
    )
    sent = {
        "privacy_level": "never_publish",
        "consent_to_deepen": "on",
        "off_limit_aspects": "a\nb",
    }
    client.post(url("event_boundary", teller, crossing.pk), sent)
    row = LifeEventBoundary.objects.get()
    assert (row.privacy_level, row.off_limit_aspects) == ("never_publish", ["a", "b"])
    assert (row.can_mention_but_not_detail, row.consent_date is not None) == (False, True)
    client.post(url("event_boundary", teller, crossing.pk), {"clear": "1"})
    assert not LifeEventBoundary.objects.exists()

    trauma = record_trauma(crossing, now=NOW, trauma_status="ongoing", consent_given=True)
    assert (trauma.consent_date, trauma.default_privacy_level) == (NOW, "private")
    sent = {"is_trauma": "on", "trauma_status": "ongoing", "default_privacy_level": "private"}
    client.post(url("event_trauma", teller, crossing.pk), sent | {"support_notes": SECRET})
    trauma.refresh_from_db()
    assert (trauma.consent_given, trauma.consent_date, trauma.support_notes) == (
        False,
        None,
        SECRET,
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT support_notes FROM life_event_trauma")
        assert SECRET not in cursor.fetchone()[0]
    client.post(url("event_trauma", teller, crossing.pk), {"clear": "1"})
    assert not LifeEventTrauma.objects.exists()


def test_people_and_places_are_renamed_and_joined_everywhere(client, keeper, teller, crossing):
    second = tell(teller, "Second", 1970, place="harbour ", person="Eric Holm")
    LifeEventLocation.objects.filter(life_event=second).update(location_name="harbour ")
    make.make_life_event_participant(
        life_event=second,
        first_name="Erik",
        last_name="Holm",
        notes="Tall.",
        use_real_name=False,
        pseudonym="Nils",
    )
    character = make.make_story_character(
        story=make.make_story(storyteller=teller), real_name="Erik Holm", character_name="Nils"
    )
    page = client.get(url("people_of_life", teller))
    names = [(each.name, each.count, each.called) for each in page.context["page_obj"]]
    assert names == [("Eric Holm", 1, ""), ("Erik Holm", 2, str(character.character_name))]
    places = client.get(url("places_of_life", teller)).context["page_obj"]
    assert [(each.name.strip().casefold(), each.count) for each in places] == [("harbour", 2)]

    client.post(
        url("person_of_life", teller, name="Eric Holm"), {"do": "merge", "into": "Erik Holm"}
    )
    rows = LifeEventParticipant.objects.order_by("life_event__event_name", "pk")
    found = [(str(row.life_event), str(row), row.notes, row.pseudonym) for row in rows]
    assert found == [
        ("Second", "Erik Holm", "Tall.", "Nils"),
        ("The crossing", "Erik Holm", "", ""),
    ]
    assert client.get(url("person_of_life", teller, name="Eric Holm")).status_code == 404
    sent = {"do": "rename", "first_name": "Erich", "last_name": "Holm"}
    response = client.post(url("person_of_life", teller, name="erik holm"), sent)
    assertRedirects(response, url("person_of_life", teller, name="Erich Holm"))
    assert {str(row) for row in LifeEventParticipant.objects.all()} == {"Erich Holm"}
    refused = client.post(url("person_of_life", teller, name="Erich Holm"), {"do": "rename"})
    assert refused.status_code == 422
    client.post(url("place_of_life", teller, name="harbour"), {"do": "rename", "to": "Old Quay"})
    assert {str(row) for row in LifeEventLocation.objects.all()} == {"Old Quay"}
    third = tell(teller, "Third", place="Quai")
    make.make_life_event_location(life_event=third, location_name="Old Quay")
    client.post(url("place_of_life", teller, name="Quai"), {"do": "merge", "into": "Old Quay"})
    assert [str(row) for row in third.locations.all()] == ["Old Quay"]


def test_timeline_zooms_and_lists_undated_events_last(client, keeper, teller):
    school = tell(teller, "School", 1948)
    make.make_life_event_timespan(
        life_event=school, timespan_type="secondary", start_year=1955, end_year=1959
    )
    tell(teller, "No date")
    vague = make.make_life_event_timespan(
        life_event=tell(teller, "Until the war"), start_year=None, end_year=1939
    )
    tell(teller, "Wedding", 1961, is_turning_point=True)
    page = client.get(url("timeline", teller))
    listed = [(each["event_name"], each["when"]) for each in page.context["page_obj"]]
    assert listed == [
        ("School", "1948"),
        ("School", "1955 – 1959"),
        ("Wedding", "1961"),
        ("No date", ""),
        ("Until the war", "? – 1939"),
    ]
    assert vague.start_year is None
    life = page.context["timeline"]
    assert (life.window.first, life.begun, life.undated, life.left_out) == (1940, 3, 2, 0)
    assert [bar.mark.name for bar in life.picture.bars] == ["School", "Wedding"]
    assert [(c.start, c.count, c.age) for c in life.picture.columns[:3]] == [
        (1940, 1, None),
        (1950, 1, 9),
        (1960, 1, 19),
    ]
    decade = client.get(url("timeline", teller, decade=1955))
    assert [each["event_name"] for each in decade.context["page_obj"]] == ["School"]
    assertContains(decade, "The 1950s")
    year = client.get(url("timeline", teller, year=1957))
    assert [each["event_name"] for each in year.context["page_obj"]] == ["School"]
    assert client.get(url("timeline", teller, year=1930)).context["total"] == 0


def test_pages_take_a_fixed_number_of_queries(client, keeper, teller, crossing):
    addresses = [
        url("timeline", teller),
        url("timeline", teller, decade=1960),
        url("timeline", teller, year=1961),
        url("events", teller),
        url("events", teller, text="o", person="o", place="a", decade="1960"),
        url("people_of_life", teller),
        url("places_of_life", teller),
        url("person_of_life", teller, name="Erik Holm"),
        url("event", teller, crossing.pk),
    ]

    def counts():
        found = []
        for address in addresses:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    first = counts()
    for number in range(3):
        tell(teller, f"Voyage {number}", 1961, place=f"Port {number}", person="Erik Holm")
        make.make_life_event_detail(life_event=crossing)
        make.make_life_event_location(life_event=crossing, location_name=f"Pier {number}")
        make.make_life_event_participant(life_event=crossing, first_name=f"Jo {number}")
    assert counts() == first
    assert max(first) <= 14
