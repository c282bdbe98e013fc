"""The documents of a build, composed or taken from the cache, and everything else a build must know about an edition.

The rooms that read data and run templates are imported only where something has to be composed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from reportgen import __version__
from reportgen.build.manifest import Input, digest, hash_inputs, unchanged
from reportgen.build.reference import template_reference
from reportgen.document.nodes import Document
from reportgen.document.theme import Theme
from reportgen.document.walk import blocks
from reportgen.edition.audience import Audiences, Selection, narrowed
from reportgen.edition.cut import Audience
from reportgen.files.cache import Cache
from reportgen.print.delivery import Copies

if TYPE_CHECKING:
    from reportgen.build.prepare import Prepared
    from reportgen.edition.loading import Loaded
    from reportgen.findings.finding import Finding
    from reportgen.project.open import Project


class Header(Struct, frozen=True):
    """What a build needs besides documents."""

    root: Path
    report: str
    edition: str
    as_of: str
    title: str
    language: str
    theme: Theme
    inputs: tuple[Input, ...]
    findings: tuple[Finding, ...]
    audiences: Audiences
    words: Mapping[str, str]
    recipients: tuple[Copies, ...]
    reference: bytes | None = None
    """The template's reference document for Word files."""


class Part(Struct, frozen=True):
    """A numbered document, and the ids of its items by collection."""

    document: Document
    items: Mapping[str, tuple[str, ...]]


class Covered(Struct, frozen=True):
    """The proof for some excerpts as data for the manifest, and how many items are in none of them."""

    data: dict[str, Any]
    left_out: int


