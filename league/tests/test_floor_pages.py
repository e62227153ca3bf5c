"""The Floor as spectators, members and governors meet it."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.tests.factories import make_user
from league.domain.advance import advance_round
from league.domain.proposals import submit_repeal
from league.domain.votes import cast_vote
from league.domain.windows import close_window, open_window
from league.models import GovernanceEvent, Proposal, ScheduledGame, Vote
from league.tests.factories import make_decided_proposal
from league.tests.pages import HTMX, commissioner, of_season, queries_of
from league.tests.seasons import (
    event_types,
    found_season,
    join,
    last_number,
    propose,
    rules_of,
    running_season,
    tokens_of,
)

pytestmark = pytest.mark.django_db
GOVERNORS = 1


def of_proposal(name, proposal):
    return reverse(f"league:{name}", args=[proposal.pk])


def decided(season, governor, **fields):
    """A proposal that passed by its governor's vote; the next window is open."""
    proposal = propose(governor, **fields)
    cast_vote(proposal, governor=governor, supports=True)
    close_window(season.pk)
    open_window(season.pk, round_number=season.governance_windows.count())
    proposal.refresh_from_db()
    return proposal


# Who may look


PUBLIC = ["floor", "rules", "governors", "mirrors", "log"]


MEMBERS_ONLY = ["propose", "trades"]


def test_pages_of_the_season_need_no_account(client, season, governor):
    proposal = propose(governor)
    pages = [
        *(of_season(name, season) for name in PUBLIC),
        of_proposal("proposal", proposal),
        reverse("league:governor", args=[governor.pk]),
    ]

    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)


def test_pages_of_a_season_that_has_not_begun_say_so_without_an_account(client):
    season = found_season()
    found = {name: client.get(of_season(name, season)).status_code for name in PUBLIC}

    assert found == dict.fromkeys(PUBLIC, 200)


def test_pages_of_no_season_are_not_found(client):
    client.force_login(make_user())
    names, nowhere = [*PUBLIC, *MEMBERS_ONLY], "00000000-0000-4000-8000-000000000000"
    pages = [reverse(f"league:{name}", args=[nowhere]) for name in names]

    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 404)


def test_pages_for_members_ask_guests_to_sign_in(client, season):
    for page in (of_season(name, season) for name in MEMBERS_ONLY):
        answer = client.get(page)
        assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={page}")


# The Floor


def test_floor_shows_what_is_put_to_the_vote_in_order(client, season, governor):
    first = propose(governor)
    second = propose(governor, "elam_margin", 9)
    (other,) = join(season, team=1)
    propose(other, "shot_clock_seconds", 12, confirmed=False)
    ballots = client.get(of_season("floor", season)).context["ballots"]

    assert [ballot.proposal for ballot in ballots] == [first, second]


def test_floor_shows_an_unconfirmed_proposal_to_its_governor_alone(client, season, governor):
    proposal = propose(governor, confirmed=False)
    url = of_season("floor", season)
    assertNotContains(client.get(url), of_proposal("proposal", proposal))

    client.force_login(governor.user)
    assertContains(client.get(url), of_proposal("proposal", proposal), count=1)


def test_floor_tells_how_many_voted_and_nobody_else_s_vote(client, season, governor):
    proposal = propose(governor)
    (voter,) = join(season, team=1)
    cast_vote(proposal, governor=voter, supports=False)
    client.force_login(governor.user)
    response = client.get(of_season("floor", season))
    [ballot] = response.context["ballots"]

    assert (ballot.proposal.voted, ballot.electorate, ballot.vote) == (1, 2, None)
    assertContains(response, "1 of 2 have voted; it needs more than 50 %.", count=1)
    assertNotContains(response, "You voted")


def test_floor_without_proposals_invites_a_governor_to_make_one(client, season, governor):
    client.force_login(governor.user)

    assertContains(client.get(of_season("floor", season)), "Nobody has asked for anything", 1)


