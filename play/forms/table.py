"""What people write about their table: the game, who comes, what it leaves out."""

from django import forms
from django.db.models import TextChoices

from play.domain.ballots import MAX_REASON
from play.domain.games import MAX_TEXTS
from play.domain.invitations import MAX_DAYS, USUAL_DAYS
from play.domain.setup import MAX_ANSWER, MAX_OUTCOME
from play.domain.tables import SEATS
from play.models import Game, GameMember, GamePause, SafetyLine, SetupPrompt, WordSeedTable
from play.rules.documents.game_settings import GameSettings

_SETTINGS = GameSettings.model_json_schema()["properties"]


class GameForm(forms.Form):
    name = forms.CharField(
        label="What is the story called?",
        max_length=Game.name.field.max_length,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="For now. The table can rename it.",
    )
    pitch = forms.CharField(
        label="What is it about?",
        required=False,
        max_length=MAX_TEXTS["pitch"],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A sentence or two that make a friend want to come.",
    )


class WorldDocumentForm(forms.Form):
    """``was`` is the text that the person began from."""

    text = forms.CharField(
        label="What you agreed on",
        required=False,
        max_length=MAX_TEXTS["world_document"],
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=(
            "An empty line between paragraphs, ## before a heading, - before each thing in a "
            "list, *stars* for emphasis."
        ),
    )
    was = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    text = forms.CharField(
        label="Your answer",
        required=False,
        max_length=MAX_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A line is enough. Save it empty to take it back.",
    )


class OutcomeForm(forms.Form):
    outcome = forms.CharField(
        label="What the table settles on",
        max_length=MAX_OUTCOME,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="It begins with your answers. Make one text of them, together.",
    )


class PromptForm(forms.Form):
    topic = forms.CharField(
        max_length=SetupPrompt.topic.field.max_length,
        help_text="A word or two, such as: Money.",
    )
    question = forms.CharField(max_length=SetupPrompt.question.field.max_length)


class StartForm(forms.Form):
    text = forms.CharField(
        label="Anything to say with it?",
        required=False,
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _whole_number(name, *, label, help_text, required=True):
    shape = _SETTINGS[name]
    bounds = next((each for each in shape.get("anyOf", [shape]) if "minimum" in each), shape)
    return forms.IntegerField(
        label=label,
        help_text=f"{help_text} From {bounds['minimum']} to {bounds['maximum']}.",
        required=required,
        min_value=bounds["minimum"],
        max_value=bounds["maximum"],
    )


class SettingsForm(forms.Form):
    """Each setting, with what it does."""

    class TieBreak(TextChoices):
        RANDOM = "random", "Chance: one of them is drawn"
        ASKER = "asker", "Whoever asked chooses among them"

    silence_hours = _whole_number(
        "silence_hours",
        label="Hours of silence that mean consent",
        help_text=(
            "A vote that nobody objects to passes after so many hours, and a turn that was handed "
            "to somebody lapses. Fewer for a quick evening, more for a table on three continents."
        ),
    )
    a_no_blocks = forms.BooleanField(
        label="One no is enough to stop a proposal",
        required=False,
        help_text="Otherwise the majority decides, and a no in time takes another yes to overcome.",
    )
    beats_in_a_row = _whole_number(
        "beats_in_a_row",
        label="Beats in a row before a nudge",
        help_text=(
            "Somebody who has written so many is reminded of the others. Nobody is ever stopped."
        ),
    )
    contest_hours = _whole_number(
        "contest_hours",
        label="Hours to contest the odds of a fortune roll",
        required=False,
        help_text=(
            "Empty: the die falls at once. With hours, anyone may say within them that the odds "
            "are wrong, and only then it falls."
        ),
    )
    starting_tension = _whole_number(
        "starting_tension",
        label="Tension of an act’s first scene",
        help_text="Tenser scenes have wilder answers to fortune rolls, and more unexpected turns.",
    )
    twists = forms.BooleanField(
        label="Doubles bring unexpected turns",
        required=False,
        help_text=(
            "A fortune roll of 11, 22 and so on, up to the tension, offers the table a turn that "
            "nobody planned, to take or leave."
        ),
    )
    tie_break = forms.ChoiceField(
        label="When two readings of the oracle have equally many votes",
        choices=TieBreak,
        widget=forms.RadioSelect,
    )


class MailForm(forms.Form):
    mail = forms.ChoiceField(
        label="Mail about this game",
        choices=GameMember.Mail,
        widget=forms.RadioSelect,
        help_text="Notices are always in the site. This says how often they come by mail too.",
    )


class DeleteForm(forms.Form):
    name = forms.CharField(
        label="Type the name of the game",
        max_length=Game.name.field.max_length,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class InvitationForm(forms.Form):
    days = forms.IntegerField(
        label="Days it lasts", min_value=1, max_value=MAX_DAYS, initial=USUAL_DAYS
    )
    max_uses = forms.IntegerField(
        label="People it serves",
        required=False,
        min_value=1,
        max_value=SEATS,
        help_text="Empty: as many as there are free seats.",
    )


class SafetyLineForm(forms.Form):
    text = forms.CharField(
        label="What is it?",
        max_length=SafetyLine.text.field.max_length,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label="How far?",
        choices=[
            (SafetyLine.Kind.LINE, "A line: it does not happen in this story"),
            (SafetyLine.Kind.VEIL, "A veil: it may happen, and the story looks away"),
        ],
        widget=forms.RadioSelect,
        initial=SafetyLine.Kind.LINE,
    )


class WordTablesForm(forms.Form):
    tables = forms.ModelMultipleChoiceField(queryset=None, required=False)

    def __init__(self, *args, tables, **kwargs):
        """``tables`` are those that the game may draw from."""
        super().__init__(*args, **kwargs)
        self.fields["tables"].queryset = tables


class OwnWordsForm(forms.Form):
    kind = forms.ChoiceField(
        label="They are",
        choices=[
            (WordSeedTable.Type.ACTION, "actions: what happens"),
            (WordSeedTable.Type.DESCRIPTOR, "descriptors: how it is"),
        ],
        widget=forms.RadioSelect,
        initial=WordSeedTable.Type.ACTION,
    )
    words = forms.CharField(
        label="Words",
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="With commas between them, or one on a line.",
    )

    def clean_words(self):
        """The words as a list."""
        lines = self.cleaned_data["words"].replace(",", "\n").splitlines()
        return [word.strip() for word in lines if word.strip()]


class WordForm(forms.Form):
    kind = forms.ChoiceField(choices=WordSeedTable.Type)
    word = forms.CharField(strip=False)


class PauseForm(forms.Form):
    reason = forms.CharField(
        label="Why does it rest?",
        max_length=GamePause.reason.field.max_length,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Holidays, a hard week, something to talk about first. The others read it.",
    )
