"""The composer: a beat in boxes, with its dice, words and odds, kept until it is sent."""

from dataclasses import asdict

from django.db.models import Exists, OuterRef
from django.shortcuts import redirect

from play.domain.addresses import beat_address
from play.domain.beats import write_beat
from play.domain.draws import draw, read_draw, redraw
from play.domain.errors import OracleError, PlayError
from play.forms.story import Composer
from play.models import Beat, Character, Draft, Event
from play.rules.fortune import ODDS, chances
from play.rules.pace import asks_to_wait, beats_in_a_row
from play.views.story_pages import CHANGED

ADDS = ("narrative", "roll", "fortune_roll", "oracle", "ooc")


def compose(page, *, show):
    """Send the beat, or change what the composer holds. ``show`` makes the whole page."""
    page.require_seat()
    data = page.request.POST
    composer = typed(page)
    error = ""
    try:
        changed = _changed(page, composer, data)
    except PlayError as refusal:
        changed, error = composer.as_typed(_voices(page)), str(refusal)
    if changed:
        return _answer(page, changed, show=show, error=error, status=409 if error else 200)
    if not composer.is_valid():
        return _answer(page, composer, show=show, status=422)
    return _send(page, composer, show)


def typed(page):
    return Composer.of_data(page.request.POST, voices=_voices(page))


def context(page, composer=None):
    """For a page with the composer on it; without ``composer``, what was typed last time."""
    voices = _voices(page)
    kept = None
    if composer is None:
        # One that is empty says that what was typed before it has been sent.
        kept = Draft.objects.filter(scene=page.scene, author=page.user).first()
        own = next((str(row.pk) for row in voices if row.is_own), "")
        composer = Composer.of_draft(kept.content if kept else {}, voices=voices, character=own)
    return {
        "composer": composer,
        "boxes": [(form, _words(page, form)) for form in composer.events.forms],
        "odds": [(key, name, _parts(key, page.scene.tension)) for key, name in ODDS.items()],
        "kept_at": kept.updated_at.isoformat() if kept else "",
        "in_a_row": _in_a_row(page),
    }


def _changed(page, composer, data):
    """The composer with what a button of it asks for; nothing where the beat is to be sent."""
    voices = _voices(page)
    if data.get("add") in ADDS:
        fields = {}
        if data["add"] == "oracle":
            fields = {"drawn": draw(page.member, now=page.now, rng=page.rng).token}
        return composer.with_box(voices, data["add"], **fields)
    if "remove" in data:
        return composer.without_box(voices, _place(data["remove"]))
    if "draw" in data:
        place = _place(data["draw"])
        return composer.with_words(voices, place, _redrawn(page, composer, place, data))
    return composer.as_typed(voices) if "restore" in data else None


def _redrawn(page, composer, place, data):
    """Two other words, or one where the button keeps the other."""
    forms = composer.events.forms
    token = forms[place]["drawn"].value() if 0 <= place < len(forms) else ""
    locked = data["draw"].partition(":")[2]
    try:
        drawn = redraw(page.member, token=token or "", now=page.now, rng=page.rng, locked=locked)
    except OracleError:
        # Nothing was drawn yet, or too long ago.
        drawn = draw(page.member, now=page.now, rng=page.rng)
    return drawn.token


def _send(page, composer, show):
    events = composer.written()
    try:
        beat = write_beat(
            page.member,
            page.scene,
            events=events,
            **composer.beat.options(),
            form_key=composer.form_key(),
            now=page.now,
            rng=page.rng,
        )
    except PlayError as refusal:
        return _answer(page, composer, show=show, error=str(refusal), status=409)
    if page.request.htmx:
        page.scene.refresh_from_db(fields=["revision"])
        return _fragment(page, None, sent=beat)
    return redirect(beat_address(beat.pk))


def _answer(page, composer, *, show, status, error=""):
    if page.request.htmx:
        # htmx shows only what is answered with success.
        return _fragment(page, composer, error=error)
    return show(page, status=status, error=error, composer=composer)


def _fragment(page, composer, **more):
    response = page.render("composer.html", context(page, composer) | more)
    if "sent" in more:
        response["HX-Trigger"] = CHANGED["HX-Trigger"]
    return response


def _voices(page):
    """The characters who are played, the own one first."""
    if not hasattr(page, "voices"):
        played = Character.objects.filter(
            game=page.game, retired_at=None, player__isnull=False
        ).seen_from(page.seat)
        for row in (voices := list(played.order_by("name", "pk"))):
            seat = page.people.get(row.player_id)
            row.is_own = row.player_id == page.user.pk
            row.is_elsewhere = not row.is_own and seat is not None and seat.is_present
        page.voices = sorted(voices, key=lambda row: not row.is_own)
    return page.voices


def _in_a_row(page):
    """How many beats the person wrote since anybody else did, if the table asks to wait then."""
    limit = page.game.settings["beats_in_a_row"]
    in_character = Event.objects.filter(beat=OuterRef("pk")).exclude(type=Event.Type.OOC)
    newest = (
        Beat.objects.filter(scene=page.scene)
        .exclude(status=Beat.Status.REJECTED)
        .annotate(in_character=Exists(in_character))
        .order_by("-order")
        .values_list("author", "in_character")[: 2 * limit]
    )
    number = beats_in_a_row(newest, page.user.pk)
    players = sum(seat.is_present for seat in page.people.values())
    return number if asks_to_wait(number, limit, players=players) else 0


def _parts(odds, tension):
    """The chances, and where each part of their bar begins."""
    of = chances(odds, tension)
    any_yes = of.exceptional_yes + of.yes
    return {
        **asdict(of),
        "any_yes": any_yes,
        "any_no": of.no + of.exceptional_no,
        "to_no": any_yes,
        "to_exceptional_no": any_yes + of.no,
    }


def _words(page, form):
    """The words of an oracle's box."""
    if form.kind != "oracle":
        return None
    try:
        return read_draw(form["drawn"].value() or "", member=page.member, now=page.now)
    except OracleError:
        return None


def _place(text):
    number = text.partition(":")[0]
    return int(number) if number.isdigit() else -1
