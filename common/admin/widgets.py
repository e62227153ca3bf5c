"""Controls of the admin that know what they show without asking the database again."""

from django.contrib.admin.widgets import AutocompleteSelect
from django.forms import BaseInlineFormSet
from django.utils.functional import cached_property


class RelatedRowSelect(AutocompleteSelect):
    """A choice among rows of another table. The chosen one need not be fetched if it is known."""

    known = None

    def optgroups(self, name, value, attr=None):
        if self.known is None or [str(chosen) for chosen in value] != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        label = self.choices.field.label_from_instance(self.known)
        options.append(self.create_option(name, value[0], label, {value[0]}, len(options)))
        return [(None, options, 0)]


class RoomInlineFormSet(BaseInlineFormSet):
    """Rows inside another row's page, shown with no query for each of them."""

    @cached_property
    def empty_form(self):
        """The pattern of a new row, which a page asks for again and again."""
        return super().empty_form

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for name, field in form.fields.items():
            # The admin wraps the control in its links to add and change the related row.
            select = getattr(field.widget, "widget", field.widget)
            if isinstance(select, RelatedRowSelect):
                relation = form.instance._meta.get_field(name)
                select.known = relation.get_cached_value(form.instance, default=None)
