"""Shared fixtures."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, os.fspath(Path(__file__).parent))
os.environ["XDG_CACHE_HOME"] = os.fspath(Path(tempfile.gettempdir()) / "reportgen-tests-cache")

import pytest

from reportgen.outputs.build import Built


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The example report: whole and every excerpt, PDF and Word."""
    from built import everything

    return everything(tmp_path_factory.mktemp("output"))
