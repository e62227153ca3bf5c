from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, models
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from common.admin.csv_import import CHANGED, CREATED, FAULTY, SAME, CsvImport
from common.admin.forms import CsvForm
from common.admin.refusals import explain
from common.fields import ListField

LINES_SHOWN = 200


class CsvImportMixin:
    """A page that takes rows from a CSV file, after showing what it would do.

    ``import_key`` names the fields by which a line finds its row, ``import_fields`` all that a
    file may hold, keys included. ``import_lookups`` says by which field a foreign key's row is
    called, such as ``{"team": "name"}``; by its key otherwise.
    """

    import_key = ()
    import_fields = ()
    import_lookups = {}

    def get_urls(self):
        page = self.admin_site.admin_view(self.import_view)
        return [path("import/", page, name=self._page_name("import")), *super().get_urls()]

    def get_list_tools(self, request, changelist):
        tools = super().get_list_tools(request, changelist)
        if self.has_import_permission(request):
            tools.append(("Import from CSV", self._page_url("import")))
        return tools

    def has_import_permission(self, request):
        return self.has_add_permission(request) and self.has_change_permission(request)

    def get_import_rows(self, request):
        """The rows that a file may change."""
        return self.get_queryset(request)

    def import_view(self, request):
        if not self.has_import_permission(request):
            raise PermissionDenied
        form = CsvForm(request.POST or None, request.FILES or None)
        report = None
        if request.method == "POST" and form.is_valid():
            report = self._import(request, form)
            if report and report.is_written:
                self._tell(request, report)
                return HttpResponseRedirect(self._page_url("changelist"))
        request.current_app = self.admin_site.name
        context = self._import_context(request, form, report)
        return TemplateResponse(request, "admin/room/import.html", context)

    def _import(self, request, form):
        csv_import = CsvImport(
            self.get_import_rows(request),
            key=self.import_key,
            fields=self.import_fields,
            lookups=self.import_lookups,
        )

        def is_kept(report):
            kept = form.wants_to_keep(report)
            if kept:
                self._log_import(request, report)
            return kept

        try:
            return csv_import.run(form.cleaned_data["text"], is_kept=is_kept)
        except ValidationError as error:
            form.add_error(None, error)
        except (IntegrityError, DataError) as error:
            form.add_error(None, explain(error, self.opts.apps))
        return None

    def _log_import(self, request, report):
        for outcome, flag in ((CREATED, ADDITION), (CHANGED, CHANGE)):
            rows = [line.row for line in report.having(outcome)]
            if rows:
                LogEntry.objects.log_actions(
                    request.user.pk, rows, flag, change_message="Imported from a CSV file."
                )

    def _tell(self, request, report):
        text = ", ".join(f"{count} {outcome}" for outcome, count in _counts(report) if count)
        level = messages.WARNING if report.faulty else messages.SUCCESS
        left = " The faulty lines were left out." if report.faulty else ""
        self.message_user(request, f"Imported: {text}.{left}", level)

    def _import_context(self, request, form, report):
        context = {
            **self.admin_site.each_context(request),
            "title": f"Import {self.opts.verbose_name_plural}",
            "opts": self.opts,
            "faults": [fault for faults in form.errors.values() for fault in faults],
            # What was uploaded can be mended in place and sent again.
            "form": CsvForm(initial={"text": getattr(form, "cleaned_data", {}).get("text", "")}),
            "columns": [self._column(name) for name in self.import_fields],
            "report": report,
        }
        if report:
            fine = report.having(CREATED, CHANGED, SAME)
            shown = [*report.faulty, *fine[: max(LINES_SHOWN - len(report.faulty), 0)]]
            context["lines"] = sorted(shown, key=lambda line: line.number)
            context["lines_hidden"] = len(report.lines) - len(shown)
            context["counts"] = _counts(report)
        return context

    def _column(self, name):
        column = self.opts.get_field(name)
        notes = [str(column.help_text)] if column.help_text else []
        if isinstance(column, models.BooleanField):
            notes.append("yes or no.")
        if isinstance(column, ListField):
            notes.append("One entry a line.")
        if column.choices:
            notes.append(f"One of: {', '.join(str(value) for value, _ in column.flatchoices)}.")
        if lookup := self.import_lookups.get(name):
            notes.append(f"The {lookup} of the {column.related_model._meta.verbose_name}.")
        return {"name": name, "is_key": name in self.import_key, "notes": notes}

    def _page_name(self, page):
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def _page_url(self, page):
        return reverse(f"{self.admin_site.name}:{self._page_name(page)}")


def _counts(report):
    return [(outcome, len(report.having(outcome))) for outcome in (CREATED, CHANGED, SAME, FAULTY)]
