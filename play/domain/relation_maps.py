"""The relationships of a game as a picture."""

from collections.abc import Iterable

from common.relation_pictures import Figure, Picture, Tie
from common.relation_pictures import draw as draw_ties
from play.domain.relationships import in_words
from play.domain.sheets import ENDS, Sheet
from play.models import Relationship


def draw(relationships: Iterable[Relationship]) -> Picture:
    """Those whom ``relationships`` join, each under its name and of its kind."""
    return draw_ties(
        Tie(_figure(each.source), _figure(each.target), each.label, in_words(each))
        for each in relationships
    )


def _figure(sheet: Sheet) -> Figure:
    return Figure(sheet.pk, sheet.name, sheet.get_absolute_url(), ENDS[type(sheet)])
