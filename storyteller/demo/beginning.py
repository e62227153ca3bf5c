"""How it began: what she agreed to, what was ticked, who helps, and what a neighbour remembers."""

from accounts.models import User
from storyteller.demo.texts import read, save
from storyteller.domain.consent import WORDING_VERSION
from storyteller.models import (
    ConsentRecord,
    FamilyMemory,
    ProcessVersion,
    ScopeType,
    StorytellerHelper,
    StorytellerProject,
)


def load_beginning(teller, calendar):
    text = read("beginning")
    began = teller.consent_date
    save(
        [
            _project(teller, text["project"], began),
            ConsentRecord(
                storyteller=teller,
                kind=ConsentRecord.Kind.GIVEN,
                wording_version=WORDING_VERSION,
                made_by=teller.user,
                made_at=began,
            ),
            *(_helper(teller, entry, calendar) for entry in text["helpers"]),
            *(_memory(teller, entry, calendar) for entry in text["memories"]),
        ]
    )


def _project(teller, entry, began):
    return StorytellerProject(
        storyteller=teller,
        scope=ScopeType.objects.get(scope_key=entry.pop("scope")),
        process_version=ProcessVersion.objects.get(is_active=True),
        introduced_at=began,
        subject_clarified_at=began,
        profile_saved_at=began,
        created_at=began,
        **entry,
    )


def _helper(teller, entry, calendar):
    return StorytellerHelper(
        storyteller=teller,
        user=_person(entry),
        role=entry["role"],
        created_at=calendar.day(entry["days_ago"], 11),
    )


def _memory(teller, entry, calendar):
    person = _person(entry)
    return FamilyMemory(
        storyteller=teller,
        told_by=person,
        teller_name=person.display_name,
        created_at=calendar.day(entry.pop("days_ago"), 19),
        **{name: value for name, value in entry.items() if name != "person"},
    )


def _person(entry):
    return User.objects.get(email=f"{entry['person']}@fireside.example")
