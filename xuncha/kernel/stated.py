"""What mark an uploaded file states itself: in its name, or at the upper left of its first page (GB/T 9704, 7.2.2).

Word files and plain text only. Scans, PDF and pictures are not read: there it is for who uploads them to say.
"""

import html
import io
import re
import zipfile

from xuncha.kernel.contents import extension
from xuncha.kernel.marks import STATE_SECRETS, Mark, highest, named

FIRST = 8  # paragraphs or lines among which the mark stands
READ = 2**20  # bytes of the text that are looked at
WORDS = "|".join(mark.label for mark in STATE_SECRETS)
WORK = Mark.WORK_SECRET.label.removesuffix(
    Mark.SECRET.label
)  # what stands before 秘密 in a mark that is no 密级
STARRED = re.compile(rf"(?<!{WORK})({WORDS})\s*[★☆]")
ALONE = re.compile(rf"({WORDS})(\s*[★☆].*)?")
TAGS = re.compile(r"<[^>]*>")


def stated(content: bytes, name: str) -> Mark | None:
    """The highest mark that the file states; None where it states none."""
    found = [match[1] for match in STARRED.finditer(name)]
    for line in _lines(content, extension(name))[:FIRST]:
        match = ALONE.fullmatch(line) or STARRED.search(line)
        found += [match[1]] if match else []
    return highest(mark for word in found if (mark := named(word))) if found else None


def _lines(content: bytes, kind: str) -> list[str]:
    if kind == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as file, file.open("word/document.xml") as part:
            text = part.read(READ).decode("utf-8", "ignore")
        lines = [html.unescape(TAGS.sub("", paragraph)) for paragraph in text.split("</w:p>")]
    elif kind == "txt":
        lines = content[:READ].decode("utf-8", "ignore").splitlines()
    else:
        return []
    return [line for line in (line.strip().replace("\u3000", "") for line in lines) if line]
