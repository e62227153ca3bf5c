"""What staff do with the tables of the league, beyond what holds for every table."""

import csv
import io
import json

import pytest
from django.urls import reverse

from accounts.tests.factories import make_admin, make_user
from league.domain.votes import cast_vote
from league.domain.windows import close_window
from league.models import Agent, GovernanceEvent, Season, Team
from league.rules.documents import default_ruleset, default_season_config
from league.tests.factories import (
    make_agent,
    make_box_score,
    make_governance_event,
    make_governor,
    make_league,
    make_mirror,
    make_season,
    make_team,
    make_venue,
)
from league.tests.seasons import join, propose, running_season

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.force_login(make_admin())
    return client


def page(name, *args):
    return reverse(f"admin:league_{name}", args=args)


def no_rows(*prefixes):
    counts = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    return {f"{prefix}-{name}": n for prefix in prefixes for name, n in counts.items()}


def season_form(league, **fields):
    return {
        "league": str(league.pk),
        "name": "First",
        "status": "setup",
        "starting_ruleset": json.dumps(default_ruleset()),
        "config": json.dumps(default_season_config()),
        "completed_at_0": "",
        "completed_at_1": "",
        **no_rows("teams"),
        **fields,
    }


def errors_of(response):
    return response.context["adminform"].form.errors


def test_new_season_begins_with_the_rules_of_its_first_day(staff):
    rules = {**default_ruleset(), "elam_margin": 25}

    form = season_form(make_league(), starting_ruleset=json.dumps(rules))
    response = staff.post(page("season_add"), form)

    assert response.status_code == 302
    season = Season.objects.get()
    assert (season.starting_ruleset, season.current_ruleset) == (rules, rules)


def test_faulty_rule_is_named_at_its_field(staff):
    form = season_form(make_league(), starting_ruleset='{"elam_margin": 99}')
    response = staff.post(page("season_add"), form)

    assert errors_of(response) == {
        "starting_ruleset": ["elam_margin: Input should be less than or equal to 40"]
    }


def test_rules_of_a_running_season_are_not_typed(staff):
    season = make_season(status="active")
    form = season_form(season.league, status="active", starting_ruleset="{}", current_ruleset="{}")

    response = staff.post(page("season_change", season.pk), form)

    assert response.status_code == 302
    season.refresh_from_db()
    assert season.name == "First"
    assert (season.starting_ruleset, season.current_ruleset) == (default_ruleset(),) * 2


def test_page_says_why_a_season_cannot_be_deleted(staff):
    team = make_team(name="Otters")

    response = staff.post(page("season_delete", team.season.pk), {"post": "yes"})

    assert response.status_code == 200
    text = response.content.decode()
    assert "1 team refers to the season (by season)" in text
    assert page("team_change", team.pk) in text
    assert list(Season.objects.all()) == [team.season]


def test_player_added_on_the_page_of_a_team_plays_in_its_season(staff):
    team = make_team()
    form = {
        "season": str(team.season.pk),
        "name": team.name,
        "color": team.color,
        "motto": team.motto,
        "venue": json.dumps(team.venue),
        **no_rows("agents", "governors"),
        "agents-TOTAL_FORMS": 1,
        "agents-0-name": "Kit",
        "agents-0-archetype": "oracle",
        "agents-0-is_active": "on",
    }

    response = staff.post(page("team_change", team.pk), form)

    assert response.status_code == 302
    player = Agent.objects.get()
    assert (player.name, player.team, player.season) == ("Kit", team, team.season)


def as_csv(*rows):
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


@pytest.mark.usefixtures("undrawn_pages")
def test_teams_are_imported_after_a_dry_run(staff):
    season = make_season(name="First")
    make_team(season=season, name="Otters", motto="Old")
    text = as_csv(
        {"season": "First", "name": "Otters", "motto": "New", "venue": json.dumps(make_venue())},
        {"season": "First", "name": "Gulls", "motto": "", "venue": json.dumps(make_venue())},
    )

    staff.post(page("team_import"), {"text": text, "step": "check"})
    assert list(Team.objects.values_list("name", "motto")) == [("Otters", "Old")]

    staff.post(page("team_import"), {"text": text, "step": "import"})
    teams = Team.objects.order_by("name").values_list("name", "motto", "season__name")
    assert list(teams) == [("Gulls", "", "First"), ("Otters", "New", "First")]


