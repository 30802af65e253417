"""Every door of the house."""

from django.conf import settings
from django.urls import include, path

handler400 = "xuncha.ui.errors.bad_request"
handler403 = "xuncha.ui.errors.forbidden"
handler404 = "xuncha.ui.errors.not_found"
handler500 = "xuncha.ui.errors.server_error"

urlpatterns = [
    *([path("oidc/", include("mozilla_django_oidc.urls"))] if settings.OIDC_ISSUER else []),
    path("", include("xuncha.accounts.urls")),
    path("", include("xuncha.desk.urls")),
    path("", include("xuncha.proofs.urls")),
    path("", include("xuncha.reports.urls")),
    path("returns/", include("xuncha.returns.urls")),
    path("orgs/", include("xuncha.orgs.urls")),
    path("calendars/", include("xuncha.calendars.urls")),
    path("people/", include("xuncha.people.urls")),
    path("identity/", include("xuncha.identity.urls")),
    path("basis/", include("xuncha.basis.urls")),
    path("talent/", include("xuncha.talent.urls")),
    path("rounds/", include("xuncha.rounds.urls")),
    path("teams/", include("xuncha.teams.urls")),
    path("fieldwork/", include("xuncha.fieldwork.urls")),
    path("findings/", include("xuncha.findings.urls")),
    path("clues/", include("xuncha.clues.urls")),
    path("rectification/", include("xuncha.rectification.urls")),
    path("leadership/", include("xuncha.leadership.urls")),
    path("linkage/", include("xuncha.linkage.urls")),
    path("papers/", include("xuncha.papers.urls")),
    path("guidance/", include("xuncha.guidance.urls")),
    path("archive/", include("xuncha.archive.urls")),
    path("retention/", include("xuncha.retention.urls")),
    path("reminders/", include("xuncha.reminders.urls")),
    path("search/", include("xuncha.search.urls")),
    path("audit/", include("xuncha.audit.urls")),
]
