"""Doors for the tests of the shell and the tables: those of some lower apps, and of those that enter rows on a person."""

from django.urls import include, path

handler400 = "xuncha.ui.errors.bad_request"
handler403 = "xuncha.ui.errors.forbidden"
handler404 = "xuncha.ui.errors.not_found"
handler500 = "xuncha.ui.errors.server_error"

urlpatterns = [
    path("", include("xuncha.accounts.urls")),
    path("orgs/", include("xuncha.orgs.urls")),
    path("people/", include("xuncha.people.urls")),
    path("identity/", include("xuncha.identity.urls")),
    path("talent/", include("xuncha.talent.urls")),
    path("teams/", include("xuncha.teams.urls")),
]
