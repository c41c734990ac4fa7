"""Where is everything? The table of contents of all addresses."""

from allauth.account import views as account
from django.conf import settings
from django.urls import include, path, re_path

from cspr import views
from cspr.doors import public, signed_in

# Only the pages of the sign-in library that are used; nobody signs up, people are invited.
signing_in = [
    path("sign-in/", public(account.login), name="account_login"),
    path("sign-out/", public(account.logout), name="account_logout"),
    path("password/", signed_in(account.password_change), name="account_change_password"),
    path("confirm/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("password/reset/", public(account.password_reset), name="account_reset_password"),
    path("password/reset/sent/", public(account.password_reset_done), name="account_reset_password_done"),
    # A regular expression, because the key holds hyphens of its own.
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        public(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("inactive/", public(account.account_inactive), name="account_inactive"),
]

handler403 = views.shut
handler404 = views.nowhere
urlpatterns = [
    path("account/", include(signing_in)),
    path("drafts/", include("cspr.drafts.urls")),
    path("brand.css", views.brand_css, name="brand_css"),
    path("help/components/", views.components, name="components"),
    path("help/<slug:name>/", views.help_page, name="help"),
    path("", include("agencies.urls")),
    path("", include("reviews.urls")),
    path("", include("chronology.urls")),
    path("", include("recommendations.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("", include("cspr.demo.urls")))
