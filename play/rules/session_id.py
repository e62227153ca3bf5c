"""Session ids that people can say aloud and remember."""

from random import Random

# fmt: off
_FIRST = (
    "amber", "ash", "birch", "bramble", "cedar", "cinder", "clover", "copper", "dusk", "ember",
    "fern", "flint", "frost", "harbour", "heather", "hollow", "iron", "juniper", "kettle",
    "lantern", "linden", "maple", "marsh", "meadow", "mist", "moon", "moss", "oak", "pebble",
    "pine", "raven", "reed", "river", "rowan", "saddle", "sage", "shard", "silver", "sparrow",
    "storm", "thistle", "tinder", "willow", "winter",
)
_LAST = (
    "arrow", "bell", "bridge", "brook", "candle", "castle", "crossing", "door", "feather",
    "field", "fire", "ford", "forest", "gate", "grove", "hall", "hearth", "hill", "horn",
    "house", "key", "ladder", "lake", "lamp", "mill", "mountain", "path", "pond", "ring",
    "road", "rock", "sea", "shore", "song", "stair", "stone", "table", "tower", "trail",
    "valley", "wagon", "well", "wind", "wood",
)
# fmt: on


def propose_session_id(rng: Random) -> str:
    """A session id such as ``ember-4821-gate``, one of some twenty million.

    It is a proposal: whether it is free only the table of runs knows. Whoever knows the id of a
    run can open it, so draw it from ``random.SystemRandom``.
    """
    return f"{rng.choice(_FIRST)}-{rng.randrange(1000, 10_000)}-{rng.choice(_LAST)}"
