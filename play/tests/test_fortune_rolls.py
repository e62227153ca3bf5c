from datetime import timedelta
from random import Random

import pytest

from play.domain.errors import (
    FortuneError,
    GameArchivedError,
    GameNotBegunError,
    GamePausedError,
    NotAMemberError,
    NotTheAuthorError,
)
from play.domain.fortune import (
    contest,
    offer_twist,
    reaffirm,
    resolve_due_of,
    take_back,
    waiting_rolls,
)
from play.models import Beat, Comment, Event, Game, Notification, Proposal
from play.rules.documents import default_game_settings
from play.rules.fortune import RESULTS, answer
from play.rules.twists import TWISTS
from play.tests.factories import make_beat, make_event, make_spotlight
from play.tests.tables import LATER, make_table, start_story
from play.tests.tables import NOW as ASKED

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
CLOSES = ASKED + 6 * HOUR
SETTINGS = default_game_settings() | {"contest_hours": 6, "silence_hours": 12, "twists": False}


def make_waiting(players=3, status="active", **beat):
    """A table, its members and a question that may be contested until ``CLOSES``."""
    game, members = make_table(players, status=status, settings=SETTINGS)
    _, scene = start_story(game, tension=5)
    beat = make_beat(scene=scene, author=members[0].user, status="proposed", **beat)
    return game, members, ask(beat)


def ask(beat, **fields):
    unanswered = {"die": None, "result": "", "contest_closes_at": CLOSES}
    return make_event(type="fortune_roll", beat=beat, **unanswered | fields)


def seed_for(*results):
    """Chance that answers a likely question at tension 5 so, one roll after the other."""
    for seed in range(10_000):
        rng = Random(seed)
        if all(answer("likely", 5, rng.randrange(100)) == result for result in results):
            return Random(seed)
    raise AssertionError(results)


def resolve(game, now=CLOSES, *results):
    return resolve_due_of(game, now=now, rng=seed_for(*results or ["yes"]))


def told(kind):
    rows = Notification.objects.filter(kind=kind).order_by("recipient__created_at", "created_at")
    return [(row.recipient, row.text) for row in rows]


def test_nothing_is_rolled_before_the_window_ends():
    game, _, event = make_waiting()
    assert resolve(game, CLOSES - timedelta(seconds=1)) == 0
    event.refresh_from_db()
    assert (event.result, event.beat.status) == ("", "proposed")


@pytest.mark.parametrize("result", ["yes", "no"])
def test_a_plain_answer_lets_the_beat_stand(result):
    game, members, event = make_waiting()
    assert (resolve(game, CLOSES, result), resolve(game)) == (1, 0)
    event.refresh_from_db()
    assert (event.result, event.beat.significance, event.beat.status) == (
        result,
        "minor",
        "canon",
    )
    assert answer("likely", 5, event.die) == result
    assert event.beat.scene.revision > 0
    words = f"Fortune on “Is the door locked?”: {RESULTS[result]}"
    assert told("fortune_asked") == [(member.user, words) for member in members]


@pytest.mark.parametrize("result", ["exceptional_yes", "exceptional_no"])
def test_an_exceptional_answer_goes_to_a_vote(result):
    game, (ines, *others), _ = make_waiting()
    resolve(game, CLOSES, result)
    beat = Beat.objects.get()
    assert (beat.significance, beat.status) == ("major", "proposed")
    vote = Proposal.objects.get()
    assert (vote.kind, vote.beat, vote.proposer, vote.closes_at) == (
        "beat",
        beat,
        ines.user,
        CLOSES + 12 * HOUR,
    )
    assert [user for user, _ in told("vote_needed")] == [member.user for member in others]


def test_a_major_beat_goes_to_a_vote_whatever_the_answer():
    game, *_ = make_waiting(significance="major")
    resolve(game)
    assert list(Proposal.objects.values_list("kind", flat=True)) == ["beat"]


