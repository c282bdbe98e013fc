"""Nothing gets out and nothing gets in: what commands may open, start and import, whatever the project says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from paths import ROOT
from templates_help import STARTER, STEM

PROGRAMS = ("SOFFICE", "GS", "GIT", "FC_MATCH")

WATCH = """
import os, sys
allowed = tuple(map(os.path.realpath, sys.argv[1].split(os.pathsep)))
found = []
STARTS = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "pty.",
          "ftplib.", "smtplib.", "urllib.", "http.", "ctypes.dlopen", "webbrowser.")
CHANGES = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "shutil.")

def inside(path):
    return os.path.realpath(os.fsdecode(path)).startswith(allowed) or os.fsdecode(path) == os.devnull

def hook(event, arguments):
    if event.startswith(STARTS):
        found.append((event, str(arguments)[:200]))
    elif event == "open" and isinstance(arguments[0], (str, bytes)):
        mode, flags = arguments[1] or "", arguments[2] or 0
        if (set(mode) & set("wxa+") or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)) and not inside(arguments[0]):
            found.append((event, arguments[0], mode))
    elif event.startswith(CHANGES) and all(each == -1 for each in arguments if isinstance(each, int)):
        found.extend((event, each) for each in arguments if isinstance(each, (str, bytes)) and not inside(each))

import reportgen.cli.process
from reportgen.cli import main
sys.addaudithook(hook)
for words in sys.stdin.read().splitlines():
    try:
        main(words.split("\\t"))
    except SystemExit as end:
        print("status", end.code, words.split("\\t")[2:4], file=sys.stderr)
print(found)
"""


@pytest.mark.long
def test_no_command_goes_to_the_network_starts_a_program_or_writes_elsewhere(tmp_path: Path) -> None:
    root = shutil.copytree(STARTER, tmp_path / "project")
    settings = root / "reportgen.yaml"
    entry = '\n    request: {due: "2026-03-01", contact: "A. Name, a.name@example.org"}\n'
    settings.write_text(settings.read_text(encoding="utf-8").rstrip("\n") + entry, encoding="utf-8")
    output = f"output/2025/{STEM}-2025"
    commands = [
        ("check",), ("build", "-j1", "--no-claims", "--to", "pdf,docx,archive,print,text"), ("verify", "output/2025"),
        ("verify", "--rebuild", f"{output}-archive.pdf"), ("preflight", f"{output}-print.pdf"),
        ("impose", f"{output}.pdf"), ("ledger",), ("where", "lending"), ("status",), ("schema", "--write"),
        ("new-edition", "2026"), ("diff", "2025", "2026"), ("send", "2025", "--for", "all"), ("compose", "2025"),
        ("build", "2025", "-j1", "--no-claims", "--to", "docx", "--reference-doc", f"{output}.docx"),
    ]  # fmt: skip
    cache = tmp_path / "cache"
    allowed = os.pathsep.join(map(str, (tmp_path, cache)))
    environment = {**os.environ, **{f"REPORTGEN_{name}": "" for name in PROGRAMS}, "PYTHONPATH": str(ROOT)}
    environment |= {"TMPDIR": str(tmp_path), "XDG_CACHE_HOME": str(cache), "PYTHONDONTWRITEBYTECODE": "1"}
    given = "\n".join("\t".join(("-C", str(root), *words)) for words in commands)
    words = [sys.executable, "-c", WATCH, allowed]
    done = subprocess.run(words, input=given, capture_output=True, text=True, timeout=300, env=environment, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.splitlines()[-1] == "[]"
    assert done.stderr.count("status 0") == len(commands), done.stderr


@pytest.mark.long
@pytest.mark.parametrize("name", ["click", "yaml", "jinja2", "traceback", "reportlab", "babel"])
def test_a_project_brings_no_modules(name: str, tmp_path: Path) -> None:
    root = shutil.copytree(STARTER, tmp_path / "project")
    (root / f"{name}.py").write_text("raise SystemExit('imported')")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "reportgen", "check"]
    done = subprocess.run(words, cwd=root, capture_output=True, text=True, timeout=60, env=environment, check=False)
    assert (done.returncode, "imported" in done.stderr) == (0, False), done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="git is acted by a shell script")
def test_git_fetches_nothing(tmp_path: Path) -> None:
    root = shutil.copytree(STARTER, tmp_path / "project")
    git = tmp_path / "git"
    git.write_text(f"#!/bin/sh\nenv > {tmp_path}/seen\nexit 1\n")
    git.chmod(0o755)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "REPORTGEN_GIT": str(git), "GIT_ALLOW_PROTOCOL": "https"}
    words = [sys.executable, "-m", "reportgen", "-C", str(root), "diff", "2025@main", "2025"]
    subprocess.run(words, cwd=ROOT, capture_output=True, timeout=60, env=environment, check=False)
    seen = (tmp_path / "seen").read_text().splitlines()
    assert {"GIT_ALLOW_PROTOCOL=", "GIT_NO_LAZY_FETCH=1", "GIT_TERMINAL_PROMPT=0"} <= set(seen)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_revision_that_is_not_whole_is_told(tmp_path: Path) -> None:
    """A partial clone has not every file; where it would get them from is not asked."""
    root = shutil.copytree(STARTER, tmp_path / "project")
    author = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org"}
    author |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in author.items()}
    environment = {**os.environ, **author, "PYTHONPATH": str(ROOT)}

    def git(*words: str) -> str:
        command = ["git", "-C", str(root), *words]
        return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout.strip()

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-q", "-m", "a")
    blob = git("rev-parse", "main:data/2025/report.yaml")
    (root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    git("config", "extensions.partialClone", "origin")
    git("config", "remote.origin.promisor", "true")
    git("config", "remote.origin.url", str(tmp_path / "elsewhere"))
    git("config", "remote.origin.uploadpack", f"touch {tmp_path}/asked; false")
    words = [sys.executable, "-m", "reportgen", "-C", str(root), "diff", "2025@main", "2025"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60, env=environment, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (3, False), done.stderr
    assert not (tmp_path / "asked").exists()
