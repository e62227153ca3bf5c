from django.urls import path

from accounts.views import access_tokens, profile

app_name = "accounts"
urlpatterns = [
    path("profile/", profile.Profile.as_view(), name="profile"),
    path("profile/delete/", profile.delete, name="delete"),
    path("profile/tokens/", access_tokens.access_tokens, name="access_tokens"),
    path("profile/tokens/<uuid:token>/revoke/", access_tokens.revoke, name="revoke_access_token"),
    # In front of allauth's own page, which has the same address.
    path("email/", profile.EmailAddresses.as_view(), name="email"),
]
