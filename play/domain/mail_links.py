"""The link in each mail that ends these mails: it needs no login, its signature is enough."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from accounts.models import User
from play.domain.addresses import absolute
from play.models import Game, GameMember

_SIGNER = Signer(salt="play.mail")
_EVERY_GAME = UUID(int=0)


def unsubscribe_link(user: User, game: Game | None = None) -> str:
    """To the page where ``user`` ends mails about ``game``, or without one about every game.

    It does not expire: a mail may be old when somebody has had enough.
    """
    # As short as can be: a link that a mail program breaks in two leads nowhere.
    keys = user.pk.bytes + (game.pk if game else _EVERY_GAME).bytes
    token = _SIGNER.sign(urlsafe_b64encode(keys).decode().rstrip("="))
    return absolute(reverse("play:unsubscribe", args=[token]))


def seats_of_link(token: str) -> list[GameMember]:
    """The seats whose mails the link governs; none where the link is not whole."""
    try:
        keys = urlsafe_b64decode(_SIGNER.unsign(token) + "=")
    except BadSignature:
        return []
    user, game = UUID(bytes=keys[:16]), UUID(bytes=keys[16:])
    seats = GameMember.objects.filter(user=user, left_at=None)
    if game != _EVERY_GAME:
        seats = seats.filter(game=game)
    return list(seats.select_related("game").order_by("created_at", "pk"))
