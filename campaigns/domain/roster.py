"""The people of a campaign as a list: found, filtered, in an order, and how they stand to us."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import (
    Case,
    F,
    FilteredRelation,
    IntegerField,
    Max,
    Q,
    QuerySet,
    Sum,
    When,
)

from accounts.models import User
from campaigns.domain.redaction import npc_data_seen_by
from campaigns.domain.relations import scores_towards
from campaigns.models import NPC, Campaign, Character, NPCStanding
from campaigns.rules.names import initials
from campaigns.rules.standing import (
    BANDS_BY_KEY,
    Band,
    audience_of,
    band_of,
    towards_all,
)
from campaigns.rules.visibility import AUTHOR, GAME_MASTER, Viewer

LONGEST_MENU = 200
SORTS = {
    "name": "Name",
    "met": "Met most recently",
    "trust": "Most trust first",
    "distrust": "Least trust first",
    "importance": "Importance",
    "place": "Place",
}
_RANK = Case(
    When(data__importance="critical", then=0),
    When(data__importance="major", then=1),
    default=2,
    output_field=IntegerField(),
)
_BY_MEETINGS = {
    "met": [F("met").desc(nulls_last=True)],
    "trust": ["-total"],
    "distrust": ["total"],
}


@dataclass(frozen=True)
class Wanted:
    """What a list is asked for; what is empty asks for nothing. All of it must hold."""

    text: str = ""
    place: str = ""
    occupation: str = ""
    importance: str = ""
    alive: str = ""
    mood: str = ""
    band: str = ""
    met: str = ""
    casts: bool = False
    sort: str = "name"


@dataclass(frozen=True)
class Line:
    """Somebody on the list, as the viewer may see them; ``score`` is towards us, if there is us."""

    key: str
    name: str
    what: str
    mood: str
    importance: str
    is_alive: bool
    is_secret: bool
    score: int | None
    band: Band | None
    last_met: datetime | None

    @property
    def initials(self) -> str:
        return initials(self.name)


@dataclass(frozen=True)
class Us:
    """Towards whom a page says how people stand: the viewer's own characters, or the party."""

    characters: tuple[Character, ...]
    is_own: bool

    @property
    def keys(self) -> list[str]:
        return [character.pk for character in self.characters]

    @property
    def name(self) -> str:
        if not self.is_own:
            return "the party"
        names = [character.name for character in self.characters]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def us_of(party: Iterable[Character], user: User) -> Us:
    """``party`` comes with the owner of each (``select_related("ownership")``)."""
    party = tuple(party)
    own = tuple(each for each in party if _owner(each) == user.pk)
    return Us(own or party, bool(own))


def roster(campaign: Campaign, viewer: Viewer, us: Sequence[str], wanted: Wanted) -> list[str]:
    """The keys of the people of ``campaign``, whom ``viewer`` may know of, as ``wanted``.

    How they stand, and whether they have met ``us``, is asked by what the viewer may see. Who can
    cast spells is for game masters to ask: stat blocks are theirs alone.

    One query tells both how many there are and who is on a page: to count them apart, the database
    would go through all meetings twice.
    """
    rows = NPC.objects.filter(campaign=campaign).shown_to(viewer)
    for word in wanted.text.split():
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(race__icontains=word)
            | Q(occupation__icontains=word)
            | Q(location__icontains=word)
        )
    if wanted.place:
        rows = rows.filter(location=wanted.place)
    if wanted.occupation:
        rows = rows.filter(occupation=wanted.occupation)
    if wanted.importance:
        rows = rows.filter(_entry("importance", wanted.importance, default="minor"))
    if wanted.mood:
        rows = rows.filter(_entry("current_mood", wanted.mood, default="neutral"))
    if wanted.alive:
        rows = rows.filter(_entry("is_alive", wanted.alive == "yes", default=True))
    if wanted.casts and viewer.runs_it:
        rows = rows.filter(casts_spells=True)
    rows = _by_standing(rows, audience_of(viewer.role), us, wanted)
    return list(rows.values_list("pk", flat=True))


