import csv
import io
import json
from datetime import UTC, datetime

from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from common.tests.library import make_book, make_shelf

HEADER = ["title", "shelf", "state", "labels", "sheet", "pages", "is_lent", "read_at"]


def export_url(kind, **query):
    return reverse("library:common_book_export", args=[kind], query=query)


def lines(response):
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def act(client, action, *rows):
    fields = {"action": action, "_selected_action": [row.pk for row in rows], "index": 0}
    return client.post(reverse("library:common_book_changelist"), fields)


def test_csv_holds_every_value_as_the_import_reads_it(library_admin):
    make_book(
        title="Ember Tales",
        shelf=make_shelf(name="Left"),
        labels=["a, b", "c"],
        sheet={"size": 3},
        is_lent=True,
        read_at=datetime(2026, 11, 22, tzinfo=UTC),
    )
    response = library_admin.get(export_url("csv"))
    row = ["Ember Tales", "Left", "new", "a, b\nc", '{"size":3}', "1", "yes"]
    assert lines(response) == [HEADER, [*row, "2026-11-22T00:00:00+00:00"]]
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="books.csv"'


def test_csv_holds_no_formula(library_admin):
    make_book(title="=1+1", labels=["@sum"], shelf=make_shelf(name="-2"))
    assert lines(library_admin.get(export_url("csv")))[1][:4] == ["'=1+1", "'-2", "new", "'@sum"]


def test_json_holds_values_as_they_are(library_admin):
    book = make_book(shelf=make_shelf(name="Left"), labels=["a"], sheet={"size": 3})
    make_book(title="Second")
    rows = json.loads(library_admin.get(export_url("json")).getvalue())
    assert rows[0] == {
        "title": book.title,
        "shelf": "Left",
        "state": "new",
        "labels": ["a"],
        "sheet": {"size": 3},
        "pages": 1,
        "is_lent": False,
        "read_at": None,
    }
    assert [row["title"] for row in rows] == ["Ember Tales", "Second"]


def test_json_of_no_rows_is_an_empty_list(library_admin):
    assert json.loads(library_admin.get(export_url("json")).getvalue()) == []


def test_link_on_the_list_exports_what_the_list_shows(library_admin):
    make_book(title="Ash", state="worn")
    make_book(title="Bark")
    url = reverse("library:common_book_changelist", query={"state": "worn"})
    assertContains(library_admin.get(url), f'href="{export_url("csv", state="worn")}"')
    rows = lines(library_admin.get(export_url("csv", state="worn")))
    assert [row[0] for row in rows] == ["title", "Ash"]


def test_action_exports_the_selected_rows(library_admin):
    book = make_book(title="Ash")
    make_book(title="Bark")
    assert [row[0] for row in lines(act(library_admin, "export_as_csv", book))] == ["title", "Ash"]
    rows = json.loads(act(library_admin, "export_as_json", book).getvalue())
    assert [row["title"] for row in rows] == ["Ash"]


def test_filter_that_means_nothing_leads_back_to_the_list(library_admin):
    response = library_admin.get(export_url("csv", nonsense="1"))
    assertRedirects(response, reverse("library:common_book_changelist", query={"e": 1}))


def test_unknown_kind_is_not_found(library_admin):
    assert library_admin.get(export_url("xml")).status_code == 404


def test_export_needs_the_right_to_view(library_admin, make_staff):
    library_admin.force_login(make_staff("view_shelf"))
    assert library_admin.get(export_url("csv")).status_code == 403
