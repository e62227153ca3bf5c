"""The tables that follow from the log: live, compared with it and made anew from it."""

from contextlib import suppress
from datetime import UTC, datetime
from io import StringIO
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from league.models import (
    GovernanceEvent,
    GovernanceWindow,
    Governor,
    Proposal,
    Season,
    TokenBalance,
    Trade,
    Vote,
)
from league.repository import (
    append_event,
    append_events,
    differences,
    get_token_balance,
    projections,
    rebuild,
)
from league.rules.documents import default_ruleset
from league.rules.events import EventType
from league.rules.projections import ImpossibleEventError
from league.rules.season import PHASES
from league.tests import log
from league.tests.factories import (
    make_governance_event,
    make_governance_window,
    make_governor,
    make_proposal,
    make_season,
    make_team,
    make_trade,
    make_vote,
)

pytestmark = pytest.mark.django_db

# By model: how its rows belong to a season, and the columns that follow from the log.
DERIVED = {
    Vote: ("proposal__season", [each.attname for each in Vote._meta.fields if each.name != "id"]),
    Proposal: ("season", [each.attname for each in Proposal._meta.fields]),
    Trade: ("season", [each.attname for each in Trade._meta.fields]),
    GovernanceWindow: ("season", [each.attname for each in GovernanceWindow._meta.fields]),
    TokenBalance: ("season", ["season_id", "governor_id", "propose", "amend", "boost"]),
}
PARTLY_DERIVED = {
    Season: ("pk", ["id", "status", "current_ruleset", "completed_at"]),
    Governor: ("season", ["id", "team_id", "is_active", "left_at"]),
}


def rows_of(model, season):
    name = (DERIVED | PARTLY_DERIVED)[model][0]
    return model.objects.filter(**{name: season.pk})


def snapshot(season):
    """All of the season that follows from the log, in an order of its own."""
    return {
        model: sorted(rows_of(model, season).values_list(*columns), key=str)
        for model, (_, columns) in (DERIVED | PARTLY_DERIVED).items()
    }


def make_season_with_governors(count=2):
    season = make_season()
    team = make_team(season=season)
    return season, [make_governor(team=team) for _ in range(count)]


@pytest.fixture(scope="module")
def everything_told(module_rows):
    season, governors = make_season_with_governors()
    log.tell_everything(season, *governors)
    return season.pk


@pytest.fixture
def told(everything_told):
    """A season in which everything happened, and its two governors."""
    season = Season.objects.select_related("league").get(pk=everything_told)
    return season, list(season.governors.order_by("discord_user_id"))


def lose_everything(season, governors):
    """Leave nothing of what the log can give back, and add rows that it knows nothing of."""
    for model in DERIVED:
        rows_of(model, season).delete()
    joined = GovernanceEvent.objects.filter(season=season, event_type="governor.joined")
    rows_of(Governor, season).filter(pk__in=joined.values("governor")).update(
        team=None, left_at=None, is_active=False
    )
    rows_of(Season, season).update(
        current_ruleset={"elam_margin": 5}, status="setup", completed_at=None
    )
    first, second = governors[:2]
    make_vote(proposal=make_proposal(governor=first), governor=second)
    make_trade(from_governor=first, to_governor=second)
    make_governance_window(season=season)


