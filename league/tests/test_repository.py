"""What the repository writes and what it answers, by its specification's acceptance criteria."""

from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from common.documents import DocumentError
from league.models import (
    BoxScore,
    GameResult,
    GovernanceEvent,
    Governor,
    Mirror,
    Proposal,
    ScheduledGame,
    Season,
    Team,
)
from league.repository import (
    NewEvent,
    NotScheduledError,
    append_event,
    append_events,
    get_active_proposals,
    get_agent,
    get_current_ruleset,
    get_game_result,
    get_mirror,
    get_proposal,
    get_standings,
    get_team,
    get_token_balance,
    get_vote_tally,
    season_lock,
    store_game_result,
    store_game_results,
    store_mirror,
    store_mirrors,
)
from league.rules.documents import default_ruleset
from league.rules.documents.ruleset import Ruleset
from league.rules.events import EventType
from league.rules.projections import Balance, ImpossibleEventError
from league.tests import log
from league.tests.factories import (
    make_agent,
    make_box_score,
    make_decided_proposal,
    make_game_result,
    make_governance_event,
    make_governor,
    make_mirror,
    make_proposal,
    make_scheduled_game,
    make_season,
    make_team,
    make_trade,
    make_vote,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def governor():
    return make_governor()


def open_vote(governor):
    key = uuid4()
    append_events(
        governor.season_id, [log.submitted(governor, key), log.event("proposal.confirmed", key)]
    )
    return key


def test_repository_can_append_governance_events_and_read_projections(governor):
    key, window = uuid4(), uuid4()
    asked = log.submitted(governor, key)
    event = append_event(governor.season_id, asked)

    stored = GovernanceEvent.objects.get()
    assert event == stored
    assert event.sequence_number == stored.sequence_number > 0
    assert (stored.event_type, stored.aggregate_type) == ("proposal.submitted", "proposal")
    assert (stored.aggregate_id, stored.payload) == (str(key), asked.payload)
    assert (stored.season, stored.governor) == (governor.season, governor)
    assert (stored.team, stored.round_number) == (governor.team, 3)
    proposal = get_proposal(key)
    assert (proposal.governor, proposal.submitted_at) == (governor, stored.created_at)
    append_event(governor.season_id, NewEvent(EventType.PROPOSAL_CONFIRMED, str(key), {}))
    append_event(governor.season_id, log.opened(window))
    assert [each.pk for each in get_active_proposals(governor.season_id)] == [key]


def test_events_of_one_call_are_numbered_in_their_order(governor):
    keys = [uuid4() for _ in range(50)]

    events = append_events(governor.season_id, [log.submitted(governor, key) for key in keys])

    in_order = GovernanceEvent.objects.order_by("sequence_number")
    assert [event.aggregate_id for event in in_order] == list(map(str, keys))
    assert [event.sequence_number for event in events] == [
        event.sequence_number for event in in_order
    ]


def test_nothing_to_append_is_nothing(governor):
    assert append_events(governor.season_id, []) == []


def test_event_of_an_unknown_season_is_refused(governor):
    with pytest.raises(Season.DoesNotExist):
        append_event(uuid4(), log.opened())


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("proposal.forgotten", {}),
        ("proposal.confirmed", {"by": "me"}),
        ("vote.cast", {"vote": "yes"}),
        ("token.spent", {"governor_id": str(UUID(int=1)), "token_type": "boost", "amount": 0}),
    ],
)
def test_unknown_type_or_field_is_refused(governor, kind, payload):
    key = open_vote(governor)
    before = GovernanceEvent.objects.count()

    with pytest.raises(DocumentError):
        append_event(governor.season_id, NewEvent(kind, str(key), payload))

    assert GovernanceEvent.objects.count() == before


