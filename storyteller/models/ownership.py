"""Whose a row is: what ``Model.clean`` checks where two foreign keys must agree."""

from django.core.exceptions import ValidationError


def clean_owners(row, *pairs):
    """Refuse a related row that belongs to another owner.

    A pair such as ``("chapter.story_id", "story_id")`` names the related row's owner and the owner
    that it should have.
    """
    faults = {}
    for theirs, ours in pairs:
        field = theirs.partition(".")[0]
        found, wanted = _follow(row, theirs), _follow(row, ours)
        if None not in (found, wanted) and found != wanted:
            owner = theirs.rpartition(".")[2].removesuffix("_id").replace("_", " ")
            name = row._meta.get_field(field).verbose_name
            faults[field] = f"This {name} belongs to another {owner}."
    if faults:
        raise ValidationError(faults)


def _follow(row, path):
    """The value at the end of ``path``, or None where something on the way is missing."""
    for name in path.split("."):
        row = getattr(row, name, None)
    return row
