"""A piano tuner tells her life to her granddaughter, and it becomes a book."""

from django.utils import timezone

from storyteller.demo.answers import load_answers
from storyteller.demo.beginning import load_beginning
from storyteller.demo.days import Calendar
from storyteller.demo.editing import load_editing
from storyteller.demo.gathering import load_collections
from storyteller.demo.life import load_events, load_teller
from storyteller.demo.manuscript import load_story
from storyteller.demo.progress import load_progress
from storyteller.demo.sessions import load_sessions

STEPS = 6


def load(rng):
    calendar = Calendar(timezone.now(), rng)
    teller = load_teller(calendar)
    load_beginning(teller, calendar)
    yield
    events = load_events(teller, calendar)
    yield
    sessions = load_sessions(teller, events, calendar)
    yield
    collections = load_collections(teller, events, calendar)
    yield
    story = load_story(teller, events, collections, calendar)
    yield
    load_progress(teller, sessions, calendar)
    load_editing(teller, events, sessions, collections, story, calendar)
    load_answers(teller, calendar)
    yield
