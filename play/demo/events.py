"""Events of each type, with what that type needs."""

from datetime import timedelta

from play.models import Event, OracleVote
from play.rules.documents import total_of


def write_event(telling, beat, order, told):
    event = Event(beat=beat, order=order, type=told["type"], created_at=beat.created_at)
    match event.type:
        case Event.Type.ROLL:
            _roll(event, told)
        case Event.Type.ORACLE:
            _ask(event, told)
            _read(telling, event, told)
        case Event.Type.FORTUNE_ROLL:
            _ask(event, told)
            _try_fortune(event, told)
    event.content = told.get("content", "")
    telling.add(event)
    if "votes" in told:
        _vote(telling, event, told["votes"])


def _roll(event, told):
    event.notation = told["notation"]
    event.dice = {"version": 1, "terms": [_term(**term) for term in told["terms"]]}
    event.total = total_of(event.dice)


def _term(*, sign=1, number=None, sides=None, faces=(), dropped=(), exploded=()):
    if sides is None:
        return {"kind": "number", "sign": sign, "number": number}
    dice = [
        {"face": face, "kept": face not in dropped, "exploded": face in exploded} for face in faces
    ]
    return {"kind": "dice", "sign": sign, "sides": sides, "dice": dice}


def _ask(event, told):
    event.question = told["question"]
    event.action_word = told.get("action_word", "")
    event.descriptor_word = told.get("descriptor_word", "")


def _read(telling, event, told):
    readings = [
        {
            "id": telling.key(),
            "author": str(telling.people[reading["by"]].pk),
            "text": reading["text"],
        }
        for reading in told["readings"]
    ]
    event.scope = told["scope"]
    event.interpretations = {"version": 1, "readings": readings}
    chosen = told["chosen"]
    event.chosen = chosen if isinstance(chosen, str) else readings[chosen - 1]["text"]


def _try_fortune(event, told):
    event.odds = told["odds"]
    event.tension = event.beat.scene.tension
    event.die = told.get("die")
    event.result = told.get("result", "")
    if "contest_hours" in told:
        event.contest_closes_at = event.created_at + timedelta(hours=told["contest_hours"])


def _vote(telling, event, votes):
    """Each vote is the number of a reading, from 1, or the voter's own words."""
    readings = event.interpretations["readings"]
    for voter, choice in votes.items():
        own = isinstance(choice, str)
        telling.add(
            OracleVote(
                event=event,
                voter=telling.people[voter],
                own_words=choice if own else "",
                reading=None if own else readings[choice - 1]["id"],
                created_at=telling.soon_after(event.created_at),
            )
        )
