from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.waiting import waiting_for


@require_safe
@login_not_required
def home(request):
    user = request.user
    return render(
        request, "home.html", {"waiting": waiting_for(user) if user.is_authenticated else []}
    )
