"""The demo's games hold together: every rule that play will follow, its content has followed."""

from collections import Counter
from random import Random

import pytest
from django.apps import apps
from django.db.models import DateTimeField, ForeignKey, UUIDField
from django.test import override_settings
from django.utils import timezone

from accounts import demo as people
from play import demo, reference
from play.models import (
    Act,
    Beat,
    BeatVersion,
    Challenge,
    Comment,
    Event,
    Game,
    GameMember,
    GamePause,
    Notification,
    OracleVote,
    Party,
    Proposal,
    Relationship,
    Scene,
    SetupAnswer,
    Spotlight,
    TensionVote,
    Vote,
    WordSeedTable,
    XCard,
)
from play.models.story import CALMEST, TENSEST
from play.tests.tables import MODELS

pytestmark = pytest.mark.django_db

# Odds: below which die it is an exceptional yes, a yes, a no; and what a step of tension adds.
ODDS = {
    "impossible": ((1, 5, 65), (1, 3, -4)),
    "very_unlikely": ((3, 15, 80), (1, 4, -4)),
    "unlikely": ((5, 30, 85), (1, 5, -4)),
    "fifty_fifty": ((10, 50, 90), (2, 5, -3)),
    "likely": ((15, 70, 95), (2, 5, -2)),
    "very_likely": ((20, 85, 97), (2, 4, -1)),
    "near_certain": ((30, 95, 99), (2, 3, -1)),
}

BELONGS_TO = {
    GameMember: ["game"],
    SetupAnswer: ["prompt"],
    GamePause: ["game"],
    Act: ["game"],
    Scene: ["act"],
    Beat: ["scene"],
    Event: ["beat"],
    OracleVote: ["event"],
    Proposal: ["act", "scene", "beat"],
    Vote: ["proposal"],
    TensionVote: ["scene"],
    Challenge: ["beat"],
    BeatVersion: ["beat", "challenge"],
    Comment: ["beat", "challenge", "proposal"],
    Spotlight: ["beat"],
    Notification: ["scene", "beat", "proposal"],
    Relationship: ["source_character", "source_npc", "target_npc", "target_entry"],
}


def load(seed=1):
    rng = Random(seed)
    return sum(1 for step in (people, demo) for _ in step.load(rng))


@pytest.fixture(scope="module")
def steps(module_rows, tmp_path_factory):
    """The demo, loaded once for all tests below: how many steps that took."""
    login = tmp_path_factory.mktemp("demo") / "demo-login.txt"
    with override_settings(DEMO_LOGIN=login):
        reference.load()
        yield load()


@pytest.fixture
def story(steps):
    return Game.objects.get(name="Low Water")


def test_progress_bar_knows_how_long_the_demo_is(steps):
    assert steps == people.STEPS + demo.STEPS


@pytest.mark.usefixtures("story")
def test_every_row_of_the_demo_is_one_that_a_form_would_take():
    for model in apps.get_app_config("play").get_models():
        rows = model.objects.all()
        assert rows, model
        for row in rows:
            # Constraints the database has held already, with a query less for each row.
            row.full_clean(validate_unique=False, validate_constraints=False)


def test_the_story_has_two_acts_five_scenes_and_sixty_beats_by_three_people(story):
    scenes = Scene.objects.filter(act__game=story)
    beats = Beat.objects.filter(scene__act__game=story)

    assert [*story.acts.order_by("number").values_list("title", "status")] == [
        ("Out", "complete"),
        ("Home", "active"),
    ]
    assert [*scenes.order_by("started_at").values_list("act__number", "number", "status")] == [
        (1, 1, "complete"),
        (1, 2, "complete"),
        (1, 3, "complete"),
        (2, 1, "complete"),
        (2, 2, "active"),
    ]
    assert Counter(beats.values_list("author__display_name", flat=True)) == {
        "Mara": 18,
        "Inês": 21,
        "Tomasz": 21,
    }
    assert {*beats.values_list("status", flat=True)} == {*Beat.Status.values}
    events = Event.objects.filter(beat__in=beats)
    assert Counter(events.values_list("type", flat=True)) == {
        "narrative": 59,
        "roll": 7,
        "oracle": 4,
        "fortune_roll": 7,
        "ooc": 5,
    }
    assert Comment.objects.filter(beat__in=beats).count() == 5


