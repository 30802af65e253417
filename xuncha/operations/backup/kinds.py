"""Values as a backup writes them: the same on both databases, typed by the column they stand in."""

import base64
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

Turn = Callable[[Any], Any]

OF_FIELDS = {
    "BooleanField": "bool",
    "DateTimeField": "moment",
    "DateField": "date",
    "TimeField": "time",
    "DurationField": "duration",
    "DecimalField": "decimal",
    "FloatField": "float",
    "UUIDField": "uuid",
    "JSONField": "json",
    "BinaryField": "bytes",
    "GenericIPAddressField": "address",
    **dict.fromkeys(("CharField", "TextField", "SlugField", "FileField", "FilePathField"), "text"),
    **{prefix + size + "IntegerField": "int" for prefix in ("", "Positive") for size in ("", "Small", "Big")},
    **dict.fromkeys(("AutoField", "SmallAutoField", "BigAutoField"), "int"),
}


def kind_of(field: Any) -> str:
    """The kind of a column. TypeError for one that nobody has thought of: better no backup than half a one."""
    while field.is_relation:
        field = field.target_field
    kind = OF_FIELDS.get(field.get_internal_type())
    if kind is None:
        raise TypeError(f"{field} has no form in a backup")
    return "json!" if kind == "json" and not field.null else kind


def as_text() -> dict[str, Turn]:
    """By kind: what JSON can hold of a value as Django reads it. A kind that is missing is held as it is."""
    return {
        "date": date.isoformat,
        "moment": lambda value: value.astimezone(UTC).isoformat(),
        "time": time.isoformat,
        "duration": timedelta.total_seconds,
        "decimal": str,
        "uuid": lambda value: value.hex,
        "bytes": lambda value: base64.b64encode(bytes(value)).decode(),
    }


def as_stored() -> dict[str, Turn]:
    """By kind: what this database takes for what JSON held."""
    ops: Any = connection.ops
    native = connection.features.has_native_uuid_field
    return {
        "date": lambda value: ops.adapt_datefield_value(date.fromisoformat(value)),
        "moment": lambda value: ops.adapt_datetimefield_value(datetime.fromisoformat(value)),
        "time": lambda value: ops.adapt_timefield_value(time.fromisoformat(value)),
        "duration": lambda value: timedelta(seconds=value) if native else round(value * 1_000_000),
        "decimal": lambda value: ops.adapt_decimalfield_value(Decimal(value)),
        "uuid": uuid.UUID if native else str,
        "json": lambda value: ops.adapt_json_value(value, None),
        "json!": lambda value: ops.adapt_json_value(value, None),
        "bytes": base64.b64decode,
        "address": ops.adapt_ipaddressfield_value,
    }


def turned(turns: dict[str, Turn], kinds: list[str]) -> Callable[[list[Any]], list[Any]]:
    """A function that turns a row in its place. Empty stays empty, but for JSON that must hold something."""
    steps = [(place, turns[kind], kind == "json!") for place, kind in enumerate(kinds) if kind in turns]

    def turn(row: list[Any]) -> list[Any]:
        for place, step, always in steps:
            if always or row[place] is not None:
                row[place] = step(row[place])
        return row

    return turn
