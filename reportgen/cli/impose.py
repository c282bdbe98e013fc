"""reportgen impose: pages of a finished PDF on larger sheets."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from reportgen.cli import Session
from reportgen.cli.show import FINDINGS, guarded
from reportgen.cli.terminal import tell

_CODE = "not-imposed"
_GRID = re.compile(r"([1-9]|1[0-2])[x×]([1-9]|1[0-2])")


def _grid(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[int, int] | None:  # noqa: ARG001
    if value is None:
        return None
    match = _GRID.fullmatch(value.lower())
    if match is None:
        raise click.BadParameter("columns and rows are given as 2x1 or 4x2, up to 12 each")
    return int(match[1]), int(match[2])


def _sheet(ctx: click.Context, param: click.Parameter, value: str) -> tuple[float, float]:  # noqa: ARG001
    from reportgen.document.print_settings import SHEETS, sheet_size

    size = sheet_size(value)
    if size is None:
        raise click.BadParameter(f"there are {', '.join(SHEETS)}, or millimetres such as 450x320")
    return size


@click.command(short_help="Place pages of a PDF on larger sheets: booklet or n-up.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.pdf")
@click.option("--up", callback=_grid, metavar="COLUMNSxROWS", help="Number of pages per side (default: a booklet).")
@click.option("--sheet", callback=_sheet, default="SRA3", show_default=True, help="A3, SRA3 … or millimetres.")
@click.option("--upright", is_flag=True, help="Use the sheet in portrait orientation.")
@click.option(
    "--paper", type=click.FloatRange(0, 1), default=0.12, show_default=True, help="Thickness of a leaf in millimetres."
)
@click.option(
    "--bleed", type=click.FloatRange(0, 20), default=3, show_default=True, help="Millimetres of bleed to keep."
)
@click.option("--no-marks", is_flag=True, help="No crop and fold marks.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Default: FILE-booklet.pdf or FILE-2x1.pdf.")
@click.pass_obj
@guarded
def command(
    session: Session,
    file: Path,
    up: tuple[int, int] | None,
    sheet: tuple[float, float],
    upright: bool,
    paper: float,
    bleed: float,
    no_marks: bool,
    output: Path | None,
) -> None:
    """Impose FILE: two pages per side, to be printed on both sides, folded and stitched; or several pages in rows.

    Compensates creep: pages on inner sheets of a booklet move towards the fold.
    """
    from reportgen.document.theme import MM
    from reportgen.errors import OversizeError, SheetError
    from reportgen.files.atomic import write_file
    from reportgen.outside.place import read_whole
    from reportgen.outside.work import MOST_BYTES
    from reportgen.print.imposition.plan import Sheet, booklet, up_to
    from reportgen.print.imposition.write import impose

    width, height = sorted(sheet) if upright else sheet
    onto = Sheet(width * MM, height * MM, bleed * MM, paper * MM)
    source = session.directory / file
    try:
        made = impose(read_whole(source, MOST_BYTES), onto, up_to(*up) if up else booklet, marks=not no_marks)
    except (SheetError, OversizeError) as error:
        tell(f"{file}: {error} [{_CODE}]; nothing was written", err=True)
        sys.exit(FINDINGS)
    kind = f"{up[0]}x{up[1]}" if up else "booklet"
    target = session.directory / (output or file.with_name(f"{file.stem}-{kind}.pdf"))
    write_file(target, made)
    tell(str(target))
