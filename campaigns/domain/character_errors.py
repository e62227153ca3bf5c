"""What cannot be done with a character. Each text is a sentence for the person who asked."""

from campaigns.domain.errors import CampaignsError
from campaigns.rules.sheet_differences import Difference


class CharacterError(CampaignsError):
    """The rules do not allow it, or the sheet would not be in order."""


class NotTheirCharacterError(CampaignsError):
    def __init__(self):
        super().__init__(
            "Only the owner of the character, or a game master whose campaign it plays in, may"
            " change the sheet."
        )


class SheetChangedMeanwhileError(CampaignsError):
    """The sheet is not the one that the form showed; ``differences`` says what is new."""

    def __init__(self, differences: list[Difference]):
        super().__init__(
            "The sheet has changed since you opened this. What you typed is kept here:"
            " look at what is new, and save again."
        )
        self.differences = differences


class UndoError(CampaignsError):
    """The change cannot be taken back; ``differences`` says what has changed since."""

    def __init__(self, text: str, differences: list[Difference] | None = None):
        super().__init__(text)
        self.differences = differences or []


class CharacterInUseError(CampaignsError):
    """The character stands in logs that would lose it."""


class CharacterFileError(CampaignsError):
    """The file holds no character that could be taken in."""


class CharacterExistsError(CampaignsError):
    """The file holds a character that is here already, as another ``character``'s state."""

    def __init__(self, character, differences: list[Difference]):
        text = f"{character.name} is here already"
        super().__init__(f"{text}, just so." if not differences else f"{text}, but not the same.")
        self.character, self.differences = character, differences
