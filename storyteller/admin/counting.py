from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce


def count_of(model, column):
    """How many rows of ``model`` refer to a row by ``column``, as part of the list's one query."""
    rows = model.objects.filter(**{column: OuterRef("pk")}).order_by().values(column)
    counted = Subquery(rows.annotate(number=Count("pk")).values("number"))
    return Coalesce(counted, 0, output_field=IntegerField())
