import pytest

from play.domain import errors
from play.domain.characters import retire_character
from play.domain.proposals import vote, withdraw
from play.domain.scenes import (
    enter_scene,
    leave_scene,
    propose_scene,
    propose_scene_end,
    revise_scene,
)
from play.models import Game, Proposal, Scene, ScenePresence
from play.rules.documents import default_game_settings
from play.tests.factories import make_act, make_character, make_scene
from play.tests.tables import at, make_table, start_story

pytestmark = pytest.mark.django_db
NOW = at()
QUESTION = "Who lit the beacon?"
SETTINGS = default_game_settings() | {"starting_tension": 4}


def begin_act(players=2):
    """A table with an act in which no scene is played."""
    game, members = make_table(players, settings=SETTINGS)
    return make_act(game=game, status="active", number=1), members


def propose(member, act, **fields):
    return propose_scene(member, act, **{"guiding_question": QUESTION, **fields}, now=NOW)


def agree(member, proposal):
    vote(member, proposal, choice="yes", now=at(hours=1))
    return Scene.objects.get(pk=proposal.scene_id)


def there(scene):
    return [stay.character for stay in scene.presences.filter(left_at=None)]


def test_a_scene_is_proposed_with_its_question_place_and_people():
    act, (mara, _) = begin_act()
    asha = make_character(game=act.game)
    proposal = propose(
        mara, act, title="The weir", place=" By the sluice ", characters=[asha], text="Now."
    )
    scene = Scene.objects.get()
    assert (scene.act, scene.guiding_question, scene.title) == (act, QUESTION, "The weir")
    assert (scene.place, scene.status, scene.proposed_by) == (
        "By the sluice",
        "proposed",
        mara.user,
    )
    assert there(scene) == [asha]
    assert (proposal.kind, proposal.scene, proposal.text) == ("scene", scene, "Now.")


def test_it_begins_once_the_table_agrees_with_its_people_in_it():
    act, (mara, ines) = begin_act()
    asha = make_character(game=act.game)
    scene = agree(ines, propose(mara, act, characters=[asha]))
    assert (scene.status, scene.number, scene.started_at) == ("active", 1, at(hours=1))
    assert [(stay.character, stay.created_at) for stay in scene.presences.all()] == [
        (asha, at(hours=1))
    ]


@pytest.mark.parametrize(
    ("before", "tension"),
    [
        (None, 4),
        ({"tension": 7}, 7),
        ({"tension": 7, "tension_carried": 8}, 8),
    ],
)
def test_tension_is_inherited_within_an_act(before, tension):
    act, (mara, ines) = begin_act()
    make_scene(act=make_act(game=act.game), number=1, status="complete", tension=9)
    if before:
        make_scene(act=act, number=1, status="complete", **before)
    scene = agree(ines, propose(mara, act))
    assert (scene.tension, scene.number) == (tension, 2 if before else 1)


@pytest.mark.parametrize(
    ("fields", "match"),
    [
        ({"guiding_question": ""}, "It needs a question"),
        ({"place": "x" * 301}, "It may have 300"),
        ({"place": "\0"}, "cannot be stored"),
    ],
)
def test_a_scene_needs_a_question_and_texts_that_can_be_stored(fields, match):
    act, (mara, _) = begin_act()
    with pytest.raises(errors.StoryError, match=match):
        propose(mara, act, **fields)
    assert (Scene.objects.count(), Proposal.objects.count()) == (0, 0)


@pytest.mark.parametrize("who", ["stranger", "retired"])
def test_only_characters_who_are_played_at_the_table_are_there(who):
    act, (mara, _) = begin_act()
    strange = (
        make_character() if who == "stranger" else make_character(game=act.game, retired_at=NOW)
    )
    with pytest.raises(errors.StoryError, match="who are played at this table"):
        propose(mara, act, characters=[strange])
    assert Scene.objects.count() == 0


def test_who_retires_before_the_scene_begins_is_not_in_it():
    act, (mara, ines) = begin_act()
    asha = make_character(game=act.game, player=mara.user)
    proposal = propose(mara, act, characters=[asha])
    retire_character(mara, asha, now=at(minutes=1))
    assert there(agree(ines, proposal)) == []


def test_a_scene_belongs_to_an_act_that_is_played():
    act, (mara, _) = begin_act()
    with pytest.raises(errors.StoryError, match="Propose the act first"):
        propose(mara, None)
    with pytest.raises(errors.StoryError, match="is not played"):
        propose(mara, make_act(game=act.game, status="proposed"))
    with pytest.raises(errors.NotAMemberError):
        propose(mara, make_act(status="active", number=1))


def test_the_next_scene_waits_for_the_end_of_the_one_that_is_played():
    game, (mara, _) = make_table(2)
    act, _ = start_story(game)
    with pytest.raises(errors.StoryError, match="ends before the next one begins"):
        propose(mara, act)


