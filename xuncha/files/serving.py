"""An attachment given out by its owner's door. This app knows no owner and has no address; it knows how a file goes out."""

import io
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from xuncha.files import actions
from xuncha.files.models import Attachment
from xuncha.ui import witnesses
from xuncha.ui.http import Request
from xuncha.ui.tables.declare import Table
from xuncha.ui.tables.doors import admit, unkept


def served(request: Request, table: Table, uid: UUID) -> FileResponse:
    """The attachment of a row of the table, to who may see the row; that it was taken is recorded. 403 for the wrong role, else 404."""
    admit(request, table)
    rows: Any = table.model
    file = handed(get_object_or_404(rows.objects.visible_to(request.viewer), uid=uid).attachment)
    witnesses.exported(request, request.path, verb="read file")
    return file


def handed(attachment: Attachment | None) -> FileResponse:
    """As it was stored, checked against its digest, under its own name; kept by no browser. Http404 for none."""
    if attachment is None:
        raise Http404
    content = io.BytesIO(actions.read(attachment))
    return unkept(FileResponse(content, as_attachment=True, filename=attachment.name))
