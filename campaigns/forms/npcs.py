"""What people write about NPCs."""

from django import forms
from django.core.exceptions import ValidationError

from campaigns.domain.roster import SORTS, Wanted
from campaigns.rules.documents.base import MOODS
from campaigns.rules.documents.npc import IMPORTANCE
from campaigns.rules.npc_stats import HIGHEST_LEVEL, ROLES
from campaigns.rules.standing import BANDS
from campaigns.rules.visibility import EVERYONE, WORDS
from common.fields import LinesField

LONGEST_MENU = 500
PERSONALITY = ("traits", "ideals", "bonds", "flaws", "mannerisms", "motivations")
TEXTS_OF_PERSONALITY = ("appearance", "voice")
COLUMNS = ("name", "race", "occupation", "location")
DATA = (
    "importance",
    "current_mood",
    "is_alive",
    "gender",
    "age",
    "level",
    "story_role",
    "backstory",
    "quest_hooks",
    "quest_involvement",
    "combat_tactics",
    "notes",
    "visibility",
)
KINDS = ("friend", "ally", "family", "partner", "mentor", "rival", "enemy", "neutral")


def words(values):
    return [(value, value.replace("_", " ").capitalize()) for value in values]


def text(label, *, longest, rows=0, **options):
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    options.setdefault("required", False)
    return forms.CharField(label=label, max_length=longest, widget=widget, **options)


def lines(label, help_text="One a line.", *, rows=2):
    return LinesField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def whole(label, least, most, **options):
    return forms.IntegerField(label=label, min_value=least, max_value=most, **options)


class RosterForm(forms.Form):
    """The filters of the roster. What is not valid asks for nothing."""

    q = text("Search", longest=100)
    place = forms.ChoiceField(required=False)
    occupation = forms.ChoiceField(required=False)
    importance = forms.ChoiceField(choices=[("", "Any"), *words(IMPORTANCE)], required=False)
    alive = forms.ChoiceField(
        choices=[("", "Any"), ("yes", "Alive"), ("no", "Dead")], required=False
    )
    mood = forms.ChoiceField(choices=[("", "Any"), *words(MOODS)], required=False)
    band = forms.ChoiceField(
        label="Stands to us",
        choices=[("", "Any"), *((band.key, band.name) for band in BANDS)],
        required=False,
    )
    met = forms.ChoiceField(
        label="Has met us", choices=[("", "Any"), ("yes", "Yes"), ("no", "Not yet")], required=False
    )
    casts = forms.BooleanField(label="Can cast spells", required=False)
    sort = forms.ChoiceField(label="Order", choices=list(SORTS.items()), required=False)

    def __init__(self, data, *, places, occupations, has_us, runs_it):
        super().__init__(data)
        for name, values in (("place", places), ("occupation", occupations)):
            self.fields[name].choices = [("", "Any"), *((value, value) for value in values)]
        for name in () if has_us else ("band", "met"):
            del self.fields[name]
        if not runs_it:
            del self.fields["casts"]

    def wanted(self):
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        asked["text"] = asked.pop("q", "")
        return Wanted(**asked)

    @property
    def is_filtered(self):
        return any(value for name, value in self.cleaned_data.items() if name != "sort")


