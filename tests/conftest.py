"""Shared fixtures."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, os.fspath(Path(__file__).parent / "support"))
os.environ["XDG_CACHE_HOME"] = os.fspath(Path(__file__).parent.parent / ".pytest_cache" / "reportgen")
os.environ["REPORTGEN_SOFFICE"] = ""

import pytest
from hypothesis import settings

from reportgen.build.request import Built

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("exploring", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
"""The same examples in every run; HYPOTHESIS_PROFILE=exploring looks for new ones."""


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The example report: whole and every excerpt, PDF and Word."""
    from built import everything

    return everything(tmp_path_factory.mktemp("output"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Property tests take long: they make a hundred examples. So does what reads all files of the example report."""
    for item in items:
        property_test = getattr(getattr(item, "function", None), "is_hypothesis_test", False)
        if property_test or "report" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.long)
