"""What a deletion would take along, and which rows stand in its way.

A row stands in the way when it refers to what would go by a foreign key that the database
neither follows nor empties (``DO_NOTHING`` in Django, NO ACTION in SQL).
"""

from django.contrib.admin.utils import NestedObjects, quote
from django.db import router
from django.db.models import DO_NOTHING, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst

EXAMPLES = 10


class Deletion:
    """The deletion of ``objs``, which are of one model and at least one."""

    def __init__(self, objs, *, request, admin_site):
        self.request, self.admin_site = request, admin_site
        self.model = type(objs[0])
        self.collector = NestedObjects(using=router.db_for_write(self.model))
        self.collector.collect(objs)
        self.targets = self.collector.model_objs

    def lacking_permissions(self):
        """The kinds of rows that would go and that the person may not delete.

        A record of the past cannot be removed on its own, yet goes with what it belongs to.
        """
        return {
            model._meta.verbose_name
            for model, rows in self.targets.items()
            if self.admin_site.is_registered(model) and not self._may_delete(model, rows)
        }

    def blockers(self):
        """A sentence and a list of a few rows for each kind that stands in the way.

        The shape is the one that Django's ``unordered_list`` shows.
        """
        lines = []
        for (target, model), fields in self._dangling_relations().items():
            count, examples = self._referring_rows(target, model, fields)
            if count:
                sentence = _sentence(count, target, model, fields)
                if self._is_record(model):
                    sentence += _staying(count)
                lines += [sentence, self._links(count, examples)]
        return lines

    def _may_delete(self, model, rows):
        model_admin = self.admin_site.get_model_admin(model)
        if self._is_record(model) and model is not self.model:
            options = model._meta
            return self.request.user.has_perm(f"{options.app_label}.delete_{options.model_name}")
        return all(model_admin.has_delete_permission(self.request, row) for row in rows)

    def _is_record(self, model):
        if not self.admin_site.is_registered(model):
            return False
        return getattr(self.admin_site.get_model_admin(model), "goes_along", False)

    def _dangling_relations(self):
        """By model that would go and model that refers to it: the fields that would dangle."""
        relations = {}
        for target in self.targets:
            for relation in target._meta.get_fields(include_hidden=True):
                if relation.auto_created and not relation.concrete and _dangles(relation):
                    key = target, relation.related_model
                    relations.setdefault(key, []).append(relation.field)
        return relations

    def _referring_rows(self, target, model, fields):
        """How many rows refer, less those that would go as well, and a few of them."""
        gone, count, examples = self.targets.get(model, ()), 0, []
        for batch in self.collector.get_del_batches(list(self.targets[target]), fields):
            condition = Q(*((f"{field.name}__in", batch) for field in fields), _connector=Q.OR)
            rows = model._base_manager.using(self.collector.using).filter(condition)
            if gone:
                staying = [row for row in rows if row not in gone]
                count += len(staying)
            else:
                count += rows.count()
                staying = rows[:EXAMPLES]
            examples += staying[:EXAMPLES]
        return count, examples[:EXAMPLES]

    def _links(self, count, examples):
        lines = [self._link(row) for row in examples]
        if count > len(examples):
            lines.append(f"and {count - len(examples)} more")
        return lines

    def _link(self, row):
        options = row._meta
        name = f"{capfirst(options.verbose_name)}: {row}"
        if not self.admin_site.is_registered(type(row)):
            return name
        if not self.admin_site.get_model_admin(type(row)).has_view_permission(self.request, row):
            return capfirst(options.verbose_name)
        page = f"{self.admin_site.name}:{options.app_label}_{options.model_name}_change"
        return format_html('<a href="{}">{}</a>', reverse(page, args=[quote(row.pk)]), name)


def _dangles(relation):
    return getattr(relation, "on_delete", None) is DO_NOTHING and relation.field.db_constraint


def _sentence(count, target, model, fields):
    options = model._meta
    what = options.verbose_name if count == 1 else options.verbose_name_plural
    refers = "refers" if count == 1 else "refer"
    roles = " or ".join(str(field.verbose_name) for field in fields)
    return f"{count} {what} {refers} to the {target._meta.verbose_name} (by {roles})"


def _staying(count):
    if count == 1:
        return " and stays, as a record of the past"
    return " and stay, as records of the past"
