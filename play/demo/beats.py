"""Beats with their events, and what the table made of them."""

from play.demo.events import write_event
from play.demo.votes import comment, propose
from play.models import Beat, BeatVersion, Challenge, Spotlight, XCard


def write_beats(telling, scene, beats, until):
    moments = telling.moments(scene.started_at, until, len(beats))
    for order, (told, at) in enumerate(zip(beats, moments, strict=True), start=1):
        label = f"{len(telling.scenes)}.{order}"
        beat = telling.beats[label] = _beat(telling, scene, order, told, at)
        for place, event in enumerate(told["events"], start=1):
            write_event(telling, beat, place, event)
        if "proposal" in told:
            telling.proposals[label] = propose(
                telling, "beat", at, by=told["by"], beat=beat, **told["proposal"]
            )
        if "spotlight" in told:
            _spotlight(telling, beat, told["spotlight"], answered_at=moments[order])
        challenge = _challenge(telling, beat, **told["challenge"]) if "challenge" in told else None
        if "was" in told:
            _version(telling, beat, told["was"], challenge)
        comment(telling, told.get("comments", []), at, beat=beat)


def _beat(telling, scene, order, told, at):
    in_character = any(event["type"] != "ooc" for event in told["events"])
    acts = in_character and not told.get("npc")
    return telling.add(
        Beat(
            scene=scene,
            author=telling.people[told["by"]],
            character=telling.characters[told["by"]] if acts else None,
            order=order,
            significance=told.get("significance", "minor"),
            status=told.get("status", "canon"),
            created_at=at,
        )
    )


def _spotlight(telling, beat, player, answered_at):
    telling.add(
        Spotlight(
            beat=beat,
            character=telling.characters[player],
            closes_at=beat.created_at + telling.silence(),
            answered_at=answered_at,
            created_at=beat.created_at,
        )
    )


def _challenge(telling, beat, *, by, status, reason, answer="", comments=()):
    at = telling.soon_after(beat.created_at)
    challenge = telling.add(
        Challenge(
            beat=beat,
            challenger=telling.people[by],
            reason=reason,
            status=status,
            answer=answer,
            created_at=at,
        )
    )
    comment(telling, comments, at, challenge=challenge)
    if status != "open":
        challenge.resolved_at = telling.soon_after(at)
    return challenge


def _version(telling, beat, events, challenge):
    """What the beat said before a challenge or, where there was none, an X-card changed it."""
    if challenge:
        changed_at = challenge.resolved_at
    else:
        folded_at = telling.soon_after(beat.created_at)
        changed_at = telling.soon_after(folded_at)
        telling.add(XCard(beat=beat, created_at=folded_at, lifted_at=changed_at))
    telling.add(
        BeatVersion(
            beat=beat,
            number=1,
            content={"version": 1, "events": events},
            replaced_by=beat.author,
            challenge=challenge,
            created_at=changed_at,
        )
    )
