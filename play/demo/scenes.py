"""Acts and scenes: proposed, played, ended, and what the table wanted of the tension then."""

from collections import Counter
from datetime import timedelta
from statistics import mode

from play.demo.beats import write_beats
from play.demo.votes import agree, propose
from play.models import Act, Draft, ReadMark, Scene, ScenePresence, TensionVote

# How long a scene rests after its last beat before it ends; where it goes on, until now.
REST, UNTIL_NOW = timedelta(hours=10), timedelta(hours=3)


def write(telling):
    acts = [
        _act(telling, number, **told)
        for number, told in enumerate(telling.read("game")["acts"], start=1)
    ]
    scenes_of = Counter()
    for told in telling.read_scenes():
        act = acts[told["act"] - 1]
        scenes_of[act.number] += 1
        scene = _scene(telling, act, scenes_of[act.number], told)
        telling.scenes.append(scene)
        _presences(telling, scene)
        write_beats(telling, scene, told["beats"], _last_beat_at(telling, scene))
        _read_marks(telling, scene, len(told["beats"]), told.get("read", {}))
        _drafts(telling, scene, told.get("drafts", []))
        if scene.completed_at:
            _end(telling, scene, told["tension_votes"])


def _act(telling, number, *, title, guiding_question, proposer, begun, ended=None, summary=""):
    act = telling.add(
        Act(
            game=telling.game,
            number=number,
            title=title,
            guiding_question=guiding_question,
            proposed_by=telling.people[proposer],
            summary=summary,
            **_lasting(telling, begun, ended),
        )
    )
    agree(telling, "act", act.created_at, by=proposer, act=act)
    if act.completed_at:
        agree(telling, "act_complete", act.completed_at - REST / 5, by=proposer, act=act)
    return act


def _scene(telling, act, number, told):
    votes = told.get("tension_votes")
    scene = telling.add(
        Scene(
            act=act,
            number=number,
            title=told["title"],
            guiding_question=told["guiding_question"],
            place=told["place"],
            proposed_by=telling.people[told["proposer"]],
            tension=told["tension"],
            tension_carried=told["tension"] + mode(votes.values()) if votes else None,
            summary=told.get("summary", ""),
            revision=len(told["beats"]),
            **_lasting(telling, told["begun"], told.get("ended")),
        )
    )
    text = told.get("proposal", "")
    agree(telling, "scene", scene.created_at, by=told["proposer"], scene=scene, text=text)
    return scene


def _lasting(telling, begun, ended):
    started_at = telling.ago(begun)
    return {
        "status": "active" if ended is None else "complete",
        "created_at": started_at - timedelta(hours=3),
        "started_at": started_at,
        "completed_at": None if ended is None else telling.ago(ended),
    }


def _last_beat_at(telling, scene):
    return scene.completed_at - REST if scene.completed_at else telling.now - UNTIL_NOW


def _presences(telling, scene):
    for character in telling.characters.values():
        telling.add(
            ScenePresence(
                scene=scene,
                character=character,
                left_at=scene.completed_at,
                created_at=scene.started_at,
            )
        )


def _read_marks(telling, scene, last_beat, read):
    for name in telling.members:
        telling.add(
            ReadMark(
                scene=scene,
                reader=telling.people[name],
                last_beat=read.get(name, last_beat),
                seen_at=scene.completed_at or telling.now - UNTIL_NOW,
                created_at=scene.started_at,
            )
        )


def _drafts(telling, scene, drafts):
    for told in drafts:
        event = {"type": "narrative", "content": told["content"]}
        telling.add(
            Draft(
                scene=scene,
                author=telling.people[told["by"]],
                content={"version": 1, "events": [event]},
                created_at=telling.now - UNTIL_NOW,
            )
        )


def _end(telling, scene, tension_votes):
    by = telling.rng.choice(telling.members)
    agree(telling, "scene_complete", scene.completed_at - REST / 5, by=by, scene=scene)
    proposal = propose(telling, "tension", scene.completed_at, scene=scene)
    for name, delta in tension_votes.items():
        voter, at = telling.people[name], telling.soon_after(proposal.closed_at)
        telling.add(TensionVote(scene=scene, voter=voter, delta=delta, created_at=at))
        proposal.closed_at = at