# Each is told of a governor, another one, a proposal that is put to the vote and a free id.
IMPOSSIBLE = {
    "There is no such proposal in the season.": lambda one, other, open_, free: log.cast(free, one),
    "This proposal was submitted already.": lambda one, other, open_, free: log.submitted(
        one, open_
    ),
    "A proposal is submitted by a governor.": lambda one, other, open_, free: NewEvent(
        EventType.PROPOSAL_SUBMITTED, str(free), log.submitted(one).payload
    ),
    "A vote is cast by a governor.": lambda one, other, open_, free: NewEvent(
        EventType.VOTE_CAST, str(open_), log.cast(open_, one).payload
    ),
    "A proposal that is confirmed cannot become confirmed.": (
        lambda one, other, open_, free: log.event("proposal.confirmed", open_)
    ),
    "Only votes that were cast can be revealed.": lambda one, other, open_, free: log.revealed(
        open_, **{str(one.pk): 1.0}
    ),
    "rule.enacted cannot happen to a proposal that is confirmed.": (
        lambda one, other, open_, free: log.enacted(open_)
    ),
    "proposal.submitted happens to something with a UUID.": (
        lambda one, other, open_, free: log.submitted(one, "p-1")
    ),
    "Nobody can spend more tokens than they have.": lambda one, other, open_, free: log.spent(one),
    "The new balance is 2, not 3.": lambda one, other, open_, free: log.given(one, new_balance=3),
    "There is no such trade in the season.": (
        lambda one, other, open_, free: log.event("trade.accepted", free)
    ),
    "There is no such window in the season.": lambda one, other, open_, free: log.closed(free),
    "There is no such governor in the season.": (
        lambda one, other, open_, free: log.event("governor.left", make_governor())
    ),
    "A governor joins a team.": (
        lambda one, other, open_, free: log.event("governor.joined", other)
    ),
    "The season is setup, not active.": (
        lambda one, other, open_, free: log.phase(one.season, "active", "playoffs")
    ),
    "A season cannot go from 'setup' to 'complete'.": (
        lambda one, other, open_, free: log.phase(one.season, "setup", "complete")
    ),
}


@pytest.mark.parametrize("reason", IMPOSSIBLE)
def test_event_that_cannot_have_happened_is_refused(governor, reason):
    other = make_governor(team=governor.team)
    key = open_vote(governor)
    before = GovernanceEvent.objects.count()

    with pytest.raises(ImpossibleEventError) as error:
        append_event(governor.season_id, IMPOSSIBLE[reason](governor, other, key, uuid4()))

    assert str(error.value) == reason
    assert GovernanceEvent.objects.count() == before


def test_nothing_happens_twice_that_happens_once(governor):
    other = make_governor(team=governor.team)
    window, trade = uuid4(), uuid4()
    passed = log.passed_proposal(governor)
    once = [
        log.opened(window),
        log.closed(window),
        log.offered(governor, other, trade),
        log.event("trade.accepted", trade),
        log.rolled_back(passed),
    ]
    append_events(governor.season_id, once)

    for event in [*once, log.enacted(passed)]:
        with pytest.raises(ImpossibleEventError):
            append_event(governor.season_id, event)


def test_second_window_is_not_opened_while_one_is(governor):
    append_event(governor.season_id, log.opened())

    with pytest.raises(ImpossibleEventError, match="open window already"):
        append_event(governor.season_id, log.opened())


def test_nothing_of_another_season_is_changed(governor):
    stranger = make_governor()
    proposal, trade = open_vote(stranger), uuid4()
    append_event(stranger.season_id, log.offered(stranger, governor, trade))

    for event in (
        log.cast(proposal, governor),
        log.submitted(governor, proposal),
        log.event("trade.rejected", trade),
    ):
        with pytest.raises(ImpossibleEventError):
            append_event(governor.season_id, event)


def test_one_impossible_event_undoes_those_before_it(governor):
    events = [log.given(governor, new_balance=2), log.spent(governor, 3)]

    with pytest.raises(ImpossibleEventError):
        append_events(governor.season_id, events)

    assert GovernanceEvent.objects.count() == 0
    assert get_token_balance(governor.pk) == Balance(governor.season_id, governor.pk)


def test_what_a_failed_transaction_appended_never_happened(governor):
    with season_lock(governor.season_id):
        append_event(governor.season_id, log.given(governor, new_balance=2))
        transaction.set_rollback(True)

    assert (GovernanceEvent.objects.count(), get_token_balance(governor.pk).boost) == (0, 0)


