"""Beats: written whole or not at all, and changed by those who wrote them."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from random import Random
from uuid import UUID

from django.db.models import Max

from play.domain.ballots import Kind as Ballot
from play.domain.challenges import end_challenge, open_challenge
from play.domain.drafts import clear_draft
from play.domain.errors import BeatError, NotTheAuthorError
from play.domain.fortune import offer_twist, settle_beat
from play.domain.mentions import tell_mentioned
from play.domain.notifications import Kind, notify
from play.domain.parts import checked_content, made
from play.domain.proposals import decide_open, replacing
from play.domain.spotlights import answer, give
from play.domain.story import beat_at_table, change_status, name_of, scene_at_table
from play.domain.tables import ACTIVE, game_lock, seat_lock, touch_scene
from play.domain.versions import as_document, keep_version
from play.domain.x_cards import lift_x_card
from play.models import Beat, Challenge, Character, Event, GameMember, Proposal, Scene
from play.rules.beats import BEAT


def write_beat(
    member: GameMember,
    scene: Scene,
    *,
    events: Sequence[Mapping[str, str]],
    now: datetime,
    rng: Random,
    significance: str = Beat.Significance.MINOR,
    character: Character | None = None,
    spotlight: Character | None = None,
    form_key: UUID | None = None,
) -> Beat:
    """Add a beat to the end of ``scene``, with all that follows from it.

    What arrives twice with one ``form_key`` is one beat: the second time it is found and returned.

    Each of ``events`` has a ``type`` and ``content``; a roll its ``notation``, a fortune roll its
    ``question`` and ``odds``, an oracle its ``question``, ``scope`` and the token of its words as
    ``drawn``. ``character`` acts, and the turn goes to ``spotlight``.

    Raises ``BeatError``, which says which part of it is wrong, ``SpotlightError`` or a
    ``GameStatusError``.
    """
    with seat_lock(member, ACTIVE) as game:
        scene = _open_scene(member, scene)
        if significance not in Beat.Significance:
            raise BeatError("A beat is minor, or major.")
        sent = _sent_before(member, scene, form_key)
        if sent:
            return sent
        fields = made(member, scene, events, now=now, rng=rng)
        beat = Beat.objects.create(
            scene=scene,
            author=member.user,
            character=_voice(game, character),
            order=_next_place(scene),
            significance=significance,
            form_key=form_key,
            created_at=now,
        )
        rows = _store(beat, fields)
        _follow(game, member, beat, rows, now=now, rng=rng)
        if spotlight:
            give(game, beat, spotlight, member=member, now=now)
        _tell(game, member, beat, rows, now)
        clear_draft(member, scene, now=now)
        touch_scene(scene, beat, is_beside=spotlight is not None)
        return beat


def revise_beat(member: GameMember, beat: Beat, *, texts: Mapping[int, str], now: datetime) -> Beat:
    """Change the texts of one's own beat, by the places of its events; the old ones are kept.

    That answers a challenge of it and unfolds it. What the table votes on, or agreed to in this
    scene, is put to the vote anew. Dice, words and answers stay as they fell.

    Raises ``NotTheAuthorError``, ``BeatError`` or a ``GameStatusError``.
    """
    # In a transaction of its own: a vote whose time is up has ended, whatever follows.
    with game_lock(member.game_id) as game:
        decide_open(game, now=now)
    with seat_lock(member, ACTIVE) as game:
        beat = beat_at_table(member, beat)
        _require_revisable(member, beat)
        vote = Proposal.objects.filter(beat=beat, kind=Ballot.BEAT, status="open").first()
        anew = replacing(member, vote, text=vote.text, now=now) if vote else nullcontext()
        with anew:
            _rewrite(game, member, beat, texts, now)
        if beat.status == Beat.Status.APPROVED:
            change_status(beat, Beat.Status.PROPOSED)
            settle_beat(game, beat, now=now)
        touch_scene(beat.scene, beat, is_beside=False)
        return beat


def _open_scene(member, scene):
    scene = scene_at_table(member, scene)
    if scene.status != Scene.Status.ACTIVE:
        raise BeatError(f"The scene {name_of(scene)} is not played now.")
    return scene


def _sent_before(member, scene, form_key):
    if form_key is None:
        return None
    return Beat.objects.filter(scene=scene, author=member.user, form_key=form_key).first()


def _voice(game, character):
    if character is None:
        return None
    played = Character.objects.filter(game=game, retired_at=None, player__isnull=False)
    if not played.filter(pk=character.pk).exists():
        raise BeatError("Nobody at this table plays this character now.")
    return character


def _next_place(scene):
    last = Beat.objects.filter(scene=scene).aggregate(last=Max("order"))["last"]
    return (last or 0) + 1


def _store(beat, made_fields) -> list[Event]:
    return Event.objects.bulk_create(
        Event(beat=beat, order=order, created_at=beat.created_at, **fields)
        for order, fields in enumerate(made_fields, 1)
    )


def _follow(game, member, beat, rows, *, now, rng):
    """The beat stands or is voted on, fortune may offer a turn, and a turn is taken."""
    settle_beat(game, beat, now=now)
    for row in rows:
        if row.die is not None:
            offer_twist(game, row, now=now, rng=rng)
    if any(row.type != Event.Type.OOC for row in rows):
        answer(member, beat.scene, now=now)


def _tell(game, member, beat, rows, now):
    tell_mentioned(game, _said(rows), actor=member.user, beat=beat, now=now)
    kind, text = _news(member.user.get_short_name(), beat, rows)
    notify(game, kind=kind, text=text, actor=member.user, beat=beat, now=now)


def _news(name, beat, rows):
    for row in rows:
        if row.type == Event.Type.FORTUNE_ROLL and not row.result:
            return Kind.FORTUNE_ASKED, f"{name} asks fortune: {row.question}"
    for row in rows:
        if row.scope == Event.Scope.WORLD:
            return Kind.ORACLE_ASKED, f"{name} asks the oracle: {row.question}"
    return Kind.NEW_BEAT, f"{name} wrote in {name_of(beat.scene)}."


def _said(rows):
    return "\n".join(f"{row.content}\n{row.question}" for row in rows)


def _require_revisable(member, beat):
    if beat.author_id != member.user_id:
        raise NotTheAuthorError("What somebody else wrote is theirs to change.")
    if beat.status == Beat.Status.REJECTED:
        raise BeatError("The table did not take this beat into its story: write another.")


def _rewrite(game, member, beat, texts, now):
    rows = list(Event.objects.filter(beat=beat).order_by("order"))
    before, challenge = _said(rows), open_challenge(beat)
    old = as_document(rows)
    _change(rows, texts)
    keep_version(beat, old, replaced_by=member.user, challenge=challenge, now=now)
    if challenge:
        end_challenge(challenge, Challenge.Status.REVISED, now=now)
    if BEAT.allows(beat.status, Beat.Status.REVISED):
        change_status(beat, Beat.Status.REVISED)
    lift_x_card(beat, now=now)
    _tell_of_change(game, member, beat, _said(rows), before, now)


def _change(rows, texts):
    """Store those of ``texts`` that say something else than their events did."""
    if set(texts) - {row.order for row in rows}:
        raise BeatError("This beat has no such part.")
    changed = []
    for row in rows:
        text = checked_content(row.order, texts.get(row.order, row.content), row.type)
        if text != row.content:
            row.content = text
            changed.append(row)
    if not changed:
        raise BeatError("This is what the beat says already.")
    for row in changed:
        row.save(update_fields=["content", "updated_at"])


def _tell_of_change(game, member, beat, text, before, now):
    tell_mentioned(game, text, before=before, actor=member.user, beat=beat, now=now)
    notify(
        game,
        kind=Kind.BEAT_REVISED,
        text=f"{member.user} changed a beat in {name_of(beat.scene)}.",
        actor=member.user,
        beat=beat,
        now=now,
    )
