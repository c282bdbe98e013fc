"""reportgen diff: what has changed between two editions, or two versions of one."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from reportgen.cli import Session
from reportgen.cli.garbage import leave_garbage
from reportgen.cli.show import MISSING_TOOL, findings, guarded
from reportgen.cli.terminal import styled, tell, tell_pieces, write_text
from reportgen.findings.shown import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportgen.comparison.text import Line
    from reportgen.project.versions import Version

FORMATS = {"text": ".txt", "json": ".json", "docx": ".docx"}
_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "head": {"bold": True},
    "name": {"bold": True},
    "quiet": {"dim": True},
    "old": {"fg": "red"},
    "new": {"fg": "green"},
}


class WordOptions(Struct, frozen=True):
    """How a Word file shows changes: whose they are, and whether it has a margin column and numbers of pages."""

    author: str | None
    margin: bool
    page_numbers: bool


@click.command(short_help="Compare two editions.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--to", "form", type=click.Choice(list(FORMATS)), help="Default: by the file name extension, or else text."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Output file, or a folder for it.")
@click.option("--author", help="Author of the changes in a Word file (default: the report's short title).")
@click.option(
    "--margin", is_flag=True, help="Keep the margin column; for Word only, as LibreOffice loses changes in it."
)
@click.option("--no-margin", is_flag=True, hidden=True, expose_value=False, help="As without --margin.")
@click.option("--no-page-numbers", is_flag=True, help="Leave page numbers in Word files to Word; saves seconds.")
@click.pass_obj
@guarded
def command(
    session: Session,
    old: str,
    new: str,
    form: str | None,
    output: Path | None,
    author: str | None,
    margin: bool,
    no_page_numbers: bool,
) -> None:
    """Compare two editions by ids: new, ended, moved and renamed records; changed figures, dates and texts.

    OLD and NEW are names of editions, folders of another project (or of an edition in it), or EDITION@REVISION for a
    git revision: reportgen diff 2020@main 2020.

    With --to docx, writes the report NEW as a Word file with tracked changes: accepting all gives NEW, rejecting all
    gives OLD.
    """
    from reportgen.errors import MissingGitError
    from reportgen.findings.finding import Finding
    from reportgen.project.versions import find_versions

    output = session.directory / output if output is not None else None
    format_ = form or _by_ending(output)
    leave_garbage()
    try:
        with ExitStack() as stack:
            first, second = find_versions(session.directory, old, new, stack)
            _compare(session, first, second, format_, output, WordOptions(author, margin, not no_page_numbers))
    except MissingGitError:
        text, hint = "a revision needs git, which is not installed", "what is missing, and what for: reportgen doctor"
        findings(session, (Finding("missing-git", "error", text, hint=hint),))
        sys.exit(MISSING_TOOL)


def _by_ending(output: Path | None) -> str:
    ending = output.suffix.lower() if output is not None and not output.is_dir() else ""
    return next((name for name, known in FORMATS.items() if known == ending), "text")


def _compare(
    session: Session, old: Version, new: Version, format_: str, output: Path | None, options: WordOptions
) -> None:
    from reportgen.build import changes

    if format_ == "docx":
        tracked = changes.tracked_changes(
            old, new, options.author, margin=options.margin, page_numbers=options.page_numbers
        )
        for remark in tracked.remarks:
            session.say(remark)
        if tracked.same:
            session.say(f"no differences between {old.label} and {new.label}; nothing was written")
            return
        _write(_target(old, new, format_, output), tracked.content)
        return
    compared = changes.compare_versions(old, new)
    comparison = compared.comparison
    if format_ == "json":
        from reportgen.comparison.data import as_json

        text = as_json(comparison)
    else:
        from reportgen.comparison.text import lines

        colour = output is None and session.colour and sys.stdout.isatty()
        if output is None:
            _tell(lines(comparison, compared.now_called), colour)
            return
        found = ("".join(piece.text for piece in each) for each in lines(comparison, compared.now_called))
        text = "".join(f"{harmless(each)}\n" for each in found)
    if output is not None:
        _write(_target(old, new, format_, output), text.encode())
    else:
        write_text(text)


def _tell(found: Iterable[Line], colour: bool) -> None:
    for each in found:
        tell_pieces(*(_styled(piece.text, piece.style) if colour else piece.text for piece in each))


def _styled(text: str, style: str) -> str:
    return styled(text, **_LOOKS[style]) if style in _LOOKS else text


def _target(old: Version, new: Version, format_: str, output: Path | None) -> Path:
    """Where the result goes: `output` itself where it names a file, else a file of our name in that folder, or in the
    one of the newer edition."""
    if output is not None and not output.is_dir() and output.suffix.lower() == FORMATS[format_]:
        return output
    from reportgen.edition.cut import slug

    names = "-".join(slug(_short(each.label, each.edition)) for each in (old, new))
    folder = output or new.project.output(new.edition)
    return folder / f"{new.project.settings.report}-{names}-changes{FORMATS[format_]}"


def _short(label: str, edition: str) -> str:
    """A version in a file name: folders by their edition alone."""
    return edition if os.sep in label or label in (".", "..") else label


def _write(target: Path, content: bytes) -> None:
    from reportgen.files.atomic import write_file

    write_file(target, content)
    tell(os.path.relpath(target))
