import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from common.csv_text import MAX_LINES, decode, escape, read, unescape


@given(st.text())
def test_escaped_text_comes_back(text):
    assert unescape(escape(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", "'=1"])
def test_escaped_text_is_no_formula(text):
    assert escape(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "one", "it's", "'quoted'", "a=b", "1-2"])
def test_text_that_is_no_formula_stays(text):
    assert escape(text) == text


@pytest.mark.parametrize(
    ("content", "text"),
    [(b"\xef\xbb\xbfname", "name"), (b"a\r\nb", "a\nb"), ("größe".encode(), "größe")],
)
def test_file_is_decoded(content, text):
    assert decode(content) == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"na\xefve", "The file is not UTF-8 (byte 2)"), (b"a\0b", "The file holds a NUL character")],
)
def test_file_that_is_no_text_is_refused(content, reason):
    with pytest.raises(ValidationError) as refused:
        decode(content)
    assert refused.value.messages[0].startswith(reason)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", [(2, ["1", "2"])]),
        ("a;b\n1,5;2\n", [(2, ["1,5", "2"])]),
        ('a,b\n"x\ny",2\n\n ,\n3,4', [(2, ["x\ny", "2"]), (6, ["3", "4"])]),
        ("a,b\n'=1, 2 ", [(2, ["=1", "2"])]),
    ],
)
def test_rows_are_read_with_the_line_they_begin_in(text, rows):
    header, found = read(text)
    assert (header, [(row.number, row.cells) for row in found]) == (["a", "b"], rows)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("\n\n", "The file is empty."),
        ('a\n"b', "Line 2: unexpected end of data."),
        (
            "a\n" + "1\n" * (MAX_LINES + 1),
            f"At most {MAX_LINES} lines at once: cut the file in parts.",
        ),
    ],
)
def test_text_that_is_no_table_is_refused(text, reason):
    with pytest.raises(ValidationError) as refused:
        read(text)
    assert refused.value.messages == [reason]
