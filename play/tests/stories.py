"""Beats with what is told in them."""

from play.tests.factories import make_beat, make_event


def organizer_of(scene):
    return scene.act.game.members.get(role="organizer").user


def tell(scene, *events, **fields):
    """The next beat of ``scene``, by its organizer, with ``events``; a text is a narrative one."""
    own = {"author": organizer_of(scene), "order": scene.beats.count() + 1}
    beat = make_beat(scene=scene, **{**own, **fields})
    for order, event in enumerate(events, start=1):
        told = {"content": event} if isinstance(event, str) else event
        make_event(beat=beat, **{**told, "order": order})
    return beat
