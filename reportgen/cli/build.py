"""reportgen build: the finished files of an edition."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.build.plan import ASKED, DEFAULT_FORMATS, PRESS
from reportgen.cli import Session
from reportgen.cli.show import FINDINGS, findings, guarded, progress

if TYPE_CHECKING:
    from reportgen.build.build import Built, Request


def _formats(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:  # noqa: ARG001
    wanted = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
    strangers = [name for name in wanted if name not in ASKED]
    if strangers or not wanted:
        named = f'"{strangers[0]}" is no format' if strangers else "no format is named"
        raise click.BadParameter(f"{named}; there are: {', '.join(ASKED)}")
    return wanted


def _pressed(formats: tuple[str, ...], *, grey: bool, draft: bool) -> tuple[str, ...]:
    """The formats with print files in grey where that is wanted."""
    press = [name for name in formats if name in PRESS]
    if grey and not press:
        raise click.UsageError("--grey goes with --to print or --to booklet")
    if draft and press:
        raise click.UsageError(f"a draft is not for the press: leave {' and '.join(press)} out")
    return tuple(f"{name}-grey" if grey and name in PRESS else name for name in formats)


@click.command(short_help="The finished files, with manifest.json.")
@click.argument("edition", required=False)
@click.option("--for", "audiences", default="", metavar="ID[,…]|all", help="Excerpts: ids, abbreviations, or all.")
@click.option(
    *("--to", "formats"), default=",".join(DEFAULT_FORMATS), callback=_formats, metavar="FORMAT[,…]",
    help="pdf, docx, archive (PDF with data and template inside), print, booklet.",
)  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder for the files (default: output/).")
@click.option("-j", "--jobs", "processes", type=click.IntRange(1), help="Processes side by side (default: one a core).")
@click.option("--grey", is_flag=True, help="Print files and booklets in black alone.")
@click.option("--draft", is_flag=True, help="Drafts with watermark, line numbers and room for comments.")
@click.option(
    "--reference-doc",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A Word file whose styles, heads and page size the Word files take over.",
)
@click.option("--no-page-numbers", is_flag=True, help="Leave page numbers in Word files to Word; saves seconds.")
@click.option("--release", is_flag=True, help="Only what is confirmed and signed, without sheets to sign.")
@click.option("--strict", is_flag=True, help="Warnings stop the build too.")
@click.option("--no-cache", is_flag=True, help="Compose anew, whatever earlier runs have left.")
@click.option("--no-claims", is_flag=True, help="Run no validators; the manifest then claims no standard.")
@click.pass_obj
@guarded
def command(
    session: Session,
    edition: str | None,
    audiences: str,
    formats: tuple[str, ...],
    output: Path | None,
    processes: int | None,
    grey: bool,
    draft: bool,
    reference_doc: Path | None,
    no_page_numbers: bool,
    release: bool,
    strict: bool,
    no_cache: bool,
    no_claims: bool,
) -> None:
    """Build the whole report, or excerpts of it, from an EDITION of the data (default: the newest).

    Every file is read back and compared with the document and with its twin in the other format; what does not say
    the same is not written.
    """
    from reportgen.build.build import Request

    gc.disable()  # the process ends with the build, and collecting finds nothing to free in it
    jobs = processes or os.cpu_count() or 1
    if draft and release:
        raise click.UsageError("a release is no draft: give --draft or --release")
    wanted = _pressed(formats, grey=grey, draft=draft)
    request = Request(
        edition,
        audiences,
        wanted,
        session.directory / output if output is not None else None,
        jobs,
        strict,
        cached=not no_cache,
        claims=not no_claims,
        draft=draft,
        release=release,
        page_numbers=not no_page_numbers,
        reference_doc=_reference(session, reference_doc),
    )
    _report(session, _built(session, request))


def _reference(session: Session, file: Path | None) -> Path | None:
    """The reference document; UsageError where there is none of that name."""
    if file is None:
        return None
    found = session.directory / file
    if not found.is_file():
        raise click.BadParameter(f"there is no file {file}", param_hint="--reference-doc")
    return found


def _built(session: Session, request: Request) -> Built:
    """What was built; ends the process where a file does not say what it should."""
    from reportgen.build.build import build
    from reportgen.errors import ProofError

    try:
        with progress(session) as line:
            return build(session.directory, request, line)
    except ProofError as error:
        for difference in error.differences[:20]:
            click.echo(f"{error.name}: {difference}", err=True)
        click.echo(f"{error}; nothing was written", err=True)
        sys.exit(FINDINGS)


def _report(session: Session, built: Built) -> None:
    """Findings and remarks as messages, the files as result."""
    waiting = [finding for finding in built.findings if finding.code == "unconfirmed"]
    findings(session, (each for each in built.findings if each not in waiting), notes=session.verbose)
    if waiting:
        records = "1 record is" if len(waiting) == 1 else f"{len(waiting)} records are"
        session.say(f"{records} not confirmed and marked: reportgen check")
    for remark in built.remarks:
        session.say(remark)
    notes = sum(finding.severity == "note" for finding in built.findings)
    if notes and not session.verbose:
        session.say(f"{notes} note{'s' if notes > 1 else ''} on the data: reportgen check")
    for file in built.files:
        pages = f"{file.pages} pages" if file.pages else {"delivery": "delivery sheet"}.get(file.format, "Word")
        click.echo(f"{os.path.relpath(built.folder / file.path)}  ({pages})")
