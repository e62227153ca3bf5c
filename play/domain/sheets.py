"""What characters, NPCs and entries have in common: texts of their own under a name."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Model

from common.documents import DocumentError, check_storable
from play.domain.errors import NotTheAuthorError, WorldError, refused_as
from play.domain.notifications import notify
from play.domain.tables import touch_scene
from play.models import NPC, Beat, Character, Game, GameMember, WorldEntry

type Sheet = Character | NPC | WorldEntry

TEXTS = {
    Character: ("name", "description", "voice_notes", "notes"),
    NPC: ("name", "description", "wants", "notes"),
    WorldEntry: ("name", "kind", "description"),
}
# What was written by hand in a browser and is read on a phone; an edit keeps it twice.
MAX_TEXT = 10_000
# What refers to a sheet names it so.
ENDS = {Character: "character", NPC: "npc", WorldEntry: "entry"}


def texts_of(sheet: Sheet) -> dict[str, str]:
    return {field: getattr(sheet, field) for field in TEXTS[type(sheet)]}


def may_change(member: GameMember | None, sheet: Sheet) -> bool:
    """A character is their player's; the rest of the world is everybody's."""
    if member is None or member.left_at is not None or member.game_id != sheet.game_id:
        return False
    return not isinstance(sheet, Character) or sheet.player_id == member.user_id


def require_may_change(member: GameMember, sheet: Sheet) -> None:
    """Raises ``NotTheAuthorError``."""
    if not may_change(member, sheet):
        raise NotTheAuthorError("Only the player of a character changes their sheet.")


def stored(sheet: Sheet, game: Game) -> Sheet:
    """``sheet`` as it is now. Raises ``WorldError`` if it is not, or not any more, of ``game``."""
    now_stored = type(sheet).objects.filter(pk=sheet.pk, game=game).first()
    if now_stored is None:
        raise WorldError(f"{sheet.name} is not in this game.")
    return now_stored


def cleaned(texts: Mapping[str, str]) -> dict[str, str]:
    """``texts`` as they are stored: no space around them, one way to end a line."""
    return {field: "\n".join(text.strip().splitlines()) for field, text in texts.items()}


def check(sheet: Sheet) -> None:
    """Raise ``WorldError`` with what is wrong in a sheet's texts."""
    if not sheet.name:
        raise WorldError("Give it a name.")
    check_texts(sheet, texts_of(sheet))


def check_texts(row: Model, texts: Mapping[str, str]) -> None:
    """Raise ``WorldError`` unless the fields ``texts`` of ``row`` can be stored so."""
    try:
        check_storable(dict(texts))
    except DocumentError as error:
        raise WorldError(f"{error.faults[0].message}.") from error
    for text in texts.values():
        if len(text) > MAX_TEXT:
            raise WorldError(f"This text has {len(text)} characters. It may have {MAX_TEXT}.")
    with refused_as(WorldError):
        row.clean_fields(exclude={field.name for field in row._meta.fields} - set(texts))


def introduce(
    sheet: NPC | WorldEntry, *, member: GameMember, beat: Beat | None, now: datetime
) -> None:
    """Store a new ``sheet`` and tell the others. Raises ``WorldError``."""
    check(sheet)
    check_name_is_free(sheet)
    if beat is not None:
        beat = sheet.introduced_in = _beat_of(sheet.game, beat)
    sheet.save(force_insert=True)
    if beat is not None:
        touch_scene(beat.scene, is_beside=False)
    tell(member, f"{member.user} added {sheet.name} to the world.", beat=beat, now=now)


def check_name_is_free(sheet: NPC | WorldEntry) -> None:
    """Of two that are called the same, people would write into the wrong one."""
    namesakes = type(sheet).objects.filter(game=sheet.game_id, name__iexact=sheet.name)
    if namesakes.exclude(pk=sheet.pk).exists():
        raise WorldError(f"There is a {sheet.name} in this world already.")


def tell(member: GameMember, text: str, *, now: datetime, beat: Beat | None = None) -> None:
    notify(member.game, kind="world_changed", text=text, actor=member.user, beat=beat, now=now)


def _beat_of(game, beat):
    found = Beat.objects.filter(pk=beat.pk, scene__act__game=game).select_related("scene").first()
    if found is None:
        raise WorldError("This beat is not in this game.")
    if found.status == Beat.Status.REJECTED:
        raise WorldError("What this beat told never happened: the table has rejected it.")
    return found
