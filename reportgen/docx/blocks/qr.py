"""QR codes as pictures."""

from __future__ import annotations

import hashlib
from io import BytesIO

from reportgen.document import nodes as n
from reportgen.docx.context import Writer
from reportgen.docx.drawing import picture, run_of
from reportgen.docx.place import Place
from reportgen.ooxml.parts import ExtraPart
from reportgen.ooxml.xml import mm_emu


def qr_code(w: Writer, block: n.QrCode, place: Place) -> None:
    """The code as a picture."""
    import segno

    stream = BytesIO()
    segno.make(block.address, error="m", micro=False).save(stream, kind="png", scale=8, border=4)
    name = f"/word/media/{hashlib.sha256(stream.getvalue()).hexdigest()[:16]}.png"
    relation = w.package.shown("image", ExtraPart(name, "image/png", stream.getvalue()))
    number, side = w.package.drawing_id(), mm_emu(block.width)
    with w.block(place, block.id):
        w.paragraph(
            place, "Chart", run_of(picture(number, f"{w.locale.tag}-{number}", relation, (side, side), block.alt))
        )
