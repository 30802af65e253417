"""Where a figure stands and what it is about: paragraph, sentence, clause, what is counted, scope."""

import re
from dataclasses import replace
from itertools import accumulate

from xuncha.proofs.engine.lexicon import CHINESE
from xuncha.proofs.engine.mention import Mention

LONGEST = 16  # characters of what is counted
# Which stops begin a new paragraph, sentence, clause.
STOPS = {"\n": (1, 1, 1), **dict.fromkeys("。！？", (0, 1, 1)), **dict.fromkeys("；;，,：\t|", (0, 0, 1))}
THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3})")
NOUN = re.compile(r"(?:的)?((?:“[^”]{1,10}”)?[一-龥（）“”]{1,16})")
CUT = re.compile(
    r"的|了|并|和|与|以及|及其|(?<!以)及(?![时格])|或|对|在|为|于|向|从|由|被|把|将|已|均|都|共|计|占|比|达|至|等|中|内|后|前|时|是|有|组织|开展|进行|完成|召开|全部|正在|尚|未|其中|"
    r"（|）|增加|减少|增长|下降|提高|上升|办结|整改|反馈$|[0-9零一二三四五六七八九十]+[个名件项次轮家人年月天份条户]"
)
LEADING = re.compile(
    r"^(?:截至|目前|今年|全年|本年度|一年来|累计|已|共计?|合计|总计|其中|并|还|又|先后|分别|同时|全市|我市|各级|年内|期间|通过|以来|为|有|约|近|超过|达到?|了|仅|另|再|将|均|的)+"
)
TRAILING = re.compile(
    r"(?:了|共计?|合计|总计|累计|达到|(?<!传)达|为|约|近|超过?|(?<!而)已|仅|分别|至少|等|的|各类|各|实际|总数|共有)+$"
)
YEAR = re.compile(
    r"(?:19|20)[0-9]{2}年|今年|去年|上年|本年度?|上半年|下半年|前三季度|[一二三四]季度|全年|上一?年度|同期"
)
ROUND = re.compile(rf"第(?:{CHINESE}|[0-9]+)轮|首轮|本轮|上轮|上一轮|前(?:{CHINESE}|[0-9]+)轮")
BODY = re.compile(
    r"全市|全县|全省|全区|市级|县级|省级|市直|县直|市本级|乡镇|村（社区）|各县（市、区）|县（市、区）|[一-龥]{1,4}(?:县|区|局|委|厅|公司|集团|镇|街道)(?=[，、对的发移反共查])|第[一二三四五六七八九十]巡察组|城区|农村"
)

# A paragraph that begins with a body's name, as a heading or before a colon, is about that body.
HEADED = re.compile(
    r"[ \t#*]*(?:[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]?[、.．]?)?"
    r"([一-龥]{2,12}(?:县|市|区|镇|乡|街道|村|社区|局|委|办|厅|院|校|公司|集团|中心))[*]*[。：:，]"
)


def placed(text: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions with their place and what they are about."""
    paragraphs, sentences, clauses = (_levels(text, level) for level in range(3))
    depths = list(accumulate((character in "（(") - (character in "）)") for character in text))
    out = []
    for number, mention in enumerate(mentions):
        previous = mentions[number - 1].stop if number else 0
        before = text[_clause_start(text, mention.begin, previous) : mention.begin]
        out.append(
            replace(
                mention,
                paragraph=paragraphs[mention.start],
                sentence=sentences[mention.start],
                clause=clauses[mention.start],
                depth=depths[mention.start],
                before=text[max(0, mention.begin - 16) : mention.begin],
                after=text[mention.stop : mention.stop + 12],
                subject=TRAILING.sub("", LEADING.sub("", before)),
                counts=_counts(text, mention, before),
                scope=_scope(text, mention),
            )
        )
    return out


def _levels(text: str, level: int) -> list[int]:
    """For every character the number of its paragraph (0), sentence (1) or clause (2); stops side by side are one."""
    steps = [STOPS.get(character, (0, 0, 0))[level] for character in text]
    for found in THOUSANDS.finditer(text):
        steps[found.start()] = 0
    alone = [step and not (at and steps[at - 1]) for at, step in enumerate(steps)]
    return list(accumulate(map(int, alone), initial=0))


def _clause_start(text: str, begin: int, previous: int) -> int:
    """Where the words that belong to a figure begin: behind a stop, or behind the figure before."""
    position = begin
    while position > previous and text[position - 1] not in "\n。！？；;，,：|、（(":
        position -= 1
    return position


def _counts(text: str, mention: Mention, before: str) -> str:
    """The noun behind the unit, else the end of the words before."""
    found = NOUN.match(text, mention.stop)
    if found and mention.unit not in ("%", "‰"):
        noun = found.group(1)
        cut = CUT.search(noun)
        noun = noun[: cut.start()] if cut else noun
        if noun:
            return noun
    words = TRAILING.sub("", LEADING.sub("", before)).strip(" #*")
    return words if len(words) <= LONGEST else words[-LONGEST:]


def _scope(text: str, mention: Mention) -> dict[str, str]:
    """Year, round and body named nearest before the figure, in its paragraph; the body that heads it comes first."""
    start = text.rfind("\n", 0, mention.start) + 1
    here = text[start : mention.begin]
    found = {}
    for name, expression in (("year", YEAR), ("round", ROUND), ("organisation", BODY)):
        matches = expression.findall(here)
        if matches:
            found[name] = matches[-1]
    headed = HEADED.match(text, start)
    if headed and headed.end() <= mention.begin:
        found["organisation"] = headed.group(1)
    return found
