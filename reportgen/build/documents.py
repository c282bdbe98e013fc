"""The documents of a build, composed or taken from the cache, and everything else a build must know about an edition.

The rooms that read data and run templates are imported only where something has to be composed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from reportgen import __version__
from reportgen.build.manifest import Input, digest, hash_inputs, unchanged
from reportgen.document.nodes import Document
from reportgen.document.theme import Theme
from reportgen.edition.audience import Audiences
from reportgen.files.cache import Cache
from reportgen.print.delivery import Copies

if TYPE_CHECKING:
    from reportgen.build.prepare import Prepared
    from reportgen.edition.loading import Loaded
    from reportgen.findings.finding import Finding
    from reportgen.project.open import Project


REFERENCE = "reference.docx"
"""The file of a template whose looks its Word files take over."""


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


class Documents:
    """The documents of one edition of the project that `directory` lies in, the newest where none is named.

    What the cache does not have is composed.
    """

    def __init__(
        self, directory: Path, edition: str | None, cache: Cache, *, draft: bool = False, release: bool = False
    ) -> None:
        self.directory, self.asked, self.cache = directory, edition, cache
        self.draft, self.release = draft, release

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

    def part(self, institution: str | None) -> Part:
        """The whole report (None) or an excerpt. Raises FindingsError and DocumentError."""
        name = f"part-{institution or ''}"
        found = self.cache.get(name)
        if not isinstance(found, Part):
            found = Part(self._document(institution), self._items(institution))
            self.cache.put(name, found)
        return found

    def document(self, institution: str | None) -> Document:
        """The document of a part. Raises FindingsError and DocumentError."""
        return self.part(institution).document

    def has(self, institution: str | None) -> bool:
        """Whether the document need not be composed."""
        return self.cache.folder is not None and (self.cache.folder / f"part-{institution or ''}").is_file()

    def proof(self) -> dict[str, Any]:
        """The proof that the excerpts together are the whole. Raises FindingsError where they are not."""
        found = self.cache.get("proof")
        if not isinstance(found, dict):
            found = self._proof()
            self.cache.put("proof", found)
        return found

    def compose_whole(self) -> None:
        """Compose what every document of the edition needs. Raises FindingsError and DocumentError."""
        _ = self._digest, self.prepared.anchors

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
        return hash_inputs(self.project.root, (*self.loaded.inputs, *before, *template, *pictures))

    @cached_property
    def _digest(self) -> str:
        """The digest of all that the documents come from."""
        return digest(self._inputs, __version__)

    def _document(self, institution: str | None) -> Document:
        """The document, bound to the digest; with comments where it is a draft's."""
        document = self.prepared.document(institution, self._digest)
        if not self.draft:
            return document
        from reportgen.build.comments import add_comments

        return add_comments(document, self.loaded, self.prepared.template.words, institution)

    def _items(self, institution: str | None) -> dict[str, tuple[str, ...]]:
        there = (name for name, items in self.prepared.edition.collections.items() if items)
        printed = self.prepared.part(institution).collections
        return {name: tuple(printed[name]) for name in there}

    def _header(self) -> Header:
        from reportgen.edition.audience import audiences_of
        from reportgen.findings.finding import order

        edition = self.loaded.edition
        template = self.prepared.template
        reference = self.project.template / REFERENCE
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
            reference=reference.read_bytes() if reference.is_file() else None,
        )

    def _proof(self) -> dict[str, Any]:
        from reportgen.edition.audience import audiences
        from reportgen.edition.coverage import prove_coverage
        from reportgen.edition.excerpts import excerpt
        from reportgen.errors import FindingsError

        edition = self.loaded.edition
        proof = prove_coverage(edition, (excerpt(edition, key) for key in audiences(edition)))
        if proof.findings:
            raise FindingsError(proof.findings)
        return proof.data
