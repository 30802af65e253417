"""Registering the inspection offices below this one, so that accounts can be given roles in them."""

from django.db import IntegrityError, transaction

from xuncha.audit import actions as audit
from xuncha.audit.rules import Act
from xuncha.identity.models import RegisteredOffice
from xuncha.kernel import codes
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.people.rules import OPENERS
from xuncha.records.models import Office


@transaction.atomic
def add(row: RegisteredOffice, *, by: Viewer) -> RegisteredOffice:
    """Known by the division code of its committee, once."""
    if not by.has(*OPENERS):
        raise WrongRole("您的岗位不能办理此事项。")
    row.code = codes.tidy(row.code)
    if fault := codes.division_fault(row.code):
        raise NotAllowed(fault)
    if Office.objects.filter(code=row.code).exists():
        raise NotAllowed("编码为“%(code)s”的巡察机构已经登记。", code=row.code)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as why:
        raise NotAllowed("与已有登记重复或者相互矛盾，请核对后再试。") from why
    audit.record_by(by, verb=Act.ADD_OFFICE, subject=f"{row.code} {row.name}")
    return row
