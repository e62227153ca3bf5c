import pytest

from common.documents import DocumentError
from play.rules.words import MAX_LENGTH, MAX_WORDS, check_words


def test_words_in_order_come_back_as_they_are():
    words = ["seek", "two words", "x" * MAX_LENGTH]
    assert check_words(words) is words


@pytest.mark.parametrize(
    ("words", "location", "kind"),
    [
        (["seek", ""], (2,), "spaces"),
        (["seek ", "hide"], (1,), "spaces"),
        (["Seek"], (1,), "case"),
        (["x" * (MAX_LENGTH + 1)], (1,), "length"),
        (["seek", "hide", "seek"], (3,), "twice"),
        ([f"word {number}" for number in range(MAX_WORDS + 1)], (), "too_long"),
    ],
)
def test_words_name_the_line_that_is_wrong(words, location, kind):
    with pytest.raises(DocumentError) as refusal:
        check_words(words)
    assert [(fault.location, fault.kind) for fault in refusal.value.faults] == [(location, kind)]
