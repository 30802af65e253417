"""The page: a draft comes in, is shown marked, goes out with comments, and nothing of it stays."""

from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from xuncha.accounts.models import User
from xuncha.papers.engine.opening import COMPOUND
from xuncha.records.models import Installation

TEXT = "全年向纪检监察等机关移交问题线索57件。\n受理来信32件、来访18件，共60件。参会人员85名。"


@pytest.fixture
def director(city: Installation) -> Client:
    client = Client()
    client.force_login(User.objects.get(username="director"))
    return client


def sent(client: Client, status: int = 200, **fields: object) -> str:
    answer = client.post("/proof/", {"year": "2019", **fields})
    assert answer.status_code == status
    return answer.content.decode()


def test_the_form_offers_the_years_there_are(director: Client) -> None:
    page = director.get("/proof/").content.decode()
    assert '<option value="2019" selected>' in page
    assert "文稿不保存" in page


def test_figures_are_red_green_or_grey_and_lead_to_their_rows(director: Client) -> None:
    page = sent(director, text=TEXT)
    assert '<a href="/figures/clues.transferred/?year=2019"' in page
    assert "移交问题线索”不符：按记录应为52件" in page
    assert "各部分相加为50件" in page
    assert "1个无法判定" in page
    assert page.count("p-mark p-red") == 4  # 57件, and the sum with its parts
    assert TEXT.split("\n")[0] in page  # in the box, to be mended and sent again


def test_without_a_year_only_the_text_itself_is_checked(director: Client) -> None:
    page = sent(director, year="", text=TEXT)
    assert "clues.transferred" not in page
    assert "各部分相加为50件" in page


def test_a_word_file_comes_back_with_comments_on_the_figures(director: Client) -> None:
    document, file = docx.Document(), BytesIO()
    document.add_paragraph("全年向纪检监察等机关移交问题线索57件。")
    document.save(file)
    upload = SimpleUploadedFile("稿.docx", file.getvalue())
    answer = director.post("/proof/", {"year": "2019", "upload": upload, "docx": "1"})
    commented = docx.Document(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]  # a file's answer
    (comment,) = commented.comments
    assert "应为52件" in comment.text
    assert [paragraph.text for paragraph in commented.paragraphs] == [
        "全年向纪检监察等机关移交问题线索57件。"
    ]
    marked = [run.text for run in commented.paragraphs[0].runs]
    assert marked[:2] == ["全年向纪检监察等机关移交问题线索", "57"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", COMPOUND + bytes(600), "旧版格式"),
        ("a.exe", b"MZ", "无法核对"),
        ("a.txt", b"\x00\x01", "不是文字"),
    ],
)
def test_what_cannot_be_read_is_refused_beside_its_box(
    name: str, content: bytes, words: str, director: Client
) -> None:
    assert words in sent(director, 422, upload=SimpleUploadedFile(name, content))


def test_nothing_sent_is_refused(director: Client) -> None:
    assert "请选择文件" in sent(director, 422)


def test_markup_in_a_draft_stays_text(director: Client) -> None:
    assert "<script>alert(1)" not in sent(director, text="<script>alert(1)</script>移交52件。")


@pytest.mark.parametrize("username", ["groupleader", "contact", "auditor"])
def test_who_reads_no_figures_proofs_no_drafts(username: str, city: Installation) -> None:
    client = Client()
    client.force_login(User.objects.get(username=username))
    assert client.get("/proof/").status_code == 403
    assert client.post("/proof/", {"text": TEXT}).status_code == 403


def test_the_rows_of_a_table_stand_in_columns_and_other_lines_do_not(director: Client) -> None:
    page = sent(director, text="单位\t反馈问题\n东栅区\t96\n望浦区\t88\n以上共184个问题。")
    assert page.count('<p class="p-row">') == 3
    assert page.count("<p>以上共") == 1
