"""reportgen build: the finished files of an edition."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.build import formats as table
from reportgen.cli import Session
from reportgen.cli.garbage import leave_garbage
from reportgen.cli.show import findings, guarded, progress
from reportgen.cli.terminal import tell
from reportgen.errors import ArgumentError, FindingsError

if TYPE_CHECKING:
    from reportgen.build.request import Built, Request


def _formats(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:  # noqa: ARG001
    try:
        return table.choose(name.strip() for name in value.split(",") if name.strip())
    except (ArgumentError, FindingsError) as error:
        raise click.BadParameter(str(error)) from None


def _pressed(formats: tuple[str, ...], *, grey: bool) -> tuple[str, ...]:
    """The formats with print files in grey where that is wanted."""
    press = {each.name: each.press.role for each in map(table.named, formats) if each.press is not None}
    if grey and not press:
        names = " or ".join(f"--to {each.name}" for each in table.asked() if each.press is not None)
        raise click.UsageError(f"--grey goes with {names}")
    return tuple(table.press_names(grey=True)[press[name]] if grey and name in press else name for name in formats)


def _help() -> str:
    """The formats with a few words for those whose name does not tell."""
    return ", ".join(f"{each.name} ({each.about})" if each.about else each.name for each in table.asked()) + "."


@click.command(short_help="Build the finished files, with manifest.json.")
@click.argument("edition", required=False)
@click.option(
    *("--for", "audiences"), default="", metavar="ID[+ID][,…]|all",
    help="Excerpts: ids or abbreviations, several in one joined by +, or all.",
)  # fmt: skip
@click.option(
    "--where", multiple=True, metavar="FIELD[=VALUE]",
    help="Excerpts of items with this value of a field (without VALUE: one excerpt per value).",
)  # fmt: skip
@click.option(
    *("--to", "formats"), default=",".join(table.defaults()), callback=_formats, metavar="FORMAT[,…]",
    help=_help(),
)  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder for the files (default: output/).")
@click.option(
    "-j", "--jobs", "processes", type=click.IntRange(1), help="Number of parallel processes (default: one per core)."
)
@click.option("--grey", is_flag=True, help="Print files and booklets in black only.")
@click.option("--draft", is_flag=True, help="Build drafts, with watermark, line numbers and room for comments.")
@click.option(
    "--reference-doc",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Adopt styles, heads, feet and page size of this Word file.",
)
@click.option("--no-page-numbers", is_flag=True, help="Leave page numbers in Word files to Word; saves seconds.")
@click.option(
    "--release", is_flag=True, help="Build only if everything is confirmed and signed; omit signature sheets."
)
@click.option("--strict", is_flag=True, help="Stop at warnings, too.")
@click.option("--no-cache", is_flag=True, help="Ignore the results of earlier runs.")
@click.option("--no-claims", is_flag=True, help="Do not run validators; the manifest then claims no standards.")
@click.option("--watch", is_flag=True, help="Rebuild whenever a file is saved, until Ctrl-C.")
@click.pass_obj
@guarded
def command(
    session: Session,
    edition: str | None,
    audiences: str,
    where: tuple[str, ...],
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
    watch: bool,
) -> None:
    """Build the whole report, or excerpts of it, from an EDITION of the data (default: the newest).

    Reads every file back and compares it with the document, and PDF and Word with each other; files that differ are
    not written.
    """
    from reportgen.build.request import Request
    from reportgen.edition.audience import parse_selection

    leave_garbage()
    jobs = processes or (1 if watch else os.cpu_count() or 1)  # a change concerns few documents, and all is loaded
    wanted = _pressed(formats, grey=grey)
    request = Request(
        edition,
        parse_selection(audiences, where),
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
    if watch:
        from reportgen.cli.watching import build_again_and_again

        build_again_and_again(session, request, guarded(_build))
    _build(session, request)


def _build(session: Session, request: Request) -> None:
    from reportgen.build.build import build

    with progress(session) as line:
        built = build(session.directory, request, line)
    _report(session, built)


def _reference(session: Session, file: Path | None) -> Path | None:
    """The reference document; UsageError where there is none of that name."""
    if file is None:
        return None
    found = session.directory / file
    if not found.is_file():
        raise click.BadParameter(f"there is no file {file}", param_hint="--reference-doc")
    return found


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
        pages = f"{file.pages} pages" if file.pages else table.named(file.format).label
        tell(f"{os.path.relpath(built.folder / file.path)}  ({pages})")
