"""Talk about the story: remarks on a beat, on a challenge of it, on what the table votes on."""

from datetime import datetime

from accounts.models import User
from play.domain.errors import CommentError, NotTheAuthorError
from play.domain.mentions import tell_mentioned
from play.domain.notifications import Kind, notify
from play.domain.story import checked_text
from play.domain.tables import ACTIVE, PAUSED, SETUP, seat_lock, touch_scene
from play.models import Beat, Challenge, Comment, GameMember, Proposal, Scene
from play.models.beats import MAX_BEAT_TEXT

type Subject = Beat | Challenge | Proposal


def add_comment(member: GameMember, subject: Subject, *, text: str, now: datetime) -> Comment:
    """Say something about ``subject``. Raises ``CommentError`` or a ``GameStatusError``."""
    with seat_lock(member, SETUP, ACTIVE, PAUSED) as game:
        text = _checked(text)
        if _game_of(subject) != game.pk:
            raise CommentError("This belongs to another table.")
        name = subject._meta.model_name
        comment = Comment.objects.create(
            **{name: subject}, author=member.user, text=text, created_at=now
        )
        # A comment that was not edited has not changed since it was made.
        Comment.objects.filter(pk=comment.pk).update(updated_at=now)
        _show(subject)
        place = _place(subject)
        tell_mentioned(game, text, actor=member.user, now=now, **place)
        notify(
            game,
            kind=Kind.COMMENT,
            text=f"{member.user.get_short_name()} commented on {_words_for(subject)}.",
            recipients=_concerned(subject),
            actor=member.user,
            now=now,
            **place,
        )
        comment.refresh_from_db()
        return comment


def edit_comment(member: GameMember, comment: Comment, *, text: str, now: datetime) -> Comment:
    """Change what one said. Who is mentioned only now hears of it.

    Raises ``NotTheAuthorError``, ``CommentError`` or a ``GameStatusError``.
    """
    with seat_lock(member, SETUP, ACTIVE, PAUSED) as game:
        comment = Comment.objects.select_related(*SUBJECTS).get(pk=comment.pk)
        subject = subject_of(comment)
        if comment.author_id != member.user_id or _game_of(subject) != game.pk:
            raise NotTheAuthorError("Only its author can change a comment.")
        text, before = _checked(text), comment.text
        if text != before:
            Comment.objects.filter(pk=comment.pk).update(text=text, updated_at=now)
            _show(subject)
            place = _place(subject)
            tell_mentioned(game, text, before=before, actor=member.user, now=now, **place)
            comment.refresh_from_db()
        return comment


def was_edited(comment: Comment) -> bool:
    return comment.updated_at > comment.created_at


SUBJECTS = ("beat", "challenge", "proposal")


def subject_of(comment: Comment) -> Subject:
    return next(row for name in SUBJECTS if (row := getattr(comment, name)))


def _checked(text):
    return checked_text(text, limit=MAX_BEAT_TEXT, error=CommentError, missing="Write a comment.")


def _game_of(subject):
    if isinstance(subject, Proposal):
        return subject.game_id
    return _scene_of(subject).act.game_id


def _beat_of(subject) -> Beat | None:
    """The beat that counts what is said about ``subject``."""
    if isinstance(subject, Challenge):
        return subject.beat
    return subject if isinstance(subject, Beat) else None


def _scene_of(subject) -> Scene | None:
    """The scene on whose page ``subject`` is talked about."""
    if beat := _beat_of(subject):
        return beat.scene
    return subject.beat.scene if subject.beat else subject.scene


def _show(subject):
    if beat := _beat_of(subject):
        touch_scene(beat.scene, beat, is_beside=False)
    elif scene := _scene_of(subject):
        touch_scene(scene)


def _place(subject):
    """Where a notice of the talk leads."""
    if isinstance(subject, Proposal):
        return {"proposal": subject}
    return {"beat": _beat_of(subject)}


def _words_for(subject):
    if isinstance(subject, Challenge):
        return "a challenge"
    return "a beat" if isinstance(subject, Beat) else "a proposal"


def _concerned(subject) -> list[User]:
    """Whose it is, and who has said something about it."""
    if isinstance(subject, Challenge):
        owners = [subject.challenger, subject.beat.author]
    else:
        owners = [subject.author if isinstance(subject, Beat) else subject.proposer]
    said = User.objects.filter(play_comments__in=subject.comments.all()).distinct()
    return [user for user in (*owners, *said) if user]
