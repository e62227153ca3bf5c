"""Who may do what in the League. Whoever may see it is not asked: everybody may."""


def can_run_league(user) -> bool:
    """Whether ``user`` is a commissioner: founds leagues, starts seasons and plays rounds."""
    return user.has_perm("league.change_season")


def can_act_for(user, governor) -> bool:
    """Whether ``user`` is this governor, and still is one."""
    return user.is_authenticated and governor.is_active and governor.user_id == user.pk
