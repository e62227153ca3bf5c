"""A season with people in it, brought to a point by the same verbs that people use."""

from random import Random

from accounts.tests.factories import make_user
from league.domain.founding import found_league
from league.domain.governors import join_team
from league.domain.proposals import confirm_proposal, submit_proposal
from league.domain.seasons import start_season
from league.models import GovernanceEvent, Governor, Season
from league.repository import get_token_balance
from league.rules.documents.season import TOKEN_TYPES, Tokens

SEED = 11


def found_season(*, teams=4, seed=SEED, rules=None, **governance):
    season = found_league("The League", season_name="First", teams=teams, rng=Random(seed))
    if rules:
        season.starting_ruleset = season.current_ruleset = season.current_ruleset | rules
        season.save()
    if governance:
        season.config = {
            **season.config,
            "governance": {**season.config["governance"], **governance},
        }
        season.save()
    return season


def running_season(**options):
    return start_season(found_season(**options).pk)


# A game is over after a quarter of three minutes and five points more.
SHORT_GAMES = {"quarter_minutes": 3, "elam_trigger_quarter": 1, "elam_margin": 5}
SHORT_SEASON = {
    "round_robins_per_season": 1,
    "playoff_semis_best_of": 1,
    "playoff_finals_best_of": 1,
}


def short_season(*, rules=None, **options):
    """A season of short games whose end is near: each meets each once, each playoff is one game."""
    return running_season(rules=SHORT_GAMES | SHORT_SEASON | (rules or {}), **options)


def join(season, count=1, *, team=0):
    """``count`` new governors, in teams one after the other from ``team`` on."""
    teams = list(season.teams.order_by("name"))
    places = [teams[(team + place) % len(teams)] for place in range(count)]
    return [join_team(make_user(display_name="Governor"), each) for each in places]


def propose(governor, parameter="three_point_value", new_value=4, *, confirmed=True, **fields):
    proposal = submit_proposal(
        governor,
        parameter=parameter,
        new_value=new_value,
        **{"reason": "It would be more fun.", **fields},
    )
    if confirmed:
        confirm_proposal(proposal, governor=governor)
        proposal.refresh_from_db()
    return proposal


def rules_of(season):
    return Season.objects.get(pk=season.pk).current_ruleset


def event_types(season, *, after=0):
    events = GovernanceEvent.objects.filter(season=season, sequence_number__gt=after)
    return list(events.order_by("sequence_number").values_list("event_type", flat=True))


def last_number(season):
    newest = GovernanceEvent.objects.filter(season=season).order_by("-sequence_number")
    return newest.values_list("sequence_number", flat=True).first() or 0


def everybody(season):
    return list(Governor.objects.filter(season=season, is_active=True).order_by("joined_at", "pk"))


def tokens_of(governor):
    balance = get_token_balance(governor.pk)
    return Tokens(**{kind: getattr(balance, kind) for kind in TOKEN_TYPES})
