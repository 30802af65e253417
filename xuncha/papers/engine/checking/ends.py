"""What stands above the title and below everything: head and imprint (7.2, 7.4)."""

import re
from collections.abc import Iterator, Sequence

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from xuncha.papers.engine.checking.looks import Look, Styles, edges
from xuncha.papers.engine.checking.roles import IMPRINT, Item, Role, blocks, is_red, place_of
from xuncha.papers.engine.checking.standard import Deviation, Point
from xuncha.papers.engine.checking.text import is_face, shown, worded
from xuncha.papers.engine.layout import INNER_RULE_MM, OUTER_RULE_MM, Size, eighths

NUMBER = re.compile(r"\S+〔\d{4}〕[1-9]\d*号|^第[1-9]\d*号$|^\S*〔\d{4}〕第?[1-9]\d*期$")
COPIES = re.compile(r"^\s*(?:抄送|主送)\s*[:：]")
PRINTED = re.compile(r"\d{4}年[1-9]\d?月[1-9]\d?日印发\s*$")
SECRECY = re.compile(r"^(?:绝密|机密|秘密)")


def check_head(found: Sequence[Item]) -> Iterator[Deviation]:
    heads = {role: [item for item in found if item.role is role] for role in Role}
    for item in heads[Role.MARK]:
        yield from _check_mark(item)
    for item in heads[Role.NUMBER]:
        yield from _check_number(item)
    for item in heads[Role.SECURITY]:
        yield from _check_security(item)
    if heads[Role.MARK] and heads[Role.NUMBER] and not _has_rule(found):
        is_order = any(item.look.text.strip().endswith("令") for item in heads[Role.MARK])
        if not is_order:
            yield Deviation(Point.RED_RULE, heads[Role.NUMBER][-1].place, "没有红色分隔线")


def _check_mark(item: Item) -> Iterator[Deviation]:
    lead = item.look.lead
    assert lead is not None
    if not is_red(lead.colour):
        yield Deviation(Point.MARK, item.place, "#%s" % (lead.colour or "000000"))
    elif not is_face(lead.face, "小标宋"):
        yield Deviation(Point.MARK, item.place, lead.face or "未指定字体")
    elif item.look.align != "center":
        yield Deviation(Point.MARK, item.place, "没有居中")


def _check_number(item: Item) -> Iterator[Deviation]:
    left, _, right = item.look.text.strip().partition("\t")
    numbers = [part for part in (left.strip(), right.strip()) if re.search(r"[号期]\s*$|[〔\[（(【]", part)]
    for number in numbers:
        if not NUMBER.search(number) and not SECRECY.match(number):
            yield Deviation(Point.NUMBER, item.place, "“%s”" % number)
    signed = re.search(r"签发人\s*[:：]", item.look.text)
    if signed:
        yield from _check_signatory(item)


def _check_signatory(item: Item) -> Iterator[Deviation]:
    name = worded(item.look)[-1]
    if not (is_face(name.face, "楷体") and name.size == Size.THREE.points):
        yield Deviation(Point.SIGNATORY, item.place, shown(name))


def _check_security(item: Item) -> Iterator[Deviation]:
    for stretch in worded(item.look)[:1]:
        if not (is_face(stretch.face, "黑体") and stretch.size == Size.THREE.points):
            yield Deviation(Point.SECURITY, item.place, shown(stretch))
            return
    text = item.look.text.strip()
    if SECRECY.match(text) and len(text) > 2 and "★" not in text:
        yield Deviation(Point.SECURITY, item.place, "“%s”" % text)


def _has_rule(found: Sequence[Item]) -> bool:
    """A red edge of a paragraph above the title; a line that was drawn cannot be measured and is taken for it."""
    above = [item.look for item in found if item.role in (Role.MARK, Role.NUMBER, Role.BLANK, Role.HEAD)]
    return any(_is_ruled(look) or look.drawn for look in above)


def _is_ruled(look: Look) -> bool:
    return any(is_red(colour) for _, colour in look.edges.values())


def check_imprint(
    file: Document, styles: Styles, found: Sequence[Item], *, in_letter: bool
) -> Iterator[Deviation]:
    """The last table that says who it is copied to or when it was printed, or paragraphs that do."""
    section = found[-1].place.section if found else 1
    table = next((t for t in reversed(_tables(file)) if _is_imprint(t, styles)), None)
    rows = [] if table is None else [styles.look(p) for p in table.iter(qn("w:p"))]
    rows += [item.look for item in found if item.role is Role.IMPRINT]
    rows = [look for look in rows if look.text.strip()]
    is_headed = any(item.role is Role.MARK for item in found)
    if not rows:
        if is_headed and not in_letter:
            yield Deviation(Point.IMPRINT, place_of(section, 0, "", "版记"), "没有版记")
        return
    for look in rows:
        yield from _check_row(look, section)
    if not in_letter:
        yield from _check_rules(table, rows, section)
        if not any(PRINTED.search(look.text) for look in rows):
            yield Deviation(
                Point.IMPRINT_FORM, place_of(section, 0, rows[-1].text, "版记"), "没有“×年×月×日印发”"
            )


def _tables(file: Document) -> list[Element]:
    return [block for block in blocks(file.element.body) if block.tag == qn("w:tbl")]


def _is_imprint(table: Element, styles: Styles) -> bool:
    texts = [styles.look(paragraph).text for paragraph in table.iter(qn("w:p"))]
    return bool(texts) and any(IMPRINT.search(text) for text in texts) and len(texts) <= 8


def _check_row(look: Look, section: int) -> Iterator[Deviation]:
    place = place_of(section, 0, look.text, "版记")
    wrong = next(
        (s for s in worded(look) if not (is_face(s.face, "仿宋") and s.size == Size.FOUR.points)), None
    )
    if wrong:
        yield Deviation(Point.IMPRINT_FACE, place, shown(wrong))
    if COPIES.match(look.text) and not look.text.strip().endswith("。"):
        yield Deviation(Point.IMPRINT_FORM, place, "末尾没有句号")


def _check_rules(table: Element | None, rows: Sequence[Look], section: int) -> Iterator[Deviation]:
    """Of a table its own edges; of paragraphs their borders."""
    place = place_of(section, 0, rows[0].text, "版记")
    if table is None:
        drawn = {edge: size for look in rows for edge, (size, _) in look.edges.items()}
    else:
        drawn = {
            edge: size
            for edge, (size, _) in edges(table.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")).items()
        }
    outer, inner = eighths(OUTER_RULE_MM), eighths(INNER_RULE_MM)
    for edge, wanted, name in (("top", outer, "首条"), ("bottom", outer, "末条"), ("insideH", inner, "中间")):
        size = drawn.get(edge, 0)
        if edge == "insideH" and (table is None or len(rows) < 2):
            continue
        if abs(size - wanted) > 1:
            told = "%.2fmm" % (size / 8 * 25.4 / 72) if size else "没有线"
            yield Deviation(Point.IMPRINT_RULES, place, name + "分隔线" + told)
