"""Everything that printing an edition takes: its template and its predecessor, markup and numbered documents of them.

Whatever prints (a build, a comparison, a list of what is printed where) prepares it here.
"""

from __future__ import annotations

import gc
import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reportgen.build.shrunk import shrunk
from reportgen.build.unfit import lacking
from reportgen.compose import (
    Markup,
    PreviousEdition,
    Template,
    block_finding,
    identify,
    load_template,
    parse,
    reference_finding,
    render,
)
from reportgen.document.measures import beyond_target
from reportgen.document.nodes import Document, Figure, Progress
from reportgen.document.numbering import Whole, known, number
from reportgen.document.theme import Numbering, Theme
from reportgen.document.walk import find
from reportgen.edition.cut import Audience
from reportgen.edition.excerpts import excerpt, without_excerpts
from reportgen.edition.loading import Loaded, load
from reportgen.edition.model import Edition
from reportgen.errors import DocumentError, FindingsError
from reportgen.findings.finding import Finding
from reportgen.findings.problem import Problem
from reportgen.plugins.model import NONE, Plugins
from reportgen.project.folder import SETTINGS_NAME
from reportgen.project.open import Project

if TYPE_CHECKING:
    from reportgen.grid.fit import Settled
from reportgen.tabular.model import NO_TABLES, DataTables
from reportgen.yaml.reader import read_file

_WIDE = r"<(img)\b[^<>]*?\swidth="
"""A picture that has a width."""
_TABLE = r"<(table)\b"
_PROGRESS = r"<(progress)\b"


def _image(name: str | None) -> str:
    """The first picture from a file of a name."""
    return rf'<(img)\b[^<>]*?\ssrc="[^"<>]*{re.escape(name or "")}"'


_LONG = 2_000_000
"""Characters of markup from which on it pays to free at once what the template has looked at: records and the root of
the view hold each other."""


def prepare(loaded: Loaded, *, draft: bool = False, release: bool = False) -> Prepared:
    """An edition with the template of its project; a `release` has no sheets to sign.

    Raises FindingsError where the edition has errors or the template cannot be read.
    """
    edition = replace(loaded.edition, sign_off=False) if release else loaded.edition
    project = loaded.project
    plugins = usable(project)
    template = _template(project, edition.language, plugins)
    tables = _tables(project, edition.name)
    if any(finding.severity == "error" for finding in tables.findings):
        raise FindingsError(tables.findings)
    before = previous_edition(project, edition)
    return Prepared(project.root, edition, template, before, tables, plugins, draft=draft)


def _tables(project: Project, edition: str) -> DataTables:
    """The tables from files; what reads them is loaded only where there are some."""
    if not project.settings.tables:
        return NO_TABLES
    from reportgen.tabular.read import read_tables

    return read_tables(project, edition)


def project_theme(project: Project) -> Theme:
    """The theme of the project's template, as it is without any edition. Raises FindingsError."""
    return _template(project, project.settings.language, usable(project)).theme


def usable(project: Project) -> Plugins:
    """The plug-ins of the project; what knows them is loaded only where there are some. Raises FindingsError."""
    if not project.settings.plugins:
        return NONE
    from reportgen.build.plugins import usable_plugins

    return usable_plugins(project)


def _template(project: Project, language: str, plugins: Plugins) -> Template:
    """Load the project's template; report a missing one at its name in the settings."""
    more = {}
    if plugins.of("filters"):
        from reportgen.compose.plugin_filters import plugin_filters

        more = plugin_filters(plugins, language)
    try:
        return load_template(project.template, language, more=more)
    except FindingsError as error:
        raise FindingsError(tuple(_placed(project, finding) for finding in error.findings)) from None


def _placed(project: Project, finding: Finding) -> Finding:
    if finding.file:
        return finding
    problem = Problem(finding.code, finding.text, keys=("template",), hint=finding.hint)
    return read_file(project.root, SETTINGS_NAME).source.placed(problem)


def previous_edition(project: Project, edition: Edition) -> PreviousEdition | None:
    """The predecessor of an edition, not yet read; None where it has none."""
    name = edition.previous
    if name is None:
        return None
    return PreviousEdition(edition, lambda: load(project, name).edition)


def previous_files(project: Project, edition: Edition) -> tuple[Path, ...]:
    """The data files of the predecessor."""
    return project.edition_files(edition.previous) if edition.previous is not None else ()


