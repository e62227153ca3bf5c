"""Rules that collections, stories and the work around them share."""

from django.db.models import CheckConstraint, Q

from storyteller.models.constraints import needs


def approval(table):
    """What is approved has its time, and is provisional no longer."""
    return [
        needs(table, "is_approved", "approved_at"),
        CheckConstraint(
            condition=Q(is_approved=False) | Q(is_provisional=False),
            name=f"{table}_approved_is_not_provisional",
            violation_error_message="What is approved is no longer provisional.",
        ),
    ]


def says_why(table, status_field, status, reason):
    """A row that took this side exit has its reason beside it."""
    words = status.replace("_", " ")
    return CheckConstraint(
        condition=~Q(**{status_field: status}) | ~Q(**{reason: ""}),
        name=f"{table}_{status}_says_why",
        violation_error_message=f"Where the status is “{words}”, say why.",
    )
