"""Random changes of real files and texts, the same for the same state of the generator."""

from __future__ import annotations

import io
import random
import zipfile
from functools import cache
from pathlib import Path

from strategies import ODD_PIECES, YAML_PIECES

_MARKDOWN = (
    *("*", "**", "_", "__", "`", "``", "~", "^", "[", "](", ")", "![", "{", "}", "{a}", "{@a}", "{a.value}"),
    *("<", ">", "<b>", "&amp;", "&#x22;", "|", "| a |\n|---|\n", "\\", "\\*", "# ", "> ", "- ", "1. ", "2) ", "+ "),
    *(
        "\n",
        "\n\n",
        "  \n",
        "    ",
        "\t",
        "a",
        "b",
        " ",
        "word",
        "2019",
        "1.5",
        "é",
        "א",
        "中",
        "😀",
        "\u0301",
        "\u00a0",
    ),
    *("http://a.b/c", "www.a.b", "x@y.z", "^[", "[^1]", "[a]{lang=en}", "[a](#b)", "```", "~~~", "---", "===", "H~2~O"),
    *("\u202e", "\u200b", "\u00ad", "\x00", "\x1b", "\ufeff", "\u00a0", "\u2028", "…", "„", "“", "'", '"'),
)
_VALUES = (
    *("", "~", "null", "true", "no", "[]", "{}", "[1, 2]", "{a: b}", "0", "-1", "1e400", ".inf", ".nan", "0x10", "1_0"),
    *("9" * 400, "2025-02-30", "2025-13", "12:30", "'a'", '"\\e[2J"', '"\\u202e"', "&a a", "*a", "!!int 3", "|", ">-"),
    *("<<", "? a", "- a", "x" * 3000, "a: b: c", "{startups}", "{@x}", "../../x", "/etc/hosts", "con", "\u00a0", "%"),
)
_CHARACTERS = "aZ09 .:-_#'\"[]{}&*!|>%@`,\\/\n\t\réא\u202e\u2028\u00ad\x00\x1b\x85\ufeff😀"


def yaml_text(rng: random.Random) -> str:
    """A text of pieces of YAML, or a data file that was changed."""
    if rng.random() < 0.7:
        pieces = (*YAML_PIECES, *YAML_PIECES, *ODD_PIECES)
        return "".join(rng.choices(pieces, k=rng.randrange(1, 40)))
    return changed(rng, "".join(rng.choices(("a: b\n", "c:\n  d: e\n", "- f\n", '"g": [h, i]\n', "j: |\n  k\n"), k=6)))


def markdown_text(rng: random.Random) -> str:
    """A text of pieces of Markdown."""
    return "".join(rng.choices(_MARKDOWN, k=rng.randrange(1, 30)))


def project_file(rng: random.Random, project: Path, *, mild: bool = False) -> tuple[str, str]:
    """The name of a file of a project and its content after one to three changes; mild ones leave it YAML."""
    files = _files(project)
    name = rng.choice(list(files))
    text = files[name]
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        text = _other_value(rng, text) if mild or rng.random() < 0.4 else changed(rng, text)
    return name, text


@cache
def _files(project: Path) -> dict[str, str]:
    """The data, settings, words and templates of a project."""
    found = sorted(path for path in project.rglob("*") if path.suffix in (".yaml", ".j2"))
    return {path.relative_to(project).as_posix(): path.read_text("utf-8") for path in found}


def changed(rng: random.Random, text: str) -> str:
    """The text with one change of characters or lines."""
    lines = text.splitlines(keepends=True) or [""]
    at, line = rng.randrange(len(text) + 1), rng.randrange(len(lines))
    match rng.randrange(8):
        case 0:
            return text[:at] + text[at + rng.randrange(1, 9) :]
        case 1:
            return text[:at] + "".join(rng.choices(_CHARACTERS, k=rng.randrange(1, 5))) + text[at:]
        case 2:
            return text[:at] + rng.choice((*YAML_PIECES, *ODD_PIECES, *_MARKDOWN)) + text[at:]
        case 3:
            return "".join(lines[:line] + lines[line + 1 :])
        case 4:
            return "".join(lines[:line] + [lines[line]] * rng.choice((2, 2, 50)) + lines[line + 1 :])
        case 5:
            other = rng.randrange(len(lines))
            lines[line], lines[other] = lines[other], lines[line]
            return "".join(lines)
        case 6:
            lines[line] = " " * rng.randrange(1, 9) + lines[line].lstrip()
            return "".join(lines)
        case _:
            return text[:at]


def damaged(rng: random.Random, content: bytes) -> bytes:
    """A file with one to five changes of bytes; those of a ZIP package are made in one of its parts."""
    if content.startswith(b"PK") and rng.random() < 0.8:
        with zipfile.ZipFile(io.BytesIO(content)) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        part = rng.choice(sorted(parts))
        parts[part] = _bytes_changed(rng, parts[part])
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
            for name, each in parts.items():
                new.writestr(name, each)
        return out.getvalue()
    return _bytes_changed(rng, content)


_PIECES = (
    *(b"/", b"null ", b"[", b"<<", b"-1 ", b"9e9 ", b"(", b"0 0 R", b"true "),
    *(b">>", b"<", b"</w:p>", b"&amp;", b'"'),
)


def _bytes_changed(rng: random.Random, content: bytes) -> bytes:
    changed = bytearray(content or b" ")
    for _ in range(rng.choice((1, 1, 2, 5))):
        at = rng.randrange(len(changed))
        match rng.randrange(5):
            case 0:
                changed[at : at + rng.randrange(1, 40)] = b""
            case 1:
                changed[at:at] = rng.choice(_PIECES)
            case 2:
                changed[at : at + 4] = rng.randbytes(4)
            case 3:
                digits = changed.find(b"1", at)
                changed[digits : digits + 1] = rng.choice((b"0", b"-1", b"99999999", b"2"))
            case _:
                changed[at:at] = changed[at : at + rng.randrange(200)]
        changed = changed or bytearray(b" ")
    return bytes(changed)


def _other_value(rng: random.Random, text: str) -> str:
    """The text with another value behind one of its keys, or words in one of its texts."""
    lines = text.splitlines(keepends=True)
    keyed = [index for index, line in enumerate(lines) if ": " in line]
    if not keyed:
        return changed(rng, text)
    index = rng.choice(keyed)
    key, _, value = lines[index].partition(": ")
    new = rng.choice(_VALUES) if rng.random() < 0.5 else value.strip() + " " + "".join(rng.choices(_MARKDOWN, k=3))
    lines[index] = f"{key}: {new}\n"
    return "".join(lines)
