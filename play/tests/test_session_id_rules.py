import re
from random import Random

import pytest

from play.rules.scene_run import check_session_id
from play.rules.session_id import propose_session_id


@pytest.mark.parametrize("seed", range(20))
def test_proposed_session_id_can_be_said_aloud_and_used(seed):
    session_id = propose_session_id(Random(seed))

    assert re.fullmatch(r"[a-z]+-[0-9]{4}-[a-z]+", session_id)
    assert check_session_id(session_id) == session_id


def test_proposed_session_ids_of_one_seed_are_the_same():
    assert propose_session_id(Random(7)) == propose_session_id(Random(7))


def test_proposed_session_ids_rarely_meet():
    rng = Random(1)

    assert len({propose_session_id(rng) for _ in range(500)}) == 500