class Prepared:
    """An edition, and all that is printed of it: the whole report (None), and an excerpt for each audience."""

    def __init__(
        self,
        root: Path,
        edition: Edition,
        template: Template,
        previous: PreviousEdition | None = None,
        tables: DataTables = NO_TABLES,
        plugins: Plugins = NONE,
        *,
        draft: bool = False,
    ) -> None:
        self.tables, self.plugins = tables, plugins
        self.root, self.edition, self.template = root, edition, template
        self.previous, self.draft = previous, draft
        self._parts: dict[Audience | None, Edition] = {None: without_excerpts(edition)}

    def part(self, audience: Audience | None) -> Edition:
        """The edition, or the part of it that an excerpt prints."""
        if audience is not None and audience not in self._parts:
            self._parts[audience] = excerpt(self.edition, audience)
        return self._parts[audience]

    def markup(self, audience: Audience | None = None) -> Markup:
        """The report markup. Raises FindingsError where the template cannot be run."""
        return self._whole_markup if audience is None else self._markup(audience, self.part(None))

    def _markup(self, audience: Audience | None, whole: Edition | None) -> Markup:
        made = render(self.part(audience), self.template, self.root, whole, previous=self.previous, draft=self.draft)
        return replace(made, tables=self.tables.tables, elements=self.plugins.of("blocks"))

    @cached_property
    def _whole_markup(self) -> Markup:
        return self._markup(None, None)

    @cached_property
    def whole(self) -> Document:
        """The numbered whole report, which every excerpt refers to. Raises FindingsError and DocumentError."""
        return self._whole.document

    @cached_property
    def _whole(self) -> Settled:
        markup = self._whole_markup
        if len(markup.text) > _LONG:
            gc.collect()
        return _settled(self._numbered(markup), markup, self.template.theme)

    def _numbered(self, markup: Markup, whole: Whole | None = None) -> Document:
        return _numbered(markup, self.template.theme.numbering, whole)

    @cached_property
    def known(self) -> Whole:
        """What excerpts refer to in the whole report, and the numbers they keep of it."""
        return known(self.whole, self.template.theme.numbering)

    def document(self, audience: Audience | None = None, inputs: str = "") -> Document:
        """The numbered document; `inputs` is the digest of all that it comes from, for its properties.

        Raises FindingsError and DocumentError.
        """
        if audience is None:
            return identify(self.whole, self._whole_markup, inputs)
        markup = self.markup(audience)
        made = _settled(self._numbered(markup, self.known), markup, self.template.theme)
        return identify(made.document, markup, inputs)

    @cached_property
    def _figures(self) -> tuple[Figure, ...]:
        return tuple(find(self.whole, Figure))

    @cached_property
    def warnings(self) -> tuple[Finding, ...]:
        """What is wrong with the template and what it shows, and keeps nothing from being printed."""
        markup = self._whole_markup
        found = [*self.template.warnings, *self.tables.findings]
        if re.search(_TABLE, markup.text):
            found += [block_finding(markup, each, _TABLE) for each in self._whole.notes]
        if re.search(_WIDE, markup.text):
            found += [block_finding(markup, each, _WIDE) for each in shrunk(self._figures, self.template.theme)]
        if re.search(_PROGRESS, markup.text):
            bars = beyond_target(find(self.whole, Progress))
            found += [block_finding(markup, each, _PROGRESS) for each in bars]
        if self._figures:
            found += [
                block_finding(markup, each, _image(each.token)) for each in lacking(self.whole, self.template.theme)
            ]
        return tuple(found)

    @property
    def pictures(self) -> tuple[Path, ...]:
        """The files of pictures that the whole report shows."""
        logo = self.whole.meta.running_logo
        return tuple(sorted({Path(figure.path) for figure in self._figures} | ({Path(logo)} if logo else set())))


def _settled(document: Document, markup: Markup, theme: Theme) -> Settled:
    """The document with its wide tables turned. FindingsError: a table that fits on no page, at its place."""
    from reportgen.fonts.book import FontBook
    from reportgen.grid.fit import turn_wide_tables

    found = turn_wide_tables(document, theme, FontBook(theme.fonts))
    if found.problems:
        raise FindingsError(tuple(block_finding(markup, each, _TABLE) for each in found.problems))
    return found


REFERENCES = ("dead-reference", "untitled-reference", "unnumbered-reference", "self-reference")
"""Codes of references that cannot be printed."""


def _numbered(markup: Markup, numbering: Numbering, whole: Whole | None) -> Document:
    """Number the document; report bad references of the template at their place in it."""
    document = parse(markup)
    try:
        return number(document, whole, numbering)
    except DocumentError as error:
        if any(problem.path or problem.code not in REFERENCES for problem in error.problems):
            raise
        found = dict.fromkeys(_reference(markup, problem) for problem in error.problems)
        raise FindingsError(tuple(found)) from None


def _reference(markup: Markup, problem: Problem) -> Finding:
    """A bad reference at its place; in a title that refers to itself at the block with the title."""
    itself = problem.code == "self-reference"
    return block_finding(markup, problem, _TABLE) if itself else reference_finding(markup, problem)
