"""reportgen doctor: what is installed, what is missing, what for."""

from __future__ import annotations

import os
import platform
import re
import shlex
import shutil
from importlib import metadata

import click

from reportgen import __version__
from reportgen.build.formats import TABLE
from reportgen.cli import Session
from reportgen.cli.show import guarded
from reportgen.cli.terminal import tell
from reportgen.errors import ToolError
from reportgen.programs.table import FC_MATCH, GHOSTSCRIPT, GIT, JAVA, SOFFICE, Program
from reportgen.verify.claims import VALIDATORS, fault

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
_PROGRAMS = {
    SOFFICE: "counts the pages of Word files for their contents; without it they have no numbers",
    FC_MATCH: "tells whether LibreOffice has fonts as wide as Word's",
    GIT: "reads editions at a revision (reportgen diff)",
    GHOSTSCRIPT: "measures inks by pixel (reportgen preflight); without it they are told object by object",
    JAVA: "runs veraPDF (Java 11 or newer)",
}


@click.command(short_help="List what is installed, what is missing, and what for.")
@click.pass_obj
@guarded
def command(session: Session) -> None:
    """List what reportgen finds on this machine, what is missing, and what each is for; and what the claims of a
    build rest on.

    Only the packages of the first list are required; a missing one is an error (exit status 3).
    """
    tell(f"reportgen {__version__}, Python {platform.python_version()} on {platform.system()}")
    missing = [name for name, use in _PACKAGES.items() if not _package(name, use)]
    tell("optional:")
    for validator in VALIDATORS:
        _package(validator.package, f"{validator.name} checks {', '.join(validator.profiles)}")
    for program, use in _PROGRAMS.items():
        _program(program, use)
    if missing:
        tell(f"missing: {', '.join(missing)}; install: {_install(*missing)}", err=True)
        raise SystemExit(3)
    _plugins(session)
    _fonts(session)
    _claims()


def _plugins(session: Session) -> None:
    """The plug-ins that the project uses."""
    from reportgen.errors import FindingsError
    from reportgen.project.open import open_project

    try:
        names = open_project(session.directory).settings.plugins
    except FindingsError:
        return
    if names:
        from reportgen.plugins.installed import find_plugin

        tell("plug-ins of this report:")
        for name in names:
            plugin = find_plugin(name)
            use = f"pip install {name}" if plugin is None else f"sha256 {plugin.sha256[:12]}…"
            _row(plugin is not None, plugin.label if plugin else name, use)


def _program(program: Program, use: str) -> None:
    found = program.find()
    if found is None and program.variable in os.environ:
        use = f"{use} ({program.absence})"
    try:
        program.limit(program.seconds)
    except ToolError as error:
        use = f"{use}; {error}"
    name = os.path.basename(found) if found and shutil.which(os.path.basename(found)) == found else found
    _row(found is not None, name or program.names[0], use)


def _claims() -> None:
    """What the manifest can claim of files, and what that rests on."""
    tell("claims in manifest.json:")
    for format_ in TABLE:
        if format_.claims:
            _row(not fault(format_.claims), format_.name, ", ".join(format_.claims), words=("checked", "none"))
    faults = [(validator, validator.fault()) for validator in VALIDATORS]
    judging = " and ".join(each.name for each, why in faults if not why)
    if judging:
        tell(
            f"  A claim is what {judging} found in the finished file. Where a file fails, nothing is written; where it"
            " cannot be told, nothing is claimed."
        )
    for validator, why in faults:
        if why:
            remedy = f"{_install(validator.package)}{validator.more and f', and {validator.more}'}"
            tell(
                f"  {validator.name} checks {', '.join(validator.profiles)}: {why}. Files are the same without it: made"
                " to keep these standards, which their XMP names. But nobody has checked that, so the manifest claims"
                f" nothing. Install: {remedy}"
            )
    tell("  What only people can judge, as whether a text alternative tells enough, no claim covers.")


def _install(*names: str) -> str:
    """The command that installs packages, as new as this version of reportgen wants them; wherever that comes from."""
    try:
        wanted = metadata.requires("reportgen") or ()
    except metadata.PackageNotFoundError:
        wanted = ()
    known = {re.split(r"[^\w.-]", each, maxsplit=1)[0].casefold(): each.partition(";")[0].strip() for each in wanted}
    return shlex.join(("pip", "install", *(known.get(name.casefold(), name) for name in names)))


def _fonts(session: Session) -> None:
    """Whether LibreOffice has fonts of the widths of those that the project's Word files name."""
    from reportgen.libreoffice.fonts import lack, other_widths

    program = SOFFICE.find()
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


def _row(found: bool, what: str, use: str, words: tuple[str, str] = ("found", "missing")) -> None:
    tell(f"  {words[0] if found else words[1]:<7} {what:<26} {use}")
