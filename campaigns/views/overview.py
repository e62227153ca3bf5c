"""A campaign at a glance."""

from django.views.decorators.http import require_safe

from campaigns.views.pages import campaign_page


@require_safe
def overview(request, campaign):
    return campaign_page(request, campaign).render("overview.html", {})
