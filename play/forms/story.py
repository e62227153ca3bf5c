"""What people write on the page of a scene."""

import json
from uuid import uuid4, uuid5

from django import forms

from common.dice import DiceError, parse
from common.dice.results import MAX_NOTATION
from play.domain.ballots import MAX_REASON
from play.domain.events import MAX_QUESTION
from play.domain.story import MAX_SUMMARY
from play.models import Event, Scene, TensionVote, Vote
from play.models.beats import MAX_BEAT_TEXT
from play.rules.documents.base import MAX_LINE
from play.rules.documents.beats import MAX_EVENTS
from play.rules.fortune import ODDS

# By its type, what a draft keeps of a box; a box in which nobody has typed is not kept.
IN_DRAFTS = {
    "narrative": ("type", "content"),
    "ooc": ("type", "content"),
    "roll": ("type", "content", "notation"),
    "oracle": ("type", "content", "question", "scope", "drawn"),
    "fortune_roll": ("type", "content", "question", "odds"),
}
SAYS_SOMETHING = ("content", "notation", "question")
CONTENT = {
    "narrative": ("What happens", "What happens next?"),
    "roll": ("What it is for", "To climb the wall"),
    "oracle": ("What leads to the question", ""),
    "fortune_roll": ("What leads to the question", ""),
    "ooc": ("Out of character", "To the table, not part of the story"),
}


def text_area(rows, **attrs):
    return forms.Textarea(attrs={"rows": rows, **attrs})


class EventForm(forms.Form):
    """One box of the composer. What its type has no use for is not shown, and not looked at."""

    type = forms.ChoiceField(choices=Event.Type, widget=forms.HiddenInput)
    content = forms.CharField(required=False, max_length=MAX_BEAT_TEXT)
    notation = forms.CharField(
        label="Dice",
        required=False,
        max_length=MAX_NOTATION,
        widget=forms.TextInput({"placeholder": "2d6+1", "autocomplete": "off"}),
    )
    question = forms.CharField(label="Question", required=False, max_length=MAX_QUESTION)
    odds = forms.ChoiceField(
        label="How likely is a yes?",
        required=False,
        choices=list(ODDS.items()),
        widget=forms.RadioSelect,
    )
    scope = forms.ChoiceField(
        label="Who reads the words",
        required=False,
        choices=[("world", "The whole table"), ("personal", "I alone")],
    )
    drawn = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        label, placeholder = CONTENT[self.kind]
        content = self.fields["content"]
        content.label = label
        if self.kind in ("narrative", "ooc"):
            content.widget = text_area(2, placeholder=placeholder)
        else:
            content.widget = forms.TextInput({"placeholder": placeholder})

    @property
    def kind(self):
        typed = str(self["type"].value() or "narrative")
        return typed if typed in CONTENT else "narrative"

    @property
    def chosen_odds(self):
        return self["odds"].value() or "fifty_fifty"

    def clean(self):
        data = super().clean()
        if self.kind == "roll" and data.get("notation"):
            self._check_notation(data["notation"])
        return data

    def is_blank(self):
        data = self.cleaned_data
        return self.kind in ("narrative", "ooc") and not data["content"]

    def event(self):
        """As ``write_beat`` takes it."""
        data = self.cleaned_data
        own = {
            "narrative": (),
            "ooc": (),
            "roll": ("notation",),
            "oracle": ("question", "scope", "drawn"),
            "fortune_roll": ("question", "odds"),
        }
        fields = ("type", "content", *own[self.kind])
        return {name: data[name] for name in fields}

    def clean_scope(self):
        return self.cleaned_data["scope"] or Event.Scope.WORLD

    def clean_odds(self):
        return self.cleaned_data["odds"] or Event.Odds.FIFTY_FIFTY

    def _check_notation(self, notation):
        try:
            parse(notation)
        except DiceError as error:
            self.add_error("notation", f"{error.message} (at character {error.position}).")


EventFormSet = forms.formset_factory(
    EventForm, extra=0, max_num=MAX_EVENTS, absolute_max=MAX_EVENTS + 5, validate_max=True
)


