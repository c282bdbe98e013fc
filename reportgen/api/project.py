"""Handles: a project, an edition of it as it was read, and an excerpt of that."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from reportgen.api.failures import own_errors, path_of
from reportgen.errors import FindingsError
from reportgen.project.open import Project as Folder
from reportgen.project.open import open_project as open_folder

if TYPE_CHECKING:
    from reportgen.build.documents import Documents
    from reportgen.build.request import Built, Progress
    from reportgen.edition.cut import Audience
    from reportgen.edition.loading import Loaded
    from reportgen.edition.model import Edition as Data
    from reportgen.findings.finding import Finding


def open_project(path: Path | str = ".") -> Project:
    """Open the project that `path` lies in: the nearest folder with ``reportgen.yaml``, itself or one above.

    Raises ProjectError where there is none, or where its settings cannot be used.
    """
    with own_errors():
        return Project(open_folder(path_of(path)))


class Project(Struct, frozen=True):
    """A project: its folder, and what its ``reportgen.yaml`` says."""

    folder: Folder

    def __repr__(self) -> str:
        return f"<reportgen.Project {os.fspath(self.root)!r}>"

    @property
    def root(self) -> Path:
        """The folder with ``reportgen.yaml``."""
        return self.folder.root

    @property
    def editions(self) -> tuple[str, ...]:
        """The names of the editions, the one with the earliest date first."""
        return self.folder.settings.by_age

    def edition(self, name: str | None = None) -> Edition:
        """Read and check the edition `name`, the newest without a name. Raises FindingsError where there is none."""
        from reportgen.checks.run import load_checked

        with own_errors():
            return Edition(self, load_checked(self.folder, name))

    def build(
        self,
        edition: str | None = None,
        audience: str | None = "all",
        formats: Iterable[str] = ("pdf", "docx"),
        output: Path | str = "output",
        draft: bool = False,
        release: bool = False,
        jobs: int | None = None,
        progress: Progress | None = None,
    ) -> Built:
        """Build files with their manifest into the folder of the edition in `output`: all of them or none.

        `audience` is what ``--for`` takes; None builds the whole report alone. A relative `output` lies in the
        project. `jobs` processes work side by side, by default one a core. `progress` is called with what is done, how
        much there is, and what is being done. Raises FindingsError, ProofError, WriteError and ArgumentError.
        """
        from reportgen.build.build import build
        from reportgen.build.formats import choose
        from reportgen.build.request import Request
        from reportgen.edition.audience import parse_selection

        request = Request(
            edition,
            parse_selection(audience or ""),
            choose((formats,) if isinstance(formats, str) else formats),
            self.root / path_of(output),
            (os.cpu_count() or 1) if jobs is None else jobs,
            draft=draft,
            release=release,
        )
        with own_errors():
            return build(self.root, request, progress or _silent)


def _silent(_done: int, _total: int, _what: str) -> None:
    """Progress that nobody watches."""


class Edition(Struct, frozen=True, eq=False, dict=True):
    """An edition as it was when it was read; read it again to see what has changed on the disk since."""

    project: Project
    loaded: Loaded
    """The data with the place of every value, and what was found in them."""

    def __repr__(self) -> str:
        return f"<reportgen.Edition {self.name!r}>"

    @property
    def name(self) -> str:
        """Its name in ``reportgen.yaml``."""
        return self.loaded.name

    @property
    def data(self) -> Data:
        """Its records. Raises FindingsError with all findings where one is an error."""
        return self.loaded.edition

    def check(self) -> tuple[Finding, ...]:
        """Find what is wrong with the data, and with the template once it can be run on them; sorted by place."""
        if self.loaded.errors:
            return self.loaded.findings
        from reportgen.build.printed import printed_nowhere
        from reportgen.findings.finding import order

        with own_errors():
            try:
                more = printed_nowhere(self.loaded)
            except FindingsError as error:
                more = error.findings
        return tuple(sorted((*self.loaded.findings, *more), key=order))

    def excerpt(self, name: str) -> Excerpt:
        """Take the part for an institution, by id or abbreviation, or for several that are joined by "+".

        Raises FindingsError where there is no such institution, or where it has no item in this edition.
        """
        from reportgen.edition.audience import audiences_of

        return Excerpt(self, audiences_of(self.data).find(name))

    def documents(self, template: str | None, *, draft: bool) -> Documents:
        """What composes its documents; those with one template share the whole report that excerpts refer to."""
        found = self._documents.get((template, draft))
        if found is None:
            found = self._documents[template, draft] = _documents(self.loaded, template, draft=draft)
        return found

    @cached_property
    def _documents(self) -> dict[tuple[str | None, bool], Documents]:
        return {}


def _documents(loaded: Loaded, template: str | None, *, draft: bool) -> Documents:
    from reportgen.build.documents import Documents

    if template is not None:
        project = loaded.project
        loaded = replace(loaded, project=replace(project, settings=replace(project.settings, template=template)))
    return Documents.of(loaded, draft=draft)


class Excerpt(Struct, frozen=True, eq=False):
    """The part of an edition that is for some institutions."""

    edition: Edition
    audience: Audience

    def __repr__(self) -> str:
        return f"<reportgen.Excerpt {self.name!r} of {self.edition.name!r}>"

    @property
    def name(self) -> str:
        """The id of the institution; of several, their ids joined by "+"."""
        return self.audience.id

    @property
    def data(self) -> Data:
        """Its records: the same type as the edition's, fewer of them."""
        from reportgen.edition.excerpts import excerpt

        return excerpt(self.edition.data, self.audience)
