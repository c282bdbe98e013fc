"""Reading a reference document, and refusing one that would bring in more than looks."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any, Final

from lxml import etree
from msgspec import Struct

from reportgen.docx.reference.fields import with_results
from reportgen.errors import DamagedPackageError, DocumentError, OversizeError
from reportgen.findings.problem import Problem
from reportgen.ooxml.package import CONTENT_TYPES, relations_of
from reportgen.ooxml.parts import ExtraPart
from reportgen.ooxml.xml import R, W
from reportgen.outside.packages import Parts

_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_OLE: Final = b"\xd0\xcf\x11\xe0"
_MOST_STYLES: Final = 5_000
"""Word itself gives a document's styles 4,079 names."""
_LONGEST_CHAIN: Final = 100
"""Styles that build on each other; Word's own have five."""
_PAGE: Final = range(144, 31_681)
"""Twips that a page may measure each way (Word: 0.1 to 22 inches)."""
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_blank_text=False)
_w: Final = f"{{{W}}}"
_r: Final = f"{{{R}}}"
_HINT: Final = "save it once more in Word as a Word document (.docx)"


class HeaderFooter(Struct, frozen=True):
    """A running head or foot of the reference: "header" or "footer", which pages it is for, and its part."""

    kind: str
    which: str
    part: str


class ReferenceDocument(Struct, frozen=True):
    """What a report takes from a reference document. Lengths in twips."""

    name: str
    styles: bytes
    theme: bytes | None
    size: Mapping[str, int]
    """Width and height (w, h) and the margins (top, right, bottom, left, header, footer), as far as they are given."""
    furniture: tuple[HeaderFooter, ...]
    parts: tuple[ExtraPart, ...]
    """The parts of heads and feet, and the pictures in them."""
    first_differs: bool
    facing: bool


def read_reference(content: bytes, name: str) -> ReferenceDocument:
    """The looks of a Word file called `name`. Raises DocumentError with what is wrong with it."""
    try:
        return _Reader(_Package(content, name)).read()
    except OversizeError as error:
        raise _problem("reference-too-large", name, str(error)) from None
    except (DamagedPackageError, KeyError, ValueError) as error:
        raise _problem("reference-damaged", name, f"is a damaged Word file: {error}", _HINT) from None


def _problem(code: str, name: str, text: str, hint: str | None = None) -> DocumentError:
    return DocumentError(Problem(code, f"{name}: {text}", hint=hint))


class _Package:
    """The parts of the file, read when they are asked for."""

    def __init__(self, content: bytes, name: str) -> None:
        if content.startswith(_OLE):
            text = "is protected by a password, or in the format of before 2007"
            raise _problem("reference-protected", name, text, "open it in Word and save it without a password as .docx")
        if not content.startswith(b"PK"):
            raise _problem("reference-not-docx", name, "is not a Word file", _HINT)
        self.name, self.parts = name, Parts(content)
        self.names = self.parts.names
        types = self.tree(CONTENT_TYPES)
        self.types: dict[str, str] = {
            each.get("PartName", "").lstrip("/"): each.get("ContentType", "") for each in types
        }
        self.defaults: dict[str, str] = {
            each.get("Extension", "").lower(): each.get("ContentType", "") for each in types
        }

    def read(self, part: str) -> bytes:
        return self.parts.read(part)

    def tree(self, part: str) -> Any:
        """The root element of a part."""
        try:
            return etree.fromstring(self.parts.xml(part), _PARSER)
        except etree.XMLSyntaxError as error:
            raise DamagedPackageError(f"{part}: {error.msg}") from None

    def type_of(self, part: str) -> str:
        return self.types.get(part) or self.defaults.get(part.rpartition(".")[2].lower(), "")

    def relations(self, part: str) -> list[tuple[str, str, str, bool]]:
        """Id, kind (the last word of the type), target, and whether that lies outside."""
        folder, rels = posixpath.dirname(part), relations_of(part)
        found = []
        for each in self.tree(rels) if rels in self.names else ():
            target, outside = each.get("Target", ""), each.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.append((each.get("Id", ""), each.get("Type", "").rpartition("/")[2], target, outside))
        return found