def test_floor_says_when_the_window_closes(client, season):
    closing = client.get(of_season("floor", season)).context["closing"]
    opened = season.governance_windows.get().opened_at

    assert (closing.round_number, (closing.at - opened).days) == (1, 1)


def test_floor_between_two_windows_is_closed(client, season, governor):
    propose(governor)
    close_window(season.pk)

    assertContains(client.get(of_season("floor", season)), "The Floor is closed just now", 1)


def test_decided_proposals_come_by_the_page(client, season, governor):
    for number in range(12):
        make_decided_proposal(governor=governor, new_value=20 + number)
    first = client.get(of_season("floor", season)).context["page_obj"]
    second = client.get(of_season("floor", season), {"page": 2}).context["page_obj"]

    assert (first.paginator.count, len(first), len(second)) == (12, 10, 2)
    assert first[0].new_value == 31


# Proposing


def test_proposing_writes_it_down_and_asks_for_confirmation(client, season, governor):
    client.force_login(governor.user)
    fields = {"parameter": "elam_margin", "value": "9", "reason": "Shorter endings."}
    response = client.post(of_season("propose", season), fields)
    proposal = Proposal.objects.get()

    assertRedirects(response, of_proposal("proposal", proposal), fetch_redirect_response=False)
    assert (proposal.status, proposal.parameter, proposal.new_value, proposal.text) == (
        "submitted",
        "elam_margin",
        9,
        "Shorter endings.",
    )
    assertContains(client.get(response.url), "Put it to the vote", 1)


@pytest.mark.parametrize(
    ("parameter", "value", "says"),
    [
        ("three_point_value", "11", "Give a whole number from 1 to 10."),
        ("three_point_value", "4.5", "Give a whole number from 1 to 10."),
        ("three_point_distance", "far", "Give a number from 15 to 30."),
        ("three_point_distance", "nan", "Give a number from 15 to 30."),
        ("home_court_enabled", "maybe", "Choose on or off."),
        ("three_point_value", "", "This field is required."),
    ],
)
def test_value_that_the_rule_cannot_have_is_named_at_its_field_and_stays(
    client, season, governor, parameter, value, says
):
    client.force_login(governor.user)
    fields = {"parameter": parameter, "value": value, "reason": "Because."}
    response = client.post(of_season("propose", season), fields)
    form = response.context["form"]

    assert response.status_code == 422
    assert form.errors == {"value": [says]}
    assert (form["value"].value(), form["reason"].value()) == (value, "Because.")
    assert Proposal.objects.count() == 0


@pytest.mark.parametrize(
    ("parameter", "typed", "value"),
    [
        ("three_point_value", " 4 ", 4),
        ("three_point_distance", "20,5", 20.5),
        ("home_court_enabled", "off", False),
    ],
)
def test_value_has_the_type_of_its_rule(client, season, governor, parameter, typed, value):
    client.force_login(governor.user)
    fields = {"parameter": parameter, "value": typed, "reason": "Because."}
    client.post(of_season("propose", season), fields)
    stored = Proposal.objects.get().new_value

    assert (type(stored), stored) == (type(value), value)


def test_proposal_that_the_league_refuses_keeps_what_was_typed(client, season, governor):
    client.force_login(governor.user)
    fields = {"parameter": "three_point_value", "value": "3", "reason": "As it is."}
    response = client.post(of_season("propose", season), fields)

    assert response.status_code == 409
    assertContains(response, "The rule has this value already.", status_code=409, count=1)
    assert response.context["form"]["reason"].value() == "As it is."


def test_member_without_a_team_may_try_but_not_propose(client, season):
    client.force_login(make_user())
    url = of_season("propose", season)
    fields = {"parameter": "elam_margin", "value": "9", "reason": "Why not"}

    assert client.get(url).status_code == 200
    assert client.post(url, fields | {"preview": "1"}).status_code == 200
    assert client.post(url, fields).status_code == 403


