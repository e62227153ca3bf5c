"""What people write about sessions, quests, places, factions, events and pictures.

Each form turns a part of a document into fields and back: ``initial_of`` and ``element``.
"""

import re

from django import forms
from django.core.exceptions import ValidationError

from campaigns.forms.campaigns import area
from campaigns.rules.elements import next_number
from campaigns.rules.visibility import EVERYONE, WORDS
from common.fields import LinesField

QUEST_STATES = (
    ("offered", "Offered"),
    ("active", "Under way"),
    ("completed", "Done"),
    ("failed", "Failed"),
    ("abandoned", "Dropped"),
)
DONE = re.compile(r"^\[[xX]\]\s*")
YES_OR_NO = {"yes": True, "no": False}


def text(label, longest, *, rows=0, **options):
    widget = area(rows) if rows else forms.TextInput()
    options.setdefault("required", False)
    return forms.CharField(label=label, max_length=longest, widget=widget, **options)


def day(label, **options):
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=False, widget=widget, **options)


class ElementForm(forms.Form):
    """``was`` is the fingerprint of what the form began from; a new element has none."""

    visibility = forms.ChoiceField(
        label="Who sees it", choices=list(WORDS.items()), initial=EVERYONE
    )
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in ("visibility", "was")])

    @classmethod
    def initial_of(cls, element):
        return {"visibility": EVERYONE, **element}

    def element(self):
        """What was typed, as the document keeps it: without what is empty."""
        kept = {**self.cleaned_data}
        kept.pop("was")
        return {name: value for name, value in kept.items() if value not in ("", None, [])}


