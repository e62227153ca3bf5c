"""The tables are as the league's specification has them, also for somebody who writes plain SQL."""

import json
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from accounts.tests.factories import make_user
from common.tests.schema_contract import differences
from league.models import (
    Agent,
    BoxScore,
    Commentary,
    GameResult,
    GovernanceEvent,
    GovernanceWindow,
    Governor,
    League,
    Mirror,
    Proposal,
    ScheduledGame,
    Season,
    Team,
    TokenBalance,
    Trade,
    Vote,
)
from league.tests import factories

CATALOGUE = json.loads((Path(__file__).parent / "schema" / "league.json").read_text())
pytestmark = pytest.mark.django_db


def make_private_mirror():
    governor = factories.make_governor()
    return factories.make_mirror(
        season=governor.season, mirror_type="private", governor=governor, team=governor.team
    )


def make_played_game():
    result = factories.make_game_result()
    return factories.make_scheduled_game(
        season=result.season,
        home_team=result.home_team,
        away_team=result.away_team,
        status="simulated",
        game_result=result,
    )


def make_repeal():
    return factories.make_proposal(repeal_of=factories.make_decided_proposal())


# A row of each table in which every foreign key refers to something.
MAKERS = {
    League: factories.make_league,
    Season: factories.make_season,
    Team: factories.make_team,
    Agent: factories.make_agent,
    Governor: factories.make_governor,
    GovernanceEvent: factories.make_governance_event,
    TokenBalance: factories.make_token_balance,
    GameResult: factories.make_game_result,
    BoxScore: factories.make_box_score,
    Commentary: factories.make_commentary,
    ScheduledGame: make_played_game,
    Mirror: make_private_mirror,
    GovernanceWindow: factories.make_governance_window,
    Proposal: make_repeal,
    Vote: factories.make_vote,
    Trade: factories.make_trade,
}
REFUSING = [
    (model, field.name)
    for model in MAKERS
    for field in model._meta.concrete_fields
    if field.is_relation and field.remote_field.on_delete is models.DO_NOTHING
]
TIMES = {"created_at", "updated_at", "joined_at"}
# What the database gives to a row of which only the rest is said.
DEFAULTS = {
    League: {},
    Season: {"status": "setup", "completed_at": None},
    Team: {"color": "", "motto": ""},
    Agent: {"backstory": "", "moves": [], "is_active": True},
    Governor: {"user": None, "team": None, "season": None, "left_at": None, "is_active": True},
    TokenBalance: {"propose": 0, "amend": 0, "boost": 0},
    GameResult: {"elam_target": None, "elam_possessions": None, "metadata": None},
    BoxScore: {},
    Commentary: {"tags": []},
    GovernanceWindow: {"closed_at": None},
    Vote: {"boost_used": False},
    Trade: {
        "offered_propose": 0,
        "offered_amend": 0,
        "offered_boost": 0,
        "requested_propose": 0,
        "requested_amend": 0,
        "requested_boost": 0,
        "settled_at": None,
    },
    ScheduledGame: {
        "phase": "regular",
        "series_id": None,
        "status": "scheduled",
        "game_result": None,
    },
    Mirror: {
        "round_number": None,
        "team": None,
        "context_snapshot": None,
        "token_count_input": None,
        "token_count_output": None,
        "latency_ms": None,
    },
}


def execute(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else None


def test_database_is_as_the_specification_says():
    assert differences(CATALOGUE, connection) == []


def test_every_table_of_the_room_is_covered_here():
    assert set(MAKERS) == set(apps.get_app_config("league").get_models())


@pytest.mark.parametrize("model", DEFAULTS, ids=lambda model: model.__name__)
def test_plain_sql_may_leave_out_what_has_a_default(model):
    row = MAKERS[model]()
    given = [
        field.column
        for field in model._meta.concrete_fields
        if field.name not in {"id", *TIMES, *DEFAULTS[model]}
    ]
    table, columns = model._meta.db_table, ", ".join(given)
    (values,) = execute(f"SELECT {columns} FROM {table} WHERE id = %s", row.pk.hex)
    execute(f"DELETE FROM {table}")

    execute(f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * len(given))})", *values)

    stored = model.objects.get()
    assert stored.pk.version == 4
    assert {name: getattr(stored, name) for name in DEFAULTS[model]} == DEFAULTS[model]
    assert None not in {getattr(stored, name, "") for name in TIMES}


@pytest.mark.parametrize(("model", "name"), REFUSING)
def test_row_that_another_refers_to_cannot_be_deleted_with_plain_sql(model, name):
    row = MAKERS[model]()
    target = model._meta.get_field(name).remote_field.model._meta.db_table
    key = getattr(row, f"{name}_id").hex

    execute(f"DELETE FROM {target} WHERE id = %s", key)

    with pytest.raises(IntegrityError):
        connection.check_constraints()
    transaction.set_rollback(True)


def test_governor_stays_when_the_account_goes():
    user = make_user()
    governor = factories.make_governor(user=user)

    execute("DELETE FROM users WHERE id = %s", user.pk.hex)
    connection.check_constraints()

    governor.refresh_from_db()
    assert governor.user_id is None


def test_account_of_a_governor_can_be_deleted():
    user = make_user()
    governor = factories.make_governor(user=user)

    user.delete()

    assert Governor.objects.get() == governor