@pytest.mark.usefixtures("steps")
def test_a_second_game_is_told_alone():

    game = Game.objects.get(name="A Quarter Tone Flat")
    assert [*game.members.values_list("user__display_name", "role")] == [("Ruth", "organizer")]
    assert Proposal.objects.filter(game=game).exclude(status="passed").count() == 0


@pytest.mark.usefixtures("story")
def test_scene_runs_are_there_under_the_ids_that_pages_name():
    assert [*Party.objects.order_by("scene_index").values_list("session_id", flat=True)] == [
        "lantern-3180-gate",
        "shard-472-demo",
    ]


@pytest.mark.usefixtures("story")
def test_a_fortune_roll_says_what_its_die_gives_at_its_tension():
    rolls = Event.objects.filter(type="fortune_roll").select_related("beat__scene")

    assert [roll.tension for roll in rolls] == [roll.beat.scene.tension for roll in rolls]
    rolled = [roll for roll in rolls if roll.result]
    assert [roll.result for roll in rolled] == [fortune(roll) for roll in rolled]
    (waiting,) = (roll for roll in rolls if not roll.result)
    assert waiting.contest_closes_at > timezone.now()
    assert waiting.beat.status == "proposed"


def fortune(roll):
    start, step = ODDS[roll.odds]
    limits = [at + by * (roll.tension - 5) for at, by in zip(start, step, strict=True)]
    for limit, result in zip(limits, ["exceptional_yes", "yes", "no"], strict=True):
        if roll.die < limit:
            return result
    return "exceptional_no"


@pytest.mark.usefixtures("story")
def test_a_roll_shows_the_dice_that_its_notation_asks_for():
    rolls = Event.objects.filter(type="roll")

    assert sorted((roll.notation, faces(roll), roll.total) for roll in rolls) == [
        ("1d20+4", [17], 21),
        ("1d6!", [6, 4], 10),
        ("2d6", [5, 4], 9),
        ("2d6+2", [3, 2], 7),
        ("2d6+2", [4, 4], 10),
        ("2d6-1", [6, 3], 8),
        ("3d6", [1, 3, 2], 6),
        ("4d6kh3", [2, 5, 6, 3], 14),
    ]


def faces(roll):
    return [die["face"] for term in roll.dice["terms"] for die in term.get("dice", [])]


@pytest.mark.usefixtures("story")
def test_word_pairs_are_drawn_from_the_tables_that_are_active():
    pairs = Event.objects.exclude(action_word="").select_related("beat__scene__act")

    assert {event.type for event in pairs} == {"oracle", "fortune_roll"}
    for event in pairs:
        words = {"action": [], "descriptor": []}
        for table in event.beat.scene.act.game.word_tables.all():
            words[table.type] += table.words
        assert event.action_word in words["action"]
        assert event.descriptor_word in words["descriptor"]


@pytest.mark.usefixtures("story")
def test_an_oracle_ends_with_a_reading_or_the_askers_own_words():
    oracles = Event.objects.filter(type="oracle").order_by("beat__created_at")
    by_reading = [
        event.chosen in {reading["text"] for reading in event.interpretations["readings"]}
        for event in oracles
        if event.chosen
    ]

    assert Counter(by_reading) == {True: 4, False: 1}
    assert OracleVote.objects.exclude(own_words="").count() == 1


