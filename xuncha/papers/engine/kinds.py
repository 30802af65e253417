"""The fifteen types (文种) of the 2012 regulation as law: whom each goes to, and in which of the four formats."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from xuncha.basis.rules import DocumentKind as Kind
from xuncha.kernel.refusals import BadInput
from xuncha.papers.engine.document import OfficialDocument, Paragraph
from xuncha.papers.engine.heads import LetterHead, MinutesHead, OrderHead, RedHead


class Way(Enum):
    """Which way a document of a kind goes."""

    UP = auto()
    DOWN = auto()
    LEVEL = auto()
    PUBLIC = auto()  # to everybody, hence without 主送机关
    WITHIN = auto()  # to those who were there


@dataclass(frozen=True)
class Form:
    """way        which way it goes
    addressed  whether it names 主送机关; None where it may
    caption    what a meeting adopted says so under its title, without name and date below
    """

    way: Way
    addressed: bool | None = True
    caption: bool = False


FORMS: dict[Kind, Form] = {
    Kind.RESOLUTION: Form(Way.PUBLIC, addressed=False, caption=True),
    Kind.DECISION: Form(Way.DOWN, addressed=None),
    Kind.ORDER: Form(Way.DOWN, addressed=None),
    Kind.COMMUNIQUE: Form(Way.PUBLIC, addressed=False, caption=True),
    Kind.ANNOUNCEMENT: Form(Way.PUBLIC, addressed=False),
    Kind.PUBLIC_NOTICE: Form(Way.PUBLIC, addressed=False),
    Kind.OPINION: Form(Way.DOWN),
    Kind.NOTICE: Form(Way.DOWN),
    Kind.CIRCULAR: Form(Way.DOWN),
    Kind.REPORT: Form(Way.UP),
    Kind.REQUEST: Form(Way.UP),
    Kind.REPLY: Form(Way.DOWN),
    Kind.MOTION: Form(Way.LEVEL),
    Kind.LETTER: Form(Way.LEVEL),
    Kind.MINUTES: Form(Way.WITHIN, addressed=False),
}
# Article 15: a request goes to one body, and a report asks for nothing.
SEVERAL = re.compile(r"[，、；,;]|各")
ASKING = re.compile(r"请[予]?(?:批示|审批|批准|批复|审示|核准)")


def require_form(document: OfficialDocument) -> None:
    """BadInput where the document breaks the law of its kind; one without a kind is held to none."""
    if document.kind is None:
        return
    for rule in RULES:
        sentence = rule(document, document.kind)
        if sentence:
            raise BadInput(sentence, kind=document.kind.label)


def _titled(document: OfficialDocument, kind: Kind) -> str:
    title = "".join(document.title.split())
    if isinstance(document.head, OrderHead):
        return "命令不加标题，令号之下就是正文。" if title else ""
    word = "纪要" if kind is Kind.MINUTES else kind.label
    marked = document.head.mark if isinstance(document.head, MinutesHead) else ""
    return "" if title.endswith(word) or marked.endswith(word) else "标题应以文种“%(kind)s”结尾。"


def _addressed(document: OfficialDocument, kind: Kind) -> str:
    form, has = FORMS[kind], bool(document.addressee or (document.imprint and document.imprint.addressees))
    if form.addressed is True and not has:
        return "%(kind)s应写明主送机关。"
    if form.addressed is False and has:
        return "%(kind)s面向公众或者会议，不写主送机关。"
    if kind is Kind.REQUEST and SEVERAL.search(document.addressee):
        return "请示只能主送一个上级机关，需要同时送其他机关的，用抄送。"
    return ""


def _headed(document: OfficialDocument, kind: Kind) -> str:
    match document.head:
        case MinutesHead() if kind is not Kind.MINUTES:
            return "只有纪要用纪要格式。"
        case OrderHead() if kind is not Kind.ORDER:
            return "只有命令用命令格式。"
        case LetterHead() if FORMS[kind].way is Way.UP:
            return "%(kind)s是上行文，不用信函格式。"
        case RedHead() if kind is Kind.MINUTES:
            return "纪要用纪要格式，不用文件格式。"
        case RedHead(signatory=name) if FORMS[kind].way is Way.UP and not name:
            return "%(kind)s是上行文，应标注签发人。"
        case RedHead(signatory=name) if FORMS[kind].way is not Way.UP and name:
            return "%(kind)s不是上行文，不标注签发人。"
    return ""


def _captioned(document: OfficialDocument, kind: Kind) -> str:
    if FORMS[kind].caption and not document.caption:
        return "%(kind)s应在标题之下以题注写明何时由何会议通过。"
    return ""


def _asks_nothing(document: OfficialDocument, kind: Kind) -> str:
    """Only what stands at the end asks; a report may well speak of requests."""
    last = [block for block in document.blocks if isinstance(block, Paragraph)][-1:]
    said = "".join(piece.text for block in last for piece in block.pieces)
    return "报告不得夹带请示事项。" if kind is Kind.REPORT and ASKING.search(said) else ""


Rule = Callable[[OfficialDocument, Kind], str]
RULES: tuple[Rule, ...] = (_headed, _titled, _addressed, _captioned, _asks_nothing)
