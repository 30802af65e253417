"""Which part of an official document each paragraph is: told by what it says and how it looks, not by its style."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from xuncha.papers.engine.checking.looks import Look, Styles
from xuncha.papers.engine.checking.standard import Place

WORDS = 12  # of a paragraph, to find it by


class Role(Enum):
    MARK = auto()
    NUMBER = auto()
    SECURITY = auto()
    HEAD = auto()  # whatever else stands above the title
    TITLE = auto()
    ADDRESSEE = auto()
    LEVEL_1 = auto()
    LEVEL_2 = auto()
    LEVEL_3 = auto()
    LEVEL_4 = auto()
    TEXT = auto()
    ATTACHMENT_LIST = auto()
    ATTACHMENT_LABEL = auto()
    ATTACHMENT_TITLE = auto()
    SIGNATURE = auto()
    DATE = auto()
    NOTE = auto()
    IMPRINT = auto()
    BLANK = auto()
    OTHER = auto()  # captions, and lists of those who were there


LEVELS = (Role.LEVEL_1, Role.LEVEL_2, Role.LEVEL_3, Role.LEVEL_4)
SAYS_TEXT = (Role.TEXT, *LEVELS)

NUMBER = re.compile(r"[〔\[［(（【]\s*\d{2,4}\s*[〕\]］)）】]\s*第?\s*\d+\s*[号期]?|^第\d+号$")
SECURITY = re.compile(r"^\s*(?:绝密|机密|秘密|特急|加急|平急|特提)")
DATE = re.compile(
    r"^\s*[〇零○一二三四五六七八九\d]{2,4}\s*[年.\-/][^，。；]{1,5}[月.\-/][^，。；]{1,5}日?\s*$"
)
LIST = re.compile(r"^\s*附\s*件\s*[:：]")
LABEL = re.compile(r"^\s*附\s*件\s*[\d一二三四五六七八九十]*\s*[:：]?\s*$")
IMPRINT = re.compile(r"^\s*(?:抄送|主送|抄报|分送)\s*[:：]|印发\s*$|^.{2,40}\s+\d{4}年\d{1,2}月\d{1,2}日\s*$")
ATTENDING = re.compile(r"^\s*(?:出席|请假|列席|缺席|记录)\s*[:：]")
NUMERAL = "一二三四五六七八九十百"
LEVEL = (
    re.compile(rf"^\s*[{NUMERAL}]+\s*[、.．，]"),
    re.compile(rf"^\s*[（(]\s*[{NUMERAL}]+\s*[)）]"),
    re.compile(r"^\s*\d{1,2}\s*[、.．](?!\d)"),
    re.compile(r"^\s*[（(]\s*\d{1,2}\s*[)）]"),
)
HEAD_REACH = 16  # paragraphs within which a head is looked for
TITLE_POINTS = 18  # what is centred and at least this large is a title
RED_POINTS = 20


@dataclass(frozen=True)
class Item:
    """A paragraph where it stands."""

    place: Place
    look: Look
    role: Role = Role.OTHER
    by_table: bool = False


def is_red(colour: str) -> bool:
    """A colour in hex whose red outshines the others."""
    if len(colour) != 6 or any(sign not in "0123456789ABCDEF" for sign in colour):
        return False
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return red >= 0x99 and max(green, blue) < red // 2


def items(file: Document, styles: Styles) -> list[Item]:
    """Every paragraph of the body outside tables, in order, with its role."""
    return _with_roles(list(_walk(file, styles)))


def header_items(file: Document, styles: Styles) -> list[Item]:
    """What stands above the first page only: the mark of a letter."""
    if not file.sections[0].different_first_page_header_footer:
        return []
    looks = [styles.look(p) for p in file.sections[0].first_page_header._element.iter(qn("w:p"))]
    found = [Item(place_of(1, 0, look.text, "页眉"), look) for look in looks]
    return [replace(item, role=_head_role(item)) for item in found]


def place_of(section: int, paragraph: int, text: str, region: str = "") -> Place:
    words = " ".join(text.split())
    return Place(section, paragraph, words[:WORDS] + ("…" if len(words) > WORDS else ""), region)


def blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables; a content control is looked into."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")):
            yield from blocks(child)


def _walk(file: Document, styles: Styles) -> Iterator[Item]:
    section, number = 1, 0
    row = list(blocks(file.element.body))
    for at, block in enumerate(row):
        if block.tag != qn("w:p"):
            continue
        number += 1
        look = styles.look(block)
        beside = [row[near].tag for near in (at - 1, at + 1) if 0 <= near < len(row)]
        yield Item(place_of(section, number, look.text), look, by_table=qn("w:tbl") in beside)
        if block.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            section += 1


def _with_roles(found: list[Item]) -> list[Item]:
    title = _title(found)
    heads = [replace(item, role=_head_role(item)) for item in found[:title]]
    is_order = any(item.role is Role.MARK and item.look.text.strip().endswith("令") for item in heads)
    return heads + list(_below(found[title:], titled=is_order))


def _title(found: list[Item]) -> int:
    """Where the title stands; the whole is text where there is none."""
    for at, item in enumerate(found[:HEAD_REACH]):
        if _head_role(item) is not Role.HEAD or not _has_words(item):
            continue
        lead = item.look.lead
        if (lead and lead.size >= TITLE_POINTS) or item.look.align == "center" or _reads_as_title(item):
            return at
    return next(
        (at for at, item in enumerate(found) if _has_words(item) and _head_role(item) is Role.HEAD), 0
    )


def _reads_as_title(item: Item) -> bool:
    return item.look.text.strip().startswith("关于")


def _has_words(item: Item) -> bool:
    return bool(item.look.text.strip())


def _head_role(item: Item) -> Role:
    text, lead = item.look.text, item.look.lead
    if lead is None:
        return Role.BLANK
    if is_red(lead.colour) or (text.strip().endswith("文件") and lead.size >= RED_POINTS):
        return Role.MARK
    if SECURITY.match(text) and not NUMBER.search(text):
        return Role.SECURITY
    if NUMBER.search(text):
        return Role.NUMBER
    if re.fullmatch(r"\s*\d{6}\s*", text):
        return Role.SECURITY
    return Role.HEAD if "\t" not in text else Role.NUMBER


def _below(found: list[Item], *, titled: bool) -> Iterator[Item]:
    """The title and what follows. What a paragraph is depends on what stood before it."""
    is_dated = addressed = in_list = False
    awaits_title, may_go_on, past_table = False, True, False
    for at, item in enumerate(found):
        role = _plain_role(item)
        past_table = past_table or item.by_table
        if role is Role.BLANK:
            may_go_on = may_go_on and not titled
            in_list = False
            yield replace(item, role=role)
            continue
        if not titled or (may_go_on and _is_large(item)):
            role, titled = Role.TITLE, True
        elif role is Role.ATTACHMENT_LABEL:
            awaits_title = True
        elif awaits_title:
            role, awaits_title, is_dated, addressed = Role.ATTACHMENT_TITLE, False, True, True
        elif role is Role.ATTACHMENT_LIST or (in_list and role is Role.LEVEL_3):
            role, in_list = Role.ATTACHMENT_LIST, True
        elif role is Role.TEXT and not (addressed or is_dated or past_table) and _addresses(item):
            role = Role.ADDRESSEE
        elif role is Role.TEXT and not is_dated and _comes_before_date(found, at):
            role = Role.SIGNATURE
        addressed = addressed or role in SAYS_TEXT or role is Role.ADDRESSEE
        is_dated = is_dated or role is Role.DATE
        may_go_on = may_go_on and role is Role.TITLE
        yield replace(item, role=role)


def _addresses(item: Item) -> bool:
    """A line that ends in a colon and is no sentence that opens a list."""
    text = item.look.text.strip()
    return text[-1] in "：:" and "。" not in text and not (item.look.first and "如下" in text)


def _plain_role(item: Item) -> Role:
    text = item.look.text
    if not text.strip():
        return Role.BLANK
    for pattern, role in (
        (LABEL, Role.ATTACHMENT_LABEL),
        (LIST, Role.ATTACHMENT_LIST),
        (DATE, Role.DATE),
        (IMPRINT, Role.IMPRINT),
        (ATTENDING, Role.OTHER),
    ):
        if pattern.search(text):
            return role
    if re.fullmatch(r"\s*[（(].*[)）]\s*", text) and not any(level.match(text) for level in LEVEL):
        return Role.OTHER if item.look.align == "center" else Role.NOTE  # under the title, or below the date
    if item.by_table and _is_caption(item):
        return Role.OTHER
    return next((role for level, role in zip(LEVEL, LEVELS, strict=True) if level.match(text)), Role.TEXT)


def _is_caption(item: Item) -> bool:
    """The heading or the note of a table: centred, or set smaller than the text."""
    lead = item.look.lead
    return item.look.align == "center" or (lead is not None and lead.size < 16)


def _is_large(item: Item) -> bool:
    lead = item.look.lead
    return lead is not None and lead.size >= TITLE_POINTS and item.look.align == "center"


def _comes_before_date(found: list[Item], at: int) -> bool:
    """The name of the issuer: a short line at the right, with the date in the next line that says something."""
    following = next((item for item in found[at + 1 :] if _has_words(item)), None)
    text = found[at].look.text.strip()
    return (
        following is not None and DATE.match(following.look.text) is not None and text[-1] not in "。；，："
    )
