"""Projects that many tests begin with: each is made once, and copied."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from reportgen.cli import main

_SCRATCH = TemporaryDirectory(prefix="reportgen-copies-", ignore_cleanup_errors=True)


def copy_of(make: Callable[[Path], object], root: Path) -> Path:
    """What `make` writes into an empty folder called "report", in `root`; it is called once a session."""
    shutil.copytree(_made(make), root, dirs_exist_ok=True)
    return root


def init(folder: Path) -> None:
    """The example project, for `copy_of`."""
    assert CliRunner().invoke(main, ["init", str(folder)]).exit_code == 0


@cache
def _made(make: Callable[[Path], object]) -> Path:
    folder = Path(_SCRATCH.name) / f"{make.__module__}.{make.__qualname__}" / "report"
    folder.mkdir(parents=True)
    make(folder)
    return folder