@pytest.mark.parametrize("length", [0, 300])
def test_appending_takes_four_queries_however_long_the_log_is(governor, length):
    key = open_vote(governor)
    for _ in range(length):
        make_governance_event(governor=governor, aggregate_id=str(key))

    with CaptureQueriesContext(connection) as queries:
        append_event(governor.season_id, log.cast(key, governor))

    # Lock the season, read the proposal, write the vote, add to the log.
    verbs = [query["sql"].split()[0] for query in queries]
    assert [verb for verb in verbs if verb not in ("SAVEPOINT", "RELEASE")] == [
        "SELECT",
        "SELECT",
        "INSERT",
        "INSERT",
    ]


def test_tokens_are_what_was_given_less_what_was_spent(governor):
    season = governor.season_id
    append_event(season, log.given(governor, 3, new_balance=3))
    append_event(season, log.spent(governor, 2))
    append_event(season, log.given(governor, 2, new_balance=2, kind="propose"))

    assert get_token_balance(governor.pk) == Balance(season, governor.pk, propose=2, boost=1)


def test_tokens_of_somebody_unknown_are_not_none():
    with pytest.raises(Governor.DoesNotExist):
        get_token_balance(uuid4())


def test_current_ruleset_cache_is_updated_on_rule_enacted_events(governor):
    assert get_current_ruleset(governor.season_id) == Ruleset()

    passed = log.passed_proposal(governor)
    assert get_current_ruleset(governor.season_id) == Ruleset(elam_margin=20)
    assert get_proposal(passed).rule_state == Proposal.RuleState.ENACTED

    append_event(governor.season_id, log.rolled_back(passed))
    assert get_current_ruleset(governor.season_id) == Ruleset()
    assert get_proposal(passed).rule_state == Proposal.RuleState.ROLLED_BACK
    governor.season.refresh_from_db()
    assert governor.season.starting_ruleset == default_ruleset()


def test_active_proposals_are_those_put_to_the_vote_in_their_order(governor):
    first, second = open_vote(governor), open_vote(governor)
    append_event(governor.season_id, log.submitted(governor))
    log.passed_proposal(governor)
    open_vote(make_governor())

    with CaptureQueriesContext(connection) as queries:
        found = get_active_proposals(governor.season_id)
        assert [str(each.governor) for each in found] == ["Ada", "Ada"]

    assert [each.pk for each in found] == [first, second]
    assert len(queries) == 1


def test_tally_counts_the_teams_as_they_are_now(governor):
    teammate = make_governor(team=governor.team)
    stranger = make_governor(team=make_team(season=governor.season))
    make_governor(team=governor.team, is_active=False)
    key = open_vote(governor)
    append_events(
        governor.season_id,
        [
            log.cast(key, governor),
            log.cast(key, teammate, weight=0.1, boost_used=True),
            log.cast(key, stranger, "no"),
        ],
    )

    tally = get_vote_tally(key)

    assert (tally.yes, tally.no, tally.eligible) == (2, 1, 3)
    assert (tally.weighted_yes, tally.weighted_no) == (1.5, 1.0)
    assert (tally.threshold, tally.passes) == (0.5, True)
    append_event(governor.season_id, log.event("governor.left", teammate, governor=teammate))
    assert get_vote_tally(key).weighted_yes == 1.0


def test_tally_of_a_decided_proposal_stays_as_it_was(governor):
    proposal = make_decided_proposal(governor=governor, yes=1, no=0, weighted_no=0, threshold=0.6)
    make_vote(proposal=proposal, governor=governor, weight=1.5)
    make_vote(proposal=proposal, weight=0)

    tally = get_vote_tally(proposal.pk)

    assert [(vote.governor_id, vote.weight) for vote in tally.votes] == [(governor.pk, 1.5)]
    assert (tally.yes, tally.eligible, tally.threshold) == (1, 8, 0.6)
    assert (tally.has_quorum, tally.passes) == (True, True)


def test_tally_follows_the_rules_and_the_quorum_of_the_season(governor):
    season = governor.season
    season.current_ruleset = {**season.current_ruleset, "vote_threshold": 0.7}
    season.config = {**season.config, "governance": {**season.config["governance"], "quorum": 0.6}}
    season.save()
    make_governor(team=governor.team)
    key = open_vote(governor)
    append_event(season.pk, log.cast(key, governor))

    tally = get_vote_tally(key)

    assert (tally.threshold, tally.has_quorum, tally.passes) == (0.7, False, False)


