"""Finding the project's folder without reading anything in it."""

from __future__ import annotations

import os
from pathlib import Path

NAME = "reportgen.yaml"


def find_root(start: Path) -> Path | None:
    """The nearest folder with ``reportgen.yaml``, `start` itself or one above it."""
    folder = Path(os.path.abspath(start))
    return next((place for place in (folder, *folder.parents) if (place / NAME).is_file()), None)
