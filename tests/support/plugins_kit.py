"""A project, and packages with plug-ins that it uses."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from plugin_packages import forget, install_example

from reportgen.cli import main


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install_example(tmp_path_factory.mktemp("site") / "example")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the path for packages of a test."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    before = set(sys.modules)
    forget()
    yield folder
    forget()
    for name in set(sys.modules) - before:
        if getattr(sys.modules[name], "__file__", None) and str(tmp_path) in str(sys.modules[name].__file__):
            del sys.modules[name]


@pytest.fixture
def example(wheel: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("site")
    monkeypatch.syspath_prepend(str(wheel))
    forget()


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("starter") / "report"
    assert run("init", folder, "--language", "en-GB").exit_code == 0
    return folder


@pytest.fixture
def project(tmp_path: Path, starter: Path) -> Path:
    return shutil.copytree(starter, tmp_path / "report")


def use(project: Path, *names: str) -> None:
    """Let the project use plug-ins."""
    settings = project / "reportgen.yaml"
    settings.write_text(settings.read_text("utf-8") + f"plugins: [{', '.join(names)}]\n", "utf-8")


def built(project: Path, *words: str) -> Result:
    return run("-C", project, "build", "--no-claims", "--no-page-numbers", *words)


def folder_of(project: Path) -> Path:
    (folder,) = (project / "output").iterdir()
    return folder