def unsaved(planned, **fields):
    """A result of a planned game, and what a player of each team did; neither is saved."""
    result = GameResult(
        season=planned.season,
        round_number=planned.round_number,
        matchup_index=planned.matchup_index,
        home_team=planned.home_team,
        away_team=planned.away_team,
        **{
            "home_score": 3,
            "away_score": 0,
            "winner_team": planned.home_team,
            "seed": 7,
            "ruleset_snapshot": default_ruleset(),
            "quarter_scores": [{"quarter": 1, "home": 3, "away": 0}],
            "total_possessions": 2,
            "lead_changes": 0,
            "largest_lead": 3,
            "play_by_play": {"players": [], "plays": []},
            **fields,
        },
    )
    numbers = {
        field.name: 1
        for field in BoxScore._meta.concrete_fields
        if not field.is_relation and not field.primary_key
    }
    teams = planned.home_team, planned.away_team
    return result, [BoxScore(agent=make_agent(team=team), team=team, **numbers) for team in teams]


def test_repository_can_store_and_retrieve_game_results_with_box_scores():
    season = make_season()
    planned = [make_scheduled_game(season=season, matchup_index=number) for number in range(3)]
    games = [unsaved(each) for each in planned[:2]]

    with CaptureQueriesContext(connection) as queries:
        stored = store_game_results(games)

    # Lock the season, read the schedule, then one each for results, box scores and schedule.
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 5
    found = get_game_result(stored[0].pk)
    assert (found.home_score, found.winner_team) == (3, planned[0].home_team)
    assert {line.agent for line in found.box_scores.all()} == {line.agent for line in games[0][1]}
    schedule = ScheduledGame.objects.order_by("matchup_index")
    assert [(each.status, each.game_result) for each in schedule] == [
        ("simulated", stored[0]),
        ("simulated", stored[1]),
        ("scheduled", None),
    ]


def test_nothing_is_stored_of_a_round_with_a_game_that_is_not_planned():
    planned = make_scheduled_game()
    other = ScheduledGame(season=planned.season, round_number=1, matchup_index=0)
    other.home_team, other.away_team = planned.away_team, planned.home_team

    with pytest.raises(NotScheduledError):
        store_game_results([unsaved(planned), unsaved(other)])

    assert (GameResult.objects.count(), BoxScore.objects.count()) == (0, 0)


def test_game_is_stored_once():
    planned = make_scheduled_game()
    result = store_game_result(*unsaved(planned))

    for again in ([unsaved(planned)], [unsaved(planned)] * 2):
        with pytest.raises(NotScheduledError):
            store_game_results(again)

    assert GameResult.objects.get() == result


def test_result_with_a_faulty_document_is_refused():
    faulty = unsaved(make_scheduled_game(), ruleset_snapshot={"elam_margin": 99})

    with pytest.raises(DocumentError) as error:
        store_game_result(*faulty)

    assert [fault.location for fault in error.value.faults] == [("elam_margin",)]
    assert GameResult.objects.count() == 0


def test_storing_no_games_is_nothing():
    assert store_game_results([]) == []


def test_repository_can_store_and_retrieve_mirrors(governor):
    about = {"season": governor.season, "round_number": 2}
    public = store_mirror(
        Mirror(
            **about, mirror_type="simulation", content="Home won.", context_snapshot={"games": 1}
        )
    )
    private = Mirror(**about, mirror_type="private", content="You sat.", governor=governor)
    store_mirrors([private])

    assert get_mirror(public.pk).content == "Home won."
    assert get_mirror(private.pk).governor == governor


def test_faulty_mirror_is_refused():
    mirrors = [
        Mirror(season=make_season(), mirror_type="simulation", content="Fine."),
        Mirror(season=make_season(), mirror_type="rumour", content="Not so."),
    ]
    with pytest.raises(ValidationError):
        store_mirrors(mirrors)

    assert Mirror.objects.count() == 0


