"""Plain functions: every default is visible here, every override in the test."""

from itertools import count
from uuid import UUID, uuid4

from django.utils import timezone

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
from league.rules.documents import (
    default_attributes,
    default_ruleset,
    default_season_config,
)

ONE, TWO = str(UUID(int=1)), str(UUID(int=2))
_numbers = count(1)


def make_league(**fields):
    return League.objects.create(**{"name": f"League {next(_numbers)}", **fields})


def make_season(**fields):
    return Season.objects.create(
        **{
            "league": fields.get("league") or make_league(),
            "name": f"Season {next(_numbers)}",
            "starting_ruleset": default_ruleset(),
            "current_ruleset": default_ruleset(),
            "config": default_season_config(),
            **fields,
        }
    )


def make_venue(**overrides):
    return {"name": "The Barn", "capacity": 1200, "surface": "hardwood", **overrides}


def make_team(**fields):
    return Team.objects.create(
        **{
            "season": fields.get("season") or make_season(),
            "name": f"Team {next(_numbers)}",
            "color": "#2f6f4f",
            "motto": "Once more",
            "venue": make_venue(),
            **fields,
        }
    )


def make_move(**overrides):
    return {
        "name": "Long way home",
        "gate": {"ego": 30},
        "trigger": "after_own_three",
        "effect": 0.15,
        **overrides,
    }


def make_agent(**fields):
    team = fields.get("team") or make_team()
    return Agent.objects.create(
        **{
            "team": team,
            "season": team.season,
            "name": f"Player {next(_numbers)}",
            "archetype": "sharpshooter",
            "backstory": "Learned to throw in the quarry.",
            "attributes": default_attributes(),
            "moves": [make_move()],
            **fields,
        }
    )


def make_governor(**fields):
    team = fields["team"] if "team" in fields else make_team()
    return Governor.objects.create(
        **{
            "discord_user_id": f"{next(_numbers):018}",
            "discord_username": "Ada",
            "team": team,
            "season": team and team.season,
            **fields,
        }
    )


def make_governance_event(**fields):
    governor = fields["governor"] if "governor" in fields else make_governor()
    return GovernanceEvent.objects.create(
        **{
            "event_type": "vote.cast",
            "aggregate_type": "proposal",
            "aggregate_id": str(uuid4()),
            "season": fields.get("season") or governor.season,
            "round_number": 3,
            "governor": governor,
            "team": governor and governor.team,
            "payload": {"vote": "yes", "weight": 0.5, "boost_used": False},
            **fields,
        }
    )


def make_token_balance(**fields):
    governor = fields.get("governor") or make_governor()
    return TokenBalance.objects.create(
        **{
            "season": governor.season,
            "governor": governor,
            "propose": 2,
            "amend": 2,
            "boost": 2,
            **fields,
        }
    )


def make_governance_window(**fields):
    return GovernanceWindow.objects.create(
        **{
            "season": fields.get("season") or make_season(),
            "round_number": 3,
            "opened_at": timezone.now(),
            **fields,
        }
    )


def make_proposal(**fields):
    """One that is put to the vote. Its row alone: the log knows nothing of it."""
    governor = fields.get("governor") or make_governor()
    return Proposal.objects.create(
        **{
            "season": governor.season,
            "governor": governor,
            "team": governor.team,
            "round_number": 3,
            "status": "confirmed",
            "parameter": "elam_margin",
            "old_value": 15,
            "new_value": 20,
            "text": "A longer race to the end.",
            "tier": 1,
            "token_cost": 1,
            "submitted_at": timezone.now(),
            "confirmed_at": timezone.now(),
            **fields,
        }
    )


def make_decided_proposal(**fields):
    return make_proposal(
        **{
            "status": "passed",
            "decided_at": timezone.now(),
            "yes": 3,
            "no": 1,
            "eligible": 8,
            "weighted_yes": 1.5,
            "weighted_no": 0.5,
            "threshold": 0.5,
            "rule_state": "enacted",
            **fields,
        }
    )


def make_vote(**fields):
    proposal = fields.get("proposal") or make_proposal()
    governor = fields.get("governor") or make_governor(team=make_team(season=proposal.season))
    return Vote.objects.create(
        **{
            "proposal": proposal,
            "governor": governor,
            "team": governor.team,
            "vote": "yes",
            "weight": 0.5,
            "cast_at": timezone.now(),
            **fields,
        }
    )


def make_trade(**fields):
    giver = fields.get("from_governor") or make_governor()
    taker = fields.get("to_governor") or make_governor(team=make_team(season=giver.season))
    return Trade.objects.create(
        **{
            "season": giver.season,
            "from_governor": giver,
            "to_governor": taker,
            "offered_propose": 1,
            "requested_boost": 2,
            "status": "offered",
            "offered_at": timezone.now(),
            **fields,
        }
    )


def make_matchup(**fields):
    """What a planned game and a played one have in common."""
    season = fields.get("season") or make_season()
    return {
        "season": season,
        "round_number": 1,
        "matchup_index": 0,
        "home_team": fields.get("home_team") or make_team(season=season),
        "away_team": fields.get("away_team") or make_team(season=season),
        **fields,
    }


def make_play(**overrides):
    return {
        "quarter": 1,
        "number": 1,
        "offense": "home",
        "action": "three",
        "result": "made",
        "points": 3,
        "score": [3, 0],
        "player": 0,
        **overrides,
    }


def make_play_by_play(*plays):
    return {"players": [ONE, TWO], "plays": list(plays)}


def make_game_result(**fields):
    matchup = make_matchup(**fields)
    return GameResult.objects.create(
        **{
            "home_score": 62,
            "away_score": 58,
            "winner_team": matchup["home_team"],
            "seed": 42,
            "ruleset_snapshot": default_ruleset(),
            "quarter_scores": [
                {"quarter": 1, "home": 30, "away": 28},
                {"quarter": 2, "home": 32, "away": 30},
            ],
            "elam_target": 62,
            "elam_possessions": 21,
            "total_possessions": 103,
            "lead_changes": 9,
            "largest_lead": 11,
            "metadata": {"ending": "target", "stats": {ONE: {"blocks": 2}}},
            "play_by_play": make_play_by_play(make_play()),
            **matchup,
        }
    )


def make_box_score(**fields):
    game = fields.get("game") or make_game_result()
    team = fields.get("team") or game.home_team
    return BoxScore.objects.create(
        **{
            "game": game,
            "agent": fields.get("agent") or make_agent(team=team),
            "team": team,
            "minutes": 24.5,
            "points": 19,
            "field_goals_made": 7,
            "field_goals_attempted": 15,
            "three_pointers_made": 3,
            "three_pointers_attempted": 8,
            "free_throws_made": 2,
            "free_throws_attempted": 2,
            "rebounds": 6,
            "assists": 4,
            "steals": 1,
            "turnovers": 2,
            "fouls": 3,
            "plus_minus": -5,
            **fields,
        }
    )


def make_commentary(**fields):
    return Commentary.objects.create(
        **{
            "game": fields.get("game") or make_game_result(),
            "possession_index": 0,
            "quarter": 1,
            "commentary_text": "It goes in, and the hall comes down.",
            "energy": "high",
            "tags": ["three"],
            **fields,
        }
    )


def make_scheduled_game(**fields):
    return ScheduledGame.objects.create(**make_matchup(**fields))


def make_mirror(**fields):
    return Mirror.objects.create(
        **{
            "season": fields.get("season") or make_season(),
            "round_number": 1,
            "mirror_type": "simulation",
            "content": "The round belonged to those who passed.",
            "context_snapshot": {"games": 4},
            **fields,
        }
    )
