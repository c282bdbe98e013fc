"""Inputs that nobody thought of: strings, mutated projects, mutated files; what breaks a promise is kept.

    make fuzz                                        # all kinds in turn, until Ctrl-C
    python tests/fuzz.py check --count 100000        # one kind, so many
    python tests/fuzz.py check --from 4711           # one input again: kinds and numbers make the input

Whatever the input, no exception comes out, every finding has a place, and no message holds a character that a terminal
would act on. What breaks that is written to .fuzz/ (outside of git): the input, the number and what was raised. Make a
small named test of each, then mend it.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import re
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from functools import cache
from pathlib import Path

if __name__ == "__main__":
    import conftest  # noqa: F401

import mutations
from compose_kit import edition
from lxml import etree
from templates_help import STARTER

from reportgen.cli import main
from reportgen.compose.markdown import Finder
from reportgen.compose.richtext import RichValue
from reportgen.compose.run import Rendering
from reportgen.compose.view.names import view
from reportgen.markdown.unset import remarks
from reportgen.yaml.reader import read_bytes

ROOT = Path(__file__).parent.parent
KEPT = ROOT / ".fuzz"
ROUND = 100
"""Inputs of a kind before the next kind has its turn."""
_ACTED_ON = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What a terminal or a reader's eye would be led by (C0, C1, bidirectional controls)."""
_PLACELESS = {
    "no-project",
    "missing-file",
    "missing-template",
    "missing-wording",
    "unknown-edition",
    "file-outside",
    "unreadable-file",
}
"""Codes of what is no line of a file."""

Target = Callable[[random.Random, Path], str]
"""Makes an input in a scratch folder, tries it, and returns it. Raises AssertionError or whatever came out."""


class Broken(Exception):
    """An input broke a promise; `given` is the input."""

    def __init__(self, given: str) -> None:
        self.given = given
        super().__init__(given[:80])


def yaml_text(rng: random.Random, _: Path) -> str:
    """A string through the YAML reader."""
    text = mutations.yaml_text(rng)
    with _given(text):
        for finding in read_bytes(text.encode("utf-8", "surrogatepass"), "a.yaml").findings:
            assert finding.line >= 1, f"no place: {finding}"
    return text


def markdown_text(rng: random.Random, _: Path) -> str:
    """A string as a text of the data: what would not be set, and the markup that is printed."""
    text = mutations.markdown_text(rng)
    with _given(text):
        list(remarks(text, rich=True))
        rich = RichValue(text, "measures[eins].text", Rendering(), _finder())
        etree.fromstring(f"<x>{rich.blocks()}</x>")
        rich.plain()
    return text


@cache
def _finder() -> Finder:
    """Finds what a small edition has."""
    return view(edition(), Rendering()).collection("measures")["eins"].text.finder


def check(rng: random.Random, folder: Path) -> str:
    """The starter with a file changed, through `check`."""
    project = _project(folder)
    name, text = mutations.project_file(rng, STARTER)
    given = f"{name}\n{text}"
    with _given(given), _changed(project / name, text):
        _judge(_run(project, "check"))
    return given


def build(rng: random.Random, folder: Path) -> str:
    """The starter with a text or a value changed, built as PDF and Word file."""
    project = _project(folder)
    name, text = mutations.project_file(rng, STARTER, mild=True)
    given = f"{name}\n{text}"
    with _given(given), _changed(project / name, text):
        _judge(_run(project, "build", "--no-cache", "--no-claims", "--no-page-numbers", "-j", "1"))
    return given


def outside(rng: random.Random, folder: Path) -> str:
    """A PDF, a Word file or a returned workbook with damage in its parts, through every command that reads such."""
    kind, content = rng.choice(_outside())
    place = folder / f"damaged{kind}"
    place.write_bytes(mutations.damaged(rng, content))
    with _given(f"{kind} of the starter, damaged"):
        for words in _READ_BY[kind]:
            _judge(_run(_project(folder), *words, str(place)), lines=False)
    return kind


_READ_BY = {
    ".pdf": (("verify",), ("preflight", "--no-render"), ("impose", "-o", os.devnull), ("verify", "--rebuild")),
    ".docx": (("verify",), ("build", "--no-cache", "--to", "docx", "--no-page-numbers", "-j", "1", "--reference-doc")),
    ".xlsx": (("receive", "--dry-run"),),
}
"""The commands that read each kind of file, which comes last."""


