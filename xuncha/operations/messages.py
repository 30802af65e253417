"""The English catalogue: every Chinese literal of code and templates, extracted, checked and compiled.

No system gettext: Babel reads and writes the catalogue. In code any string literal with a Chinese
character is a message (docstrings and the texts of official documents apart); an f-string may not hold one,
since what is filled in before translation can never be found in a catalogue. What a record calls itself
(`__str__`) is data and stays as it is.
"""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
TAG_LITERAL = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
# Texts of official documents, of the demo city and of the command line are Chinese in every locale.
NOT_INTERFACE = (
    "operations/city/",
    "operations/management/",
    "operations/setup.py",
    "operations/backup/",
    "operations/daily.py",
    "operations/history/",
    "operations/states/",
    "reminders/management/",
    "reports/management/",
    "search/management/",
    "teams/management/",
    "teams/rules/letters.py",
    "reports/writing/wording/",
    "reports/writing/facts.py",
    "reports/writing/formats.py",
    "reports/writing/kinds.py",
    "reports/writing/report.py",
    "reports/writing/rounds.py",
    "reports/handover.py",
    "retention/papers.py",
    "papers/documents/",
    "papers/engine/",
    "proofs/engine/",
    "proofs/management/",
    "papers/management/",
    "kernel/numerals.py",
    "returns/engine/matching.py",
    "returns/engine/supplied.py",
    "returns/queries/annex.py",
    "operations/messages.py",
)
KEYWORDS = {"gettext": None, "_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "gettext_noop": None}


class ChineseInFString(Exception):
    """A message that could never be translated."""


def sources(suffix: str) -> Iterator[Path]:
    for path in sorted(ROOT.rglob(f"*{suffix}")):
        place = path.relative_to(ROOT).as_posix()
        if "/tests/" not in place and "/migrations/" not in place and not place.startswith(NOT_INTERFACE):
            yield path


def literals(source: str, name: str = "") -> Iterator[tuple[int, str]]:
    """(line, text) of every Chinese string literal. ChineseInFString where one stands in an f-string."""
    tree = ast.parse(source)
    skip = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    skip |= {id(part) for node in ast.walk(tree) if _names_a_record(node) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in skip:
            continue
        if isinstance(node, ast.JoinedStr):
            if any(isinstance(v, ast.Constant) and _is_chinese(v.value) for v in node.values):
                raise ChineseInFString(f"{name}:{node.lineno}")
        elif isinstance(node, ast.Constant) and _is_chinese(node.value):
            yield node.lineno, str(node.value)


def template_messages(source: str, name: str = "") -> Iterator[tuple[int, str]]:
    """Messages of translation tags, and Chinese literals inside other tags (labels handed to includes and filters)."""
    stream = io.BytesIO(templatize(source).encode())
    for line, _, message, _ in extract_python(stream, KEYWORDS, [], {"encoding": "utf-8"}):
        yield (
            line,
            str(message or "") if not isinstance(message, list | tuple) else str(next(filter(None, message))),
        )
    for tag in TAG_LITERAL.finditer(source):
        for match in QUOTED.finditer(tag.group()):
            text = match.group(1) or match.group(2) or ""
            if _is_chinese(text):
                yield source.count("\n", 0, tag.start()) + 1, text


def untranslated(source: str) -> list[str]:
    """Chinese text of a template that stands outside every tag, and so can never be translated."""
    bare = re.sub(
        r"\{%\s*blocktranslate.*?endblocktranslate\s*%\}|\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}",
        "",
        source,
        flags=re.DOTALL,
    )
    bare = TAG_LITERAL.sub("", bare).replace("中文", "")  # a language is called by its own name
    return [line.strip() for line in bare.splitlines() if _is_chinese(line)]


def extracted() -> dict[str, list[tuple[str, int]]]:
    """Every message with its places."""
    found: dict[str, list[tuple[str, int]]] = {}
    for suffix, read in ((".py", literals), (".html", template_messages)):
        for path in sources(suffix):
            place = path.relative_to(ROOT).as_posix()
            for line, text in read(path.read_text(encoding="utf-8"), place):
                found.setdefault(text, []).append((place, line))
    return found


def catalogue() -> Catalog:
    if not CATALOGUE.exists():
        return Catalog(locale="en", charset="utf-8")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en", charset="utf-8")


def update() -> int:
    """Bring the catalogue up to the code: new messages come in empty, dead ones go. Returns how many are empty."""
    old, new = (
        catalogue(),
        Catalog(locale="en", charset="utf-8", project="xuncha", copyright_holder="", fuzzy=False),
    )
    for text, places in sorted(extracted().items()):
        kept = old.get(text)
        new.add(text, kept.string if kept else "", locations=[(place, 0) for place, _ in places[:1]])
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, new, width=0, omit_header=False, include_lineno=False, ignore_obsolete=True)
    return len(missing())


def missing() -> list[str]:
    """Messages of the code that the catalogue does not translate, or translates with other places to fill."""
    known = catalogue()
    wrong = []
    for text in extracted():
        entry = known.get(text)
        if entry is None or not entry.string or _places(text) != _places(str(entry.string)):
            wrong.append(text)
    return wrong


def compile_catalogue() -> None:
    """Write the .mo beside the .po; the place-less header stays out so that equal input gives equal bytes."""
    with CATALOGUE.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue())


def _names_a_record(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name == "__str__"


def _is_chinese(value: object) -> bool:
    return isinstance(value, str) and bool(CHINESE.search(value))


def _places(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)", text))
