"""What the database refuses: rules about one row, each with a name and a sentence for people."""

from django.db.models import CheckConstraint, F, Q


def known_choices(model):
    """Let the database hold what the choices of the model's fields promise.

    A class decorator: ``Meta`` cannot see the choices nested in its model.
    """
    checks = [_known(model, field) for field in model._meta.local_fields if field.choices]
    model._meta.constraints.extend(checks)
    # Migrations look at the constraints only where Meta has any.
    model._meta.original_attrs["constraints"] = model._meta.constraints
    return model


def _known(model, field):
    values = [value for value, _ in field.flatchoices]
    nothing = [""] if field.blank and not field.null else []
    return CheckConstraint(
        condition=Q(**{f"{field.name}__in": values + nothing}),
        name=f"{model._meta.db_table}_{field.name}_known",
        violation_error_message=(
            f"{_sentence(field.name)} must be one of: {', '.join(map(str, values))}."
        ),
    )


def within(table, field, low, high):
    """From ``low`` to ``high``, both included."""
    return CheckConstraint(
        condition=Q(**{f"{field}__range": (low, high)}),
        name=f"{table}_{field}_{low}_to_{high}",
        violation_error_message=f"{_sentence(field)} lies between {low} and {high}.",
    )


def score(table, field):
    return CheckConstraint(
        condition=Q(**{f"{field}__range": (0, 1)}),
        name=f"{table}_{field}_0_to_1",
        violation_error_message=f"{_sentence(field)} lies between 0.00 and 1.00.",
    )


def not_negative(table, *fields):
    return [
        CheckConstraint(
            condition=Q(**{f"{field}__gte": 0}),
            name=f"{table}_{field}_not_negative",
            violation_error_message=f"{_sentence(field)} cannot be negative.",
        )
        for field in fields
    ]


def at_least_one(table, *fields):
    return [
        CheckConstraint(
            condition=Q(**{f"{field}__gte": 1}),
            name=f"{table}_{field}_at_least_1",
            violation_error_message=f"{_sentence(field)} is 1 or more.",
        )
        for field in fields
    ]


def in_order(table, first, last):
    """What ends does not end before it begins."""
    return CheckConstraint(
        condition=Q(**{f"{last}__gte": F(first)}),
        name=f"{table}_{last}_in_order",
        violation_error_message=f"{_sentence(last)} cannot be before {_words(first)}.",
    )


def needs(table, flag, field):
    """Where ``flag`` is set, ``field`` is given."""
    return CheckConstraint(
        condition=Q(**{flag: False}) | Q(**{f"{field}__isnull": False}),
        name=f"{table}_{flag}_needs_{field}",
        violation_error_message=f"{_sentence(flag)} needs a value for {_words(field)}.",
    )


def partial_date(table, prefix):
    """A month is a month, and a day is a day of it. 29 February is left to ``clean``."""
    month, day = f"{prefix}_month", f"{prefix}_day"
    short = ~Q(**{f"{month}__in": [4, 6, 9, 11]}) | Q(**{f"{day}__lte": 30})
    february = ~Q(**{month: 2}) | Q(**{f"{day}__lte": 29})
    in_month = Q(**{f"{month}__isnull": False}) & Q(**{f"{day}__range": (1, 31)})
    return [
        within(table, month, 1, 12),
        CheckConstraint(
            condition=Q(**{f"{day}__isnull": True}) | (in_month & short & february),
            name=f"{table}_{day}_of_month",
            violation_error_message=f"{_sentence(day)} needs a month that has such a day.",
        ),
    ]


def given_with(table, field, other):
    """``field`` says nothing without ``other``."""
    return CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{other}__isnull": False}),
        name=f"{table}_{field}_with_{other}",
        violation_error_message=f"{_sentence(field)} needs {_words(other)}.",
    )


def partial_dates_in_order(table, first, last):
    """What ends does not end before it begins, as far as both dates are known."""
    ordered = Q(**{f"{last}_day__gte": F(f"{first}_day")}) | _unknown(f"{first}_day", f"{last}_day")
    for part in ("month", "year"):
        begin, end = f"{first}_{part}", f"{last}_{part}"
        same, later = Q(**{end: F(begin)}), Q(**{f"{end}__gt": F(begin)})
        ordered = _unknown(begin, end) | later | (same & ordered)
    return CheckConstraint(
        condition=ordered,
        name=f"{table}_{last}_in_order",
        violation_error_message=f"The {last} cannot be before the {first}.",
    )


def _unknown(*fields):
    return Q(*((f"{field}__isnull", True) for field in fields), _connector=Q.OR)


def _words(field):
    return field.removeprefix("is_").replace("_", " ")


def _sentence(field):
    return _words(field).capitalize()
