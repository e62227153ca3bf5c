"""What goes with a deleted row and what stays, by plain SQL."""

import pytest
from django.db import connection

from accounts.models import User
from accounts.tests.factories import make_user
from play.models import Scene, WordSeedTable
from play.tests import factories
from play.tests.factories import (
    FORTUNE_ROLL,
    execute,
)
from play.tests.tables import (
    LATER,
    MODELS,
    NOW,
)

pytestmark = pytest.mark.django_db


def a_whole_game(user):
    """A game with a row in every table below it, all by one person; one word table is shared."""
    game = factories.make_game()
    act = factories.make_act(game=game, proposed_by=user)
    scene = factories.make_scene(act=act, proposed_by=user)
    character = factories.make_character(game=game, player=user)
    beat = factories.make_beat(scene=scene, author=user, character=character)
    invitation = factories.make_invitation(game=game, created_by=user)
    factories.make_game_member(game=game, user=user, invitation=invitation)
    factories.make_game_pause(game=game, paused_by=user, resumed_by=user, ended_at=LATER)
    factories.make_safety_line(game=game, added_by=user)
    prompt = factories.make_setup_prompt(game=game)
    factories.make_setup_answer(prompt=prompt, author=user)
    factories.make_word_seed_table(game=game)
    factories.make_game_word_seed_table(game=game)
    factories.make_scene_presence(scene=scene, character=character)
    factories.make_tension_vote(scene=scene, voter=user)
    factories.make_read_mark(scene=scene, reader=user)
    factories.make_draft(scene=scene, author=user)
    challenge = factories.make_challenge(beat=beat, challenger=user)
    factories.make_beat_version(beat=beat, replaced_by=user, challenge=challenge)
    factories.make_x_card(beat=beat)
    factories.make_spotlight(beat=beat, character=character)
    oracle = factories.make_event(beat=beat, type="oracle")
    contest = {"die": None, "result": "", "contested_by": user, "contested_at": NOW}
    factories.make_event(beat=beat, order=2, **{**FORTUNE_ROLL, **contest})
    factories.make_oracle_vote(event=oracle, voter=user)
    former = {"game": game, "proposer": user, "status": "superseded", "closed_at": LATER}
    proposal = factories.make_proposal(
        game=game, kind="beat", beat=beat, proposer=user, replaces=factories.make_proposal(**former)
    )
    factories.make_vote(proposal=proposal, voter=user)
    factories.make_comment(challenge=challenge, author=user)
    factories.make_comment(proposal=proposal, author=user)
    factories.make_notification(game=game, recipient=user, beat=beat)
    npc = factories.make_npc(game=game, created_by=user, introduced_in=beat)
    entry = factories.make_world_entry(game=game, created_by=user, introduced_in=beat)
    bond = {"game": game, "created_by": user}
    factories.make_relationship(**bond, source_character=character, target_npc=npc)
    factories.make_relationship(**bond, source_npc=npc, target_entry=entry)
    factories.make_edit(game=game, editor=user, character=character)
    return game


def counts():
    return {model.__name__: model.objects.count() for model in MODELS}


def delete_by_sql(row):
    key = row._meta.pk.get_db_prep_value(row.pk, connection)
    execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", key)


def test_a_deleted_game_takes_all_below_it():
    user = make_user()
    game = a_whole_game(user)
    assert [name for name, count in counts().items() if not count] == []
    delete_by_sql(game)
    assert {name: count for name, count in counts().items() if count} == {"WordSeedTable": 1}
    assert WordSeedTable.objects.get().game is None
    assert User.objects.filter(pk=user.pk).exists()


def test_a_deleted_account_leaves_the_story_without_an_author():
    user = make_user()
    a_whole_game(user)
    before = counts()
    delete_by_sql(user)
    own = {"GameMember", "ReadMark", "Draft", "Notification"}
    assert counts() == {name: 0 if name in own else count for name, count in before.items()}
    for model in MODELS:
        for field in model._meta.concrete_fields:
            if field.related_model is User:
                assert not model.objects.filter(**{f"{field.name}__isnull": False}).exists()


def test_what_only_mentions_a_deleted_row_stays():
    game = a_whole_game(make_user())
    delete_by_sql(game.invitations.get())
    delete_by_sql(game.characters.get())
    assert game.members.get().invitation is None
    scene = Scene.objects.get()
    assert scene.beats.get().character is None
    beat = scene.beats.get()
    delete_by_sql(beat)
    assert game.npcs.get().introduced_in is None
    assert game.world_entries.get().introduced_in is None
    assert {name: counts()[name] for name in ("Proposal", "Vote", "Event", "Comment")} == {
        "Proposal": 1,
        "Vote": 0,
        "Event": 0,
        "Comment": 0,
    }


def test_django_deletes_as_the_database_does():
    game = a_whole_game(make_user())
    assert game.delete() == (1, {"play.Game": 1})
    assert {name for name, count in counts().items() if count} == {"WordSeedTable"}
