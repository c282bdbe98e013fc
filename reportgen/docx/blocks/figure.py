"""Pictures from files, in the line, with their text alternative."""

from __future__ import annotations

import hashlib
from pathlib import Path

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.blocks.captions import caption
from reportgen.docx.context import Writer
from reportgen.docx.drawing import picture, run_of
from reportgen.docx.place import Place
from reportgen.errors import DocumentError, UnreadablePictureError
from reportgen.findings.problem import Problem
from reportgen.ooxml.parts import ExtraPart
from reportgen.ooxml.xml import EMU_TWIP, mm_emu
from reportgen.pictures import EXTENSIONS, USABLE, for_screens


def figure(w: Writer, block: n.Figure, place: Place) -> None:
    """A picture and its caption, kept together."""
    relation, width, height = _picture(w, block)
    number = w.package.drawing_id()
    name = f"{w.locale.tag}-{number}"
    drawing = picture(number, name, relation, (width, height), block.alt, decorative=block.decorative)
    keep = {"keepNext": ppr.KEEP_NEXT if block.caption else '<w:keepNext w:val="0"/>'}
    with w.block(place, block.id):
        w.paragraph(place, "Chart", run_of(drawing), **keep)
        if block.caption:
            caption(w, place, block.label, block.caption)


def _picture(w: Writer, block: n.Figure) -> tuple[str, int, int]:
    """Relationship, width and height in EMU; DocumentError for a file that is no picture Word knows."""
    try:
        image = for_screens(Path(block.path).read_bytes())
    except OSError as error:
        raise _problem(block, "missing-image", f"the picture cannot be read: {error.strerror}") from error
    except UnreadablePictureError as error:
        raise _problem(block, "bad-image", "the file is no picture that Word shows", USABLE) from error
    if image.kind not in EXTENSIONS:
        raise _problem(block, "bad-image", f"is a {image.kind} picture", USABLE)
    digest = hashlib.sha1(image.data, usedforsecurity=False).hexdigest()[:16]
    name = f"/word/media/{digest}.{EXTENSIONS[image.kind]}"
    relation = w.package.shown("image", ExtraPart(name, f"image/{image.kind.lower()}", image.data))
    width = mm_emu(block.width) if block.width else w.page.text * EMU_TWIP
    height = round(width * image.height / (image.width or 1))
    limit = round((w.page.height - w.page.top - w.page.bottom) * 0.8) * EMU_TWIP
    if height > limit:
        width, height = round(width * limit / height), limit
    return relation, width, height


def _problem(block: n.Figure, code: str, text: str, hint: str | None = None) -> DocumentError:
    return DocumentError(Problem(code, f"{Path(block.path).name}: {text}", block=block.id, hint=hint))
