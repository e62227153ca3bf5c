"""Collections, parts and texts: who may do what, orders that nobody overwrites, and versions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from common.encrypted import Private
from storyteller.domain import collections as verbs
from storyteller.domain import groupings as parts
from storyteller.domain import syntheses as texts
from storyteller.domain.errors import ConsentRequiredError
from storyteller.domain.life_errors import CollectionError, SynthesisError
from storyteller.models import (
    Collection,
    CollectionGrouping,
    CollectionRelationship,
    CollectionSynthesis,
    LifeEvent,
    Requirement,
    UserFeedback,
)
from storyteller.rules.ordering import order_mark
from storyteller.tests import factories as make
from storyteller.tests.tellers import add_helper, someone_refused, statuses

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SECRET = "zebra"
Status = Requirement.Status


@pytest.fixture
def teller():
    return make.make_storyteller(consent_given=True, consent_date=NOW, preferred_name="Ada")


@pytest.fixture
def keeper(client, teller):
    client.force_login(teller.user)
    return teller.user


@pytest.fixture
def winters(teller):
    return gather(teller, "Winters", "Ice", "Snow", "Thaw")


def gather(teller, name, *events):
    rows = [make.make_life_event(storyteller=teller, event_name=each) for each in events]
    return verbs.create_collection(teller, events=rows, now=NOW, collection_name=name)


def hide(collection, name):
    event = collection.collection_events.get(life_event__event_name=name).life_event
    make.make_life_event_boundary(life_event=event, privacy_level="private")
    LifeEvent.objects.filter(pk=event.pk).update(event_name=f"{SECRET} {name}")


def order_of(collection):
    return [str(row.life_event) for row in verbs.members_of(collection, sees_private=True)]


def url(page, teller, *args, **query):
    return reverse(f"storyteller:{page}", args=[teller.pk, *args], query=query or None)


def pages_of(teller, collection):
    member = collection.collection_events.first()
    grouping = parts.add_grouping(teller, now=NOW, grouping_name="Part one")
    parts.set_members(grouping, [collection], now=NOW)
    inside = grouping.members.get()
    text = texts.write_synthesis(collection, synthesis_type="summary", content="Cold.", now=NOW)
    tag = make.make_collection_tag(collection=collection)
    other = gather(teller, "Summers", "Sun")
    relation = make.make_collection_relationship(
        source_collection=collection, target_collection=other
    )
    key = collection.pk
    read = [
        *(url(page, teller) for page in ("collections", "new_collection", "collection_map")),
        url("groupings", teller),
        *(url(page, teller, key) for page in ("collection", "edit_collection", "pick_events")),
        *(url(page, teller, key) for page in ("delete_collection", "syntheses", "write_synthesis")),
        url("member", teller, key, member.pk),
        url("synthesis", teller, text.pk),
        url("grouping", teller, grouping.pk),
    ]
    posted = [
        url("order_collections", teller),
        *(url(page, teller, key) for page in ("move_collection", "order_events", "new_tag")),
        url("move_event", teller, key, member.pk),
        url("remove_tag", teller, key, tag.pk),
        url("unrelate_collections", teller, relation.pk),
        url("move_grouping", teller, grouping.pk),
        url("order_grouping", teller, grouping.pk),
        url("move_in_grouping", teller, grouping.pk, inside.pk),
        url("remove_member", teller, key, member.pk),
        url("delete_grouping", teller, grouping.pk),
    ]
    yes = [
        *(url(page, teller, key) for page in ("approve_collection", "reopen_collection")),
        *(url(f"{verb}_synthesis", teller, text.pk) for verb in ("change", "redo", "approve")),
    ]
    return read, posted, yes


def test_editor_and_keeper_open_every_page(client, teller, winters):
    read, posted, yes = pages_of(teller, winters)
    for user in (add_helper(teller, "editor"), teller.user):
        assert statuses(client, user, "get", read) == dict.fromkeys(read, 200)
    # What is asked for anew is asked for in words: there are none in the forms.
    assert [*statuses(client, teller.user, "post", yes).values()] == [302, 302, 422, 422, 302]
    answers = statuses(client, teller.user, "post", posted)
    assert {*answers.values()} == {302, 422}
    other = gather(make.make_storyteller(consent_given=True, consent_date=NOW), "Theirs", "x")
    assert client.get(url("collection", teller, other.pk)).status_code == 404
    address = url("pick_events", teller, winters.pk)
    client.post(address, {"event": [other.collection_events.get().life_event_id, "nonsense"]})
    assert "x" not in order_of(winters)


def test_everybody_else_is_refused(client, teller, winters, undrawn_pages):
    read, posted, yes = pages_of(teller, winters)
    sent = [*posted, *yes]
    for user, status in (
        (None, 302),
        (someone_refused(teller), 404),
        (add_helper(teller), 403),
    ):
        assert statuses(client, user, "get", read) == dict.fromkeys(read, status)
        assert statuses(client, user, "post", sent) == dict.fromkeys(sent, status)
    editor = add_helper(teller, "editor")
    assert statuses(client, editor, "post", yes) == dict.fromkeys(yes, 403)
    assert statuses(client, teller.user, "get", sent) == dict.fromkeys(sent, 405)


def test_editor_never_reads_counts_or_moves_what_is_private(client, teller, winters):
    hide(winters, "Snow")
    text = texts.write_synthesis(winters, synthesis_type="summary", content="Cold.", now=NOW)
    client.force_login(add_helper(teller, "editor"))
    for address in (
        url("collections", teller),
        url("collection", teller, winters.pk),
        url("new_collection", teller, q=SECRET),
        url("pick_events", teller, winters.pk),
        url("synthesis", teller, text.pk),
        url("collection_map", teller),
    ):
        page = client.get(address)
        assertNotContains(page, SECRET + " ", msg_prefix=address)
    assertContains(client.get(url("collections", teller)), "2 events")
    hidden = winters.collection_events.get(life_event__event_name__startswith=SECRET)
    assert client.get(url("member", teller, winters.pk, hidden.pk)).status_code == 404
    seen = [row.pk for row in verbs.members_of(winters, sees_private=False)]
    sent = {"member": [seen[1], seen[0], hidden.pk], "mark": order_mark(seen)}
    client.post(url("order_events", teller, winters.pk), sent)
    assert order_of(winters) == ["Thaw", f"{SECRET} Snow", "Ice"]
    client.post(url("move_event", teller, winters.pk, seen[0]), {"to": "up"})
    assert order_of(winters) == ["Ice", f"{SECRET} Snow", "Thaw"]
    event = hidden.life_event_id
    client.post(url("new_collection", teller), {"collection_name": "Mine", "event": [event]})
    assert Collection.objects.get(collection_name="Mine").collection_events.count() == 0


def test_collection_is_made_of_what_was_ticked(client, keeper, teller):
    rows = [make.make_life_event(storyteller=teller, event_name=name) for name in "ABC"]
    session = make.make_storyteller_session(storyteller=teller)
    loose, bound, sealed = (
        make.make_session_artifact(
            session=session, is_approved=True, approved_at=NOW, is_provisional=False, **fields
        )
        for fields in (
            {"artifact_name": "The bell", "content": "It rang."},
            {"artifact_name": "Of C", "life_event": rows[2]},
            {"artifact_name": "Sealed", "content": Private(SECRET)},
        )
    )
    address = url("new_collection", teller)
    assertContains(client.get(address), "The bell")
    assert client.post(address, {"collection_name": "", "event": [rows[0].pk]}).status_code == 422
    sent = {"collection_name": "Bells", "include_in_book": "on", "event": [rows[1].pk, rows[0].pk]}
    client.post(address, sent | {"artifact": [loose.pk, bound.pk]})
    made = Collection.objects.get()
    assert sorted(order_of(made)) == ["A", "B", "C", "The bell"]
    assert order_of(made)[:2] == ["B", "A"]
    assert (made.is_provisional, made.is_approved, made.display_order) == (True, False, 1)
    response = client.post(address, sent | {"artifact": [sealed.pk]}, follow=True)
    assertContains(response, "stays between you and this room", status_code=422)
    assert Collection.objects.count() == 1
    assert not LifeEvent.objects.filter(description__contains=SECRET).exists()
    picked = url("pick_events", teller, made.pk)
    assert client.get(picked, {"q": "zzz"}).context["events"] == []
    client.post(picked, {"event": [row.pk for row in rows]})
    assert len(order_of(made)) == 4


def test_yes_belongs_to_what_was_agreed_to(client, teller, winters):
    empty = gather(teller, "Empty")
    with pytest.raises(CollectionError):
        verbs.approve_collection(empty, now=NOW)
    row = verbs.approve_collection(winters, now=NOW)
    assert (row.is_approved, row.is_provisional, row.approved_at) == (True, False, NOW)
    assert verbs.approve_collection(winters, now=timezone.now()).approved_at == NOW
    member = winters.collection_events.first()
    verbs.change_member(member, is_keeper=True, is_anchor_event=True)
    winters.refresh_from_db()
    assert winters.is_approved
    client.force_login(add_helper(teller, "editor"))
    assert client.post(url("delete_collection", teller, winters.pk)).status_code == 403
    client.post(url("edit_collection", teller, winters.pk), {"collection_name": "Cold"})
    winters.refresh_from_db()
    assert (winters.collection_name, winters.is_approved, winters.is_provisional) == (
        "Cold",
        False,
        True,
    )
    verbs.approve_collection(winters, now=NOW)
    verbs.remove_event(member, is_keeper=False)
    winters.refresh_from_db()
    assert (winters.is_approved, winters.approved_at) == (False, None)
    teller.consent_given, teller.consent_date = False, None
    teller.save()
    with pytest.raises(ConsentRequiredError):
        verbs.approve_collection(winters, now=NOW)


def test_order_that_somebody_changed_meanwhile_is_not_overwritten(client, keeper, teller, winters):
    mark = client.get(url("collection", teller, winters.pk)).context["mark"]
    rows = list(verbs.members_of(winters, sees_private=True))
    client.post(url("move_event", teller, winters.pk, rows[0].pk), {"to": "down"})
    assert order_of(winters) == ["Snow", "Ice", "Thaw"]
    sent = {"member": [rows[2].pk, rows[1].pk, rows[0].pk], "mark": mark}
    response = client.post(url("order_events", teller, winters.pk), sent, follow=True)
    assertContains(response, "Somebody changed this order meanwhile")
    sent["mark"] = response.context["mark"]
    client.post(url("order_events", teller, winters.pk), sent)
    assert order_of(winters) == ["Thaw", "Snow", "Ice"]
    short = {"member": [rows[0].pk], "mark": order_mark([rows[2].pk, rows[1].pk, rows[0].pk])}
    client.post(url("order_events", teller, winters.pk), short)
    assert order_of(winters) == ["Thaw", "Snow", "Ice"]

    second = gather(teller, "Summers", "Sun")
    keys = [winters.pk, second.pk]
    client.post(url("move_collection", teller, second.pk), {"to": "up"})
    names = lambda: [str(row) for row in verbs.collections_of(teller)]  # noqa: E731
    assert names() == ["Summers", "Winters"]
    client.post(url("order_collections", teller), {"collection": keys, "mark": order_mark(keys)})
    assert names() == ["Summers", "Winters"]
    mark = client.get(url("collections", teller)).context["mark"]
    client.post(url("order_collections", teller), {"collection": keys, "mark": mark})
    assert names() == ["Winters", "Summers"]


def test_parts_hold_collections_in_their_order(client, keeper, teller, winters):
    summers = gather(teller, "Summers", "Sun")
    address = url("groupings", teller)
    assert client.post(address, {"grouping_name": ""}).status_code == 422
    for name in ("One", "Two"):
        client.post(address, {"grouping_name": name})
    two = CollectionGrouping.objects.get(grouping_name="Two")
    client.post(url("move_grouping", teller, two.pk), {"to": "up"})
    assert [str(row) for row in parts.groupings_of(teller)] == ["Two", "One"]
    sent = {"grouping_name": "Two", "collections": [winters.pk, summers.pk]}
    client.post(url("grouping", teller, two.pk), sent)
    rows = list(parts.members_of(two))
    mark = order_mark([row.pk for row in rows])
    client.post(
        url("order_grouping", teller, two.pk), {"member": [rows[1].pk, rows[0].pk], "mark": mark}
    )
    names = lambda: [str(row.collection) for row in parts.members_of(two)]  # noqa: E731
    assert names() == [str(rows[1].collection), str(rows[0].collection)]
    with pytest.raises(CollectionError):
        parts.order_members(two, [row.pk for row in rows], mark=mark)
    client.post(url("move_in_grouping", teller, two.pk, rows[0].pk), {"to": "up"})
    assert names() == [str(row.collection) for row in rows]
    client.post(url("grouping", teller, two.pk), {"grouping_name": "Two", "collections": []})
    assert names() == []
    client.post(url("delete_grouping", teller, two.pk))
    assert Collection.objects.count() == 2


def test_relations_and_words_are_said_once(client, keeper, teller, winters):
    summers = gather(teller, "Summers", "Sun")
    address = url("collection_map", teller)
    sent = {
        "source_collection": winters.pk,
        "target_collection": summers.pk,
        "relationship_type": "leads_to",
    }
    itself = client.post(address, sent | {"target_collection": winters.pk})
    assertContains(itself, "nothing relates to itself", status_code=422)
    client.post(address, sent)
    assertContains(client.post(address, sent), "in this way already", status_code=422)
    page = client.get(address)
    assert [figure.figure.name for figure in page.context["map"].figures] == ["Winters", "Summers"]
    assertContains(page, "Winters → Summers: leads to")
    client.post(url("unrelate_collections", teller, CollectionRelationship.objects.get().pk))
    for word in ("Ice", "ice"):
        client.post(url("new_tag", teller, winters.pk), {"tag_value": word, "tag_category": "era"})
    assert [tag.tag_value for tag in winters.tags.all()] == ["Ice"]
    client.post(url("remove_tag", teller, winters.pk, winters.tags.get().pk))
    assert (winters.tags.count(), CollectionRelationship.objects.count()) == (0, 0)


def test_texts_are_versions_that_are_agreed_to_or_sent_back(client, keeper, teller, winters):
    address = url("write_synthesis", teller, winters.pk)
    sent = {"synthesis_type": "summary", "content": "It was <b>cold</b>.", "based_on": "0"}
    client.post(address, sent)
    first = CollectionSynthesis.objects.get()
    assert (first.synthesis_version, first.is_provisional) == (1, True)
    assert client.get(address, {"type": "summary"}).context["form"]["based_on"].value() == 1
    late = client.post(address, sent | {"content": "Late."})
    assert (late.status_code, late.context["form"]["content"].value()) == (409, "Late.")
    assert late.context["form"]["based_on"].value() == 1
    said = {"said": "Say more about Erik."}
    assert client.post(url("change_synthesis", teller, first.pk), {}).status_code == 422
    client.post(url("change_synthesis", teller, first.pk), said)
    asked, feedback = Requirement.objects.get(), UserFeedback.objects.get()
    assert (asked.priority, asked.status, asked.collection) == ("important", "pending", winters)
    assert (feedback.feedback_type, feedback.feedback_on_id) == ("revision_request", first.pk)
    client.post(url("redo_synthesis", teller, first.pk), said)
    assert Requirement.objects.count() == 2
    client.post(address, sent | {"content": "It was cold, said Erik.", "based_on": "1"})
    second = CollectionSynthesis.objects.get(synthesis_version=2)
    page = client.get(url("synthesis", teller, second.pk))
    kinds = {(each.kind, each.text) for each in page.context["segments"]}
    assert ("added", ", said Erik") in kinds or any(kind == "added" for kind, _ in kinds)
    assertContains(client.get(url("synthesis", teller, first.pk)), "Say more about Erik.")
    assertNotContains(client.get(url("synthesis", teller, first.pk)), "<b>cold")
    assertRedirects(
        client.post(url("approve_synthesis", teller, second.pk)),
        url("synthesis", teller, second.pk),
    )
    second.refresh_from_db()
    winters.refresh_from_db()
    assert (second.is_approved, second.is_provisional) == (True, False)
    assert winters.synthesis_summary == "It was cold, said Erik."
    assert {row.status for row in Requirement.objects.all()} == {Status.RESOLVED}
    with pytest.raises(SynthesisError):
        texts.request_changes(second, said_text="x", user=keeper, now=NOW)
    same = texts.write_synthesis(winters, synthesis_type="summary", content=second.content, now=NOW)
    assert same == second


def test_pages_take_a_fixed_number_of_queries(client, keeper, teller, winters):
    grouping = parts.add_grouping(teller, now=NOW, grouping_name="One")
    parts.set_members(grouping, [winters], now=NOW)
    text = texts.write_synthesis(winters, synthesis_type="summary", content="a", now=NOW)
    tie = {"source_collection": winters}
    make.make_collection_relationship(**tie, target_collection=gather(teller, "Other", "Something"))
    make.make_collection_tag(collection=winters)
    addresses = [
        *(url(page, teller) for page in ("collections", "new_collection", "groupings")),
        url("collection_map", teller),
        *(url(page, teller, winters.pk) for page in ("collection", "pick_events", "syntheses")),
        url("grouping", teller, grouping.pk),
        url("synthesis", teller, text.pk),
    ]

    def counts():
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    first = counts()
    for number in range(3):
        more = gather(teller, f"More {number}", f"Event {number}")
        make.make_collection_relationship(**tie, target_collection=more)
        make.make_collection_tag(collection=winters)
        make.make_collection_grouping_member(grouping=grouping, collection=more)
        make.make_collection_life_event(
            collection=winters, life_event=make.make_life_event(storyteller=teller)
        )
        texts.write_synthesis(winters, synthesis_type="summary", content=f"{number}", now=NOW)
    assert counts() == first
    assert max(first) <= 14
