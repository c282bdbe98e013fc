"""Reads a tagged PDF back through its structure tree with pikepdf, sharing no code with the writer."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

_BFCHAR = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4,})>")


@dataclass
class Tag:
    """A structure element as it stands in the file; `kids` are texts, tags and annotations (as dictionaries)."""

    type: str
    dictionary: pikepdf.Dictionary
    kids: list[Tag | str | pikepdf.Dictionary] = field(default_factory=list)

    @property
    def id(self) -> str | None:
        """The element's /ID."""
        return bytes(self.dictionary.ID).decode() if "/ID" in self.dictionary else None

    @property
    def text(self) -> str:
        """All text below, in reading order."""
        return "".join(kid if isinstance(kid, str) else kid.text if isinstance(kid, Tag) else "" for kid in self.kids)

    def walk(self) -> Iterator[Tag]:
        """This element and all below it."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.walk()

    def outline(self) -> str:
        """Types and texts, nested: "P(a Span(b) c)"."""
        parts = [kid if isinstance(kid, str) else kid.outline() for kid in self.kids if isinstance(kid, str | Tag)]
        return f"{self.type}({'|'.join(parts)})"


@dataclass
class Reading:
    """A file read back: the root element, and for each page the texts outside the structure by kind of artifact."""

    root: Tag
    artifacts: list[list[tuple[str, str]]]

    def tag(self, identifier: str) -> Tag:
        """The element with an id."""
        return next(tag for tag in self.root.walk() if tag.id == identifier)

    def tags(self, kind: str) -> list[Tag]:
        """All elements of a structure type."""
        return [tag for tag in self.root.walk() if tag.type == kind]


def read(data: bytes) -> Reading:
    """Read a file; AssertionError where marked content is not balanced or text stands in none."""
    pdf = pikepdf.open(io.BytesIO(data))
    pages = {page.obj.objgen: _page(page) for page in pdf.pages}
    texts = {key: marked for key, (marked, _) in pages.items()}
    root = _tag(pdf.Root.StructTreeRoot.K[0], None, texts)
    reading = Reading(root, [artifacts for _, artifacts in pages.values()])
    reading.pdf = pdf  # type: ignore[attr-defined]  # keeps the file open as long as its dictionaries are in use
    return reading


def _characters(font: pikepdf.Object) -> dict[int, str]:
    found = _BFCHAR.findall(font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in found}


def _page(page: pikepdf.Page) -> tuple[dict[int, str], list[tuple[str, str]]]:
    fonts = {name: _characters(font) for name, font in page.Resources.get("/Font", {}).items()}
    marked: dict[int, str] = {}
    artifacts: list[tuple[str, str]] = []
    stack: list[tuple[str, int | None]] = []
    said: str | None = None
    font: dict[int, str] = {}
    in_text = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            stack.append((*_mark(operands), in_text))  # type: ignore[arg-type]
            if len(stack) == 2:
                assert stack[1][:2] == ("/Span", None), "only replacement text stands in marked content"
                said = str(operands[1].ActualText)
        elif name == "EMC":
            assert stack.pop()[2] == in_text, "marked content and text objects overlap"  # type: ignore[misc]
        elif name in ("BT", "ET"):
            in_text += 1 if name == "BT" else -1
        elif name == "Tf":
            font = fonts[str(operands[0])]
        elif name in ("Tj", "TJ"):
            strings = operands if name == "Tj" else [part for part in operands[0] if isinstance(part, pikepdf.String)]
            text = "".join(font[code] for string in strings for code in bytes(string))
            assert len(stack) in (1, 2), f"text {text!r} in {len(stack)} marked-content sequences"
            if len(stack) == 2 and said is not None:
                text, said = said, ""
            kind, mcid = stack[0][:2]
            if mcid is None:
                artifacts.append((kind, text))
            else:
                marked[mcid] = marked.get(mcid, "") + text
        elif name in ("f", "S", "B", "Do"):
            assert len(stack) == 1, f"{name} in {len(stack)} marked-content sequences"
    assert not stack
    assert in_text == 0
    return marked, artifacts


def _mark(operands: list[pikepdf.Object]) -> tuple[str, int | None]:
    if len(operands) == 1:
        return str(operands[0]), None
    properties = operands[1]
    mcid = properties.get("/MCID")
    kind = str(properties.get("/Subtype", operands[0]))
    return kind, None if mcid is None else int(mcid)


def _tag(element: pikepdf.Dictionary, page: pikepdf.Object | None, texts: dict[tuple[int, int], dict[int, str]]) -> Tag:
    page = element.get("/Pg", page)
    tag = Tag(str(element.S)[1:], element)
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [] if kids is None else [kids]:
        if isinstance(kid, int):
            tag.kids.append(texts[page.objgen].get(kid, ""))  # type: ignore[union-attr]
        elif kid.get("/Type") == "/MCR":
            tag.kids.append(texts[kid.get("/Pg", page).objgen].get(int(kid.MCID), ""))
        elif kid.get("/Type") == "/OBJR":
            tag.kids.append(kid.Obj)
        else:
            tag.kids.append(_tag(kid, page, texts))
    return tag
