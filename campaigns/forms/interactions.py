"""What somebody writes in the log, in the middle of a game."""

import re
import uuid

from django import forms
from django.core.exceptions import ValidationError

from campaigns.forms.npcs import lines, text, whole, words
from campaigns.models import NPCInteraction
from campaigns.rules.documents.base import MOODS
from campaigns.rules.visibility import EVERYONE, WORDS
from common.dice import DiceError, parse, roll

WHOLE_PARTY = "party"
_ROLL = re.compile(
    r"^(?P<notation>[^=]+?)"
    r"(?:\s*=\s*(?P<faces>\d+(?:[\s,]+\d+)*))?"
    r"(?:\s+for\s+(?P<purpose>.+?))?"
    r"(?:\s+against\s+(?P<difficulty>\d{1,2}))?$"
)
_SPEECH = re.compile(r"^(?P<speaker>[^:]{1,100}):\s*(?P<text>.+)$")
_SPEAKER_UNNAMED = "Begin each line with who speaks, and a colon: “Hob: Sit down.”"


class RollsField(forms.CharField):
    """A roll a line: ``1d20+5 = 14 for Insight against 15``; what fell is left out to be rolled."""

    def __init__(self, *, draw, **kwargs):
        super().__init__(**kwargs)
        self.draw = draw

    def clean(self, value):
        typed = super().clean(value)
        return [self._read(line.strip()) for line in typed.splitlines() if line.strip()]

    def _read(self, line):
        found = _ROLL.match(line)
        if found is None:
            raise ValidationError(f"“{line}” is not a roll. Write 1d20+5 = 14 for Insight.")
        try:
            notation = parse(found["notation"])
            fell = roll(notation, self._faces(found["faces"]))
        except DiceError as error:
            raise ValidationError(f"“{line}”: {error}") from error
        except _FacesError as error:
            raise ValidationError(f"“{line}”: {error}") from error
        if found["faces"] and len(fell.dice) != len(re.split(r"[\s,]+", found["faces"])):
            raise ValidationError(f"“{line}”: say what each die shows, and no more.")
        difficulty = found["difficulty"] and int(found["difficulty"])
        return {
            "notation": str(notation),
            "dice": [die.face for die in fell.dice],
            "total": fell.total,
            "purpose": found["purpose"] or "",
            "difficulty": difficulty,
            "is_success": None if difficulty is None else fell.total >= difficulty,
        }

    def _faces(self, typed):
        """Where the next face comes from: what lies on the table, or else chance."""
        if not typed:
            return self.draw
        faces = [int(face) for face in re.split(r"[\s,]+", typed)]

        def next_face(sides):
            if not faces:
                raise _FacesError("say what each die shows.")
            face = faces.pop(0)
            if not 1 <= face <= sides:
                raise _FacesError(f"a d{sides} does not show {face}.")
            return face

        return next_face


class _FacesError(Exception):
    """The faces that somebody typed do not fit the dice."""


class ExchangesField(forms.CharField):
    """What was said: ``Speaker: words``, a line each."""

    def clean(self, value):
        said = []
        for line in filter(None, map(str.strip, super().clean(value).splitlines())):
            found = _SPEECH.match(line)
            if found is None:
                raise ValidationError(_SPEAKER_UNNAMED)
            said.append(found.groupdict())
        return said


class TopicsField(forms.CharField):
    """A few words each, with commas between them."""

    def clean(self, value):
        topics = [topic.strip() for topic in super().clean(value).split(",")]
        return list(dict.fromkeys(filter(None, topics)))


class LogForm(forms.Form):
    """One meeting. ``key`` makes a second click harmless: the same key is the same row."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    character = forms.ChoiceField(label="Who met them")
    kind = forms.ChoiceField(label="What it was", choices=NPCInteraction.Kind)
    summary = text("What happened", longest=2_000, rows=2, required=True)
    change = whole(
        "Trust, more or less",
        -100,
        100,
        initial=0,
        help_text="From -100 to 100; 5 for a kind word, 20 for a life saved.",
    )
    outcome = text("What came of it", longest=2_000, rows=2)
    topics = TopicsField(
        label="Spoke of", required=False, max_length=1_000, help_text="With commas between."
    )
    consequences = lines("Promises and consequences")
    mood_after = forms.ChoiceField(
        label="Their mood now", choices=[("", "As it was"), *words(MOODS)], required=False
    )
    location = text("Where", longest=100)
    session_number = whole("Session", 1, 10_000, required=False)
    at = forms.DateTimeField(
        label="When",
        required=False,
        help_text="UTC; left empty, it is now.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    exchanges = ExchangesField(
        label="What was said",
        required=False,
        max_length=20_000,
        help_text="A line each: “Hob: Sit down.”",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    visibility = forms.ChoiceField(label="Who sees it", choices=list(WORDS.items()))
    notes = text("Notes for game masters", longest=2_000, rows=2)

    FIRST = ("character", "kind", "summary", "change", "outcome")
    MORE = (
        "topics",
        "consequences",
        "mood_after",
        "location",
        "session_number",
        "at",
        "exchanges",
        "dice_rolls",
        "visibility",
        "notes",
    )

    def __init__(self, *args, characters, runs_it, draw, **kwargs):
        """``characters`` may be chosen; a game master may choose the whole party besides."""
        super().__init__(*args, **kwargs)
        self.characters = {character.pk: character for character in characters}
        names = [(key, character.name) for key, character in self.characters.items()]
        self.fields["character"].choices = [
            *([(WHOLE_PARTY, "The whole party")] if runs_it else []),
            *names,
        ]
        self.fields["dice_rolls"] = RollsField(
            draw=draw,
            label="Rolls",
            required=False,
            max_length=2_000,
            help_text="A line each: “1d20+5 = 14 for Insight against 15”, or without “= 14”.",
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        if not runs_it:
            for name in ("visibility", "mood_after", "notes"):
                del self.fields[name]

    @staticmethod
    def fresh(**initial):
        """What an empty form begins with."""
        return {"key": uuid.uuid4(), "visibility": EVERYONE, **initial}

    def first(self):
        return [self[name] for name in self.FIRST]

    def more(self):
        return [self[name] for name in self.MORE if name in self.fields]

    @property
    def has_faults_below(self):
        return any(name in self.errors for name in self.MORE)

    def arguments(self):
        """What ``log_interaction`` takes."""
        typed = {**self.cleaned_data}
        key, character = str(typed.pop("key")), typed.pop("character")
        return {"key": key, "character": self.characters.get(character), **typed}


class LogFilterForm(forms.Form):
    """What of a log is shown."""

    kind = forms.ChoiceField(
        choices=[("", "Any kind"), *NPCInteraction.Kind.choices], required=False
    )
    character = forms.ChoiceField(required=False)
    topic = text("Word", longest=100)

    def __init__(self, data, *, characters):
        super().__init__(data)
        self.fields["character"].choices = [
            ("", "Anybody"),
            (WHOLE_PARTY, "The whole party"),
            *((character.pk, character.name) for character in characters),
        ]

    def of(self, rows):
        """``rows`` that are asked for; what is not valid asks for nothing."""
        self.is_valid()
        asked = self.cleaned_data
        if kind := asked.get("kind"):
            rows = rows.filter(interaction_type=kind)
        if character := asked.get("character"):
            rows = rows.filter(character=None if character == WHOLE_PARTY else character)
        if word := asked.get("topic"):
            rows = rows.filter(summary__icontains=word) | rows.filter(outcome__icontains=word)
        return rows
