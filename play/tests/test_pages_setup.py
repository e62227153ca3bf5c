"""The pages of the setup: one question at a time, each to be skipped."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.tests.factories import make_user
from play.domain.games import create_game
from play.models import Game, Proposal, SetupAnswer
from play.tests.factories import make_game_member, make_proposal, make_setup_answer
from play.tests.tables import NOW
from play.tests.world_pages import at, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def game(client):
    user = make_user(display_name="Mara")
    client.force_login(user)
    return create_game(user, name="Low Water", now=NOW)


def prompts(game):
    return list(game.setup_prompts.order_by("order"))


def statuses(game):
    return [prompt.status for prompt in prompts(game)][:3]


def test_the_page_opens_at_the_prompt_that_the_table_is_at(client, game):
    first, second, *_ = prompts(game)
    assert client.get(at("setup", game)).context["prompt"] == first
    assert client.get(at("setup_prompt", game, second)).context["prompt"] == second


def test_an_answer_is_kept_changed_and_taken_back(client, game):
    prompt = prompts(game)[0]
    address = at("answer_prompt", game, prompt)
    assertRedirects(client.post(address, {"text": "Gothic"}), at("setup_prompt", game, prompt))
    client.post(address, {"text": "Noir"})
    assert list(SetupAnswer.objects.values_list("text", flat=True)) == ["Noir"]
    client.post(address, {"text": " "})
    assert SetupAnswer.objects.count() == 0


def test_answers_of_others_come_without_the_form_that_one_types_in(client, game):
    prompt = prompts(game)[0]
    make_setup_answer(prompt=prompt, text="Noir")
    address = at("setup_prompt", game, prompt)
    part = client.get(address, {"seen": "active"}, headers={"HX-Request": "true"})
    assertContains(part, "Noir")
    assertNotContains(part, "<form")
    assertNotContains(part, "The table has gone on")
    game.setup_prompts.filter(pk=prompt.pk).update(status="complete", outcome="Noir")
    part = client.get(address, {"seen": "active"}, headers={"HX-Request": "true"})
    assertContains(part, "The table has gone on meanwhile.")


def test_what_was_answered_is_offered_to_settle_on(client, game):
    first = prompts(game)[0]
    make_setup_answer(prompt=first, author=game.members.get().user, text="Gothic")
    make_setup_answer(prompt=first, author=make_user(display_name="Kofi"), text="With jokes")
    page = client.get(at("setup", game))
    assert page.context["outcome"]["outcome"].value() == "- Gothic (Mara)\n- With jokes (Kofi)"
    response = client.post(at("settle_prompt", game, first), {"outcome": "Gothic with jokes"})
    assertRedirects(response, at("setup", game))
    assert (statuses(game), prompts(game)[0].outcome) == (
        ["complete", "active", "pending"],
        "Gothic with jokes",
    )


def test_prompts_are_skipped_taken_up_moved_and_added(client, game):
    first, second, *_ = prompts(game)
    client.post(at("skip_prompt", game, first))
    assert statuses(game) == ["skipped", "active", "pending"]
    client.post(at("reopen_prompt", game, first))
    assert statuses(game) == ["active", "pending", "pending"]
    client.post(at("move_prompt", game, first), {"by": "1"})
    assert prompts(game)[:2] == [second, first]
    client.post(at("move_prompt", game, first), {"by": "-1"})
    assert prompts(game)[:2] == [first, second]
    client.post(at("add_prompt", game), {"topic": "Money", "question": "Who owes whom?"})
    assert prompts(game)[-1].question == "Who owes whom?"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("answer_prompt", {"text": "x" * 2_001}),
        ("settle_prompt", {"outcome": "x" * 1_001}),
        ("add_prompt", {"topic": "", "question": "x" * 400}),
        ("start_game", {"text": "x" * 2_001}),
    ],
)
def test_what_is_too_long_or_missing_is_refused_and_stays_typed(client, game, name, data):
    things = [] if name in ("add_prompt", "start_game") else prompts(game)[:1]
    make_game_member(game=game)
    page = client.post(at(name, game, *things), data)
    assertContains(page, "x" * 400, status_code=422)


def test_a_prompt_that_was_closed_meanwhile_refuses_and_keeps_the_answer(client, game):
    prompt = prompts(game)[0]
    game.setup_prompts.filter(pk=prompt.pk).update(status="skipped")
    page = client.post(at("answer_prompt", game, prompt), {"text": "Gothic"})
    assertContains(page, "The table has closed this prompt.", status_code=409)
    assert page.context["answer"]["text"].value() == "Gothic"


def test_one_who_sits_alone_starts_at_once(client, game):
    assertRedirects(client.post(at("start_game", game)), at("game", game))
    game.refresh_from_db()
    assert game.status == "active"


def test_several_vote_on_the_start(client, game):
    make_game_member(game=game)
    response = client.post(at("start_game", game), {"text": "Shall we?"})
    assertRedirects(response, at("setup", game))
    assert Proposal.objects.get().text == "Shall we?"
    page = client.get(at("setup", game))
    assert page.context["vote"].is_answered
    assertContains(page, "The table votes on the start")
    again = client.post(at("start_game", game), {"text": "Now?"})
    assertContains(again, "The table is voting on the start.", status_code=409)


def test_the_setup_of_a_game_that_began_can_be_read(client, game):
    Game.objects.filter(pk=game.pk).update(status="active")
    page = client.get(at("setup_prompt", game, prompts(game)[0]))
    assert (page.status_code, page.context["can_set_up"]) == (200, False)
    refused = client.post(at("answer_prompt", game, prompts(game)[0]), {"text": "Late"})
    assertContains(refused, "The game has begun.", status_code=409)


def test_a_prompt_of_another_game_is_not_found(client, game):
    other = create_game(make_user(), name="Elsewhere", now=NOW)
    prompt = prompts(other)[0]
    assert client.get(at("setup_prompt", game, prompt)).status_code == 404
    assert client.post(at("skip_prompt", game, prompt)).status_code == 404


def test_the_setup_takes_as_many_queries_for_many_answers(client, game):
    first, *others = prompts(game)
    make_setup_answer(prompt=first)
    few = queries_of(client, at("setup", game))
    for prompt in (first, *others):
        make_setup_answer(prompt=prompt)
        make_setup_answer(prompt=prompt)
    make_game_member(game=game)
    make_proposal(game=game)
    assert (few, queries_of(client, at("setup", game))) == (11, 11)
