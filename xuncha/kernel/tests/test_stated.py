"""A mark that a file states itself."""

from datetime import date

import pytest

from xuncha.kernel.marks import Mark
from xuncha.kernel.stated import stated
from xuncha.papers.engine.document import OfficialDocument, Paragraph
from xuncha.papers.engine.heads import RedHead
from xuncha.papers.engine.writer import write

TEXT = [Paragraph("保守秘密、机密是每个人的义务，不涉及绝密事项。")]


def word(**over: object) -> bytes:
    return write(OfficialDocument("关于有关情况的报告", "某某办", date(2019, 5, 6), blocks=TEXT, **over))  # type: ignore[arg-type]  # columns by their names


@pytest.mark.parametrize("said", ["秘密", "秘密★1年", "机密★", "绝密★30年"])
def test_a_word_file_says_it_at_its_upper_left(said: str) -> None:
    mark = {"秘": Mark.SECRET, "机": Mark.CONFIDENTIAL, "绝": Mark.TOP_SECRET}[said[0]]
    assert stated(word(secrecy=said), "报告.docx") == mark
    head = RedHead("某某文件", "某办发〔2019〕5号", secrecy=said)
    assert stated(word(head=head), "报告.docx") == mark


def test_what_a_file_speaks_of_is_not_how_it_is_marked() -> None:
    assert stated(word(), "保守国家秘密.docx") is None
    assert stated("工作秘密★\n秘密的含义\n".encode(), "说明.txt") is None
    late = "\n".join([*["正文。"] * 20, "机密★20年"])
    assert stated(late.encode(), "说明.txt") is None


def test_a_text_and_a_name_say_it_too() -> None:
    assert stated("　机密　★20年\n关于……".encode(), "说明.txt") == Mark.CONFIDENTIAL
    assert stated(b"%PDF-1.7", "秘密★1年 报告.pdf") == Mark.SECRET
    assert stated(b"%PDF-1.7", "报告.pdf") is None
