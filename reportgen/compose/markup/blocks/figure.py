"""Pictures from files: found in the template's or the project's folder, nowhere else."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n
from reportgen.document.walk import find
from reportgen.errors import DrawingError
from reportgen.outside.place import confined
from reportgen.pictures import EXTENSIONS, MOST_PIXELS, USABLE, drawing_of, kind_of

_DAMAGED = "is damaged"
_UNVERIFIED = ("JPEG", "GIF", "BMP", "TIFF")
"""Files without checksums: whether they are whole is seen in reading them."""
_SMALL = (1, 1)
"""JPEG files are read an eighth as large, which takes a third of the time."""
_IMG: at.Attributes = {"src": at.text, "alt": at.text, "width": at.positive, "decorative": at.yes_no}
_LINES = {"figcaption": "caption", "credit": "credit"}
_OPEN = ("section", "report")
"""What a picture that is wider than the text column may stand in."""


def figure(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Figure | None:
    """``<figure>`` with its ``<img>``, ``<figcaption>`` and ``<credit>``."""
    own = b.id(element, "figure")
    image: XmlElement | None = None
    lines: dict[str, n.Inlines] = {}
    with b.inside(own, found):
        for child in b.children(element):
            tag = str(child.tag)
            if tag == "img" and image is None:
                image = child
            elif tag in _LINES:
                b.attributes(child, {})
                lines[_LINES[tag]] = b.spoken(child)
            else:
                b.misplaced(child, element, "a figure holds one <img>, a <figcaption> and a <credit>")
    if image is None:
        b.issue(element, "missing-element", "<figure> needs an <img>")
        return None
    made = _image(b, image, own)
    if made is None:
        return None
    made = replace(made, extent=_extent(b, element, image, found.get("width")), **lines)
    if made.extent == "bleed" and any(find(made, n.Note)):
        hint = "say it in the caption itself"
        b.issue(element, "picture-width", "no footnote can stand below a picture that fills its page", hint)
    return made


def unlabelled(b: Builder, element: XmlElement) -> n.Figure | None:
    """A picture whose place decides how large it is, and which has a credit at most."""
    for child in element:
        if child.tag == "figcaption":
            b.misplaced(child, element, "a picture on a cover, or one that opens a chapter, has no caption")
    made = figure(b, element, b.attributes(element, {}))
    if made is not None and made.width:
        b.issue(element, "picture-width", "the place of this picture decides how wide it is", "take its width away")
    return made


def _extent(b: Builder, element: XmlElement, image: XmlElement, asked: str | None) -> Any:
    """What a picture is as wide as; a finding where it cannot be."""
    if not asked or asked == "text":
        return "text"
    around = next((each for each in element.iterancestors() if each.tag not in _OPEN), None)
    if around is not None:
        hint = "it can be as wide as what it stands in; a wider one stands in a <section>"
        b.issue(element, "picture-width", f'a picture of width="{asked}" cannot stand inside <{around.tag}>', hint)
    if image.get("width"):
        hint = "take one of the two away"
        b.issue(image, "picture-width", f'the picture has a width in millimetres, and width="{asked}" besides', hint)
    return asked


def _image(b: Builder, image: XmlElement, own: str) -> n.Figure | None:
    found = b.attributes(image, _IMG, ("src",))
    decorative = found.get("decorative", False)
    alt = " ".join(found.get("alt", "").split())
    if not alt and not decorative:
        hint = 'say what the picture shows, or mark it decorative="yes"'
        b.issue(image, "missing-alt", "a picture needs a text alternative (alt)", hint)
    path = find_picture(b, image, found["src"]) if "src" in found else None
    if path is None:
        return None
    alt = "" if decorative else alt
    return n.Figure(own, os.fspath(path), alt, width=found.get("width"), decorative=decorative)


def find_picture(b: Builder, image: XmlElement, src: str) -> Path | None:
    """The file of a picture that an element names, None where there is none to be shown."""
    if "\0" in src or not src:
        b.issue(image, "image-missing", "the picture has no usable path")
        return None
    inside = [path for folder in b.folders if (path := confined(folder, src)) is not None]
    if not inside:
        hint = "pictures lie in the template's folder or in the project's"
        b.issue(image, "image-outside", f'the picture "{src}" is outside of the project', hint)
        return None
    path = next((path for path in inside if os.path.isfile(path)), None)
    if path is None:
        b.issue(image, "image-missing", f'there is no picture "{src}"', _looked(b.folders))
        return None
    try:
        drawing = drawing_of(path)
    except DrawingError as error:
        b.issue(image, "bad-drawing", f'"{src}" {error}', error.hint)
        return None
    wrong = unfit(path) if drawing is None else None
    if wrong is not None:
        hint = "save it anew, or fetch it again" if wrong.startswith(_DAMAGED) else USABLE
        b.issue(image, "bad-image", f'"{src}" {wrong}', hint)
        return None
    return path


def unfit(path: Path) -> str | None:
    """Why PDF and Word cannot show a file; None for a picture."""
    import warnings

    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path) as picture:
                kind = kind_of(picture)
                if picture.width * picture.height > MOST_PIXELS:
                    return f"has more than {MOST_PIXELS / 1e6:g} million pixels"
                picture.verify()
            if kind in _UNVERIFIED:
                with Image.open(path) as picture:
                    picture.draft(None, _SMALL)
                    picture.load()
    except Image.DecompressionBombError:
        return f"has more than {MOST_PIXELS / 1e6:g} million pixels"
    except UnidentifiedImageError:
        return "is no picture"
    except (OSError, SyntaxError, ValueError, LookupError, TypeError, EOFError, struct.error) as error:
        return f"{_DAMAGED}: {error}"
    return None if kind in EXTENSIONS else f"is a {kind} picture"


def _looked(folders: Iterable[Path]) -> str:
    return "looked in the folders " + ", ".join(f"{folder.name}/" for folder in folders)


FIGURE = BlockElement(
    figure, {"width": at.choice("text", "page", "half", "bleed")}, parts=("img", "figcaption", "credit")
)
