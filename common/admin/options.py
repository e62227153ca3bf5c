from django.contrib import admin
from django.db import models
from django.forms import Textarea, TextInput
from django.forms.models import _get_foreign_key

from common.admin.forms import RoomModelForm
from common.admin.guard import GuardedAdmin
from common.admin.widgets import RelatedRowSelect, RoomInlineFormSet
from common.fields import DocumentField, ListField

# A few lines to begin with; the style sheet lets the control grow with what it holds.
_TEXT = {"widget": Textarea(attrs={"rows": 2, "class": "vLargeTextField"})}
_LIST = {"widget": Textarea(attrs={"rows": 4, "class": "vLargeTextField"})}
_DOCUMENT = {
    "widget": Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "vLargeTextField mono"})
}


class RoomOptions:
    """What pages of their own and rows inside another page have in common."""

    form = RoomModelForm
    formfield_overrides = {
        models.TextField: _TEXT,
        ListField: _LIST,
        DocumentField: _DOCUMENT,
    }

    def get_autocomplete_fields(self, request):
        """Every foreign key whose table can be searched: no list of thousands to choose from."""
        declared = super().get_autocomplete_fields(request)
        others = {*declared, *self.raw_id_fields, *self.radio_fields}
        return [
            *declared,
            *(
                field.name
                for field in self.opts.fields
                if isinstance(field, models.ForeignKey)
                and field.editable
                and field.name not in others
                and self._is_searchable(field.remote_field.model, request)
            ),
        ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        # A text column that may be NULL says "unknown" by it, as Django's CharField does.
        if isinstance(db_field, models.TextField) and db_field.null and not db_field.choices:
            kwargs.setdefault("empty_value", None)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):
            using = kwargs.get("using")
            kwargs["widget"] = RelatedRowSelect(db_field, self.admin_site, using=using)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        declared = super().get_readonly_fields(request, obj)
        return [*declared, *(name for name in self.automatic_fields if name not in declared)]

    @property
    def automatic_fields(self):
        """Columns that no person writes, such as the times of making and changing."""
        return [
            field.name
            for field in self.opts.concrete_fields
            if not field.editable and not field.primary_key
        ]

    def _is_searchable(self, model, request):
        return self.admin_site.is_registered(model) and bool(
            self.admin_site.get_model_admin(model).get_search_fields(request)
        )


class RoomAdmin(GuardedAdmin, RoomOptions, admin.ModelAdmin):
    """The pages of one table. A list that shows a foreign key names it in list_select_related."""

    change_list_template = "admin/room/change_list.html"
    list_per_page = 50
    # Counting every row anew for each page would take longer than showing it.
    show_full_result_count = False
    delete_confirmation_max_display = 100

    def get_fieldsets(self, request, obj=None):
        """As declared; what no person writes comes last, and not at all on an add page."""
        automatic = self.automatic_fields
        fieldsets = _without(super().get_fieldsets(request, obj), automatic)
        if obj is None or not automatic:
            return fieldsets
        return [*fieldsets, ("Record", {"fields": automatic})]

    def get_list_tools(self, request, changelist):
        """Links above the list, besides the one to add a row: ``(text, address)`` each."""
        return []

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None) or {}
        if changelist := context.get("cl"):
            context["list_tools"] = self.get_list_tools(request, changelist)
        return response


class ReadOnlyAdmin(RoomAdmin):
    """Records of the past: staff look them up, and nobody adds, changes or removes one here."""

    # Yet they go with the row that they belong to.
    goes_along = True

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class RoomInlineOptions(RoomOptions):
    formset = RoomInlineFormSet
    extra = 0
    show_change_link = True

    def get_queryset(self, request):
        parent = _get_foreign_key(self.parent_model, self.model, fk_name=self.fk_name)
        related = [
            field.name
            for field in self.opts.concrete_fields
            if field.is_relation and field != parent
        ]
        queryset = super().get_queryset(request)
        return queryset.select_related(*related) if related else queryset

    def get_fields(self, request, obj=None):
        if self.fields:
            return self.fields
        automatic = self.automatic_fields
        return [name for name in super().get_fields(request, obj) if name not in automatic]


class RoomInline(RoomInlineOptions, admin.TabularInline):
    """Rows that live inside another row, a line each."""

    # Narrower than on a page of their own, so that a line fits into the window.
    formfield_overrides = {
        **RoomInlineOptions.formfield_overrides,
        models.CharField: {"widget": TextInput(attrs={"size": 16})},
    }


class RoomStackedInline(RoomInlineOptions, admin.StackedInline):
    """Rows that live inside another row, with a form each."""


class ReadOnlyInline(RoomInline):
    """Records of the past inside the row that they belong to."""

    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def _without(fieldsets, names):
    """``fieldsets`` less the fields ``names``, and less the sections that are empty then."""
    kept = []
    for title, options in fieldsets:
        lines = [
            tuple(name for name in line if name not in names) if _is_line(line) else line
            for line in options["fields"]
        ]
        lines = [line for line in lines if line and line not in names]
        if lines:
            kept.append((title, {**options, "fields": lines}))
    return kept


def _is_line(entry):
    return isinstance(entry, list | tuple)
