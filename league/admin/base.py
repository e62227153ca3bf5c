from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce


class RelatedRows:
    """Fetches what ``list_select_related`` names also where a row is chosen: its name tells it."""

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.list_select_related)


def count_of(model, field):
    """How many rows of ``model`` refer to a row by ``field``, without a query of its own."""
    rows = model.objects.filter(**{field: OuterRef("pk")}).order_by().values(field)
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)
