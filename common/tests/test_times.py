from datetime import timedelta

import pytest
from django.utils import timezone

from common.templatetags.times import ago


@pytest.mark.parametrize(
    ("past", "words"),
    [
        (timedelta(0), "just now"),
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1, seconds=1), "1\N{NO-BREAK SPACE}minute ago"),
        (timedelta(hours=3, minutes=2), "3\N{NO-BREAK SPACE}hours, 2\N{NO-BREAK SPACE}minutes ago"),
        (timedelta(days=2), "2\N{NO-BREAK SPACE}days ago"),
    ],
)
def test_ago_says_how_long_ago(past, words):
    assert ago(timezone.now() - past) == words
