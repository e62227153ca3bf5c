import pytest

from league.models import Season
from league.rules.documents import default_ruleset
from league.rules.season import (
    PHASES,
    PhaseChangeError,
    check_phase_change,
    due_phase,
    first_ruleset,
)

LEGAL = {
    ("setup", "active"),
    ("active", "tiebreakers"),
    ("active", "playoffs"),
    ("tiebreakers", "playoffs"),
    ("playoffs", "complete"),
}


def test_phases_are_those_of_the_season():
    assert list(PHASES) == Season.Status.values


@pytest.mark.parametrize(("old", "new"), sorted(LEGAL))
def test_legal_change_is_let_through(old, new):
    assert check_phase_change(old, new) is None


@pytest.mark.parametrize(
    ("old", "new"), sorted({(old, new) for old in PHASES for new in PHASES} - LEGAL)
)
def test_illegal_change_is_refused(old, new):
    with pytest.raises(PhaseChangeError) as caught:
        check_phase_change(old, new)
    assert (caught.value.old, caught.value.new) == (old, new)
    assert str(caught.value) == f"A season cannot go from {old!r} to {new!r}"


@pytest.mark.parametrize(
    ("old", "new"), [("completed", "active"), ("", "active"), ("setup", "archived")]
)
def test_unknown_phase_is_not_taken_for_another(old, new):
    with pytest.raises(PhaseChangeError):
        check_phase_change(old, new)


@pytest.mark.parametrize(
    ("phase", "facts", "due"),
    [
        ("setup", {}, "setup"),
        ("active", {"games_left": 1}, "active"),
        ("active", {}, "playoffs"),
        ("active", {"contested": True}, "tiebreakers"),
        ("active", {"games_left": 1, "contested": True}, "active"),
        ("tiebreakers", {"games_left": 2}, "tiebreakers"),
        ("tiebreakers", {}, "playoffs"),
        ("tiebreakers", {"contested": True}, "tiebreakers"),
        ("playoffs", {}, "playoffs"),
        ("playoffs", {"champion": "a"}, "complete"),
        ("complete", {"champion": "a"}, "complete"),
        ("complete", {}, "complete"),
    ],
)
def test_due_phase(phase, facts, due):
    facts = {"games_left": 0, "contested": False, "champion": None} | facts
    assert due_phase(phase, **facts) == due


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("games_left", [0, 1])
@pytest.mark.parametrize("contested", [False, True])
@pytest.mark.parametrize("champion", [None, "a"])
def test_due_phase_is_one_that_the_season_may_go_to(phase, games_left, contested, champion):
    due = due_phase(phase, games_left=games_left, contested=contested, champion=champion)
    assert due == phase or (phase, due) in LEGAL


def test_rules_carry_over_to_a_new_season():
    last = default_ruleset() | {"elam_margin": 20}
    first = first_ruleset(last, carry_rules=True)
    assert first == last
    assert first is not last


def test_rules_that_do_not_carry_over_are_the_default_ones():
    assert first_ruleset({"elam_margin": 20}, carry_rules=False) == default_ruleset()


def test_first_season_has_the_default_rules():
    assert first_ruleset(None, carry_rules=True) == default_ruleset()
