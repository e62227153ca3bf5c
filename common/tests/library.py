"""A few tables and their admin, for tests of what all rooms' admin pages share."""

from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.db import models
from django.test.utils import isolate_apps
from django.urls import include, path

from common.admin import (
    CsvImportMixin,
    ExportMixin,
    ReadOnlyAdmin,
    RoomAdmin,
    RoomInline,
)
from common.fields import DocumentField, TextListField
from common.models import TimestampedModel, UUIDModel


@isolate_apps("common")
def _models():
    class Shelf(UUIDModel, TimestampedModel):
        name = models.TextField()
        room = models.TextField(blank=True, default="")

        class Meta:
            app_label = "common"
            db_table = "library_shelf"
            verbose_name_plural = "shelves"
            constraints = [
                models.UniqueConstraint(
                    fields=["name"],
                    name="shelf_name_unique",
                    violation_error_message="A shelf of this name exists already.",
                )
            ]

        def __str__(self):
            return self.name

    class Book(UUIDModel, TimestampedModel):
        class State(models.TextChoices):
            NEW = "new"
            WORN = "worn"

        title = models.TextField()
        shelf = models.ForeignKey(Shelf, models.DO_NOTHING, related_name="books")
        state = models.TextField(choices=State, default=State.NEW)
        labels = TextListField(default=list, blank=True)
        sheet = DocumentField(default=dict, blank=True)
        pages = models.IntegerField(default=1, help_text="How many pages it has.")
        is_lent = models.BooleanField(default=False)
        read_at = models.DateTimeField(null=True, blank=True)

        class Meta:
            app_label = "common"
            db_table = "library_book"
            constraints = [
                models.UniqueConstraint(
                    fields=["shelf", "title"],
                    name="book_once_per_shelf",
                    violation_error_message="The shelf holds this book already.",
                ),
                models.CheckConstraint(
                    condition=models.Q(pages__gte=1),
                    name="book_has_pages",
                    violation_error_message="A book has at least one page.",
                ),
            ]

        def __str__(self):
            return self.title

        def clean(self):
            if "size" in self.sheet and not isinstance(self.sheet["size"], int):
                raise ValidationError({"sheet": "size: should be a whole number"})

    class Page(UUIDModel):
        book = models.ForeignKey(Book, models.DB_CASCADE, related_name="leaves")
        number = models.IntegerField()
        follows = models.ForeignKey(
            "self", models.DO_NOTHING, null=True, blank=True, related_name="followers"
        )

        class Meta:
            app_label = "common"
            db_table = "library_page"

        def __str__(self):
            return f"page {self.number}"

    class Note(UUIDModel):
        page = models.ForeignKey(Page, models.DO_NOTHING, related_name="notes")
        text = models.TextField()

        class Meta:
            app_label = "common"
            db_table = "library_note"

        def __str__(self):
            return self.text

    class Loan(UUIDModel):
        book = models.ForeignKey(Book, models.DB_CASCADE, related_name="loans")

        class Meta:
            app_label = "common"
            db_table = "library_loan"

        def __str__(self):
            return "loan"

    return Shelf, Book, Page, Note, Loan


ALL = Shelf, Book, Page, Note, Loan = _models()

site = AdminSite(name="library")


class PageInline(RoomInline):
    model = Page


class ShelfAdmin(RoomAdmin):
    search_fields = ("name",)


class BookAdmin(CsvImportMixin, ExportMixin, RoomAdmin):
    list_display = ("title", "shelf")
    list_filter = ("state",)
    list_select_related = ("shelf",)
    search_fields = ("title", "shelf__name")
    ordering = ("title",)
    inlines = (PageInline,)
    import_key = ("shelf", "title")
    import_fields = (
        "title", "shelf", "state", "labels", "sheet", "pages", "is_lent", "read_at"
    )  # fmt: skip
    import_lookups = {"shelf": "name"}


class PageAdmin(RoomAdmin):
    search_fields = ("number",)
    list_select_related = ("book",)


class NoteAdmin(RoomAdmin):
    pass


class LoanAdmin(ReadOnlyAdmin):
    pass


for model, model_admin in zip(
    ALL, (ShelfAdmin, BookAdmin, PageAdmin, NoteAdmin, LoanAdmin), strict=True
):
    site.register(model, model_admin)

# The pages of the site come along: errors are shown on them.
urlpatterns = [path("library/", site.urls), path("", include("config.urls"))]


def make_shelf(**fields):
    return Shelf.objects.create(**{"name": f"Shelf {Shelf.objects.count() + 1}", **fields})


def make_book(**fields):
    shelf = fields.pop("shelf", None) or make_shelf()
    return Book.objects.create(**{"title": "Ember Tales", "shelf": shelf, **fields})


def make_page(**fields):
    book = fields.pop("book", None) or make_book()
    return Page.objects.create(**{"number": 1, "book": book, **fields})
