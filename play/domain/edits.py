"""What became of a sheet: who changed what, how it was before, and the last change undone."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from play.domain.errors import WorldError, refused_as
from play.domain.sheets import (
    TEXTS,
    Sheet,
    check,
    check_name_is_free,
    cleaned,
    require_may_change,
    stored,
    texts_of,
)
from play.domain.tables import ACTIVE, SETUP, seat_lock
from play.models import NPC, Character, Edit, Game, GameMember, WorldEntry

SUBJECTS = {Character: "character", NPC: "npc", WorldEntry: "world_entry"}
# A table makes its characters while it sets its game up; the world begins with the story.
WHEN = {Character: (SETUP, ACTIVE), NPC: (ACTIVE,), WorldEntry: (ACTIVE,)}


class SheetChangedError(WorldError):
    """Others changed the same texts meanwhile.

    ``texts`` is what to go on from: what one has typed, and what is stored where one typed
    nothing. ``taken`` names the fields that both changed, ``seen`` is the edit to name next time.
    """

    def __init__(self, *, texts: dict[str, str], taken: list[str], seen: UUID):
        super().__init__(
            "Somebody else has changed this while you were writing. What you typed is kept here:"
            " compare the two, and save again."
        )
        self.texts, self.taken, self.seen = texts, taken, seen


def history_of(sheet: Sheet) -> QuerySet[Edit]:
    """The edits of ``sheet``, the last first."""
    return _newest_first(Edit.objects.filter(**{SUBJECTS[type(sheet)]: sheet}))


def history_of_game(game: Game) -> QuerySet[Edit]:
    """All edits of a game, the last first, those of its relationships included."""
    subjects = ("character", "npc", "world_entry")
    return _newest_first(Edit.objects.filter(game=game)).select_related(*subjects)


def last_edit(sheet: Sheet) -> Edit | None:
    return history_of(sheet).first()


def change_sheet(
    member: GameMember, sheet: Sheet, *, seen: UUID | None, now: datetime, **texts: str
) -> Edit | None:
    """Store ``texts``, by field, and how they were. Returns None where nothing changed.

    ``seen`` is the last edit that ``member`` knew of: what others changed since then stays, and
    where both changed the same text it is a ``SheetChangedError``. Raises ``NotTheAuthorError``,
    ``WorldError`` and what ``seat_lock`` raises.
    """
    with seat_lock(member, *WHEN[type(sheet)]) as game:
        sheet = stored(sheet, game)
        require_may_change(member, sheet)
        wanted = _wanted(sheet, cleaned(texts), seen)
        return _change(member, sheet, wanted, now)


def undo_edit(member: GameMember, edit: Edit, *, now: datetime) -> Edit | None:
    """Put back what ``edit``, the last one of its sheet, changed. It is an edit of its own.

    To undo that one is to do it again. Raises as ``change_sheet`` does.
    """
    sheet = edit.subject
    if sheet is None:
        raise WorldError("This change is not in a sheet: it cannot be undone here.")
    with seat_lock(member, *WHEN[type(sheet)]) as game:
        sheet = stored(sheet, game)
        require_may_change(member, sheet)
        if last_edit(sheet) != edit:
            raise WorldError("Somebody has changed this again. Only the last change is undone.")
        _check_untouched_since(sheet, edit)
        before = {change["field"]: change["before"] for change in edit.changes["changes"]}
        return _change(member, sheet, before, now)


def record(
    member: GameMember,
    *,
    changes: dict[str, tuple[str, str]],
    now: datetime,
    sheet: Sheet | None = None,
) -> Edit:
    """Keep ``changes``: by field, the text before and after. Without a sheet, the game's own."""
    document = [
        {"field": field, "before": before, "after": after}
        for field, (before, after) in changes.items()
    ]
    edit = Edit(
        game_id=member.game_id,
        editor=member.user,
        changes={"version": 1, "changes": document},
        created_at=_after_the_last(sheet, now),
    )
    if sheet is not None:
        setattr(edit, SUBJECTS[type(sheet)], sheet)
    with refused_as(WorldError):
        edit.clean()
    edit.save(force_insert=True)
    return edit


def _change(member, sheet, texts, now):
    old = texts_of(sheet)
    changes = {field: (old[field], text) for field, text in texts.items() if text != old[field]}
    if not changes:
        return None
    for field, (_, text) in changes.items():
        setattr(sheet, field, text)
    check(sheet)
    if "name" in changes and not isinstance(sheet, Character):
        check_name_is_free(sheet)
    sheet.save(update_fields=[*changes, "updated_at"])
    return record(member, changes=changes, now=now, sheet=sheet)


def _wanted(sheet, texts, seen):
    """What a person means to change: what is not as they saw it. Theirs and others' go together."""
    if unknown := texts.keys() - set(TEXTS[type(sheet)]):
        raise TypeError(f"no such text: {', '.join(sorted(unknown))}")
    now_stored, later = texts_of(sheet), _later_than(sheet, seen)
    as_seen = now_stored | _before(later)
    wanted = {field: text for field, text in texts.items() if text != as_seen[field]}
    taken = [
        field for field, text in wanted.items() if now_stored[field] not in (as_seen[field], text)
    ]
    if taken:
        raise SheetChangedError(texts=now_stored | wanted, taken=taken, seen=later[0].pk)
    return wanted


def _later_than(sheet, seen):
    """The edits since ``seen``, the last first."""
    edits = history_of(sheet).select_related(None)
    if seen is None:
        return list(edits)
    known = edits.filter(pk=seen).first()
    if known is None:
        raise WorldError("The history of this sheet has no such change.")
    return list(edits.filter(created_at__gt=known.created_at))


def _before(edits):
    """How the texts were that ``edits``, the last first, have changed."""
    return {
        change["field"]: change["before"] for edit in edits for change in edit.changes["changes"]
    }


def _check_untouched_since(sheet, edit):
    texts = texts_of(sheet)
    if any(texts.get(change["field"]) != change["after"] for change in edit.changes["changes"]):
        raise WorldError("The sheet is not as this change left it: it cannot be undone.")


def _newest_first(edits):
    return edits.select_related("editor").order_by("-created_at", "-pk")


def _after_the_last(sheet, now):
    """Two edits of a sheet never share a moment: the last one is known by it."""
    last = last_edit(sheet) if sheet is not None else None
    return max(now, last.created_at + timedelta(microseconds=1)) if last else now
