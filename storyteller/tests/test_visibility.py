"""Which rows exist for whom: every table below a storyteller, in one walk."""

import re

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from accounts.tests.factories import make_admin, make_user
from storyteller.domain.people import is_there_for
from storyteller.models import (
    FamilyMemory,
    LifeEvent,
    LifeEventDetail,
    LifeEventLocation,
    Storyteller,
    StorytellerHelper,
    Upload,
)
from storyteller.models.visibility import OfStoryteller
from storyteller.tests import factories
from storyteller.tests.factories import (
    make_family_memory,
    make_life_event,
    make_life_event_boundary,
    make_life_event_detail,
    make_life_event_location,
    make_life_event_trauma,
    make_storyteller,
    make_upload,
)
from storyteller.tests.tellers import NOW, add_helper, someone_refused

pytestmark = pytest.mark.django_db

# What helpers see of whole tables; what is not named here, no helper sees.
EVERYBODY = (
    "life_event life_event_detail life_event_location life_event_media"
    " life_event_participant life_event_timespan storyteller_helpers storyteller_progress"
    " storyteller_projects storyteller_section_selection storyteller_section_status uploads"
)
EDITORS = (
    "chapter_approvals chapter_reviews chapter_section chapter_theme character_appearance"
    " character_relationship collection collection_grouping collection_grouping_member"
    " collection_life_event collection_relationship collection_synthesis collection_tag"
    " edit_requirement requirement story story_chapter story_character story_collection"
    " story_draft story_scene story_theme"
)
MODELS = [
    model
    for model in apps.get_app_config("storyteller").get_models()
    if isinstance(model._default_manager.all(), OfStoryteller)
]


def make(model):
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower()
    return getattr(factories, f"make_{name}")()


def seen(model, row, user):
    return model.objects.visible_to(user).filter(pk=row.pk).exists()


def storyteller_of(model, row):
    path = f"{model.objects.all().path}_id"
    return Storyteller.objects.get(pk=model.objects.filter(pk=row.pk).values_list(path)[0][0])


def test_rows_of_every_table_are_there_for_whom_they_concern():
    found = {"family": set(), "editor": set()}
    helpers = {role: make_user() for role in found}
    # Nothing of what they are or were lets them in.
    refused = make_admin()
    for model in MODELS:
        row = make(model)
        teller = storyteller_of(model, row)
        teller.consent_given, teller.consent_date = True, NOW
        teller.save()
        helping = [{"user": user, "role": role} for role, user in helpers.items()]
        helping.append({"user": refused, "role": "editor", "removed_at": NOW})
        StorytellerHelper.objects.bulk_create(
            StorytellerHelper(storyteller=teller, **each) for each in helping
        )
        people = (AnonymousUser(), refused, teller.user)
        assert [seen(model, row, user) for user in people] == [False, False, True], model
        for role, user in helpers.items():
            if seen(model, row, user):
                found[role].add(model._meta.db_table)
        Storyteller.objects.filter(pk=teller.pk).update(deleted_at=NOW, is_active=False)
        assert not seen(model, row, teller.user), model
    family, editor = set(EVERYBODY.split()), set(EDITORS.split())
    assert found == {"family": family, "editor": family | editor}


def test_page_opens_for_whom_the_list_shows():
    teller = make_storyteller()
    helpers = [add_helper(teller, role) for role in ("family", "editor")]
    people = (teller.user, *helpers, someone_refused(teller), AnonymousUser())
    hidden = {"deleted_at": NOW, "is_active": False}
    found = []
    for state in ({}, {"consent_given": True, "consent_date": NOW}, hidden):
        Storyteller.objects.filter(pk=teller.pk).update(**state)
        for user in people:
            row = Storyteller.objects.with_role(user).get(pk=teller.pk)
            found.append(is_there_for(user, row))
            assert found[-1] == seen(Storyteller, row, user)
    assert sum(found) == 1 + 3 + 0


def test_every_table_below_a_storyteller_knows_who_sees_it():
    keyed = {
        model
        for model in apps.get_app_config("storyteller").get_models()
        if any(f.is_relation and f.related_model is Storyteller for f in model._meta.local_fields)
    }
    assert keyed <= set(MODELS)


@pytest.mark.parametrize(
    ("level", "trauma", "open_"),
    [
        (None, None, True),
        ("", None, True),
        ("public", None, True),
        ("limited", None, True),
        ("private", None, False),
        ("never_publish", None, False),
        (None, "private", False),
        ("", "private", False),
        (None, "limited", True),
        # What somebody said of this event counts more than what holds for wounds.
        ("public", "private", True),
        ("private", "full", False),
    ],
)
def test_helper_sees_an_event_by_how_private_it_is(level, trauma, open_):
    teller = make_storyteller(consent_given=True, consent_date=NOW)
    event = make_life_event(storyteller=teller)
    if level is not None:
        make_life_event_boundary(life_event=event, privacy_level=level)
    if trauma:
        make_life_event_trauma(life_event=event, default_privacy_level=trauma)
    place = make_life_event_location(life_event=event)
    helper = add_helper(teller)
    assert [
        seen(LifeEvent, event, helper),
        seen(LifeEventLocation, place, helper),
    ] == [open_, open_]
    assert seen(LifeEvent, event, teller.user)


def test_private_details_memories_and_uploads_that_wait_are_for_the_keeper_and_who_brought_them():
    teller = make_storyteller(consent_given=True, consent_date=NOW)
    helper, other = add_helper(teller), add_helper(teller)
    hidden = make_life_event_detail(life_event=make_life_event(storyteller=teller), is_private=True)
    assert [seen(LifeEventDetail, hidden, u) for u in (teller.user, helper)] == [True, False]
    waiting = make_upload(storyteller=teller, uploaded_by=helper, is_approved=False)
    private = make_upload(storyteller=teller, privacy_level="never_publish")
    people = (teller.user, helper, other)
    memory = make_family_memory(storyteller=teller, told_by=helper)
    assert [seen(FamilyMemory, memory, user) for user in people] == [True, True, False]
    assert [seen(Upload, waiting, user) for user in people] == [True, True, False]
    assert [seen(Upload, private, user) for user in people] == [True, False, False]
