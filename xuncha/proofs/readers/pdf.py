"""The text layer of a PDF, page after page. Scripts in it are not run: no form environment is made."""

import pypdfium2
from pypdfium2 import PdfiumError
from pypdfium2.raw import FPDF_ERR_PASSWORD

from xuncha.kernel.refusals import BadInput

PAGES = 500


def text_of_pdf(content: bytes, name: str) -> str:
    """Lines as they are printed; a figure that a line's end cuts is put together by the view. BadInput when it cannot be read."""
    if not content.startswith(b"%PDF-"):
        raise BadInput("文件“%(name)s”不是PDF文件。", name=name)
    try:
        document = pypdfium2.PdfDocument(content)
    except PdfiumError as why:
        if getattr(why, "err_code", None) == FPDF_ERR_PASSWORD:
            raise BadInput("文件“%(name)s”已加密，请取消密码保护后再试。", name=name) from why
        raise BadInput("文件“%(name)s”已损坏，无法核对。", name=name) from why
    with document:
        if len(document) > PAGES:
            raise BadInput("文件“%(name)s”超过%(pages)s页，请分开核对。", name=name, pages=PAGES)
        try:
            pages = [_text_of(document, number) for number in range(len(document))]
        except PdfiumError as why:
            raise BadInput("文件“%(name)s”已损坏，无法核对。", name=name) from why
    return "\n".join(pages)


def _text_of(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    try:
        return (
            str(page.get_textpage().get_text_range())
            .replace("\r\n", "\n")
            .replace("\r", "\n")
            .replace("￾", "")
        )
    finally:
        page.close()
