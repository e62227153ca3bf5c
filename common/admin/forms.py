from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, MultipleObjectsReturned, ValidationError

from common.csv_text import MAX_BYTES, decode

# Their controls show less than the column holds: parts of a second, or that a text is unknown.
_COARSE = (forms.DateTimeField, forms.SplitDateTimeField, forms.TimeField, forms.CharField)


class RoomModelForm(forms.ModelForm):
    """A model form that leaves alone what nobody changed.

    It also bears complaints of ``Model.clean`` about columns that it does not show.
    """

    def _post_clean(self):
        for name, field in self.fields.items():
            is_kept = name in self.initial and name in self.cleaned_data
            if is_kept and isinstance(field, _COARSE) and name not in self.changed_data:
                self.cleaned_data[name] = self.initial[name]
        super()._post_clean()

    def _update_errors(self, errors):
        if hasattr(errors, "error_dict"):
            shown, others = {}, []
            for name, faults in errors.error_dict.items():
                if name in self.fields or name == NON_FIELD_ERRORS:
                    shown[name] = faults
                else:
                    others += [f"{name}: {message}" for fault in faults for message in fault]
            if others:
                shown[NON_FIELD_ERRORS] = [*shown.get(NON_FIELD_ERRORS, []), *others]
            errors = ValidationError(shown)
        super()._update_errors(errors)


class YesNoField(forms.Field):
    """A truth value as people and spreadsheets write it."""

    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}

    def to_python(self, value):
        word = str(value or "").strip().lower()
        if not word:
            return None
        if word not in self.words:
            raise ValidationError("Write yes or no.", code="invalid")
        return self.words[word]


class NamedRowField(forms.ModelChoiceField):
    """A row of another table, called by its name, which may turn out not to be unique."""

    def __init__(self, queryset, **kwargs):
        super().__init__(queryset, **kwargs)
        name = queryset.model._meta.verbose_name
        self.error_messages["invalid_choice"] = f"No {name} is called “%(value)s”."

    def to_python(self, value):
        try:
            return super().to_python(value)
        except MultipleObjectsReturned as error:
            message = f"Several {self.queryset.model._meta.verbose_name_plural} are called so."
            raise ValidationError(message, code="ambiguous") from error


class CsvForm(forms.Form):
    """A CSV file, uploaded or pasted, and what is to be done with it."""

    CHECK, IMPORT, IMPORT_GOOD = "check", "import", "import-good"

    file = forms.FileField(
        label="CSV file", required=False, widget=forms.FileInput(attrs={"accept": ".csv,text/csv"})
    )
    text = forms.CharField(
        label="or its content",
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 10, "spellcheck": "false", "class": "vLargeTextField mono"}
        ),
    )
    step = forms.ChoiceField(
        choices=[(step, step) for step in (CHECK, IMPORT, IMPORT_GOOD)], required=False
    )

    def clean(self):
        cleaned = super().clean()
        content = self._content(cleaned)
        if not content.strip():
            raise ValidationError("Choose a file, or paste its content.")
        if len(content) > MAX_BYTES:
            raise ValidationError(f"At most {MAX_BYTES // 1000} kB at once: cut the file in parts.")
        cleaned["text"] = decode(content)
        return cleaned

    def wants_to_keep(self, report):
        """Whether what ``report`` tells of shall stay in the table."""
        step = self.cleaned_data["step"]
        if step == self.IMPORT:
            return bool(report.good) and not report.faulty
        return step == self.IMPORT_GOOD and bool(report.good)

    def _content(self, cleaned):
        if upload := cleaned.get("file"):
            return upload.read(MAX_BYTES + 1)
        return cleaned.get("text", "").encode()
