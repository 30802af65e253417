"""Requests for material for tests."""

from datetime import timedelta
from typing import Any

from xuncha.basis.tests.builders import document
from xuncha.fieldwork.models import MaterialRequest
from xuncha.orgs.tests.builders import organisation
from xuncha.records.tests.builders import DAY
from xuncha.rounds.tests.builders import round_


def material_request(**over: Any) -> MaterialRequest:
    """A letter of the usual day, due in a week and not answered yet."""
    row = over.pop("round", None) or round_()
    values: dict[str, Any] = {
        "office": row.office, "by": row.by, "at": DAY, "due_on": DAY + timedelta(days=7), "subject": "近三年审计情况",
    }  # fmt: skip
    for name, build in {"department": organisation, "document": document}.items():
        if name not in over:
            values[name] = build(office=row.office, by=row.by)
    return MaterialRequest.objects.create(round=row, **(values | over))