class SessionForm(ElementForm):
    number = forms.IntegerField(label="Session", min_value=1, max_value=10_000)
    title = text("Title", 100)
    played_on = day("Played on")
    summary = text(
        "What happened",
        20_000,
        rows=10,
        help_text="An empty line between paragraphs, - before each thing in a list.",
    )
    experience_awarded = forms.IntegerField(
        label="Experience for each",
        required=False,
        min_value=0,
        max_value=10_000_000,
        help_text="It is noted here. On the sheets, it is entered there.",
    )
    characters = forms.MultipleChoiceField(
        label="Who was there", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, party=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["characters"].choices = list(party)
        if not party:
            del self.fields["characters"]

    def element(self):
        element = super().element()
        if "played_on" in element:
            element["played_on"] = element["played_on"].isoformat()
        return element

    @classmethod
    def first(cls, campaign, party):
        """What a new session begins with: the next number, and whoever plays."""
        number = next_number(campaign.data.get("sessions", []))
        return {"number": number, "characters": [key for key, _ in party]}


class QuestForm(ElementForm):
    name = text("What is it called?", 100, required=True)
    status = forms.ChoiceField(label="How it stands", choices=QUEST_STATES)
    giver = text("Who gave it", 100)
    summary = text("What it is about", 2_000, rows=4)
    objectives = LinesField(
        label="Objectives",
        required=False,
        widget=area(5),
        help_text="One a line. [x] before one that is done.",
    )
    reward = text("Reward", 300)

    @classmethod
    def initial_of(cls, element):
        lines = [
            f"[x] {each['text']}" if each.get("is_done") else each["text"]
            for each in element.get("objectives", [])
        ]
        return super().initial_of(element) | {"objectives": lines}

    def clean_objectives(self):
        lines = self.cleaned_data["objectives"]
        objectives = [
            {"text": DONE.sub("", line), "is_done": bool(DONE.match(line))} for line in lines
        ]
        if any(not each["text"] for each in objectives):
            raise ValidationError("Say what is to be done after [x].")
        return objectives


class PlaceForm(ElementForm):
    name = text("What is it called?", 100, required=True)
    kind = text("What is it?", 100, help_text="Such as inn, ruin or quarter.")
    description = text("What one sees", 2_000, rows=5)


class FactionForm(ElementForm):
    name = text("Who are they?", 100, required=True)
    attitude = forms.IntegerField(
        label="Towards the party",
        min_value=-100,
        max_value=100,
        initial=0,
        help_text="From -100, enemies, to 100, friends.",
    )
    description = text("What they are about", 2_000, rows=4)


class EventForm(ElementForm):
    title = text("What happened?", 100, required=True)
    when = text("When", 100, help_text="In the calendar of the world.")
    description = text("More about it", 2_000, rows=4)


class PictureForm(ElementForm):
    source = forms.CharField(
        label="Address of the picture",
        max_length=500,
        help_text="https://… for one elsewhere, which is shown as a link.",
    )
    title = forms.CharField(
        label="What it shows", max_length=300, help_text="For those who cannot see it, too."
    )
    credit = text("Who made it", 300)
    licence = text("Licence", 300)
    source_page = text("Page that it comes from", 500, help_text="https://…")

    def clean_source(self):
        source = self.cleaned_data["source"]
        if not re.fullmatch(r"https://\S+|/\S+", source):
            raise ValidationError("Give an address that begins with https:// or with /.")
        return source

    def clean_source_page(self):
        page = self.cleaned_data["source_page"]
        if page and not re.fullmatch(r"https://\S+", page):
            raise ValidationError("Give an address that begins with https://.")
        return page


class NextSessionForm(forms.Form):
    on = day("When do you meet next?", help_text="Left empty, no day is set.")
    note = text("Anything to say with it", 300, help_text="Such as where, and who brings supper.")


class PreparationForm(forms.Form):
    """The game masters' own. ``was`` tells whether another saved in the meantime."""

    plot_hooks = LinesField(
        label="Hooks", required=False, widget=area(6), help_text="One a line, for the next time."
    )
    key_npcs = LinesField(
        label="People who matter", required=False, widget=area(3), help_text="One name a line."
    )
    dm_notes = text("Notes", 20_000, rows=14)
    was = forms.CharField(widget=forms.HiddenInput)

    def clean_plot_hooks(self):
        return _short_lines(self.cleaned_data["plot_hooks"])

    def clean_key_npcs(self):
        return _short_lines(self.cleaned_data["key_npcs"])


class WorldForm(forms.Form):
    """How things stand. A fact is a name and a value, such as ``The gate is open: yes``."""

    current_location = text("Where the party is", 100)
    today = text("The day", 100, help_text="In the calendar of the world.")
    weather = text("The weather", 300)
    facts = LinesField(
        label="What else holds",
        required=False,
        widget=area(6),
        help_text="One a line, such as: Boats left: 9, or: The gate is open: yes. All see it.",
    )
    was = forms.CharField(widget=forms.HiddenInput)

    @classmethod
    def initial_of(cls, data):
        world = data.get("world_state", {})
        # PostgreSQL does not keep the order in which they were written.
        facts = sorted(world.get("facts", {}).items())
        return {
            "current_location": data.get("current_location", ""),
            "today": world.get("today", ""),
            "weather": world.get("weather", ""),
            "facts": [f"{name}: {_spelled(value)}" for name, value in facts],
        }

    def clean_facts(self):
        facts = {}
        for line in self.cleaned_data["facts"]:
            name, colon, value = line.rpartition(":")
            name = name.strip()
            if not colon or not name or not value.strip():
                raise ValidationError(f"Write a name, a colon and what holds: {line}")
            if name in facts:
                raise ValidationError(f"This stands here twice: {name}")
            facts[name] = _read(value.strip())
        return facts


def _spelled(value):
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _read(value):
    if value.lower() in YES_OR_NO:
        return YES_OR_NO[value.lower()]
    return int(value) if re.fullmatch(r"-?\d{1,18}", value) else value


def _short_lines(lines):
    if any(len(line) > 300 for line in lines):
        raise ValidationError("Keep each line to 300 characters.")
    return lines
