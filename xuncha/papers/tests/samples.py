"""One document of each of the fifteen types, in the format the type is written in."""

from datetime import date

from xuncha.basis.rules import DocumentKind as Kind
from xuncha.papers.engine.document import (
    Attachment,
    Attending,
    Column,
    Heading,
    Imprint,
    OfficialDocument,
    Paragraph,
    Table,
)
from xuncha.papers.engine.heads import LetterHead, MinutesHead, OrderHead, RedHead

OFFICE = "某市委巡察工作领导小组办公室"
GROUP = "某市委巡察工作领导小组"
DAY = date(2019, 12, 3)
IMPRINT = Imprint(OFFICE, date(2019, 12, 4), ("某市纪委监委", "某市委组织部"))
LIST = Table([Column("序号", 1), Column("问题", 5, "left")], [["1", "制度执行不严"], ["2", "台账不全"]])
BODY = (
    Heading(1, "总体要求"),
    Heading(2, "把握重点"),
    Paragraph("各级巡察机构要突出政治监督，紧盯责任落实，做到应巡尽巡、应改尽改。"),
    Heading(2, "压实责任"),
    Paragraph("按月调度。", lead=Heading(3, "盯住进度。")),
    Paragraph("一事一档。", lead=Heading(4, "管好台账。")),
    Heading(1, "工作安排"),
    Paragraph("自2019年12月起，按照计划组织实施，重要情况及时报告。"),
)


def head(number: str = "某巡办发〔2019〕12号", signatory: str = "") -> RedHead:
    return RedHead(OFFICE + "文件", number, signatory=signatory)


def paper(kind: Kind, title: str, addressee: str = "", **more: object) -> OfficialDocument:
    given: dict[str, object] = {"blocks": BODY, "head": head(), "imprint": IMPRINT} | more
    return OfficialDocument(title=title, issuer=OFFICE, date=DAY, addressee=addressee, kind=kind, **given)  # type: ignore[arg-type]  # columns by their names


UP = {"head": head(signatory="某某某")}
COUNTIES = "各县（市、区）委巡察办"

SAMPLES: dict[Kind, OfficialDocument] = {
    Kind.RESOLUTION: paper(
        Kind.RESOLUTION,
        "关于加强巡察整改的决议",
        caption="2019年12月3日某市委第七次全体会议通过",
    ),
    Kind.DECISION: paper(Kind.DECISION, "关于某某等同志任职的决定", COUNTIES),
    Kind.ORDER: paper(
        Kind.ORDER,
        "",
        blocks=[Paragraph("现公布《某市巡察工作办法》，自公布之日起施行。")],
        head=OrderHead("某市人民政府令", "第3号", "某某某", "市长"),
    ),
    Kind.COMMUNIQUE: paper(
        Kind.COMMUNIQUE, "某市委全体会议公报", caption="2019年12月3日某市委第七次全体会议通过"
    ),
    Kind.ANNOUNCEMENT: paper(Kind.ANNOUNCEMENT, "关于开展第七轮巡察的公告"),
    Kind.PUBLIC_NOTICE: paper(Kind.PUBLIC_NOTICE, "关于受理信访事项的通告"),
    Kind.OPINION: paper(Kind.OPINION, "关于加强上下联动的意见", COUNTIES),
    Kind.NOTICE: paper(
        Kind.NOTICE,
        "关于印发《某市委第七轮巡察工作方案》的通知",
        COUNTIES,
        attachments=[
            Attachment("某市委第七轮巡察工作方案", BODY),
            Attachment("巡察任务分工表", [LIST]),
            Attachment("联络员名单"),
        ],
        note="此件不公开",
        head=RedHead(
            OFFICE + "文件", "某巡办发〔2019〕12号", copy_number="000001", secrecy="秘密★1年", urgency="特急"
        ),
    ),
    Kind.CIRCULAR: paper(Kind.CIRCULAR, "关于第六轮巡察整改进展情况的通报", COUNTIES),
    Kind.REPORT: paper(
        Kind.REPORT, "关于2019年度巡察工作情况的报告", GROUP, **UP, blocks=[*BODY, Paragraph("特此报告。")]
    ),
    Kind.REQUEST: paper(
        Kind.REQUEST,
        "关于第七轮巡察任务分工的请示",
        GROUP,
        **UP,
        blocks=[*BODY, Paragraph("妥否，请批示。")],
        note="联系人：某某，电话：00000000",
    ),
    Kind.REPLY: paper(Kind.REPLY, "关于第七轮巡察任务分工的批复", "某县委巡察办"),
    Kind.MOTION: paper(Kind.MOTION, "关于提请审议某某事项的议案", "某市人民代表大会常务委员会"),
    Kind.LETTER: paper(
        Kind.LETTER,
        "关于商请提供有关情况的函",
        "某市审计局",
        head=LetterHead(OFFICE, "某巡办函〔2019〕8号", secrecy="秘密★1年"),
        imprint=Imprint(OFFICE, DAY, ("某市委组织部",)),
    ),
    Kind.MINUTES: paper(
        Kind.MINUTES,
        "研究第七轮巡察综合情况",
        head=MinutesHead("某市委书记专题会议纪要", "〔2019〕第3期", OFFICE, DAY),
        attending=[
            Attending(
                "出席", ("某某某（市委书记）", "某某某（市纪委书记）", "某某（市委组织部部长）", "某某")
            ),
            Attending("列席", ("某某（市委巡察办）",)),
        ],
    ),
}
