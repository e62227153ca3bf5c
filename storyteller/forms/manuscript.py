"""What people type into a manuscript."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from storyteller.models import (
    ChapterSection,
    CharacterRelationship,
    EditRequirement,
    Story,
    StoryChapter,
    StoryCharacter,
    StoryScene,
    StoryTheme,
)
from storyteller.rules.edit_gates import HIGHEST, LOWEST, MARKS

LONGEST_SECTION = 200_000


class TitleForm(forms.Form):
    title = forms.CharField(max_length=300, label="Title")


class StorySettingsForm(forms.ModelForm):
    class Meta:
        model = Story
        fields = [
            "title",
            "subtitle",
            "overall_archetype",
            "narrative_structure",
            "point_of_view",
            "narrative_voice",
            "tense",
            "tone",
            "intended_audience",
            "opening_strategy",
            "closing_strategy",
            "central_question",
            "primary_purpose",
            "target_word_count",
        ]


class ChapterForm(forms.ModelForm):
    chapter_title = forms.CharField(max_length=300, label="Title")

    class Meta:
        model = StoryChapter
        fields = [
            "chapter_title",
            "chapter_subtitle",
            "narrative_position",
            "narrative_purpose",
            "opening_hook",
            "closing_resonance",
            "epigraph",
            "epigraph_attribution",
        ]


class NewSectionForm(forms.Form):
    section_type = forms.ChoiceField(label="Kind", choices=ChapterSection.SectionType)
    after = forms.UUIDField(required=False, widget=forms.HiddenInput)


class SectionForm(forms.Form):
    """A section as it is written. ``mark`` is the text that was read before."""

    mark = forms.CharField(required=False, widget=forms.HiddenInput)
    section_title = forms.CharField(
        required=False,
        max_length=200,
        label="Title",
        help_text="For you; a book does not print it.",
        widget=forms.TextInput(attrs={"data-autosave-text": ""}),
    )
    section_type = forms.ChoiceField(
        label="Told as",
        choices=ChapterSection.SectionType,
        widget=forms.Select(attrs={"data-autosave-text": ""}),
    )
    content = forms.CharField(
        required=False,
        max_length=LONGEST_SECTION,
        label="Text",
        strip=False,
        widget=forms.Textarea(attrs={"data-autosave-text": "", "rows": 22, "class": "manuscript"}),
    )


class DraftForm(forms.Form):
    name = forms.CharField(
        required=False, max_length=100, help_text="Such as “Before Mia read it”."
    )
    notes = forms.CharField(required=False, max_length=2_000, widget=forms.Textarea({"rows": 2}))


class ReviewForm(forms.Form):
    """Six marks, and what may be said beside them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        labels = {"character_consistency": "People stay themselves", "senses": "The senses"}
        for name in MARKS:
            self.fields[name] = forms.DecimalField(
                label=labels.get(name, name.replace("_", " ").capitalize()),
                max_digits=3,
                decimal_places=1,
                validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)],
                widget=forms.NumberInput({"min": LOWEST, "max": HIGHEST, "step": "0.5"}),
            )
        self.fields["voice_consistency"] = forms.DecimalField(
            label="How steady the voice is",
            required=False,
            min_value=0,
            max_value=1,
            max_digits=3,
            decimal_places=2,
            help_text="From 0.00 to 1.00; leave it empty where you cannot tell.",
            widget=forms.NumberInput({"min": 0, "max": 1, "step": "0.05"}),
        )
        self.fields["notes"] = forms.CharField(
            required=False, max_length=5_000, widget=forms.Textarea({"rows": 3})
        )

    @property
    def marks(self):
        return {name: self.cleaned_data[name] for name in MARKS}


class EditForm(forms.Form):
    """Something that somebody found to mend."""

    issue_type = forms.ChoiceField(label="What it is about", choices=EditRequirement.IssueType)
    severity = forms.ChoiceField(
        label="How much it matters",
        choices=EditRequirement.Severity,
        initial="important",
        help_text="A blocking one keeps the chapter from being approved.",
    )
    concern = forms.CharField(
        max_length=2_000, label="What should be mended", widget=forms.Textarea({"rows": 3})
    )
    suggestion = forms.CharField(
        required=False, max_length=2_000, label="How", widget=forms.Textarea({"rows": 2})
    )


class MoveEditForm(forms.Form):
    to = forms.ChoiceField(choices=EditRequirement.Status)
    reason = forms.CharField(required=False, max_length=2_000)


class CharacterForm(forms.ModelForm):
    class Meta:
        model = StoryCharacter
        fields = [
            "character_name",
            "real_name",
            "is_pseudonym",
            "privacy_level",
            "consent_obtained",
            "character_type",
            "relationship_to_protagonist",
            "physical_description",
            "speech_patterns",
            "motivation",
            "initial_state",
            "transformation",
            "final_state",
            "composite_of",
        ]
        widgets = dict.fromkeys(
            (
                "physical_description",
                "speech_patterns",
                "motivation",
                "initial_state",
                "transformation",
                "final_state",
            ),
            forms.Textarea({"rows": 2}),
        )

    def __init__(self, *args, sees_private, **kwargs):
        super().__init__(*args, **kwargs)
        if not sees_private:
            # Who somebody really is, is for the keeper alone: to read, and to change.
            for name in ("real_name", "composite_of", "is_pseudonym", "privacy_level"):
                del self.fields[name]


class RelationForm(forms.Form):
    character_a = forms.ModelChoiceField(StoryCharacter.objects.none(), label="Who")
    character_b = forms.ModelChoiceField(StoryCharacter.objects.none(), label="And whom")
    relationship_type = forms.ChoiceField(
        label="What is between them", choices=CharacterRelationship.RelationshipType
    )
    relationship_description = forms.CharField(required=False, max_length=2_000, label="In words")

    def __init__(self, *args, story, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("character_a", "character_b"):
            self.fields[name].queryset = story.characters.order_by("character_name", "pk")

    def clean(self):
        found = super().clean()
        if found.get("character_a") and found.get("character_a") == found.get("character_b"):
            self.add_error("character_b", "Choose somebody else: nobody is related to themselves.")
        return found


class ThemeForm(forms.ModelForm):
    class Meta:
        model = StoryTheme
        fields = ["theme_name", "theme_type", "theme_description", "symbols", "motifs"]
        widgets = {"theme_description": forms.Textarea({"rows": 2})}


class ThemeChaptersForm(forms.Form):
    chapters = forms.ModelMultipleChoiceField(
        StoryChapter.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, chapters, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chapters"].queryset = chapters


class SceneForm(forms.ModelForm):
    class Meta:
        model = StoryScene
        fields = [
            "scene_name",
            "section",
            "scene_time",
            "scene_place",
            "scene_purpose",
            "visual_details",
            "auditory_details",
            "tactile_details",
            "olfactory_details",
            "gustatory_details",
            "emotional_tone",
            "dialogue_snippet",
            "internal_thoughts",
            "meaning_made",
        ]
        labels = {"section": "Told in"}
        widgets = dict.fromkeys(
            ("scene_purpose", "dialogue_snippet", "internal_thoughts", "meaning_made"),
            forms.Textarea({"rows": 2}),
        )

    def __init__(self, *args, sections, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections
        self.fields["section"].label_from_instance = lambda row: (
            f"{row.chapter.chapter_number}. {row.chapter.chapter_title}: "
            f"{row.section_title or row.get_section_type_display()}"
        )
