"""Addresses of forms, returns and the indicator dictionary."""

from django.urls import path

from xuncha.returns import forms, tables
from xuncha.returns.actions import collections as collection_actions
from xuncha.returns.actions import filings as filing_actions
from xuncha.returns.actions import forms as form_actions
from xuncha.returns.actions import returns as actions
from xuncha.returns.engine.cells import CellKind
from xuncha.returns.models import Return, ReturnFiling
from xuncha.returns.rules.filing import EXAMINERS, FILER, CollectionState
from xuncha.returns.rules.life import DRAFTERS, FORM_DRAFTERS, ReturnState
from xuncha.returns.views import collections, dictionary, filings, mapping, returns, values
from xuncha.ui.reception import Ask, Deed, Entry, deed_addresses, entry_addresses, verb_addresses
from xuncha.ui.tables.doors import addresses


def takes_numbers(ret: Return) -> bool:
    """Whether it is a draft with cells that are reported by hand."""
    is_draft = ret.state == ReturnState.DRAFTED
    asked = ret.filing_id is not None or any(cell.kind == CellKind.HAND for cell in ret.version.form_cells)
    return bool(is_draft and asked)


def is_under_way(ret: Return) -> bool:
    return ret.state in (ReturnState.DRAFTED, ReturnState.CHECKED)


def waits_for_its_return(filing: ReturnFiling) -> bool:
    """Whether it is owed and nothing is drawn up for it."""
    if not filing.is_owed or filing.collection.state != CollectionState.ISSUED:
        return False
    return not Return.objects.live().filter(filing=filing).exclude(state=ReturnState.WITHDRAWN).exists()


app_name = "returns"
urlpatterns = [
    path("overview/", returns.overview, name="overview"),
    path("supplied/", returns.supplied, name="supplied"),
    path("dictionary/", dictionary.dictionary, name="dictionary"),
    path("dictionary/excel/", dictionary.dictionary_file, name="dictionary_file"),
    path("values/<slug:code>/", values.series, name="series"),
    path("compared/excel/", values.compared_file, name="compared_file"),
    path("versions/<uuid:uid>/map/", mapping.mapping, name="mapping"),
    path("versions/<uuid:uid>/template/", returns.template, name="template"),
    path("returns/<uuid:uid>/workbook/", returns.workbook, name="workbook"),
    path("quality/", collections.quality_page, name="quality"),
    path("quality/excel/", collections.quality_excel, name="quality_excel"),
    path("collections/<uuid:uid>/summary/", collections.summary_page, name="summary"),
    path("collections/<uuid:uid>/summary/excel/", collections.summary_excel, name="summary_excel"),
    path("collections/<uuid:uid>/summary/<slug:cell>/", collections.summary_cell, name="summary_cell"),
    path("sendings/<uuid:uid>/file/", filings.sending_file, name="sending_file"),
    *addresses(tables.FORMS),
    *addresses(tables.VERSIONS, row=returns.version_page),
    *addresses(tables.RETURNS, row=returns.page),
    *addresses(tables.ENTRIES),
    *addresses(tables.COLLECTIONS, row=collections.page),
    *addresses(tables.FILINGS, row=filings.page),
    *addresses(tables.SENDINGS, row=filings.sending),
    *entry_addresses(
        Entry("forms", "登记表样", forms.FormForm, form_actions.add, FORM_DRAFTERS),
        Entry("returns", "编制报表", forms.ReturnForm, actions.draw_up, DRAFTERS),
        Entry("collections", "布置报送", forms.CollectionForm, collection_actions.issue, EXAMINERS),
    ),
    *deed_addresses(
        tables.FORMS, Deed("upload", "上传新表样", forms.UploadForm, form_actions.upload, FORM_DRAFTERS)
    ),
    *deed_addresses(
        tables.RETURNS,
        Deed("by_hand", "填报", forms.HandForm, actions.report_by_hand, DRAFTERS, takes_numbers),
        Deed("explain", "说明勾稽差异", forms.TieForm, actions.explain_tie, DRAFTERS, is_under_way),
    ),
    *verb_addresses(tables.RETURNS, actions.take),
    *verb_addresses(tables.COLLECTIONS, collection_actions.take),
    *deed_addresses(
        tables.FILINGS,
        Deed("draw_up", "编制报表", forms.DrawUpForm, filing_actions.draw_up, FILER, waits_for_its_return),
    ),
    *verb_addresses(
        tables.FILINGS,
        filing_actions.take,
        {
            "submit": Ask(forms.SubmitForm, filing_actions.submit),
            "send_back": Ask(forms.SendBackForm, filing_actions.send_back),
        },
    ),
]
