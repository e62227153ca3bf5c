from django.urls import include, path

from league.views import (
    archive,
    commissioner,
    export,
    floor,
    games,
    governors,
    home,
    leaders,
    log,
    mirrors,
    players,
    proposals,
    rounds,
    rules,
    seasons,
    teams,
    trades,
)

app_name = "league"

of_a_season = [
    path("", seasons.season, name="season"),
    path("schedule/", seasons.schedule, name="schedule"),
    path("standings/", seasons.standings, name="standings"),
    path("bracket/", seasons.playoffs, name="bracket"),
    path("rounds/<int:number>/", rounds.round_of_season, name="round"),
    path("leaders/", leaders.stat_leaders, name="leaders"),
    path("archive/", archive.archive, name="archive"),
    path("export.json", export.export, name="export"),
    path("start/", commissioner.start, name="start"),
    path("advance/", commissioner.advance, name="advance"),
    path("next/", commissioner.next_season, name="next_season"),
]

# Where the rules are made.
floor_of_a_season = [
    path("floor/", floor.floor, name="floor"),
    path("floor/propose/", floor.propose, name="propose"),
    path("rules/", rules.rules, name="rules"),
    path("governors/", governors.governors, name="governors"),
    path("trades/", trades.trades, name="trades"),
    path("mirrors/", mirrors.mirrors, name="mirrors"),
    path("log/", log.log, name="log"),
]
of_a_proposal = [
    path("", proposals.proposal, name="proposal"),
    path("confirm/", proposals.confirm, name="confirm"),
    path("cancel/", proposals.cancel, name="cancel"),
    path("amend/", proposals.amend, name="amend"),
    path("vote/", proposals.vote, name="vote"),
    path("repeal/", proposals.repeal, name="repeal"),
    path("veto/", proposals.veto, name="veto"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("found/", commissioner.found, name="found"),
    path("seasons/<uuid:season>/", include(of_a_season)),
    path("games/<uuid:game>/", games.game, name="game"),
    path("teams/<uuid:team>/", teams.team, name="team"),
    path("players/<uuid:player>/", players.player, name="player"),
    path("seasons/<uuid:season_id>/", include(floor_of_a_season)),
    path("proposals/<uuid:proposal_id>/", include(of_a_proposal)),
    path("governors/<uuid:governor_id>/", governors.governor, name="governor"),
    path("governors/<uuid:governor_id>/leave/", governors.leave, name="leave"),
    path("teams/<uuid:team_id>/join/", governors.join, name="join"),
    path("trades/<uuid:trade_id>/accept/", trades.accept, name="accept"),
    path("trades/<uuid:trade_id>/reject/", trades.reject, name="reject"),
]
