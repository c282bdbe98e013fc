"""Packages with plug-ins, installed into folders as pip does it: the example's wheel, and small ones with a fault."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

from paths import ROOT

EXAMPLE = ROOT / "tests" / "support" / "plugin-example"


def install_example(folder: Path, version: str | None = None) -> Path:
    """Build the example package into a wheel with hatchling, and unpack it into `folder`; nothing is fetched."""
    source = folder.parent / f"{folder.name}-source"
    _copy(EXAMPLE, source)
    if version is not None:
        about = source / "pyproject.toml"
        about.write_text(about.read_text("utf-8").replace('version = "1.0.0"', f'version = "{version}"'), "utf-8")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", os.fspath(source / "dist")]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (wheel,) = (source / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder)
    return folder


def install(folder: Path, name: str, code: str, points: Mapping[str, str], version: str = "1.0") -> None:
    """Put a package with one module, and the entry points `group:name` -> object in it, into `folder`."""
    module = name.replace("-", "_")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{module}.py").write_text(code, "utf-8")
    about = folder / f"{module}-{version}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8")
    lines = (
        f"[reportgen.{key.partition(':')[0]}]\n{key.partition(':')[2]} = {module}:{what}\n"
        for key, what in points.items()
    )
    (about / "entry_points.txt").write_text("".join(lines), "utf-8")


def forget() -> None:
    """Forget which plug-ins are installed, as a new process would not know it yet."""
    from reportgen.build.plugin_formats import installed_format
    from reportgen.plugins import installed, used

    for known in (installed.distribution, installed.find_plugin, used.plugins_of, installed_format):
        known.cache_clear()


def _copy(source: Path, target: Path) -> None:
    for path in source.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())
