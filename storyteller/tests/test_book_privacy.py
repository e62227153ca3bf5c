"""No private word leaves: each place that may hold one, and each form of a book."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from PIL.ExifTags import Base

from accounts.tests.factories import make_user
from common.encrypted import Private
from storyteller.domain.book import Wishes
from storyteller.domain.book_forms import FORMS
from storyteller.domain.exports import make_export, request_export
from storyteller.domain.names import file_name
from storyteller.domain.privacy import public_title
from storyteller.models import BookExport
from storyteller.tests.book_files import everything_in, squashed
from storyteller.tests.factories import (
    make_chapter_approval,
    make_chapter_section,
    make_family_memory,
    make_life_event,
    make_life_event_boundary,
    make_life_event_detail,
    make_life_event_location,
    make_life_event_participant,
    make_life_event_trauma,
    make_prompt_answer,
    make_session_artifact,
    make_session_interaction,
    make_story,
    make_story_chapter,
    make_story_character,
    make_story_draft,
    make_story_scene,
    make_storyteller,
    make_storyteller_boundary,
    make_storyteller_preference,
    make_storyteller_session,
    make_upload,
)

CONSENT = datetime(2026, 1, 5, tzinfo=UTC)
pytestmark = pytest.mark.django_db
# A word of its own for each private place.
SECRETS = {
    "an answer of tier 3": "Xantippefall",
    "an interaction of tier 3": "Wodanskerze",
    "an artifact that is not approved": "Brambleveil",
    "a private detail": "Meridianotter",
    "a real name": "Zebedee",
    "a real family name": "Quillfeather",
    "a nickname": "Zebbo",
    "somebody who has not agreed": "Ottoline",
    "a participant": "Ignatius",
    "a participant of an event with pseudonyms": "Peregrine",
    "one of whom a composite is made": "Thaddeus",
    "an anonymous place": "Larkenholme",
    "a private event": "Sorrowgate",
    "an event that is never published": "Nightferry",
    "an event left out": "Cindertrack",
    "trauma without consent": "Wreckmoor",
    "a note on trauma": "Ashenvault",
    "a topic that is off limits": "Goldenrodding",
    "an aspect that is off limits": "Hollowbeck",
    "a memory that is not approved": "Quarrystone",
    "what a camera wrote": "Cameravilla",
    "a comment in a photo": "Jotterbloom",
    "the name of a file": "Filenamerow",
    "a private photo": "Veilcaption",
    "a photo that is not approved": "Draftcaption",
    "a photo of a private event": "Griefcaption",
    "a photo that was not chosen": "Albumcaption",
    "a note to the editor": "Margintalk",
    "a working title": "Workshopname",
    "an older version": "Yesterdraft",
    "a plan of a scene": "Sketchline",
}
S = SECRETS


def picture(secret=""):
    """A JPEG with what cameras and programs leave in one."""
    data = BytesIO()
    image = Image.new("RGB", (1600, 1200), (120, 90, 60))
    exif = Image.Exif()
    exif[Base.Artist] = secret
    exif[Base.ImageDescription] = f"At {S['what a camera wrote']}"
    image.save(data, "JPEG", exif=exif, comment=S["a comment in a photo"].encode())
    return data.getvalue()


def make_photo(teller, caption, **fields):
    content = picture(caption)
    upload = make_upload(
        storyteller=teller,
        content=content,
        **{"caption": caption, "include_in_book": True, "width": 1600, "height": 1200, **fields},
    )
    upload.file.save(f"{S['the name of a file']}.jpg", ContentFile(content))
    return upload


@pytest.fixture(scope="module")
def story(module_rows):
    teller = make_storyteller(
        first_name="Ruth", last_name="Fenn", consent_given=True, consent_date=CONSENT
    )
    make_storyteller_preference(storyteller=teller)
    make_storyteller_boundary(
        storyteller=teller, off_limit_topics=[S["a topic that is off limits"]]
    )
    story = make_story(
        storyteller=teller,
        title=f"The Year of {S['a real name']} {S['a real family name']}",
        subtitle=f"From {S['an anonymous place']} to the sea",
        working_title=S["a working title"],
    )
    _tell(teller)
    _people(story)
    _chapter(story, teller)
    _photos(teller)
    return story


def _tell(teller):
    make_prompt_answer(
        storyteller=teller,
        sensitivity_tier=3,
        text=Private(f"It was {S['an answer of tier 3']} who came to the door that night."),
    )
    session = make_storyteller_session(storyteller=teller)
    make_session_interaction(
        session=session, storyteller_response=Private(S["an interaction of tier 3"])
    )
    make_session_artifact(session=session, content=S["an artifact that is not approved"])
    make_family_memory(storyteller=teller, text=S["a memory that is not approved"])


def _people(story):
    real = f"Captain {S['a real name']} “{S['a nickname']}” {S['a real family name']}"
    make_story_character(story=story, character_name="Silas Marsh", real_name=real)
    make_story_character(
        story=story,
        character_name=S["somebody who has not agreed"],
        privacy_level="full_name",
        is_pseudonym=False,
        is_living=True,
        relationship_to_protagonist="friend",
    )
    make_story_character(
        story=story,
        character_name="The Clerk",
        privacy_level="composite_character",
        is_pseudonym=False,
        composite_of=[S["one of whom a composite is made"]],
    )


def _chapter(story, teller):
    hidden = f"{S['a real name']} {S['a real family name']}"
    chapter = make_story_chapter(
        story=story,
        chapter_title=f"{S['a nickname']} at the door",
        chapter_subtitle=f"{S['an anonymous place']}, 1951",
        epigraph=f"Ask {S['somebody who has not agreed']}.",
        epigraph_attribution=hidden,
        narrative_purpose=S["a note to the editor"],
    )
    make_chapter_approval(chapter=chapter)
    make_story_draft(chapter=chapter, content=S["an older version"], is_current=False)
    open_event = make_life_event(storyteller=teller)
    make_life_event_boundary(
        life_event=open_event,
        privacy_level="public",
        requires_pseudonyms=True,
        requires_location_anonymization=True,
        off_limit_aspects=[S["an aspect that is off limits"]],
    )
    make_life_event_location(life_event=open_event, location_name=S["an anonymous place"])
    make_life_event_participant(
        life_event=open_event, first_name=S["a participant of an event with pseudonyms"]
    )
    make_life_event_participant(
        life_event=open_event,
        first_name=S["a participant"],
        use_real_name=False,
        pseudonym="Old Tom",
    )
    make_life_event_detail(
        life_event=open_event, detail_value=S["a private detail"], is_private=True
    )
    told = make_chapter_section(
        chapter=chapter,
        notes=S["a note to the editor"],
        content=(
            f"Lanternwork is a public word. {hidden.upper()} met {S['a nickname']}’s aunt,"
            f" _{hidden}_ and {S['somebody who has not agreed'].lower()},"
            f" in {S['an anonymous place']}.\n\n"
            f"**{S['a participant']}** knew {S['a participant of an event with pseudonyms']}, and"
            f" {S['one of whom a composite is made']} wrote. [A link](https://example.org/a)"
        ),
    )
    make_story_scene(
        story=story,
        chapter=chapter,
        section=told,
        life_event=open_event,
        scene_description=S["a plan of a scene"],
    )
    _withheld(story, chapter, teller)


def _withheld(story, chapter, teller):
    """Events that are not told, each with a section of the chapter that tells it all the same."""
    kinds = {
        "a private event": {"privacy_level": "private"},
        "an event that is never published": {"privacy_level": "never_publish"},
        "an event left out": None,
        "trauma without consent": None,
    }
    for name, boundary in kinds.items():
        event = make_life_event(
            storyteller=teller,
            event_name=S[name],
            include_level="omit" if name == "an event left out" else "",
        )
        if boundary:
            make_life_event_boundary(life_event=event, **boundary)
        if name == "trauma without consent":
            make_life_event_trauma(life_event=event, support_notes=S["a note on trauma"])
        section = make_chapter_section(chapter=chapter, content=f"Then came {S[name]}.")
        make_story_scene(story=story, chapter=chapter, section=section, life_event=event)
        if name == "a private event":
            make_photo(teller, S["a photo of a private event"], life_event=event)


def _photos(teller):
    make_photo(teller, f"With {S['a real name']}, mudlark in hand", alt_text="A mudlark")
    make_photo(teller, S["a private photo"], privacy_level="private")
    make_photo(teller, S["a photo that is not approved"], is_approved=False)
    make_photo(teller, S["a photo that was not chosen"], include_in_book=False)


@pytest.mark.parametrize("export_format", FORMS)
def test_no_private_word_is_in_any_file(story, export_format):
    export, is_new = request_export(
        story,
        user=story.storyteller.user or make_user(),
        export_format=export_format,
        wishes=Wishes(dedication=f"For {S['a real name']} {S['a real family name']}"),
        now=datetime(2026, 5, 1, tzinfo=UTC),
    )
    make_export(export.pk)
    export.refresh_from_db()
    with export.options.file.open() as file:
        found = everything_in(file.read())

    assert (is_new, export.export_status, export.failure_reason) == (True, "ready", "")
    assert {place for place, word in SECRETS.items() if squashed(word) in found} == set()
    # What may be read is found by the same look: the text, the caption, the other name.
    public = ("Lanternwork", "mudlark in hand", "Silas Marsh", "The Clerk", "Old Tom", "Ruth Fenn")
    assert {word for word in public if squashed(word) not in found} == set()


def test_nothing_around_a_file_tells_a_private_word(story):
    named = BookExport.objects.filter(story=story).values_list("file_url", flat=True)
    seen = squashed(" ".join([*named, file_name(public_title(story), "pdf")]))

    assert {place for place, word in SECRETS.items() if squashed(word) in seen} == set()
    assert file_name(public_title(story), "pdf") == "the-year-of-silas-marsh.pdf"
