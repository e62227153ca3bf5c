"""What a table votes on, of each kind, and what becomes of it."""

from play.domain.ballots import open_ballot
from play.domain.proposals import decide_open, open_proposal
from play.domain.tables import game_lock
from play.models import Proposal
from play.rules.documents import default_game_settings
from play.tests.factories import make_act, make_beat, make_scene
from play.tests.tables import at, make_table, start_story

NOW, DEADLINE = at(), at(hours=12)
KINDS = [kind for kind in Proposal.Kind if kind != "tension"]


def put(kind, players=3, **settings):
    """Something of each kind that the organizer asks, and the table."""
    settings = default_game_settings() | settings
    status = "setup" if kind == "start" else "active"
    game, members = make_table(players, status=status, settings=settings)
    about = {}
    if kind == "act":
        about = {"act": make_act(game=game, status="proposed", proposed_by=members[0].user)}
    elif kind == "scene":
        act = make_act(game=game, status="active", number=1)
        about = {"scene": make_scene(act=act, status="proposed", proposed_by=members[0].user)}
    elif kind != "start":
        about = subject_of(kind, game, members[0])
    if kind == "twist":
        with game_lock(game.pk) as locked:
            return open_ballot(locked, kind=kind, text="Rain.", now=NOW, **about), members
    return open_proposal(members[0], kind=kind, now=NOW, **about), members


def subject_of(kind, game, author):
    act, scene = start_story(game)
    if kind == "act_complete":
        return {"act": act}
    if kind == "scene_complete":
        return {"scene": scene}
    status = "canon" if kind == "twist" else "proposed"
    return {"beat": make_beat(scene=scene, author=author.user, significance="major", status=status)}


def run_out(proposal, now=DEADLINE):
    with game_lock(proposal.game_id) as game:
        return decide_open(game, now=now)


def state(proposal):
    """The status of what the proposal is about, whichever it is."""
    proposal = Proposal.objects.get(pk=proposal.pk)
    about = proposal.act or proposal.scene or proposal.beat or proposal.game
    return proposal.status, about.status


PASSED = {
    "start": "active",
    "act": "active",
    "scene": "active",
    "beat": "approved",
    "scene_complete": "complete",
    "act_complete": "complete",
    "twist": "canon",
}
REFUSED = {
    "start": "setup",
    "act": "declined",
    "scene": "declined",
    "beat": "rejected",
    "scene_complete": "active",
    "act_complete": "active",
    "twist": "canon",
}
