"""A season for other programs."""

from django.contrib.auth.decorators import login_not_required
from django.http import StreamingHttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from league.domain.export import season_as_json
from league.views.base import season_page


@login_not_required
@require_safe
def export(request, season):
    page = season_page(request, season)
    document = season_as_json(page.season, status=str(page.phase))
    name = slugify(f"{page.season.league.name} {page.season.name}") or "season"
    headers = {"Content-Disposition": f'attachment; filename="{name}.json"'}
    return StreamingHttpResponse(document, content_type="application/json", headers=headers)
