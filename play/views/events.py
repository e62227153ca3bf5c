"""What hangs on one event: readings of the oracle's words, objections to fortune's odds."""

from functools import partial

from django.views.decorators.http import require_POST

from play.domain import fortune, oracle
from play.domain.addresses import beat_address
from play.domain.errors import PlayError
from play.forms.story import ChosenReadingForm, ContestForm, OddsForm, ReadingForm
from play.views.beats import talk_page
from play.views.story_pages import page_of_event


@require_POST
def reading(request, event):
    return _do(
        request, event, ReadingForm, oracle.add_reading, "Your reading is there.", keeps_time=True
    )


@require_POST
def favour(request, event):
    return _do(request, event, ChosenReadingForm, oracle.vote_reading, "Your vote is in.")


@require_POST
def choose(request, event):
    """Take a reading, own words, or what most are for."""
    if "most" in request.POST:
        return _act(request, event, oracle.choose_most_voted, "So it was.", chance=True)
    return _do(request, event, ChosenReadingForm, oracle.choose, "So it was.")


@require_POST
def contest(request, event):
    return _do(
        request, event, ContestForm, fortune.contest, "The odds are contested.", keeps_time=True
    )


@require_POST
def reaffirm(request, event):
    return _do(
        request, event, OddsForm, fortune.reaffirm, "Asked anew.", keeps_time=True, chance=True
    )


@require_POST
def take_back(request, event):
    return _act(request, event, fortune.take_back, "The question is taken back.", keeps_time=True)


def _do(request, key, form, verb, done, **needs):
    form = form(request.POST)
    if not form.is_valid():
        page, event = page_of_event(request, key)
        page.require_seat()
        first = next(iter(form.errors.values()))[0]
        return page.refused(first, partial(_talk, page, event, first, 422))
    return _act(request, key, partial(verb, **form.cleaned_data), done, **needs)


def _act(request, key, verb, done, *, keeps_time=False, chance=False):
    page, event = page_of_event(request, key)
    member = page.require_seat()
    needs = {"now": page.now} if keeps_time else {}
    if chance:
        needs["rng"] = page.rng
    try:
        verb(member, event, **needs)
    except PlayError as error:
        return page.refused(error, partial(_talk, page, event, str(error), 409))
    return page.done(done, beat_address(event.beat_id))


def _talk(page, event, error, status):
    """The page of the beat, with what was typed in the boxes of the event."""
    return talk_page(page, event.beat, status=status, error=error, typed=page.request.POST)
