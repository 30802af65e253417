"""Addresses of figures, ties and the annual report, and of the pages that show several apps at once."""

from django.urls import path

from xuncha.findings.tables import FINDINGS
from xuncha.orgs.tables import ORGANISATIONS
from xuncha.reports.views import annual, composite, figures, findings, handovers, organisations, rounds
from xuncha.rounds.tables import ROUNDS

app_name = "reports"
urlpatterns = [
    path("figures/", figures.figures, name="figures"),
    path("figures/json/", figures.figures_json, name="figures_json"),
    path("figures/<str:key>/", figures.figure, name="figure"),
    path("figures/<str:key>/<str:form>/", figures.figure_file, name="figure_file"),
    path("ties/", figures.ties, name="ties"),
    path("reports/", annual.annual_now, name="annual_now"),
    path("reports/<int:year>/", annual.annual, name="annual"),
    path("reports/<int:year>/<str:form>/", annual.annual_file, name="annual_file"),
    path("handovers/<uuid:uid>/list/", handovers.handover_list, name="handover_list"),
    # Pages that show apps above the row's own stand at the row's own address: config puts them before it.
    path(f"rounds/{ROUNDS.name}/<uuid:uid>/", rounds.round_page, name="round"),
    path(f"rounds/{ROUNDS.name}/<uuid:uid>/composite/", composite.composite_page, name="composite"),
    path(f"rounds/{ROUNDS.name}/<uuid:uid>/composite/docx/", composite.composite_docx, name="composite_docx"),
    path(f"orgs/{ORGANISATIONS.name}/<uuid:uid>/", organisations.organisation_page, name="organisation"),
    path(f"findings/{FINDINGS.name}/<uuid:uid>/", findings.finding_page, name="finding"),
]
