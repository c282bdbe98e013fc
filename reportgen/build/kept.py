"""Finished files that are kept by what they print, and written anew only where that changes.

A document says more seldom something else than the inputs of its edition change. Where all that has changed is the
digest over all inputs, which every file carries, the kept file is bound to the new one, and what it then says of its
inputs is read back. Everything else in it was proven when it was written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from reportgen.build.documents import Header, Part
from reportgen.build.formats import load, named
from reportgen.build.jobs import Job
from reportgen.build.write import Product, Word
from reportgen.document.nodes import Document
from reportgen.files.cache import Cache, program_state

_TEXTS = (".yaml", ".j2")
"""How inputs end that a file knows by nothing but its document and theme; pictures and fonts it reads itself."""


class KeptFile(Struct, frozen=True):
    """One finished and proven file, with what shows that it is still whole."""

    format: str
    content: bytes
    pages: int | None
    sha256: str


class Kept(Struct, frozen=True):
    """The files of a job as they were last written, and the digest of inputs that they carry."""

    inputs: str
    files: tuple[KeptFile, ...]


def kept_or(
    make: Callable[[], tuple[Product, ...]], files: Cache, header: Header, part: Part, job: Job, word: Word
) -> tuple[Product, ...]:
    """The files of a job: those that are kept, bound to today's inputs, or else what `make` gives.

    Raises what `make` raises.
    """
    if files.folder is None or not all(named(name).rebind for name in job.formats) or part.document.meta.draft:
        return make()
    entry = _entry(header, part.document, job, word)
    found = files.get(entry)
    if isinstance(found, Kept):
        bound = tuple(_bound(file, found.inputs, part.document.meta.inputs) for file in found.files)
        if None not in bound:
            files.touch(entry)
            pairs = zip(found.files, bound, strict=True)
            return tuple(Product(job, file.format, new, file.pages, part.items) for file, new in pairs if new)
    products = make()
    files.put(entry, Kept(part.document.meta.inputs, tuple(map(_kept, products))))
    return products


def _kept(product: Product) -> KeptFile:
    return KeptFile(product.format, product.content, product.pages, hashlib.sha256(product.content).hexdigest())


def _bound(file: KeptFile, before: str, after: str) -> bytes | None:
    """A kept file as it would be written today, None where it cannot be had from the kept one."""
    if hashlib.sha256(file.content).hexdigest() != file.sha256:
        return None
    if before == after:
        return file.content
    format_ = named(file.format)
    bound: bytes | None = load(format_.rebind)(file.content, before, after)
    return bound if bound is not None and load(format_.inputs)(bound) == after else None


def _entry(header: Header, document: Document, job: Job, word: Word) -> str:
    """The name by which the files of a job are kept: everything that is printed, and what prints it."""
    read = tuple(item for item in header.inputs if PurePath(item.path).suffix not in _TEXTS)
    said = replace(document, meta=replace(document.meta, inputs=""))
    reference = word.reference if any(named(name).counted for name in job.formats) else None
    numbers = sorted(word.numbers.get(job.key, {}).items())
    printed = (program_state(), job.formats, read, numbers, said, header.theme, reference)
    return hashlib.sha256(repr(printed).encode()).hexdigest()  # by value: a pickle tells equal trees apart
