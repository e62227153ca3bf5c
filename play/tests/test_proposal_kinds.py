"""How the table decides, whatever about: by votes, by its deadline, and without those who left."""

from copy import deepcopy

import pytest
from django.db import transaction

from play.domain import errors
from play.domain.members import leave_game
from play.domain.proposals import open_proposal, vote, withdraw
from play.tests.ballots import KINDS, PASSED, REFUSED, put, run_out, state
from play.tests.tables import at

pytestmark = pytest.mark.django_db
# Nobody has proposed a twist, and nobody takes one back.
WITHDRAWN = [kind for kind in KINDS if kind != "twist"]


@pytest.fixture(scope="module")
def asked_of_kind(request, module_rows):
    """A kind, and what is asked of it: the tests of each kind follow one another."""
    with transaction.atomic():
        yield request.param, put(request.param)
        transaction.set_rollback(True)


@pytest.fixture
def kind(asked_of_kind):
    return asked_of_kind[0]


@pytest.fixture
def asked(asked_of_kind):
    return deepcopy(asked_of_kind[1])


@pytest.mark.parametrize("asked_of_kind", KINDS, indirect=True)
def test_more_than_half_pass_it_at_once(kind, asked):
    proposal, (_, ines, kofi) = asked
    vote(ines, proposal, choice="yes", now=at(minutes=1))
    if kind == "twist":  # Nobody has proposed it.
        vote(kofi, proposal, choice="yes", now=at(minutes=1))
    assert state(proposal) == ("passed", PASSED[kind])


@pytest.mark.parametrize("asked_of_kind", KINDS, indirect=True)
def test_half_against_it_reject_it_at_once(kind, asked):
    proposal, (_, ines, kofi) = asked
    vote(ines, proposal, choice="no", now=at(minutes=1))
    vote(kofi, proposal, choice="no", now=at(minutes=1))
    assert state(proposal) == ("rejected", REFUSED[kind])


@pytest.mark.parametrize("asked_of_kind", KINDS, indirect=True)
def test_silence_is_consent_at_the_deadline_and_not_before(kind, asked):
    proposal, _ = asked
    assert run_out(proposal, at(hours=11, minutes=59)) == 0
    assert (run_out(proposal), run_out(proposal)) == (1, 0)
    assert state(proposal) == ("passed", PASSED[kind])


@pytest.mark.parametrize("asked_of_kind", KINDS, indirect=True)
def test_one_objection_stops_at_the_deadline_what_only_its_proposer_wants(kind, asked):
    proposal, (_, ines, _) = asked
    vote(ines, proposal, choice="suggest", text="Later.", now=at(minutes=1))
    assert state(proposal)[0] == "open"
    run_out(proposal)
    assert state(proposal) == ("rejected", REFUSED[kind])


@pytest.mark.parametrize("asked_of_kind", WITHDRAWN, indirect=True)
def test_what_is_withdrawn_has_the_same_end_as_what_is_refused(kind, asked):
    proposal, (mara, ines, _) = asked
    with pytest.raises(errors.NotTheAuthorError):
        withdraw(ines, proposal, now=at(minutes=1))
    withdraw(mara, proposal, now=at(minutes=2))
    assert state(proposal) == ("withdrawn", REFUSED[kind])


@pytest.mark.parametrize("asked_of_kind", KINDS, indirect=True)
def test_nobody_waits_for_one_who_left(kind, asked):
    proposal, (_, ines, kofi) = asked
    if kind == "twist":
        vote(kofi, proposal, choice="yes", now=at(minutes=1))
        vote(ines, proposal, choice="suggest", text="Snow.", now=at(minutes=1))
    leave_game(ines, now=at(minutes=2))
    assert state(proposal)[0] == "open"
    if kind == "twist":
        run_out(proposal)
    else:
        leave_game(kofi, now=at(minutes=3))
    assert state(proposal) == ("passed", PASSED[kind])


@pytest.mark.parametrize("asked_of_kind", KINDS, indirect=True)
def test_the_same_is_not_asked_twice(kind, asked):
    proposal, (mara, *_) = asked
    about = {name: getattr(proposal, name) for name in ("act", "scene", "beat")}
    about = {name: row for name, row in about.items() if row}
    with pytest.raises(errors.ProposalError, match="voting on this already"):
        open_proposal(mara, kind=kind, now=at(minutes=1), **about)
