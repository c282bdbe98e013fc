"""The files of pictures as parts of a Word file, and the piece of one that fills a shape."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from reportgen.document import nodes as n
from reportgen.docx.context import Writer
from reportgen.docx.drawing import svg_part
from reportgen.errors import DocumentError, DrawingError, UnreadablePictureError
from reportgen.findings.problem import Problem
from reportgen.ooxml.parts import ExtraPart
from reportgen.pictures import EXTENSIONS, USABLE, for_screens
from reportgen.svg.kind import is_svg


class Media(NamedTuple):
    """A picture in the file: the relationship that leads to it, and its size in pixels. A `drawing` is there twice: as
    SVG, and as pixels for programs that do not know it."""

    relation: str
    width: float
    height: float
    drawing: str | None = None

    def crop(self, width: float, height: float) -> tuple[int, int]:
        """What is left out so that its middle has another shape, in 1/1000 %: at the left and at the right, at the top
        and at the bottom."""
        own, wanted = self.width / (self.height or 1), width / (height or 1)
        if own > wanted:
            return round((1 - wanted / own) * 50_000), 0
        return 0, round((1 - own / wanted) * 50_000)


def media(w: Writer, block: n.Figure) -> Media:
    """The picture of a block, in the file once; DocumentError for a file that is no picture Word knows."""
    try:
        data = Path(block.path).read_bytes()
        image = for_screens(data)
    except OSError as error:
        raise _problem(block, "missing-image", f"the picture cannot be read: {error.strerror}") from error
    except DrawingError as error:
        raise _problem(block, "bad-drawing", str(error), error.hint) from error
    except UnreadablePictureError as error:
        raise _problem(block, "bad-image", "the file is no picture that Word shows", USABLE) from error
    if image.kind not in EXTENSIONS:
        raise _problem(block, "bad-image", f"is a {image.kind} picture", USABLE)
    digest = hashlib.sha1(image.data, usedforsecurity=False).hexdigest()[:16]
    name = f"/word/media/{digest}.{EXTENSIONS[image.kind]}"
    relation = w.package.shown("image", ExtraPart(name, f"image/{image.kind.lower()}", image.data))
    found = Media(relation, image.width, image.height)
    return found._replace(drawing=_drawing(w, data)) if is_svg(data) else found


def _drawing(w: Writer, data: bytes) -> str:
    """The relationship of a drawing that is in the file as SVG, too."""
    return w.package.shown("image", svg_part(data))


def _problem(block: n.Figure, code: str, text: str, hint: str | None = None) -> DocumentError:
    return DocumentError(Problem(code, f"{Path(block.path).name}: {text}", block=block.id, hint=hint))
