"""What a person does with the notices he received: he has read them."""

from uuid import UUID

from django.utils import timezone

from xuncha.kernel.viewer import Viewer
from xuncha.reminders.models import Notice, NoticeQuerySet


def read(uid: UUID, *, by: Viewer) -> Notice | None:
    """One's own notice, read now unless it was before; None where there is none."""
    notice = Notice.objects.visible_to(by).filter(uid=uid).first()
    if notice is not None:
        read_all(Notice.objects.filter(pk=notice.pk), by=by)
    return notice


def read_all(notices: NoticeQuerySet, *, by: Viewer) -> int:
    """Those of these that are one's own and unread. The first reading stays the one on record."""
    return notices.visible_to(by).filter(read_at=None).update(read_at=timezone.now())
