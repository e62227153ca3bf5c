"""Why something is not done with a life, its collections or its shape."""

from storyteller.domain.errors import StorytellerError


class LifeError(StorytellerError):
    """People or places cannot be named or joined in this way."""


class CollectionError(StorytellerError):
    """A collection or a part cannot be changed in this way."""


class SynthesisError(StorytellerError):
    """A draft cannot go this way."""


class ShapeError(StorytellerError):
    """There is nothing to show or to answer yet."""
