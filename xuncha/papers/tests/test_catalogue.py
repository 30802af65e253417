"""Every document of the catalogue, drawn up from the reference city: its form, its gate, its trace."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse

from xuncha.accounts.models import User
from xuncha.audit.models import Entry
from xuncha.basis.rules import DocumentKind
from xuncha.kernel.viewer import Viewer
from xuncha.papers import offers
from xuncha.papers.catalogue import CATALOGUE as HOUSE
from xuncha.papers.catalogue import FORM
from xuncha.papers.engine.checking.check import deviations
from xuncha.papers.engine.opening import read_word
from xuncha.papers.offers import Paper
from xuncha.records.models import Installation
from xuncha.records.rules import ADMINISTRATORS
from xuncha.reports.papers import ARCHIVED
from xuncha.rounds.queries import viewer_of
from xuncha.ui.tables.registry import row_url, table_of

pytestmark = pytest.mark.once

CATALOGUE = (*HOUSE, *ARCHIVED)
LOOKED_AT = 600  # rows of a kind, the latest first
OPENING = {"clue_material": "open clue", "petition_slip_opened": "open reporter"}
ACCOUNTS = (
    "director", "general", "clues", "groupleader", "liaison", "petitions", "leader", "approver", "rectification",
)  # fmt: skip


def viewers() -> Iterator[tuple[User, Viewer]]:
    users = User.objects.in_bulk(field_name="username")
    for name in ACCOUNTS:
        yield users[name], viewer_of(users[name])


def one_of(paper: Paper) -> tuple[User, Any]:
    """Somebody of the city who may take the document out, and the record."""
    for user, viewer in viewers():
        for row in paper.model.objects.visible_to(viewer).order_by("-at", "-pk")[:LOOKED_AT]:
            if paper.ready(row) and paper.is_open_to(row, viewer):
                return user, row
    raise AssertionError(f"nobody in the city may take out {paper.name}")


@pytest.fixture(autouse=True)
def doors() -> None:
    """Tables stand in the registry once the addresses of the house are loaded."""
    reverse("papers:inspection_reports")


def address(paper: Paper, row: Any, suffix: str = "docx") -> str:
    return reverse(f"papers:paper_{suffix}", args=[paper.name, row.uid])


def test_the_catalogue_names_each_document_once_with_its_form_and_signer() -> None:
    assert [paper for paper in offers.registered() if paper in CATALOGUE] == list(CATALOGUE)
    assert len({paper.name for paper in CATALOGUE}) == len(CATALOGUE) >= 25
    words = {kind.label for kind in DocumentKind} | {FORM}
    for paper in CATALOGUE:
        assert paper.form in words
        assert paper.signer
        assert paper.roles
        assert not paper.roles & ADMINISTRATORS, "those who run the machine take no documents out"


@pytest.mark.parametrize("paper", CATALOGUE, ids=lambda paper: paper.name)
def test_each_document_is_offered_on_its_page_taken_out_laid_out_and_recorded(
    paper: Paper, city: Installation, client: Client
) -> None:
    user, row = one_of(paper)
    client.force_login(user)
    table = table_of(paper.model)
    assert table is not None
    assert address(paper, row) in client.get(row_url(table, row)).content.decode()

    before = Entry.objects.count()
    answer = (client.post if paper.sealed else client.get)(address(paper, row))
    assert answer.status_code == 200, answer.content.decode()[:300]
    assert "no-store" in answer["Cache-Control"]
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file's answer
    file = read_word(content, "a.docx")
    assert [str(found) for found in deviations(file)] == []
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True)[before:])
    assert verbs == [*([OPENING[paper.name]] if paper.sealed else []), "export"]


@pytest.mark.parametrize("paper", CATALOGUE, ids=lambda paper: paper.name)
def test_who_does_not_see_the_record_gets_no_document(
    paper: Paper, city: Installation, client: Client
) -> None:
    """Nobody of the city gets further than the record's own gate, whatever the method."""
    _, row = one_of(paper)
    ask = client.post if paper.sealed else client.get
    assert ask(address(paper, row)).status_code == 302
    for user in User.objects.filter(
        username__in=[*ACCOUNTS, "sysadmin", "security", "auditor", "contact", "member"]
    ):
        viewer = viewer_of(user)
        client.force_login(user)
        status = ask(address(paper, row)).status_code
        if not viewer.has(*paper.model.reach.roles):
            assert status == 403
        elif not paper.model.objects.visible_to(viewer).filter(pk=row.pk).exists():
            assert status == 404
        elif not paper.is_open_to(row, viewer):
            assert status == 403
        else:
            assert status == 200


def test_what_is_sealed_is_neither_linked_nor_printed(city: Installation, client: Client) -> None:
    for paper in CATALOGUE:
        if paper.sealed:
            user, row = one_of(paper)
            client.force_login(user)
            assert client.get(address(paper, row)).status_code == 405
            assert client.get(address(paper, row, "pdf")).status_code == 404


def test_a_document_that_is_not_due_yet_is_refused_with_a_sentence(
    city: Installation, client: Client
) -> None:
    paper = next(paper for paper in CATALOGUE if paper.name == "problem_list")
    user = User.objects.get(username="director")
    row = paper.model.objects.visible_to(viewer_of(user)).filter(fed_back_on=None).first()
    client.force_login(user)
    answer = client.get(address(paper, row))
    assert answer.status_code == 422
    assert "尚未办理到" in answer.content.decode()


def test_a_letter_of_transfer_names_clues_by_number_and_says_nothing_of_them(city: Installation) -> None:
    paper = next(paper for paper in CATALOGUE if paper.name == "transfer_letter")
    user, row = one_of(paper)
    document = paper.make(row, viewer_of(user))
    numbers = {line.clue.number for line in row.lines.all()}
    listed = document.attachments[0].blocks[0]
    assert {line[1] for line in listed.rows} == numbers  # type: ignore[union-attr]  # there by what stands above


def test_a_letter_of_secondment_names_all_persons_asked_of_one_unit(city: Installation) -> None:
    paper = next(paper for paper in CATALOGUE if paper.name == "secondment")
    user, row = one_of(paper)
    document = paper.make(row, viewer_of(user))
    assert document.addressee == row.pool_member.organisation.name
    assert row.person.name in document.title + "".join(map(str, document.blocks))


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs if paragraph.text]


def test_pdf_is_printed_where_libreoffice_is_and_refused_with_a_sentence_where_not(
    city: Installation, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = next(paper for paper in CATALOGUE if paper.name == "entry_notice")
    user, row = one_of(paper)
    client.force_login(user)
    monkeypatch.setenv("PATH", "")
    answer = client.get(address(paper, row, "pdf"))
    assert answer.status_code == 422
    assert "没有安装LibreOffice" in answer.content.decode()
