"""What stands beside the text of a Word file: its styles, lists, links, notes and comments."""

from __future__ import annotations

from typing import Any, Final, Literal

from msgspec import Struct

from reportgen.collecting.package import Package, damaged, parsed, too_large
from reportgen.collecting.word.content import WordComment
from reportgen.ooxml.package import FOOTNOTES, STYLES, relations_of
from reportgen.ooxml.xml import W as NAMESPACE

W: Final = f"{{{NAMESPACE}}}"
MOST_TEXT: Final = 24_000_000
"""Bytes of a part with text; those of the largest forms have less than a tenth."""
MOST_TAGS: Final = 800_000
"""Tags in such a part: a tree of so many takes about 100 MB."""
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFF: Final = frozenset(("0", "false", "off", "none"))

Level = tuple[Literal["ul", "ol"], int]
"""The kind of a list at a level, and its first number there."""


class StyleLook(Struct, frozen=True):
    """The name of a style; how a character style looks; the list and level of a paragraph style."""

    name: str
    strong: bool
    em: bool
    number: str = ""
    level: int = 0


def part(package: Package, name: str) -> Any:
    """The root of a part; None where there is none. Raises FindingsError."""
    content = package.read(name)
    if len(content) > MOST_TEXT or content.count(b"<") > MOST_TAGS:
        raise too_large(package.name)
    if _STRICT in content[:4000]:
        raise damaged(package.name, "it is saved as Strict Open XML; save it as a Word document")
    return parsed(content, package.name)


def _all(root: Any, name: str) -> Any:
    return root.iter(f"{W}{name}") if root is not None else ()


def styles(package: Package) -> dict[str, StyleLook]:
    """The styles by id."""
    found = {}
    for each in _all(part(package, STYLES), "style"):
        look, numbered = each.find(f"{W}rPr"), each.find(f"{W}pPr/{W}numPr")
        character = each.get(f"{W}type") == "character"
        found[each.get(f"{W}styleId", "")] = StyleLook(
            name=value(each.find(f"{W}name")),
            strong=character and on(look, "b"),
            em=character and on(look, "i"),
            number=value(numbered.find(f"{W}numId")) if numbered is not None else "",
            level=count(value(numbered.find(f"{W}ilvl"))) if numbered is not None else 0,
        )
    return found


def lists(package: Package) -> dict[str, dict[int, Level]]:
    """Lists by number, each with its levels."""
    root = part(package, "word/numbering.xml")
    kinds = {each.get(f"{W}abstractNumId", ""): _levels(each) for each in _all(root, "abstractNum")}
    found = {}
    for each in _all(root, "num"):
        levels = dict(kinds.get(value(each.find(f"{W}abstractNumId")), {}))
        for override in each.iter(f"{W}lvlOverride"):
            level, start = count(override.get(f"{W}ilvl", "0")), override.find(f"{W}startOverride")
            if start is not None and level in levels:
                levels[level] = levels[level][0], count(value(start))
        found[each.get(f"{W}numId", "")] = levels
    return found


def _levels(kind: Any) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for level in kind.iter(f"{W}lvl"):
        form = value(level.find(f"{W}numFmt"))
        if form not in ("none", ""):
            first = count(value(level.find(f"{W}start")) or "1")
            levels[count(level.get(f"{W}ilvl", "0"))] = "ul" if form == "bullet" else "ol", first
    return levels


def links(package: Package, name: str) -> dict[str, str]:
    """Where the links of a part lead, by id."""
    root = part(package, relations_of(name))
    wanted = (each for each in (root if root is not None else ()) if each.get("Type", "").endswith("/hyperlink"))
    return {each.get("Id", ""): each.get("Target", "") for each in wanted}


def notes(package: Package) -> dict[tuple[str, str], str]:
    """The words of notes by kind and number."""
    found = {}
    for kind, name in (("footnote", FOOTNOTES), ("endnote", "word/endnotes.xml")):
        for each in _all(part(package, name), kind):
            if each.get(f"{W}type") in (None, "normal"):
                words = " ".join(_plain(paragraph) for paragraph in each.iter(f"{W}p"))
                found[kind, each.get(f"{W}id", "")] = " ".join(words.split())
    return found


def comments(package: Package) -> dict[str, WordComment]:
    """The comments by number."""
    return {
        each.get(f"{W}id", ""): WordComment(
            author=each.get(f"{W}author", "").strip(),
            text="\n".join(filter(None, (_plain(paragraph).strip() for paragraph in each.iter(f"{W}p")))),
            day=each.get(f"{W}date", "")[:10],
        )
        for each in _all(part(package, "word/comments.xml"), "comment")
    }


def program(package: Package) -> str:
    """The program that saved the file, as it calls itself."""
    root = part(package, "docProps/app.xml")
    named = {each.tag.rpartition("}")[2]: (each.text or "").strip() for each in (root if root is not None else ())}
    return named.get("Application", "")


def _plain(paragraph: Any) -> str:
    return "".join(each.text or "" for each in paragraph.iter(f"{W}t"))


def value(element: Any) -> str:
    """The value of a property; "" where there is none."""
    return "" if element is None else str(element.get(f"{W}val", ""))


def count(text: str) -> int:
    """A small number; 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def on(properties: Any, name: str, otherwise: bool = False) -> bool:
    """Whether a property is on, `otherwise` where nothing says so."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    return otherwise if found is None else found.get(f"{W}val", "1") not in _OFF
