"""reportgen preflight: whether a PDF can be printed as it is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import Session
from reportgen.cli.show import FINDINGS, USAGE, guarded
from reportgen.cli.terminal import tell, write_text
from reportgen.findings.shown import json_text

if TYPE_CHECKING:
    from reportgen.preflight.model import Result


@click.command(short_help="Check whether a PDF can be printed as it is.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE.pdf…")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="Output format.")
@click.option(
    "--ink", type=click.FloatRange(100, 400), help="Maximum total ink in percent (default: from the output intent)."
)
@click.option(
    "--resolution", type=click.FloatRange(50, 2400), default=225, show_default=True, help="Minimum resolution in ppi."
)
@click.option("--bleed", type=click.FloatRange(0, 20), default=3, show_default=True, help="Millimetres of bleed.")
@click.option("--multiple", type=click.IntRange(1, 64), default=2, show_default=True, help="Multiple of pages.")
@click.option("--grey", is_flag=True, help="Allow black only.")
@click.option("--allow", type=click.Choice(("transparency", "spots")), multiple=True, help="Allow this.")
@click.option("--no-render", is_flag=True, help="Measure inks object by object, without Ghostscript.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.pass_obj
@guarded
def command(
    session: Session,
    files: tuple[Path, ...],
    form: str,
    ink: float | None,
    resolution: float,
    bleed: float,
    multiple: int,
    grey: bool,
    allow: tuple[str, ...],
    no_render: bool,
    strict: bool,
) -> None:
    """Check FILES as a printing house does: boxes, fonts, colours, ink, pictures, sizes, bleed, printing condition.

    Reports page, place (millimetres from the left and top trim edge) and measured value of each finding. Measures
    inks pixel by pixel if Ghostscript is installed, otherwise object by object.
    """
    from reportgen.errors import OversizeError, UnreadableError
    from reportgen.outside.place import read_whole
    from reportgen.outside.work import MOST_BYTES
    from reportgen.preflight.model import Limits
    from reportgen.preflight.run import preflight

    limits = Limits(
        ink=ink,
        resolution=resolution,
        bleed=bleed,
        multiple=multiple,
        one_plate=grey,
        transparency="transparency" in allow,
        spots="spots" in allow,
    )
    results: dict[str, Result] = {}
    for file in files:
        try:
            source = read_whole(session.directory / file, MOST_BYTES)
            results[str(file)] = preflight(source, limits, render=not no_render)
        except UnreadableError as error:
            tell(f"{file}: {error.difference}", err=True)
            sys.exit(USAGE)
        except OversizeError as error:
            tell(f"{file}: {error} [file-too-large]", err=True)
            sys.exit(USAGE)
        except OSError as error:
            tell(f"{file}: {error.strerror} [unreadable-file]", err=True)
            sys.exit(USAGE)
    if form == "json":
        data = {"files": [{"path": name, **result.data()} for name, result in results.items()]}
        write_text(json_text(data) + "\n")
    else:
        for name, result in results.items():
            _tell(name, result)
    bad = any(not result.ok or (strict and result.findings) for result in results.values())
    sys.exit(FINDINGS if bad else 0)


def _tell(name: str, result: Result) -> None:
    what = [f"{result.pages} pages", result.standard or "no PDF/X", result.condition or "no printing condition"]
    most = max(result.ink, default=0)
    by = "measured by Ghostscript" if result.ink_by == "ghostscript" else "object by object"
    verdict = "can be printed" if result.ok else "cannot be printed"
    tell(f"{name}: {verdict} ({', '.join(what)}; at most {most:.0f} % ink, {by})")
    for finding in result.findings:
        tell(f"    {finding.line()}")
