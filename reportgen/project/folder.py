"""A project's folder: what lies in it under which name, and how it is found; nothing in it is read."""

from __future__ import annotations

import os
from pathlib import Path

SETTINGS_NAME = "reportgen.yaml"
DATA = "data"
SCHEMA_FOLDER = "data/schema"
TEMPLATES = "templates"


def find_root(start: Path) -> Path | None:
    """The nearest folder with ``reportgen.yaml``, `start` itself or one above it; None where there is none."""
    folder = Path(os.path.abspath(start))
    return next((place for place in (folder, *folder.parents) if (place / SETTINGS_NAME).is_file()), None)
