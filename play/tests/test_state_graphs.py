"""Whatever people do, in whatever order: each thing goes along the graph of its kind."""

from dataclasses import dataclass
from random import Random

import pytest
from django.db import transaction

from play.domain.acts import propose_act, propose_act_end, revise_act
from play.domain.beats import revise_beat, write_beat
from play.domain.challenges import challenge_beat, dismiss_challenge, withdraw_challenge
from play.domain.deadlines import run_due_of
from play.domain.errors import PlayError
from play.domain.fortune import contest, reaffirm, take_back
from play.domain.games import archive_game
from play.domain.members import leave_game
from play.domain.pauses import pause_game, resume_game
from play.domain.proposals import revise, vote, withdraw
from play.domain.scenes import enter_scene, leave_scene, propose_scene, propose_scene_end
from play.domain.tables import present_members
from play.domain.tension import vote_tension
from play.domain.x_cards import use_x_card
from play.models import (
    Act,
    Beat,
    Challenge,
    Event,
    Game,
    Proposal,
    Scene,
    ScenePresence,
)
from play.rules.beats import BEAT, CHALLENGE
from play.rules.documents import default_game_settings
from play.rules.states import GAME, STORY_UNIT
from play.rules.votes import PROPOSAL
from play.tests.tables import at, make_table, start_story

pytestmark = pytest.mark.django_db
GRAPHS = {
    Act: STORY_UNIT,
    Beat: BEAT,
    Challenge: CHALLENGE,
    Game: GAME,
    Proposal: PROPOSAL,
    Scene: STORY_UNIT,
}
LIVE = ("proposed", "open", "active", "approved", "canon", "challenged")
ASKS = {"guiding_question": "What now?"}


class Table:
    """People who do one thing after another, some of which the table refuses."""

    def __init__(self, players, rng, **settings):
        self.game, _ = make_table(players, settings=default_game_settings() | settings)
        start_story(self.game)
        self.rng, self.hours, self.done = rng, 0, set()

    @property
    def now(self):
        return at(hours=self.hours)

    def look(self):
        """What is due is done whenever somebody looks."""
        self.game.refresh_from_db()
        run_due_of(self.game, now=self.now, rng=self.rng)

    def any_of(self, rows):
        return self.rng.choice(list(rows.order_by("created_at", "pk")) or [None])

    def one_of(self, model):
        """Mostly something that is not over yet."""
        rows = model.objects.all()
        live = rows.filter(status__in=LIVE) if model in GRAPHS else rows.filter(result="")
        return self.any_of(live if self.rng.random() < 0.8 else rows)

    def member(self):
        return self.any_of(present_members(self.game))

    def act_once(self, verbs):
        """Try one thing after another, often a new one, until the table lets them do it."""
        new = [each for each in verbs if each[0].__name__ not in self.done]
        is_done = False
        while not is_done:
            is_drawn_to_new = new and self.rng.random() < 0.4
            is_done = self.act_if_allowed(*self.rng.choice(new if is_drawn_to_new else verbs))

    def act_if_allowed(self, verb, subject):
        about = subject and self.one_of(subject)
        if subject and about is None:
            return False
        try:
            verb(self, self.member(), about)
        except PlayError:
            return False
        self.done.add(verb.__name__)
        return True


def propose(table, member, act):
    propose_act(member, **ASKS, now=table.now)


def ask_again(table, member, proposal):
    texts = {"text": "Anew.", "now": table.now}
    if proposal.kind == "act":
        revise_act(member, proposal, **ASKS, **texts)
    else:
        revise(member, proposal, **texts)


def set_the_scene(table, member, act):
    propose_scene(member, act, **ASKS, characters=act.game.characters.all(), now=table.now)


def end_scene(table, member, scene):
    propose_scene_end(member, scene, now=table.now)


def end_act(table, member, act):
    if table.rng.random() < 0.3:
        propose_act_end(member, act, now=table.now)


def come_or_go(table, member, scene):
    table.rng.choice([enter_scene, leave_scene])(member, scene, now=table.now)


def write(table, member, scene):
    kind = table.rng.choice(["narrative", "fortune_roll"])
    write_beat(
        member,
        scene,
        events=[{"type": kind, "content": "Rain.", "question": "Rain?", "odds": "likely"}],
        significance=table.rng.choice(["minor", "major"]),
        now=table.now,
        rng=table.rng,
    )


def change(table, member, beat):
    revise_beat(member, beat, texts={1: f"Snow {table.rng.random()}."}, now=table.now)


def object_to(table, member, beat):
    challenge_beat(member, beat, reason="It is dry here.", now=table.now)


def end_challenge(table, member, challenge):
    verb = table.rng.choice([dismiss_challenge, withdraw_challenge])
    verb(member, challenge, now=table.now)


def fold(table, member, beat):
    use_x_card(member, beat, now=table.now)


def meddle(table, member, event):
    verb = table.rng.choice([contest, reaffirm, take_back])
    chance = {"rng": table.rng} if verb is reaffirm else {}
    verb(member, event, now=table.now, **chance)


def say(table, member, proposal):
    if proposal.kind == "tension":
        vote_tension(member, proposal, delta=table.rng.choice([-1, 0, 1]), now=table.now)
    else:
        choice = table.rng.choice(["yes", "yes", "no", "suggest"])
        vote(member, proposal, choice=choice, text="So.", now=table.now)


def take_out(table, member, proposal):
    withdraw(member, proposal, now=table.now)


def go(table, member, _):
    if table.rng.random() < 0.1:
        leave_game(member, now=table.now)


def rest(table, member, _):
    if table.rng.random() < 0.3:
        pause_game(member, reason="Rain", now=table.now)


def wake(table, member, _):
    resume_game(member, now=table.now)


