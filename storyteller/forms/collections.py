"""What people type about collections, parts and the texts drawn from them."""

from django import forms

from storyteller.models import (
    Collection,
    CollectionGrouping,
    CollectionLifeEvent,
    CollectionRelationship,
    CollectionSynthesis,
    CollectionTag,
)

LONGEST_TEXT = 100_000


class CollectionForm(forms.ModelForm):
    class Meta:
        model = Collection
        fields = [
            "collection_name",
            "description",
            "organizing_principle",
            "organizing_value",
            "archetype_pattern",
            "narrative_arc",
            "book_section_type",
            "suggested_title",
            "include_in_book",
        ]
        labels = {
            "collection_name": "Title",
            "description": "What holds these together",
            "organizing_principle": "Brought together by",
            "organizing_value": "Which one, in a few words",
            "archetype_pattern": "The shape it takes",
            "narrative_arc": "How it moves",
            "suggested_title": "Title in the book, if another",
            "include_in_book": "It goes into the book",
        }
        widgets = {
            "description": forms.Textarea({"rows": 3}),
            "organizing_value": forms.TextInput(),
        }


class MemberForm(forms.ModelForm):
    class Meta:
        model = CollectionLifeEvent
        fields = [
            "is_anchor_event",
            "narrative_role",
            "narrative_function",
            "connection_to_theme",
        ]
        labels = {
            "is_anchor_event": "The collection rests on this one: told as a scene",
            "narrative_role": "What it does here",
            "narrative_function": "How, in your words",
            "connection_to_theme": "How it belongs to the theme",
        }
        widgets = dict.fromkeys(
            ("narrative_function", "connection_to_theme"), forms.Textarea({"rows": 2})
        )


class TagForm(forms.ModelForm):
    tag_value = forms.CharField(label="Word", max_length=200)

    class Meta:
        model = CollectionTag
        fields = ["tag_category", "tag_value"]
        labels = {"tag_category": "Kind"}


class CollectionRelationForm(forms.ModelForm):
    class Meta:
        model = CollectionRelationship
        fields = [
            "source_collection",
            "relationship_type",
            "target_collection",
            "is_bidirectional",
            "strength",
            "relationship_description",
        ]
        labels = {
            "source_collection": "This one",
            "relationship_type": "is to the other",
            "target_collection": "The other",
            "is_bidirectional": "It holds both ways",
            "relationship_description": "In words",
        }
        widgets = {"relationship_description": forms.TextInput()}

    def __init__(self, *args, collections, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("source_collection", "target_collection"):
            self.fields[name].queryset = collections
        self.fields["relationship_type"].required = True

    def clean(self):
        found = super().clean()
        source, target = found.get("source_collection"), found.get("target_collection")
        if source and source == target:
            self.add_error("target_collection", "Choose another one: nothing relates to itself.")
        return found


class GroupingForm(forms.ModelForm):
    class Meta:
        model = CollectionGrouping
        fields = [
            "grouping_name",
            "grouping_type",
            "book_part_type",
            "suggested_part_title",
            "grouping_description",
        ]
        labels = {"grouping_name": "Name", "suggested_part_title": "Title in the book, if another"}
        widgets = {"grouping_description": forms.Textarea({"rows": 2})}


class GroupingMembersForm(forms.Form):
    collections = forms.ModelMultipleChoiceField(
        Collection.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, collections, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["collections"].queryset = collections


class SynthesisForm(forms.Form):
    synthesis_type = forms.ChoiceField(
        label="What it is", choices=CollectionSynthesis.SynthesisType.choices
    )
    content = forms.CharField(
        label="Text",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 14, "class": "manuscript"}),
    )
    based_on = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class SaidForm(forms.Form):
    said = forms.CharField(
        label="What should be different?", max_length=2000, widget=forms.Textarea({"rows": 3})
    )
