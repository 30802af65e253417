"""A return from its draft to its issue, and who may take it there."""

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.words import Word
from xuncha.records.rules import OFFICE, Role

READERS = OFFICE
DRAFTERS = frozenset({Role.DIRECTOR, Role.GENERAL, Role.COUNTY_OFFICE})
FORM_READERS = READERS | {Role.PROVINCIAL_OFFICE}  # an office above lays out forms too, to ask with
FORM_DRAFTERS = DRAFTERS | {Role.PROVINCIAL_OFFICE}
ISSUERS = frozenset({Role.DIRECTOR, Role.COUNTY_OFFICE})


class FormState(Word):
    MAPPING = "mapping", "待核对"
    READY = "ready", "可用"


FORM_LIFE = LifeCycle(
    "表样版次", FormState, Step("settle", "核对取数", FormState.MAPPING, FormState.READY, FORM_DRAFTERS)
)


class ReturnState(Word):
    DRAFTED = "drafted", "草拟"
    CHECKED = "checked", "已审核"
    ISSUED = "issued", "已出具"
    WITHDRAWN = "withdrawn", "已撤回"


RETURN_LIFE = LifeCycle(
    "报表",
    ReturnState,
    Step("check", "审核", ReturnState.DRAFTED, ReturnState.CHECKED, DRAFTERS),
    Step("rework", "退回修改", ReturnState.CHECKED, ReturnState.DRAFTED, DRAFTERS, needs_note=True),
    Step("issue", "出具", ReturnState.CHECKED, ReturnState.ISSUED, ISSUERS, sets="issued_on"),
    Step("withdraw", "撤回", ReturnState.ISSUED, ReturnState.WITHDRAWN, ISSUERS, needs_note=True),
    Step("discard", "作废草稿", ReturnState.DRAFTED, ReturnState.WITHDRAWN, DRAFTERS, needs_note=True),
)