def test_a_beat_waits_for_all_its_questions():
    game, _, event = make_waiting()
    ask(event.beat, contest_closes_at=CLOSES + HOUR)
    assert (resolve(game), Beat.objects.get().status) == (1, "proposed")
    assert (resolve(game, CLOSES + HOUR), Beat.objects.get().status) == (1, "canon")


def test_two_questions_that_end_together_are_both_answered():
    game, _, event = make_waiting()
    ask(event.beat)
    assert resolve(game, CLOSES, "exceptional_yes", "no") == 2
    assert Proposal.objects.count() == 1


def test_it_is_rolled_at_the_tension_at_which_it_was_asked():
    game, _, event = make_waiting()
    event.beat.scene.__class__.objects.update(tension=9)
    resolve(game)
    event.refresh_from_db()
    assert event.result == answer("likely", 5, event.die)


def test_whoever_is_left_alone_waits_for_nobody():
    game, (_, tom), event = make_waiting(players=2)
    contest(tom, event, now=ASKED)
    tom.left_at = LATER
    tom.save()
    assert (resolve(game, ASKED), Beat.objects.get().status) == (1, "canon")


def test_a_contest_stops_the_roll_and_tells_the_asker_why():
    game, (ines, tom, _), event = make_waiting()
    contest(tom, event, reason="It was bolted.", now=ASKED)
    event.refresh_from_db()
    assert (event.contested_by, event.contested_at, event.contest_closes_at) == (
        tom.user,
        ASKED,
        ASKED + 12 * HOUR,
    )
    assert resolve(game, CLOSES) == 0
    assert Comment.objects.get().text == "It was bolted."
    words = f"{tom.user} contests the odds of “Is the door locked?”"
    assert told("fortune_contested") == [(ines.user, words)]
    assert Notification.objects.count() == 1


def test_a_contest_that_nobody_answers_ends_too():
    game, (ines, tom, _), event = make_waiting()
    turn = make_spotlight(beat=event.beat)
    contest(tom, event, now=ASKED)
    assert resolve(game, ASKED + 12 * HOUR) == 1
    event.refresh_from_db()
    turn.refresh_from_db()
    assert (event.result, event.beat.status, turn.answered_at) == (
        "",
        "rejected",
        ASKED + 12 * HOUR,
    )
    assert told("fortune_contested")[-1] == (
        ines.user,
        "Contested and not asked anew: “Is the door locked?”",
    )


def test_nobody_contests_twice_too_late_or_themselves():
    _, (ines, tom, ruth), event = make_waiting()
    with pytest.raises(FortuneError, match="your own question"):
        contest(ines, event, now=ASKED)
    with pytest.raises(FortuneError, match="The time to contest"):
        contest(tom, event, now=CLOSES)
    contest(tom, event, now=ASKED)
    with pytest.raises(FortuneError, match="contests these odds already"):
        contest(ruth, event, now=ASKED)


def test_asking_anew_opens_another_window():
    game, (ines, tom, ruth), event = make_waiting()
    contest(tom, event, now=ASKED)
    again = reaffirm(ines, event, odds="unlikely", now=ASKED + HOUR, rng=Random(1))
    again.refresh_from_db()
    assert (again.odds, again.contested_by, again.contested_at, again.contest_closes_at) == (
        "unlikely",
        None,
        None,
        ASKED + 7 * HOUR,
    )
    words = f"{ines.user} asks fortune anew: Is the door locked?"
    assert told("fortune_asked") == [(tom.user, words), (ruth.user, words)]
    assert resolve(game, ASKED + 7 * HOUR) == 1


def test_asking_anew_keeps_the_odds_unless_others_are_named():
    _, (ines, tom, _), event = make_waiting()
    contest(tom, event, now=ASKED)
    assert reaffirm(ines, event, now=ASKED, rng=Random(1)).odds == "likely"
    with pytest.raises(FortuneError):
        reaffirm(ines, event, odds="certain", now=ASKED, rng=Random(1))


