"""One beat: the talk about it, objections to it, what it was before."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from common.text_diff import difference
from play.domain.addresses import beat_address
from play.domain.beats import revise_beat
from play.domain.challenges import (
    challenge_beat,
    dismiss_challenge,
    may_answer,
    withdraw_challenge,
)
from play.domain.comments import add_comment, edit_comment, was_edited
from play.domain.errors import NotTheAuthorError, PlayError
from play.domain.versions import versions_of
from play.domain.x_cards import use_x_card
from play.forms.story import AnswerForm, ChallengeForm, CommentForm, RevisionForm
from play.models import Beat, Challenge, Comment, Game
from play.permissions import (
    can_change_beat,
    can_change_comment,
    can_withdraw_challenge,
)
from play.views.story_pages import FORM, StoryPage, page_of_beat, page_of_game, posted
from play.views.story_rows import rows_of, told

COMMENTS_SHOWN, VERSIONS_SHOWN = 200, 50


@require_safe
def beat(request, beat):
    """Its place in its scene."""
    _, beat = page_of_beat(request, beat)
    scene = reverse("play:scene", args=[beat.scene_id], query={"at": beat.order})
    return redirect(f"{scene}#beat-{beat.order}")


@require_safe
def talk(request, beat):
    page, beat = page_of_beat(request, beat)
    return talk_page(page, beat)


@require_POST
def comment(request, beat):
    page, beat = page_of_beat(request, beat)
    member, form = page.require_seat(), CommentForm(request.POST)
    if not form.is_valid():
        return talk_page(page, beat, comment_form=form, status=422)
    subject = _subject(beat, request.POST.get("challenge"))
    try:
        add_comment(member, subject, text=form.cleaned_data["text"], now=page.now)
    except PlayError as error:
        form.add_error(None, str(error))
        return talk_page(page, beat, comment_form=form, status=409)
    return _talked(page, beat, "Your comment is there.")


@FORM
def change_comment(request, comment):
    games = Game.objects.visible_to(request.user)
    stored = get_object_or_404(
        Comment.objects.select_related(
            "beat__scene__act", "challenge__beat__scene__act", "proposal"
        ).filter(
            Q(beat__scene__act__game__in=games)
            | Q(challenge__beat__scene__act__game__in=games)
            | Q(proposal__game__in=games)
        ),
        pk=comment,
    )
    about = stored.challenge.beat if stored.challenge else stored.beat
    game = about.scene.act.game_id if about else stored.proposal.game_id
    page = page_of_game(request, game)
    if not can_change_comment(page.member, stored):
        raise PermissionDenied("Only its author can change a comment.")
    form = CommentForm(posted(request), initial={"text": stored.text})
    if request.method == "POST" and form.is_valid():
        try:
            edit_comment(page.member, stored, text=form.cleaned_data["text"], now=page.now)
        except PlayError as error:
            form.add_error(None, str(error))
        else:
            if about:
                return redirect("play:talk", about.pk)
            return redirect("play:proposal", stored.proposal_id)
    context = {"form": form, "title": "Change your comment", "action": "Save"}
    return page.render("form.html", context, status=_status_of(form))


@FORM
def challenge(request, beat):
    page, beat = page_of_beat(request, beat)
    member, form = page.require_seat(), ChallengeForm(posted(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                challenge_beat(member, beat, reason=form.cleaned_data["reason"], now=page.now)
            except PlayError as error:
                form.add_error(None, str(error))
                status = 409
            else:
                return page.done("The author will answer you.", beat_address(beat.pk))
    context = {
        "form": form,
        "title": "Challenge this beat",
        "action": "Challenge it",
        "row": _row(page, beat),
    }
    return page.render("form.html", context, status=status)


@require_POST
def dismiss(request, beat):
    """Let the beat stand."""
    page, beat = page_of_beat(request, beat)
    member, open_challenge = page.require_seat(), _open_challenge(beat)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return talk_page(page, beat, answer_form=form, status=422)
    answer = form.cleaned_data["answer"]
    try:
        dismiss_challenge(member, open_challenge, answer=answer, now=page.now)
    except NotTheAuthorError as error:
        raise PermissionDenied(str(error)) from error
    except PlayError as error:
        form.add_error(None, str(error))
        return talk_page(page, beat, answer_form=form, status=409)
    return page.done("Your beat stands.", beat_address(beat.pk))


@require_POST
def withdraw(request, beat):
    page, beat = page_of_beat(request, beat)
    open_challenge = _open_challenge(beat)
    if not can_withdraw_challenge(page.require_seat(), open_challenge):
        raise PermissionDenied("Only who challenged a beat can take that back.")
    try:
        withdraw_challenge(page.member, open_challenge, now=page.now)
    except PlayError as error:
        return _refused(page, beat, error)
    return page.done("Your challenge is withdrawn.", beat_address(beat.pk))


@require_POST
def x_card(request, beat):
    """Nothing is kept of who asked for it."""
    page, beat = page_of_beat(request, beat)
    try:
        use_x_card(page.require_seat(), beat, now=page.now)
    except PlayError as error:
        return _refused(page, beat, error)
    return page.done(
        "The beat is folded away until its author has changed it.", beat_address(beat.pk)
    )


@FORM
def revise(request, beat):
    page, beat = page_of_beat(request, beat)
    if not can_change_beat(page.require_seat(), beat):
        raise PermissionDenied("What somebody else wrote is theirs to change.")
    events = list(beat.events.order_by("order"))
    form = RevisionForm(posted(request), events=events)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                revise_beat(page.member, beat, texts=form.texts(), now=page.now)
            except PlayError as error:
                form.add_error(None, str(error))
                status = 409
            else:
                return page.done("The beat is changed.", beat_address(beat.pk))
    context = {"form": form, "beat": beat, "events": events, "challenge": _challenge_of(beat)}
    return page.render("revise.html", context, status=status)


@require_safe
def versions(request, beat):
    """What the beat said before, and what each revision changed."""
    page, beat = page_of_beat(request, beat)
    row = _row(page, beat)
    kept = list(versions_of(beat)[:VERSIONS_SHOWN])
    now_text = _text_of(beat.events.order_by("order").values("content"))
    story = []
    for version in kept:
        text = _text_of(version.content["events"])
        story.append((version, difference(text, now_text)))
        now_text = text
    context = {"row": row, "story": [] if row.is_folded else story}
    return page.render("versions.html", context)


def talk_page(page: StoryPage, beat: Beat, *, status=200, error="", **forms):
    row = _row(page, beat)
    comments = (
        Comment.objects.filter(Q(beat=beat) | Q(challenge__beat=beat))
        .select_related("author", "challenge")
        .order_by("-created_at", "-pk")[:COMMENTS_SHOWN]
    )
    context = {
        "row": row,
        "beat": beat,
        "comments": [
            (said, was_edited(said), can_change_comment(page.member, said))
            for said in reversed(comments)
        ],
        "past_challenges": beat.challenges.exclude(status="open").select_related("challenger"),
        "can_answer": row.challenge and row.can_play and may_answer(page.member, beat),
        "can_withdraw": row.challenge and can_withdraw_challenge(page.member, row.challenge),
        "comment_form": CommentForm(auto_id=f"comment-{beat.order}-%s"),
        "answer_form": AnswerForm(auto_id=f"answer-{beat.order}-%s"),
        "error": error,
        **forms,
    }
    if page.request.htmx:
        # htmx shows only what is answered with success.
        return page.render("talk.html#talk", context)
    return page.render("talk.html", context, status=status)


def _talked(page, beat, text):
    if page.request.htmx:
        return talk_page(page, beat)
    return page.done(text, "play:talk", beat.pk)


def _refused(page, beat, error):
    return page.refused(error, partial(talk_page, page, beat, error=str(error), status=409))


def _row(page, beat):
    return rows_of(page, [get_object_or_404(told(page), pk=beat.pk)])[0]


def _subject(beat, challenge):
    """The challenge that is talked about, if it is still open."""
    return (_challenge_of(beat) or beat) if challenge else beat


def _challenge_of(beat):
    return beat.challenges.filter(status=Challenge.Status.OPEN).first()


def _open_challenge(beat):
    challenges = beat.challenges.select_related("beat__author", "challenger")
    return get_object_or_404(challenges, status=Challenge.Status.OPEN)


def _text_of(events):
    return "\n\n".join(event.get("content", "") for event in events if event.get("content"))


def _status_of(form):
    if not form.is_bound or form.is_valid():
        return 200
    return 422