class NPCForm(forms.Form):
    """Everything about somebody but their stats, relations and log.

    ``seen`` is when what the person began from had been saved.
    """

    name = text("Name", longest=100, required=True)
    race = text("Race", longest=200)
    occupation = text("Occupation", longest=200)
    location = text("Place", longest=200, help_text="Where to find them, for now.")
    importance = forms.ChoiceField(choices=words(IMPORTANCE), initial="minor")
    current_mood = forms.ChoiceField(label="Mood", choices=words(MOODS), initial="neutral")
    is_alive = forms.BooleanField(label="Alive", required=False, initial=True)
    visibility = forms.ChoiceField(
        label="Who knows that they exist", choices=list(WORDS.items()), initial=EVERYONE
    )
    gender = text("Gender", longest=100)
    age = whole("Age", 0, 100_000, required=False)
    level = whole("Level", 1, 30, initial=1)
    traits = lines("Traits")
    mannerisms = lines("Mannerisms")
    appearance = text("Appearance", longest=2_000, rows=2)
    voice = text("Voice", longest=300)
    ideals = lines("Ideals")
    bonds = lines("Bonds")
    flaws = lines("Flaws")
    motivations = lines("Motivations")
    story_role = text("Part in the story", longest=300)
    backstory = text("Backstory", longest=20_000, rows=5, help_text="Markdown is welcome.")
    quest_hooks = lines("Hooks", "What they may want of the party, one a line.")
    quest_involvement = lines("Part of these quests")
    combat_tactics = text("In a fight", longest=2_000, rows=2)
    notes = text("Notes", longest=20_000, rows=4)
    seen = forms.DateTimeField(
        required=False,
        widget=forms.HiddenInput,
        input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"],
    )

    GROUPS = (
        ("Who they are", "", (*COLUMNS, "gender", "age")),
        ("At the table", "", ("importance", "current_mood", "is_alive", "visibility")),
        (
            "What one notices",
            "Players read this once they know of them.",
            ("traits", "mannerisms", "appearance", "voice"),
        ),
        (
            "What is in their heart",
            "From here on, only game masters read.",
            ("ideals", "bonds", "flaws", "motivations"),
        ),
        (
            "What you know",
            "",
            (
                "story_role",
                "backstory",
                "quest_hooks",
                "quest_involvement",
                "level",
                "combat_tactics",
                "notes",
            ),
        ),
    )

    def groups(self):
        return [(title, lead, [self[name] for name in names]) for title, lead, names in self.GROUPS]

    def columns(self, npc=None):
        """What the domain takes: the columns, and the document's entries under ``data``."""
        typed = self.cleaned_data
        personality = {"version": 1, **(npc.personality if npc else {})}
        for name in (*PERSONALITY, *TEXTS_OF_PERSONALITY):
            personality[name] = typed[name]
        return {
            **{name: typed[name] for name in COLUMNS},
            "personality": {key: value for key, value in personality.items() if value},
            "data": {name: typed[name] for name in DATA},
        }

    @staticmethod
    def initial_of(npc):
        return {
            **{name: getattr(npc, name) for name in COLUMNS},
            **npc.personality,
            **{name: value for name, value in npc.data.items() if name in DATA},
            "seen": npc.updated_at.isoformat(),
        }


class StatsByRoleForm(forms.Form):
    role = forms.ChoiceField(choices=[(key, role.name) for key, role in ROLES.items()])
    level = whole("Level", 1, HIGHEST_LEVEL, initial=1)


class DeleteForm(forms.Form):
    with_log = forms.BooleanField(label="Their interactions go too", required=False)


class RelationForm(forms.Form):
    """Both ends of a relation are one choice, kind and key together, so that they always fit."""

    other = forms.ChoiceField(label="Towards whom", choices=())
    kind = forms.ChoiceField(label="What binds them", choices=words(KINDS))
    attitude = whole(
        "How they feel",
        -100,
        100,
        initial=0,
        help_text=(
            "From -100 to 100. Towards a character, this is how they felt before they met: the"
            " log moves it from there."
        ),
    )
    notes = text("Notes", longest=2_000, rows=2)
    visibility = forms.ChoiceField(label="Who knows", choices=list(WORDS.items()), initial=EVERYONE)
    is_mutual = forms.BooleanField(
        label="The same the other way round",
        required=False,
        help_text="Between NPCs. What a character feels, their player says.",
    )

    def __init__(self, *args, npcs, characters, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = {"npc": npcs, "character": characters}
        self.fields["other"].choices = [
            ("", "Choose …"),
            *_menu("Characters", "character", characters),
            *_menu("NPCs", "npc", npcs),
        ]

    def clean_other(self):
        kind, _, key = self.cleaned_data["other"].partition(":")
        row = self.rows[kind].filter(pk=key).first()
        if row is None:
            raise ValidationError("They are not in this campaign any more.")
        return row


def _menu(title, kind, rows):
    found = rows.order_by("name", "pk").values_list("pk", "name")[:LONGEST_MENU]
    choices = [(f"{kind}:{key}", name) for key, name in found]
    return [(title, choices)] if choices else []