class Teller:
    """Says to a season's log what might come next; what cannot be is refused there."""

    def __init__(self):
        self.season, self.governors = make_season_with_governors(3)
        self.things = [uuid4() for _ in range(2)]

    def tell(self, what, one, two):
        governor, thing = self.governors[one], self.things[two]
        with suppress(ImpossibleEventError):
            events = getattr(self, what)(governor, thing, one)
            append_events(self.season.pk, events)

    def margin(self):
        rules = Season.objects.values_list("current_ruleset", flat=True).get(pk=self.season.pk)
        return rules["elam_margin"]

    def submits(self, governor, thing, number):
        asks = log.change(old_value=self.margin(), new_value=20 + number)
        return [log.submitted(governor, thing, asks=asks)]

    def confirms(self, governor, thing, number):
        return [log.event("proposal.confirmed", thing)]

    def amends(self, governor, thing, number):
        asks = log.change("free_throw_value", 1, 2 + number)
        return [log.amended(thing, governor, asks=asks, tier=number + 1)]

    def stops(self, governor, thing, number):
        if number:
            return [log.event("proposal.vetoed", thing, {"reason": "No."})]
        return [log.event("proposal.cancelled", thing, {"cancelled_by": "system"})]

    def votes(self, governor, thing, number):
        return [log.cast(thing, governor, "no" if number else "yes", weight=1 / (number + 1))]

    def decides(self, governor, thing, number):
        voters = Vote.objects.filter(proposal=thing).values_list("governor_id", flat=True)
        outcome = "passed" if number else "failed"
        return [
            log.revealed(thing, **{str(key): 1 / 3 for key in voters[:number]}),
            log.event(f"proposal.{outcome}", thing, log.TALLY),
        ]

    def enacts(self, governor, thing, number):
        return [log.enacted(thing, self.margin(), 30 + number)]

    def rolls_back(self, governor, thing, number):
        return [log.rolled_back(thing, self.margin(), 10 + number)]

    def gives(self, governor, thing, number):
        after = get_token_balance(governor.pk).boost + number + 1
        return [log.given(governor, number + 1, new_balance=after)]

    def spends(self, governor, thing, number):
        return [log.spent(governor, number + 1)]

    def offers(self, governor, thing, number):
        return [log.offered(governor, self.governors[number - 1], thing, amend=number + 1)]

    def settles(self, governor, thing, number):
        return [log.event(f"trade.{('accepted', 'rejected', 'expired')[number]}", thing)]

    def opens(self, governor, thing, number):
        return [log.opened(thing, number)]

    def closes(self, governor, thing, number):
        return [log.closed(thing)]

    def comes_or_goes(self, governor, thing, number):
        kind = "governor.left" if number else "governor.joined"
        return [log.event(kind, governor, governor=governor)]

    def goes_on(self, governor, thing, number):
        status = Season.objects.get(pk=self.season.pk).status
        return [log.phase(self.season, status, PHASES[number + 2])]

    def passes_another(self, governor, thing, number):
        log.passed_proposal(governor, *self.governors[:number], old_value=self.margin())
        return []


TOLD = [
    name for name in vars(Teller) if not name.startswith("_") and name not in ("tell", "margin")
]


@settings(
    max_examples=8,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(TOLD), st.integers(0, 2), st.integers(0, 1)),
        min_size=30,
        max_size=50,
    )
)
def test_rebuilt_is_live_whatever_happened(steps):
    teller = Teller()
    for step in steps:
        teller.tell(*step)
    live = snapshot(teller.season)
    assert differences(teller.season.pk) == []

    lose_everything(teller.season, teller.governors)
    rebuild(teller.season.pk)

    assert snapshot(teller.season) == live


def test_rebuilt_is_live_after_everything_that_can_happen(told, monkeypatch):
    season, governors = told
    live = snapshot(season)
    types = GovernanceEvent.objects.filter(season=season).values_list("event_type", flat=True)
    assert set(types) == set(EventType)

    # Few rows are inserted, many are copied.
    for copied_from in (projections.COPIED_FROM, 1):
        monkeypatch.setattr(projections, "COPIED_FROM", copied_from)
        lose_everything(season, governors)
        rebuild(season.pk)
        assert snapshot(season) == live


def test_rebuilding_what_is_right_writes_nothing(told):
    season, _ = told
    with CaptureQueriesContext(connection) as queries:
        assert rebuild(season.pk) == []

    verbs = {query["sql"].split()[0] for query in queries}
    assert verbs.isdisjoint({"INSERT", "UPDATE", "DELETE"})