@pytest.mark.usefixtures("undrawn_pages")
def test_faulty_lines_are_reported_and_nothing_is_half_written(staff):
    make_season(name="First")
    text = as_csv(
        {"season": "First", "name": "Otters", "color": "", "venue": '{"city": "Quay"}'},
        {"season": "Second", "name": "Gulls", "color": "", "venue": ""},
        {"season": "First", "name": "Crows", "color": "black", "venue": ""},
        {"season": "First", "name": "Foxes", "color": "", "venue": ""},
    )

    response = staff.post(page("team_import"), {"text": text, "step": "import"})

    faults = {line.number: line.faults for line in response.context_data["report"].faulty}
    assert faults == {
        2: [("venue", "name: Field required")],
        3: [("season", "No season is called “Second”.")],
        4: [("color", "Give a colour such as #2f6f4f.")],
    }
    assert Team.objects.count() == 0


@pytest.mark.usefixtures("undrawn_pages")
@pytest.mark.parametrize(("make", "table"), [(make_team, "team"), (make_agent, "agent")])
def test_export_can_be_imported_and_changes_nothing(staff, make, table):
    row = make()
    before = type(row).objects.values().get()
    exported = staff.get(page(f"{table}_export", "csv"))
    text = b"".join(exported.streaming_content).decode()

    response = staff.post(page(f"{table}_import"), {"text": text, "step": "check"})

    assert [line.outcome for line in response.context_data["report"].lines] == ["unchanged"]
    assert type(row).objects.values().get() == before


@pytest.mark.usefixtures("undrawn_pages")
def test_log_is_for_reading(staff):
    event = make_governance_event()
    pages = [
        page("governanceevent_add"),
        page("governanceevent_change", event.pk),
        page("governanceevent_delete", event.pk),
    ]

    assert [staff.post(each, {"post": "yes"}).status_code for each in pages] == [403] * 3
    assert GovernanceEvent.objects.get() == event


@pytest.mark.usefixtures("undrawn_pages")
def test_log_is_found_by_proposal_and_governor(staff):
    event = make_governance_event(
        governor=make_governor(discord_username="Ada"), aggregate_id="p-1"
    )
    make_governance_event(governor=make_governor(discord_username="Bo"), aggregate_id="p-2")

    for query in ("p-1", "Ada"):
        response = staff.get(page("governanceevent_changelist"), {"q": query})
        assert list(response.context_data["cl"].result_list) == [event]


@pytest.mark.usefixtures("undrawn_pages")
def test_governor_is_found_by_the_address_of_the_account(staff):
    governor = make_governor(user=make_user(email="ada@story.example"))
    make_governor()

    response = staff.get(page("governor_changelist"), {"q": "@story.example"})

    assert list(response.context_data["cl"].result_list) == [governor]


def test_page_of_a_game_shows_its_box_scores(staff):
    box_score = make_box_score()

    text = staff.get(page("gameresult_change", box_score.game.pk)).content.decode()

    assert box_score.agent.name in text


def test_private_mirror_is_not_for_staff(staff):
    governor = make_governor()
    secret = {"content": "You were alone.", "context_snapshot": {"wins": "a-dozen"}}
    mirrors = [
        make_mirror(**secret),
        make_mirror(mirror_type="private", governor=governor, season=governor.season, **secret),
    ]

    texts = [staff.get(page("mirror_change", each.pk)).content.decode() for each in mirrors]
    found = [("You were alone." in text, "a-dozen" in text) for text in texts]
    assert found == [(True, True), (False, False)]
    found = staff.get(page("mirror_changelist"), {"q": "alone"}).context["cl"].result_list
    assert list(found) == []


def test_vote_is_secret_in_the_admin_too_until_it_is_revealed(client):
    season = running_season()
    (governor,) = join(season)
    proposal = propose(governor)
    cast_vote(proposal, governor=governor, supports=True)
    vote = GovernanceEvent.objects.get(event_type="vote.cast")
    client.force_login(make_admin())
    url = reverse("admin:league_governanceevent_change", args=[vote.pk])

    assert "Secret until the window closes." in client.get(url).content.decode()
    close_window(season.pk)
    page = client.get(url).content.decode()
    assert "Secret" not in page
    assert "boost_used" in page
