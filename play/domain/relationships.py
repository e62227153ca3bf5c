"""What one figure, place or thing is to another."""

from datetime import datetime

from django.db.models import Q, QuerySet

from play.domain.edits import record
from play.domain.errors import WorldError, refused_as
from play.domain.sheets import ENDS, Sheet, check_texts, cleaned, stored, tell
from play.domain.tables import ACTIVE, seat_lock
from play.models import Game, GameMember, Relationship
from play.models.world import SOURCES, TARGETS


def relationships_of(subject: Game | Sheet) -> QuerySet[Relationship]:
    """Those of a game, or of one sheet in either direction, with both their ends."""
    relationships = Relationship.objects.select_related(*SOURCES, *TARGETS)
    if isinstance(subject, Game):
        return relationships.filter(game=subject).order_by("created_at", "pk")
    end = ENDS[type(subject)]
    either = Q(**{f"source_{end}": subject}) | Q(**{f"target_{end}": subject})
    return relationships.filter(either).order_by("created_at", "pk")


def relate(
    member: GameMember, source: Sheet, target: Sheet, *, label: str, now: datetime
) -> Relationship:
    """Say what ``source`` is to ``target``. Raises ``WorldError``."""
    with seat_lock(member, ACTIVE) as game:
        relationship = Relationship(game=game, created_by=member.user, created_at=now)
        _set(relationship, game, source, target, label)
        relationship.save(force_insert=True)
        sentence = in_words(relationship)
        record(member, changes={"relationship": ("", sentence)}, now=now)
        tell(member, f"{member.user} noted: {sentence}.", now=now)
    return relationship


def change_relationship(
    member: GameMember,
    relationship: Relationship,
    *,
    label: str,
    now: datetime,
    source: Sheet | None = None,
    target: Sheet | None = None,
) -> Relationship:
    """Other words for it or, where they are given, other ends. Raises ``WorldError``."""
    with seat_lock(member, ACTIVE) as game:
        relationship = _stored(relationship, game)
        before = in_words(relationship)
        _set(
            relationship, game, source or relationship.source, target or relationship.target, label
        )
        after = in_words(relationship)
        if after != before:
            relationship.save()
            record(member, changes={"relationship": (before, after)}, now=now)
    return relationship


def delete_relationship(member: GameMember, relationship: Relationship, *, now: datetime) -> None:
    """The history of the game keeps what it was. Raises ``WorldError``."""
    with seat_lock(member, ACTIVE) as game:
        relationship = _stored(relationship, game)
        record(member, changes={"relationship": (in_words(relationship), "")}, now=now)
        relationship.delete()


def in_words(relationship: Relationship) -> str:
    return f"{relationship.source.name} {relationship.label} {relationship.target.name}"


def _stored(relationship, game):
    found = relationships_of(game).filter(pk=relationship.pk).first()
    if found is None:
        raise WorldError("Somebody has taken this relationship away.")
    return found


def _set(relationship, game, source, target, label):
    for side, end in (("source", stored(source, game)), ("target", stored(target, game))):
        for model, name in ENDS.items():
            setattr(relationship, f"{side}_{name}", end if isinstance(end, model) else None)
    relationship.label = cleaned({"label": label})["label"]
    if not relationship.label:
        raise WorldError("Say what the relationship is.")
    check_texts(relationship, {"label": relationship.label})
    with refused_as(WorldError):
        relationship.validate_constraints()
