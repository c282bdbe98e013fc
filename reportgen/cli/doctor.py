"""reportgen doctor: what is installed, what is missing, what for."""

from __future__ import annotations

import platform
import shutil
from importlib import metadata

import click

from reportgen import __version__
from reportgen.cli import Session

_PACKAGES = {
    "reportlab": "writes PDF",
    "python-docx": "measures pictures for Word files",
    "uharfbuzz": "measures and kerns text",
    "fontpkg-lato": "Lato, the typeface of the example report",
    "segno": "makes QR codes",
    "click": "reads the command line",
    "msgspec": "holds data and documents",
    "PyYAML": "reads the data files",
    "markdown-it-py": "reads Markdown in texts",
    "mdit-py-plugins": "footnotes and languages in Markdown",
    "pillow": "reads pictures",
    "platformdirs": "finds the place for what is kept between builds",
    "lxml": "reads report markup and Word XML",
    "jinja2": "runs templates",
    "pydantic": "tells every fault of wrong data",
    "pikepdf": "reads PDF back",
    "babel": "numbers, dates and lists in the report's language",
    "XlsxWriter": "writes the ledger of figures as a workbook",
}
_OPTIONAL_PACKAGES = {
    "page-validation": "lets a build claim PDF/UA-1 and PDF/A-2a: pip install 'reportgen[validate]'",
}
_PROGRAMS = {
    ("soffice", "libreoffice"): "counts the pages of Word files for their contents; without it they have no numbers",
    ("git",): "reads editions at a revision (reportgen diff)",
    ("gs",): "measures inks by pixel (reportgen preflight); without it they are told object by object",
    ("java",): "runs veraPDF in the tests",
}


@click.command(short_help="What is installed, what is missing, what for.")
@click.pass_obj
def command(session: Session) -> None:
    """Say what reportgen finds on this machine, what it misses, and what each is for.

    Only the packages of the first list are needed; their absence is an error (exit status 3).
    """
    click.echo(f"reportgen {__version__}, Python {platform.python_version()} on {platform.system()}")
    missing = [name for name, use in _PACKAGES.items() if not _package(name, use)]
    click.echo("optional:")
    for name, use in _OPTIONAL_PACKAGES.items():
        _package(name, use)
    for names, use in _PROGRAMS.items():
        found = next((name for name in names if shutil.which(name)), None)
        _row(found is not None, found or names[0], use)
    if missing:
        click.echo(f"missing: {', '.join(missing)}; install reportgen again: pip install reportgen", err=True)
        raise SystemExit(3)
    _fonts(session)


def _fonts(session: Session) -> None:
    """Whether LibreOffice has fonts of the widths of those that the project's Word files name."""
    from reportgen.libreoffice.fonts import lack, other_widths
    from reportgen.libreoffice.office import find_office

    program = find_office()
    if program is None:
        return
    families = _families(session)
    missing = {each.family: each for each in other_widths(program, families)}
    for family in families:
        other = missing.get(family)
        use = f"they may be off: {lack(other)}; install {other.remedy}" if other else "lines break as in Word"
        _row(other is None, f"font as wide as {family}", f"page numbers of Word files; {use}")


def _families(session: Session) -> tuple[str, ...]:
    """The families of the project's Word files; Calibri where there is no project."""
    from reportgen.build.prepare import project_theme
    from reportgen.errors import FindingsError
    from reportgen.fonts.substitutes import word_families
    from reportgen.project.open import open_project

    try:
        return word_families(project_theme(open_project(session.directory)))
    except FindingsError:
        return ("Calibri",)


def _package(name: str, use: str) -> bool:
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        _row(False, name, use)
        return False
    _row(True, f"{name} {version}", use)
    return True


def _row(found: bool, what: str, use: str) -> None:
    click.echo(f"  {'found  ' if found else 'missing'} {what:<26} {use}")
