"""Every register this viewer may open, sorted by the part of the work it belongs to."""

from dataclasses import dataclass

from django.urls import reverse

from xuncha.kernel.viewer import Viewer
from xuncha.ui.tables import registry

PARTS = {
    "orgs": "机构",
    "people": "人员",
    "basis": "公文与会议",
    "talent": "人才库",
    "rounds": "规划与轮次",
    "teams": "抽调考核",
    "fieldwork": "了解",
    "findings": "问题",
    "clues": "线索",
    "rectification": "整改",
    "leadership": "汇报与制度",
    "linkage": "联动",
    "guidance": "督导",
    "audit": "审计",
}


@dataclass(frozen=True)
class Register:
    title: str
    url: str
    says: str  # what stands in it and how it begins


@dataclass(frozen=True)
class Part:
    label: str
    registers: tuple[Register, ...]


def registers_of(viewer: Viewer) -> list[Part]:
    """Parts with at least one register, in the order of the house."""
    parts = (Part(label, tuple(_registers(app, viewer))) for app, label in PARTS.items())
    return [part for part in parts if part.registers]


def _registers(app: str, viewer: Viewer) -> list[Register]:
    return [
        Register(table.title, reverse(table.door), table.empty)
        for table in registry.tables()
        if table.model._meta.app_label == app and viewer.has(*table.model.reach.roles)
    ]