def run(table, member, _):
    table.look()


# Each with what it is done to; what is done more often stands there more often.
VERBS = [
    (propose, None),
    (ask_again, Proposal),
    (set_the_scene, Act),
    (set_the_scene, Act),
    (end_scene, Scene),
    (end_act, Act),
    (come_or_go, Scene),
    *[(write, Scene)] * 4,
    *[(change, Beat)] * 2,
    *[(object_to, Beat)] * 2,
    *[(end_challenge, Challenge)] * 2,
    (fold, Beat),
    *[(meddle, Event)] * 2,
    *[(say, Proposal)] * 5,
    (take_out, Proposal),
    (go, None),
    (rest, None),
    *[(wake, None)] * 2,
    *[(run, None)] * 2,
]


# What the rows of each table are judged by, beside their status.
JUDGED_BY = {Proposal: ("kind", "act", "scene", "beat"), Beat: ("scene", "order")}
JUDGED_BY |= {Challenge: ("beat",)}


@dataclass
class Seen:
    """The tables as they stand: the rows of each model by their keys, and what is open in them."""

    rows: dict
    asked: set  # beats that wait for fortune's answer
    present: set  # scenes in which somebody is

    @classmethod
    def now(cls):
        rolls = Event.objects.filter(type="fortune_roll", result="")
        return cls(
            rows={
                model: {
                    row.pop("pk"): row
                    for row in model.objects.values("pk", "status", *JUDGED_BY.get(model, ()))
                }
                for model in GRAPHS
            },
            asked=set(rolls.values_list("beat", flat=True)),
            present=set(ScenePresence.objects.filter(left_at=None).values_list("scene", flat=True)),
        )

    def keys(self, model, *statuses):
        return {key for key, row in self.rows[model].items() if row["status"] in statuses}

    def open_votes_on(self, *kinds):
        votes = [row for row in self.rows[Proposal].values() if row["status"] == "open"]
        return {row[row["kind"]] for row in votes if row["kind"] in kinds}


def off_the_graph(before, after):
    """What has another status than before, and one that may not follow it."""
    return [
        (model.__name__, row["status"], after.rows[model][key]["status"])
        for model, graph in GRAPHS.items()
        for key, row in before.rows[model].items()
        if not leads_to(graph, row["status"], after.rows[model][key]["status"])
    ]


def leads_to(graph, old, new):
    """In one step, or in two: a vote whose time was up ends before anything else is done."""
    steps = graph.following[old]
    return new == old or new in steps or any(graph.allows(step, new) for step in steps)


def require_sense(seen):
    """What hangs together is never seen apart."""
    for model, kind in ((Act, "act"), (Scene, "scene")):
        assert seen.keys(model, "proposed") == seen.open_votes_on(kind)
        assert len(seen.keys(model, "active")) <= 1
    undecided = seen.open_votes_on("beat")
    waiting = seen.asked - seen.keys(Beat, "rejected")
    assert seen.keys(Beat, "proposed") == undecided | waiting
    assert undecided & waiting == set()
    objected = [row for row in seen.rows[Challenge].values() if row["status"] == "open"]
    challenged = sorted(seen.keys(Beat, "challenged"))
    assert sorted(challenge["beat"] for challenge in objected) == challenged
    over = seen.keys(Scene, "complete")
    beats = seen.rows[Beat].values()
    assert {beat["scene"] for beat in beats if beat["status"] == "approved"} & over == set()
    assert seen.present & over == set()
    for scene in seen.rows[Scene]:
        orders = sorted(beat["order"] for beat in beats if beat["scene"] == scene)
        assert orders == list(range(1, len(orders) + 1))


def require_nothing_overdue(table):
    table.look()
    table.game.refresh_from_db()
    if table.game.status == "active":
        assert not Proposal.objects.filter(status="open", closes_at__lte=table.now).exists()


def require_an_end(table):
    """Nobody does anything any more: all that waits comes to its end."""
    if table.game.status == "paused":
        resume_game(present_members(table.game)[0], now=table.now)
    for _ in range(4):  # A question may wait for fortune, then for a vote, then for another.
        table.hours += 24
        table.look()
    seen = Seen.now()
    require_sense(seen)
    assert seen.keys(Proposal, "open") == set()
    assert [seen.keys(model, "proposed") for model in (Act, Scene, Beat)] == [set()] * 3


def require_that_the_archive_ends_it(table, organizer):
    before = Seen.now()
    archive_game(organizer, now=table.now)
    after = Seen.now()
    assert off_the_graph(before, after) == []
    require_sense(after)
    assert after.keys(Proposal, "open") == set()


STEPS = 24
CONTESTED, UNANIMOUS = {"contest_hours": 6}, {"a_no_blocks": True}


@pytest.mark.parametrize(
    ("players", "settings"),
    [(1, CONTESTED), (2, UNANIMOUS), (3, CONTESTED), (4, UNANIMOUS), (5, CONTESTED)],
)
def test_whatever_people_do_keeps_to_the_graphs_and_nothing_stays_open(players, settings):
    rng = Random(f"{players} at a table with {settings}")
    table = Table(players, rng, **settings)
    before = Seen.now()
    for step in range(STEPS):
        table.hours += rng.choice([0, 0, 0, 0, 1, 5, 13])
        table.act_once(VERBS)
        after = Seen.now()
        assert off_the_graph(before, after) == []
        require_sense(after)
        before = after
        if step % 2:
            require_nothing_overdue(table)
    assert len(table.done) >= 6
    organizer = table.game.members.get(role="organizer")
    if organizer.is_present:
        with transaction.atomic():
            require_that_the_archive_ends_it(table, organizer)
            transaction.set_rollback(True)
    table.game.refresh_from_db()
    require_an_end(table)
