"""What the database knows of its own tables. Without it, rows loaded in bulk are read by the wrong plan."""

from django.db import connection


def refresh() -> None:
    """Let the database count afresh (ANALYZE, on both). Call it after a bulk load, and daily."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