def lines_of(keys: Sequence[str], viewer: Viewer, us: Sequence[str]) -> list[Line]:
    """A line for each NPC of ``keys``, with two queries: who they are, and how all of them stand.

    ``viewer`` may know of them all. Somebody who has gone since the keys were read has none.
    """
    npcs = NPC.objects.defer("personality", "stats", "relationships").in_bulk(list(keys))
    found = scores_towards(npcs, us, viewer) if us and npcs else {}
    lines = []
    for npc in (npcs[key] for key in keys if key in npcs):
        stands = [found.get((npc.pk, key), (0, None)) for key in us]
        score = towards_all(score for score, _ in stands) if us else None
        last_met = max((at for _, at in stands if at), default=None)
        lines.append(_line(npc, npc_data_seen_by(viewer, npc), score, last_met))
    return lines


def _line(npc, seen, score, last_met):
    return Line(
        key=npc.pk,
        name=npc.name,
        what=" · ".join(filter(None, (npc.occupation, npc.location))),
        mood=seen.get("current_mood", "neutral"),
        importance=seen.get("importance", "minor"),
        is_alive=seen.get("is_alive", True),
        is_secret=npc.visibility in (GAME_MASTER, AUTHOR),
        score=score,
        band=None if score is None else band_of(score),
        last_met=last_met,
    )


def menus_of(rows: QuerySet[NPC]) -> tuple[list[str], list[str]]:
    """The places and the occupations of ``rows``, once each: what two filters offer. One query."""
    pairs = rows.order_by().values_list("location", "occupation").distinct()
    places, occupations = zip(*pairs, strict=True) if pairs else ((), ())
    return _menu(places), _menu(occupations)


def _menu(values):
    return sorted({value for value in values if value}, key=str.casefold)[:LONGEST_MENU]


def _owner(character):
    ownership = getattr(character, "ownership", None)
    return ownership and ownership.owner_id


def _entry(name, value, *, default):
    condition = Q(**{f"data__{name}": value})
    return condition | ~Q(data__has_key=name) if value == default else condition


def _by_standing(rows, audience, us, wanted):
    if not us:
        return rows.order_by(*_order(wanted.sort, us), "name", "pk")
    score, met = f"score_for_{audience}", f"met_for_{audience}"
    if wanted.band in BANDS_BY_KEY:
        rows = _in_band(rows, BANDS_BY_KEY[wanted.band], score, us)
    if wanted.met or wanted.sort in _BY_MEETINGS:
        # One join for all: with a subquery for each row, PostgreSQL takes three times as long.
        ours = FilteredRelation("standings", condition=Q(standings__character__in=us))
        rows = rows.alias(
            ours=ours, total=Sum(f"ours__{score}", default=0), met=Max(f"ours__{met}")
        )
    if wanted.met:
        rows = rows.filter(met__isnull=wanted.met != "yes")
    return rows.order_by(*_order(wanted.sort, us), "name", "pk")


def _order(sort, us):
    orders = {"importance": [_RANK], "place": ["location"]}
    if us:
        orders |= _BY_MEETINGS
    return orders.get(sort, [])


def _in_band(rows, band, score, us):
    """Those whose mean, rounded towards zero, lies in ``band``; whoever has no standing is at 0.

    All sums are made in one go: with a subquery for each row, PostgreSQL would make each twice.
    """
    count = len(us)
    least = band.least * count if band.least > 0 else (band.least - 1) * count + 1
    most = band.most * count if band.most < 0 else (band.most + 1) * count - 1
    standings = NPCStanding.objects.filter(character__in=us).order_by()
    sums = standings.values("npc").annotate(total=Sum(score)).values("npc")
    inside = Q(total__range=(least, most))
    if 0 in band:
        return rows.exclude(pk__in=sums.filter(~inside))
    return rows.filter(pk__in=sums.filter(inside))
