"""What the lists of the API can be filtered by; the description of the API is made from these."""

from django import forms

from accounts.api import ApiQuery
from campaigns.models import CampaignMember, NPCInteraction
from campaigns.models.bases import LONGEST_KEY
from campaigns.rules.compendium.filters import FACETS, LONGEST_TEXT, SORTS
from campaigns.rules.documents.base import MAX_LEVEL
from campaigns.rules.documents.campaign import STATES
from campaigns.rules.documents.npc import IMPORTANCE
from campaigns.rules.documents.sheet import CLASSES


def text(help_text, longest=LONGEST_TEXT):
    return forms.CharField(required=False, max_length=longest, help_text=help_text)


def one_of(values, help_text):
    return forms.ChoiceField(
        required=False,
        choices=[("", ""), *((value, value) for value in values)],
        help_text=help_text,
    )


def moment(help_text):
    return forms.DateTimeField(required=False, help_text=help_text)


class Truth(forms.TypedChoiceField):
    """``true`` or ``false``; left out, either."""

    def __init__(self, help_text):
        super().__init__(
            required=False,
            choices=[("", ""), ("true", "true"), ("false", "false")],
            coerce=lambda value: value == "true",
            empty_value=None,
            help_text=help_text,
        )


class AnyOf(forms.MultipleChoiceField):
    """Given several times, one of the values is enough. Without ``values`` any text is one."""

    def __init__(self, values, help_text):
        self.is_open = not values
        super().__init__(
            required=False, choices=[(value, value) for value in values], help_text=help_text
        )

    def valid_value(self, value):
        return self.is_open or super().valid_value(value)


class CampaignQuery(ApiQuery):
    q = text("Words in the name.")
    role = one_of(CampaignMember.Role.values, "Only those in which you have this role.")
    state = one_of(STATES, "How far the campaign is.")
    template = Truth("Whether it is a template.")


class NPCQuery(ApiQuery):
    q = text("Words in the name or the occupation.")
    location = text("Where they are to be found.", 200)
    importance = one_of(IMPORTANCE, "How much they matter to the story.")
    alive = Truth("Whether they live.")


class InteractionQuery(ApiQuery):
    npc = text("The key of an NPC.", LONGEST_KEY)
    character = text("The key of a character.", LONGEST_KEY)
    kind = one_of(NPCInteraction.Kind.values, "What kind of meeting it was.")
    since = moment("At this time or later, such as 2026-03-31T18:00Z.")
    until = moment("Before this time.")


class CharacterQuery(ApiQuery):
    q = text("Words in the name.")
    campaign = text("The key of a campaign in which they play.", LONGEST_KEY)
    character_class = one_of(CLASSES, "Their class.")
    min_level = forms.IntegerField(
        required=False, min_value=1, max_value=MAX_LEVEL, help_text="This level or a higher one."
    )
    max_level = forms.IntegerField(
        required=False, min_value=1, max_value=MAX_LEVEL, help_text="This level or a lower one."
    )


class SpellQuery(ApiQuery):
    """The filters of the compendium: within one any value is enough, all filters must hold."""

    q = text("The name, also with typing errors.")
    sort = one_of(SORTS, "The order where nothing is looked for.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for facet in FACETS:
            words = f"{facet.label}. Given several times, one is enough."
            self.fields[facet.key] = AnyOf(facet.values, words)
