"""A draft as plain text: Word, PDF, Markdown or text, by its content and within limits. Nothing is run, nothing kept."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from xuncha.kernel.contents import LIMIT, extension
from xuncha.kernel.refusals import BadInput
from xuncha.proofs.readers.pdf import text_of_pdf
from xuncha.proofs.readers.plain import text_of_plain
from xuncha.proofs.readers.word import text_of_word

LONGEST = 2_000_000  # characters: a text of a thousand pages is no draft of a report
READERS: dict[str, Callable[[bytes, str], str]] = {
    "docx": text_of_word,
    "pdf": text_of_pdf,
    "md": text_of_plain,
    "markdown": text_of_plain,
    "txt": text_of_plain,
}
WITH_MACROS = ("docm", "dotm", "xlsm", "pptm")


@dataclass(frozen=True)
class Draft:
    """`text` is what offsets count in; `content` the file as it came."""

    name: str
    kind: str
    text: str
    content: bytes


def read_file(path: str) -> Draft:
    """The draft in a file. BadInput, in one sentence, for whatever cannot be read."""
    file = Path(path)
    try:
        if not file.is_file():
            raise BadInput("没有文件“%(name)s”。", name=path)
        if file.stat().st_size > LIMIT:
            raise BadInput("文件“%(name)s”超过50MB，请压缩或者分开后再试。", name=file.name)
        content = file.read_bytes()
    except (OSError, ValueError) as why:
        raise BadInput("无法读取文件“%(name)s”。", name=path) from why
    return read_bytes(content, file.name)


def read_bytes(content: bytes, name: str) -> Draft:
    """The draft in an upload. BadInput as above."""
    kind = extension(name)
    if kind in WITH_MACROS:
        raise BadInput("文件“%(name)s”带有宏，不予核对，请另存为docx后再试。", name=name)
    if kind not in READERS:
        raise BadInput("文件“%(name)s”无法核对，请使用docx、pdf、md或者txt。", name=name)
    if not content:
        raise BadInput("文件“%(name)s”是空的。", name=name)
    if len(content) > LIMIT:
        raise BadInput("文件“%(name)s”超过50MB，请压缩或者分开后再试。", name=name)
    text = READERS[kind](content, name)
    if len(text) > LONGEST:
        raise BadInput("文件“%(name)s”文字过多，请分开核对。", name=name)
    if not text.strip():
        raise BadInput("文件“%(name)s”中没有可核对的文字；扫描件请先识别成文字。", name=name)
    return Draft(name, kind, text, content)
