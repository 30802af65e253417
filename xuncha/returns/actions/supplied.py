"""The forms that come with the system, entered for an office."""

from datetime import date

from django.db import transaction

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.returns.actions import forms
from xuncha.returns.engine.dictionary import INDICATORS
from xuncha.returns.engine.supplied import supplied
from xuncha.returns.models import Form
from xuncha.returns.queries.dictionary import unit_of
from xuncha.returns.rules.life import DRAFTERS


@transaction.atomic
def supply(office: Office, *, by: Viewer, at: date) -> list[Form]:
    """Enter those that the office has no form of that name for. NotAllowed when there is none to enter."""
    known = set(Form.objects.of(office.pk).values_list("name", flat=True))
    units = {one.code: unit_of(one) for one in INDICATORS}
    counties = list(Office.objects.filter(parent=office).order_by("code").values_list("code", "short_name"))
    entered = []
    for one in supplied(units, counties):
        if one.name in known:
            continue
        form = Form(office=office, name=one.name, period=one.period)
        records.require(form, DRAFTERS, by=by)
        records.enter(form, by=by, at=at)
        version = forms.keep(form, one.content, one.name + ".xlsx", by=by, at=at)
        forms.map_cells(version, one.cells, one.checks, by=by, at=at)
        entered.append(form)
    if not entered:
        raise NotAllowed("随附的表样已经全部登记。")
    return entered