def test_propose_page_shows_every_rule_once_by_tier(client, season, governor):
    client.force_login(governor.user)
    response = client.get(of_season("propose", season))
    tiers = response.context["tiers"]

    assert [(tier.number, tier.cost, tier.threshold) for tier in tiers] == [
        (1, 1, 0.5),
        (2, 1, 0.5),
        (3, 1, 0.6),
        (4, 1, 0.6),
    ]
    assert sorted(rule.parameter.name for tier in tiers for rule in tier.rules) == sorted(
        name for name in rules_of(season) if name != "version"
    )


def test_preview_replays_the_round_and_stores_nothing(client, season, governor):
    client.force_login(governor.user)
    before = last_number(season)
    fields = {"parameter": "three_point_value", "value": "9", "reason": "", "preview": "1"}
    response = client.post(of_season("propose", season), fields)
    preview = response.context["trial"].preview
    points = next(figure for figure in preview.figures if figure.name == "Points")

    assert response.status_code == 200
    assert (preview.round_number, preview.is_played, len(preview.games)) == (1, False, 2)
    assert points.after > points.before
    assert response.context["form"].errors == {}
    assert last_number(season) == before


def test_preview_says_why_a_value_cannot_be_tried(client, season, governor):
    client.force_login(governor.user)
    url = of_season("propose", season)
    trials = {
        value: client.get(url, {"parameter": parameter, "value": value}).context["trial"]
        for parameter, value in [
            ("three_point_value", "11"),
            ("free_throw_value", "1"),
            ("playoff_teams", "6"),
        ]
    }

    assert [(trial.fault, trial.note) for trial in trials.values()] == [
        ("Give a whole number from 1 to 10.", ""),
        ("", "That is what the rule says today."),
        ("", "This rule is not about games: each would have ended as it did."),
    ]


def test_choosing_another_rule_begins_with_its_value_and_keeps_the_reason(client, season, governor):
    client.force_login(governor.user)
    fields = {"parameter": "home_court_enabled", "shown": "elam_margin", "value": "9"}
    response = client.post(
        of_season("propose", season),
        fields | {"reason": "Because.", "preview": "1"},
        headers=HTMX | {"HX-Target": "draft"},
    )
    form = response.context["form"]

    assert (form["value"].value(), form["reason"].value()) == ("on", "Because.")
    assertContains(response, "<form", count=1)
    assertNotContains(response, "<html")


def test_typing_a_value_swaps_the_preview_alone(client, season, governor):
    client.force_login(governor.user)
    fields = {"parameter": "elam_margin", "value": "9", "preview": "1"}
    headers = HTMX | {"HX-Target": "preview"}
    response = client.post(of_season("propose", season), fields, headers=headers)

    assertContains(response, 'id="preview"', count=1)
    assertNotContains(response, "<form")


def test_games_of_a_round_that_is_being_shown_are_not_in_a_preview(client, season, governor):
    advance_round(season.pk)
    client.force_login(governor.user)
    fields = {"parameter": "elam_margin", "value": "9"}
    response = client.get(of_season("propose", season), fields)
    assert response.context["trial"].is_on_air is True
    assertNotContains(response, "Game by game")

    ScheduledGame.objects.filter(status="simulated").update(status="presented")
    assertContains(client.get(of_season("propose", season), fields), "Game by game", 1)


# What is done with a proposal


def test_confirming_puts_it_to_the_vote(client, governor):
    proposal = propose(governor, confirmed=False)
    client.force_login(governor.user)
    response = client.post(of_proposal("confirm", proposal))

    assertRedirects(response, of_proposal("proposal", proposal), fetch_redirect_response=False)
    proposal.refresh_from_db()
    assert proposal.status == "confirmed"


def test_confirming_twice_says_that_it_was_done(client, governor):
    proposal = propose(governor)
    client.force_login(governor.user)
    response = client.post(of_proposal("confirm", proposal))

    text = "Only a proposal that waits for it can be confirmed."
    assertContains(response, text, status_code=409, count=1)


def test_taking_a_proposal_back_before_the_vote_costs_nothing(client, governor):
    proposal = propose(governor, confirmed=False)
    client.force_login(governor.user)
    client.post(of_proposal("cancel", proposal))

    proposal.refresh_from_db()
    assert (proposal.status, tokens_of(governor).propose) == ("cancelled", 2)


