import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from common.csv_text import MAX_BYTES
from common.tests.library import Book, make_book, make_shelf, site

GOOD = "title,shelf,pages\nAsh,Left,12\nBark,Left,\n"
TWO_FAULTS = "title,shelf,pages,state\nAsh,Left,12,new\nBark,Nowhere,1,new\nCoal,Left,0,torn\n"


@pytest.fixture
def left(library_admin):
    return make_shelf(name="Left")


def url():
    return reverse("library:common_book_import")


def send(client, text, step="check"):
    return client.post(url(), {"text": text, "step": step})


def outcomes(response):
    return [(line.number, line.outcome) for line in response.context["report"].lines]


def faults(response):
    return {line.number: line.faults for line in response.context["report"].faulty}


def titles():
    return list(Book.objects.order_by("title").values_list("title", "pages"))


def test_list_leads_to_the_import(library_admin):
    assertContains(library_admin.get(reverse("library:common_book_changelist")), f'href="{url()}"')


def test_page_names_the_columns(library_admin):
    response = library_admin.get(url())
    assertContains(response, "<dt><code>title</code> key</dt>")
    assertContains(response, "How many pages it has.")
    assertContains(response, "One of: new, worn.")
    assertContains(response, "The name of the shelf.")


def test_check_tells_what_would_be_done_and_writes_nothing(library_admin, left):
    make_book(title="Ash", shelf=left, pages=3)
    make_book(title="Coal", shelf=left, pages=4)
    response = send(library_admin, GOOD + "Coal,Left,4\n")
    assert outcomes(response) == [(2, "changed"), (3, "new"), (4, "unchanged")]
    assert response.context["report"].lines[0].changes == [("pages", "3", "12")]
    assert titles() == [("Ash", 3), ("Coal", 4)]
    assertContains(response, "Import 2 lines")
    assertContains(response, "Nothing has been written.")


def test_import_writes_and_keeps_a_history(library_admin, left):
    make_book(title="Ash", shelf=left, pages=3)
    response = send(library_admin, GOOD, "import")
    assertRedirects(response, reverse("library:common_book_changelist"))
    assert titles() == [("Ash", 12), ("Bark", 1)]
    entries = LogEntry.objects.values_list("object_repr", "change_message").order_by("object_repr")
    message = "Imported from a CSV file."
    assert list(entries) == [("Ash", message), ("Bark", message)]


def test_faulty_lines_are_told_with_column_and_reason(library_admin, left):
    response = send(library_admin, TWO_FAULTS)
    assert faults(response) == {
        3: [("shelf", "No shelf is called “Nowhere”.")],
        4: [("state", "“torn” is none of: new, worn."), ("", "A book has at least one page.")],
    }
    assertContains(response, "Import the 1 good line")


def test_import_with_a_faulty_line_writes_nothing(library_admin, left):
    send(library_admin, TWO_FAULTS, "import")
    assert (titles(), LogEntry.objects.count()) == ([], 0)


def test_import_of_the_good_lines_leaves_the_others_out(library_admin, left):
    response = send(library_admin, TWO_FAULTS, "import-good")
    assert titles() == [("Ash", 12)]
    response = library_admin.get(response.url)
    assert [m.message for m in response.context["messages"]] == [
        "Imported: 1 new, 2 faulty. The faulty lines were left out."
    ]


def test_uploaded_file_is_read_and_can_be_mended_in_place(library_admin, left):
    upload = SimpleUploadedFile("books.csv", b"\xef\xbb\xbftitle;shelf\r\nAsh;Right\r\n")
    response = library_admin.post(url(), {"file": upload})
    assert outcomes(response) == [(2, "faulty")]
    assertContains(response, "title;shelf\nAsh;Right")