class Documents:
    """The documents of one edition of the project that `directory` lies in, the newest where none is named.

    What the cache does not have is composed.
    """

    def __init__(
        self, directory: Path, edition: str | None, cache: Cache, *, draft: bool = False, release: bool = False
    ) -> None:
        self.directory, self.asked, self.cache = directory, edition, cache
        self.draft, self.release = draft, release
        self._given = False

    @classmethod
    def of(cls, loaded: Loaded, *, draft: bool = False) -> Documents:
        """The documents of an edition that was read already, composed anew."""
        documents = cls(loaded.project.root, loaded.name, Cache(None), draft=draft)
        documents.project, documents.loaded, documents._given = loaded.project, loaded, True
        return documents

    # ------------------------------------------------------------------------------------------------------- results

    @cached_property
    def header(self) -> Header:
        """Raises FindingsError with every error in the data or the template."""
        found = self.cache.get("header")
        if not isinstance(found, Header) or not unchanged(found.root, found.inputs):
            self.cache.clear()
            found = self._header()
            self.cache.put("header", found)
        return found

    def part(self, audience: Audience | None) -> Part:
        """The whole report (None) or an excerpt. Raises FindingsError and DocumentError."""
        name = _entry("part", audience)
        found = self.cache.get(name)
        if not isinstance(found, Part):
            document = self._document(audience)
            found = Part(document, self._items(audience, document))
            self.cache.put(name, found)
        return found

    def document(self, audience: Audience | None) -> Document:
        """The document of a part. Raises FindingsError and DocumentError."""
        return self.part(audience).document

    def has(self, audience: Audience | None) -> bool:
        """Whether the document need not be composed."""
        return self.cache.folder is not None and (self.cache.folder / _entry("part", audience)).is_file()

    def select_audiences(self, selection: Selection) -> tuple[Audience, ...]:
        """The audiences that are asked for. Raises FindingsError where there is nobody or nothing."""
        chosen = self.header.audiences.resolve(selection)
        return narrowed(self.loaded.edition, chosen, selection) if selection.where else chosen

    def proof(self, audiences: tuple[Audience, ...]) -> Covered:
        """The proof that the excerpts for these audiences are parts of the whole, and whether they are all of it.

        Raises FindingsError where they are no parts, or where those for all institutions are not all.
        """
        name = _entry("proof", *audiences)
        found = self.cache.get(name)
        if not isinstance(found, Covered):
            found = self._proof(audiences)
            self.cache.put(name, found)
        return found

    def let_go(self) -> None:
        """Forget what documents are composed of: a long report's data and markup are larger than its document, and
        writing needs neither. Who asks for them nevertheless has them read once more."""
        _ = self.header
        for name in ("prepared", *(() if self._given else ("loaded",))):
            self.__dict__.pop(name, None)

    def compose_whole(self) -> None:
        """Compose what every document of the edition needs. Raises FindingsError and DocumentError."""
        _ = self._digest, self.prepared.known

    # ----------------------------------------------------------------------------------------------------- composing

    @cached_property
    def project(self) -> Project:
        """Raises ProjectError."""
        from reportgen.project.open import open_project

        return open_project(self.directory)

    @cached_property
    def loaded(self) -> Loaded:
        """The edition with its findings. Raises FindingsError where there is no such edition."""
        from reportgen.checks.run import load_checked

        return load_checked(self.project, self.asked)

    @cached_property
    def prepared(self) -> Prepared:
        """The edition with its template. Raises FindingsError."""
        from reportgen.build.prepare import prepare

        return prepare(self.loaded, draft=self.draft, release=self.release)

    @cached_property
    def _inputs(self) -> tuple[Input, ...]:
        from reportgen.build.prepare import previous_files

        folder = self.project.template
        template = (
            path
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        )
        before = previous_files(self.project, self.loaded.partial)
        pictures = self.prepared.pictures
        files = (*self.loaded.inputs, *before, *template, *pictures, *self.prepared.tables.files)
        found = hash_inputs(self.project.root, files)
        if not self.project.settings.plugins:
            return found
        from reportgen.build.plugins import plugin_inputs

        return (*found, *plugin_inputs(self.project))

    @cached_property
    def _digest(self) -> str:
        """The digest of all that the documents come from."""
        return digest(self._inputs, __version__)

    def _document(self, audience: Audience | None) -> Document:
        """The document, bound to the digest; with comments where it is a draft's."""
        document = self.prepared.document(audience, self._digest)
        if not self.draft:
            return document
        from reportgen.build.comments import add_comments

        return add_comments(document, self.loaded, self.prepared.template.words, audience)

    def _items(self, audience: Audience | None, document: Document) -> dict[str, tuple[str, ...]]:
        """The ids of its items by collection, in the order in which they are printed; what has no block of its own
        (a row of a table, an item that no page prints) comes last, in the order of the data."""
        there = (name for name, items in self.prepared.edition.collections.items() if items)
        items = self.prepared.part(audience).collections
        place = {block.id: index for index, block in enumerate(blocks(document))}
        return {name: tuple(sorted(items[name], key=lambda key: place.get(key, len(place)))) for name in there}

    def _header(self) -> Header:
        from reportgen.edition.audience import audiences_of
        from reportgen.findings.finding import order

        edition = self.loaded.edition
        template = self.prepared.template
        return Header(
            root=self.project.root,
            report=self.project.settings.report,
            edition=edition.name,
            as_of=edition.as_of,
            title=edition.report.title,
            language=edition.language,
            theme=template.theme,
            inputs=self._inputs,
            findings=tuple(sorted((*self.loaded.findings, *self.prepared.warnings), key=order)),
            audiences=audiences_of(edition),
            words=template.words,
            recipients=tuple(
                Copies(each.name, each.copies, each.excerpt, each.address or "", each.note or "")
                for each in edition.distribution.values()
            ),
            reference=template_reference(self.project.template),
        )

    def _proof(self, audiences: tuple[Audience, ...]) -> Covered:
        from reportgen.edition.coverage import prove_coverage
        from reportgen.edition.excerpts import excerpt
        from reportgen.errors import FindingsError

        edition = self.loaded.edition
        proof = prove_coverage(edition, audiences, (excerpt(edition, each) for each in audiences))
        everybody = set(audiences) == set(self.header.audiences.excerpted)
        findings = (*proof.findings, *(proof.uncovered if everybody else ()))
        if findings:
            raise FindingsError(findings)
        return Covered(proof.data, len(proof.uncovered))


def _entry(kind: str, *audiences: Audience | None) -> str:
    """The name that the cache has something for some audiences by."""
    keys = [each.key for each in audiences if each is not None]
    name = keys[0] if len(keys) == 1 else hashlib.sha256(",".join(keys).encode()).hexdigest()[:16] if keys else ""
    return f"{kind}-{name}"
