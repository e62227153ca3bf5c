import pytest

from accounts.tests.factories import make_user
from league.domain.errors import AlreadyGovernsError, NotAGovernorError, SeasonNotOpenError
from league.domain.governors import join_team, leave_team
from league.models import Season
from league.rules.documents.season import Tokens
from league.tests.seasons import event_types, found_season, join, tokens_of

pytestmark = pytest.mark.django_db


def test_newcomer_has_a_name_a_team_and_tokens(season):
    team = season.teams.first()
    governor = join_team(make_user(display_name="Ash"), team)

    assert (governor.discord_username, governor.team, governor.is_active) == ("Ash", team, True)
    assert tokens_of(governor) == Tokens(propose=2, amend=2, boost=2)
    assert event_types(season)[-4:] == ["governor.joined", *["token.regenerated"] * 3]


def test_season_can_be_joined_before_it_starts():
    (governor,) = join(found_season())

    assert governor.is_active


def test_one_person_has_one_team(season):
    first, second = season.teams.all()[:2]
    user = make_user()
    join_team(user, first)

    for team in (first, second):
        with pytest.raises(AlreadyGovernsError) as refusal:
            join_team(user, team)
        assert str(refusal.value) == f"You belong to {first.name} already."


def test_who_comes_back_has_what_they_had_and_nothing_new(season):
    first, second = season.teams.all()[:2]
    user = make_user()
    governor = join_team(user, first)
    leave_team(governor)
    governor.refresh_from_db()
    assert (governor.is_active, governor.left_at is None) == (False, False)

    back = join_team(user, second)
    assert (back.pk, back.team, back.is_active, back.left_at) == (governor.pk, second, True, None)
    assert tokens_of(back) == Tokens(propose=2, amend=2, boost=2)


def test_nobody_leaves_twice(season):
    (governor,) = join(season)
    leave_team(governor)

    with pytest.raises(NotAGovernorError):
        leave_team(governor)


def test_complete_season_takes_nobody(season):
    Season.objects.filter(pk=season.pk).update(status=Season.Status.COMPLETE)

    with pytest.raises(SeasonNotOpenError, match="Join a team of the next one"):
        join(season)
