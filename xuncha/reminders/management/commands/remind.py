"""`xuncha remind`: one round of the reminders now, as the daily loop does it."""

from typing import Any

from django.core.management.base import BaseCommand

from xuncha.records.queries import today
from xuncha.reminders.actions import daily


class Command(BaseCommand):
    help = "立即做一次催办检查：发出到期和逾期提醒，可重复运行。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("新发提醒%d条。" % daily.run(today()))
