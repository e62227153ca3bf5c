"""Beats: how each comes to stand in the story, and what may become of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from play.rules.fortune import EXCEPTIONAL
from play.rules.states import graph

# A beat waits for the table (or for its fortune roll) as proposed. What the table voted for is
# approved while the scene goes on, and canon once the scene ends: until then nobody challenges
# what they could have voted against; an author who rewrites it puts it to the vote again, since the
# table agreed to other words. Canon stands until somebody challenges it. Its author then
# lets it stand, or changes it: what was changed, for a challenge or an X-card, is revised.
# A rejected beat stays so: its author writes another.
BEAT = graph(
    "A beat",
    proposed={"approved", "canon", "rejected"},
    approved={"canon", "proposed"},
    canon={"challenged", "revised"},
    challenged={"canon", "revised"},
    revised={"challenged", "revised"},
    rejected=set(),
)
CHALLENGE = graph(
    "A challenge",
    open={"revised", "dismissed", "withdrawn"},
    revised=set(),
    dismissed=set(),
    withdrawn=set(),
)

# What a reader of the story sees. A challenged beat stands until it is changed.
IN_STORY = frozenset({"approved", "canon", "challenged", "revised"})

check_beat_change, check_challenge_change = BEAT.check, CHALLENGE.check


@dataclass(frozen=True, slots=True)
class Standing:
    significance: str
    status: str

    @property
    def needs_vote(self) -> bool:
        return (self.significance, self.status) == ("major", "proposed")


def settle(
    significance: str, *, players: int, results: Iterable[str] = (), waits: bool = False
) -> Standing:
    """What becomes of a beat as it is sent, and again when a fortune roll in it has fallen.

    ``results`` are those of its fortune rolls; ``waits`` says that one of them may still be
    contested. An exceptional result makes the beat major, whatever its author chose. Minor ones
    are canon at once, and for somebody who plays alone all are.
    """
    if not EXCEPTIONAL.isdisjoint(results):
        significance = "major"
    if waits:
        return Standing(significance, "proposed")
    alone = players == 1
    return Standing(significance, "canon" if alone or significance == "minor" else "proposed")
