import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from config import errors, urls

pytestmark = pytest.mark.django_db


@login_not_required
def _refuse(request):
    raise PermissionDenied("Only the host may end the story.")


@login_not_required
def _refuse_silently(request):
    raise PermissionDenied


@login_not_required
def _suspect(request):
    raise SuspiciousOperation


@login_not_required
def _break(request):
    raise RuntimeError("the log was wet")


VIEWS = {
    "refuse": _refuse,
    "refuse-silently": _refuse_silently,
    "suspect": _suspect,
    "break": _break,
}

urlpatterns = [
    *(path(f"{prefix}{name}", view) for prefix in ("", "api/") for name, view in VIEWS.items()),
    *urls.urlpatterns,
]
handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500


@pytest.fixture(scope="module", autouse=True)
def failing_addresses():
    """Once a module: the addresses of the whole site are put together anew for it."""
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/suspect", 400, "These words make no sense here"),
        ("/refuse", 403, "This circle is closed to you"),
        ("/nowhere", 404, "Only smoke here"),
        ("/break", 500, "The fire went out for a moment"),
    ],
)
def test_failed_page_answers_with_its_own_page(visitor, address, status, heading):
    response = visitor.get(address)

    assert response.status_code == status
    assert f"<h1>{heading}</h1>" in response.text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/suspect", 400),
        ("/api/refuse", 403),
        ("/api/nowhere", 404),
        ("/api/break", 500),
    ],
)
def test_failed_api_call_answers_with_json(visitor, address, status):
    response = visitor.get(address)

    assert response.status_code == status
    assert response.json() == {"detail": errors.MESSAGES[status]}


def test_refusal_says_its_reason(visitor):
    assert "<p>Only the host may end the story.</p>" in visitor.get("/refuse").text


def test_refusal_without_reason_says_what_it_means(visitor):
    response = visitor.get("/refuse-silently")

    assert "<p>You may see this place, but not do this here.</p>" in response.text


def test_form_without_its_token_is_explained():
    response = Client(enforce_csrf_checks=True).post("/refuse")

    assert response.status_code == 403
    assert "<h1>This form came too late</h1>" in response.text


def test_server_error_page_needs_no_database(django_assert_num_queries):
    request = RequestFactory().get("/play/runs/")

    with django_assert_num_queries(0):
        response = errors.server_error(request)

    assert response.status_code == 500


def test_error_before_any_middleware_needs_no_user():
    request = RequestFactory().get("/nowhere")

    assert errors.bad_request(request, SuspiciousOperation()).status_code == 400
    assert errors.permission_denied(request, PermissionDenied()).status_code == 403
    assert errors.page_not_found(request, None).status_code == 404