def test_values_of_every_kind_are_read(library_admin, left):
    text = (
        "title,shelf,labels,sheet,is_lent,read_at,state\n"
        '\'=1,Left,"a\nb","{""size"": 2}",Yes,2026-11-22T10:00:00+00:00,worn\n'
    )
    send(library_admin, text, "import")
    book = Book.objects.get()
    assert (book.title, book.labels, book.sheet, book.is_lent, book.state) == (
        "=1",
        ["a", "b"],
        {"size": 2},
        True,
        "worn",
    )
    assert book.read_at.isoformat() == "2026-11-22T10:00:00+00:00"


def test_what_was_exported_is_imported_without_a_change(library_admin, left):
    make_book(title="-x", shelf=left, labels=["+a", "b"], sheet={"size": 3}, is_lent=True)
    exported = library_admin.get(reverse("library:common_book_export", args=["csv"])).getvalue()
    response = library_admin.post(url(), {"file": SimpleUploadedFile("b.csv", exported)})
    assert outcomes(response) == [(2, "unchanged")]
    assertNotContains(response, 'name="step" value="import"')


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ("Ash,Left,x,no", ("pages", "Enter a whole number.")),
        ("Ash,Left,1,perhaps", ("is_lent", "Write yes or no.")),
        (",Left,1,no", ("title", "This field is required.")),
        ("Ash,Left,1", ("", "3 cells for 4 columns.")),
        ("Ash,Twin,1,no", ("shelf", "Several shelves are called so.")),
    ],
)
def test_faulty_cell_is_told(library_admin, left, cells, fault, monkeypatch):
    # A column by which rows are called need not be unique.
    monkeypatch.setattr(site.get_model_admin(Book), "import_lookups", {"shelf": "room"})
    make_shelf(name="Twin 1", room="Twin")
    make_shelf(name="Twin 2", room="Twin")
    left.room = "Left"
    left.save()
    response = send(library_admin, f"title,shelf,pages,is_lent\n{cells}\n")
    assert faults(response) == {2: [fault]}


def test_two_lines_for_one_row_are_told(library_admin, left):
    response = send(library_admin, "title,shelf\nAsh,Left\nAsh,Left\n")
    assert faults(response) == {3: [("", "Names the same row as line 2.")]}


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("", ["Choose a file, or paste its content."]),
        (
            "title,shelf,colour,title\n",
            ["The column “colour” is not known.", "The column “title” stands twice."],
        ),
        ("title\n", ["The column “shelf” is missing: it says which row a line means."]),
        ('title,shelf\n"Ash', ["Line 2: unexpected end of data."]),
    ],
)
def test_file_that_is_wrong_as_a_whole_is_refused(library_admin, text, reasons):
    response = send(library_admin, text)
    found = response.context["faults"]
    assert [fault for fault in found if not fault.startswith("Known columns")] == reasons
    assert response.context["report"] is None


def test_file_that_is_too_large_is_refused(library_admin):
    upload = SimpleUploadedFile("books.csv", b"x" * (MAX_BYTES + 1))
    response = library_admin.post(url(), {"file": upload})
    assert response.context["faults"] == ["At most 1000 kB at once: cut the file in parts."]


def test_file_that_is_not_utf8_is_refused(library_admin):
    upload = SimpleUploadedFile("books.csv", "title\nAsché".encode("latin-1"))
    response = library_admin.post(url(), {"file": upload})
    assert response.context["faults"] == [
        "The file is not UTF-8 (byte 10). Save it as “CSV UTF-8”."
    ]


@pytest.mark.parametrize("rights", [("add_book", "view_book"), ("change_book",)])
def test_import_needs_the_rights_to_add_and_to_change(library_admin, make_staff, rights):
    library_admin.force_login(make_staff(*rights))
    assert library_admin.get(url()).status_code == 403
    response = library_admin.get(reverse("library:common_book_changelist"))
    assertNotContains(response, url())


def test_import_refuses_a_form_of_another_site(library_admin):
    library_admin.handler.enforce_csrf_checks = True
    assert send(library_admin, GOOD, "import").status_code == 403
