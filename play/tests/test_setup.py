import pytest

from accounts.tests.factories import make_user
from play.domain import errors
from play.domain.games import create_game
from play.domain.setup import (
    MAX_PROMPTS,
    add_prompt,
    answer_prompt,
    move_prompt,
    reopen_prompt,
    settle_prompt,
    skip_prompt,
    start_game,
    suggested_outcome,
)
from play.models import GameMember, SetupAnswer
from play.rules.setup_prompts import PROMPTS
from play.tests.factories import make_game_member, make_proposal, make_setup_prompt
from play.tests.tables import at, make_table

pytestmark = pytest.mark.django_db
TOPICS = [prompt.topic for prompt in PROMPTS]


def make_setup(players=2):
    """A game in setup, its members and its prompts."""
    game = create_game(make_user(), name="Low Water", now=at())
    for _ in range(players - 1):
        make_game_member(game=game)
    members = sorted(game.members.all(), key=lambda member: not member.is_organizer)
    return game, members, list(game.setup_prompts.order_by("order"))


def statuses(game):
    return list(game.setup_prompts.order_by("order").values_list("status", flat=True))


def topics(game):
    return list(game.setup_prompts.order_by("order").values_list("topic", flat=True))


def test_each_prompt_asks_a_short_question_of_its_own():
    assert len(set(TOPICS)) == 8
    assert len({prompt.question for prompt in PROMPTS}) == 8
    assert all(len(prompt.question) <= 100 for prompt in PROMPTS)


# Answers.


def test_each_person_has_one_answer_which_they_change():
    _, (mara, ines), (prompt, *_) = make_setup()
    answer_prompt(mara, prompt=prompt, text=" Gothic ", now=at())
    answer_prompt(ines, prompt=prompt, text="Noir", now=at())
    answer_prompt(mara, prompt=prompt, text="Pastoral", now=at())
    assert {each.author: each.text for each in SetupAnswer.objects.all()} == {
        mara.user: "Pastoral",
        ines.user: "Noir",
    }


def test_an_empty_answer_takes_it_back():
    _, (mara, _), (prompt, *_) = make_setup()
    answer_prompt(mara, prompt=prompt, text="Gothic", now=at())
    assert answer_prompt(mara, prompt=prompt, text="  ", now=at()) is None
    assert SetupAnswer.objects.count() == 0


def test_an_answer_is_short():
    _, (mara, _), (prompt, *_) = make_setup()
    with pytest.raises(errors.SetupError, match="2001 characters"):
        answer_prompt(mara, prompt=prompt, text="x" * 2001, now=at())


@pytest.mark.parametrize("status", ["complete", "skipped"])
def test_a_closed_prompt_is_not_answered(status):
    game, (mara, _), _ = make_setup()
    prompt = make_setup_prompt(game=game, order=9, status=status)
    with pytest.raises(errors.SetupError, match="closed this prompt"):
        answer_prompt(mara, prompt=prompt, text="Late", now=at())


def test_a_prompt_that_waits_is_answered_too():
    _, (mara, _), prompts = make_setup()
    answer_prompt(mara, prompt=prompts[5], text="I, in the past", now=at())
    assert SetupAnswer.objects.get().prompt == prompts[5]


def test_a_prompt_of_another_game_is_not_ones_to_answer():
    _, (mara, _), _ = make_setup()
    with pytest.raises(errors.SetupError, match="no such prompt"):
        answer_prompt(mara, prompt=make_setup_prompt(), text="Hello", now=at())


def test_a_first_wording_comes_from_the_answers():
    _, (mara, ines), (prompt, *_) = make_setup()
    assert suggested_outcome(prompt) == ""
    answer_prompt(mara, prompt=prompt, text="Gothic", now=at())
    assert suggested_outcome(prompt) == "Gothic"
    answer_prompt(ines, prompt=prompt, text="Noir,\nwith rain", now=at(hours=1))
    assert suggested_outcome(prompt) == f"- Gothic ({mara.user})\n- Noir, with rain ({ines.user})"


# The prompts' course.


def test_anyone_settles_a_prompt_and_the_next_is_up():
    game, (_, ines), (prompt, *_) = make_setup()
    settled = settle_prompt(ines, prompt=prompt, outcome=" A sea story. ", now=at())
    assert (settled.status, settled.outcome) == ("complete", "A sea story.")
    assert statuses(game) == ["complete", "active"] + ["pending"] * 6


def test_a_prompt_out_of_turn_is_settled_and_the_active_one_stays():
    game, (mara, _), prompts = make_setup()
    settle_prompt(mara, prompt=prompts[3], outcome="Sea or land", now=at())
    assert statuses(game) == ["active", "pending", "pending", "complete"] + ["pending"] * 4


@pytest.mark.parametrize("outcome", ["", "  ", "x" * 1001])
def test_a_prompt_is_not_settled_with_nothing_or_with_a_book(outcome):
    game, (mara, _), (prompt, *_) = make_setup()
    with pytest.raises(errors.SetupError):
        settle_prompt(mara, prompt=prompt, outcome=outcome, now=at())
    assert statuses(game)[0] == "active"


def test_every_prompt_can_be_skipped():
    game, (mara, _), prompts = make_setup()
    for prompt in prompts:
        skip_prompt(mara, prompt=prompt, now=at())
    assert statuses(game) == ["skipped"] * 8


