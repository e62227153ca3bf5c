"""What people say when they have a book made, or send one."""

from django import forms

from storyteller.domain.book import PRIVACY_NOTE, Wishes
from storyteller.domain.book_forms import FORMS
from storyteller.models import ExportOptions

WHOLE, PREVIEW = "book", "preview"


class BookForm(forms.Form):
    export_format = forms.ChoiceField(
        label="What should it be?",
        choices=[(key, f"{form.name}: {form.good_for}") for key, form in FORMS.items()],
        initial="pdf",
        widget=forms.RadioSelect,
    )
    trim = forms.ChoiceField(
        label="How large is a page?",
        choices=ExportOptions.Trim,
        initial=ExportOptions.Trim.SIX_BY_NINE,
        help_text="6 × 9 inches is the size of most memoirs. Larger pages suit many photos.",
    )
    include_photos = forms.BooleanField(
        label="Put the photos in that I chose for the book", required=False, initial=True
    )
    privacy_note = forms.BooleanField(
        label="Say on the rights page that some names and places were changed",
        required=False,
        initial=True,
    )
    dedication = forms.CharField(
        label="Dedication",
        required=False,
        max_length=500,
        help_text="Stands alone on a page of its own, such as “For Mara, who asked.”",
    )

    def wishes(self, *, is_preview: bool) -> Wishes:
        given = self.cleaned_data
        return Wishes(
            trim=given["trim"],
            include_photos=given["include_photos"],
            privacy_note=PRIVACY_NOTE if given["privacy_note"] else "",
            dedication=" ".join(given["dedication"].split()),
            is_preview=is_preview,
        )


class MailForm(forms.Form):
    address = forms.EmailField(
        label="Mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="They get the file itself, or a link for seven days where it is too large.",
    )
