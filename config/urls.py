from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from accounts.views.home import home
from config import errors, health, openapi

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error

# One sign-in page, with one rate limit.
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("", home, name="home"),
    # Before allauth's own: some of its pages are replaced.
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("league/", include("league.urls")),
    path("play/", include("play.urls")),
    path("campaigns/", include("campaigns.urls")),
    path("storyteller/", include("storyteller.urls")),
    path("api/v1/", include("campaigns.api.urls")),
    path("api/v1/", include("play.api_urls")),
    path("api/v1/openapi.json", openapi.openapi, name="openapi"),
    path("api/v1/docs", openapi.docs, name="api-docs"),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
