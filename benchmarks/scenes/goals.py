"""How fast Fireside means to be, as multiples of its peers' requests per second."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    kind: str
    target: str
    operation: str
    against: str
    ratio: float


def _goals(kind: str, target: str, *, against: str, load: float, save: float) -> tuple[Goal, Goal]:
    return (
        Goal(kind, target, "load", against, load),
        Goal(kind, target, "save", against, save),
    )


GOALS = (
    *_goals("PostgreSQL", "fireside-gunicorn", against="b-async", load=1.6, save=1.2),
    *_goals("PostgreSQL", "fireside-gunicorn", against="c-floor-gunicorn", load=0.85, save=0.85),
    *_goals("PostgreSQL", "fireside-granian", against="b-async", load=2.5, save=1.5),
    *_goals("PostgreSQL", "fireside-granian", against="c-floor-granian", load=0.65, save=0.65),
    *_goals("SQLite", "fireside-gunicorn", against="b-async", load=2.5, save=2.0),
    *_goals("SQLite", "fireside-granian", against="b-async", load=2.5, save=2.0),
)
