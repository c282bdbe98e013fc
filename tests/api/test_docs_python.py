"""The examples of docs/python.md: they run one after the other, and print what stands below them."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from built import ROOT

PAGE = ROOT / "docs" / "python.md"
_BLOCK = re.compile(r"^```(python|text)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.mark.long
def test_the_examples_print_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "reportgen.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"__name__": "example"}
    printed = ""
    blocks = _BLOCK.findall(PAGE.read_text("utf-8"))
    assert [kind for kind, _ in blocks].count("python") > 5
    for kind, content in blocks:
        if kind == "text":
            assert printed == content
            printed = ""
            continue
        assert printed == "", "an example prints what does not stand below it"
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(content, str(PAGE), "exec"), names)
        printed = out.getvalue()
    assert printed == ""
