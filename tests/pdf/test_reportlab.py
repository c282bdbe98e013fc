"""What is relied on in ReportLab, and what happens with another one."""

from __future__ import annotations

import io
import subprocess
import sys

import pikepdf
import pytest
import reportlab

from reportgen.pdf import reportlab_compat as compat


def test_another_major_version_is_refused_with_the_supported_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reportlab, "Version", "6.0.1")
    with pytest.raises(ImportError, match=r"ReportLab 6\.0\.1 cannot be used: .*Supported are versions >=5\.0,<6"):
        compat._self_test()


def test_a_changed_inside_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(compat._PageCanvas, "_setAnnotations")
    with pytest.raises(ImportError, match="pages lose their entries"):
        compat._self_test()


def test_fonts_that_would_not_be_embedded_raise() -> None:
    file = compat.PdfFile(100, 100)
    with pytest.raises(RuntimeError, match="Helvetica would not be embedded"):
        file._canvas.setFont("Helvetica", 10)


def test_reserved_objects_keep_their_numbers() -> None:
    file = compat.PdfFile(100, 100)
    first, second = file.reserve(), file.reserve()
    file.fill(second, b"(zwei)")
    file.fill(first, b"(eins)")
    file.add_page(0, b"", {"Resources": b"<<>>"})
    data = file.finish({}, b"<<>>", (bytes(16), bytes(16)))
    opened = pikepdf.open(io.BytesIO(data))
    assert [str(opened.get_object(number, 0)) for number in (first, second)] == ["eins", "zwei"]


def test_no_more_of_reportlab_is_imported_than_the_canvas() -> None:
    code = (
        "import sys, reportgen.pdf; print(any(m in sys.modules for m in ('reportlab.platypus', 'reportlab.graphics')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
