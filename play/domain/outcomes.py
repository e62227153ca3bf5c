"""What follows from a vote. Everything here happens in the transaction that ends the vote."""

from collections.abc import Iterable
from datetime import datetime

from play.domain.ballots import SUBJECTS, Kind, Status, open_ballot
from play.domain.games import begin_play
from play.domain.story import active_scene, change_status, last_scene, next_number
from play.domain.tables import present_members, touch_scene
from play.domain.versions import bring_back_agreed
from play.models import Act, Beat, Game, Proposal, Scene, ScenePresence, Spotlight, TensionVote
from play.rules import tension


def apply_outcome(proposal: Proposal, *, game: Game, now: datetime) -> None:
    """Do what the table agreed on, or take back what it did not. ``game`` is locked.

    ``proposal`` has just passed, been rejected or been withdrawn.
    """
    passed = proposal.status == Status.PASSED
    match proposal.kind:
        case Kind.START if passed:
            begin_play(game, now=now)
        case Kind.ACT:
            _begin_act(proposal.act, now) if passed else decline(proposal.act)
        case Kind.SCENE:
            _begin_scene(game, proposal.scene, now) if passed else decline(proposal.scene)
        case Kind.BEAT:
            _settle_beat(proposal, now)
        case Kind.SCENE_COMPLETE if passed:
            _complete_scene(proposal.scene, now)
            open_ballot(game, kind=Kind.TENSION, scene=proposal.scene, now=now)
        case Kind.ACT_COMPLETE if passed:
            _complete_act(proposal.act, now)
        case Kind.TENSION:
            _carry_tension(game, proposal.scene)


def decline(unit: Act | Scene) -> None:
    change_status(unit, unit.Status.DECLINED)


def tension_votes(game: Game, scene: Scene) -> dict:
    """By voter, what those who sit at the table want of the tension."""
    members = present_members(game).values("user")
    votes = TensionVote.objects.filter(scene=scene, voter__in=members)
    return dict(votes.values_list("voter", "delta"))


def close_open_turns(spotlights, *, now: datetime) -> int:
    """Nobody is waited for any more in those of ``spotlights`` that are open."""
    handed = list(Beat.objects.filter(spotlights__in=spotlights.filter(answered_at=None)))
    closed = spotlights.filter(answered_at=None).update(answered_at=now, updated_at=now)
    for beat in handed:
        touch_scene(beat.scene, beat)
    return closed


def _begin_act(act, now):
    number = next_number(Act.objects.filter(game=act.game_id))
    change_status(act, Act.Status.ACTIVE, number=number, started_at=now)


def _begin_scene(game, scene, now):
    """Begin with the tension that the scene before it left, and the characters it was meant for."""
    previous = last_scene(scene.act_id)
    if previous:
        _end_tension_vote(game, previous, now)
    change_status(
        scene,
        Scene.Status.ACTIVE,
        number=next_number(Scene.objects.filter(act=scene.act_id)),
        started_at=now,
        tension=opening_tension(game, previous),
    )
    # Who was named in the proposal comes in now.
    ScenePresence.objects.filter(scene=scene, left_at=None).update(created_at=now, updated_at=now)


def opening_tension(game: Game, previous: Scene | None) -> int:
    """What the scene after ``previous``, or the first of an act, begins with."""
    return tension.opening(
        game.settings["starting_tension"],
        previous=previous and previous.tension,
        carried=previous and previous.tension_carried,
    )


def _end_tension_vote(game, scene, now):
    """The next scene begins: the votes there are decide, and nobody waits for the others."""
    vote = Proposal.objects.filter(scene=scene, kind=Kind.TENSION, status=Status.OPEN).first()
    if vote:
        change_status(vote, Status.PASSED, closed_at=now)
        _carry_tension(game, scene)


def _carry_tension(game, scene):
    delta = tension.outcome(tension_votes(game, scene).values())
    scene.tension_carried = tension.carry(scene.tension, delta)
    scene.save(update_fields=["tension_carried", "updated_at"])


def _settle_beat(proposal, now):
    """Approved until the scene ends, canon where it has ended, as what was agreed to before is."""
    beat = proposal.beat
    if proposal.status != Status.PASSED and not bring_back_agreed(proposal, now=now):
        change_status(beat, Beat.Status.REJECTED)
        close_open_turns(Spotlight.objects.filter(beat=beat), now=now)
        return
    is_played = beat.scene.status == Scene.Status.ACTIVE
    change_status(beat, Beat.Status.APPROVED if is_played else Beat.Status.CANON)


def _complete_scene(scene, now):
    """Whoever is there leaves; what was approved is canon. Votes on beats go on to their end."""
    change_status(scene, Scene.Status.COMPLETE, completed_at=now)
    ScenePresence.objects.filter(scene=scene, left_at=None).update(left_at=now, updated_at=now)
    approved = list(Beat.objects.filter(scene=scene, status=Beat.Status.APPROVED))
    Beat.objects.filter(pk__in=[beat.pk for beat in approved]).update(
        status=Beat.Status.CANON, updated_at=now
    )
    close_open_turns(Spotlight.objects.filter(beat__scene=scene), now=now)
    _supersede(Proposal.objects.filter(kind=Kind.SCENE_COMPLETE, scene=scene), now)
    twists = _supersede(Proposal.objects.filter(kind=Kind.TWIST, beat__scene=scene), now)
    touch_scene(scene, *approved, *(twist.beat for twist in twists))


def _complete_act(act, now):
    """Its scene ends with it. The next act begins at the table's own tension: there is no vote."""
    scene = active_scene(act)
    if scene:
        _complete_scene(scene, now)
    for proposal in _supersede(Proposal.objects.filter(scene__act=act), now):
        if proposal.kind == Kind.SCENE:
            decline(proposal.scene)
    change_status(act, Act.Status.COMPLETE, completed_at=now)


def _supersede(proposals, now) -> Iterable[Proposal]:
    """End those of ``proposals`` that are open: what they asked is no question any more."""
    rows = list(proposals.filter(status=Status.OPEN).select_related(*SUBJECTS))
    for proposal in rows:
        change_status(proposal, Status.SUPERSEDED, closed_at=now)
    return rows
