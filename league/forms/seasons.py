"""What a commissioner types."""

from django import forms

from league.models import League, Season
from league.rules.schedule import MAX_TEAMS, MIN_TEAMS


def _name(model, **options):
    return forms.CharField(max_length=model._meta.get_field("name").max_length, **options)


class FoundLeagueForm(forms.Form):
    league_name = _name(League, label="Name of the league")
    season_name = _name(Season, label="Name of its first season", initial="First season")
    teams = forms.IntegerField(
        min_value=MIN_TEAMS,
        max_value=MAX_TEAMS,
        initial=8,
        help_text=f"From {MIN_TEAMS} to {MAX_TEAMS}. Towns, players and halls are made up.",
    )


class NextSeasonForm(forms.Form):
    name = _name(Season, label="Name of the season")
    carry_rules = forms.BooleanField(
        required=False,
        initial=True,
        label="Keep the rules that governors made",
        help_text="Otherwise the season begins with the rules of the first day of all.",
    )
