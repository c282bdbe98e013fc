"""Files inside the file: embedded streams and what each is to the document (ISO 32000-1, 7.11.4; ISO 19005-3, 6.8)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from reportgen.pdf.reportlab_compat import PdfFile, reference
from reportgen.pdf.syntax import array, name, text_string
from reportgen.pdf.trees import name_tree


class Attachment(Struct, frozen=True):
    """A file that is carried along. `path` has forward slashes and is relative; it tells the files apart."""

    path: str
    content: bytes
    media_type: str
    relationship: Literal["Source", "Data", "Supplement"]
    """What it is to the document (ISO 19005-3, annex E): what it was made from, the data it shows, or more about it."""
    block: str = ""
    """The block whose data it holds; "" where it is about the whole document."""
    about: str = ""
    """What it is, in the document's language; its path where that says enough."""


class Attached(Struct, frozen=True):
    """Files that are embedded: their entries in the catalogue, and the specification of a block's own."""

    catalogue: dict[str, bytes]
    tree: bytes
    blocks: dict[str, bytes]


def write_attachments(file: PdfFile, attachments: Sequence[Attachment], day: str) -> Attached:
    """Embed the files; all are associated with the document, those of blocks are to be with these, too."""
    written = [(attachment, reference(_specification(file, attachment, day))) for attachment in attachments]
    return Attached(
        {"AF": array(number for _, number in written)},
        name_tree(file, [(attachment.path, number) for attachment, number in written]),
        {attachment.block: number for attachment, number in written if attachment.block},
    )


def _specification(file: PdfFile, attachment: Attachment, day: str) -> int:
    """The file specification; date and checksum stand with the stream (ISO 32000-1, tables 44 to 46). What the file is
    (/Desc) readers are told in place of its path (ISO 14289-2, 8.14.1)."""
    content = attachment.content
    date = f"D:{day.replace('-', '')}000000Z".encode()
    entries = b"/Type/EmbeddedFile/Subtype%s/Params<</Size %d/ModDate(%s)/CheckSum<%s>>>" % (
        name(attachment.media_type),
        len(content),
        date,
        hashlib.md5(content, usedforsecurity=False).hexdigest().encode(),
    )
    stream = reference(file.add_stream(content, entries))
    path = text_string(attachment.path)
    return file.add(
        b"<</Type/Filespec/F%s/UF%s/Desc%s/AFRelationship%s/EF<</F %s/UF %s>>>>"
        % (path, path, text_string(attachment.about or attachment.path), name(attachment.relationship), stream, stream)
    )


def names(trees: Iterable[tuple[str, bytes | None]]) -> bytes | None:
    """The catalogue's dictionary of name trees, None where there is none."""
    found = b"".join(b"/%s %s" % (kind.encode(), tree) for kind, tree in trees if tree is not None)
    return b"<<%s>>" % found if found else None
