"""Write requirements.lock and requirements-test.lock: every version, with the digests of its files.

    make lock

The first has what `make report` needs, with what builds the project itself; the second adds what `make test` needs.
The first is resolved under the versions of the second, so that they cannot disagree. Both are valid for every system
and every version of Python that pyproject.toml allows; a line with a condition is for some of them alone. No registry
is named in them: pip asks the one that it is set up with, and takes a file only with one of these digests.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "requirements.lock"
TEST = ROOT / "requirements-test.lock"

_HEAD = "# Written by `make lock` from pyproject.toml.\n"
_PIN = re.compile(r"^[a-z0-9][a-z0-9._-]*==", re.MULTILINE)


def main() -> None:
    """Resolve for the tests, then for the report with the same versions, and write what each adds."""
    everything = _resolved(("validate", "test"))
    report = _resolved(("validate",), pinned=everything)
    REPORT.write_text(_HEAD + report, "utf-8")
    known = {_pin(block) for block in _blocks(report)}
    added = [block for block in _blocks(everything) if _pin(block) not in known]
    TEST.write_text(_HEAD + f"-r {REPORT.name}\n" + "".join(added), "utf-8")


def _resolved(extras: tuple[str, ...], pinned: str = "") -> str:
    """The lock of the project with these extras and of what builds it; `pinned`: a lock whose versions hold."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    oldest = project["project"]["requires-python"].removeprefix(">=")
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", oldest]
    command += ["--generate-hashes", "--no-header", "--no-emit-index-url", "--no-annotate"]
    command += [part for extra in extras for part in ("--extra", extra)]
    build = "\n".join(project["build-system"]["requires"])
    with tempfile.TemporaryDirectory() as scratch:
        constraints = Path(scratch) / "constraints.txt"
        constraints.write_text(pinned, "utf-8")
        command += ["--constraints", str(constraints), "pyproject.toml", "-"]
        done = subprocess.run(command, input=build, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(done.returncode)
    return done.stdout


def _blocks(lock: str) -> list[str]:
    """The pins of a lock, each with its digests."""
    starts = [found.start() for found in _PIN.finditer(lock)]
    return [lock[a:b] for a, b in zip(starts, [*starts[1:], len(lock)], strict=True)]


def _pin(block: str) -> str:
    """Name, version and condition of a block."""
    return block.splitlines()[0]


if __name__ == "__main__":
    main()
