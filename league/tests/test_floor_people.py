"""Governors, their tokens and trades, mirrors and the raw log, as pages."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.tests.factories import make_user
from league.domain.advance import advance_round
from league.domain.governors import join_team, leave_team
from league.domain.proposals import amend_proposal, cancel_proposal
from league.domain.trades import offer_trade
from league.domain.votes import cast_vote
from league.domain.windows import close_window, open_window
from league.models import Governor, ScheduledGame, Season, Trade
from league.rules.documents.season import Tokens
from league.tests.factories import make_mirror, make_trade
from league.tests.pages import of_season, queries_of, to_the_end
from league.tests.seasons import (
    found_season,
    join,
    propose,
    running_season,
    short_season,
    tokens_of,
)

pytestmark = pytest.mark.django_db
GOVERNORS = 2


def governor_of(season, team):
    team = season.teams.order_by("name")[team]
    return Governor.objects.select_related("user", "season", "team").get(team=team)


@pytest.fixture
def governor(season):
    """The only one of the first team."""
    return governor_of(season, 0)


@pytest.fixture
def other(season):
    """The only one of the second team."""
    return governor_of(season, 1)


def decide(season):
    close_window(season.pk)
    open_window(season.pk, round_number=season.governance_windows.count())


# Joining and leaving


def test_member_joins_a_team_and_comes_to_the_floor(client, season):
    user, team = make_user(display_name="Wren"), season.teams.first()
    client.force_login(user)
    response = client.post(reverse("league:join", args=[team.pk]))
    governor = Governor.objects.get(user=user)

    assertRedirects(response, of_season("floor", season), fetch_redirect_response=False)
    assert (governor.user, governor.team, governor.discord_username) == (user, team, "Wren")
    assertContains(client.get(response.url), "Propose a change", 1)


def test_guest_who_joins_is_asked_to_sign_in(client, season):
    url, before = reverse("league:join", args=[season.teams.first().pk]), season.governors.count()

    assertRedirects(client.post(url), f"/accounts/login/?next={url}", fetch_redirect_response=False)
    assert season.governors.count() == before


def test_governor_who_joins_again_is_told_their_team(client, season, governor):
    client.force_login(governor.user)
    response = client.post(reverse("league:join", args=[season.teams.last().pk]))

    text = f"You belong to {governor.team.name} already."
    assertContains(response, text, status_code=409, count=1)


def test_nobody_joins_a_season_that_is_over(client, season):
    Season.objects.filter(pk=season.pk).update(status="complete")
    client.force_login(make_user())
    response = client.post(reverse("league:join", args=[season.teams.first().pk]))

    text = "The season is over. Join a team of the next one."
    assertContains(response, text.replace("'", "&#x27;"), status_code=409, count=1)


def test_teams_to_join_begin_with_the_emptiest_and_only_for_who_has_none(client, season, governor):
    url = of_season("governors", season)
    teams = client.get(url).context["teams"]

    assert [team.active for team in teams] == [0, 0, 1, 1]
    client.force_login(governor.user)
    assert client.get(url).context["teams"] == []


def test_governor_leaves_and_has_no_say_any_more(client, season, governor):
    client.force_login(governor.user)
    response = client.post(reverse("league:leave", args=[governor.pk]))

    assertRedirects(response, of_season("governors", season), fetch_redirect_response=False)
    governor.refresh_from_db()
    assert governor.is_active is False
    fields = {"parameter": "elam_margin", "value": "9", "reason": "Still me"}
    assert client.post(of_season("propose", season), fields).status_code == 403


def test_leaving_twice_says_that_it_was_done(client, governor):
    leave_team(governor)
    client.force_login(governor.user)
    response = client.post(reverse("league:leave", args=[governor.pk]))

    text = "You do not belong to a team of this season any more."
    assertContains(response, text, status_code=409, count=1)


def test_nobody_leaves_for_another(client, governor, other):
    client.force_login(other.user)

    assert client.post(reverse("league:leave", args=[governor.pk])).status_code == 403
    governor.refresh_from_db()
    assert governor.is_active is True


# Records


def test_record_counts_what_was_decided_and_no_open_vote(client, season, governor, other):
    passed = propose(governor)
    cast_vote(passed, governor=governor, supports=True, boost=True)
    cast_vote(passed, governor=other, supports=False)
    decide(season)
    still_open = propose(governor, "elam_margin", 9)
    cast_vote(still_open, governor=other, supports=True)
    make_trade(
        from_governor=governor, to_governor=other, status="accepted", settled_at=governor.joined_at
    )
    people = client.get(of_season("governors", season)).context["page_obj"]

    assert [(each.made, each.passed, each.voted, each.agreed, each.traded) for each in people] == [
        (2, 1, 1, 1, 1),
        (0, 0, 1, 0, 1),
    ]


def test_page_of_a_governor_lists_their_decided_votes(client, season, governor, other):
    decided = propose(governor)
    cast_vote(decided, governor=other, supports=False)
    decide(season)
    cast_vote(propose(governor, "elam_margin", 9), governor=other, supports=True)
    context = client.get(reverse("league:governor", args=[other.pk])).context

    assert [vote.proposal for vote in context["page_obj"]] == [decided]
    assert list(context["proposals"]) == []


def test_tokens_are_shown_to_their_governor_alone(client, governor, other):
    url = reverse("league:governor", args=[governor.pk])
    client.force_login(other.user)
    assert client.get(url).context["balance"] is None

    client.force_login(governor.user)
    balance = client.get(url).context["balance"]
    assert (balance.propose, balance.amend, balance.boost) == (2, 2, 2)


# Trades


def offer(governor, other):
    return offer_trade(governor, other, offered=Tokens(boost=2), requested=Tokens(amend=1))


def test_trade_is_offered_and_accepted(client, season, governor, other):
    client.force_login(governor.user)
    fields = {"other": other.pk, "offered_boost": "2", "requested_amend": "1"}
    assertRedirects(
        client.post(of_season("trades", season), fields),
        of_season("trades", season),
        fetch_redirect_response=False,
    )

    client.force_login(other.user)
    assertContains(client.get(of_season("trades", season)), "Accept</button>", 1)
    client.post(reverse("league:accept", args=[Trade.objects.get().pk]))
    assert Trade.objects.get().status == "accepted"
    assert (tokens_of(governor), tokens_of(other)) == (
        Tokens(propose=2, amend=3, boost=0),
        Tokens(propose=2, amend=1, boost=4),
    )


@pytest.mark.parametrize("who", ["governor", "other"])
def test_either_of_the_two_ends_a_trade(request, client, governor, other, who):
    trade = offer(governor, other)
    client.force_login(request.getfixturevalue(who).user)
    client.post(reverse("league:reject", args=[trade.pk]))

    trade.refresh_from_db()
    assert trade.status == "rejected"


@pytest.mark.parametrize(
    ("fields", "status", "errors"),
    [
        ({}, 422, {"other": ["This field is required."]}),
        (
            {"offered_boost": "-1"},
            422,
            {
                "other": ["This field is required."],
                "offered_boost": ["Ensure this value is greater than or equal to 0."],
            },
        ),
    ],
)
def test_offer_that_cannot_be_read_is_refused_at_its_field(
    client, season, governor, fields, status, errors
):
    client.force_login(governor.user)
    response = client.post(of_season("trades", season), fields)

    assert (response.status_code, response.context["form"].errors) == (status, errors)


@pytest.mark.parametrize(
    ("amounts", "says"),
    [
        ({"offered_boost": "9"}, "You cannot offer more tokens than you have."),
        ({}, "A trade is about one token at least."),
    ],
)
def test_offer_that_the_league_refuses_keeps_what_was_typed(
    client, season, governor, other, amounts, says
):
    client.force_login(governor.user)
    response = client.post(of_season("trades", season), {"other": other.pk, **amounts})
    form = response.context["form"]

    assert response.status_code == 409
    assert form.errors == {"__all__": [says]}
    assert form["other"].value() == str(other.pk)


def test_governor_of_another_season_cannot_be_offered_a_trade(client, season, governor):
    (stranger,) = join(running_season(seed=5))
    client.force_login(governor.user)
    fields = {"other": stranger.pk, "offered_boost": "1"}

    assert client.post(of_season("trades", season), fields).status_code == 422


def test_trade_that_is_over_is_refused_with_a_sentence(client, governor, other):
    trade = offer(governor, other)
    client.force_login(other.user)
    url = reverse("league:accept", args=[trade.pk])
    client.post(url)

    text = "This trade is not open any more: it was accepted."
    assertContains(client.post(url), text, status_code=409, count=1)


def test_stranger_does_nothing_with_a_trade(client, governor, other):
    trade = offer(governor, other)
    acts = [reverse(f"league:{name}", args=[trade.pk]) for name in ("accept", "reject")]
    guest = [client.post(act) for act in acts]
    client.force_login(make_user())

    assert [(answer.status_code, answer.url) for answer in guest] == [
        (302, f"/accounts/login/?next={act}") for act in acts
    ]
    assert [client.post(act).status_code for act in acts] == [403, 403]
    trade.refresh_from_db()
    assert trade.status == "offered"


def test_third_governor_neither_accepts_nor_ends_a_trade(client, season, governor, other):
    trade = offer(governor, other)
    (third,) = join(season, team=2)
    client.force_login(third.user)

    assert client.post(reverse("league:accept", args=[trade.pk])).status_code == 409
    assert client.post(reverse("league:reject", args=[trade.pk])).status_code == 409
    trade.refresh_from_db()
    assert trade.status == "offered"


# Mirrors


def texts(client, season, **query):
    response = client.get(of_season("mirrors", season), query)
    return {mirror.content for mirror, _ in response.context["mirrors"]}


def test_private_mirror_is_shown_to_its_governor_alone(client, season, governor, other):
    make_mirror(season=season, content="For all.")
    make_mirror(season=season, content="For one.", mirror_type="private", governor=governor)
    guest = texts(client, season)
    client.force_login(other.user)
    stranger = texts(client, season)
    client.force_login(governor.user)

    assert (guest, stranger) == ({"For all."}, {"For all."})
    assert texts(client, season) == {"For all.", "For one."}
    assert texts(client, season, type="private") == {"For one."}


def test_report_of_a_round_is_told_once_it_was_shown(client, season):
    advance_round(season.pk)
    url = of_season("mirrors", season)
    assertNotContains(client.get(url), "Round 1.")

    ScheduledGame.objects.filter(status="simulated").update(status="presented")
    assertContains(client.get(url), "Round 1.", 1)


# The log


def log(client, season, **query):
    return [line for line, _ in client.get(of_season("log", season), query).context["lines"]]


def test_log_has_every_line_newest_first(client, season, governor):
    lines = log(client, season)

    joining = [*["token.regenerated"] * 3, "governor.joined"]
    assert [line.event_type for line in lines] == [
        *joining,
        *joining,
        "window.opened",
        "season.phase_changed",
    ]
    assert [line.number for line in lines] == sorted((line.number for line in lines), reverse=True)


def test_open_vote_says_in_the_log_neither_who_nor_how(client, season, governor, other):
    proposal = propose(governor)
    cast_vote(proposal, governor=other, supports=False, boost=True)
    vote, paid = log(client, season)[:2]

    assert (vote.event_type, vote.aggregate_id, vote.is_secret) == (
        "vote.cast",
        str(proposal.pk),
        True,
    )
    assert (paid.event_type, paid.aggregate_id, paid.is_secret) == ("token.spent", "", True)
    for line in (vote, paid):
        assert (line.governor_id, line.team_id, line.payload) == (None, None, {})
    response = client.get(of_season("log", season), {"type": "vote.cast"})
    assertContains(response, "Somebody voted.", 1)
    assertNotContains(response, "As stored")


def test_boost_that_comes_back_does_not_say_who_had_voted(client, season, governor, other):
    proposal = propose(governor)
    cast_vote(proposal, governor=other, supports=False, boost=True)
    amend_proposal(
        proposal, governor=governor, parameter="elam_margin", new_value=9, reason="Rather this."
    )
    returned = log(client, season)[0]

    assert (returned.sentence, returned.is_secret) == ("Somebody got a boost back.", True)


def test_votes_are_in_the_log_once_they_are_decided(client, season, governor, other):
    proposal = propose(governor)
    cast_vote(proposal, governor=other, supports=False, boost=True)
    close_window(season.pk)
    [vote] = log(client, season, type="vote.cast")
    spent = [
        line
        for line in log(client, season, type="token.spent")
        if line.payload["reason"] == "boost"
    ]

    assert (vote.governor_id, vote.payload["vote"]) == (other.pk, "no")
    assert [line.governor_id for line in spent] == [other.pk]


def test_votes_on_what_was_taken_back_stay_secret(client, season, governor, other):
    proposal = propose(governor)
    cast_vote(proposal, governor=other, supports=False)
    cancel_proposal(proposal, governor=governor)
    close_window(season.pk)
    [vote] = log(client, season, type="vote.cast")

    assert (vote.is_secret, vote.governor_id) == (True, None)


def test_filter_by_governor_does_not_betray_an_open_vote(client, season, governor, other):
    cast_vote(propose(governor), governor=other, supports=True, boost=True)
    lines = log(client, season, governor=other.pk)

    assert {line.event_type for line in lines} == {"governor.joined", "token.regenerated"}


def test_log_is_filtered_by_type_round_and_proposal(client, season, governor):
    proposal = propose(governor)
    advance_round(season.pk)
    about = [line.event_type for line in log(client, season, proposal=proposal.pk)]

    assert about == [
        "proposal.failed",
        "vote.revealed",
        "proposal.confirmed",
        "proposal.submitted",
    ]
    assert [line.round_number for line in log(client, season, type="window.opened")] == [1, 0]
    assert {line.round_number for line in log(client, season, round=1)} == {1}
    assert log(client, season, proposal=uuid4()) == []


@pytest.mark.parametrize(
    "query", [{"type": "nothing"}, {"round": "-1"}, {"proposal": "x"}, {"governor": "x"}]
)
def test_filter_that_cannot_be_read_says_so_and_shows_nothing(client, season, query):
    response = client.get(of_season("log", season), query)

    assert list(response.context["form"].errors) == list(query)
    assert response.context["lines"] == []


def test_log_goes_back_line_by_line(client, season):
    join(season, 12)
    first = client.get(of_season("log", season))
    older = first.context["older"]
    rest = log(client, season, before=older)

    assert len(first.context["lines"]) == 50
    assert rest[0].number == older - 1
    assert rest[-1].event_type == "season.phase_changed"
    assertContains(first, f"?before={older}", 1)


def test_log_shows_a_payload_as_it_is_stored(client, season):
    response = client.get(of_season("log", season), {"type": "season.phase_changed"})
    [(line, payload)] = response.context["lines"]

    assert json.loads(payload) == {"old_status": "setup", "new_status": "active"}
    assert line.sentence == "The season went from setup to active."


def test_log_of_a_season_that_has_not_begun_says_what_comes(client):
    assertContains(client.get(of_season("log", found_season())), "Nothing has happened yet", 1)


# Queries


def test_number_of_queries_of_members_pages_does_not_grow(client, season, governor, other):
    pages = [of_season(name, season) for name in ("trades", "propose")]
    client.force_login(governor.user)
    counts = []
    for people in (1, 2):
        for person in join(season, people, team=1):
            make_trade(from_governor=person, to_governor=governor)
            make_trade(
                from_governor=person,
                to_governor=other,
                status="accepted",
                settled_at=person.joined_at,
            )
            propose(person, "elam_margin", 20)
        counts.append([queries_of(client, page) for page in pages])

    assert counts[0] == counts[1]


def test_somebody_who_comes_back_finds_their_tokens(client, season, governor):
    leave_team(governor)
    client.force_login(governor.user)
    join_team(governor.user, season.teams.last())
    balance = client.get(of_season("trades", season)).context["balance"]

    assert (balance.propose, balance.amend, balance.boost) == (2, 2, 2)


def test_end_of_the_season_is_told_once_the_final_was_shown(client):
    season = to_the_end(short_season(teams=2))
    final = season.schedule.filter(phase="final")
    final.update(status="simulated")
    told = "The season went from playoffs to complete."
    assertNotContains(client.get(of_season("log", season)), told)
    assertNotContains(client.get(of_season("floor", season)), "The Floor is closed for good")

    final.update(status="presented")
    assertContains(client.get(of_season("log", season)), told, 1)
    assertContains(client.get(of_season("floor", season)), "The Floor is closed for good", 1)
