"""Sessions, quests, places, factions, events and pictures: added, changed and taken away."""

from datetime import date

from accounts.models import User
from campaigns.domain.documents import write
from campaigns.domain.errors import CampaignArchivedError, ChangedMeanwhileError, ElementError
from campaigns.domain.locks import (
    campaign_lock,
    is_seated,
    require_member,
    running,
    viewer_of,
)
from campaigns.models import Campaign
from campaigns.rules import elements
from campaigns.rules.elements import Element, Kind
from campaigns.rules.visibility import sees

ANSWERS = ("yes", "maybe", "no")


def add_element(user: User, key: str, kind: Kind, element: Element) -> Element:
    """Add ``element`` to the campaign ``key``; ``user`` is its author. Raises ``ElementError``."""
    with running(user, key) as campaign:
        written = {**element, "author": str(user.pk)}
        document = getattr(campaign, kind.column)
        write(campaign, ElementError, **{kind.column: elements.added(kind, document, written)})
        return written


def change_element(
    user: User, key: str, kind: Kind, mark: str, element: Element, *, was: str
) -> Element:
    """Put ``element`` in the place of the one that ``mark`` names.

    ``was`` is the fingerprint of what ``user`` began from. Raises ``ChangedMeanwhileError`` or
    ``ElementError``.
    """
    with running(user, key) as campaign:
        stored = _stored(user, campaign, kind, mark)
        if elements.fingerprint(stored) != was:
            raise ChangedMeanwhileError
        written = {**element, **_author_of(stored, element, user)}
        document = elements.changed(kind, getattr(campaign, kind.column), mark, written)
        write(campaign, ElementError, **{kind.column: document})
        return written


def remove_element(user: User, key: str, kind: Kind, mark: str) -> Element:
    """Take away the element that ``mark`` names, and return it. Raises ``ElementError``."""
    with running(user, key) as campaign:
        stored = _stored(user, campaign, kind, mark)
        document = elements.removed(kind, getattr(campaign, kind.column), mark)
        write(campaign, ElementError, **{kind.column: document})
        return stored


def tick_objective(user: User, key: str, mark: str, place: int) -> None:
    """The objective at ``place`` of a quest is done, or, if it was, open again.

    Raises ``ElementError``.
    """
    with running(user, key) as campaign:
        quest = _stored(user, campaign, elements.QUEST, mark)
        objectives = list(quest.get("objectives", []))
        if place >= len(objectives):
            raise ElementError("This objective is no longer here.")
        done = objectives[place].get("is_done", False)
        objectives[place] = {**objectives[place], "is_done": not done}
        ticked = elements.changed(
            elements.QUEST, campaign.data, mark, {**quest, "objectives": objectives}
        )
        write(campaign, ElementError, data=ticked)


def plan_next_session(user: User, key: str, *, on: date | None, note: str = "") -> None:
    """Say when the table meets next, or with no day that nobody knows yet.

    Another day asks everybody again; another note alone does not.
    """
    with running(user, key) as campaign:
        data = {**campaign.data}
        before = data.pop("next_session", None) or {}
        if on is not None:
            day = on.isoformat()
            answers = before.get("answers", {}) if before.get("on") == day else {}
            data["next_session"] = {"on": day, "note": note, "answers": answers}
        write(campaign, ElementError, data=data)


def answer_next_session(user: User, key: str, *, answer: str, on: str) -> None:
    """``user`` says whether they come on the day ``on``. Raises ``ElementError``.

    An answer to a day that was moved in the meantime counts for nothing, and is refused.
    """
    with campaign_lock(key) as campaign:
        member = require_member(user, campaign)
        planned = campaign.data.get("next_session")
        if campaign.state == "archived":
            raise CampaignArchivedError
        if not is_seated(member) or answer not in ANSWERS:
            raise ElementError("Those who sit at the table say yes, maybe or no.")
        if not planned or planned["on"] != on:
            raise ElementError("That day is no longer the one that was asked about. Look again.")
        answers = {**planned.get("answers", {}), str(user.pk): answer}
        data = {**campaign.data, "next_session": {**planned, "answers": answers}}
        write(campaign, ElementError, data=data)


def change_preparation(user: User, key: str, *, was: str, **texts: object) -> None:
    """The game masters' own: ``plot_hooks``, ``key_npcs`` and ``dm_notes``.

    Raises ``ChangedMeanwhileError`` or ``ElementError``.
    """
    with running(user, key) as campaign:
        if preparation_mark(campaign) != was:
            raise ChangedMeanwhileError
        write(campaign, ElementError, data={**campaign.data, **texts})


def preparation_mark(campaign: Campaign) -> str:
    names = ("plot_hooks", "key_npcs", "dm_notes")
    return elements.fingerprint([campaign.data.get(name) for name in names])


def change_world(user: User, key: str, *, was: str, current_location: str, **state: object) -> None:
    """Where the party is, the day, the weather and whatever else holds in the world.

    Raises ``ChangedMeanwhileError`` or ``ElementError``.
    """
    with running(user, key) as campaign:
        if world_mark(campaign) != was:
            raise ChangedMeanwhileError
        world = {**campaign.data.get("world_state", {}), **state}
        data = {**campaign.data, "current_location": current_location, "world_state": world}
        write(campaign, ElementError, data=data)


def world_mark(campaign: Campaign) -> str:
    world = campaign.data.get("world_state", {})
    facts = [world.get(name) for name in ("today", "weather", "facts")]
    return elements.fingerprint([campaign.data.get("current_location"), facts])


def _stored(user, campaign, kind, mark):
    stored = elements.found(kind, getattr(campaign, kind.column), mark)
    # What another game master keeps to themselves is not there for this one.
    if stored is None or not sees(viewer_of(user, campaign), stored):
        raise ElementError(f"This {kind.word} is no longer here.")
    return stored


def _author_of(stored, element, user):
    """Whoever keeps something to themselves from now on is its author; else it stays who it was."""
    if element.get("visibility") == "author" or "author" not in stored:
        return {"author": str(user.pk)}
    return {"author": stored["author"]}