@cache
def _outside() -> tuple[tuple[str, bytes], ...]:
    """Files of the starter: PDF (packed, and as plain objects), archive, Word file, and a form that was sent."""
    import pikepdf
    from requests_kit import with_request

    with tempfile.TemporaryDirectory() as folder:
        project = with_request(shutil.copytree(STARTER, Path(folder) / "project"))
        _run(project, "build", "--to", "pdf,docx,archive", "--no-claims", "--no-page-numbers")
        _run(project, "send", "--for", "all", "--to", "xlsx")
        found = [(path.suffix, path.read_bytes()) for path in sorted(project.glob("output/**/*.*"))]
        packed = next(content for kind, content in found if kind == ".pdf")
        with pikepdf.open(io.BytesIO(packed)) as pdf:
            plain = io.BytesIO()
            pdf.save(plain, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return tuple((kind, content) for kind, content in (*found, (".pdf", plain.getvalue())) if kind in _READ_BY)


KINDS: dict[str, Target] = {
    "yaml": yaml_text,
    "markdown": markdown_text,
    "check": check,
    "build": build,
    "outside": outside,
}


@contextmanager
def _given(text: str) -> Iterator[None]:
    """Whatever is raised inside was raised by this input."""
    try:
        yield
    except Exception as error:
        raise Broken(text) from error


@contextmanager
def _changed(file: Path, text: str) -> Iterator[None]:
    """A file has another content for a while."""
    before = file.read_bytes()
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        yield
    finally:
        file.write_bytes(before)


def _project(folder: Path) -> Path:
    project = folder / "project"
    return project if project.exists() else shutil.copytree(STARTER, project)


_SAID = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
"""One stream for all runs: click remembers every stream that it has written to, and so all that was ever said."""


def _run(project: Path, *words: str) -> str:
    _SAID.seek(0)
    _SAID.truncate()
    status: object = None
    with redirect_stdout(_SAID), redirect_stderr(_SAID):
        try:
            main(["-C", str(project), *words], "reportgen")
        except SystemExit as end:
            status = end.code
    assert status in (0, 1, 2, None), f"exit status {status}"
    return _SAID.buffer.getvalue().decode("utf-8")


def _judge(said: str, *, lines: bool = True) -> None:
    """What is said has places (of files without lines their name), and nothing that a terminal would act on."""
    acted = _ACTED_ON.search(said)
    assert acted is None, f"a message has U+{ord(acted[0]):04X}"
    for line in said.splitlines():
        code = re.search(r"\[([a-z0-9-]+)\]$", line)
        if code is not None and not line.startswith(" ") and code[1] not in _PLACELESS:
            assert re.match(r"\S.*?:\d+:\d+: " if lines else r"\S.*?\.\w+: ", line), f"no place: {line}"


def inputs(kind: str, first: int, count: int, keep: Path) -> Iterator[bool]:
    """Try so many inputs of a kind from a number on; says for each whether it held."""
    base = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=base) as folder:
        for number in range(first, first + count):
            try:
                KINDS[kind](random.Random(f"{kind} {number}"), Path(folder))
            except Broken as broken:
                _keep(keep, kind, number, broken)
                yield False
            else:
                yield True


def _keep(keep: Path, kind: str, number: int, broken: Broken) -> None:
    keep.mkdir(exist_ok=True)
    why = "".join(traceback.format_exception(broken.__cause__))
    (keep / f"{kind}-{number}.input").write_bytes(broken.given.encode("utf-8", "surrogatepass"))
    (keep / f"{kind}-{number}.txt").write_text(why, "utf-8", "backslashreplace")


def _kinds(count: int | None, first: int, wanted: list[str], keep: Path) -> int:
    """All kinds in turn, each until it has had so many inputs; how many broke a promise."""
    tried, broken, started = dict.fromkeys(wanted, 0), dict.fromkeys(wanted, 0), time.process_time()
    with suppress(KeyboardInterrupt):
        while left := [kind for kind in wanted if count is None or tried[kind] < count]:
            for kind in left:
                many = ROUND if count is None else min(ROUND, count - tried[kind])
                for held in inputs(kind, first + tried[kind], many, keep):
                    tried[kind] += 1
                    broken[kind] += not held
                said = ", ".join(f"{each} {tried[each]:,} ({broken[each]} broken)" for each in wanted)
                sys.stdout.write(f"{said}; {time.process_time() - started:.0f} s of CPU\n")
                sys.stdout.flush()
    return sum(broken.values())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", choices=[[], *KINDS], help="default: all")
    parser.add_argument("--count", type=int, help="of each kind; without it until Ctrl-C")
    parser.add_argument("--from", dest="first", type=int, default=None, help="number of the first input")
    parser.add_argument("--keep", type=Path, default=KEPT)
    asked = parser.parse_args()
    first = asked.first if asked.first is not None else 0 if asked.count else random.randrange(10**9)
    count = asked.count or (1 if asked.first is not None else None)
    os.environ["COLUMNS"] = "200"
    sys.exit(1 if _kinds(count, first, asked.kinds or list(KINDS), asked.keep) else 0)