def test_another_governor_does_nothing_with_a_proposal_that_is_not_theirs(client, season, governor):
    proposal = propose(governor, confirmed=False)
    (other,) = join(season, team=1)
    client.force_login(other.user)
    before = last_number(season)
    acts = ("confirm", "cancel")

    assert [client.post(of_proposal(act, proposal)).status_code for act in acts] == [403, 403]
    proposal.refresh_from_db()
    assert (proposal.status, last_number(season)) == ("submitted", before)


ACTS = ["confirm", "cancel", "amend", "vote", "repeal", "veto"]


@pytest.mark.usefixtures("undrawn_pages")
def test_stranger_does_nothing_with_a_proposal(client, season, governor):
    proposal = propose(governor)
    before = last_number(season)
    fields = {"supports": "yes", "reason": "So", "parameter": "elam_margin", "value": "9"}
    addresses = [of_proposal(act, proposal) for act in ACTS]
    guest = [client.post(address, fields) for address in addresses]
    client.force_login(join(running_season(seed=5))[0].user)
    found = {act: client.post(of_proposal(act, proposal), fields).status_code for act in ACTS}

    assert [(answer.status_code, answer.url) for answer in guest] == [
        (302, f"/accounts/login/?next={address}") for address in addresses
    ]
    assert found == dict.fromkeys(ACTS, 403)
    assert last_number(season) == before


def test_acts_are_not_done_by_looking(client, governor):
    proposal = propose(governor)
    client.force_login(governor.user)
    acts = [act for act in ACTS if act != "amend"]
    found = {act: client.get(of_proposal(act, proposal)).status_code for act in acts}

    assert found == dict.fromkeys(acts, 405)


def test_voting_keeps_the_vote_and_may_boost_it(client, governor):
    proposal = propose(governor)
    client.force_login(governor.user)
    response = client.post(of_proposal("vote", proposal), {"supports": "no", "boost": "on"})
    vote = Vote.objects.get()

    assertRedirects(response, of_proposal("proposal", proposal), fetch_redirect_response=False)
    assert (vote.vote, vote.boost_used, tokens_of(governor).boost) == ("no", True, 1)
    assertContains(client.get(response.url), "You voted no, boosted.", 1)


def test_voting_by_htmx_answers_with_the_ballot_alone(client, governor):
    proposal = propose(governor)
    client.force_login(governor.user)
    response = client.post(of_proposal("vote", proposal), {"supports": "yes"}, headers=HTMX)

    assert response.status_code == 200
    assertContains(response, f'id="ballot-{proposal.pk}"', count=1)
    assertContains(response, "You voted yes.", count=1)
    assertNotContains(response, "<html")


@pytest.mark.parametrize(("headers", "status"), [({}, 409), (HTMX, 200)])
def test_vote_after_the_window_is_refused_with_a_sentence(
    client, season, governor, headers, status
):
    proposal = propose(governor)
    close_window(season.pk)
    client.force_login(governor.user)
    response = client.post(of_proposal("vote", proposal), {"supports": "yes"}, headers=headers)

    assertContains(response, "The Floor is closed just now.", status_code=status, count=1)


def test_vote_that_is_neither_yes_nor_no_is_refused(client, governor):
    proposal = propose(governor)
    client.force_login(governor.user)
    response = client.post(of_proposal("vote", proposal), {"supports": "maybe"})

    assertContains(response, "Choose yes or no.", status_code=422, count=1)
    assert Vote.objects.count() == 0


def test_amending_changes_what_it_asks_for(client, season, governor):
    proposal = propose(governor)
    (other,) = join(season, team=1)
    client.force_login(other.user)
    url = of_proposal("amend", proposal)
    assert client.get(url).context["form"]["value"].value() == "4"

    fields = {"parameter": "three_point_value", "value": "5", "reason": "One more."}
    assertRedirects(
        client.post(url, fields), of_proposal("proposal", proposal), fetch_redirect_response=False
    )
    proposal.refresh_from_db()
    assert (proposal.new_value, proposal.amendments) == (5, 1)
    assert tokens_of(other).amend == 1


