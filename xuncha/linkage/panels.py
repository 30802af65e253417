"""What linkage shows on pages: the finding that a county's report supports, to those who may read findings."""

from django.template.loader import render_to_string

from xuncha.findings.models import Finding
from xuncha.linkage.models import Counterpart
from xuncha.ui.http import Request


def supported_finding(request: Request, row: Counterpart) -> str:
    """For the slot "linkage.counterpart.main". Nothing for the county, which reads the page but not the finding."""
    if row.finding_id is None:
        return ""
    finding = Finding.objects.visible_to(request.viewer).filter(pk=row.finding_id).first()
    return render_to_string("linkage/_supported.html", {"finding": finding}, request) if finding else ""


def supporting_reports(request: Request, row: Finding) -> str:
    """For the slot "findings.finding.main": the counties' reports that support this finding."""
    cells = Counterpart.objects.visible_to(request.viewer).filter(finding=row.pk, used_on__isnull=False)
    found = list(cells.select_related("task__organisation", "county", "unit").order_by("used_on", "pk"))
    return render_to_string("linkage/_supporting.html", {"cells": found}, request) if found else ""