def play(season, home, away, score, *, phase="regular", number=1, status="presented"):
    matchup = {"season": season, "round_number": number, "home_team": home, "away_team": away}
    matchup["matchup_index"] = GameResult.objects.filter(round_number=number).count()
    result = make_game_result(
        **matchup,
        home_score=score[0],
        away_score=score[1],
        winner_team=home if score[0] > score[1] else away,
    )
    fields = {"phase": phase, "series_id": uuid4() if phase == "final" else None}
    make_scheduled_game(**matchup, **fields, status=status, game_result=result)


def test_standings_are_of_the_regular_season_alone():
    season = make_season()
    first, second, third = (make_team(season=season) for _ in range(3))
    play(season, first, second, (60, 50))
    play(season, second, third, (40, 30), number=2)
    play(season, third, first, (90, 10), number=3, phase="final")
    play(make_season(), make_team(), make_team(), (50, 40))

    table = get_standings(season.pk)

    assert [(each.team, each.wins, each.losses, each.point_difference) for each in table] == [
        (str(first.pk), 1, 0, 10),
        (str(second.pk), 1, 1, 0),
        (str(third.pk), 0, 1, -10),
    ]


def test_standings_may_leave_out_what_is_still_being_shown():
    season = make_season()
    home, away = make_team(season=season), make_team(season=season)
    play(season, home, away, (60, 50))
    play(season, home, away, (50, 60), number=2, status="simulated")

    found = [get_standings(season.pk, presented_only=only) for only in (False, True)]

    wins = [{each.team: each.wins for each in table} for table in found]
    assert wins == [{str(home.pk): 1, str(away.pk): 1}, {str(home.pk): 1, str(away.pk): 0}]


def test_tiebreaker_games_separate_teams_that_are_level():
    season = make_season()
    first, second = make_team(season=season), make_team(season=season)
    play(season, first, second, (60, 50))
    play(season, second, first, (60, 50), number=2)
    assert get_standings(season.pk)[0].level_with != ()

    play(season, first, second, (41, 48), number=3, phase="tiebreaker")

    assert [each.team for each in get_standings(season.pk)] == [str(second.pk), str(first.pk)]


@pytest.mark.parametrize("games", [0, 1, 9])
def test_standings_take_three_queries_and_read_no_documents(games):
    season = make_season()
    home, away = make_team(season=season), make_team(season=season)
    for number in range(1, games + 1):
        play(season, home, away, (60, 50), number=number)

    with CaptureQueriesContext(connection) as queries:
        get_standings(season.pk)

    assert len(queries) == 3
    documents = ("play_by_play", "ruleset_snapshot", "quarter_scores", "metadata")
    assert not [q for q in queries if any(name in q["sql"] for name in documents)]


def test_one_query_each_for_a_team_a_player_and_a_mirror(django_assert_num_queries):
    agent, mirror = make_agent(), make_mirror()

    with django_assert_num_queries(3):
        assert get_team(agent.team_id).season == agent.season
        assert get_agent(agent.pk).team == agent.team
        assert get_mirror(mirror.pk).season == mirror.season


def test_page_of_a_game_takes_three_queries(django_assert_num_queries):
    result = make_game_result()
    for team in (result.home_team, result.away_team) * 4:
        make_box_score(game=result, team=team)

    with django_assert_num_queries(3):
        found = get_game_result(result.pk)
        assert found.home_team == result.home_team
        assert len({line.agent.name for line in found.box_scores.all()}) == 8


@pytest.mark.parametrize(
    ("get", "model"),
    [
        (get_proposal, Proposal),
        (get_vote_tally, Proposal),
        (get_current_ruleset, Season),
        (get_game_result, GameResult),
        (get_team, Team),
        (get_mirror, Mirror),
    ],
)
def test_what_is_not_there_is_said_so(get, model):
    with pytest.raises(model.DoesNotExist):
        get(uuid4())


def test_rows_of_projections_have_names_of_their_own():
    """None of them says how somebody votes."""
    vote = make_vote(proposal=make_proposal())
    names = [str(make_trade()), str(vote.proposal), str(vote)]
    assert names == ["1 propose for 2 boost (Ada, Ada)", "elam_margin: 15 to 20", "Vote (Ada)"]