def test_amending_to_the_same_is_refused_and_what_was_typed_stays(client, governor):
    proposal = propose(governor)
    client.force_login(governor.user)
    fields = {"parameter": "three_point_value", "value": "4", "reason": "The same."}
    response = client.post(of_proposal("amend", proposal), fields)

    text = "This is what the proposal asks for already."
    assertContains(response, text, status_code=409, count=1)
    assert response.context["form"]["reason"].value() == "The same."


def test_repealing_makes_a_proposal_that_takes_the_rule_back(client, season, governor):
    enacted = decided(season, governor)
    client.force_login(governor.user)
    response = client.post(of_proposal("repeal", enacted), {"reason": "Enough."})
    repeal = Proposal.objects.get(repeal_of=enacted)

    assertRedirects(response, of_proposal("proposal", repeal), fetch_redirect_response=False)
    assert (repeal.old_value, repeal.new_value) == (4, 3)


@pytest.mark.parametrize(
    ("reason", "status", "says"),
    [
        ("", 422, "This field is required."),
        ("Enough.", 409, "This proposal has no rule in force that could be taken back."),
    ],
)
def test_repeal_that_cannot_be_is_refused_at_its_form(
    client, season, governor, reason, status, says
):
    failed = propose(governor)
    client.force_login(governor.user)
    response = client.post(of_proposal("repeal", failed), {"reason": reason})

    assert response.status_code == status
    errors = response.context["repeal_form"].errors
    assert [message for messages in errors.values() for message in messages] == [says]


def test_commissioner_stops_a_proposal_with_a_reason(client, season, governor):
    proposal = propose(governor)
    client.force_login(commissioner())
    client.post(of_proposal("veto", proposal), {"reason": "Not while I am here."})

    proposal.refresh_from_db()
    assert (proposal.status, tokens_of(governor).propose) == ("vetoed", 2)
    page = client.get(of_proposal("proposal", proposal))
    assertContains(page, "A commissioner stopped it: Not while I am here.", 1)


def test_veto_without_a_reason_is_refused_at_its_form(client, governor):
    proposal = propose(governor)
    client.force_login(commissioner())
    response = client.post(of_proposal("veto", proposal), {"reason": ""})

    assert response.status_code == 422
    assert response.context["veto_form"].errors == {"reason": ["This field is required."]}


def test_only_a_commissioner_is_offered_the_veto(client, governor):
    url = of_proposal("proposal", propose(governor))
    client.force_login(governor.user)
    assertNotContains(client.get(url), "Stop this proposal")

    client.force_login(commissioner())
    assertContains(client.get(url), "Stop this proposal", 1)


# The page of a proposal


def test_proposal_tells_its_history_and_hides_open_votes(client, season, governor):
    proposal = propose(governor)
    cast_vote(proposal, governor=governor, supports=True)
    response = client.get(of_proposal("proposal", proposal))

    assertContains(response, "Governor proposed a change: Three point value from 3 to 4.", 1)
    assertContains(response, "Somebody voted.", 1)
    assertNotContains(response, "Governor voted yes.")
    assert list(response.context["votes"]) == []


def test_decided_proposal_shows_who_voted_how_and_what_followed(client, season, governor):
    proposal = decided(season, governor)
    response = client.get(of_proposal("proposal", proposal))

    assert [vote.governor for vote in response.context["votes"]] == [governor]
    assertContains(response, "Governor voted yes.", 1)
    assertContains(response, "The votes: yes Governor; no nobody.", 1)
    assertContains(response, "The rule changed: Three point value from 3 to 4.", 1)
    assert response.context["is_in_force"] is True


def test_members_see_what_a_proposal_would_have_done_when_they_ask(client, governor):
    url = of_proposal("proposal", propose(governor))
    assert client.get(url, {"preview": "1"}).context["trial"] is None

    client.force_login(make_user())
    assert client.get(url).context["trial"] is None
    assert client.get(url, {"preview": "1"}).context["trial"].preview.round_number == 1