@pytest.mark.parametrize("verb", [settle_prompt, skip_prompt])
def test_what_somebody_else_has_closed_is_not_closed_again(verb):
    _, (mara, ines), (prompt, *_) = make_setup()
    settle_prompt(mara, prompt=prompt, outcome="Hers", now=at())
    extra = {"outcome": "Mine"} if verb is settle_prompt else {}
    with pytest.raises(errors.SetupError, match="Somebody was faster"):
        verb(ines, prompt=prompt, now=at(), **extra)
    prompt.refresh_from_db()
    assert prompt.outcome == "Hers"


def test_a_prompt_is_taken_up_again_with_what_it_had():
    game, (mara, _), prompts = make_setup()
    settle_prompt(mara, prompt=prompts[0], outcome="A sea story.", now=at())
    skip_prompt(mara, prompt=prompts[1], now=at())
    reopened = reopen_prompt(mara, prompt=prompts[0], now=at())
    assert (reopened.status, reopened.outcome) == ("active", "A sea story.")
    assert statuses(game) == ["active", "skipped"] + ["pending"] * 6
    settle_prompt(mara, prompt=prompts[0], outcome="A town story.", now=at())
    assert statuses(game) == ["complete", "skipped", "active"] + ["pending"] * 5


def test_a_table_asks_itself_something_else():
    game, (_, ines), _ = make_setup()
    add_prompt(ines, topic=" Weather ", question="How long is winter?", now=at())
    assert topics(game) == [*TOPICS, "Weather"]
    assert statuses(game)[-1] == "pending"


@pytest.mark.parametrize(("topic", "question"), [("", "Why?"), ("Why", " "), ("x" * 61, "Why?")])
def test_a_prompt_needs_a_topic_and_a_question(topic, question):
    game, (mara, _), _ = make_setup()
    with pytest.raises(errors.SetupError):
        add_prompt(mara, topic=topic, question=question, now=at())
    assert topics(game) == TOPICS


def test_a_setup_does_not_go_on_for_ever():
    _, (mara, _), prompts = make_setup()
    for number in range(MAX_PROMPTS - len(prompts)):
        add_prompt(mara, topic=f"Topic {number}", question="Why?", now=at())
    with pytest.raises(errors.SetupError, match="16 prompts are enough"):
        add_prompt(mara, topic="One more", question="Why?", now=at())


@pytest.mark.parametrize(
    ("place", "by", "order"),
    [
        (1, -1, [1, 0, 2, 3]),
        (1, 1, [0, 2, 1, 3]),
        (0, -1, [0, 1, 2, 3]),
        (7, 1, [0, 1, 2, 3]),
    ],
)
def test_a_prompt_changes_places_with_its_neighbour(place, by, order):
    game, (mara, _), prompts = make_setup()
    move_prompt(mara, prompt=prompts[place], by=by, now=at())
    assert topics(game) == [TOPICS[n] for n in order] + TOPICS[4:]
    assert sorted(game.setup_prompts.values_list("order", flat=True)) == list(range(1, 9))


# The start.


def test_one_who_plays_alone_starts_at_once():
    game, (mara,), _ = make_setup(players=1)
    assert start_game(mara, now=at()) is None
    game.refresh_from_db()
    assert (game.status, game.proposals.count()) == ("active", 0)


def test_a_table_votes_on_the_start():
    game, (_, ines), _ = make_setup(players=2)
    proposal = start_game(ines, text="Shall we?", now=at())
    game.refresh_from_db()
    assert (proposal.kind, proposal.status, proposal.text) == ("start", "open", "Shall we?")
    assert (proposal.proposer, proposal.closes_at) == (ines.user, at(hours=12))
    assert game.status == "setup"


def test_one_whose_friends_all_left_starts_at_once():
    game, (mara, ines), _ = make_setup(players=2)
    GameMember.objects.filter(pk=ines.pk).update(left_at=at())
    start_game(mara, now=at())
    game.refresh_from_db()
    assert game.status == "active"


def test_there_is_one_vote_on_the_start_at_a_time():
    game, (mara, ines), _ = make_setup()
    start_game(mara, now=at())
    with pytest.raises(errors.SetupError, match="voting on the start"):
        start_game(ines, now=at())
    assert game.proposals.count() == 1


@pytest.mark.parametrize(
    ("verb", "extra"),
    [(settle_prompt, {"outcome": "Other"}), (skip_prompt, {}), (reopen_prompt, {})],
)
def test_what_the_table_settled_stays_while_it_votes(verb, extra):
    game, (mara, _), prompts = make_setup()
    make_proposal(game=game, kind="start", proposer=mara.user)
    with pytest.raises(errors.SetupError, match="voting on the start"):
        verb(mara, prompt=prompts[1], now=at(), **extra)
    assert statuses(game) == ["active"] + ["pending"] * 7


def test_setup_belongs_to_those_who_sit_there():
    _, (mara, _) = make_table(2, status="setup")
    game, _, (prompt, *_) = make_setup()
    with pytest.raises(errors.SetupError, match="no such prompt"):
        settle_prompt(mara, prompt=prompt, outcome="Mine", now=at())
    assert statuses(game)[0] == "active"
