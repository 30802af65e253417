"""What the loop runs for search. It may run twice, late, or be killed."""

import logging
import time

from django.db import close_old_connections

from xuncha.search.actions import pulling

logger = logging.getLogger(__name__)
BREATH = 0.03  # seconds between two steps: on SQLite one writes at a time, and people come first


def catch_up() -> int:
    """Bring the index up to date. What fails is logged and tried again with the next turn of the loop.

    Returns how many entries changed.
    """
    close_old_connections()
    try:
        return pulling.catch_up(pause)
    except Exception:  # the loop has other things to do as well
        logger.exception("the search index was not brought up to date")
        return 0


def mend() -> int:
    """Read every row again. Returns how many entries had escaped."""
    return pulling.mend(pause)


def pause() -> None:
    time.sleep(BREATH)
