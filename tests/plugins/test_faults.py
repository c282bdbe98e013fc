"""Plug-ins with a fault: one message that names them."""

from __future__ import annotations

from pathlib import Path

import pytest
from plugin_packages import forget, install
from plugins_kit import built, run, use

# -------------------------------------------------------------------------------------------------------------- faults


FAULTS: dict[str, tuple[str, dict[str, str], str]] = {
    "cannot be imported": ("import nothing_of_that_name", {"filters:f": "F"}, "[bad-plugin]"),
    "ends the process": ("raise SystemExit(7)", {"filters:f": "F"}, "[bad-plugin]"),
    "no such object": ("", {"filters:f": "F"}, "[bad-plugin]"),
    "a bare function": ("def F(value): return value", {"filters:f": "F"}, "[bad-plugin]"),
    "another kind": (
        "from reportgen.plugins import Filter\nF = Filter(apply=str, api=1)", {"checks:f": "F"}, "[bad-plugin]",
    ),
    "a later version": (
        "from reportgen.plugins import Filter\nF = Filter(apply=str, api=2)", {"filters:f": "F"}, "version 2",
    ),
    "a wrong signature": (
        "from reportgen.plugins import Check\nF = Check(run=lambda: (), api=1)", {"checks:f": "F"}, "with 1 value",
    ),
    "no function": (
        "from reportgen.plugins import Check\nF = Check(run=3, api=1)", {"checks:f": "F"}, "calls nothing",
    ),
    "a bad name": (
        "from reportgen.plugins import Filter\nF = Filter(apply=str, api=1)", {"filters:F f": "F"}, "[bad-plugin]",
    ),
    "no ending": (
        'from reportgen.plugins import Format\nF = Format(ending="x", write="a:b", read="a:b", api=1)',
        {"formats:f": "F"}, "no ending",
    ),
    "nothing for us": ("", {}, "is no plug-in"),
    "a check that raises": (
        "from reportgen.plugins import Check\ndef run(c): raise KeyError('x')\nF = Check(run=run, api=1)",
        {"checks:f": "F"}, "KeyError: 'x'",
    ),
    "a check that gives texts": (
        "from reportgen.plugins import Check\nF = Check(run=lambda c: ['x'], api=1)",
        {"checks:f": "F"}, "a Problem is needed",
    ),
    "a filter of ours": (
        "from reportgen.plugins import Filter\nF = Filter(apply=str, api=1)", {"filters:number": "F"},
        "[plugin-conflict]",
    ),
    "an element of ours": (
        "from reportgen.plugins import Block\nF = Block(expand=str, api=1)", {"blocks:card": "F"}, "[plugin-conflict]",
    ),
    "a format of ours": (
        'from reportgen.plugins import Format\nF = Format(ending="-x.pdf", write="a:b", read="a:b", api=1)',
        {"formats:pdf": "F"}, "[plugin-conflict]",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_message_that_names_the_plug_in(fault: str, project: Path, site: Path) -> None:
    code, points, said = FAULTS[fault]
    install(site, "faulty-plugin", code, points)
    use(project, "faulty-plugin")
    forget()
    result = run("-C", project, "check")
    assert result.exit_code == 1, result.output
    assert said in result.output
    assert "reportgen.yaml:" in result.output
    assert "faulty-plugin 1.0" in result.output
    assert "Traceback" not in result.output
    assert "1 error" in result.output


def test_two_plug_ins_with_one_name_are_told_with_both(project: Path, site: Path) -> None:
    code = "from reportgen.plugins import Filter\nF = Filter(apply=str, api=1)"
    for name in ("one-plugin", "other-plugin"):
        install(site, name, code, {"filters:shout": "F"})
    use(project, "one-plugin", "other-plugin")
    forget()
    output = run("-C", project, "check").output
    assert 'the filter "shout" of the plug-in other-plugin 1.0' in output
    assert "one-plugin 1.0" in output


UNKNOWN = "F = Block(expand=lambda e: etree.XML('<callout><nothing/></callout>'), api=1)"


PRINTED: dict[str, tuple[str, dict[str, str], str, str]] = {
    "a filter that raises": (
        "from reportgen.plugins import Filter\nF = Filter(apply=lambda v: 1 / 0, api=1)",
        {"filters:f": "F"}, "<p>{{ 3 | f }}</p>", "ZeroDivisionError",
    ),
    "a block that raises": (
        "from reportgen.plugins import Block\nF = Block(expand=lambda e: 1 / 0, api=1)",
        {"blocks:thing": "F"}, "<thing/>", "ZeroDivisionError",
    ),
    "a block that gives a text": (
        "from reportgen.plugins import Block\nF = Block(expand=lambda e: 'x', api=1)",
        {"blocks:thing": "F"}, "<thing/>", "one element of lxml",
    ),
    "a block that gives itself": (
        "from reportgen.plugins import Block\nF = Block(expand=lambda e: e, api=1)",
        {"blocks:thing": "F"}, "<thing/>", "without end",
    ),
    "a block of unknown elements": (
        "from lxml import etree\nfrom reportgen.plugins import Block\n" + UNKNOWN,
        {"blocks:thing": "F"}, "<thing/>", "[unknown-element]",
    ),
    "an attribute that it does not have": (
        "from reportgen.plugins import Block\nF = Block(expand=lambda e: e, attributes=('when',), api=1)",
        {"blocks:thing": "F"}, '<thing wen="x"/>', 'did you mean "when"',
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", PRINTED)
def test_a_fault_in_printing_is_told_at_the_template_line(fault: str, project: Path, site: Path) -> None:
    code, points, markup, said = PRINTED[fault]
    install(site, "faulty-plugin", code, points)
    use(project, "faulty-plugin")
    (entry,) = (project / "templates").glob("*/report.xml.j2")
    entry.write_text(entry.read_text("utf-8").replace("</report>", f"{markup}\n</report>"), "utf-8")
    line = next(i for i, text in enumerate(entry.read_text("utf-8").splitlines(), 1) if markup in text)
    forget()
    result = built(project, "--to", "text")
    assert result.exit_code == 1, result.output
    assert f"report.xml.j2:{line}:" in result.output
    assert said in result.output
    assert "Traceback" not in result.output


@pytest.mark.long
@pytest.mark.parametrize(
    ("write", "read", "said"),
    [
        ("def write(d, t): raise OSError('disk')", "def read(s): return None", "OSError: disk"),
        ("def write(d, t): return 'text'", "def read(s): return None", "bytes are needed"),
        ("def write(d): return b''", "def read(s): return None", "TypeError"),
        ("def write(d, t): return b'x'", "def read(s): 1 / 0", "ZeroDivisionError"),
        ("def write(d, t): return b'x'", "def read(s): return None", "gives no Reading"),
        ("", "def read(s): return None", "AttributeError"),
    ],
)
def test_a_format_with_a_fault_writes_nothing(write: str, read: str, said: str, project: Path, site: Path) -> None:
    head = "from reportgen.plugins import Format\n"
    line = 'F = Format(ending="-x.txt", write="faulty_plugin:write", read="faulty_plugin:read", api=1)'
    install(site, "faulty-plugin", f"{head}{write}\n{read}\n{line}\n", {"formats:thing": "F"})
    use(project, "faulty-plugin")
    forget()
    result = built(project, "--to", "pdf,thing")
    assert result.exit_code == 1, result.output
    assert said in result.output
    assert "faulty-plugin 1.0" in result.output
    assert "Traceback" not in result.output
    assert not (project / "output").exists()


def test_a_format_that_two_installed_plug_ins_have_is_told_with_both(project: Path, site: Path) -> None:
    code = 'from reportgen.plugins import Format\nF = Format(ending="-x.txt", write="a:b", read="a:b", api=1)'
    for name in ("one-plugin", "other-plugin"):
        install(site, name, code, {"formats:thing": "F"})
    forget()
    output = built(project, "--to", "thing").output
    assert "one-plugin and other-plugin" in output