def test_one_scene_is_proposed_at_a_time_and_another_after_it_was_refused():
    act, (mara, ines) = begin_act()
    proposal = propose(mara, act)
    with pytest.raises(errors.StoryError, match="Another scene is being voted on"):
        propose(ines, act)
    withdraw(mara, proposal, now=at(minutes=1))
    assert propose(ines, act).status == "open"
    assert sorted(Scene.objects.values_list("status", flat=True)) == ["declined", "proposed"]


def test_its_proposer_revises_it_and_the_table_votes_anew():
    act, (mara, ines) = begin_act()
    asha, bo = make_character(game=act.game), make_character(game=act.game)
    proposal = propose(mara, act, characters=[asha], place="The weir")
    with pytest.raises(errors.NotTheAuthorError):
        revise_scene(ines, proposal, guiding_question="Mine?", now=at(minutes=1))
    anew = revise_scene(
        mara, proposal, guiding_question="Who put it out?", characters=[bo], now=at(minutes=2)
    )
    scene = Scene.objects.get()
    assert (scene.guiding_question, scene.place, there(scene)) == ("Who put it out?", "", [bo])
    assert (anew.scene, anew.replaces, anew.status) == (scene, proposal, "open")
    assert agree(ines, anew).status == "active"


def test_what_is_no_scene_is_not_revised_so():
    game, (mara, _) = make_table(2)
    _, scene = start_story(game)
    ending = propose_scene_end(mara, scene, now=NOW)
    with pytest.raises(errors.ProposalError, match="not about a new scene"):
        revise_scene(mara, ending, guiding_question="What?", now=at(minutes=1))


def test_the_end_of_a_scene_is_proposed_while_it_is_played():
    game, (mara, ines) = make_table(2)
    _, scene = start_story(game)
    proposal = propose_scene_end(mara, scene, text="It is lit.", now=NOW)
    assert (proposal.kind, proposal.scene, proposal.text) == ("scene_complete", scene, "It is lit.")
    ended = agree(ines, proposal)
    assert (ended.status, ended.completed_at) == ("complete", at(hours=1))
    with pytest.raises(errors.StoryError, match="not any more"):
        propose_scene_end(mara, scene, now=at(hours=2))


# Who is there.


def test_a_character_goes_and_comes_back():
    game, (mara, _) = make_table(2)
    _, scene = start_story(game)
    own = mara.user.play_characters.get()
    leave_scene(mara, scene, now=at(minutes=1))
    assert own not in there(scene)
    stay = enter_scene(mara, scene, now=at(minutes=2))
    assert (stay.character, stay.created_at, stay.left_at) == (own, at(minutes=2), None)
    stays = ScenePresence.objects.filter(character=own).order_by("created_at")
    assert [stay.left_at for stay in stays] == [at(minutes=1), None]
    scene.refresh_from_db()
    assert scene.revision == 2


def test_who_is_there_or_gone_already_changes_nothing():
    game, (mara, _) = make_table(2)
    _, scene = start_story(game)
    enter_scene(mara, scene, now=at(minutes=1))
    leave_scene(mara, scene, now=at(minutes=2))
    leave_scene(mara, scene, now=at(minutes=3))
    assert ScenePresence.objects.filter(left_at=at(minutes=2)).count() == 1
    scene.refresh_from_db()
    assert scene.revision == 1


@pytest.mark.parametrize("verb", [enter_scene, leave_scene])
def test_nobody_enters_without_a_character_or_once_it_is_over(verb):
    game, (mara, ines) = make_table(2)
    _, scene = start_story(game)
    retire_character(ines, ines.user.play_characters.get(), now=at(minutes=1))
    with pytest.raises(errors.StoryError, match="You play nobody yet"):
        verb(ines, scene, now=at(minutes=2))
    Scene.objects.update(status="complete", completed_at=at(minutes=3))
    with pytest.raises(errors.StoryError, match="not any more"):
        verb(mara, scene, now=at(minutes=4))


VERBS = {
    "propose": lambda who, scene: propose(who, scene.act),
    "end": lambda who, scene: propose_scene_end(who, scene, now=NOW),
    "enter": lambda who, scene: enter_scene(who, scene, now=NOW),
    "leave": lambda who, scene: leave_scene(who, scene, now=NOW),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("setup", errors.GameNotBegunError),
        ("paused", errors.GamePausedError),
        ("archived", errors.GameArchivedError),
    ],
)
def test_scenes_belong_to_a_game_that_is_played(verb, status, error):
    game, (mara, _) = make_table(2)
    _, scene = start_story(game)
    Game.objects.update(status=status)
    with pytest.raises(error):
        VERBS[verb](mara, scene)
    scene.refresh_from_db()
    assert (scene.revision, Proposal.objects.count()) == (0, 0)