def test_without_windows_any_more_fortune_answers_at_once():
    _, (ines, tom, _), event = make_waiting()
    contest(tom, event, now=ASKED)
    Game.objects.update(settings=SETTINGS | {"contest_hours": None})
    assert reaffirm(ines, event, now=ASKED, rng=seed_for("no")).result == "no"
    assert Beat.objects.get().status == "canon"


def test_the_asker_takes_a_question_back():
    game, (ines, *_), event = make_waiting()
    assert take_back(ines, event, now=ASKED).status == "rejected"
    assert resolve(game) == 0
    with pytest.raises(FortuneError, match="does not wait"):
        take_back(ines, event, now=ASKED)


def verbs(event):
    return (
        (contest, {"now": ASKED}),
        (reaffirm, {"now": ASKED, "rng": Random(1)}),
        (take_back, {"now": ASKED}),
    )


def test_only_the_asker_asks_anew_or_takes_it_back():
    _, (_, tom, _), event = make_waiting()
    for verb, how in verbs(event)[1:]:
        with pytest.raises(NotTheAuthorError):
            verb(tom, event, **how)


def test_what_is_answered_stays_so():
    game, (ines, tom, _), event = make_waiting()
    resolve(game)
    for member, (verb, how) in zip((tom, ines, ines), verbs(event), strict=True):
        with pytest.raises(FortuneError, match="has answered"):
            verb(member, event, **how)


def test_only_fortune_is_contested():
    _, (_, tom, _), event = make_waiting()
    other = make_event(beat=event.beat, type="oracle")
    with pytest.raises(FortuneError):
        contest(tom, other, now=ASKED)


def test_another_tables_question_is_out_of_reach():
    *_, event = make_waiting()
    _, (stranger,) = make_table(1)
    for verb, how in verbs(event):
        with pytest.raises(NotAMemberError):
            verb(stranger, event, **how)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("setup", GameNotBegunError),
        ("paused", GamePausedError),
        ("archived", GameArchivedError),
    ],
)
def test_fortune_rests_unless_the_game_is_played(status, error):
    game, members, event = make_waiting(status=status)
    for member in members[:2]:
        for verb, how in verbs(event):
            with pytest.raises(error):
                verb(member, event, **how)
    assert resolve(game) == 0
    assert list(waiting_rolls()) == []


def test_waiting_rolls_are_those_of_the_games_named():
    game, _, event = make_waiting()
    *_, other = make_waiting()
    make_event(type="fortune_roll", beat=event.beat)
    assert set(waiting_rolls()) == {event, other}
    assert list(waiting_rolls([game])) == [event]


def test_each_answer_is_kept_with_its_die():
    game, *_ = make_waiting()
    resolve(game)
    Event.objects.get().full_clean()


def chance_of(die):
    """Chance with which ``die`` falls first."""
    seeds = (seed for seed in range(10_000) if Random(seed).randrange(100) == die)
    return Random(next(seeds))


@pytest.mark.parametrize(
    ("die", "is_wanted", "offered"),
    [(55, True, 1), (66, True, 0), (54, True, 0), (55, False, 0)],
)
def test_a_pair_up_to_the_tension_offers_a_twist(die, is_wanted, offered):
    game, _, event = make_waiting()
    Game.objects.update(settings=SETTINGS | {"twists": is_wanted})
    resolve_due_of(game, now=CLOSES, rng=chance_of(die))
    twists = Proposal.objects.filter(kind="twist")
    lines = {f"{twist.name}. {twist.line}" for twist in TWISTS}
    assert [(row.beat, row.proposer, row.text in lines) for row in twists] == [
        (event.beat, None, True)
    ] * offered


def test_a_beat_offers_one_twist_at_a_time():
    game, _, event = make_waiting()
    game.settings = SETTINGS | {"twists": True}
    event.die = 55
    assert offer_twist(game, event, now=CLOSES, rng=Random(1)).kind == "twist"
    assert offer_twist(game, event, now=CLOSES, rng=Random(1)) is None