class BeatForm(forms.Form):
    """What a beat is as a whole."""

    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    significance = forms.ChoiceField(
        label="Weight",
        choices=[("minor", "Minor: stands at once"), ("major", "Major: the table votes")],
    )
    character = forms.ChoiceField(label="As", required=False)
    spotlight = forms.ChoiceField(label="Hand the turn to", required=False)

    def __init__(self, *args, voices, **kwargs):
        """``voices`` are the characters who are played; others than one's own get the turn."""
        super().__init__(*args, **kwargs)
        names = [(str(row.pk), row.name) for row in voices]
        elsewhere = [(str(row.pk), row.name) for row in voices if row.is_elsewhere]
        self.fields["character"].choices = [("", "The narrator"), *names]
        self.fields["spotlight"].choices = [("", "Nobody in particular"), *elsewhere]
        self._characters = {str(character.pk): character for character in voices}

    def options(self):
        """Characters as rows."""
        data = self.cleaned_data
        return {
            "significance": data["significance"],
            "character": self._characters.get(data["character"]),
            "spotlight": self._characters.get(data["spotlight"]),
        }


class Composer:
    """The form of a beat and its boxes, which are shown, checked and sent as one."""

    def __init__(self, beat, events):
        self.beat, self.events = beat, events

    @classmethod
    def of_draft(cls, content, *, voices, character=""):
        """What was typed so far, or one empty box in the voice of ``character``."""
        boxes = [dict(event) for event in content.get("events", [])]
        beat = {
            "significance": content.get("significance", "minor"),
            "character": content.get("character") or ("" if content else character),
            "spotlight": content.get("spotlight") or "",
        }
        return cls._unchecked(beat, boxes, voices)

    @classmethod
    def of_data(cls, data, *, voices):
        return cls(
            BeatForm(data, voices=voices, auto_id="write_%s"),
            EventFormSet(data, prefix="events"),
        )

    def with_box(self, voices, kind, **fields):
        """The same as typed so far, unchecked, with one more box."""
        return self._unchecked(
            _typed(self.beat), [*self._boxes(), {"type": kind, **fields}], voices
        )

    def without_box(self, voices, number):
        kept = [box for place, box in enumerate(self._boxes()) if place != number]
        return self._unchecked(_typed(self.beat), kept, voices)

    def with_words(self, voices, number, token):
        boxes = self._boxes()
        if 0 <= number < len(boxes):
            boxes[number]["drawn"] = token
        return self._unchecked(_typed(self.beat), boxes, voices)

    def as_typed(self, voices):
        return self._unchecked(_typed(self.beat), self._boxes(), voices)

    def is_valid(self):
        return all([self.beat.is_valid(), self.events.is_valid()])

    def written(self):
        """The events that say something, in their order."""
        return [form.event() for form in self.events.forms if not form.is_blank()]

    def form_key(self):
        """One for all sendings of this form with these words; with others it is another."""
        form = self.beat.cleaned_data["form_key"]
        if form is None:
            return None
        chosen = {name: str(value) for name, value in self.beat.cleaned_data.items()}
        return uuid5(form, json.dumps([chosen, self.written()], sort_keys=True))

    def draft(self):
        """What the server keeps of it."""
        events = [
            {name: box.get(name) or "" for name in IN_DRAFTS[box["type"]]}
            for box in self._boxes()
            if box.get("type") in IN_DRAFTS and any(box.get(name) for name in SAYS_SOMETHING)
        ]
        if not events:
            return {}
        beat = _typed(self.beat)
        return {
            "version": 1,
            "events": events,
            "significance": beat["significance"] or "minor",
            "character": beat["character"] or None,
            "spotlight": beat["spotlight"] or None,
        }

    @classmethod
    def _unchecked(cls, beat, boxes, voices):
        boxes = boxes[:MAX_EVENTS] or [{"type": "narrative"}]
        beat = {**beat, "form_key": beat.get("form_key") or uuid4()}
        return cls(
            BeatForm(initial=beat, voices=voices, auto_id="write_%s"),
            EventFormSet(initial=boxes, prefix="events"),
        )

    def _boxes(self):
        return [_typed(form) for form in self.events.forms]


