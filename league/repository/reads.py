"""What may be asked of a league, and its texts.

Where something is asked for by its id and is not there, the model's ``DoesNotExist`` is raised.
"""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db.models import F

from league.models import (
    Agent,
    GameResult,
    Governor,
    Mirror,
    Proposal,
    Season,
    Team,
    TokenBalance,
    Vote,
)
from league.models.projections import COUNTED
from league.rules.documents.ruleset import Ruleset
from league.rules.documents.season import SeasonConfig
from league.rules.governance import CountedVote, Tally, tally, threshold_of
from league.rules.projections import Balance


def get_token_balance(governor_id: UUID) -> Balance:
    """What the governor may spend in their season."""
    balances = TokenBalance.objects.filter(governor=governor_id, season=F("governor__season"))
    if found := balances.values_list(*Balance._fields).first():
        return Balance._make(found)
    return Balance(Governor.objects.get(pk=governor_id).season_id, governor_id)


def get_current_ruleset(season_id: UUID) -> Ruleset:
    rules = Season.objects.values_list("current_ruleset", flat=True).get(pk=season_id)
    return Ruleset.model_validate(rules)


def get_proposal(proposal_id: UUID) -> Proposal:
    return Proposal.objects.select_related("governor", "team").get(pk=proposal_id)


def get_active_proposals(season_id: UUID) -> list[Proposal]:
    """Those that are put to the vote, in the order in which they will be decided."""
    confirmed = Proposal.objects.filter(season=season_id, status=Proposal.Status.CONFIRMED)
    in_order = confirmed.order_by("confirmed_at", "submitted_at", "pk")
    return list(in_order.select_related("governor", "team"))


def get_vote_tally(proposal_id: UUID) -> Tally:
    """How the vote came out; while it is open, how it would if the window closed now."""
    proposal = Proposal.objects.select_related("season").get(pk=proposal_id)
    votes = Vote.objects.filter(proposal=proposal).order_by("cast_at", "pk")
    quorum = SeasonConfig.model_validate(proposal.season.config).governance.quorum
    if proposal.threshold is not None:
        return _decided_tally(proposal, votes, quorum)
    rules = Ruleset.model_validate(proposal.season.current_ruleset)
    threshold = threshold_of(proposal.tier, rules)
    teams = _active_by_team(proposal.season_id)
    return tally(votes, teams, threshold=threshold, quorum=quorum)


def _decided_tally(proposal, votes, quorum):
    """What counted then, whoever has joined or left since."""
    passes = proposal.status == Proposal.Status.PASSED
    return Tally(
        votes=tuple(
            CountedVote(vote.governor_id, vote.vote, vote.weight, vote.boost_used)
            for vote in votes
            if vote.weight
        ),
        **{name: getattr(proposal, name) for name in COUNTED},
        has_quorum=passes or proposal.yes + proposal.no >= quorum * proposal.eligible,
        passes=passes,
    )


def _active_by_team(season_id):
    teams = defaultdict(list)
    active = Governor.objects.filter(season=season_id, is_active=True, team__isnull=False)
    for team_id, governor_id in active.values_list("team_id", "pk"):
        teams[team_id].append(governor_id)
    return teams


def get_game_result(game_id: UUID) -> GameResult:
    """With its teams; box scores and players come with one more query each."""
    games = GameResult.objects.select_related("home_team", "away_team", "winner_team")
    return games.prefetch_related("box_scores__agent").get(pk=game_id)


def get_team(team_id: UUID) -> Team:
    return Team.objects.select_related("season").get(pk=team_id)


def get_agent(agent_id: UUID) -> Agent:
    return Agent.objects.select_related("team", "season").get(pk=agent_id)


def get_mirror(mirror_id: UUID) -> Mirror:
    return Mirror.objects.select_related("season", "team", "governor").get(pk=mirror_id)


def store_mirror(mirror: Mirror) -> Mirror:
    """As ``store_mirrors``, for a single one."""
    return store_mirrors([mirror])[0]


def store_mirrors(mirrors: Sequence[Mirror]) -> list[Mirror]:
    """Raises ``ValidationError`` where one of them is not as a mirror should be."""
    for mirror in mirrors:
        mirror.clean_fields(exclude=["season", "team", "governor"])
    return Mirror.objects.bulk_create(mirrors)
