import pytest

from accounts.rules.display_names import tidy_display_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada", "Ada"),
        ("  Ada \n of\t the  Hill ", "Ada of the Hill"),
        ("Åsa Øst", "Åsa Øst"),
        ("火の番", "火の番"),
        ("👩‍🚒 Kit", "👩‍🚒 Kit"),
        ("می‌خواهم", "می‌خواهم"),
        ("<b>", "<b>"),
    ],
)
def test_tidy_display_name_keeps_what_can_be_seen(text, name):
    assert tidy_display_name(text) == name


@pytest.mark.parametrize(
    "text", ["Ada\u200b", "\u202eadA", "Ada\x00", "A\x1bda", "\ufeffAda", "\u200d", "\u0301", ""]
)
def test_tidy_display_name_refuses_what_cannot(text):
    with pytest.raises(ValueError, match="seen"):
        tidy_display_name(text)
