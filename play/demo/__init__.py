"""Scene runs to look at, a story that three friends are in the middle of, and one told alone."""

from django.contrib.auth import get_user_model
from django.utils import timezone

from play.demo import game, scene_runs, scenes, world
from play.demo.telling import Telling

FOLDERS = ["low_water", "quarter_tone"]
PARTS = [game.write, scenes.write, world.write]
STEPS = 1 + len(FOLDERS) * len(PARTS)


def load(rng):
    scene_runs.load()
    yield
    now = timezone.now().replace(microsecond=0)
    people = {user.email.partition("@")[0]: user for user in get_user_model().objects.all()}
    for folder in FOLDERS:
        telling = Telling(folder, people, now, rng)
        for write in PARTS:
            write(telling)
            telling.save()
            yield
