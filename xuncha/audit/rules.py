"""The chain: each entry's digest covers the digest before it, so that an edit, removal or insertion shows.

What a chain alone cannot show is that its end was cut off, or that all of it was reckoned anew. For that its
end is noted from time to time outside the database (`Anchor`).
"""

import hashlib
import json
from collections.abc import Iterable
from typing import NamedTuple

from xuncha.kernel.words import Word
from xuncha.records.rules import Role

ROOT = "0" * 64
READERS = frozenset({Role.AUDITOR})


class Act(Word):
    """What is entered in the chain; an app may enter a verb of its own, shown as it is until it has a word here."""

    REFUSED = "refused", "办理被拒绝"
    HIDDEN = "hidden", "越权查阅"
    GRANT = "grant", "授予岗位"
    END_GRANT = "end grant", "结束岗位授权"
    ASK_EMERGENCY = "ask emergency", "申请紧急授权"
    GIVE_EMERGENCY = "give emergency", "批准紧急授权"
    DECLINE_EMERGENCY = "decline emergency", "不批准紧急授权"
    END_EMERGENCY = "end emergency", "提前结束紧急授权"
    OPEN_ACCOUNT = "open account", "建立账号"
    CLOSE_ACCOUNT = "close account", "停用账号"
    REOPEN_ACCOUNT = "reopen account", "恢复启用账号"
    RESET_PASSWORD = "reset password", "重置首次密码"
    UNLOCK_ACCOUNT = "unlock account", "解除登录锁定"
    SIGN_IN = "sign in", "登录"
    SIGN_IN_FAILED = "sign in failed", "登录失败"
    LOCKED = "locked", "登录锁定"
    SIGN_OUT = "sign out", "退出登录"
    VERIFIED = "verified", "通过第二因子"
    FACTOR_FAILED = "factor failed", "第二因子未通过"
    ENROL = "enrol factor", "启用第二因子"
    DROP_FACTOR = "drop factor", "停用第二因子"
    RECOVERY_CODES = "recovery codes", "生成备用码"
    USE_RECOVERY_CODE = "use recovery code", "使用备用码"
    CHANGE_PASSWORD = "change password", "更换密码"
    END_SESSION = "end session", "结束登录"
    ASK_RECOVERY = "ask recovery", "申请账号恢复"
    RECOVER = "recover", "批准账号恢复"
    DECLINE_RECOVERY = "decline recovery", "不批准账号恢复"
    ADD_OFFICE = "add office", "登记巡察机构"
    ADD_DIVISION = "add division", "登记区划"
    OPEN_ID = "open id number", "查看身份证号"
    GRANT_CLUE = "grant clue", "授权查阅线索"
    END_CLUE_GRANT = "end clue grant", "结束线索授权"
    OPEN_CLUE = "open clue", "查阅线索内容"
    OPEN_CLUE_REFUSED = "open clue refused", "查阅线索被拒绝"
    EXPORT = "export", "导出"
    READ_FILE = "read file", "下载附件"
    READ_ARCHIVE = "read archive", "调阅归档文件"
    OPEN_RELATIVES = "open relatives", "为核查回避启封亲属申报"
    LOAD_HISTORY = "load history", "导入历史数据"
    ROTATE_KEYS = "rotate keys", "更换主密钥"
    CLOCK_BACK = "clock back", "系统时间倒退"
    CHECKPOINT = "checkpoint", "取走检查点"
    BACKUP = "backup", "备份"
    BACKUP_KEY = "backup key", "更换备份密钥"
    RESTORE = "restore", "从备份恢复"
    DESTROY = "destroy", "销毁封存内容"


TAKEN_OUT = (Act.EXPORT, Act.READ_FILE, Act.READ_ARCHIVE)  # what leaves the house as a file


class Link(NamedTuple):
    id: int
    at: str  # ISO 8601 in UTC
    who: str
    verb: str
    subject: str
    note: str
    previous: str
    digest: str


class Anchor(NamedTuple):
    """The end of the chain as it once was."""

    id: int
    digest: str


def digest(at: str, who: str, verb: str, subject: str, note: str, previous: str) -> str:
    """SHA-256 (hex) over the entry's text and the digest before it."""
    body = json.dumps([at, who, verb, subject, note, previous], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()


class Flaw(Word):
    """What the chain alone tells. What exactly was done is told by a checkpoint."""

    EDITED = "edited", "内容与其摘要不符，已被改动"
    LOOSE = "loose", "与前一条不衔接：此处有记录被改动、删除、插入或者调换"
    REWRITTEN = "rewritten", "与此前留存的链尾不符：链条被重新计算"
    CUT = "cut", "此前留存的链尾已不存在：链条被截断"


def broken(links: Iterable[Link], anchors: Iterable[Anchor] = ()) -> list[int]:
    """The ids of entries that do not follow from the one before them or are not as anchored, in order."""
    return list(flaws(links, anchors))


def flaws(links: Iterable[Link], anchors: Iterable[Anchor] = ()) -> dict[int, Flaw]:
    """What is wrong with the chain, by the id of the entry at which it shows, in order."""
    wrong, previous = dict[int, Flaw](), ROOT
    expected: dict[int, str] = {}
    for anchor in anchors:
        expected.setdefault(anchor.id, anchor.digest)  # the first word stands: a later one may have been bent
    for link in links:
        own = digest(link.at, link.who, link.verb, link.subject, link.note, link.previous)
        anchored = expected.pop(link.id, own)
        if link.digest != own:
            wrong[link.id] = Flaw.EDITED
        elif link.previous != previous:
            wrong[link.id] = Flaw.LOOSE
        elif anchored != own:
            wrong[link.id] = Flaw.REWRITTEN
        previous = link.digest
    wrong |= dict.fromkeys(expected, Flaw.CUT)
    return dict(sorted(wrong.items()))
