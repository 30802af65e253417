"""Every figure of a year and every attachment, as plain values that two installations can be compared by."""

from typing import Any

from xuncha.files import actions as files
from xuncha.files.models import Attachment
from xuncha.records.queries import installation
from xuncha.reports.queries.registry import keys_of
from xuncha.reports.queries.scope import scope_of
from xuncha.reports.queries.values import values_of


def figures(year: int) -> dict[str, Any]:
    """{"figures": key → what is printed, exact, and how many rows are behind it; "files": digest → size}."""
    scope = scope_of(installation().home, year)
    values = values_of(keys_of(scope), scope)
    found = {key: [value.printed, value.exact, value.rows] for key, value in values.items()}
    return {"figures": found, "files": attachments()}


def attachments() -> dict[str, int]:
    """Each is read whole and held against its digest."""
    return {row.digest: len(files.read(row)) for row in Attachment.objects.all()}
