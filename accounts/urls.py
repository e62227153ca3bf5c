from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("profile/", views.Profile.as_view(), name="profile"),
    path("profile/delete/", views.delete, name="delete"),
    # In front of allauth's own page, which has the same address.
    path("email/", views.EmailAddresses.as_view(), name="email"),
]