def test_the_story_uses_words_of_its_own_beside_the_shared_ones(story):
    names = story.word_tables.order_by("name", "type").values_list("name", "type")

    assert [*names] == [
        (name, type_)
        for name in ("Fantasy", "General", "Hallin")
        for type_ in ("action", "descriptor")
    ]
    assert {*WordSeedTable.objects.filter(game=story).values_list("name", flat=True)} == {"Hallin"}


def test_a_vote_waits_for_the_person_who_looks_at_the_demo(story):
    proposal = story.proposals.get(status="open")

    assert proposal.closes_at > timezone.now()
    assert proposal.beat.status == "proposed"
    voters = proposal.votes.order_by("choice").values_list("voter__display_name", "choice")
    assert [*voters] == [("Tomasz", "suggest"), ("Inês", "yes")]


@pytest.mark.usefixtures("story")
def test_closed_votes_came_out_as_they_were_cast():
    for proposal in Proposal.objects.exclude(status="open").exclude(kind="tension"):
        choices = Counter(proposal.votes.values_list("choice", flat=True))
        players = proposal.game.members.count()
        assert (proposal.status == "passed") == (choices["yes"] > players / 2)
        assert proposal.closed_at <= proposal.closes_at


@pytest.mark.usefixtures("story")
def test_a_beats_status_has_its_reason():
    major = Beat.objects.filter(significance="major")
    votes = {"approved": "passed", "canon": "passed", "proposed": "open", "rejected": "rejected"}
    assert major.count() == Proposal.objects.filter(kind="beat").count() == 6
    for beat in major:
        assert beat.proposals.get().status == votes[beat.status]

    challenged = Challenge.objects.get(status="open")
    assert challenged.beat.status == "challenged"
    assert challenged.comments.count() == 3
    revised = Beat.objects.filter(status="revised")
    assert {*BeatVersion.objects.values_list("beat", flat=True)} == {beat.pk for beat in revised}
    assert XCard.objects.get().beat in revised
    assert Challenge.objects.get(status="revised").beat in revised


def test_the_next_scene_inherits_what_the_table_voted_of_the_tension(story):
    scenes = Scene.objects.filter(act__game=story).order_by("started_at")
    tension = story.settings["starting_tension"]

    for scene in scenes:
        assert scene.tension == tension
        votes = Counter(scene.tension_votes.values_list("delta", flat=True))
        if scene.status == "complete":
            tension = min(max(scene.tension + votes.most_common(1)[0][0], CALMEST), TENSEST)
            assert (votes.total(), scene.tension_carried) == (3, tension)


@pytest.mark.usefixtures("story")
def test_nothing_is_older_than_what_it_belongs_to_or_younger_than_the_demo():
    for model, parents in BELONGS_TO.items():
        for parent in parents:
            rows = model.objects.exclude(**{parent: None}).select_related(parent)
            assert rows, (model, parent)
            assert [row for row in rows if row.created_at < getattr(row, parent).created_at] == []
            assert [row for row in rows if row.created_at > timezone.now()] == []


def test_beats_stand_in_the_order_they_were_written(story):
    beats = Beat.objects.filter(scene__act__game=story)

    told = beats.order_by("scene__act__number", "scene__number", "order")
    assert [*told] == [*beats.order_by("created_at")]


@pytest.mark.usefixtures("steps")
def test_the_same_seed_tells_the_same_demo():
    first = content()
    people.User.objects.all().delete()
    Game.objects.all().delete()
    Party.objects.all().delete()
    load()

    assert content() == first


def content():
    """All that people read in the demo's games, without keys and times."""
    return {model: sorted(str([*texts(row)]) for row in model.objects.all()) for model in MODELS}


def texts(row):
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.name == "interpretations":
            yield value and [reading["text"] for reading in value["readings"]]
        elif isinstance(field, ForeignKey):
            yield str(getattr(row, field.name)) if field.related_model is people.User else ""
        elif not isinstance(field, UUIDField | DateTimeField) and field.name != "token_hash":
            yield value
