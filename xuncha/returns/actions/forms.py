"""Forms: uploaded, mapped by a person, and from then on never edited."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from django.db import transaction

from xuncha.files import actions as files
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.returns.engine import book
from xuncha.returns.engine.cells import FormCell, as_rows, settle
from xuncha.returns.models import Form, FormVersion
from xuncha.returns.rules.life import FORM_DRAFTERS, FormState

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Upload(Protocol):
    """An uploaded file, as a form hands it over."""

    name: str | None

    def read(self) -> bytes: ...


@transaction.atomic
def add(form: Form, *, by: Viewer, at: date, file: Upload) -> Form:
    """A new form with its first template, whose cells wait to be settled."""
    records.require(form, FORM_DRAFTERS, by=by)
    records.enter(form, by=by, at=at)
    upload(form, by=by, at=at, file=file)
    return form


@transaction.atomic
def upload(form: Form, *, by: Viewer, at: date, file: Upload, note: str | None = None) -> FormVersion:
    """Another layout of the form as a version that waits to be settled."""
    return keep(form, file.read(), file.name or "表样.xlsx", by=by, at=at)


def keep(form: Form, content: bytes, name: str, *, by: Viewer, at: date) -> FormVersion:
    records.require(form, FORM_DRAFTERS, by=by)
    if not name.lower().endswith(".xlsx"):
        raise NotAllowed("请上传.xlsx格式的Excel工作簿。")
    grid = book.read(content)
    template = files.store(content, name=name, media_type=EXCEL, office=form.office, by=by, at=at)
    version = FormVersion(
        form=form, office=form.office, number=_next(form), template=template, sheet=grid.sheet
    )
    return records.enter(version, by=by, at=at)


@transaction.atomic
def map_cells(
    version: FormVersion, cells: Sequence[FormCell], checks: Sequence[str], *, by: Viewer, at: date
) -> FormVersion:
    """Settle what every cell asks. A version that is settled already stays: what is changed is its successor."""
    records.require(version, FORM_DRAFTERS, by=by)
    lines = [line.strip() for line in checks if line.strip()]
    settle(cells, lines)
    _require_below(version, {cell.office for cell in cells if cell.office})
    sets = {"cells": as_rows(cells), "checks": lines}
    if version.state == FormState.MAPPING:
        return records.move(version, "settle", by=by, at=at, sets=sets)
    if (version.cells, version.checks) == (sets["cells"], lines):
        raise NotAllowed("取数和审核公式没有变化，不需要另存新版。")
    successor = FormVersion(
        form=version.form,
        office=version.office,
        number=_next(version.form),
        template=version.template,
        sheet=version.sheet,
    )
    records.enter(successor, by=by, at=at)
    return records.move(successor, "settle", by=by, at=at, sets=sets)


def _require_below(version: FormVersion, codes: set[str]) -> None:
    """A form asks nobody's records but those of its own office and of the counties directly below."""
    below = Office.objects.filter(parent=version.office_id, code__in=codes).values_list("code", flat=True)
    strange = codes - set(below)
    if strange:
        raise NotAllowed("不能取用%(codes)s的数据：不是本级的下级机构。", codes="、".join(sorted(strange)))


def _next(form: Form) -> int:
    last = FormVersion.objects.filter(form=form).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1
