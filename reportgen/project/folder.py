"""A project's folder: what lies in it under which name, and how it is found; nothing in it is read."""

from __future__ import annotations

import os
import re
from pathlib import Path

SETTINGS_NAME = "reportgen.yaml"
DATA = "data"
SCHEMA_FOLDER = "data/schema"
TEMPLATES = "templates"
_DEVICES = re.compile(r"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")


def unfit_name(name: str) -> str | None:
    """Why no edition, template or collection may have a name, which is that of its folder or file; None if it may."""
    if _DEVICES.fullmatch(name):
        return "is the name of a device on Windows, where no file or folder can be called so"
    return "ends with a dot, which Windows leaves out" if name.endswith(".") else None


def find_root(start: Path) -> Path | None:
    """The nearest folder with ``reportgen.yaml``, `start` itself or one above it; None where there is none."""
    folder = Path(os.path.abspath(start))
    return next((place for place in (folder, *folder.parents) if (place / SETTINGS_NAME).is_file()), None)
