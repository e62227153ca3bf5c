"""A character from a file, and one that is to go."""

from django import forms

from campaigns.domain.character_files import MAX_BYTES


class FileForm(forms.Form):
    """A file, or its text: the page that offers an update sends the text along."""

    file = forms.FileField(
        label="The file",
        required=False,
        help_text="What “Export” gave, or the JSON of a bare sheet; at most 1 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )
    text = forms.CharField(
        label="Or its text",
        required=False,
        max_length=MAX_BYTES,
        widget=forms.Textarea(attrs={"rows": 6, "class": "mono", "spellcheck": "false"}),
    )
    update = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self):
        given = super().clean()
        if not given.get("file") and not given.get("text"):
            self.add_error("file", "Choose a file, or paste its text.")
        elif given.get("file") and given["file"].size > MAX_BYTES:
            self.add_error("file", "The file is larger than any sheet: at most 1 MB.")
        return given

    def content(self):
        if file := self.cleaned_data.get("file"):
            return file.read()
        return self.cleaned_data["text"].encode()


class DeleteForm(forms.Form):
    name = forms.CharField(
        max_length=100,
        help_text="Type the name of the character to be sure.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
