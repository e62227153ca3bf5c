"""Who and what the story has gathered, and what the players have heard of it."""

from play.models import NPC, Character, Edit, Notification, Relationship, WorldEntry

ENDS = {Character: "character", NPC: "npc", WorldEntry: "entry"}
SUBJECTS = {Character: "character", NPC: "npc", WorldEntry: "world_entry"}


def write(telling):
    told = telling.read("world")
    things = {character.name: character for character in telling.characters.values()}
    for model, found in ((NPC, told["npcs"]), (WorldEntry, told["entries"])):
        for thing in found:
            things[thing["name"]] = telling.add(_thing(telling, model, **thing))
    for relationship in told["relationships"]:
        telling.add(_relationship(telling, things, **relationship))
    for edit in told.get("edits", []):
        telling.add(_edit(telling, things, **edit))
    for notification in told.get("notifications", []):
        telling.add(_notification(telling, **notification))


def _thing(telling, model, *, by, introduced_in, **fields):
    beat = telling.beats[introduced_in]
    return model(
        game=telling.game,
        created_by=telling.people[by],
        introduced_in=beat,
        created_at=telling.soon_after(beat.created_at),
        **fields,
    )


def _relationship(telling, things, *, by, source, label, target):
    source, target = things[source], things[target]
    return Relationship(
        game=telling.game,
        created_by=telling.people[by],
        label=label,
        created_at=max(source.created_at, target.created_at),
        **{f"source_{ENDS[type(source)]}": source, f"target_{ENDS[type(target)]}": target},
    )


def _edit(telling, things, *, by, days_ago, changes, of=None):
    subject = {SUBJECTS[type(things[of])]: things[of]} if of else {}
    return Edit(
        game=telling.game,
        editor=telling.people[by],
        changes={"version": 1, "changes": changes},
        created_at=telling.ago(days_ago),
        **subject,
    )


def _notification(
    telling, *, to, kind, text, days_ago, read=False, scene=None, beat=None, proposal_of=None
):
    at = telling.ago(days_ago)
    return Notification(
        recipient=telling.people[to],
        game=telling.game,
        kind=kind,
        text=text,
        scene=telling.scenes[scene - 1] if scene else None,
        beat=telling.beats.get(beat),
        proposal=telling.proposals.get(proposal_of),
        read_at=telling.soon_after(at) if read else None,
        created_at=at,
    )
