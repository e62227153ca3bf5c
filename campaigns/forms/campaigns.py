"""What people write about a campaign as a whole, and about who comes to its table."""

from django import forms
from django.core.exceptions import ValidationError

from campaigns.domain.archive import MAX_BYTES, read_archive
from campaigns.domain.errors import ArchiveError
from campaigns.domain.invitations import MAX_DAYS, MAX_USES, USUAL_DAYS, USUAL_USES
from campaigns.models import CampaignMember
from campaigns.rules.documents import check_homebrew_rules
from common.fields import LinesField
from common.forms import faults_of

STATES = (
    ("created", "Not begun yet"),
    ("active", "Under way"),
    ("paused", "Resting"),
    ("completed", "Told to its end"),
)
ROLES = (
    ("player", "Player: brings a character, and says whether they come"),
    ("reader", "Reader: reads along"),
    ("game_master", "Game master: prepares, runs, and sees every secret"),
)
NAME = {
    "max_length": 200,
    "widget": forms.TextInput(attrs={"autocomplete": "off"}),
}


def area(rows):
    return forms.Textarea(attrs={"rows": rows})


class StartForm(forms.Form):
    name = forms.CharField(label="What is the campaign called?", **NAME)
    setting = forms.CharField(
        label="Where does it play?",
        max_length=2_000,
        widget=area(4),
        help_text="The world in a few sentences.",
    )
    tone = forms.CharField(
        max_length=100,
        initial="heroic",
        help_text="Such as heroic, dark or light-hearted.",
    )
    description = forms.CharField(
        label="What is it about?",
        required=False,
        max_length=2_000,
        widget=area(3),
        help_text="For whoever is asked to come.",
    )


class CampaignForm(StartForm):
    """``was`` tells whether somebody else saved since the form was opened."""

    homebrew_rules = LinesField(
        label="House rules", required=False, widget=area(5), help_text="One rule a line."
    )
    world_description = forms.CharField(
        label="The world",
        required=False,
        max_length=50_000,
        widget=area(14),
        help_text=(
            "As long as you like. An empty line between paragraphs, - before each thing in a "
            "list, *stars* for emphasis."
        ),
    )
    state = forms.ChoiceField(label="How far it is", choices=STATES)
    visibility = forms.ChoiceField(
        label="Who may read along",
        choices=(
            ("members", "Members alone"),
            ("everyone", "Everyone who is signed in here"),
        ),
        help_text="Secrets stay secret either way. A template that all may read, all may use.",
    )
    was = forms.CharField(widget=forms.HiddenInput)

    field_order = ("name", "description", "setting", "tone")

    def clean_homebrew_rules(self):
        rules = self.cleaned_data["homebrew_rules"]
        if faults := faults_of(check_homebrew_rules, rules):
            raise ValidationError(faults)
        return rules


class CloneForm(forms.Form):
    name = forms.CharField(label="What is your campaign called?", **NAME)


class TemplateForm(forms.Form):
    name = forms.CharField(label="What is the template called?", **NAME)
    is_shared = forms.BooleanField(
        label="Everybody here may start from it",
        required=False,
        help_text="They get all of it, secrets too. Otherwise it is yours alone.",
    )


class DeleteForm(forms.Form):
    name = forms.CharField(label="Type the name of the campaign", **NAME)


class InvitationForm(forms.Form):
    role = forms.ChoiceField(
        label="Whoever follows it becomes",
        choices=ROLES,
        widget=forms.RadioSelect,
        initial="player",
    )
    days = forms.IntegerField(
        label="Days it lasts", min_value=1, max_value=MAX_DAYS, initial=USUAL_DAYS
    )
    max_uses = forms.IntegerField(
        label="People it serves", min_value=1, max_value=MAX_USES, initial=USUAL_USES
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Role", choices=CampaignMember.Role)


class BringForm(forms.Form):
    character = forms.ModelChoiceField(
        label="Character", queryset=None, empty_label=None, widget=forms.Select
    )

    def __init__(self, *args, characters, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["character"].queryset = characters


class ImportForm(forms.Form):
    """A file that was exported, read as strictly as everything that comes in as JSON."""

    file = forms.FileField(
        label="The file",
        help_text=f"JSON, of {MAX_BYTES // 1_000_000} MB at most.",
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            size = f"{file.size / 1_000_000:.1f}"
            raise ValidationError(
                f"This file has {size} MB. No more than {MAX_BYTES // 1_000_000} MB are taken in."
            )
        try:
            return read_archive(file.read())
        except ArchiveError as error:
            raise ValidationError(str(error)) from error
