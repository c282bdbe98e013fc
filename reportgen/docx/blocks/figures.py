"""Pictures from files, in the line, with their text alternative."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.blocks.captions import caption
from reportgen.docx.context import ExtraPart, Writer
from reportgen.docx.drawing import document_properties, inline
from reportgen.errors import DocumentError
from reportgen.findings.problem import Problem
from reportgen.ooxml.xml import EMU_TWIP, PIC, A, R, mm_emu
from reportgen.pictures import upright


def figure(w: Writer, block: n.Figure) -> None:
    """A picture and its caption, kept together."""
    relation, width, height = _picture(w, block)
    drawing = _drawing(w, relation, width, height, block.alt, decorative=block.decorative)
    keep = {"keepNext": ppr.KEEP_NEXT if block.caption else '<w:keepNext w:val="0"/>'}
    with w.block(block.id):
        w.paragraph("Chart", drawing, **keep)
        if block.caption:
            caption(w, block.label, block.caption)


def qr_code(w: Writer, block: n.QrCode) -> None:
    """The code as a picture."""
    import segno

    picture = BytesIO()
    segno.make(block.address, error="m", micro=False).save(picture, kind="png", scale=8, border=4)
    name = f"/word/media/{hashlib.sha256(picture.getvalue()).hexdigest()[:16]}.png"
    w.parts[name] = ExtraPart(name, "image/png", picture.getvalue())
    side = mm_emu(block.width)
    with w.block(block.id):
        w.paragraph("Chart", _drawing(w, w.relations.add(f"{R}/image", name), side, side, block.alt))


def _drawing(w: Writer, relation: str, width: int, height: int, alt: str, *, decorative: bool = False) -> str:
    numbered = w.drawing_id()
    name = f"{w.locale.tag}-{numbered}"
    properties = document_properties(numbered, name, alt, decorative=decorative)
    graphic = (
        f'<a:graphic><a:graphicData uri="{PIC}"><pic:pic><pic:nvPicPr><pic:cNvPr id="{numbered}" name="{name}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )
    frame = f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{A}" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
    return inline(width, height, properties, graphic, frame)


def _picture(w: Writer, block: n.Figure) -> tuple[str, int, int]:
    """Relationship, width and height in EMU; DocumentError for a file that is no picture Word knows."""
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
    from docx.image.image import Image

    try:
        blob = upright(Path(block.path).read_bytes())
        image = Image.from_blob(blob)
    except OSError as error:
        raise _problem(block, "missing-image", f"the picture cannot be read: {error.strerror}") from error
    except (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError) as error:
        hint = "use PNG, JPEG, GIF, BMP or TIFF"
        raise _problem(block, "bad-image", "the file is no picture that Word shows", hint) from error
    name = f"/word/media/{image.sha1[:16]}.{image.ext}"
    w.parts[name] = ExtraPart(name, image.content_type, blob)
    width = mm_emu(block.width) if block.width else w.page.text * EMU_TWIP
    height = round(width * image.px_height / (image.px_width or 1))
    limit = round((w.page.height - w.page.top - w.page.bottom) * 0.8) * EMU_TWIP
    if height > limit:
        width, height = round(width * limit / height), limit
    return w.relations.add(f"{R}/image", name), width, height


def _problem(block: n.Figure, code: str, text: str, hint: str | None = None) -> DocumentError:
    return DocumentError(Problem(code, f"{Path(block.path).name}: {text}", block=block.id, hint=hint))
