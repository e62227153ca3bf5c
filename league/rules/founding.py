"""Teams for a new league: invented towns on one coast, and players by archetype."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from league.rules.archetypes import ARCHETYPES, Archetype, make_attributes
from league.rules.documents.season import Venue
from league.rules.schedule import MAX_TEAMS, MIN_TEAMS

PLAYERS_OF_A_TEAM, STARTERS = 4, 3


@dataclass(frozen=True, slots=True)
class Town:
    """An invented place, with a team that plays there."""

    name: str
    nickname: str
    color: str
    motto: str
    venue: Venue


@dataclass(frozen=True, slots=True)
class NewPlayer:
    name: str
    archetype: Archetype
    attributes: dict[str, int]
    moves: list[dict[str, Any]]
    is_starter: bool


@dataclass(frozen=True, slots=True)
class NewTeam:
    name: str
    color: str
    motto: str
    venue: Venue
    players: tuple[NewPlayer, ...]


def _town(name, nickname, color, motto, hall, capacity, surface, feet, place):
    latitude, longitude = place
    venue = Venue(
        name=hall,
        city=name,
        capacity=capacity,
        surface=surface,
        altitude_feet=feet,
        latitude=latitude,
        longitude=longitude,
    )
    return Town(name, nickname, color, motto, venue)


TOWNS = (
    _town(
        "Saltmere",
        "Lamplighters",
        "#b4552d",
        "Last to leave the pier.",
        "Pier Hall",
        3200,
        "hardwood",
        10,
        (44.10, -63.40),
    ),
    _town(
        "Ferrow",
        "Tollkeepers",
        "#2f5d8a",
        "Nobody crosses for nothing.",
        "The Toll House",
        2600,
        "hardwood",
        60,
        (44.62, -62.95),
    ),
    _town(
        "Kestrel Bay",
        "Gulls",
        "#4f7f86",
        "Loud, early, everywhere.",
        "Bayside Gymnasium",
        4100,
        "hardwood",
        15,
        (43.75, -64.10),
    ),
    _town(
        "Upper Harrow",
        "Millwrights",
        "#6b6f2a",
        "It turns because we turn it.",
        "Mill Street Hall",
        1800,
        "clay",
        1450,
        (45.20, -64.35),
    ),
    _town(
        "Brackwater",
        "Eels",
        "#3d4a3f",
        "Try holding on.",
        "The Sluice",
        2200,
        "hardwood",
        5,
        (44.35, -63.85),
    ),
    _town(
        "Coldharbour",
        "Icebreakers",
        "#3a6ea5",
        "Somebody has to go first.",
        "Harbour Rink",
        3600,
        "ice",
        20,
        (46.05, -61.20),
    ),
    _town(
        "Tin Hill",
        "Foremen",
        "#7a4a2b",
        "Back to work.",
        "Union Hall",
        2900,
        "hardwood",
        3900,
        (45.60, -65.30),
    ),
    _town(
        "Marrow Sands",
        "Dunes",
        "#b08a3e",
        "We were here before the road.",
        "The Boardwalk Court",
        2400,
        "sand",
        8,
        (43.40, -65.00),
    ),
    _town(
        "Ashgrove",
        "Bellringers",
        "#7b3f61",
        "On the hour.",
        "St. Anne's Hall",
        1500,
        "hardwood",
        310,
        (44.95, -63.20),
    ),
    _town(
        "Lowick",
        "Night Bus",
        "#444b6e",
        "Always one more stop.",
        "Depot Nine",
        3900,
        "hardwood",
        85,
        (44.48, -63.60),
    ),
    _town(
        "Pennywell",
        "Cartographers",
        "#54713b",
        "We know where you are going.",
        "The Reading Room",
        1200,
        "hardwood",
        540,
        (45.05, -62.40),
    ),
    _town(
        "Gannet Rock",
        "Keepers",
        "#8c2f39",
        "The light stays on.",
        "Lighthouse Yard",
        900,
        "grass",
        130,
        (43.10, -64.60),
    ),
    _town(
        "Old Weir",
        "Herons",
        "#5a7d7c",
        "Stand still. Then do not.",
        "Weir Pavilion",
        2000,
        "grass",
        40,
        (44.75, -64.70),
    ),
    _town(
        "Thornby",
        "Bakers",
        "#a8662f",
        "Up before you.",
        "Corn Exchange",
        2700,
        "hardwood",
        220,
        (45.35, -63.70),
    ),
    _town(
        "Stannick",
        "Signalmen",
        "#6d3b8e",
        "Clear the line.",
        "Junction Arena",
        4400,
        "hardwood",
        690,
        (45.80, -63.00),
    ),
    _town(
        "Merrow",
        "Tidewaiters",
        "#1f6f6a",
        "It comes back.",
        "Customs Hall",
        3000,
        "hardwood",
        12,
        (44.20, -62.60),
    ),
)
_FIRST = (  # noqa: SIM905 -- names read better in lines
    "Ada Bram Cleo Dov Edie Faro Greta Hale Ines Jory Kit Lena Milo Nell Odo Petra Quill Rosa"
    " Silas Tova Una Viggo Wren Xan Yara Zeke Anselm Birdie Caspar Dilys Emeka Fenna Gus Hedda"
    " Ivo Jun Kaya Linus Maren Noor Otis Pia Rafe Signe Teo Ulla Vera Wim Amara Benno"
).split()
_LAST = (  # noqa: SIM905 -- likewise
    "Abara Birch Calloway Dray Eastman Fell Garrow Holm Ivers Jessop Kettle Lund Marsh Nakata"
    " Oakes Pike Quayle Rudd Sorrel Thorne Underhill Vance Whitlock Yates Zima Ashby Brandt"
    " Corrigan Dufresne Ekholm Farrant Gale Hurst Inman Joss Keane Lark Moreau Nyberg Okoro"
    " Penhale Roake Stroud Tamm Vesey Wick Amadi Bellis Crane Dunmore"
).split()


def new_teams(count: int, rng: Random) -> list[NewTeam]:
    """``count`` teams, 2 to 16, each with four players of different archetypes, three of them
    starters. ``ValueError`` for another number."""
    if not MIN_TEAMS <= count <= MAX_TEAMS:
        raise ValueError(f"A league has {MIN_TEAMS} to {MAX_TEAMS} teams, not {count}")
    names = _names(rng)
    return [
        NewTeam(
            name=f"{town.name} {town.nickname}",
            color=town.color,
            motto=town.motto,
            venue=town.venue,
            players=tuple(_players(names, rng)),
        )
        for town in rng.sample(TOWNS, count)
    ]


def _players(names: Iterator[str], rng: Random) -> Iterator[NewPlayer]:
    for place, archetype in enumerate(rng.sample(list(ARCHETYPES.values()), PLAYERS_OF_A_TEAM)):
        yield NewPlayer(
            name=next(names),
            archetype=archetype,
            attributes=make_attributes(archetype, rng),
            moves=[dict(archetype.move)],
            is_starter=place < STARTERS,
        )


def _names(rng: Random) -> Iterator[str]:
    """Names that no two people of the league share."""
    first, last = rng.sample(_FIRST, len(_FIRST)), rng.sample(_LAST, len(_LAST))
    for turn in range(len(last)):
        for place, name in enumerate(first):
            yield f"{name} {last[(place + turn) % len(last)]}"
