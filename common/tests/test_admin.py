import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import RequestFactory
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from common.admin.refusals import explain
from common.tests.library import Book, Page, Shelf, make_book, make_page, make_shelf, site


def page(name, *args):
    return reverse(f"library:common_{name}", args=args)


def typed(book, **fields):
    """What a browser sends of the page of a book."""
    return {
        "title": book.title,
        "shelf": book.shelf_id,
        "state": book.state,
        "labels": "\n".join(book.labels),
        "sheet": "{}",
        "pages": book.pages,
        "read_at_0": "",
        "read_at_1": "",
        "leaves-TOTAL_FORMS": 0,
        "leaves-INITIAL_FORMS": 0,
        **fields,
    }


def errors(response):
    return response.context["adminform"].form.errors


@pytest.mark.parametrize("name", ["shelf", "book", "page", "note"])
def test_list_and_add_pages_answer(library_admin, name):
    urls = [page(f"{name}_changelist"), page(f"{name}_add")]
    assert [library_admin.get(url).status_code for url in urls] == [200, 200]


def test_foreign_keys_whose_table_is_searched_are_found_by_typing(library_admin):
    request = RequestFactory().get("/")
    fields = {
        model: list(site.get_model_admin(model).get_autocomplete_fields(request))
        for model in (Book, Page)
    }
    # Books are searched, and so are pages.
    assert fields == {Book: ["shelf"], Page: ["book", "follows"]}


def test_times_are_shown_but_not_on_the_add_page(library_admin):
    book = make_book()
    assertContains(library_admin.get(page("book_change", book.pk)), "Created at:")
    assertNotContains(library_admin.get(page("book_add")), "Created at:")


def test_document_is_shown_indented_and_keeps_what_was_typed(library_admin):
    book = make_book(sheet={"size": 3})
    url = page("book_change", book.pk)
    assertContains(library_admin.get(url), "{\n  &quot;size&quot;: 3\n}")
    response = library_admin.post(url, typed(book, sheet='{"size": }'))
    assert errors(response)["sheet"][0].startswith("JSON is malformed")
    assertContains(response, "{&quot;size&quot;: }")


def test_document_fault_is_told_by_the_field_with_its_place(library_admin):
    book = make_book()
    response = library_admin.post(
        page("book_change", book.pk), typed(book, sheet='{"size": "big"}')
    )
    assert errors(response) == {"sheet": ["size: should be a whole number"]}


def test_fault_of_a_column_that_the_form_lacks_is_told_above_it(library_admin, monkeypatch):
    def clean(self):
        raise ValidationError({"created_at": "too early"})

    monkeypatch.setattr(Book, "clean", clean)
    book = make_book()
    response = library_admin.post(page("book_change", book.pk), typed(book))
    assert errors(response) == {"__all__": ["created_at: too early"]}


def test_constraint_is_told_by_its_own_words(library_admin):
    book = make_book()
    response = library_admin.post(page("book_change", book.pk), typed(book, pages=0))
    assert errors(response) == {"__all__": ["A book has at least one page."]}


def test_constraint_hit_while_saving_is_a_message_and_typing_is_kept(library_admin, monkeypatch):
    """Somebody else was faster: validation saw nothing, the database does."""
    book, other = make_book(), make_book(title="Ash")
    monkeypatch.setattr(Book, "validate_constraints", lambda self, exclude=None: None)
    response = library_admin.post(
        page("book_change", book.pk), typed(book, title="Ash", shelf=other.shelf_id)
    )
    assert errors(response) == {"__all__": ["The shelf holds this book already."]}
    assert response.context["adminform"].form["title"].value() == "Ash"
    assert [m.message for m in response.context["messages"]] == []
    assert LogEntry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_reference_that_dangles_at_the_end_of_saving_is_a_message(library_admin):
    """A page that is still referred to is taken out of its book."""
    leaf = make_page()
    make_page(follows=leaf, book=make_book(title="Ash"))
    fields = {
        "leaves-TOTAL_FORMS": 1,
        "leaves-INITIAL_FORMS": 1,
        "leaves-0-id": leaf.pk,
        "leaves-0-number": 1,
        "leaves-0-book": leaf.book_id,
        "leaves-0-DELETE": "on",
    }
    response = library_admin.post(page("book_change", leaf.book_id), typed(leaf.book, **fields))
    assert errors(response)["__all__"] == [
        "Another row still refers to this one, or what it refers to is gone."
    ]
    assert Page.objects.filter(pk=leaf.pk).exists()


@pytest.mark.parametrize("count", [2, 4])
def test_pages_take_the_same_queries_however_many_rows_there_are(
    library_admin, django_assert_num_queries, count
):
    book = make_book()
    previous = None
    for number in range(count):
        previous = make_page(book=book, number=number, follows=previous)
        make_book(title=f"Book {number}")
    # session, user, two counts, rows
    with django_assert_num_queries(4):
        library_admin.get(page("book_changelist"))
    # session, user, book, pages, the shelf of the book
    with django_assert_num_queries(5):
        library_admin.get(page("book_change", book.pk))


def test_chosen_row_inside_a_page_is_shown(library_admin):
    leaf = make_page()
    follower = make_page(book=leaf.book, number=2, follows=leaf)
    response = library_admin.get(page("book_change", leaf.book_id))
    assertContains(
        response, f'<option value="{leaf.pk}" selected>{leaf}</option>', count=1, html=True
    )
    assert follower.follows == leaf


def test_record_of_the_past_is_only_looked_at(library_admin):
    loan = make_book().loans.create()
    urls = [page("loan_changelist"), page("loan_change", loan.pk), page("loan_history", loan.pk)]
    assert [library_admin.get(url).status_code for url in urls] == [200, 200, 200]
    urls = [page("loan_add"), page("loan_delete", loan.pk)]
    assert [library_admin.get(url).status_code for url in urls] == [403, 403]
    assert library_admin.post(page("loan_change", loan.pk), {}).status_code == 403


@pytest.mark.parametrize(
    ("text", "explanation"),
    [
        ("UNIQUE constraint failed: library_shelf.name", "A shelf of this name exists already."),
        (
            'duplicate key value violates unique constraint "shelf_name_unique"',
            "A shelf of this name exists already.",
        ),
        ("CHECK constraint failed: book_has_pages", "A book has at least one page."),
        ("UNIQUE constraint failed: other.name", "A row with these values exists already."),
        ("NOT NULL constraint failed: other.name", "A value is missing."),
        ("events is append-only", "Records of the past are neither changed nor removed."),
        (
            "FOREIGN KEY constraint failed",
            "Another row still refers to this one, or what it refers to is gone.",
        ),
        ("integer out of range", "The database refuses one of the values."),
    ],
)
def test_refusal_of_the_database_is_explained(text, explanation):
    assert explain(IntegrityError(text), Shelf._meta.apps) == explanation


def test_names_of_shelves_are_unique_in_the_admin(library_admin):
    make_shelf(name="Left")
    response = library_admin.post(page("shelf_add"), {"name": "Left", "room": ""})
    assert errors(response) == {"__all__": ["A shelf of this name exists already."]}
