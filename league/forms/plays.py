"""Which plays of a game somebody wants to read."""

from django import forms

KINDS = {"scores": "Points", "rules": "Where a rule decided", "fouls": "Fouls and violations"}
_FOULS = ("foul", "violation")


class PlayFilterForm(forms.Form):
    """Every field may be left empty: then all plays are shown."""

    period = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    team = forms.ChoiceField(required=False)
    player = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(
        required=False, label="What", choices=[("", "Everything"), *KINDS.items()]
    )

    def __init__(self, data, *, periods, teams, players):
        super().__init__(data)
        numbered = [(each, f"Period {each}") for each in periods]
        self.fields["period"].choices = [("", "All"), *numbered]
        self.fields["team"].choices = [("", "Both"), *teams]
        self.fields["player"].choices = [("", "Everybody"), *players]

    def chosen(self, plays):
        """The plays that fit; what is not a choice is as if it were left empty."""
        self.is_valid()
        wanted = self.cleaned_data
        return [play for play in plays if _fits(play, wanted)]


def _fits(play, wanted):
    player, kind = wanted.get("player"), wanted.get("kind")
    return (
        wanted.get("period") in (None, play["quarter"])
        and wanted.get("team") in ("", None, play["offense"])
        and (player is None or player in _people(play))
        and (not kind or _is(play, kind))
    )


def _people(play):
    named = (play.get(role) for role in ("player", "defender", "assist", "rebound", "out"))
    return {*named, *(move["player"] for move in play.get("moves", ()))}


def _is(play, kind):
    if kind == "scores":
        return bool(play.get("points"))
    if kind == "rules":
        return bool(play.get("rules"))
    return play["action"] in _FOULS
