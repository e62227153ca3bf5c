from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from play.domain.errors import SeatError
from play.domain.mail import choose_mail
from play.domain.mail_links import seats_of_link
from play.models import GameMember


# The signed link is the right to do this. A mail program that offers the button has no form token.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    """How often mail comes. Opening the page changes nothing: mail programs follow links too."""
    seats = seats_of_link(token)
    if not seats:
        raise Http404("This link is not whole, or you do not sit at that table any more.")
    refusal = ""
    if request.method == "POST":
        try:
            for seat in seats:
                choose_mail(seat, mail=request.POST.get("mail", GameMember.Mail.OFF))
        except SeatError as error:
            refusal = str(error)
    context = {
        "seats": seats,
        "choices": GameMember.Mail.choices,
        "chosen": "" if request.method != "POST" or refusal else seats[0].mail,
        "refusal": refusal,
    }
    return render(request, "play/unsubscribe.html", context, status=422 if refusal else 200)