class CommentForm(forms.Form):
    text = forms.CharField(
        label="Comment",
        max_length=MAX_BEAT_TEXT,
        widget=text_area(2, placeholder="Between us, not in the story"),
        error_messages={"required": "Write a comment."},
    )


class ChallengeForm(forms.Form):
    reason = forms.CharField(
        label="What does not fit?",
        max_length=MAX_BEAT_TEXT,
        widget=text_area(3),
        help_text="The author changes the beat or lets it stand, and answers you either way.",
        error_messages={"required": "Say what does not fit."},
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="Your answer", required=False, max_length=MAX_BEAT_TEXT, widget=text_area(2)
    )


class RevisionForm(forms.Form):
    """The texts of a beat. What was rolled, drawn and asked stays as it fell."""

    def __init__(self, *args, events, **kwargs):
        super().__init__(*args, **kwargs)
        for event in events:
            label, _ = CONTENT[event.type]
            self.fields[f"text_{event.order}"] = forms.CharField(
                label=label,
                required=event.type in ("narrative", "ooc"),
                initial=event.content,
                max_length=MAX_BEAT_TEXT,
                widget=text_area(8 if event.type == "narrative" else 2),
            )

    def texts(self):
        """By the place of its event, each text."""
        return {
            int(name.removeprefix("text_")): text
            for name, text in self.cleaned_data.items()
            if name.startswith("text_")
        }


class VoteForm(forms.Form):
    choice = forms.ChoiceField(choices=Vote.Choice)
    text = forms.CharField(
        label="A reason, or what should change",
        required=False,
        max_length=MAX_REASON,
        widget=text_area(2),
    )


class TensionForm(forms.Form):
    delta = forms.TypedChoiceField(choices=TensionVote.Delta, coerce=int)


class ReasonForm(forms.Form):
    """What a proposer says about what they propose."""

    text = forms.CharField(
        label="Why now?", required=False, max_length=MAX_REASON, widget=text_area(3)
    )


class ActForm(ReasonForm):
    guiding_question = forms.CharField(
        label="Guiding question",
        max_length=500,
        help_text="The act ends when this question is answered.",
    )
    title = forms.CharField(label="Title", required=False, max_length=150)
    text = forms.CharField(
        label="A word to the table", required=False, max_length=MAX_REASON, widget=text_area(3)
    )

    field_order = ["guiding_question", "title", "text"]


class SceneForm(ActForm):
    guiding_question = forms.CharField(
        label="Guiding question",
        max_length=500,
        help_text="The scene ends when this question is answered.",
    )
    place = forms.CharField(
        label="Place", required=False, max_length=Scene._meta.get_field("place").max_length
    )
    characters = forms.MultipleChoiceField(
        label="Who is there", required=False, widget=forms.CheckboxSelectMultiple
    )

    field_order = ["guiding_question", "place", "characters", "title", "text"]

    def __init__(self, *args, characters, **kwargs):
        super().__init__(*args, **kwargs)
        self._characters = {str(character.pk): character for character in characters}
        self.fields["characters"].choices = [
            (key, character.name) for key, character in self._characters.items()
        ]

    def clean_characters(self):
        return [self._characters[key] for key in self.cleaned_data["characters"]]


class SummaryForm(forms.Form):
    text = forms.CharField(
        label="What happened, in short",
        required=False,
        max_length=MAX_SUMMARY,
        widget=text_area(8),
    )
    was = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)


class ReadingForm(forms.Form):
    text = forms.CharField(
        label="What do the words mean?",
        max_length=MAX_LINE,
        error_messages={"required": "Write what the words mean."},
    )


class ChosenReadingForm(forms.Form):
    """One of the readings, or words of one's own."""

    reading = forms.UUIDField(required=False)
    own_words = forms.CharField(label="In your own words", required=False, max_length=MAX_LINE)


class ContestForm(forms.Form):
    reason = forms.CharField(label="Why?", required=False, max_length=MAX_BEAT_TEXT)


class OddsForm(forms.Form):
    odds = forms.ChoiceField(
        label="Odds", choices=[("", "The same odds"), *ODDS.items()], required=False
    )


def _typed(form):
    return {name: form[name].value() for name in form.fields}
