"""Writing a set of files all or nothing: beside their place first, then renamed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put `files` (name -> content) into `folder`, replacing what has the same name and leaving the rest.

    Everything is written to a scratch folder beside `folder` before the first file appears; an error until then leaves
    `folder` untouched. The last name given is renamed last: give the manifest there, so that it never speaks of files
    that are not yet in place. Raises OSError.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        for name, content in files.items():
            with open(scratch / name, "wb") as target:
                target.write(content)
        folder.mkdir(exist_ok=True)
        for name in files:
            os.replace(scratch / name, folder / name)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def copy_tree(source: Path, target: Path) -> None:
    """Copy a folder to a place that does not exist or is empty: all of it or nothing. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        shutil.copytree(source, scratch / "copy", ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        if target.is_dir():
            target.rmdir()
        os.replace(scratch / "copy", target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
