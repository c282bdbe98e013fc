"""The documents of a build, composed or taken from the cache, and everything else a build must know about an edition.

The rooms that read data and run templates are imported only where something has to be composed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from reportgen import __version__
from reportgen.build.manifest import Input, digest, hash_inputs, unchanged
from reportgen.build.plan import Audience
from reportgen.document.nodes import Document
from reportgen.document.theme import Theme
from reportgen.files.cache import Cache

if TYPE_CHECKING:
    from reportgen.build.documents import Source
    from reportgen.edition.loading import Loaded
    from reportgen.findings.finding import Finding
    from reportgen.project.open import Project


REFERENCE = "reference.docx"
"""The file of a template whose looks its Word files take over."""


class Copies(Struct, frozen=True):
    """Who gets how many of which variant. `variant` is an institution's id, None for the whole report."""

    name: str
    copies: int
    variant: str | None
    address: str = ""
    note: str = ""


class Header(Struct, frozen=True):
    """What a build needs besides documents. `names` are ids and abbreviations of audiences, in small letters, with
    their ids."""

    root: Path
    report: str
    edition: str
    as_of: str
    title: str
    language: str
    theme: Theme
    inputs: tuple[Input, ...]
    findings: tuple[Finding, ...]
    audiences: tuple[Audience, ...]
    names: Mapping[str, str]
    words: Mapping[str, str]
    recipients: tuple[Copies, ...]
    reference: bytes | None = None
    """The template's reference document for Word files."""


class Part(Struct, frozen=True):
    """A numbered document, and the ids of its items by collection."""

    document: Document
    items: Mapping[str, tuple[str, ...]]


class Composer:
    """Composes what the cache does not have."""

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
            from reportgen.build.documents import document_for

            edition, document = document_for(self.source, institution)
            if self.draft:
                from reportgen.build.comments import commented

                document = commented(document, self.loaded, self.source.template.words, institution)
            there = (name for name, items in self.source.edition.collections.items() if items)
            found = Part(document, {name: tuple(edition.collections[name]) for name in there})
            self.cache.put(name, found)
        return found

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

    def resolve(self, wanted: str) -> tuple[Audience, ...]:
        """The audiences for ``bmas``, ``arbeit``, ``bmas,bmg`` or ``all``. Raises FindingsError for strangers."""
        names = [name.strip().casefold() for name in wanted.split(",") if name.strip()]
        known = {audience.id: audience for audience in self.header.audiences}
        if not names or any(name != "all" and name not in self.header.names for name in names):
            from reportgen.edition.audience import resolve_audiences

            return tuple(known[key] for key in resolve_audiences(self.loaded.edition, wanted))
        ids = [key for name in names for key in (known if name == "all" else (self.header.names[name],))]
        return tuple(known[key] for key in dict.fromkeys(ids))

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
    def source(self) -> Source:
        """Raises FindingsError and DocumentError."""
        from reportgen.build.documents import identified

        return identified(self._composed, digest(self._inputs, __version__))

    @cached_property
    def _composed(self) -> Source:
        from reportgen.build.documents import prepare
        from reportgen.build.previous import previous_edition
        from reportgen.compose import load_template

        edition = self.loaded.edition
        if self.release:
            edition = replace(edition, sign_off=False)
        template = load_template(self.project.template, edition.language)
        previous = previous_edition(self.project, edition)
        return prepare(self.project.root, edition, template, "", previous, draft=self.draft)

    @cached_property
    def _inputs(self) -> tuple[Input, ...]:
        from reportgen.build.documents import pictures
        from reportgen.build.previous import previous_files

        folder = self.project.template
        template = (
            path
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        )
        before = previous_files(self.project, self.loaded.partial)
        return hash_inputs(self.project.root, (*self.loaded.inputs, *before, *template, *pictures(self._composed)))

    def _header(self) -> Header:
        from reportgen.edition.audience import abbreviation, audiences

        edition = self.loaded.edition
        wanted = tuple(Audience(key, abbreviation(edition, key)) for key in audiences(edition))
        reference = self.project.template / REFERENCE
        names = {audience.abbreviation.casefold(): audience.id for audience in wanted}
        return Header(
            root=self.project.root,
            report=self.project.settings.report,
            edition=edition.name,
            as_of=edition.as_of,
            title=edition.report.title,
            language=edition.language,
            theme=self.source.template.theme,
            inputs=self._inputs,
            findings=self.loaded.findings,
            audiences=wanted,
            names=names | {audience.id: audience.id for audience in wanted},
            words=self.source.template.words,
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
