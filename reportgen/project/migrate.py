"""A project's files in old forms, rewritten in today's: all of them or none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from reportgen.errors import FindingsError
from reportgen.findings.finding import Finding
from reportgen.findings.problem import Problem
from reportgen.outside.place import confined, read_whole
from reportgen.project.folder import DATA, SETTINGS_NAME, TEMPLATES
from reportgen.yaml.change import CannotEditError
from reportgen.yaml.forms import CODE, forms_of, old_forms
from reportgen.yaml.migrate import rewrite
from reportgen.yaml.reader import MAX_BYTES, read_bytes
from reportgen.yaml.source import SourceFile


class Line(Struct, frozen=True):
    """A line of a file that changes."""

    file: str
    number: int
    before: str
    after: str


class Migration(Struct, frozen=True):
    """The files that change with their new content, by their names in the project, and the lines that do."""

    files: dict[str, bytes]
    lines: tuple[Line, ...]


def plan_migration(root: Path) -> Migration:
    """Rewrite what stands in old forms in the files of a project, in memory.

    A file that cannot be read is left to `check`. Raises FindingsError for what cannot be rewritten alone.
    """
    files: dict[str, bytes] = {}
    lines: list[Line] = []
    refused: list[Finding] = []
    for name in _names(root):
        path = confined(root, name)
        if path is None or not path.is_file():
            continue
        content = read_whole(path, MAX_BYTES)
        try:
            found = _rewritten(content, name)
        except CannotEditError as error:
            refused.append(_refusal(content, name, error))
            continue
        if found != content:
            files[name] = found
            lines += _changed_lines(name, content, found)
    if refused:
        raise FindingsError(tuple(refused))
    return Migration(files, tuple(lines))


def _names(root: Path) -> Iterator[str]:
    """The files that may be in an old form."""
    folders = (root / DATA, root / TEMPLATES)
    paths = (path for folder in folders for path in sorted(folder.rglob("*.yaml")))
    for name in (SETTINGS_NAME, *(path.relative_to(root).as_posix() for path in paths)):
        if forms_of(name):
            yield name


def _rewritten(content: bytes, name: str) -> bytes:
    """The content in today's forms; a byte order mark stays."""
    reading = read_bytes(content, "")
    old = old_forms(name, reading.value)
    if not old or any(finding.severity == "error" for finding in reading.findings):
        return content
    mark = content[: len(content) - len(reading.source.text.encode())]
    return mark + rewrite(reading.source.text, old).encode()


def _refusal(content: bytes, name: str, error: CannotEditError) -> Finding:
    source = SourceFile(name, content.decode("utf-8-sig"))
    text = "this cannot be rewritten by itself: other values are an alias of it, or it is one"
    return source.placed(
        Problem(CODE, text, keys=error.keys, hint="write it out by hand, in the form that check names")
    )


def _changed_lines(name: str, before: bytes, after: bytes) -> Iterator[Line]:
    from difflib import SequenceMatcher

    old, new = (content.decode("utf-8-sig").splitlines() for content in (before, after))
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            removed, added = old[start:end], new[first:last]
            for at in range(max(len(removed), len(added))):
                line = min(start + at, max(end - 1, start))
                yield Line(name, line + 1, *("".join(part[at : at + 1]) for part in (removed, added)))
