from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.rules.documents.base import Visibility
from campaigns.rules.visibility import WORDS, Viewer, may_see, sees

ROLES = ["game_master", "player", "reader", None]
KEYS = st.sampled_from([None, "mara", "ines"])


def test_each_level_has_its_word():
    assert list(WORDS) == list(Visibility.__args__)


@pytest.mark.parametrize(
    ("visibility", "expected"),
    [
        ("everyone", [True, True, True, True]),
        ("members", [True, True, False, False]),
        ("game_master", [True, False, False, False]),
        ("author", [False, False, False, False]),
        ("nobody knows", [False, False, False, False]),
    ],
)
def test_who_sees_what_another_wrote(visibility, expected):
    assert [may_see(visibility, "mara", Viewer("ines", role)) for role in ROLES] == expected


@given(KEYS, KEYS, st.sampled_from(ROLES))
def test_what_is_for_its_author_is_for_nobody_else(author, key, role):
    seen = may_see("author", author, Viewer(key, role))
    assert seen == (author is not None and author == key)


def test_a_game_master_sees_at_least_what_a_player_sees_and_they_what_a_reader_sees():
    for visibility, author in product(WORDS, [None, "mara"]):
        seen = [may_see(visibility, author, Viewer("ines", role)) for role in ROLES]
        assert seen == sorted(seen, reverse=True)


def test_an_element_that_does_not_say_is_for_everybody():
    assert sees(Viewer(None), {"name": "Low Quay"})
    assert not sees(Viewer(None), {"name": "Low Quay", "visibility": "members"})
