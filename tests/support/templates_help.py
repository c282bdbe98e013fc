"""The two templates that come with the project, and what they print of their data."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree
from msgspec.structs import replace
from paths import ROOT

from reportgen.checks.run import load_checked
from reportgen.compose import Markup, Template, load_template, parse, render
from reportgen.document import nodes as n
from reportgen.document import numbering
from reportgen.edition.audience import sole
from reportgen.edition.excerpts import excerpt
from reportgen.edition.model import Edition
from reportgen.project.open import Project, open_project
from reportgen.starter.choices import Language, Paper
from reportgen.starter.project import project_files

REPORT = ROOT / "templates" / "interim-report"
STEM = "annual-report"
"""What the example project's output files are called here."""


def write_starter(root: Path, language: Language = "en-US", paper: Paper | None = None) -> Path:
    """The example project of `reportgen init` in `root`."""
    for name, content in _files(language, paper).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


@cache
def _files(language: Language, paper: Paper | None) -> dict[str, bytes]:
    return project_files(STEM, language, paper)


_SCRATCH = TemporaryDirectory(prefix="reportgen-starter-", ignore_cleanup_errors=True)
STARTER = write_starter(Path(_SCRATCH.name) / "library")
"""The example project in American English on Letter, for tests that only read it."""
LETTER = STARTER / "templates" / "letter-size"


@cache
def edition(root: Path = ROOT) -> Edition:
    """The report of 2019, or the newest edition of another project."""
    return load_checked(open_project(root), "2019" if root == ROOT else None).edition


def project(root: Path = ROOT) -> Project:
    """A project."""
    return open_project(root)


@cache
def template(language: str = "de") -> Template:
    """The interim report's template in a language."""
    return load_template(REPORT, language)


@cache
def printed(audience: str | None = None, language: str = "de") -> Markup:
    """Markup of the report, or of the excerpt for an institution."""
    whole = replace(edition(), language=language)
    if audience is None:
        return render(whole, template(language), ROOT)
    return render(excerpt(whole, sole(whole, audience)), template(language), ROOT, whole)


@cache
def document(audience: str | None = None) -> n.Document:
    """The numbered document of the report, or of an excerpt."""
    whole = numbering.number(parse(printed()))
    return numbering.number(parse(printed(audience)), numbering.known(whole)) if audience else whole


@cache
def starter(audience: str | None = None) -> n.Document:
    """The numbered document of the example project."""
    letter, whole = load_template(LETTER, "en"), edition(STARTER)
    full = numbering.number(parse(render(whole, letter, STARTER)))
    if audience is None:
        return full
    part = render(excerpt(whole, sole(whole, audience)), letter, STARTER, whole)
    return numbering.number(parse(part), numbering.known(full))


def tree(markup: Markup) -> etree._Element:
    """Markup as elements."""
    return etree.fromstring(markup.text.encode())


def words_of(element: etree._Element) -> str:
    """The text of an element, white space collapsed."""
    return " ".join("".join(element.itertext()).split()).replace("\u00a0", " ")
