"""Sealed texts in the admin: staff read them by a right of its own; others see there is one."""

from django.contrib import admin

from common.encrypted import SealableTextField, is_private, sealed_fields

RIGHT = "storyteller.read_sealed_texts"
SEALED = "Sealed. You may not read this."


class SealedOptions:
    """For pages and inlines of tables that have sealed columns."""

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        covers = self._covers(request)
        return [
            (title, {**options, "fields": _covered(options["fields"], covers)})
            for title, options in fieldsets
        ]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *self._covers(request).values()]

    def _covers(self, request):
        """By the name of each sealed column, what is shown in its place to who may not read it."""
        if request.user.has_perm(RIGHT):
            return {}
        if not hasattr(request, "sealed_covers"):
            request.sealed_covers = {}
        # The page asks several times, and must get the same functions.
        if self.model not in request.sealed_covers:
            covers = {field.name: _cover(field) for field in sealed_fields(self.model)}
            request.sealed_covers[self.model] = covers
        return request.sealed_covers[self.model]


def _cover(field):
    is_sometimes_clear = isinstance(field, SealableTextField)

    @admin.display(description=field.verbose_name)
    def cover(row):
        text = getattr(row, field.name)
        if is_sometimes_clear and not is_private(text):
            return text or "–"
        return SEALED if text else "–"

    cover.__name__ = f"sealed_{field.name}"
    return cover


def _covered(entries, covers):
    """``entries`` of a fieldset, whose lines may hold several fields each."""
    return [
        _covered(entry, covers) if isinstance(entry, list | tuple) else covers.get(entry, entry)
        for entry in entries
    ]
