"""The session store: Django's own in the database, with idle and absolute limits that hold wherever a session is read.

It costs no query beyond Django's: a session's row is read anyway. Its last sight is written once a minute.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from xuncha.identity.models import Session

OPENED = "opened"
SIGHT = timedelta(minutes=1)


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row beside the data. When it was opened stands in the data, so that a new key does not renew it."""
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]  # of the class named above
        key = data.get(SESSION_KEY)
        row.user_id = int(key) if key else None
        row.opened_at = datetime.fromisoformat(data[OPENED]) if OPENED in data else timezone.now()
        row.seen_at = timezone.now()
        row.address, row.browser = data.get("address", ""), data.get("browser", "")[:200]
        return row

    def save(self, must_create: bool = False) -> None:
        if SESSION_KEY in self and OPENED not in self:
            self[OPENED] = timezone.now().isoformat()
        super().save(must_create)

    def _get_session_from_db(self) -> Session | None:
        row: Session | None = super()._get_session_from_db()  # type: ignore[misc]  # Django's own
        if row is None or row.user_id is None:
            return row
        now = timezone.now()
        if now - row.seen_at >= settings.SESSION_IDLE or now - row.opened_at >= settings.SESSION_LONGEST:
            row.delete()
            self._session_key = None
            return None
        if now - row.seen_at >= SIGHT:
            Session.objects.filter(pk=row.pk).update(seen_at=now)
        return row