# The rule book


def test_rule_book_has_each_rule_with_its_history(client, season, governor):
    enacted = decided(season, governor)
    repeal = submit_repeal(governor, enacted=enacted, reason="Enough.")
    client.force_login(governor.user)
    client.post(of_proposal("confirm", repeal))
    client.post(of_proposal("vote", repeal), {"supports": "yes"})
    close_window(season.pk)
    tiers = client.get(of_season("rules", season)).context["tiers"]
    rules = {rule.parameter.name: rule for tier in tiers for rule in tier.rules}
    rule = rules.pop("three_point_value")

    assert (rule.value, rule.first_value, rule.is_changed) == (3, 3, False)
    assert [(step.old_value, step.new_value, step.reason) for step in rule.history] == [
        (3, 4, ""),
        (4, 3, "The governors voted to repeal it."),
    ]
    assert {step.proposal_id for step in rule.history} == {str(enacted.pk)}
    assert [each for each in rules.values() if each.history or each.is_changed] == []


def test_rule_book_links_what_is_proposed(client, season, governor):
    proposal = propose(governor)
    response = client.get(of_season("rules", season))

    assertContains(response, of_proposal("proposal", proposal), 1)


# Queries


def busy(season, governors, values):
    """Each governor proposes something, and everybody votes on it."""
    for governor, value in zip(governors, values, strict=True):
        proposal = propose(governor, "elam_margin", value)
        for voter in governors:
            cast_vote(proposal, governor=voter, supports=voter != governor)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_number_of_queries_of_no_page_grows_with_the_season(client, season, governor):
    governors = [governor]
    visitors = {
        "guest": client,
        "governor": signed_in(governor.user),
        "commissioner": signed_in(commissioner()),
    }
    names = ["floor", "rules", "governors", "log", "mirrors"]

    def counts():
        return {
            (who, name): queries_of(visitor, of_season(name, season))
            for who, visitor in visitors.items()
            for name in names
        }

    # A change that passed, and one that is put to the vote; then three of each.
    busy(season, governors, [20])
    advance_round(season.pk)
    busy(season, governors, [21])
    few = counts()
    governors += join(season, 2, team=1)
    busy(season, governors, [22, 23, 24])
    advance_round(season.pk)
    busy(season, governors, [25, 26, 27])

    assert counts() == few


@pytest.mark.parametrize("is_open", [True, False])
def test_number_of_queries_of_a_proposal_does_not_grow_with_its_votes(
    client, season, governor, is_open
):
    governors = [governor, *join(season, 2, team=1)]
    client.force_login(governor.user)
    counts = []
    for voters in (1, 3):
        proposal = propose(governor, new_value=3 + voters)
        for voter in governors[:voters]:
            cast_vote(proposal, governor=voter, supports=True)
        if not is_open:
            close_window(season.pk)
            open_window(season.pk, round_number=season.governance_windows.count())
        counts.append(queries_of(client, of_proposal("proposal", proposal)))

    assert counts[0] == counts[1]


def test_number_of_queries_of_a_governor_s_page_does_not_grow_with_their_votes(
    client, season, governor
):
    governors = [governor]
    url = reverse("league:governor", args=[governor.pk])
    counts = []
    for values in ([20], [21, 22]):
        busy(season, governors, values)
        advance_round(season.pk)
        counts.append(queries_of(client, url))
        governors += join(season, team=1)

    assert counts[0] == counts[1]


def test_events_that_a_page_lists_are_those_of_its_season(client, season, governor):
    other = running_season(seed=5)
    (stranger,) = join(other)
    propose(stranger)
    propose(governor)
    response = client.get(of_season("log", season))
    numbers = {line.number for line, _ in response.context["lines"]}

    assert numbers == set(
        GovernanceEvent.objects.filter(season=season).values_list("sequence_number", flat=True)
    )
    assert len(event_types(season)) == len(numbers)
