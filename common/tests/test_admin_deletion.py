import re

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from common.admin.guard import GuardedAdmin
from common.tests.library import Book, Loan, Note, Shelf, make_book, make_page, make_shelf


def page(name, *args):
    return reverse(f"library:common_{name}", args=args)


def protecting(response):
    """What the page says stands in the way, without its markup."""
    return [_text(entry) for entry in response.context["protected"]]


def _text(entry):
    return list(map(_text, entry)) if isinstance(entry, list) else re.sub("<[^>]*>", "", entry)


def delete_selected(client, *rows):
    fields = {"action": "delete_selected", "_selected_action": [r.pk for r in rows], "post": "yes"}
    return client.post(page("shelf_changelist"), fields)


def test_deletion_tells_what_refers_to_the_row(library_admin):
    shelf = make_shelf(name="Left")
    make_book(shelf=shelf)
    response = library_admin.post(page("shelf_delete", shelf.pk), {"post": "yes"})
    assert protecting(response) == ["1 book refers to the shelf (by shelf)", ["Book: Ember Tales"]]
    assertContains(response, "The shelf “Left” cannot be deleted while other rows refer to it")
    assert Shelf.objects.count() == 1


def test_deletion_shows_ten_of_the_rows_and_counts_the_rest(library_admin):
    shelf = make_shelf()
    for number in range(12):
        make_book(shelf=shelf, title=f"Book {number}")
    sentence, rows = protecting(library_admin.get(page("shelf_delete", shelf.pk)))
    assert sentence == "12 books refer to the shelf (by shelf)"
    assert (len(rows), rows[-1]) == (11, "and 2 more")


def test_deletion_sees_what_refers_to_rows_that_the_database_takes_along(library_admin):
    leaf = make_page()
    Note.objects.create(page=leaf, text="Look here")
    response = library_admin.get(page("book_delete", leaf.book_id))
    assert protecting(response) == ["1 note refers to the page (by page)", ["Note: Look here"]]


def test_deletion_goes_on_where_what_refers_would_go_as_well(library_admin):
    leaf = make_page()
    make_page(book=leaf.book, number=2, follows=leaf)
    response = library_admin.post(page("book_delete", leaf.book_id), {"post": "yes"})
    assertRedirects(response, page("book_changelist"))
    assert Book.objects.count() == 0


def test_deletion_takes_records_of_the_past_along(library_admin):
    book = make_book()
    book.loans.create()
    library_admin.post(page("book_delete", book.pk), {"post": "yes"})
    assert (Book.objects.count(), Loan.objects.count()) == (0, 0)


def test_deletion_asks_for_the_right_to_delete_what_goes_along(library_admin, make_staff):
    book = make_book()
    book.loans.create()
    library_admin.force_login(make_staff("view_book", "delete_book"))
    response = library_admin.get(page("book_delete", book.pk))
    assert response.context["perms_lacking"] == {"loan"}


def test_deletion_hides_rows_that_the_person_may_not_see(library_admin, make_staff):
    shelf = make_shelf()
    make_book(shelf=shelf)
    library_admin.force_login(make_staff("view_shelf", "delete_shelf"))
    response = library_admin.get(page("shelf_delete", shelf.pk))
    assert protecting(response) == ["1 book refers to the shelf (by shelf)", ["Book"]]


def test_deletion_of_selected_rows_tells_what_refers_to_them(library_admin):
    shelf = make_shelf()
    make_book(shelf=shelf)
    response = delete_selected(library_admin, shelf, make_shelf())
    assert protecting(response) == ["1 book refers to the shelf (by shelf)", ["Book: Ember Tales"]]
    assertContains(response, "The selected shelves cannot be deleted while other rows")
    assert Shelf.objects.count() == 2


def test_selected_rows_are_deleted(library_admin):
    delete_selected(library_admin, make_shelf(), make_shelf())
    assert Shelf.objects.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["page", "selection"])
def test_reference_made_meanwhile_is_a_message(library_admin, monkeypatch, way):
    """What refers to the row came after the look for it: the database refuses at the end."""
    shelf = make_shelf()
    make_book(shelf=shelf)
    nothing_found = lambda self, objs, request: ([], {}, set(), [])  # noqa: E731 -- a stand-in
    monkeypatch.setattr(GuardedAdmin, "get_deleted_objects", nothing_found)
    if way == "page":
        response = library_admin.post(page("shelf_delete", shelf.pk), {"post": "yes"}, follow=True)
    else:
        response = delete_selected(library_admin, shelf)
        response = library_admin.get(response.url)
    assert [(m.level_tag, m.message) for m in response.context["messages"]] == [
        ("error", "Another row still refers to this one, or what it refers to is gone.")
    ]
    assert (Shelf.objects.count(), LogEntry.objects.count()) == (1, 0)
