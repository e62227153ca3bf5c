"""Which parts of a life are open to be told, and when one of them is told.

A lane is a section for one storyteller: locked, unlocked, in progress, completed or skipped. These
rules open lanes by scope, by profile, and by what was told before; the keeper may open, skip and
reopen any by hand (docs/adr/0014).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

# Per cent of its questions, from which on a section counts as told.
COMPLETE_FROM = 80


class By(StrEnum):
    SCOPE = "scope"
    PROFILE = "profile"
    PREREQUISITE = "prerequisite"
    MANUAL = "manual"


@dataclass(frozen=True)
class Lane:
    """A section with what it waits for. ``after`` is the key of the section that opens it."""

    key: str
    name: str
    status: str = "locked"
    scope: str = ""
    flags: Mapping[str, bool] = field(default_factory=dict)
    after: str = ""
    minimum_answers: int = 0
    answered: int = 0


@dataclass(frozen=True)
class Unlock:
    """That a lane opens, why, and whether all that it waited for is done."""

    key: str
    by: By
    reason: str
    is_prerequisite_met: bool = False


def percentage(answered: int, total: int) -> int:
    """Whole per cent of ``total``, rounded down; nothing of nothing is 0."""
    return min(100, 100 * answered // total) if total else 0


def is_told(answered: int, total: int) -> bool:
    return bool(total) and 100 * answered >= COMPLETE_FROM * total


def is_offered(lane: Lane, *, scope: str, flags: Mapping[str, bool]) -> bool:
    """Whether the lane is meant for somebody with this scope and this profile.

    A flag that a lane asks for and that nobody ticked does not fit. ``version`` and flags that are
    null say nothing.
    """
    fits_scope = not lane.scope or lane.scope == scope
    return fits_scope and fits_profile(lane, flags)


def fits_profile(lane: Lane, flags: Mapping[str, bool]) -> bool:
    return all(flags.get(name) == value for name, value in wanted_flags(lane).items())


def wanted_flags(lane: Lane) -> dict[str, bool]:
    return {k: v for k, v in lane.flags.items() if isinstance(v, bool)}


def unlocked_by_scope(lanes: Iterable[Lane], enabled: Iterable[str], scope: str) -> list[Unlock]:
    """The locked lanes that the scope enables, in their order."""
    enabled = set(enabled)
    return [
        Unlock(lane.key, By.SCOPE, "It belongs to what you chose to tell.")
        for lane in lanes
        if lane.status == "locked" and lane.key in enabled and lane.scope in ("", scope)
    ]


def unlocked_by_profile(
    lanes: Iterable[Lane], *, scope: str, flags: Mapping[str, bool]
) -> list[Unlock]:
    """The locked lanes that ask something of the profile, and get it."""
    return [
        Unlock(lane.key, By.PROFILE, "It fits what you ticked about this life.")
        for lane in lanes
        if lane.status == "locked"
        and wanted_flags(lane)
        and is_offered(lane, scope=scope, flags=flags)
    ]


def closed_by_profile(lanes: Iterable[Lane], flags: Mapping[str, bool]) -> list[str]:
    """Keys of lanes nobody began that the profile had opened and does not fit any more.

    ``lanes`` are those that the profile opened.
    """
    return [
        lane.key
        for lane in lanes
        if lane.status == "unlocked" and not lane.answered and not fits_profile(lane, flags)
    ]


def unlocked_by_telling(
    lanes: Iterable[Lane], *, scope: str, flags: Mapping[str, bool]
) -> list[Unlock]:
    """The locked lanes that open because of what was told.

    Either is enough: the section that a lane waits for is told, or so many questions are answered
    in all sections together. Lanes that are not meant for this life stay closed.
    """
    lanes = list(lanes)
    told = {lane.key: lane.name for lane in lanes if lane.status == "completed"}
    total = sum(lane.answered for lane in lanes)
    found = []
    for lane in lanes:
        if lane.status != "locked" or not is_offered(lane, scope=scope, flags=flags):
            continue
        if lane.after in told:
            reason = f"“{told[lane.after]}” is told."
            found.append(Unlock(lane.key, By.PREREQUISITE, reason, is_prerequisite_met=True))
        elif 0 < lane.minimum_answers <= total:
            reason = f"{lane.minimum_answers} questions are answered."
            found.append(Unlock(lane.key, By.PREREQUISITE, reason))
    return found


def waits_for(lane: Lane, names: Mapping[str, str], total: int) -> str:
    """What opens a locked lane, in words; ``names`` are those of the sections by key.

    Nothing is said of lanes that only a profile or a scope opens: they are not missed.
    """
    after = names.get(lane.after, "")
    missing = max(0, lane.minimum_answers - total)
    if after and missing:
        return f"Opens when “{after}” is told, or after {_answers(missing)} more."
    if after:
        return f"Opens when “{after}” is told."
    return f"Opens after {_answers(missing)} more." if missing else ""


def _answers(count: int) -> str:
    return "one answer" if count == 1 else f"{count} answers"
