"""What the pages of the story have in common: who looks at it, and how an act is answered."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from random import SystemRandom

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.models import User
from play.domain.deadlines import run_due_of
from play.domain.errors import NotAMemberError, NotTheAuthorError, NotTheOrganizerError
from play.models import Act, Beat, Event, Game, GameMember, Proposal, Scene
from play.permissions import can_play, can_talk
from play.views.seats import SeatedPage, seat_for

FORM = require_http_methods(["GET", "HEAD", "POST"])
NOT_ALLOWED = (NotAMemberError, NotTheAuthorError, NotTheOrganizerError)
CHANGED = {"HX-Trigger": "story-changed"}


@dataclass
class StoryPage(SeatedPage):
    """A game as somebody sees it who sits at its table or sat there once."""

    request: HttpRequest
    seat: GameMember
    scene: Scene | None = None
    now: datetime = field(default_factory=timezone.now)
    rng: SystemRandom = field(default_factory=SystemRandom)
    has_run: bool = False

    @property
    def user(self) -> User:
        return self.request.user

    @cached_property
    def people(self) -> dict:
        """By key, everybody who has or had a seat; those who sit there now have no ``left_at``."""
        seats = GameMember.objects.filter(game=self.game).select_related("user")
        return {seat.user_id: seat for seat in seats.order_by("created_at", "pk")}

    def require_seat(self) -> GameMember:
        if self.member is None:
            raise PermissionDenied("You do not sit at this table any more.")
        return self.member

    def done(self, text: str, *place) -> HttpResponse:
        """htmx stays where it is, and the page fetches what is new; others are led to ``place``."""
        if self.request.htmx:
            return HttpResponse(status=204, headers=CHANGED)
        messages.success(self.request, text)
        return redirect(*place)

    def refused(self, error, page) -> HttpResponse:
        """What is in the way: beside the form with htmx, else on ``page``, a function of none."""
        if isinstance(error, NOT_ALLOWED):
            raise PermissionDenied(str(error)) from error
        if self.request.htmx:
            return render(self.request, "play/story/refusal.html", {"error": error})
        return page()

    def render(self, template, context, *, status=200) -> HttpResponse:
        own = {
            "game": self.game,
            "member": self.member,
            "scene": self.scene,
            "now": self.now,
            "can_play": can_play(self.member),
            "can_talk": can_talk(self.member),
        }
        return render(self.request, f"play/story/{template}", own | context, status=status)


def posted(request):
    """What a form of the page is bound to."""
    return request.POST if request.method == "POST" else None


def page_of_game(request, key) -> StoryPage:
    """404 for whom the game does not concern, here and below."""
    game = get_object_or_404(Game, pk=key)
    return _open(request, game, game)


def page_of_act(request, game, key):
    page = page_of_game(request, game)
    acts = Act.objects.filter(game=page.game).seen_from(page.seat)
    return page, get_object_or_404(acts, pk=key)


def page_of_scene(request, key) -> StoryPage:
    scene = _one(Scene, key, "act__game")
    return _scene_page(request, scene, scene)


def news_of_scene(request, key) -> StoryPage:
    """A page of which only the seat and the game were looked up, where one sits at the table.

    What is due has been done by whoever opened the page, and is done again when it asks for it.
    """
    seats = GameMember.objects.filter(user=request.user, left_at=None, game__acts__scenes=key)
    member = seats.select_related("game").first()
    if member is None:
        return page_of_scene(request, key)
    return StoryPage(request, member, Scene(pk=key))


def page_of_beat(request, key) -> tuple[StoryPage, Beat]:
    beat = _one(Beat, key, "scene__act__game", "author", "character")
    page = _scene_page(request, beat, beat.scene)
    if page.has_run:
        beat.refresh_from_db(fields=["status", "significance"])
    return page, beat


def page_of_proposal(request, key) -> tuple[StoryPage, Proposal]:
    related = ("game", "act", "scene__act", "beat__scene__act", "beat__author", "proposer")
    proposal = _one(Proposal, key, *related)
    page = _open(request, proposal, proposal.game)
    page.scene = proposal.beat.scene if proposal.beat else proposal.scene
    if page.has_run:
        proposal.refresh_from_db(fields=["status", "closed_at"])
    return page, proposal


def page_of_event(request, key) -> tuple[StoryPage, Event]:
    event = _one(Event, key, "beat__scene__act__game", "beat__author", "beat__character")
    page = _scene_page(request, event, event.beat.scene)
    if page.has_run:
        event.refresh_from_db()
    return page, event


def _one(model, key, *related):
    return get_object_or_404(model.objects.select_related(*related), pk=key)


def _scene_page(request, row, scene):
    page = _open(request, row, scene.act.game)
    page.scene = scene
    if page.has_run:
        scene.refresh_from_db(fields=["status", "tension_carried", "revision", "completed_at"])
    return page


def _open(request, row, game):
    page = StoryPage(request, seat_for(request, game, row))
    # What is due happens before anybody looks.
    page.has_run = bool(run_due_of(game, now=page.now, rng=page.rng))
    return page
