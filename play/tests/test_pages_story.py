"""Beats, proposals, acts and scenes: what people do on the pages of the story."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from play.models import (
    Act,
    Beat,
    Challenge,
    Comment,
    Event,
    Proposal,
    Scene,
    ScenePresence,
    TensionVote,
    Vote,
    XCard,
)
from play.tests.factories import (
    READING,
    after,
    make_act,
    make_challenge,
    make_comment,
    make_event,
    make_proposal,
    make_scene,
    make_x_card,
)
from play.tests.story_pages import page_of, queries, tell
from play.tests.tables import make_table

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def table(client, played):
    """A scene with three at the table; the organizer looks at it."""
    client.force_login(played[1][0].user)
    return played


@pytest.fixture
def beat(table):
    """What the second player wrote."""
    scene, members = table
    return tell(scene, "The bridge holds.", members[1].user)


def at(name, row):
    return reverse(f"play:{name}", args=[row.pk])


# Talk.


def test_a_comment_is_made_and_shown(client, beat):
    response = client.post(at("comment_beat", beat), {"text": "I *like* it."}, follow=True)
    assertContains(response, "<p>I <em>like</em> it.</p>", html=True)
    assert Comment.objects.get().beat == beat


def test_an_empty_comment_is_refused(client, beat):
    response = client.post(at("comment_beat", beat), {"text": " "})
    assertContains(response, "Write a comment.", status_code=422)


def test_a_comment_at_a_table_that_is_over_keeps_what_was_typed(client, table, beat):
    game = table[0].act.game
    game.status = "archived"
    game.save()
    response = client.post(at("comment_beat", beat), {"text": "Farewell"})
    assert (response.status_code, Comment.objects.count()) == (409, 0)


def test_htmx_gets_the_talk_alone(client, beat):
    make_comment(beat=beat, text="Nice owl.")
    response = client.get(at("talk", beat), headers=HTMX)
    assertContains(response, "Nice owl.")
    assertNotContains(response, "<html")


def test_a_comment_is_changed_by_its_author_alone(client, table, beat):
    own = make_comment(beat=beat, author=table[1][0].user, text="Owl?")
    other = make_comment(beat=beat, author=table[1][1].user)
    response = client.post(at("change_comment", own), {"text": "Owl!"})
    own.refresh_from_db()
    assert (response.status_code, own.text) == (302, "Owl!")
    assert client.get(at("change_comment", other)).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_talk_takes_as_many_queries_for_few_comments_as_for_many(client, beat, number):
    for _ in range(number):
        make_comment(beat=beat)
    assert queries(client, at("talk", beat))[1] == 14


# Challenges and changes.


def test_a_beat_is_challenged_with_a_reason(client, table, beat):
    response = client.post(at("challenge", beat), {"reason": "It burned."})
    challenge = Challenge.objects.get()
    assertRedirects(response, at("beat", beat), target_status_code=302)
    assert (challenge.reason, challenge.challenger) == ("It burned.", table[1][0].user)
    assertContains(client.get(page_of(table[0])), "It burned.")


def test_a_challenge_without_a_reason_is_refused(client, beat):
    assert client.post(at("challenge", beat), {"reason": ""}).status_code == 422


def test_a_challenge_that_the_rules_refuse_keeps_its_reason(client, table):
    own = tell(table[0], "Mine.", table[1][0].user)
    response = client.post(at("challenge", own), {"reason": "Hm, really."})
    assertContains(response, "Hm, really.", status_code=409)
    assertContains(response, "It is your own beat: change it.", status_code=409)


@pytest.fixture
def objection(client, table, beat):
    """The second player is asked to change the beat, and looks at it."""
    Beat.objects.filter(pk=beat.pk).update(status="challenged")
    challenge = make_challenge(beat=beat, challenger=table[1][0].user, status="open")
    client.force_login(table[1][1].user)
    return challenge


def test_the_author_lets_the_beat_stand(client, beat, objection):
    client.post(at("dismiss_challenge", beat), {"answer": "It was rebuilt."})
    objection.refresh_from_db()
    assert (objection.status, objection.answer) == ("dismissed", "It was rebuilt.")


def test_nobody_else_answers_a_challenge(client, table, beat, objection):
    client.force_login(table[1][2].user)
    assert client.post(at("dismiss_challenge", beat), {"answer": ""}).status_code == 403


def test_a_challenge_is_withdrawn_by_who_made_it(client, table, beat, objection):
    others = client.post(at("withdraw_challenge", beat)).status_code
    client.force_login(table[1][0].user)
    client.post(at("withdraw_challenge", beat))
    objection.refresh_from_db()
    assert (others, objection.status) == (403, "withdrawn")


def test_a_revision_answers_and_shows_what_changed(client, beat, objection):
    client.post(at("revise_beat", beat), {"text_1": "The bridge breaks."})
    response = client.get(at("versions", beat))
    objection.refresh_from_db()
    assert objection.status == "revised"
    assertContains(response, "The bridge <del>holds</del><ins>breaks</ins>.")


def test_a_revision_of_nothing_keeps_the_page(client, beat, objection):
    response = client.post(at("revise_beat", beat), {"text_1": "The bridge holds."})
    assertContains(response, "The bridge holds.", status_code=409)


def test_only_its_author_revises_a_beat(client, beat):
    assert client.get(at("revise_beat", beat)).status_code == 403


def test_the_versions_of_a_folded_beat_are_folded_too(client, beat, objection):
    client.post(at("revise_beat", beat), {"text_1": "The bridge breaks."})
    make_x_card(beat=beat, lifted_at=None)
    assertNotContains(client.get(at("versions", beat)), "The bridge")


# The X-card.


def test_anybody_folds_a_beat_away(client, table, beat):
    client.post(at("x_card", beat))
    assert XCard.objects.get().beat == beat
    assertNotContains(client.get(page_of(table[0])), "The bridge holds.")


def test_the_author_unfolds_a_beat_by_changing_it(client, table, beat):
    client.post(at("x_card", beat))
    client.force_login(table[1][1].user)
    client.post(at("revise_beat", beat), {"text_1": "The bridge is old."})
    assertContains(client.get(page_of(table[0])), "The bridge is old.")


def test_htmx_is_told_to_look_and_stays(client, beat):
    response = client.post(at("x_card", beat), headers=HTMX)
    assert (response.status_code, response["HX-Trigger"]) == (204, "story-changed")


# The oracle and fortune.


@pytest.fixture
def oracle(table):
    scene, members = table
    beat = tell(scene, "The owl came.", members[1].user)
    return make_event(beat=beat, type="oracle", order=2)


def test_the_table_reads_the_words(client, oracle):
    client.post(at("add_reading", oracle), {"text": "It brings a ring."})
    oracle.refresh_from_db()
    assert [row["text"] for row in oracle.interpretations["readings"]] == [
        "The owl is a spy.",
        "It brings a ring.",
    ]


def test_a_reading_without_words_is_refused(client, oracle):
    response = client.post(at("add_reading", oracle), {"text": ""})
    assertContains(response, "Write what the words mean.", status_code=422)


def test_a_reading_that_is_there_already_keeps_what_was_typed(client, oracle):
    response = client.post(at("add_reading", oracle), {"text": "The owl is a spy."})
    assertContains(response, 'value="The owl is a spy."', status_code=409)


def test_htmx_shows_a_refusal_beside_the_form(client, oracle):
    response = client.post(at("add_reading", oracle), {"text": ""}, headers=HTMX)
    assertContains(response, "Write what the words mean.")
    assertNotContains(response, "<html")


def test_a_reading_is_voted_for_and_chosen_by_the_asker(client, table, oracle):
    client.post(at("vote_reading", oracle), {"reading": READING})
    others = client.post(at("choose_reading", oracle), {"reading": READING}).status_code
    client.force_login(table[1][1].user)
    client.post(at("choose_reading", oracle), {"most": "1"})
    oracle.refresh_from_db()
    assert (others, oracle.chosen) == (403, "The owl is a spy.")


@pytest.fixture
def question(table):
    scene, members = table
    beat = tell(scene, "She tries the door.", members[1].user, status="proposed")
    return make_event(
        beat=beat,
        type="fortune_roll",
        order=2,
        die=None,
        result="",
        contest_closes_at=after(hours=2),
    )


def test_odds_are_contested_and_asked_anew(client, table, question):
    client.post(at("contest", question), {"reason": "It was locked."})
    question.refresh_from_db()
    assert question.contested_by == table[1][0].user
    client.force_login(table[1][1].user)
    client.post(at("reaffirm", question), {"odds": "unlikely"})
    question.refresh_from_db()
    # This table has no window for objections: fortune answers at once.
    assert (question.odds, question.contested_at, question.result != "") == ("unlikely", None, True)


def test_a_question_is_taken_back_by_its_asker(client, table, question):
    others = client.post(at("take_back_roll", question)).status_code
    client.force_login(table[1][1].user)
    client.post(at("take_back_roll", question))
    question.beat.refresh_from_db()
    assert (others, question.beat.status) == (403, "rejected")


def test_a_question_whose_time_is_up_is_answered_when_the_page_opens(client, table, question):
    Event.objects.filter(pk=question.pk).update(contest_closes_at=timezone.now())
    client.get(page_of(table[0]))
    question.refresh_from_db()
    assert question.die is not None


# Votes.


@pytest.fixture
def proposal(table, beat):
    Beat.objects.filter(pk=beat.pk).update(status="proposed", significance="major")
    scene, members = table
    return make_proposal(
        game=scene.act.game, kind="beat", beat=beat, proposer=members[1].user, text="Is it fair?"
    )


def test_a_vote_stands_beside_the_story(client, table, proposal):
    response = client.get(page_of(table[0]))
    assertContains(response, f'id="ballot-{proposal.pk}"')
    assertContains(response, "Is it fair?")


def test_a_vote_is_cast(client, table, proposal):
    response = client.post(at("vote", proposal), {"choice": "yes"})
    proposal.refresh_from_db()
    assertRedirects(response, page_of(table[0]))
    assert (Vote.objects.get().choice, proposal.status) == ("yes", "passed")


def test_a_suggestion_keeps_its_words(client, proposal):
    client.post(at("vote", proposal), {"choice": "suggest", "text": "Let it creak."})
    assertContains(client.get(at("proposal", proposal)), "Let it creak.")


def test_a_suggestion_without_words_is_refused(client, proposal):
    response = client.post(at("vote", proposal), {"choice": "suggest", "text": ""})
    assertContains(response, "Say what should change.", status_code=409)


def test_a_vote_for_nothing_known_is_refused(client, proposal):
    response = client.post(at("vote", proposal), {"choice": "maybe", "text": "Well"})
    assertContains(response, "Well", status_code=422)


def test_a_proposal_is_withdrawn_by_its_proposer_alone(client, table, proposal):
    others = client.post(at("withdraw_proposal", proposal)).status_code
    client.force_login(table[1][1].user)
    client.post(at("withdraw_proposal", proposal))
    proposal.refresh_from_db()
    assert (others, proposal.status) == (403, "withdrawn")


def test_a_vote_whose_time_is_up_ends_when_the_page_opens(client, table, proposal):
    now = timezone.now()
    Proposal.objects.filter(pk=proposal.pk).update(created_at=now, closes_at=now)
    client.get(page_of(table[0]))
    proposal.refresh_from_db()
    assert proposal.status == "passed"


def test_a_proposal_is_talked_about(client, proposal):
    client.post(at("comment_proposal", proposal), {"text": "Fair enough."})
    assertContains(client.get(at("proposal", proposal)), "Fair enough.")


def test_tension_is_voted_on(client, table):
    scene, members = table
    scene.status, scene.completed_at = "complete", after(seconds=1)
    scene.save()
    vote = make_proposal(game=scene.act.game, kind="tension", scene=scene, proposer=None)
    assertContains(client.get(page_of(scene)), 'name="delta"', count=3)
    client.post(at("vote_tension", vote), {"delta": "1"})
    cast = TensionVote.objects.get()
    assert (cast.voter, cast.delta) == (members[0].user, 1)


@pytest.mark.usefixtures("undrawn_pages")
def test_tension_goes_one_step_at_most(client, table):
    vote = make_proposal(game=table[0].act.game, kind="tension", scene=table[0], proposer=None)
    for delta in ("", "7", "x"):
        assert client.post(at("vote_tension", vote), {"delta": delta}).status_code == 422


# Acts and scenes.


def test_the_end_of_a_scene_is_proposed(client, table):
    client.post(at("end_scene", table[0]), {"text": "We know who lit it."})
    proposal = Proposal.objects.get()
    assert (proposal.kind, proposal.text) == ("scene_complete", "We know who lit it.")


def test_the_end_of_an_act_is_proposed(client, table):
    act = table[0].act
    client.post(reverse("play:end_act", args=[act.game_id, act.pk]), {"text": ""})
    assert Proposal.objects.get().kind == "act_complete"


def test_the_next_scene_is_proposed_with_who_is_there(client):
    game, members = make_table()
    act = make_act(game=game, status="active", number=1)
    client.force_login(members[0].user)
    address = reverse("play:propose_scene", args=[game.pk])
    response = client.post(address, {"guiding_question": "Who knocks?", "place": "The mill"})
    scene = Scene.objects.get(act=act)
    assert (response.status_code, scene.guiding_question, scene.place, scene.act) == (
        302,
        "Who knocks?",
        "The mill",
        act,
    )


def test_a_scene_while_another_is_played_is_refused_with_what_was_typed(client, table):
    address = reverse("play:propose_scene", args=[table[0].act.game_id])
    response = client.post(address, {"guiding_question": "Who knocks?"})
    assertContains(response, "Who knocks?", status_code=409)


def test_a_scene_without_a_question_is_refused(client, table):
    address = reverse("play:propose_scene", args=[table[0].act.game_id])
    assert client.post(address, {"guiding_question": ""}).status_code == 422


def test_an_act_is_proposed_and_revised(client):
    game, members = make_table()
    client.force_login(members[0].user)
    address = reverse("play:propose_act", args=[game.pk])
    client.post(address, {"guiding_question": "Who rules?"})
    proposal = Proposal.objects.get()
    client.post(at("revise_proposal", proposal), {"guiding_question": "Who serves?"})
    statuses = list(Proposal.objects.order_by("created_at").values_list("status", flat=True))
    act = Act.objects.get(game=game)
    assert (act.guiding_question, statuses) == ("Who serves?", ["superseded", "open"])


def test_a_character_leaves_a_scene_and_comes_back(client, table):
    scene, members = table
    stays = ScenePresence.objects.filter(character__player=members[0].user)
    client.post(at("leave_scene", scene))
    assert stays.filter(left_at=None).count() == 0
    client.post(at("enter_scene", scene))
    assert (stays.filter(left_at=None).count(), stays.count()) == (1, 2)


def test_a_scene_is_told_in_short(client, table):
    client.post(at("scene_summary", table[0]), {"text": "It was Bo.", "was": ""})
    table[0].refresh_from_db()
    assert table[0].summary == "It was Bo."


def test_a_summary_that_somebody_changed_meanwhile_is_shown_beside_one_s_own(client, table):
    Scene.objects.filter(pk=table[0].pk).update(summary="It was Ash.")
    response = client.post(at("scene_summary", table[0]), {"text": "It was Bo.", "was": ""})
    assertContains(response, "It was Ash.", status_code=409)
    assertContains(response, "It was Bo.", status_code=409)


def test_a_proposed_scene_can_be_looked_at(client):
    game, members = make_table()
    act = make_act(game=game, status="active", number=1)
    scene = make_scene(act=act, status="proposed")
    client.force_login(members[0].user)
    assertContains(client.get(page_of(scene)), "Proposed")