class _Reader:
    def __init__(self, package: _Package) -> None:
        self.package, self.name = package, package.name
        main = next((target for _, kind, target, _ in package.relations("") if kind == "officeDocument"), None)
        if main is None or main not in package.names:
            raise _problem("reference-not-docx", self.name, "is not a Word file: it has no main document", _HINT)
        self.main = main
        self.relations = package.relations(main)

    def read(self) -> ReferenceDocument:
        self._refuse()
        styles = self._related("styles")
        if styles is None:
            text = "has no styles, and they are what a reference document is for"
            raise _problem("reference-without-styles", self.name, text)
        look = self.package.tree(styles)
        if len(look) > _MOST_STYLES:
            text = f"has more than {_MOST_STYLES:,} styles"
            raise _problem("reference-too-large", self.name, text, "delete those that no text has")
        if _longest_chain(look) > _LONGEST_CHAIN:
            text = f"has a style that builds on more than {_LONGEST_CHAIN} others, one on the other"
            raise _problem("reference-too-large", self.name, text, "build them on fewer")
        body = self.package.tree(self.main).find(f"{_w}body")
        section = None if body is None else body.find(f"{_w}sectPr")
        theme, settings = self._related("theme"), self._related("settings")
        return ReferenceDocument(
            name=self.name,
            styles=etree.tostring(look, encoding="UTF-8", standalone=True),
            theme=self._theme(theme) if theme else None,
            size=self._size(section),
            furniture=tuple(self._furniture(section)),
            parts=tuple(self._parts()),
            first_differs=section is not None and section.find(f"{_w}titlePg") is not None,
            facing=settings is not None and self.package.tree(settings).find(f"{_w}evenAndOddHeaders") is not None,
        )

    def _size(self, section: Any) -> dict[str, int]:
        size = _size(section)
        for key, side in (("w", "wide"), ("h", "high")):
            if key in size and size[key] not in _PAGE:
                least, most = (round(twips / 1440 * 25.4) for twips in (_PAGE.start, _PAGE.stop - 1))
                text = f"has pages that are {size[key] / 1440 * 25.4:,.0f} mm {side}; Word knows {least} to {most} mm"
                raise _problem("reference-page", self.name, text, "set the size of its pages in Word")
        return {key: min(value, _PAGE.stop - 1) for key, value in size.items()}

    def _theme(self, part: str) -> bytes | None:
        """The theme, unless it shows pictures, which only old ones do."""
        content = etree.tostring(self.package.tree(part), encoding="UTF-8", standalone=True)
        return None if b":embed=" in content else content

    def _related(self, wanted: str) -> str | None:
        return next((target for _, kind, target, outside in self.relations if kind == wanted and not outside), None)

    # ---------------------------------------------------------------------------------------------------- refusing

    def _refuse(self) -> None:
        package = self.package
        if package.type_of(self.main) not in (_MAIN, _TEMPLATE):
            if "macroEnabled" in package.type_of(self.main):
                raise self._macros()
            raise _problem("reference-not-docx", self.name, "is not a Word file but another Office document", _HINT)
        if any("vbaProject" in part or "macroEnabled" in kind for part, kind in package.types.items()):
            raise self._macros()
        settings = self._related("settings")
        protection = None if settings is None else package.tree(settings).find(f"{_w}documentProtection")
        if protection is not None and protection.get(f"{_w}enforcement") in ("1", "true", "on"):
            hint = "in Word: Review, Restrict Editing, Stop Protection"
            raise _problem("reference-protected", self.name, "is protected against changes", hint)
        for part, target in self._outside():
            text = f"links to something outside of it, {target} ({part})"
            raise _problem("reference-external", self.name, text, "remove the link, or put the picture into the file")

    def _macros(self) -> DocumentError:
        return _problem(
            "reference-macros", self.name, "contains macros", "save it as a document without macros (.docx)"
        )

    def _outside(self) -> Iterator[tuple[str, str]]:
        """Links out of the parts that a report takes over: text and settings, with their templates, stay behind."""
        taken = ("styles", "theme", "header", "footer")
        for part in sorted(target for _, kind, target, _ in self.relations if kind in taken):
            yield from ((part, target) for _, _, target, outside in self.package.relations(part) if outside)

    # ------------------------------------------------------------------------------------------------------- parts

    def _furniture(self, section: Any) -> Iterator[HeaderFooter]:
        targets = {number: target for number, _, target, _ in self.relations}
        for kind in ("header", "footer"):
            for reference in () if section is None else section.iter(f"{_w}{kind}Reference"):
                target = targets.get(reference.get(f"{_r}id"), "")
                if target in self.package.names:
                    yield HeaderFooter(kind, reference.get(f"{_w}type", "default"), own_name(target))

    def _parts(self) -> Iterator[ExtraPart]:
        """Heads and feet under names of their own, and the pictures that they show."""
        pictures: dict[str, None] = {}
        for _, kind, part, _ in self.relations:
            if kind in ("header", "footer") and part in self.package.names:
                self.package.tree(part)  # raises; it is taken over as it stands
                shown = [
                    (number, target)
                    for number, kind, target, _ in self.package.relations(part)
                    if kind == "image" and target in self.package.names
                ]
                pictures |= dict.fromkeys(target for _, target in shown)
                if any(kind != "image" for _, kind, _, _ in self.package.relations(part)):
                    text = f"has an embedded object in a running head or foot ({part})"
                    raise _problem("reference-embedded", self.name, text, "put a picture in its place")
                yield self._part(part, tuple((number, f"{R}/image", own_name(target)) for number, target in shown))
        for part in pictures:
            yield self._part(part, ())

    def _part(self, part: str, relations: tuple[tuple[str, str, str], ...]) -> ExtraPart:
        blob = self.package.read(part)
        if b"fldChar" in blob and part.endswith(".xml"):
            blob = with_results(blob)
        return ExtraPart(own_name(part), self.package.type_of(part), blob, relations)


def _longest_chain(styles: Any) -> int:
    """How many styles build on each other at most; those that build on themselves end where they come back."""
    below = {
        style.get(f"{_w}styleId"): based.get(f"{_w}val")
        for style in styles.iterfind(f"{_w}style")
        if (based := style.find(f"{_w}basedOn")) is not None
    }
    lengths: dict[str, int] = {}
    for style in below:
        chain: dict[str, None] = {}
        while style in below and style not in chain and style not in lengths:
            chain[style] = None
            style = below[style]
        length = lengths.get(style, 0)
        for each in reversed(chain):
            lengths[each] = length = length + 1
    return max(lengths.values(), default=0)


def own_name(part: str) -> str:
    """The name under which a part of the reference stands in a report."""
    folder, _, last = part.rpartition("/")
    return f"/{folder}/reference-{last}"


def _size(section: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in ("pgSz", "pgMar"):
        element = None if section is None else section.find(f"{_w}{name}")
        for key, value in () if element is None else element.attrib.items():
            local = etree.QName(key).localname
            if value.lstrip("-").isdigit():
                found[local] = abs(int(value))
    return found
