"""What a table is asked before the first scene. It may answer in a line, or skip any of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from play.rules.states import graph

# Any prompt can be settled or skipped at any time, and taken up again; one at a time is active.
SETUP_PROMPT = graph(
    "A prompt",
    pending={"active", "complete", "skipped"},
    active={"pending", "complete", "skipped"},
    complete={"active"},
    skipped={"active"},
)


@dataclass(frozen=True, slots=True)
class Prompt:
    topic: str
    question: str


PROMPTS = (
    Prompt("Genre", "If this story stood in a bookshop, on which shelf would you look for it?"),
    Prompt("Tone", "How dark may it get, and what may always be laughed at?"),
    Prompt("Setting", "Where and when are we? Name one thing you would hear with closed eyes."),
    Prompt("Central tension", "Which two good things cannot both be had here?"),
    Prompt("Themes", "What should the story keep coming back to?"),
    Prompt("Narrative voice", "Who tells it: he and she, or I? In the past, or as it happens?"),
    Prompt("Words for the oracle", "Which words belong to this world and to no other?"),
    Prompt("Safety", "What stays out of the story, and what is only hinted at?"),
)


def world_document(outcomes: Iterable[tuple[str, str]]) -> str:
    """What the table settled on, as Markdown: a heading for each topic with something under it."""
    return "\n\n".join(f"## {topic}\n\n{text.strip()}" for topic, text in outcomes if text.strip())


def suggested_outcome(answers: Iterable[tuple[str, str]]) -> str:
    """A first wording from what each person answered: one answer as it is, several as a list."""
    given = [(name, " ".join(text.split())) for name, text in answers]
    if len(given) == 1:
        return given[0][1]
    return "\n".join(f"- {text} ({name})" for name, text in given)
