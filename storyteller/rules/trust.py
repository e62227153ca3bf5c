"""The steps that come before any story, and the phase of the process that follows from them."""

from collections.abc import Collection

STEPS = ("introduction", "subject_clarification", "scope_selection", "gentle_profile")
# The phase that each step belongs to, and what comes after the last of them.
PHASE_OF = {
    "introduction": "trust_setup",
    "subject_clarification": "trust_setup",
    "scope_selection": "scope_selection",
    "gentle_profile": "profile",
}
AFTER_TRUST = "contextual_grounding"


def next_step(done: Collection[str]) -> str:
    """The first step that is not done yet, or nothing."""
    return next((step for step in STEPS if step not in done), "")


def phase_after(done: Collection[str]) -> str:
    """In which phase somebody is who did these steps."""
    step = next_step(done)
    return PHASE_OF[step] if step else AFTER_TRUST


def phases_done(done: Collection[str]) -> list[str]:
    """The phases of which every step is done, in their order."""
    open_phases = {PHASE_OF[step] for step in STEPS if step not in done}
    return [phase for phase in dict.fromkeys(PHASE_OF.values()) if phase not in open_phases]
