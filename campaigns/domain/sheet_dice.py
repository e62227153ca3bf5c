"""Dice from the sheet, and what follows from them; views give the system's chance."""

from datetime import datetime
from random import Random

from accounts.models import User
from campaigns.domain.character_errors import CharacterError
from campaigns.domain.sheet_changes import change_sheet
from campaigns.models import CharacterChange
from campaigns.rules.fifth_edition.hit_points import hit_die
from campaigns.rules.sheet_rolls import Edge, SheetRoll, roll_named
from campaigns.rules.sheet_verbs import SheetError, levelling, resting, vitals
from common.dice import Rolled, parse, roll


def roll_from_sheet(sheet: dict, name: str, edge: Edge, rng: Random) -> tuple[SheetRoll, Rolled]:
    """Roll what ``name`` means on ``sheet``. Raises ``CharacterError``."""
    try:
        wanted = roll_named(sheet, name, edge)
    except SheetError as error:
        raise CharacterError(str(error)) from error
    return wanted, roll(parse(wanted.notation), lambda sides: rng.randint(1, sides))


def take_short_rest(
    user: User, key: str, *, dice: int, faces: list[int], rng: Random, now: datetime
) -> CharacterChange:
    """Rest and spend ``dice`` hit dice; ``faces`` are those rolled at the table, if they were."""

    def rest(sheet):
        return resting.short_rest(
            sheet, faces or [rng.randint(1, hit_die(sheet)) for _ in range(dice)]
        )

    return change_sheet(user, key, rest, kind="short_rest", now=now)


def make_death_save(
    user: User, key: str, *, face: int | None, rng: Random, now: datetime
) -> CharacterChange:
    """A death save with ``face``, or with a die that falls now."""
    thrown = face or rng.randint(1, 20)
    return change_sheet(user, key, vitals.roll_death_save, thrown, kind="death_save", now=now)


def gain_level(
    user: User,
    key: str,
    *,
    choices: levelling.LevelChoices,
    is_rolled: bool,
    rng: Random,
    now: datetime,
    version: str | None = None,
) -> CharacterChange:
    """One level more. ``is_rolled`` rolls the hit die now, unless ``choices`` has its face."""

    def rise(sheet):
        face = choices.face
        if is_rolled and face is None:
            face = rng.randint(1, hit_die(sheet))
        return levelling.level_up(
            sheet,
            levelling.LevelChoices(
                face=face,
                improvement=choices.improvement,
                subclass=choices.subclass,
                features=choices.features,
                spells=choices.spells,
                is_milestone=choices.is_milestone,
            ),
        )

    return change_sheet(user, key, rise, kind="level_up", now=now, version=version)