NOON = datetime(2020, 1, 1, 12, tzinfo=UTC)
# What goes wrong in a table, and what is said of it.
DAMAGE = {
    "changed": (
        lambda season: rows_of(Proposal, season).filter(status="vetoed").update(token_cost=3),
        "proposals {key}: token_cost is 3, by the log 1",
    ),
    "lost": (
        lambda season: rows_of(Vote, season).filter(weight=2).delete(),
        "votes {key}: is missing",
    ),
    "made up": (
        lambda season: make_governance_window(season=season, opened_at=NOON, closed_at=NOON),
        "windows {key}: is not in the log",
    ),
    "spent twice": (
        lambda season: rows_of(TokenBalance, season).filter(boost=2).update(boost=1),
        "balances {key}: boost is 1, by the log 2",
    ),
    "reopened": (
        lambda season: rows_of(Season, season).update(status="playoffs", completed_at=None),
        "seasons {key}: status is 'playoffs', by the log 'complete'",
    ),
    "came back": (
        lambda season: rows_of(Governor, season).update(is_active=True),
        "governors {key}: is_active is True, by the log False",
    ),
    "accepted": (
        lambda season: rows_of(Trade, season).filter(status="expired").update(status="accepted"),
        "trades {key}: status is 'accepted', by the log 'expired'",
    ),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_each_difference_is_named_and_mended(told, damage):
    season, _ = told
    live = snapshot(season)
    spoil, said = DAMAGE[damage]
    spoil(season)

    found = differences(season.pk)

    assert str(found[0]) == said.format(key=found[0].key)
    assert rebuild(season.pk) == found
    assert snapshot(season) == live


def test_what_happens_meanwhile_is_no_difference(told):
    season, _ = told

    def write_first(events):
        newcomer = make_governor(team=season.teams.get())
        append_event(season.pk, log.event("governor.joined", newcomer, governor=newcomer))
        yield from events

    assert differences(season.pk, write_first) == []


def run(command, **options):
    out = StringIO()
    call_command(command, stdout=out, verbosity=0, **options)
    return out.getvalue()


def test_commands_find_and_mend_what_is_wrong(told):
    season, _ = told
    assert run("verify_projections") == ""
    rows_of(Trade, season).update(offered_propose=5)

    out = StringIO()
    with pytest.raises(CommandError, match="4 differences"):
        call_command("verify_projections", stdout=out, verbosity=0)

    assert out.getvalue().count("offered_propose is 5, by the log 1\n") == 4
    assert run("rebuild_projections") == f"{season}: 4 differences mended\n"
    assert run("rebuild_projections") == ""
    assert run("verify_projections") == ""


def test_commands_count_seasons_and_events(told):
    count = GovernanceEvent.objects.count()
    for command in ("verify_projections", "rebuild_projections"):
        out = StringIO()
        call_command(command, stdout=out)
        assert out.getvalue() == f"Seasons: 1, events: {count}\n"


def test_commands_keep_to_the_season_that_is_named(told):
    season, governors = told
    lose_everything(season, governors)

    assert run("rebuild_projections", season=str(make_season().pk)) == ""
    assert differences(season.pk) != []


@pytest.mark.parametrize("key", ["last", str(UUID(int=0))])
def test_commands_refuse_a_season_that_is_not_there(key):
    with pytest.raises(CommandError, match="there is no season"):
        run("verify_projections", season=key)


def test_stopped_rebuild_leaves_each_season_done_or_untouched(told):
    first, governors = told
    second, others = make_season_with_governors()
    log.tell_everything(second, *others)
    live, lost = snapshot(first), None
    for each in ((first, governors), (second, others)):
        lose_everything(*each)
        lost = snapshot(second)

    def stop(events):
        yield from list(events)[:20]
        raise KeyboardInterrupt

    rebuild(first.pk)
    with pytest.raises(KeyboardInterrupt):
        rebuild(second.pk, stop)

    assert (snapshot(first), snapshot(second)) == (live, lost)


def test_log_that_cannot_be_is_reported_with_the_number_of_the_event():
    event = make_governance_event()

    with pytest.raises(CommandError) as error:
        run("verify_projections")

    number, season = event.sequence_number, event.season
    assert str(error.value) == (
        f"{season}: the log cannot be right. Event {number}: There is no such proposal in the"
        " season."
    )


def test_season_that_the_log_does_not_speak_of_stays_as_staff_made_it():
    season = make_season(status="active")
    governor = make_governor(team=make_team(season=season), is_active=False)

    assert rebuild(season.pk) == []
    assert rows_of(Season, season).get().status == "active"
    assert rows_of(Governor, season).get() == governor


def test_rule_of_a_proposal_is_taken_back_to_what_it_replaced():
    """Two proposals of one window, both from 15: the second replaces what the first brought."""
    season, (governor, _) = make_season_with_governors()
    log.passed_proposal(governor)
    second = uuid4()
    append_events(
        season.pk,
        [
            log.submitted(governor, second, asks=log.change(new_value=18)),
            log.event("proposal.confirmed", second),
            log.event("proposal.passed", second, log.TALLY),
            log.enacted(second, 20, 18),
        ],
    )
    assert Proposal.objects.get(pk=second).old_value == 20

    append_event(season.pk, log.rolled_back(second, 18, 20))

    season.refresh_from_db()
    assert season.current_ruleset == {**default_ruleset(), "elam_margin": 20}
    states = season.proposals.order_by("submitted_at").values_list("rule_state", flat=True)
    assert list(states) == ["enacted", "rolled_back"]


def test_revealed_votes_weigh_what_they_counted():
    season, (stays, leaves) = make_season_with_governors()
    key = uuid4()
    append_events(
        season.pk,
        [
            log.submitted(stays, key),
            log.event("proposal.confirmed", key),
            log.cast(key, stays, weight=0.5),
            log.cast(key, leaves, weight=0.5),
            log.revealed(key, **{str(stays.pk): 1.0}),
        ],
    )

    weights = rows_of(Vote, season).values_list("governor_id", "weight")
    assert dict(weights) == {stays.pk: 1.0, leaves.pk: 0.0}


def test_last_vote_of_a_governor_replaces_the_one_before():
    season, (governor, other) = make_season_with_governors()
    key = uuid4()
    append_events(season.pk, [log.submitted(governor, key), log.event("proposal.confirmed", key)])
    for vote in ("yes", "no"):
        append_event(season.pk, log.cast(key, governor, vote))
    append_event(season.pk, log.cast(key, other))

    votes = rows_of(Vote, season).values_list("governor_id", "vote")
    assert dict(votes) == {governor.pk: "no", other.pk: "yes"}


@pytest.mark.parametrize("end", ["amended", "cancelled", "vetoed"])
def test_votes_on_what_a_proposal_was_are_gone(end):
    season, (governor, other) = make_season_with_governors()
    key, untouched = uuid4(), uuid4()
    for each in (key, untouched):
        append_events(
            season.pk,
            [
                log.submitted(governor, each),
                log.event("proposal.confirmed", each),
                log.cast(each, governor),
                log.cast(each, other),
            ],
        )
    ends = {
        "amended": log.amended(key, other, asks=log.change(new_value=18), tier=3, token_cost=2),
        "cancelled": log.event("proposal.cancelled", key, {"cancelled_by": "governor"}),
        "vetoed": log.event("proposal.vetoed", key, {"reason": "No."}),
    }

    append_event(season.pk, ends[end])

    counts = [Vote.objects.filter(proposal=each).count() for each in (key, untouched)]
    assert counts == [0, 2]


def test_amended_proposal_is_what_it_asks_for_now():
    season, (governor, other) = make_season_with_governors()
    key = uuid4()
    asks = log.change("vote_threshold", 0.5, 0.55)
    append_events(
        season.pk,
        [
            log.submitted(governor, key),
            log.event("proposal.confirmed", key),
            log.amended(key, other, asks=asks, tier=4, token_cost=2),
        ],
    )

    proposal = Proposal.objects.get(pk=key)
    found = proposal.parameter, proposal.new_value, proposal.tier, proposal.token_cost
    assert found == ("vote_threshold", 0.55, 4, 2)
    assert (proposal.status, proposal.amendments) == ("confirmed", 1)


def test_governor_who_comes_back_to_another_team_belongs_to_that():
    season, (governor, _) = make_season_with_governors()
    append_event(season.pk, log.event("governor.left", governor, governor=governor))
    governor.refresh_from_db()
    assert not governor.is_active
    governor.team = make_team(season=season)

    append_event(season.pk, log.event("governor.joined", governor, governor=governor))

    assert (
        rows_of(Governor, season)
        .filter(pk=governor.pk, team=governor.team, is_active=True, left_at=None)
        .exists()
    )
