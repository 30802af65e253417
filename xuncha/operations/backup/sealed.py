"""Whether what is sealed opens with this installation's key."""

from typing import Any

from django.db import models
from django.db.models.functions import Cast

from xuncha.operations.backup.contents import managed
from xuncha.records import keys
from xuncha.records.ciphers import CannotOpen
from xuncha.records.fields import SealedTextField

NO_KEY = "封存内容已原样恢复，但本机没有封存密钥：请由两名保管人运行 xuncha keys restore 恢复原密钥，此前请勿登记新的封存内容。"
OTHER_KEY = "封存内容已原样恢复，但用本机的封存密钥打不开：请换回原安装的封存密钥（xuncha keys restore）。"
TRIED = 3  # values of each column


def warnings() -> list[str]:
    """Sentences on what sealed content still wants. No key is made by asking."""
    columns = [(model, field) for model in managed() for field in sealed_fields(model)]
    filled = [(model, field) for model, field in columns if _filled(model, field).exists()]
    if not filled:
        return []
    if not any(keys.folder().glob("sealing*.key")):
        return [NO_KEY]
    return [] if all(_opens(model, field) for model, field in filled) else [OTHER_KEY]


def sealed_fields(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if isinstance(field, SealedTextField)]


def _filled(model: type[models.Model], field: str) -> models.QuerySet[models.Model]:
    raw: dict[str, Any] = {f"{field}_lies": Cast(models.F(field), models.TextField())}
    rows: models.QuerySet[models.Model] = model._base_manager.all()
    filled: models.QuerySet[models.Model] = rows.annotate(**raw)
    return filled.exclude(**{f"{field}_lies": ""}).exclude(**{f"{field}_lies": None})


def _opens(model: type[models.Model], field: str) -> bool:
    try:
        for row in _filled(model, field).order_by("pk")[:TRIED]:
            getattr(row, field)
    except CannotOpen:
        return False
    return True
