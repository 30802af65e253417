"""What GB/T 9704-2012 asks, point by point: the clause and the sentence that a deviation is told with."""

from dataclasses import dataclass
from enum import StrEnum


class Point(StrEnum):
    """A point that is looked at; the value is what JSON calls it."""

    PAPER = "paper"
    TOP_MARGIN = "top_margin"
    LEFT_MARGIN = "left_margin"
    TYPE_AREA = "type_area"
    LINES = "lines"
    CHARACTERS = "characters"
    MARK = "mark"
    NUMBER = "number"
    SIGNATORY = "signatory"
    RED_RULE = "red_rule"
    SECURITY = "security"
    TITLE_FACE = "title_face"
    TITLE_SIZE = "title_size"
    TITLE_PLACE = "title_place"
    ADDRESSEE = "addressee"
    TEXT_FACE = "text_face"
    TEXT_SIZE = "text_size"
    TEXT_INDENT = "text_indent"
    TEXT_LINE = "text_line"
    COLOUR = "colour"
    LEVEL_1_FACE = "level_1_face"
    LEVEL_2_FACE = "level_2_face"
    LEVEL_FORM = "level_form"
    LEVEL_ORDER = "level_order"
    ATTACHMENT_LIST = "attachment_list"
    ATTACHMENT_LABEL = "attachment_label"
    DATE_FORM = "date_form"
    DATE_PLACE = "date_place"
    PAGE_NUMBER = "page_number"
    PAGE_NUMBER_FORM = "page_number_form"
    PAGE_NUMBER_FACE = "page_number_face"
    PAGE_NUMBER_PLACE = "page_number_place"
    LETTER_FIRST_PAGE = "letter_first_page"
    IMPRINT = "imprint"
    IMPRINT_FACE = "imprint_face"
    IMPRINT_RULES = "imprint_rules"
    IMPRINT_FORM = "imprint_form"


STANDARD: dict[Point, tuple[str, str]] = {
    Point.PAPER: ("5.1", "用纸为A4型（210mm×297mm）"),
    Point.TOP_MARGIN: ("5.2.1", "天头（上白边）为37mm±1mm"),
    Point.LEFT_MARGIN: ("5.2.1", "订口（左白边）为28mm±1mm"),
    Point.TYPE_AREA: ("5.2.1", "版心为156mm×225mm"),
    Point.LINES: ("5.2.3", "每面排22行"),
    Point.CHARACTERS: ("5.2.3", "每行排28个字"),
    Point.MARK: ("7.2.4", "发文机关标志用红色小标宋体字，居中排布"),
    Point.NUMBER: ("7.2.5", "发文字号年份用六角括号〔〕写全称，序号不加“第”、不编虚位，后加“号”"),
    Point.SIGNATORY: ("7.2.6", "“签发人”三字用3号仿宋体字，签发人姓名用3号楷体字"),
    Point.RED_RULE: ("7.2.7", "发文字号之下4mm处印一条与版心等宽的红色分隔线"),
    Point.SECURITY: ("7.2.2", "密级、保密期限和紧急程度用3号黑体字，密级与期限之间用“★”，顶格编排"),
    Point.TITLE_FACE: ("7.3.1", "标题用小标宋体字"),
    Point.TITLE_SIZE: ("7.3.1", "标题用2号字"),
    Point.TITLE_PLACE: ("7.3.1", "标题居中编排"),
    Point.ADDRESSEE: ("7.3.2", "主送机关居左顶格，最后一个机关名称后标全角冒号"),
    Point.TEXT_FACE: ("7.3.3", "正文用仿宋体字"),
    Point.TEXT_SIZE: ("7.3.3", "正文用3号字"),
    Point.TEXT_INDENT: ("7.3.3", "每个自然段左空二字，回行顶格"),
    Point.TEXT_LINE: ("5.2.3", "行距与每面22行相配（固定值约28.95磅，或者对齐行网格）"),
    Point.COLOUR: ("5.2.4", "版头之外文字的颜色均为黑色"),
    Point.LEVEL_1_FACE: ("7.3.3", "第一层标题用黑体字"),
    Point.LEVEL_2_FACE: ("7.3.3", "第二层标题用楷体字"),
    Point.LEVEL_FORM: ("7.3.3", "结构层次序数依次用“一、”“（一）”“1.”“（1）”标注"),
    Point.LEVEL_ORDER: ("7.3.3", "同一层次的序数从一起依次编排"),
    Point.ATTACHMENT_LIST: ("7.3.4", "附件说明在正文下空一行，左空二字编“附件”后标全角冒号，名称后不加标点"),
    Point.ATTACHMENT_LABEL: ("7.3.7", "“附件”二字及序号用3号黑体字，顶格编排在版心左上角第一行，另面编排"),
    Point.DATE_FORM: ("7.3.5.4", "成文日期用阿拉伯数字将年、月、日标全，月、日不编虚位"),
    Point.DATE_PLACE: ("7.3.5", "成文日期居右编排"),
    Point.PAGE_NUMBER: ("7.5", "每面编页码"),
    Point.PAGE_NUMBER_FORM: ("7.5", "页码数字左右各放一条一字线"),
    Point.PAGE_NUMBER_FACE: ("7.5", "页码用4号半角宋体阿拉伯数字"),
    Point.PAGE_NUMBER_PLACE: ("7.5", "单页码居右空一字，双页码居左空一字，一字线上距版心下边缘7mm"),
    Point.LETTER_FIRST_PAGE: ("10.1", "信函格式首页不显示页码"),
    Point.IMPRINT: ("7.4", "文件格式应有版记，置于最后一面"),
    Point.IMPRINT_FACE: ("7.4", "版记用4号仿宋体字"),
    Point.IMPRINT_RULES: ("7.4.1", "版记首条和末条分隔线用粗线（0.35mm），中间用细线（0.25mm）"),
    Point.IMPRINT_FORM: ("7.4.2", "抄送机关之间用逗号隔开，最后标句号；印发日期后加“印发”"),
}


@dataclass(frozen=True)
class Place:
    """Where it is: the section from 1, the paragraph from 1 (0 for the page itself), and its first words."""

    section: int
    paragraph: int = 0
    words: str = ""
    region: str = ""  # "页脚", "版记"

    def __str__(self) -> str:
        where = "第%d节" % self.section + self.region
        if self.paragraph:
            where += "第%d段" % self.paragraph
        return where + ("“%s”" % self.words if self.words else "")


@dataclass(frozen=True)
class Deviation:
    """One place that is not as the standard has it: what was found there."""

    point: Point
    place: Place
    found: str

    @property
    def clause(self) -> str:
        return STANDARD[self.point][0]

    @property
    def wanted(self) -> str:
        return STANDARD[self.point][1]

    def __str__(self) -> str:
        return "%s：%s（GB/T 9704-2012 %s），实为%s。" % (self.place, self.wanted, self.clause, self.found)
