"""What stands between head and imprint: typefaces, sizes and indents by role, levels, attachments, date (7.3)."""

import re
from collections.abc import Callable, Iterator, Sequence

from xuncha.papers.engine.checking.looks import Look, Stretch
from xuncha.papers.engine.checking.page import PITCH, line_pitch
from xuncha.papers.engine.checking.roles import LEVEL, LEVELS, SAYS_TEXT, Item, Role
from xuncha.papers.engine.checking.standard import Deviation, Point
from xuncha.papers.engine.layout import Size, characters
from xuncha.papers.engine.ordinals import ordinal

FACES: dict[str, tuple[str, ...]] = {
    "小标宋": ("小标宋",),
    "仿宋": ("仿宋", "fangsong", "fandolfang"),
    "楷体": ("楷", "kaiti", "fandolkai"),
    "黑体": ("黑体", "simhei", "fandolhei"),
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
DAY = re.compile(r"^\s*\d{4}年[1-9]\d?月[1-9]\d?日\s*$")
COUNTED = re.compile(r"[\d一二三四五六七八九十百]+")
STOPS = "。；，、."
BODY = (*SAYS_TEXT, Role.ADDRESSEE, Role.ATTACHMENT_LIST, Role.SIGNATURE, Role.DATE, Role.NOTE)
SLACK = 60  # twips


def is_face(face: str, family: str) -> bool:
    return any(name in face.lower() for name in FACES[family])


def check_text(found: Sequence[Item], grid: int) -> Iterator[Deviation]:
    """`grid` is the line pitch of the section's grid in twips, 0 for none."""
    checks: dict[Role, Callable[[Item], Iterator[Deviation]]] = {
        Role.TITLE: _check_title,
        Role.ATTACHMENT_TITLE: _check_title,
        Role.ADDRESSEE: _check_addressee,
        Role.DATE: _check_date,
        Role.ATTACHMENT_LIST: _check_list,
        Role.ATTACHMENT_LABEL: _check_label,
    }
    for item in found:
        if item.role in checks:
            yield from checks[item.role](item)
        if item.role in BODY:
            yield from _check_type(item)
        if item.role in SAYS_TEXT:
            yield from _check_indent(item)
            yield from _check_line(item, grid)
        if item.role in (*BODY, Role.TITLE, Role.ATTACHMENT_LABEL, Role.ATTACHMENT_TITLE):
            yield from _check_colour(item)
    yield from _check_first_list(found)
    yield from _check_levels(found)


def worded(look: Look) -> list[Stretch]:
    """The stretches with Chinese in them: what the standard names a typeface for."""
    return [stretch for stretch in look.stretches if CHINESE.search(stretch.text)]


def shown(stretch: Stretch) -> str:
    return "%s%g磅" % (stretch.face or "未指定字体", stretch.size)


def _check_title(item: Item) -> Iterator[Deviation]:
    for stretch in worded(item.look)[:1]:
        if not is_face(stretch.face, "小标宋"):
            yield Deviation(Point.TITLE_FACE, item.place, stretch.face or "未指定字体")
        if stretch.size != Size.TWO.points:
            yield Deviation(Point.TITLE_SIZE, item.place, "%g磅" % stretch.size)
    if item.look.align != "center" or item.look.first > SLACK:
        yield Deviation(Point.TITLE_PLACE, item.place, "没有居中")


def _check_addressee(item: Item) -> Iterator[Deviation]:
    if item.look.first > SLACK or item.look.left > SLACK:
        yield Deviation(
            Point.ADDRESSEE, item.place, "左空%.1f字" % ((item.look.first + item.look.left) / characters(1))
        )
    elif not item.look.text.strip().endswith("："):
        yield Deviation(Point.ADDRESSEE, item.place, "半角冒号")


def _check_date(item: Item) -> Iterator[Deviation]:
    if not DAY.match(item.look.text):
        yield Deviation(Point.DATE_FORM, item.place, "“%s”" % item.look.text.strip())
    if item.look.align not in ("right", "end") and item.look.first + item.look.left < characters(10):
        yield Deviation(Point.DATE_PLACE, item.place, "没有居右")


def _check_list(item: Item) -> Iterator[Deviation]:
    text = item.look.text.strip()
    if text[-1] in STOPS:
        yield Deviation(Point.ATTACHMENT_LIST, item.place, "末尾有标点“%s”" % text[-1])
    elif re.match(r"附\s*件\s*:", text):
        yield Deviation(Point.ATTACHMENT_LIST, item.place, "半角冒号")


def _check_first_list(found: Sequence[Item]) -> Iterator[Deviation]:
    lists = [at for at, item in enumerate(found) if item.role is Role.ATTACHMENT_LIST]
    if lists and lists[0] and found[lists[0] - 1].role is not Role.BLANK:
        yield Deviation(Point.ATTACHMENT_LIST, found[lists[0]].place, "没有空一行")


def _check_label(item: Item) -> Iterator[Deviation]:
    lead = item.look.lead
    if lead and not (is_face(lead.face, "黑体") and lead.size == Size.THREE.points):
        yield Deviation(Point.ATTACHMENT_LABEL, item.place, shown(lead))
    elif item.look.first > SLACK or item.look.left > SLACK or item.look.align in ("center", "right"):
        yield Deviation(Point.ATTACHMENT_LABEL, item.place, "没有顶格")


def _check_type(item: Item) -> Iterator[Deviation]:
    """A level names its typeface for the heading that begins the paragraph; what runs on is text."""
    stretches = worded(item.look)
    lead, rest = stretches[:1], stretches[1:]
    heading = {Role.LEVEL_1: ("黑体", Point.LEVEL_1_FACE), Role.LEVEL_2: ("楷体", Point.LEVEL_2_FACE)}
    family, point = heading.get(item.role, ("仿宋", Point.TEXT_FACE))
    wrong = next((stretch for stretch in lead if not is_face(stretch.face, family)), None)
    if wrong:
        yield Deviation(point, item.place, wrong.face or "未指定字体")
    else:
        stray = next((s for s in rest if not (is_face(s.face, "仿宋") or is_face(s.face, family))), None)
        if stray:
            yield Deviation(Point.TEXT_FACE, item.place, stray.face or "未指定字体")
    small = next((stretch for stretch in stretches if stretch.size != Size.THREE.points), None)
    if small:
        yield Deviation(Point.TEXT_SIZE, item.place, "%g磅" % small.size)


def _check_indent(item: Item) -> Iterator[Deviation]:
    """Typed full-width spaces indent as well as a setting does."""
    text = item.look.text
    typed = (len(text) - len(text.lstrip("　 "))) if text[:1] in "　 " else 0
    wide = text[:typed].count("　") + text[:typed].count(" ") / 2
    inset = item.look.first + item.look.left + characters(wide)
    if abs(inset - characters(2)) > SLACK:
        yield Deviation(Point.TEXT_INDENT, item.place, "左空%.1f字" % (inset / characters(1)))


def _check_line(item: Item, grid: int) -> Iterator[Deviation]:
    pitch = line_pitch(item.look, grid)
    if pitch not in PITCH:
        length, rule = item.look.line
        told = "%.1f磅" % (pitch / 20) if pitch else "%g倍行距" % ((length or 240) / 240)
        yield Deviation(
            Point.TEXT_LINE, item.place, told if pitch or rule == "auto" else "最小值%.1f磅" % (length / 20)
        )


def _check_colour(item: Item) -> Iterator[Deviation]:
    wrong = next((s for s in item.look.stretches if s.text.strip() and s.colour not in ("", "000000")), None)
    if wrong:
        yield Deviation(Point.COLOUR, item.place, "#" + wrong.colour)


def _check_levels(found: Sequence[Item]) -> Iterator[Deviation]:
    """The form of each ordinal, and that they follow on from one another under the level above."""
    counts = [0, 0, 0, 0]
    for item in found:
        if item.role in (Role.ATTACHMENT_LABEL, Role.ATTACHMENT_TITLE, Role.TITLE):
            counts = [0, 0, 0, 0]
        if item.role not in LEVELS:
            continue
        level = LEVELS.index(item.role)
        counts[level + 1 :] = [0] * (3 - level)
        counts[level] += 1
        yield from _check_ordinal(item, level, counts)


def _check_ordinal(item: Item, level: int, counts: list[int]) -> Iterator[Deviation]:
    text = item.look.text.strip()
    given = LEVEL[level].match(text)
    assert given is not None
    wanted = ordinal(level + 1, counts[level])
    counted = COUNTED.search(given[0])
    if counted and counted[0] != COUNTED.search(wanted)[0]:  # type: ignore[index]  # an ordinal counts
        yield Deviation(Point.LEVEL_ORDER, item.place, "“%s”，应为“%s”" % (given[0].strip(), wanted))
        counts[level] = _resumed(level, counted[0], counts[level])
    elif not text.startswith(wanted) or (level in (1, 3) and text[len(wanted) :][:1] in ("、", "，", ".")):
        yield Deviation(Point.LEVEL_FORM, item.place, "“%s”" % text[: len(given[0]) + 1].strip())


def _resumed(level: int, counted: str, expected: int) -> int:
    """Counting goes on from what stands there, so that one slip is told once."""
    return next((n for n in range(1, 100) if COUNTED.search(ordinal(level + 1, n))[0] == counted), expected)  # type: ignore[index]  # every ordinal is counted
