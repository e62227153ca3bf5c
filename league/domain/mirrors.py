"""Reports of rounds, windows and seasons, made once each from what is stored."""

from uuid import UUID

from django.db.models import Prefetch

from league.models import (
    BoxScore,
    GameResult,
    GovernanceWindow,
    Governor,
    Mirror,
    Proposal,
    Vote,
)
from league.repository import clock, store_mirror, store_mirrors
from league.rules.documents.ruleset import PARAMETERS
from league.rules.mirrors import (
    Decision,
    GameSeen,
    Part,
    private_report,
    round_report,
    window_report,
)

Kind = Mirror.MirrorType


def reflect_on_round(season_id: UUID, number: int) -> None:
    """The report of a round that was played. It is there once, however often it is asked for."""
    about = {"season_id": season_id, "round_number": number, "mirror_type": Kind.SIMULATION}
    if Mirror.objects.filter(**about).exists():
        return
    games = [_seen(game) for game in _games(season_id, number)]
    if games:
        store_mirror(Mirror(**about, content=round_report(number, games), created_at=clock.now()))


def reflect_on_window(window: GovernanceWindow, decided: list[Proposal]) -> None:
    """What the governors decided, for all; and for each who took part, what they did themselves.

    Of a window in which nothing was decided there is nothing to say.
    """
    if not decided:
        return
    about = {
        "season_id": window.season_id,
        "round_number": window.round_number,
        "created_at": clock.now(),
    }
    public = Mirror(
        **about,
        mirror_type=Kind.GOVERNANCE,
        content=window_report(window.round_number, [_decision(each) for each in decided]),
    )
    private = [
        Mirror(
            **about,
            mirror_type=Kind.PRIVATE,
            governor_id=governor_id,
            team_id=team_id,
            content=private_report(window.round_number, part),
        )
        for (governor_id, team_id), part in _parts(window, decided).items()
    ]
    store_mirrors([public, *private])


def _games(season_id, number):
    games = GameResult.objects.filter(season=season_id, round_number=number)
    return (
        games.order_by("matchup_index")
        .defer("play_by_play", "ruleset_snapshot", "metadata")
        .select_related("home_team", "away_team")
        .prefetch_related(Prefetch("box_scores", _points()))
    )


def _points():
    return BoxScore.objects.select_related("agent").only("game", "points", "agent__name")


def _seen(game):
    home_won = game.winner_team_id == game.home_team_id
    winner, loser = (game.home_team, game.away_team)[:: 1 if home_won else -1]
    best = max(game.box_scores.all(), key=lambda line: (line.points, line.agent.name))
    return GameSeen(
        winner=winner.name,
        loser=loser.name,
        winner_score=max(game.home_score, game.away_score),
        loser_score=min(game.home_score, game.away_score),
        largest_lead=game.largest_lead,
        lead_changes=game.lead_changes,
        best_player=best.agent.name,
        best_points=best.points,
    )


def _decision(proposal):
    return Decision(
        rule=PARAMETERS[proposal.parameter].label,
        old_value=proposal.old_value,
        new_value=proposal.new_value,
        passed=proposal.status == Proposal.Status.PASSED,
        weighted_yes=proposal.weighted_yes,
        weighted_no=proposal.weighted_no,
        votes=proposal.yes + proposal.no,
        eligible=proposal.eligible,
    )


def _parts(window, decided):
    results = {each.pk: each.status == Proposal.Status.PASSED for each in decided}
    proposals = Proposal.objects.filter(window_id=window.pk).values_list("governor_id", flat=True)
    made = list(proposals)
    votes = {}
    for vote in Vote.objects.filter(proposal__in=results):
        votes.setdefault(vote.governor_id, []).append(
            (vote.vote == "yes") == results[vote.proposal_id]
        )
    took_part = Governor.objects.filter(pk__in={*made, *votes}, is_active=True).order_by("pk")
    return {
        (governor.pk, governor.team_id): Part(
            proposals=made.count(governor.pk),
            voted=len(votes.get(governor.pk, [])),
            decided=len(results),
            with_the_result=sum(votes.get(governor.pk, [])),
        )
        for governor in took_part
    }
