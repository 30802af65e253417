"""Text files: UTF-8, UTF-16 with its mark, or GB 18030. Offsets count the characters of the file as it is."""

from xuncha.kernel.contents import CONTROL
from xuncha.kernel.refusals import BadInput

MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
PROGRAM = (b"MZ", b"\x7fELF", b"PK\x03\x04", b"%PDF-", b"\x89PNG", b"\xff\xd8\xff")


def text_of_plain(content: bytes, name: str) -> str:
    """BadInput for what is no text."""
    codes = (MARKS[content[:2]],) if content[:2] in MARKS else ("utf-8", "gb18030")
    if not content.startswith(PROGRAM):
        for code in codes:
            try:
                text = content.decode(code)
            except UnicodeDecodeError:
                continue
            if CONTROL.isdisjoint(map(ord, text[:100_000])):
                return text
    raise BadInput("文件“%(name)s”的内容不是文字，请核对后再试。", name=name)
