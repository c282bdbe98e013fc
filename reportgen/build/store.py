"""Putting what was built into the output folder, all of it or nothing, with the manifest and the delivery sheet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reportgen.build.documents import Header
from reportgen.build.formats import DELIVERY, find
from reportgen.build.jobs import Job, file_name
from reportgen.build.manifest import NAME, Manifest, OutputFile, keep_from, left_from
from reportgen.build.write import Product
from reportgen.files.atomic import writing

if TYPE_CHECKING:
    from reportgen.print.delivery import PressFile


def entry(header: Header, product: Product, claims: tuple[str, ...] = (), *, draft: bool = False) -> OutputFile:
    """What the manifest says of a file."""
    audience = product.job.audience
    return OutputFile(
        path=file_name(header.report, header.edition, audience, product.format, draft=draft),
        format=product.format,
        sha256=hashlib.sha256(product.content).hexdigest(),
        bytes=len(product.content),
        pages=product.pages,
        audience=audience.data if audience else None,
        items=product.items,
        claims=claims,
        draft=draft,
    )


def store(
    folder: Path, manifest: Manifest, contents: Mapping[str, bytes], header: Header, *, draft: bool
) -> tuple[Manifest, tuple[OutputFile, ...]]:
    """Write the files that `manifest` speaks of; their contents are given by their names.

    The manifest keeps what is still true of an earlier build, and the delivery sheet (of no draft) speaks of it, too.
    Gives the manifest, and the files that were written, in its order. Raises WriteError.
    """
    with writing(folder) as write:  # who builds into the same folder at the same moment keeps what we have built
        previous = (folder / NAME).read_bytes() if (folder / NAME).is_file() else None
        merged = keep_from(previous, manifest, folder)
        files = dict(contents)
        sheet = None if draft else _delivery_sheet(header, merged.files)
        if sheet is not None:
            product = Product(Job(None, ()), DELIVERY.name, sheet, None, {})
            own = entry(header, product)
            files[own.path] = sheet
            others = tuple(each for each in merged.files if each.path != own.path)
            merged = replace(merged, files=others).with_files((own,))
        merged = replace(merged, left=left_from(previous, merged, folder))
        write({**files, NAME: merged.to_json()})
    return merged, tuple(each for each in merged.files if each.path in files)


def _delivery_sheet(header: Header, files: Sequence[OutputFile]) -> bytes | None:
    """The delivery sheet of everything that is to be printed, None for nothing."""
    printed = tuple(_press_files(files))
    if not printed:
        return None
    from reportgen.print.delivery import Order, delivery_sheet

    order = Order(
        title=header.title,
        edition=header.edition,
        as_of=header.as_of,
        language=header.language,
        theme=header.theme,
        words=header.words,
        variants={audience.id: audience.abbreviation for audience in header.audiences.excerpted},
        recipients=header.recipients,
        files=printed,
    )
    return delivery_sheet(order).encode()


def _press_files(files: Sequence[OutputFile]) -> Iterator[PressFile]:
    from reportgen.print.delivery import PressFile

    for file in files:
        format_ = find(file.format)
        if format_ is not None and format_.press is not None:
            variant = file.audience["id"] if file.audience else None
            yield PressFile(file.path, file.pages or 0, variant, format_.press.role, format_.press.grey)
