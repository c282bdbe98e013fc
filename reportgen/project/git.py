"""Files of a project as they were at a git revision, written into a folder.

Only objects are read: no checkout, no filters, no hooks; nothing of the repository is touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from reportgen.errors import FindingsError, MissingGitError
from reportgen.findings.finding import Finding


def write_revision(root: Path, revision: str, names: tuple[str, ...], target: Path) -> None:
    """Write the files and folders `names` of the project in `root`, as of `revision`, into `target`.

    What did not exist then is left out. Raises MissingGitError, and FindingsError for a folder that is in no
    repository and for a revision that it does not have.
    """
    if shutil.which("git") is None:
        raise MissingGitError
    commit = _commit(root, revision)
    entries = list(_entries(root, commit, names))
    for (path, _), content in zip(entries, _contents(root, [blob for _, blob in entries]), strict=True):
        place = target / path
        if not place.resolve().is_relative_to(target.resolve()):
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def _git(root: Path, *arguments: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    return subprocess.run(["git", "-C", os.fspath(root), *arguments], input=given, capture_output=True, env=environment)


def _commit(root: Path, revision: str) -> str:
    if _git(root, "rev-parse", "--git-dir").returncode:
        text = f"{root.name or root} is in no git repository, so there is no revision of it"
        raise FindingsError((Finding("no-repository", "error", text),))
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode or not revision:
        text = f'git knows no revision "{revision}"'
        hint = "branches, tags and commits are revisions: git log --oneline --all"
        raise FindingsError((Finding("unknown-revision", "error", text, hint=hint),))
    return found.stdout.decode().strip()


def _entries(root: Path, commit: str, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Path and blob of every plain file; symbolic links and submodules are none."""
    listing = _git(root, "ls-tree", "-r", "-z", commit, "--", *names)
    for line in listing.stdout.split(b"\0"):
        if line:
            about, _, path = line.partition(b"\t")
            mode, _, blob = about.decode().split(" ")[:3]
            if mode in ("100644", "100755"):
                yield os.fsdecode(path), blob


def _contents(root: Path, blobs: list[str]) -> Iterator[bytes]:
    answer = _git(root, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs).encode()).stdout
    at = 0
    for _ in blobs:
        end = answer.index(b"\n", at)
        size = int(answer[at:end].split(b" ")[2])
        yield answer[end + 1 : end + 1 + size]
        at = end + size + 2
