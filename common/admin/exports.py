import csv
from itertools import chain

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponseRedirect, StreamingHttpResponse
from django.urls import path, reverse
from django.utils.text import slugify

from common.csv_text import BYTE_ORDER_MARK, escape
from common.documents import write_json
from common.encrypted import is_private, may_be_clear
from common.fields import DocumentField, ListField

CONTENT_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


class ExportMixin:
    """Rows as CSV or JSON: the selected ones by an action, the filtered list by a link.

    ``export_fields`` names the columns; those that an import takes otherwise, or all of them.
    """

    export_fields = ()

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        self.actions = [*(self.actions or ()), "export_as_csv", "export_as_json"]

    @admin.action(
        description="Export selected %(verbose_name_plural)s as CSV", permissions=["view"]
    )
    def export_as_csv(self, request, queryset):
        return self._export(queryset, "csv")

    @admin.action(
        description="Export selected %(verbose_name_plural)s as JSON", permissions=["view"]
    )
    def export_as_json(self, request, queryset):
        return self._export(queryset, "json")

    def get_urls(self):
        page = self.admin_site.admin_view(self.export_view)
        return [path("export/<kind>/", page, name=self._url_name("export")), *super().get_urls()]

    def get_list_tools(self, request, changelist):
        tools = super().get_list_tools(request, changelist)
        for kind in CONTENT_TYPES:
            url = reverse(f"{self.admin_site.name}:{self._url_name('export')}", args=[kind])
            query = changelist.get_query_string(remove=["p"])
            tools.append((f"Export as {kind.upper()}", url + query))
        return tools

    def export_view(self, request, kind):
        """The whole list, filtered and sorted as the list page that leads here."""
        if kind not in CONTENT_TYPES:
            raise Http404
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        try:
            rows = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            options = self.opts
            page = f"{self.admin_site.name}:{options.app_label}_{options.model_name}_changelist"
            return HttpResponseRedirect(reverse(page, query={"e": 1}))
        return self._export(rows, kind)

    def get_export_fields(self):
        names = self.export_fields or getattr(self, "import_fields", ())
        if names:
            return [self.opts.get_field(name) for name in names]
        return list(self.opts.concrete_fields)

    def _export(self, queryset, kind):
        fields = [field for field in self.get_export_fields() if may_be_clear(field)]
        lookups = getattr(self, "import_lookups", {})
        paths = [
            f"{field.name}__{lookups[field.name]}" if field.name in lookups else field.attname
            for field in fields
        ]
        rows = map(_covered, queryset.values_list(*paths).iterator(chunk_size=500))
        lines = {"csv": _csv_lines, "json": _json_lines}[kind](fields, rows)
        name = f"{slugify(self.opts.verbose_name_plural)}.{kind}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(lines, content_type=CONTENT_TYPES[kind], headers=headers)

    def _url_name(self, page):
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"


class _Line:
    """Stands for the file that ``csv.writer`` wants, and hands each line on."""

    def write(self, line):
        return line


def _covered(row):
    """A sealed text leaves by no export, whoever asks."""
    return ["(sealed)" if is_private(value) else value for value in row]


def _csv_lines(fields, rows):
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow([field.name for field in fields])
    for row in rows:
        yield writer.writerow(map(as_cell, fields, row))


def as_cell(field, value):
    """``value`` of ``field`` as text that the import reads back as the same value."""
    if value is None:
        return ""
    if isinstance(field, DocumentField):
        return write_json(value)
    if isinstance(field, ListField):
        return escape("\n".join(map(str, value)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return escape(value) if isinstance(value, str) else str(value)


def _json_lines(fields, rows):
    names = [field.name for field in fields]
    encode = DjangoJSONEncoder(ensure_ascii=False).encode
    separators = chain(["[\n"], iter(lambda: ",\n", None))
    count = 0
    for row in rows:
        count += 1
        yield next(separators) + encode(dict(zip(names, row, strict=True)))
    yield "\n]\n" if count else "[]\n"
