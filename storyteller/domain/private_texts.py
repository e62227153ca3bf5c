"""Which texts are sealed where they are stored."""

from common.encrypted import Private
from storyteller.models.base import SensitivityTier


def text_of_tier(text: str, tier: int) -> str:
    """``text`` as a ``SealableTextField`` is given it: of tier 3, it is stored sealed.

    For answers, and for interactions and artifacts that come of a question of that tier.
    """
    return Private(text) if tier >= SensitivityTier.PRIVATE else str(text)
