"""Addresses of figures, ties and the annual report, and of the pages that show several apps at once."""

from django.urls import path

from xuncha.findings.tables import FINDINGS
from xuncha.orgs.tables import ORGANISATIONS
from xuncha.reports import forms, tables
from xuncha.reports.actions import cutoffs
from xuncha.reports.actions import designs as design_actions
from xuncha.reports.models import ReportDesign
from xuncha.reports.rules import DESIGN_CONFIRMERS, FREEZERS
from xuncha.reports.views import annual, composite, designs, figures, findings, organisations, rounds
from xuncha.reports.views import cutoffs as cutoff_views
from xuncha.rounds.tables import ROUNDS
from xuncha.ui.reception import Deed, Entry, deed_addresses, entry_addresses
from xuncha.ui.tables.doors import addresses


def _unconfirmed(row: ReportDesign) -> bool:
    return row.confirmed_on is None


app_name = "reports"
urlpatterns = [
    path("figures/", figures.figures, name="figures"),
    path("figures/json/", figures.figures_json, name="figures_json"),
    path("figures/<str:key>/", figures.figure, name="figure"),
    path("figures/<str:key>/<str:form>/", figures.figure_file, name="figure_file"),
    path("ties/", figures.ties, name="ties"),
    path("cutoffs/<uuid:uid>/now/", cutoff_views.compare, name="cutoff_now"),
    path("cutoffs/<uuid:uid>/now/<str:key>/", cutoff_views.difference, name="cutoff_rows"),
    path("cutoffs/<uuid:uid>/report/<slug:form>/", cutoff_views.report, name="cutoff_report"),
    *addresses(tables.CUTOFFS, row=cutoff_views.page),
    *addresses(tables.EXPLANATIONS),
    *entry_addresses(
        Entry("cutoffs", "冻结统计数据", forms.CutoffForm, cutoffs.freeze, FREEZERS),
        Entry("explanations", "说明勾稽差异", forms.ExplanationForm, cutoffs.explain, FREEZERS),
    ),
    path("reports/", annual.annual_now, name="annual_now"),
    path("reports/<int:year>/", annual.annual, name="annual"),
    path("reports/<int:year>/<str:form>/", annual.annual_file, name="annual_file"),
    path("reports/<int:year>/of/<slug:kind>/", annual.of_kind, name="of_kind"),
    path("reports/<int:year>/of/<slug:kind>/<str:form>/", annual.annual_file, name="of_kind_file"),
    *addresses(tables.DESIGNS, row=designs.page),
    *deed_addresses(
        tables.DESIGNS,
        Deed(
            "confirm",
            "启用",
            forms.ConfirmDesignForm,
            design_actions.confirm,
            DESIGN_CONFIRMERS,
            _unconfirmed,
        ),
    ),
    path("designs/<slug:kind>/edit/", designs.edit, name="design_edit"),
    # Pages that show apps above the row's own stand at the row's own address: config puts them before it.
    path(f"rounds/{ROUNDS.name}/<uuid:uid>/", rounds.round_page, name="round"),
    path(f"rounds/{ROUNDS.name}/<uuid:uid>/composite/", composite.composite_page, name="composite"),
    path(f"rounds/{ROUNDS.name}/<uuid:uid>/composite/docx/", composite.composite_docx, name="composite_docx"),
    path(f"orgs/{ORGANISATIONS.name}/<uuid:uid>/", organisations.organisation_page, name="organisation"),
    path(f"findings/{FINDINGS.name}/<uuid:uid>/", findings.finding_page, name="finding"),
]
